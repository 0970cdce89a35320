"""The commands as Discord's own (https://discord.com/developers/docs/interactions/application-commands); pure."""

import re
from collections.abc import Callable, Sequence
from itertools import count

import discord

from adapters.cutting import length, shortened
from adapters.discord.elements import Json
from adapters.interface import Kind, Offer, Parameter

ROOT, SETTINGS = "news", "news-settings"
"""The commands at the top: all there is, and what changes settings."""
SLASH, ON_MESSAGE = 1, 3
"""What kinds of command there are."""
_SUBCOMMAND, _STRING = 1, 3
_GUILD, _BOT_DM = 0, 1
_NAME, _DESCRIPTION, _IN_ALL = 32, 100, 8000
_AT_MOST, _MENUS = 25, 15
_DESCRIPTIONS = {
    ROOT: "Cited digests and answers from the outlets you choose.",
    SETTINGS: "Change this channel's settings.",
}


def tree(offers: Sequence[Offer], configures: Callable[[str], bool]) -> list[Json]:
    """Return all commands, as they are made known to Discord.

    Discord knows who may use a command only for whole commands at the top. So those that can change settings stand in
    a second one too, which is for who has the right Manage Server, until an admin gives it to others in Server Settings
    > Integrations. In conversations with the bot alone it cannot be held back from anybody, so there it is not.

    Args:
        offers: The commands.
        configures: Returns whether a command, with something behind it, changes settings.
    """
    changing = [offer for offer in offers if any(map(configures, (f"{offer.name} x", *offer.examples)))]
    made = [{**_group(ROOT, offers), "contexts": [_GUILD, _BOT_DM]}]
    if changing:
        needs = str(discord.Permissions(manage_guild=True).value)
        made.append({**_group(SETTINGS, changing), "default_member_permissions": needs, "contexts": [_GUILD]})
    menus = [{"type": ON_MESSAGE, "name": menu_name(offer), "contexts": [_GUILD, _BOT_DM]} for offer in offers]
    made += [menu for menu in menus if menu["name"]][:_MENUS]
    return [{**one, "integration_types": [0]} for one in made]


def option_names(offer: Offer) -> list[tuple[str, Parameter]]:
    """Return what Discord calls a command's parameters, in their order: by the first word of each."""
    named: dict[str, Parameter] = {}
    for parameter in offer.parameters:
        word = (re.findall(r"\w+", parameter.name.lower()) or ["words"])[0][: _NAME - 1]
        name = word if word not in named else next(f"{word}{n}" for n in count(2) if f"{word}{n}" not in named)
        named[name] = parameter
    return list(named.items())


def menu_name(offer: Offer) -> str:
    """Return what a command is called in the menu of a message, empty if it is not there."""
    return shortened(offer.shortcut or "", _NAME)


def _group(name: str, offers: Sequence[Offer]) -> Json:
    """Return a command with each of these below it, and as much said of them as Discord takes of all together."""
    made: Json = {}
    for longest, choosing in ((_DESCRIPTION, True), (70, True), (50, True), (30, False), (15, False)):
        chosen = [{"name": one.name, "value": one.name} for one in offers[:_AT_MOST]] if choosing else []
        below = [_subcommand(offer, chosen, longest) for offer in offers[:_AT_MOST]]
        made = {"type": SLASH, "name": name, "description": _DESCRIPTIONS[name], "options": below}
        if _characters(made) <= _IN_ALL:
            break
    return made


def _subcommand(offer: Offer, chosen: Sequence[Json], longest: int) -> Json:
    required_first = sorted(option_names(offer), key=lambda named: not named[1].required)
    return {
        "type": _SUBCOMMAND,
        "name": offer.name,
        "description": shortened(offer.summary, longest),
        "options": [_option(name, parameter, chosen, longest) for name, parameter in required_first[:_AT_MOST]],
    }


def _option(name: str, parameter: Parameter, chosen: Sequence[Json], longest: int) -> Json:
    made: Json = {
        "type": _STRING,
        "name": name,
        "description": shortened(parameter.help, longest),
        "required": parameter.required,
    }
    if parameter.kind is Kind.COMMAND:
        return {**made, "choices": list(chosen)} if chosen else made
    return made if parameter.kind is Kind.WORDS else {**made, "autocomplete": True}


def _characters(made: Json) -> int:
    """Return how many characters Discord counts in a command: names, descriptions and values."""
    own = sum(length(str(made.get(key, ""))) for key in ("name", "description", "value"))
    return own + sum(_characters(one) for key in ("options", "choices") for one in made.get(key, ()))
