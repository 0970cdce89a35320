"""Answers to what people do: acknowledged at once, then given to one person, a page at a time, or to the channel."""

import hashlib
import logging
from collections.abc import Sequence
from typing import Literal

from cachetools import TTLCache
from discord.http import Route

from adapters.cutting import shortened
from adapters.discord.calling import Rest
from adapters.discord.elements import EPHEMERAL, PAGE, SHARE, Json, button, custom_id
from adapters.discord.failures import ALREADY_ANSWERED, code_of
from adapters.discord.names import full, identity_of
from adapters.discord.render import components, message, parts
from adapters.discord.rights import Rights
from adapters.discord.translate import Asked
from adapters.errors import AdapterError, ChatError, OutcomeUnknown
from adapters.interface import Command, Notes, Responder
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph, Span

log = logging.getLogger(__name__)

_LATER, _UPDATE_LATER, _CHOICES, _MODAL = 5, 6, 8, 9
_AT_ONCE = 1.5  # seconds; Discord waits three for the first answer
_PATIENCE = 60.0  # seconds; it takes the others for a quarter of an hour
_TRUSTED = 900  # seconds that who could use a command for changing settings may press its buttons
_USERS = 10_000
_SHARED = 5
"""How many messages an answer that is shared may become: Discord's limit where the bot is no member."""
_SHELF = "#"
"""What a button carries begins with where the command itself is kept in a note."""
_MORE = 100  # characters of the command that stand where there is more
_TOO_OLD = Document(
    blocks=(Paragraph(spans=(Span(text="This button is too old. Give the command again, please."),)),),
)


class Answering:
    """Has commands answered and sends the answers.

    Attributes:
        responder: Answers them.
    """

    def __init__(self, responder: Responder, rest: Rest, notes: Notes) -> None:
        """Answer commands.

        Args:
            responder: Answers them.
            rest: Calls Discord.
            notes: Keeps commands that are too long for a button.
        """
        self.responder = responder
        self._rest = rest
        self._notes = notes
        self._granted: TTLCache[tuple[str, int], bool] = TTLCache(_USERS, _TRUSTED)

    def grant(self, asked: Asked) -> None:
        """Remember that somebody could use the commands for changing settings here: Discord lets whom admins say."""
        if asked.guild is not None:
            self._granted[asked.channel, asked.user] = True

    def command(self, asked: Asked, text: str, channel: str | None = None) -> Command:
        """Return a command as somebody gave it, with the right that they are known to have.

        Args:
            asked: Who gave it where.
            text: The command.
            channel: The channel that it is for, if not the one in which it was given; see `entitled`.
        """
        here = channel in (None, asked.channel)
        may = here and (asked.manages or (asked.channel, asked.user) in self._granted)
        return Command(channel=channel or asked.channel, user=full(asked.user), text=text, may_configure=may)

    async def entitled(self, asked: Asked, command: Command) -> Command:
        """Return a command with the right that its user has; for another channel than that in which it is given, ask.

        In a conversation with the bot alone nobody has it: what the desk reads is not for everybody to change.
        """
        if command.channel == asked.channel or not self.responder.configures(command.text):
            return command
        try:
            allowed = await Rights(self._rest, asked.user).within(identity_of(command.channel))
        except ChatError as error:
            said = {"action": "rights_unknown", "user": asked.user}
            log.warning("whether %s may change settings cannot be known: %s", asked.user, error, extra=said)
            return command
        return command.model_copy(update={"may_configure": allowed is not None and allowed.manage_guild})

    async def acknowledge(self, asked: Asked, how: Literal["answer", "update"]) -> bool:
        """Say that an answer comes, and return whether it is this process that has to give it.

        Discord takes one acknowledgement and refuses a second: so what it tells twice, after a lost connection or to
        two processes, is answered once. Where its word is lost, the answer is given: once more at worst, to one person.
        """
        body: Json = {"type": _UPDATE_LATER} if how == "update" else {"type": _LATER, "data": {"flags": EPHEMERAL}}
        return await self._first_answer(asked, body)

    async def suggest(self, asked: Asked, choices: Sequence[Json]) -> None:
        """Show what may be typed."""
        await self._first_answer(asked, {"type": _CHOICES, "data": {"choices": list(choices)}})

    async def open(self, asked: Asked, form: Json) -> None:
        """Open a form."""
        await self._first_answer(asked, {"type": _MODAL, "data": form})

    async def show(self, asked: Asked, answer: Answer, command: Command, *, page: int = 1) -> None:
        """Show one page of an answer in the place of what was acknowledged, with buttons to turn and to share it."""
        pages = parts(answer.document)
        number = max(1, min(page, len(pages)))
        row = await self._turning(asked, answer, command, number, len(pages))
        await self.say(asked, message(pages[number - 1], row))

    async def say(self, asked: Asked, body: Json) -> None:
        """Put the body of a message in the place of what was acknowledged."""
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._sent(Route("PATCH", path, webhook_id=asked.application, webhook_token=asked.token), body)

    async def too_old(self, asked: Asked) -> None:
        """Say that what a button stood for is not known any more, below the answer that it belongs to."""
        body = message(_TOO_OLD)
        await self._follow(asked, {**body, "flags": body["flags"] | EPHEMERAL})

    async def share(self, asked: Asked, command: Command) -> None:
        """Answer to everybody in the channel, saying who asked what."""
        answer = await self.responder.answer(command)
        said = Paragraph(spans=(Span(text=f"Shared by {asked.name}: {command.text}", style="faint"),))
        bodies = [message(part) for part in parts(Document(blocks=(said, *answer.document.blocks)))]
        if len(bodies) > _SHARED:
            there_is = f"There is more: /news {shortened(command.text, _MORE)}"
            more = Document(blocks=(Paragraph(spans=(Span(text=there_is, style="faint"),)),))
            bodies[_SHARED - 1]["components"] += components(more)
        for body in bodies[:_SHARED]:
            await self._follow(asked, body)

    async def carried(self, command: str) -> str | None:
        """Return the command that a button stands for, None if it is not known any more."""
        if not command.startswith(_SHELF):
            return command
        key = command.removeprefix(_SHELF)
        kept = await self._notes.get(_note(key)) or ""
        found, _, text = kept.partition("\n")
        return text if found == key else None

    async def _turning(self, asked: Asked, answer: Answer, command: Command, number: int, pages: int) -> list[Json]:
        shared = answer.found and not self.responder.configures(command.text)
        wanted = [
            (PAGE, str(number + step), f"{label} ({number + step} of {pages})")
            for step, label in ((-1, "Previous page"), (1, "Next page"))
            if 1 <= number + step <= pages
        ]
        wanted += [(SHARE, "0", "Share")] if shared else []
        channel = None if command.channel == asked.channel else command.channel
        ids = [(label, custom_id(kind, n, command.text, channel)) for kind, n, label in wanted]
        if not all(carried for _, carried in ids):
            text = await self._shelved(command.text)
            ids = [(label, custom_id(kind, n, text, channel)) for kind, n, label in wanted] if text else []
        return [button(label, carried) for label, carried in ids if carried]

    async def _shelved(self, command: str) -> str | None:
        """Return what a button carries for a command that is too long for it; None if it cannot be kept.

        The notes for that are no more than 4,096: a command may take an older one's place, whose buttons then say so.
        """
        key = hashlib.sha256(command.encode()).hexdigest()[:16]
        try:
            await self._notes.put(_note(key), f"{key}\n{command}")
        except AdapterError as error:
            log.error("an answer has no buttons: %s", error, extra={"action": "command_not_kept"})  # noqa: TRY400
            return None
        return f"{_SHELF}{key}"

    async def _first_answer(self, asked: Asked, body: Json) -> bool:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=asked.id, webhook_token=asked.token)
        try:
            await self._rest.call(route, body, sends=True, patience=_AT_ONCE)
        except OutcomeUnknown as error:
            _log_unsent(error)
        except ChatError as error:
            if code_of(error) != ALREADY_ANSWERED:
                _log_unsent(error)
            return False
        return True

    async def _follow(self, asked: Asked, body: Json) -> None:
        path = "/webhooks/{webhook_id}/{webhook_token}"
        await self._sent(Route("POST", path, webhook_id=asked.application, webhook_token=asked.token), body)

    async def _sent(self, route: Route, body: Json) -> None:
        try:
            await self._rest.call(route, body, sends=True, patience=_PATIENCE)
        except ChatError as error:
            _log_unsent(error)


def _log_unsent(error: ChatError) -> None:
    log.error("an answer was not taken: %s", error, extra={"action": "answer_not_sent"})


def _note(key: str) -> str:
    return f"discord command {key[:3]}"
