"""The address by which a server's admin invites the bot, with no more permissions than it uses; pure."""

from urllib.parse import urlencode

import discord

PERMISSIONS = {
    "view_channel": "see the channels that it is to post to",
    "send_messages": "post digests there, and in forums begin posts",
    "read_message_history": "look up whether a message arrived of which Discord said nothing",
    "create_public_threads": "keep what follows on a story in a thread below it",
    "send_messages_in_threads": "write in that thread, and answer below a forum's posts",
}
"""By discord.py's names, and what for."""
_SCOPES = "bot applications.commands"


def invite(application_id: str, base: str = "https://discord.com") -> str:
    """Return the address.

    Args:
        application_id: Of the application: "General Information" of its page in the Developer Portal has it.
        base: Where Discord's own pages are, without a slash at the end.
    """
    permissions = discord.Permissions(**dict.fromkeys(PERMISSIONS, True)).value
    asked = {"client_id": application_id, "permissions": permissions, "scope": _SCOPES}
    return f"{base}/oauth2/authorize?{urlencode(asked)}"
