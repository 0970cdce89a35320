"""The workspaces that the desk is in: who it is there, and the client with its token."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.errors import NotTaken, Refused
from adapters.interface import Installation, Installations
from adapters.slack.access import Access
from adapters.slack.failures import code_of, in_words, meant
from adapters.slack.sealing import Seal

_EARLY = 120  # minutes before its end at which a token is changed for a new one
_PATIENCE = 30  # seconds
_NOT_THERE = "Newsdesk is not installed in the workspace any more; install it there again"


@dataclass(frozen=True)
class Workspace:
    """A workspace: its id, the bot's own ids there, and a client with its token."""

    team: str
    bot_id: str
    bot_user: str
    client: AsyncWebClient


class Workspaces(Protocol):
    """Where the desk is installed."""

    async def of(self, team: str | None) -> Workspace:
        """Return a workspace by its id; None stands for the only one.

        Raises:
            ChatError: The desk is not there, or Slack does not say who it is.
        """

    async def forget(self, team: str) -> None:
        """Forget a workspace that the desk was taken out of."""


class _Client(AsyncWebClient):
    """A client that shows the app's id and secret by itself: the SDK does by what aiohttp 3.14 warns of."""

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """Call a method of the Web API."""
        if auth := given.pop("auth", None):
            shown = base64.b64encode(f"{auth['client_id']}:{auth['client_secret']}".encode()).decode()
            given["headers"] = {"Authorization": f"Basic {shown}"}
        return await super().api_call(api_method, **given)


def web_client(access: Access, session: aiohttp.ClientSession, token: str | None = None) -> AsyncWebClient:
    """Return a client of the Web API that never sends anything twice by itself: that is the delivery's to decide."""
    return _Client(
        token=token, base_url=access.base_url, session=session, timeout=_PATIENCE, retry_handlers=[], headers={}
    )


class OneWorkspace:
    """The workspace whose token the settings have."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: Workspace | None = None
        self._asking = asyncio.Lock()

    async def of(self, team: str | None) -> Workspace:
        """Return the workspace, whichever is asked for."""
        del team
        async with self._asking:
            if self._known is None:
                with in_words():
                    said = await self._client.auth_test()
                self._known = Workspace(said["team_id"], said.get("bot_id") or "", said["user_id"], self._client)
            return self._known

    async def forget(self, team: str) -> None:
        """Ask anew who the bot is when it is needed again."""
        del team
        self._known = None


class InstalledWorkspaces:
    """The workspaces that have installed the app. Their tokens are kept sealed, and changed before they expire."""

    def __init__(
        self, access: Access, session: aiohttp.ClientSession, installations: Installations, seal: Seal
    ) -> None:
        self._access = access
        self._session = session
        self._installations = installations
        self._seal = seal
        self._rotator = AsyncTokenRotator(
            client_id=access.client_id or "",
            client_secret=access.client_secret or "",
            client=web_client(access, session),
        )
        self._changing = asyncio.Lock()

    async def of(self, team: str | None) -> Workspace:
        """Return a workspace as it is kept; another process may have installed it, or changed its token."""
        bot = await self.bot(team or "")
        if bot is None:
            raise Refused(_NOT_THERE, concerns="channel")
        if _expires(bot):
            bot = await self._changed(bot)
        client = web_client(self._access, self._session, bot.bot_token)
        return Workspace(bot.team_id or "", bot.bot_id, bot.bot_user_id or "", client)

    async def forget(self, team: str) -> None:
        """Forget an installation with its tokens."""
        await self._installations.remove(_name(team))

    async def bot(self, team: str) -> Bot | None:
        """Return the installation in a workspace, None if there is none."""
        kept = await self._installations.get(_name(team))
        return None if kept is None else Bot(**json.loads(self._seal.open(kept.sealed)))

    async def keep(self, bot: Bot) -> None:
        """Keep an installation, in place of the one of the same workspace."""
        sealed = self._seal.close(json.dumps(bot.to_dict_for_copying(), default=datetime.isoformat))
        at = datetime.fromtimestamp(bot.installed_at, UTC)
        kept = Installation(workspace=_name(bot.team_id or ""), sealed=sealed, installed_at=at)
        await self._installations.put(kept)

    async def _changed(self, bot: Bot) -> Bot:
        """Return the installation with a new token, unless another task or process has changed it meanwhile."""
        async with self._changing:
            kept = await self.bot(bot.team_id or "")
            if kept is None or not _expires(kept):
                return kept or bot
            try:
                with in_words(alone=False):
                    changed = await self._rotator.perform_bot_token_rotation(bot=kept, minutes_before_expiration=_EARLY)
            except SlackTokenRotationError as error:
                kept = await self.bot(bot.team_id or "")
                if kept is not None and not _expires(kept):
                    return kept
                if isinstance(why := meant(error.api_error), NotTaken):
                    raise why from None
                said = f"Slack gives no new token ({code_of(error.api_error)}); install Newsdesk there again"
                raise Refused(said, concerns="channel") from None
            if changed is not None:
                await self.keep(changed)
            return changed or kept


def _expires(bot: Bot) -> bool:
    return bot.bot_token_expires_at is not None and bot.bot_token_expires_at < time.time() + _EARLY * 60


def _name(team: str) -> str:
    return f"slack:{team}"
