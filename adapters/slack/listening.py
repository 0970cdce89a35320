"""The bolt app: acknowledges what Slack tells at once, then has it answered."""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.errors import ChatError
from adapters.interface import Command, Form, Kind, Mistakes, Responder
from adapters.slack import translate
from adapters.slack.answering import Answering, Reply
from adapters.slack.failures import in_words
from adapters.slack.names import Names
from adapters.slack.render import CHOOSE, PAGE, PRESS, SHARE, options
from adapters.slack.views import FORM, form_view, home_view, said_view
from adapters.slack.workspaces import Workspace, Workspaces

log = logging.getLogger(__name__)

_ARCHIVED = "the channel is archived; unarchive it and say /invite @Newsdesk there"
_REMOVED = "Newsdesk was removed from the channel; say /invite @Newsdesk there"
_DELETED = "the channel was deleted"
_UNINSTALLED = "Newsdesk was uninstalled from the workspace, or its token revoked; install it there again"
_CLOSING = {
    "channel_archive": _ARCHIVED,
    "group_archive": _ARCHIVED,
    "channel_left": _REMOVED,
    "group_left": _REMOVED,
    "channel_deleted": _DELETED,
    "group_deleted": _DELETED,
}
_TAKEN = 200
_SEEN = 0.05  # seconds after which bolt has seen an acknowledgement
_PAGE = 200  # channels a call of users.conversations
_CHANNELS = 1000  # of a user, of which it is looked which have settings


class Listening:
    """What happens in Slack, and who answers it. Methods take their arguments by bolt's names for them."""

    def __init__(self, workspaces: Workspaces, names: Names, responder: Responder, answering: Answering) -> None:
        self._workspaces = workspaces
        self._names = names
        self._responder = responder
        self._answering = answering

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Return who the bot is where something happened, None if it is not there any more."""
        try:
            one = await self._workspaces.of(team_id)
        except ChatError as error:
            log.error("what happened in %s is left: %s", team_id, error, extra={"action": "not_authorized"})  # noqa: TRY400
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=one.team,
            bot_id=one.bot_id,
            bot_user_id=one.bot_user,
            bot_token=one.client.token,
        )

    async def typed(self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        """Answer a slash command; one that opens a form opens it."""
        await ack()
        workspace = await self._workspaces.of(body["team_id"])
        command = await self._command(
            workspace, body["channel_id"], body["user_id"], translate.words(body.get("text") or "")
        )
        await self._answer(workspace, command, respond, body.get("trigger_id"))

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        """Answer what was asked of somebody's message."""
        await ack()
        workspace = await self._workspaces.of(body["team"]["id"])
        text = f"{body['callback_id']} {translate.message_words(body['message'])}"
        command = await self._command(workspace, body["channel"]["id"], body["user"]["id"], text)
        await self._answering.privately(command, _replying(respond))

    async def pressed(self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond) -> None:
        """Answer a button or a select."""
        await ack()
        meant = translate.pressed(action)
        if meant is None:
            return
        workspace = await self._workspaces.of(body["team"]["id"])
        user = body["user"]["id"]
        here = (body.get("channel") or body.get("container") or {}).get("id") or (body.get("container") or {}).get(
            "channel_id"
        )
        channel = meant.channel or self._names.full(workspace.team, here or user)
        command = await self._answering.command(workspace, channel, user, meant.command)
        kind = action["action_id"].partition(":")[0]
        if kind == SHARE:
            await self._answering.share(command, _called(body["user"]), _replying(respond))
        elif kind == PAGE:
            await self._answering.privately(command, _replying(respond), page=meant.page, replace=True)
        else:
            await self._answer(workspace, command, respond, body.get("trigger_id"), home=here is None)

    async def suggest(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Return the stories that may be chosen."""
        channel = self._names.full(body["team"]["id"], (body.get("channel") or {}).get("id") or body["user"]["id"])
        found = await self._responder.suggest(Kind.STORY, body.get("value") or "", channel=channel)
        await ack(options=options((one.label, one.value) for one in found))

    async def submitted(self, ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        """Take what was filled in: mistakes stand at their fields, and what holds now in the form's place."""
        about = translate.about(view)
        workspace = await self._workspaces.of(body["team"]["id"])
        command = await self._answering.command(workspace, about["channel"], body["user"]["id"], about["command"])
        came = await self._responder.submit(command, translate.filled(view))
        if isinstance(came, Mistakes):
            await ack(response_action="errors", errors=came.fields)
            return
        await ack(response_action="update", view=said_view(view["title"]["text"], came.document))
        if about.get("home"):
            await self._publish(workspace, body["user"]["id"])

    async def mentioned(self, ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Answer a mention or a direct message where it stands, in its thread if it is in one or in a channel."""
        await ack()
        alone = event.get("channel_type") == "im"
        if event.get("bot_id") or event.get("subtype") or (event["type"] == "message" and not alone):
            return
        if not await self._first(body):
            return
        workspace = await self._workspaces.of(body.get("team_id"))
        text = translate.behind_mention(event.get("text") or "", workspace.bot_user)
        channel = self._names.full(workspace.team, event["channel"])
        command = await self._answering.command(workspace, channel, event["user"], text)
        thread = event.get("thread_ts") or (None if alone else event["ts"])
        await self._answering.openly(workspace, command, event["channel"], thread)

    async def home(self, ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Show a user's own page."""
        await ack()
        if event.get("tab") == "home":
            await self._publish(await self._workspaces.of(body.get("team_id")), event["user"])

    async def member(self, ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Hear that the bot itself came into a channel or was taken out of it."""
        await ack()
        workspace = await self._workspaces.of(body.get("team_id"))
        if event["user"] != workspace.bot_user or not await self._first(body):
            return
        channel = self._names.full(workspace.team, event["channel"])
        if event["type"] == "member_left_channel":
            await self._responder.closed(channel, _REMOVED)
        else:
            await self._responder.joined(channel, at=translate.moment(event.get("event_ts")))

    async def closed(self, ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Hear that a channel was archived or deleted, or the bot removed from it."""
        await ack()
        if await self._first(body):
            channel = self._names.full(body.get("team_id"), event["channel"])
            await self._responder.closed(channel, _CLOSING[event["type"]])

    async def withdrawn(self, ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Hear that the app was uninstalled or the bot's token revoked: what is kept of the workspace is forgotten."""
        await ack()
        team = body["team_id"]
        if event["type"] == "tokens_revoked" and not event.get("tokens", {}).get("bot"):
            return
        if not await self._first(body):  # told again after the app was installed anew, it would take that away
            return
        await self._workspaces.forget(team)
        await self._responder.withdrawn(self._names.within(team), _UNINSTALLED)

    async def anything(self, ack: AsyncAck) -> None:
        """Take note of what needs nothing: a channel's new name, for settings go by its id."""
        await ack()

    async def _command(self, workspace: Workspace, channel: str, user: str, text: str) -> Command:
        return await self._answering.command(workspace, self._names.full(workspace.team, channel), user, text)

    async def _answer(
        self, workspace: Workspace, command: Command, respond: AsyncRespond, trigger: str | None, *, home: bool = False
    ) -> None:
        """Answer to one person, with a form where the command opens one; on the home tab in a view over it."""
        opened = await self._responder.form(command) if trigger else None
        if isinstance(opened, Form):
            about = {"command": command.text, "channel": command.channel, "home": home}
            await _logged(workspace.client.views_open(trigger_id=trigger, view=form_view(opened, about)))
        elif home:
            answer = opened or await self._responder.answer(command)
            await _logged(workspace.client.views_open(trigger_id=trigger, view=said_view("Newsdesk", answer.document)))
        elif opened is not None:
            await _replying(respond)(response_type="ephemeral", **self._answering.body(opened, command))
        else:
            await self._answering.privately(command, _replying(respond))

    async def _publish(self, workspace: Workspace, user: str) -> None:
        channels = await self._channels(workspace, user)
        document = await self._responder.home(self._names.full(workspace.team, user), channels)
        await _logged(workspace.client.views_publish(user_id=user, view=home_view(document)))

    async def _channels(self, workspace: Workspace, user: str) -> list[str]:
        """Return the channels that a user is in, as far as the bot may know."""
        found: list[str] = []
        cursor = ""
        try:
            while len(found) < _CHANNELS:
                with in_words():
                    page = await workspace.client.users_conversations(
                        user=user, types="public_channel,private_channel", limit=_PAGE, cursor=cursor or None
                    )
                found += [self._names.full(workspace.team, one["id"]) for one in page["channels"]]
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    break
        except ChatError as error:
            log.error("the channels of %s cannot be listed: %s", user, error, extra={"action": "channels_unknown"})  # noqa: TRY400
        return found

    async def _first(self, body: dict[str, Any]) -> bool:
        """Return whether an event comes for the first time: Slack tells it again when it got no answer in time."""
        return await self._responder.first(f"slack:{body['event_id']}")


def listening(heard: Listening, signing_secret: str | None, client: AsyncWebClient) -> AsyncApp:
    """Return the app that hears what Slack tells.

    Args:
        heard: Who hears it.
        signing_secret: By which calls are known to be Slack's; None where Slack does not call.
        client: A client without a token, of which those of the workspaces are made.
    """

    async def authorize(team_id: str | None) -> AuthorizeResult | None:  # bolt takes no method for this
        return await heard.authorize(team_id)

    app = AsyncApp(
        name="newsdesk",
        logger=logging.getLogger(f"{__name__}.bolt"),
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        authorize=authorize,  # type: ignore[arg-type] # bolt takes None, and says that the app is not installed
        client=client,
    )
    anything = re.compile("")
    app.command(anything)(heard.typed)
    app.shortcut(anything)(heard.shortcut)
    app.action(re.compile(f"(?:{PRESS}|{CHOOSE}|{PAGE}|{SHARE})(?::|$)"))(heard.pressed)
    app.options(re.compile(f"{CHOOSE}:"))(heard.suggest)
    app.view(FORM)(heard.submitted)
    for name in ("app_mention", "message"):
        app.event(name)(heard.mentioned)
    app.event("app_home_opened")(heard.home)
    for name in ("member_joined_channel", "member_left_channel"):
        app.event(name)(heard.member)
    for name in _CLOSING:
        app.event(name)(heard.closed)
    for name in ("app_uninstalled", "tokens_revoked"):
        app.event(name)(heard.withdrawn)
    app.event(anything)(heard.anything)
    app.error(_broken)
    return app


async def _broken(error: Exception, body: dict[str, Any], respond: AsyncRespond) -> None:
    """Log what broke while something was answered, under a reference that whoever did it is told.

    They have had the acknowledgement, for which bolt looks every hundredth of a second, until the end of this.
    """
    kind, reference = body.get("type") or body.get("command"), secrets.token_hex(3)
    said = {"action": "slack_failed", "kind": kind, "reference": reference}
    if isinstance(error, ChatError):
        log.error("what was told by Slack (%s) is not answered: %s", kind, error, extra=said)
    else:
        log.error("what was told by Slack (%s) broke", kind, extra=said, exc_info=error)
    if respond.response_url:
        text = f"Something went wrong here. Whoever runs the desk finds it in the log as {reference}."
        await _replying(respond)(response_type="ephemeral", replace_original=False, text=text)
    await asyncio.sleep(_SEEN)


def _replying(respond: AsyncRespond) -> Reply:
    """Return how to answer by the address that came with what somebody did; what does not arrive is logged.

    Bolt's own way would send an answer again whose connection was lost, and so twice.
    """
    client = AsyncWebhookClient(respond.response_url or "", retry_handlers=[])

    async def reply(**body: Any) -> None:
        try:
            came = await client.send_dict(body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.error("an answer was not taken: %s", type(error).__name__, extra={"action": "answer_not_sent"})  # noqa: TRY400
            return
        if came.status_code != _TAKEN:
            said = {"action": "answer_not_sent", "status": came.status_code}
            log.error("an answer was not taken: %s %s", came.status_code, came.body[:200], extra=said)

    return reply


async def _logged(call: Awaitable[object]) -> None:
    try:
        with in_words():
            await call
    except ChatError as error:
        log.error("a view was not shown: %s", error, extra={"action": "view_not_shown"})  # noqa: TRY400


def _called(user: dict[str, Any]) -> str:
    """Return what a user is called, in words that tell nobody."""
    return str(user.get("name") or user.get("username") or user["id"])
