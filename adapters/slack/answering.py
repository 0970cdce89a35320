"""Answers to commands: to one person, a page at a time, or to everybody in a channel or thread."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from cachetools import TTLCache

from adapters.cutting import length, shortened
from adapters.errors import ChatError
from adapters.interface import Command, Responder
from adapters.slack.failures import in_words
from adapters.slack.names import Names
from adapters.slack.render import PAGE, SHARE, Json, action_value, actions, blocks, button, message, parts
from adapters.slack.workspaces import Workspace
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph, Span

log = logging.getLogger(__name__)

Reply = Callable[..., Awaitable[object]]
"""Sends a message's body by the address that came with what somebody did."""

_TRUSTED = 300  # seconds that it holds who is an admin
_USERS = 10_000


class Answering:
    """Has commands answered and sends the answers.

    Attributes:
        responder: Answers them.
    """

    def __init__(self, responder: Responder, names: Names, admins: frozenset[str]) -> None:
        """Answer commands.

        Args:
            responder: Answers them.
            names: Makes full names.
            admins: Users, by Slack's ids, who may change settings besides the workspaces' admins and owners.
        """
        self.responder = responder
        self._names = names
        self._admins = admins
        self._may: TTLCache[tuple[str, str], bool] = TTLCache(_USERS, _TRUSTED)

    async def command(self, workspace: Workspace, channel: str, user: str, text: str) -> Command:
        """Return a command as somebody gave it in a channel (by its full name), with the right that they have there."""
        may = self.responder.configures(text) and await self._may_configure(workspace, user)
        return Command(channel=channel, user=self._names.full(workspace.team, user), text=text, may_configure=may)

    async def privately(self, command: Command, reply: Reply, *, page: int = 1, replace: bool = False) -> None:
        """Answer to one person, who may turn pages and share the answer.

        Args:
            command: What is answered.
            reply: Sends the answer.
            page: Which page of it.
            replace: Whether it takes the place of the message whose button was pressed.
        """
        answer = await self.responder.answer(command)
        await reply(response_type="ephemeral", replace_original=replace, **self.body(answer, command, page))

    def body(self, answer: Answer, command: Command, page: int = 1) -> Json:
        """Return one page of an answer as the body of a message, with the buttons to turn pages and to share it."""
        pages = parts(answer.document)
        number = max(1, min(page, len(pages)))
        made = message(pages[number - 1])
        if row := self._turning(answer, command, number, len(pages)):
            made["blocks"].append(actions(row))
        return made

    async def share(self, command: Command, by: str, reply: Reply) -> None:
        """Answer to everybody in the channel, saying who asked what."""
        answer = await self.responder.answer(command)
        asked = Paragraph(spans=(Span(text=f"Shared by {by}: {command.text}", style="faint"),))
        document = Document(blocks=(asked, *answer.document.blocks))
        messages = [message(part) for part in parts(document)]
        if len(messages) > _SHARED:
            more = Paragraph(
                spans=(Span(text=shortened(f"There is more: /news {command.text}", _NOTE), style="faint"),)
            )
            messages[_SHARED - 1]["blocks"] += blocks(Document(blocks=(more,)))
        for one in messages[:_SHARED]:
            await reply(response_type="in_channel", replace_original=False, **one)

    async def openly(self, workspace: Workspace, command: Command, channel: str, thread: str | None) -> None:
        """Answer to everybody, in a thread if there is one; what cannot be posted is logged.

        Args:
            workspace: Where.
            command: What is answered.
            channel: Slack's id of the channel.
            thread: The message that is replied to.
        """
        answer = await self.responder.answer(command)
        try:
            for part in parts(answer.document):
                with in_words(sends=True):
                    await workspace.client.chat_postMessage(channel=channel, thread_ts=thread, **message(part))
        except ChatError as error:
            said = {"action": "answer_not_sent", "channel": channel}
            log.error("an answer in %s was not sent: %s", channel, error, extra=said)  # noqa: TRY400

    def _turning(self, answer: Answer, command: Command, number: int, pages: int) -> Sequence[Json]:
        row = []
        for step, label in ((-1, "Previous page"), (1, "Next page")):
            if 1 <= number + step <= pages:
                value = action_value(command.text, channel=command.channel, page=number + step)
                row.append(button(f"{label} ({number + step} of {pages})", f"{PAGE}:{number + step}", value))
        if answer.found and not self.responder.configures(command.text):
            row.append(button("Share", SHARE, action_value(command.text, channel=command.channel)))
        return [one for one in row if length(one["value"]) <= _VALUE]

    async def _may_configure(self, workspace: Workspace, user: str) -> bool:
        """Return whether a user may change settings; who is from another workspace may not."""
        if user in self._admins:
            return True
        key = workspace.team, user
        if key not in self._may:
            try:
                with in_words():
                    one = (await workspace.client.users_info(user=user))["user"]
            except ChatError as error:
                said = {"action": "rights_unknown", "user": user}
                log.warning("whether %s is an admin cannot be known: %s", user, error, extra=said)
                return False
            ours = one.get("team_id") in (None, workspace.team)
            rights = one.get("is_admin"), one.get("is_owner"), one.get("is_primary_owner")
            self._may[key] = ours and any(rights)
        return self._may[key]


_VALUE = 2000  # characters that a button carries
_NOTE = 100  # characters for which a message has room besides a whole part
_SHARED = 5
"""How many messages may be sent by the address that comes with what somebody did; the first pages say the most."""
