"""Looks whether all is well in Discord, changing nothing: the token, the application, channels."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import discord
from discord.http import Route

from adapters.discord.calling import Rest
from adapters.discord.invite import PERMISSIONS
from adapters.discord.names import identity_of
from adapters.discord.rights import Rights
from adapters.errors import ChatError
from adapters.interface import Verdict

_CHECK = "discord"
_NAMED = 10


async def examine(rest: Rest, channels: Sequence[str]) -> list[Verdict]:
    """Return what is found of the connection and these channels (by their full names)."""
    try:
        about = await rest.call(Route("GET", "/applications/@me"))
    except ChatError as error:
        todo = "put that right on the application's page at https://discord.com/developers/applications"
        return [Verdict(check=_CHECK, state="failed", said=str(error), todo=todo)]
    found = list(_of_application(about))
    found += [one async for one in _of_channels(rest, channels)]
    return found


def _of_application(about: dict[str, Any]) -> list[Verdict]:
    guilds = about.get("approximate_guild_count")
    where = "" if guilds is None else f", in {guilds} {'server' if guilds == 1 else 'servers'}"
    found = [Verdict(check=_CHECK, state="ok", said=f"is {about['name']} ({about['id']}){where}")]
    if guilds == 0:
        todo = "invite it with newsdesk discord-invite"
        found.append(Verdict(check=_CHECK, state="warning", said="it is in no server", todo=todo))
    if about.get("interactions_endpoint_url"):
        said = "the application has an Interactions Endpoint URL, so that commands do not come here"
        todo = "take it out on the application's page General Information"
        found.append(Verdict(check=_CHECK, state="failed", said=said, todo=todo))
    return found


async def _of_channels(rest: Rest, channels: Sequence[str]) -> AsyncIterator[Verdict]:
    wrong, rights = 0, Rights(rest, rest.user)
    for channel in channels:
        try:
            problem = _problem(await rights.within(identity_of(channel)))
        except ChatError as error:
            problem = str(error)
        if problem:
            wrong += 1
            if wrong <= _NAMED:
                said = f"channel {channel}: {problem}"
                yield Verdict(check=_CHECK, state="failed", said=said, todo="then: /news schedule on")
    if wrong > _NAMED:
        said = f"{wrong - _NAMED} more channels are not in order"
        yield Verdict(check=_CHECK, state="failed", said=said, todo="see newsdesk say '/news status'")
    elif channels and not wrong:
        yield Verdict(check=_CHECK, state="ok", said=f"all {len(channels)} channels can be posted to")


def _problem(allowed: discord.Permissions | None) -> str:
    """Return what permissions are missing; in a conversation with one user there are none."""
    if allowed is None:
        return ""
    missing = [name.replace("_", " ").title() for name in PERMISSIONS if not getattr(allowed, name)]
    return f"Newsdesk lacks {', '.join(missing)} there; give it these permissions" if missing else ""
