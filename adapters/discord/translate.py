"""What people typed, chose and pressed, out of Discord's payloads; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord.names import full
from adapters.discord.tree import ON_MESSAGE, SETTINGS, menu_name, option_names
from adapters.interface import Kind, Offer

Payload = Mapping[str, Any]

_LONGEST = 2900  # of words taken from somebody's message: what a command takes, with room for its name


@dataclass(frozen=True)
class Asked:
    """Somebody did something, and an answer is due.

    Attributes:
        id: Discord's number of it.
        token: By which it can be answered for a quarter of an hour.
        application: The id of the application.
        user: Discord's id of who did it.
        name: What they are called.
        channel: The full name of the channel in which it was done: for a thread, that which it belongs to.
        guild: The id of the guild, None in a conversation with the bot alone.
        manages: Whether they have the right Manage Server there.
        data: What they did, in Discord's words.
    """

    id: int
    token: str
    application: int
    user: int
    name: str
    channel: str
    guild: int | None
    manages: bool
    data: Payload


@dataclass(frozen=True)
class Pressed:
    """What a button, a select or a form stands for.

    Attributes:
        kind: What it does: one of the kinds in `render`.
        number: What tells it from the message's others, or which page it turns to.
        channel: The full name of the channel that the command is for, None for the one in which it was pressed.
        command: The command, without the root.
    """

    kind: str
    number: str
    channel: str | None
    command: str

    @property
    def page(self) -> int:
        """Which page it turns to."""
        return int(self.number) if self.number.isdecimal() else 1


def asked(interaction: discord.Interaction[Any]) -> Asked:
    """Return what somebody did.

    Settings go by channel, and the numbers of stories by its last digest, so threads stand for their channel.
    """
    place = interaction.channel
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    permissions = interaction.permissions
    return Asked(
        id=interaction.id,
        token=interaction.token,
        application=interaction.application_id,
        user=interaction.user.id,
        name=interaction.user.display_name,
        channel=full(parent or interaction.channel_id or 0),
        guild=interaction.guild_id,
        manages=permissions.manage_guild or permissions.administrator,
        data=dict(interaction.data or {}),
    )


def typed(data: Payload, offers: Sequence[Offer]) -> str:
    """Return the command as a person would type it: what was filled in, put together again."""
    if data.get("type") == ON_MESSAGE:
        name = next((offer.name for offer in offers if menu_name(offer) == data["name"]), "help")
        return f"{name} {_message_words(data)}".strip()
    offer, filled = _subcommand(data, offers)
    if offer is None:
        return "help"
    said = {option["name"]: " ".join(str(option.get("value", "")).split()) for option in filled}
    behind = [
        f"{parameter.name}:{said[name]}" if parameter.kind is Kind.SINCE else said[name]
        for name, parameter in option_names(offer)
        if said.get(name)
    ]
    return " ".join((offer.name, *behind))


def settings(data: Payload) -> bool:
    """Return whether it is a command of those that only who may change settings can use."""
    return data.get("name") == SETTINGS


def focused(data: Payload, offers: Sequence[Offer]) -> tuple[Kind, str] | None:
    """Return what kind of value somebody is typing, and what there is of it; None if it is not known."""
    offer, filled = _subcommand(data, offers)
    kinds = {name: parameter.kind for name, parameter in option_names(offer)} if offer else {}
    for option in filled:
        if option.get("focused") and (kind := kinds.get(option["name"])):
            return kind, str(option.get("value", ""))
    return None


def pressed(data: Payload) -> Pressed | None:
    """Return what was pressed, chosen or sent off, None if it is nothing of ours."""
    kind, _, rest = str(data.get("custom_id", "")).partition(":")
    if rest.count(":") < 2:
        return None
    number, channel, command = rest.split(":", 2)
    chosen = " ".join((command, *map(str, data.get("values") or ())))
    return Pressed(kind, number, full(channel) if channel else None, chosen)


def filled(data: Payload) -> dict[str, str]:
    """Return what was filled in in a form, by field."""
    return {
        str(one["custom_id"]): str(one.get("value") or "".join(one.get("values") or ()))
        for one in _nested(data.get("components") or ())
        if "custom_id" in one
    }


def _subcommand(data: Payload, offers: Sequence[Offer]) -> tuple[Offer | None, Sequence[Payload]]:
    """Return which command it is, None if it is none of these, and the options that were filled in."""
    called: Payload = next(iter(data.get("options") or ()), {})
    offer = next((offer for offer in offers if offer.name == called.get("name")), None)
    return offer, called.get("options") or ()


def _message_words(data: Payload) -> str:
    """Return the words of the message whose menu was used, of a long one the first sentences."""
    messages: Mapping[str, Payload] = (data.get("resolved") or {}).get("messages") or {}
    message = messages.get(str(data.get("target_id")), {})
    text = " ".join(" ".join(_said(message)).split())
    if len(text) <= _LONGEST:
        return text
    end = max(text.rfind(mark, 0, _LONGEST) for mark in (". ", "? ", "! "))
    return text[: end + 1] if end > 0 else text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]


def _said(message: Payload) -> Iterator[str]:
    """Yield what a message says, also where it says it in a card or, as the bot's own, in components."""
    yield str(message.get("content") or "")
    for embed in message.get("embeds") or ():
        yield from (str(embed.get(part) or "") for part in ("title", "description"))
    for one in _nested(message.get("components") or ()):
        yield str(one.get("content") or "")


def _nested(components: Sequence[Payload]) -> Iterator[Payload]:
    """Yield components with those in them."""
    for one in components:
        yield one
        yield from _nested(one.get("components") or ())
        if inner := one.get("component"):
            yield from _nested((inner,))
