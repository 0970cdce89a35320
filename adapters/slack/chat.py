"""The `Chat` port on Slack: posts messages, and finds those again of which nobody knows."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import ChatError
from adapters.interface import Installations, Receipt, Responder, Verdict
from adapters.slack.access import Access
from adapters.slack.answering import Answering
from adapters.slack.examining import examine
from adapters.slack.failures import code_of, in_words
from adapters.slack.installing import Installing
from adapters.slack.listening import Listening, listening
from adapters.slack.names import PLATFORM, Names
from adapters.slack.receiving import receive
from adapters.slack.render import message, parts
from adapters.slack.sealing import Seal
from adapters.slack.workspaces import InstalledWorkspaces, OneWorkspace, Workspace, Workspaces, web_client
from digests.model.document import Document

log = logging.getLogger(__name__)

_EVENT = "newsdesk_part"
"""The type of a message's metadata."""
_LOOKED_THROUGH = 100  # messages a call; Slack gives some apps no more than 15, and a cursor

Look = Callable[..., Awaitable[Any]]


class SlackChat:
    """Slack; see `adapters.interface.Chat` for what each method promises."""

    platform = PLATFORM

    def __init__(
        self,
        access: Access,
        workspaces: Workspaces,
        session: aiohttp.ClientSession,
        install: Callable[[Responder], Installing] | None = None,
    ) -> None:
        """Reach Slack.

        Args:
            access: How.
            workspaces: Where the desk is installed.
            session: The connections.
            install: Makes the pages to install the app on, if many workspaces may.
        """
        self._access = access
        self._workspaces = workspaces
        self._session = session
        self._install = install
        self._names = Names(access.alone)

    async def listen(self, responder: Responder) -> None:
        """Have what people do answered until cancelled."""
        needed = "app_token" if self._access.mode == "socket" else "signing_secret"
        if not getattr(self._access, needed):  # without the second anybody could call
            raise ChatError(f"what happens in Slack cannot be heard: set [slack] {needed}")
        if self._access.alone:
            await self._workspaces.of(None)  # so that a token that is not taken is said now
        answering = Answering(responder, self._names, self._access.admins)
        heard = Listening(self._workspaces, self._names, responder, answering)
        secret = self._access.signing_secret if self._access.mode == "http" else None
        app = listening(heard, secret, web_client(self._access, self._session))
        installing = self._install(responder) if self._install else None
        await receive(self._access, app, self._app_client(), installing)

    def parts(self, document: Document) -> tuple[Document, ...]:
        """Return the document in pieces of which each fits one message."""
        return parts(document)

    async def post(self, channel: str, document: Document, *, key: str = "", thread: str | None = None) -> Receipt:
        """Post a document of one part; its key goes with it as metadata, by which `find` finds it."""
        workspace, identity = await self._place(channel)
        body = {**message(document), "channel": identity, "metadata": _metadata(key), "thread_ts": thread}
        body = {name: value for name, value in body.items() if value is not None}
        with in_words(alone=self._access.alone, sends=True):
            try:
                sent = await workspace.client.chat_postMessage(**body)
            except SlackApiError as error:
                if code_of(error) != "not_in_channel" or not await self._joined(workspace, identity):
                    raise
                sent = await workspace.client.chat_postMessage(**body)
        return Receipt(channel=channel, message=sent["ts"])

    async def find(self, channel: str, key: str, *, since: datetime, thread: str | None = None) -> Receipt | None:
        """Return the receipt of the message posted under a key, newest messages first."""
        workspace, identity = await self._place(channel)
        wanted = _metadata(key)
        asked: dict[str, Any] = {"channel": identity, "include_all_metadata": True, "limit": _LOOKED_THROUGH}
        asked |= {"oldest": f"{since.timestamp():.6f}"} | ({"ts": thread} if thread else {})
        client = workspace.client
        look: Look = client.conversations_replies if thread else client.conversations_history
        cursor = ""
        while True:
            with in_words(alone=self._access.alone):
                page = await look(**asked, **({"cursor": cursor} if cursor else {}))
            for one in page.get("messages") or ():
                if wanted and one.get("metadata") == wanted:
                    return Receipt(channel=channel, message=one["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    async def direct(self, user: str) -> str:
        """Return the channel in which to talk to a user alone."""
        workspace, identity = await self._place(user)
        with in_words(alone=self._access.alone):
            opened = await workspace.client.conversations_open(users=identity)
        return self._names.full(workspace.team, opened["channel"]["id"])

    async def examine(self, channels: Sequence[str]) -> Sequence[Verdict]:
        """Look whether all is well with tokens, permissions and these channels."""
        return await examine(self._access, self._workspaces, self._names, self._app_client(), channels)

    def _app_client(self) -> AsyncWebClient:
        return web_client(self._access, self._session, self._access.app_token)

    async def _place(self, name: str) -> tuple[Workspace, str]:
        team, identity = self._names.taken_apart(name)
        return await self._workspaces.of(team), identity

    async def _joined(self, workspace: Workspace, channel: str) -> bool:
        """Join a public channel, and return whether that went; a private one can only be invited to."""
        try:
            await workspace.client.conversations_join(channel=channel)
        except SlackApiError as error:
            said = {"action": "channel_not_joined", "channel": channel}
            log.info("%s could not be joined: %s", channel, code_of(error), extra=said)
            return False
        return True


def _metadata(key: str) -> dict[str, Any] | None:
    """Return a message's metadata by its key: which edition it belongs to, and which part of it it is."""
    if not key:
        return None
    edition, _, part = key.rpartition("-")
    return {"event_type": _EVENT, "event_payload": {"edition": edition or key, "part": part}}


@asynccontextmanager
async def open_slack(access: Access, installations: Installations) -> AsyncIterator[SlackChat]:
    """Yield Slack, whose connections are closed at the end.

    Args:
        access: How it is reached.
        installations: Where the workspaces are kept that have installed the app, if many may.
    """
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        if access.alone:
            yield SlackChat(access, OneWorkspace(web_client(access, session, access.bot_token)), session)
            return
        many = InstalledWorkspaces(access, session, installations, Seal(access.encryption_key or ""))

        def install(responder: Responder) -> Installing:
            return Installing(access, many, installations, web_client(access, session), responder)

        yield SlackChat(access, many, session, install)
