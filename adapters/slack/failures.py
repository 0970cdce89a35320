"""What Slack's answers and its SDK's errors mean to whoever wanted something done (https://docs.slack.dev/apis/web-api)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.errors import ChatError, NotTaken, OutcomeUnknown, Refused

_RATE = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "team_added_to_org"})
_UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_PLATFORM = {
    "invalid_auth": "Slack does not know the bot token; copy it anew from the app's page OAuth & Permissions",
    "not_authed": "there is no bot token; copy it from the app's page OAuth & Permissions",
    "account_inactive": "Newsdesk was uninstalled from the workspace; install it there again",
    "token_revoked": "the bot token was revoked; install Newsdesk in the workspace again",
    "token_expired": "the bot token has expired; install Newsdesk in the workspace again",
    "invalid_app_id": "the app was deleted; make it again with newsdesk slack-manifest",
    "org_login_required": "the workspace is being moved to an organisation; try again later",
    "not_allowed_token_type": "this is no bot token: one begins with xoxb-, an app token with xapp-",
}
_CHANNEL = {
    "not_in_channel": "Newsdesk is not in the channel; say /invite @Newsdesk there",
    "channel_not_found": "the channel is gone, or private and Newsdesk is not in it; say /invite @Newsdesk there",
    "is_archived": "the channel is archived; unarchive it and say /invite @Newsdesk there",
    "restricted_action": "the workspace's settings keep apps from posting in the channel; an admin may allow it",
    "restricted_action_read_only_channel": "the channel is read-only; an admin may let apps post there",
    "restricted_action_thread_only_channel": "in the channel there are only threads; an admin may let apps post there",
    "restricted_action_non_threadable_channel": "the channel has no threads",
    "cannot_dm_bot": "bots cannot be written to",
    "messages_tab_disabled": "the app's messages tab is off; make the app anew with newsdesk slack-manifest",
    "user_not_found": "there is no such user any more",
    "user_disabled": "the user's account is deactivated",
    "ekm_access_denied": "the organisation's keys keep Newsdesk out of the channel",
}
_APP = "Slack does not take the app token ({code}): one begins with xapp- and has connections:write; set app_token"
_MISSING = "Newsdesk lacks the permission {needed} in Slack; add it on the app's page OAuth & Permissions and reinstall"


@contextmanager
def in_words(*, alone: bool = True, sends: bool = False) -> Iterator[None]:
    """Turn what goes wrong in a call of Slack into the port's errors.

    Args:
        alone: Whether there is but one workspace, so that a token that is not taken concerns the platform; one of many
            workspaces concerns its channels.
        sends: Whether the call posts something, so that no answer means that it may be there.
    """
    try:
        yield
    except SlackApiError as error:
        raise meant(error, alone=alone, sends=sends) from None  # the SDK's message has the request
    except aiohttp.ClientConnectorError as error:
        raise NotTaken(f"no connection to Slack: {error.strerror or error.os_error}") from error
    except (aiohttp.ClientError, TimeoutError, OSError, AttributeError) as error:
        # The SDK raises AttributeError over an answer that is text, such as a proxy's error page.
        raise OutcomeUnknown(f"no answer from Slack ({type(error).__name__})") from error


@contextmanager
def opening_socket() -> Iterator[None]:
    """Turn what goes wrong in opening a socket into the port's errors: what is refused there is the app token."""
    try:
        with in_words():
            yield
    except Refused as error:
        raise Refused(_APP.format(code=code_of(error.__context__)), concerns="platform") from None


def meant(error: SlackApiError, *, alone: bool = True, sends: bool = False) -> ChatError:
    """Return what an error of Slack's means; see `in_words`."""
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or code in _RATE:
        return NotTaken("Slack wants no more messages for now", wait=_wait(response))
    if code == "missing_scope":
        said = _MISSING.format(needed=data.get("needed", "that is missing") if isinstance(data, dict) else "")
        return Refused(said, concerns="platform" if alone else "channel")
    if code in _PLATFORM:
        return Refused(_PLATFORM[code], concerns="platform" if alone else "channel")
    if code in _CHANNEL:
        return Refused(_CHANNEL[code], concerns="channel")
    if status >= 500 or code in _UNSURE or not code:
        said = f"Slack is in trouble ({code or status})"
        return OutcomeUnknown(said) if sends else NotTaken(said)
    return Refused(f"Slack says {code}", concerns="message")


def code_of(error: BaseException | None) -> str:
    """Return Slack's own word for an error, empty if it is none of Slack's."""
    data = getattr(getattr(error, "response", None), "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _wait(response: Any) -> float | None:
    said = (getattr(response, "headers", None) or {}).get("Retry-After", "")
    try:
        return float(said)
    except ValueError:
        return None
