"""Looks whether all is well in Slack, changing nothing: tokens, permissions, channels."""

from collections.abc import AsyncIterator, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import ChatError
from adapters.interface import Verdict
from adapters.slack.access import Access
from adapters.slack.failures import in_words, opening_socket
from adapters.slack.names import Names
from adapters.slack.scopes import SCOPES
from adapters.slack.workspaces import Workspaces

_CHECK = "slack"
_NAMED = 10


async def examine(
    access: Access, workspaces: Workspaces, names: Names, client: AsyncWebClient, channels: Sequence[str]
) -> list[Verdict]:
    """Return what is found.

    Args:
        access: How Slack is reached.
        workspaces: Where the desk is installed.
        names: Reads full names.
        client: A client with the app token.
        channels: The channels with settings, by their full names.
    """
    found = [one async for one in _app(access, client)]
    teams = {None} if access.alone else {names.taken_apart(channel)[0] for channel in channels}
    for team in sorted(teams, key=str):
        found += [one async for one in _workspace(workspaces, team)]
    found += [one async for one in _channels(workspaces, names, channels)]
    return found


async def _app(access: Access, client: AsyncWebClient) -> AsyncIterator[Verdict]:
    if access.mode != "socket":
        yield Verdict(check=_CHECK, state="ok", said=f"takes Slack's calls at {':'.join(map(str, access.listen))}")
        return
    try:
        with opening_socket():
            await client.apps_connections_open(app_token=access.app_token or "")
    except ChatError as error:
        todo = "make an app-level token with connections:write on the app's page Basic Information and set app_token"
        yield Verdict(check=_CHECK, state="failed", said=f"Socket Mode cannot be opened: {error}", todo=todo)
        return
    yield Verdict(check=_CHECK, state="ok", said="the app token opens a socket")


async def _workspace(workspaces: Workspaces, team: str | None) -> AsyncIterator[Verdict]:
    try:
        one = await workspaces.of(team)
        with in_words():
            said = await one.client.auth_test()
    except ChatError as error:
        todo = "put that right on the app's page, and set bot_token if it has changed"
        yield Verdict(
            check=_CHECK, state="failed", said=f"workspace {team}: {error}" if team else str(error), todo=todo
        )
        return
    yield Verdict(check=_CHECK, state="ok", said=f"is @{said['user']} in {said['team']} ({said.get('url', '')})")
    granted = {scope.strip() for scope in (said.headers or {}).get("x-oauth-scopes", "").split(",")} - {""}
    if granted and (missing := sorted(set(SCOPES) - granted)):
        named = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
        todo = "add them on the app's page OAuth & Permissions, or paste newsdesk slack-manifest anew, and reinstall"
        yield Verdict(check=_CHECK, state="warning", said=f"permissions are missing: {named}", todo=todo)


async def _channels(workspaces: Workspaces, names: Names, channels: Sequence[str]) -> AsyncIterator[Verdict]:
    wrong = 0
    for channel in channels:
        team, identity = names.taken_apart(channel)
        try:
            one = await workspaces.of(team)
            with in_words():
                said = (await one.client.conversations_info(channel=identity))["channel"]
        except ChatError as error:
            problem = str(error)
        else:
            problem = _problem(said)
        if problem:
            wrong += 1
            if wrong <= _NAMED:
                yield Verdict(
                    check=_CHECK, state="failed", said=f"channel {channel}: {problem}", todo="then: /news schedule on"
                )
    if wrong > _NAMED:
        said = f"{wrong - _NAMED} more channels cannot be posted to"
        yield Verdict(check=_CHECK, state="failed", said=said, todo="see newsdesk say '/news status'")
    elif channels and not wrong:
        yield Verdict(check=_CHECK, state="ok", said=f"all {len(channels)} channels can be posted to")


def _problem(channel: dict[str, object]) -> str:
    if channel.get("is_archived"):
        return "it is archived; unarchive it and say /invite @Newsdesk there"
    private = channel.get("is_private") and not channel.get("is_im")
    return "Newsdesk is not in it; say /invite @Newsdesk there" if private and not channel.get("is_member") else ""
