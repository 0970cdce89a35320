"""What happens in Discord, and who answers it."""

import logging
from datetime import UTC, datetime

import discord

from adapters.cutting import length, shortened
from adapters.discord import translate
from adapters.discord.answering import Answering
from adapters.discord.elements import CHOOSE, FORM, PAGE, PRESS, SHARE, Json, custom_id
from adapters.discord.names import full
from adapters.discord.render import message, parts
from adapters.discord.translate import Asked
from adapters.discord.views import form_view, mistakes_document, whole
from adapters.errors import AdapterError
from adapters.interface import Command, Form, Mistakes, Responder
from digests.model.answer import Answer

log = logging.getLogger(__name__)

_REMOVED = "Newsdesk was removed from the server; invite it again with newsdesk discord-invite"
_DELETED = "the channel was deleted"
_SUGGESTED, _SUGGESTION = 25, 100


class Listening:
    """Hears what people do and what becomes of channels."""

    def __init__(self, responder: Responder, answering: Answering) -> None:
        self._responder = responder
        self._answering = answering

    async def typed(self, asked: Asked) -> None:
        """Answer a command, or what was asked of somebody's message."""
        if translate.settings(asked.data):
            self._answering.grant(asked)
        text = translate.typed(asked.data, self._responder.offers)
        await self._answer(asked, self._answering.command(asked, text))

    async def suggest(self, asked: Asked) -> None:
        """Show what may be typed; where that is not known, nothing."""
        choices: list[Json] = []
        if typing := translate.focused(asked.data, self._responder.offers):
            try:
                found = await self._responder.suggest(*typing, channel=asked.channel)
            except AdapterError as error:
                log.error("nothing is suggested: %s", error, extra={"action": "suggest_failed"})  # noqa: TRY400
                found = ()
            labelled = ((" ".join(one.label.split()), one.value) for one in found)
            choices = [
                {"name": shortened(label, _SUGGESTION), "value": value}
                for label, value in labelled
                if label and value and length(value) <= _SUGGESTION
            ]
        await self._answering.suggest(asked, choices[:_SUGGESTED])

    async def pressed(self, asked: Asked) -> None:
        """Answer a button or a select."""
        meant = translate.pressed(asked.data)
        if meant is None:
            return
        if meant.kind in (PRESS, CHOOSE):
            await self._answer(asked, self._answering.command(asked, meant.command, meant.channel))
        elif meant.kind in (PAGE, SHARE) and await self._answering.acknowledge(asked, "update"):
            text = await self._answering.carried(meant.command)
            if text is None:
                await self._answering.too_old(asked)
                return
            command = await self._entitled(asked, text, meant.channel)
            if meant.kind == SHARE:
                await self._answering.share(asked, command)
            else:
                await self._answering.show(asked, await self._responder.answer(command), command, page=meant.page)

    async def submitted(self, asked: Asked) -> None:
        """Take what was filled in, and say what holds now, or what is wrong in it."""
        meant = translate.pressed(asked.data)
        if meant is None or meant.kind != FORM or not await self._answering.acknowledge(asked, "answer"):
            return
        command = await self._entitled(asked, meant.command, meant.channel)
        form = await self._responder.form(command)
        if not isinstance(form, Form):
            await self._answering.show(asked, form or await self._responder.answer(command), command)
            return
        came = await self._responder.submit(command, whole(form, translate.filled(asked.data)))
        if isinstance(came, Mistakes):
            document = mistakes_document(form, came, command.text, command.channel)
            await self._answering.say(asked, message(parts(document)[0]))
        else:
            await self._answering.show(asked, came, command)

    async def joined(self, guild: discord.Guild) -> None:
        """Hear that the bot was added to a guild: it may speak in the first channel that lets it."""
        channel = _where_to_speak(guild)
        if channel is None:
            log.info("in %s there is nowhere to speak", guild.id, extra={"action": "discord_joined"})
            return
        at = guild.me.joined_at or datetime.now(UTC)
        if await self._responder.first(f"discord:joined {guild.id} {at.isoformat()}"):
            await self._responder.joined(full(channel.id), at=datetime.now(UTC))

    async def left(self, guild: discord.Guild) -> None:
        """Hear that the bot was removed from a guild."""
        for channel in guild.channels:
            if not isinstance(channel, discord.CategoryChannel):
                await self._responder.closed(full(channel.id), _REMOVED)

    async def deleted(self, channel: discord.abc.GuildChannel) -> None:
        """Hear that a channel was deleted."""
        await self._responder.closed(full(channel.id), _DELETED)

    async def _entitled(self, asked: Asked, text: str, channel: str | None) -> Command:
        return await self._answering.entitled(asked, self._answering.command(asked, text, channel))

    async def _answer(self, asked: Asked, command: Command) -> None:
        """Answer to one person, with a form where the command opens one.

        A form can only be the first answer, so whether there is one is asked before anything is said; for all but a
        handful of commands that is known without looking anything up.
        """
        opened = await self._responder.form(command)
        if opened is not None and not command.may_configure:
            command = await self._answering.entitled(asked, command)
            opened = await self._responder.form(command) if command.may_configure else opened
        if isinstance(opened, Form) and (carried := _carrying(asked, command)):
            await self._answering.open(asked, form_view(opened, carried))
        elif await self._answering.acknowledge(asked, "answer"):
            if not isinstance(opened, Answer):
                command = await self._answering.entitled(asked, command)
                opened = await self._responder.answer(command)
            await self._answering.show(asked, opened, command)


def _carrying(asked: Asked, command: Command) -> str | None:
    channel = None if command.channel == asked.channel else command.channel
    return custom_id(FORM, "0", command.text, channel)


def _where_to_speak(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the guild's own channel for news of itself if the bot may write there, else the first in which it may."""
    places = [guild.system_channel, *guild.text_channels]
    return next((one for one in places if one is not None and _may_speak(one)), None)


def _may_speak(channel: discord.TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.view_channel and allowed.send_messages
