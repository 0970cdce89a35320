"""The manifest from which Slack makes the app (https://docs.slack.dev/reference/app-manifest); pure."""

from collections.abc import Sequence

from adapters.interface import Offer
from adapters.slack.receiving import EVENTS, RETURN
from adapters.slack.render import Json
from adapters.slack.scopes import SCOPES

_NAME, _ROOT = "Newsdesk", "/news"
_SHORT = "Cited digests and answers from the outlets you choose."
_LONG = (
    "Newsdesk reads the outlets that your team chooses, groups what they write about one event into one story, and "
    "posts each channel a daily digest at its own local time. Every sentence it shows stands in the article it cites; "
    "where outlets differ on a number, both stand side by side; a channel sees a story again only when it changed."
)
_HEARD = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
)
_HINT = 998  # characters: 1,000 with the brackets


def manifest(offers: Sequence[Offer], *, url: str | None, redirect_url: str | None = None, many: bool = False) -> Json:
    """Return the manifest.

    Args:
        offers: The commands.
        url: Where Slack calls, as ``https://news.example.org``; None for Socket Mode, where it does not.
        redirect_url: Where people come back to who install the app; made from `url` if it is left out.
        many: Whether many workspaces may install it.
    """
    called = {"url": f"{url}{EVENTS}"} if url else {}
    requested = {"request_url": f"{url}{EVENTS}"} if url else {}
    suggested = {"message_menu_options_url": f"{url}{EVENTS}"} if url else {}
    back = redirect_url or (f"{url}{RETURN}" if url else None)
    made: Json = {
        "display_information": {
            "name": _NAME,
            "description": _SHORT,
            "long_description": _LONG,
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": _NAME, "always_online": True},
            "shortcuts": [_shortcut(offer, offer.shortcut) for offer in offers if offer.shortcut],
            "slash_commands": [
                {
                    "command": _ROOT,
                    "description": _SHORT,
                    "usage_hint": _hint(offers),
                    "should_escape": False,
                    **called,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**requested, "bot_events": list(_HEARD)},
            "interactivity": {"is_enabled": True, **requested, **suggested},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }
    if many and back:
        made["oauth_config"]["redirect_urls"] = [back]
    return made


def _shortcut(offer: Offer, name: str) -> Json:
    return {
        "name": name,
        "type": "message",
        "callback_id": offer.name,
        "description": "What do our sources say about this?",
    }


def _hint(offers: Sequence[Offer]) -> str:
    hint = ""
    for offer in offers:
        longer = f"{hint} | {offer.name}" if hint else offer.name
        if len(longer) > _HINT:
            break
        hint = longer
    return f"[{hint}]"
