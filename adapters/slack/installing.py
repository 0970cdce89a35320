"""The pages on which workspaces install the app, by OAuth (https://docs.slack.dev/authentication/installing-with-oauth)."""

import logging
import secrets
from datetime import UTC, datetime, timedelta

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import ChatError
from adapters.interface import Installations, Responder
from adapters.slack.access import Access
from adapters.slack.failures import in_words
from adapters.slack.names import Names
from adapters.slack.scopes import SCOPES
from adapters.slack.workspaces import InstalledWorkspaces

log = logging.getLogger(__name__)

_IN_TIME = timedelta(minutes=10)


class Installing:
    """Sends people to Slack to install the app, and keeps what they come back with."""

    def __init__(
        self,
        access: Access,
        workspaces: InstalledWorkspaces,
        installations: Installations,
        client: AsyncWebClient,
        responder: Responder,
    ) -> None:
        """Make the pages.

        Args:
            access: How Slack is reached.
            workspaces: Where installations are kept.
            installations: Where it is kept which are under way.
            client: A client without a token.
            responder: Hears that the desk may speak in a workspace again.
        """
        settings = AsyncOAuthSettings(
            client_id=access.client_id,
            client_secret=access.client_secret,
            scopes=list(SCOPES),
            redirect_uri=access.redirect_url,
            authorization_url=access.authorize_url,
            installation_store=_Kept(workspaces, responder),
            state_store=_States(installations),
            state_expiration_seconds=int(_IN_TIME.total_seconds()),
        )
        self._flow = AsyncOAuthFlow(client=client, logger=log, settings=settings)

    async def page(self, request: web.Request) -> web.Response:
        """Return the page with the button."""
        return await to_aiohttp_response(await self._flow.handle_installation(await to_bolt_request(request)))

    async def back(self, request: web.Request) -> web.Response:
        """Return the page that people come back to, and keep the installation."""
        try:
            with in_words():
                return await to_aiohttp_response(await self._flow.handle_callback(await to_bolt_request(request)))
        except ChatError as error:
            log.error("an installation was not completed: %s", error, extra={"action": "slack_not_installed"})  # noqa: TRY400
            return web.Response(status=502, text=f"Newsdesk is not installed: {error}. Go back and try again.")


class _Kept(AsyncInstallationStore):
    """Installations as the SDK's flow hands them over."""

    def __init__(self, workspaces: InstalledWorkspaces, responder: Responder) -> None:
        self._workspaces = workspaces
        self._responder = responder

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation; channels that were paused when the app was taken out of the workspace go on."""
        bot = installation.to_bot()
        await self._workspaces.keep(bot)
        log.info("installed in %s", bot.team_id, extra={"action": "slack_installed", "workspace": bot.team_id})
        await self._responder.returned(Names(alone=False).within(bot.team_id))


class _States(AsyncOAuthStateStore):
    """Installations under way, by a name that nobody can guess."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_issue(self, *_: object, **__: object) -> str:
        """Return the name of a new one."""
        state = secrets.token_urlsafe(32)
        await self._installations.begin(state, until=datetime.now(UTC) + _IN_TIME)
        return state

    async def async_consume(self, state: str) -> bool:
        """Return whether one of that name was begun and is in time; it counts once."""
        return await self._installations.end(state, now=datetime.now(UTC))
