"""Tests of the commands as Discord's own: names, options, rights, limits, and what is typed put together again."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import translate
from adapters.discord.tree import option_names, tree
from adapters.interface import Kind, Offer, Parameter
from bot.commands.dispatch import configures, registry
from tests.adapters.discord.newsroom import OFFERS, FakeResponder
from tests.discord.checker import problems

PATH = "/applications/1/commands"


def commands(offers=OFFERS):
    """Returns the tree by kind and name."""
    return {(one["type"], one["name"]): one for one in tree(offers, FakeResponder().configures)}


def options(command, subcommand):
    """Returns the options of a subcommand."""
    return next(one["options"] for one in command["options"] if one["name"] == subcommand)


def test_there_is_a_command_for_each_offer():
    """Each stands under /news, those that change settings also under /news-settings, and some on messages."""
    made = commands()
    assert list(made) == [(1, "news"), (1, "news-settings"), (3, "What do sources say?")]
    assert [one["name"] for one in made[1, "news"]["options"]] == [offer.name for offer in OFFERS]
    assert [one["name"] for one in made[1, "news-settings"]["options"]] == ["mute", "schedule"]


def test_settings_are_for_those_who_may_change_them():
    """The second command needs Manage Server until an admin says otherwise, and is not there in conversations."""
    made = commands()
    assert made[1, "news-settings"]["default_member_permissions"] == str(1 << 5)
    assert made[1, "news-settings"]["contexts"] == [0]
    assert made[1, "news"]["contexts"] == [0, 1]
    assert "default_member_permissions" not in made[1, "news"]


def test_nothing_that_changes_settings_needs_no_second_command():
    """Where no offer changes settings there is one command alone."""
    assert list(commands(OFFERS[:1])) == [(1, "news")]


def test_options_are_completed_by_their_kind():
    """Words are typed, commands chosen, everything else completed; what is required comes first."""
    news = commands()[1, "news"]
    [words] = options(news, "ask")
    assert (words["name"], words["required"], "autocomplete" in words) == ("question", True, False)
    assert [(one["name"], one["autocomplete"]) for one in options(news, "digest")] == [("topic", True), ("day", True)]
    assert [(one["name"], one["required"]) for one in options(news, "search")] == [("words", True), ("since", False)]
    [command] = options(news, "help")
    assert [one["value"] for one in command["choices"]] == [offer.name for offer in OFFERS]


def test_required_options_come_first():
    """Discord wants them so; typed out they keep their places."""
    swapped = dataclasses.replace(OFFERS[2], parameters=OFFERS[2].parameters[::-1])
    news = commands([swapped])[1, "news"]
    assert [one["name"] for one in options(news, "search")] == ["words", "since"]


def test_options_have_names_of_their_own():
    """A parameter goes by its first word in lower case, with a number where that is taken."""
    names = ("WORDS or OUTLET", "words again", "WORDS", "§", "x" * 40)
    parameters = tuple(Parameter(name, Kind.WORDS, "what") for name in names)
    offer = Offer(name="x", summary="x", parameters=parameters, examples=())
    assert [name for name, _ in option_names(offer)] == ["words", "words2", "words3", "words4", "x" * 31]


def test_the_desks_own_commands_are_taken():
    """What the desk offers is within Discord's limits."""
    made = tree(registry.entries, configures)
    assert problems("PUT", PATH, made) == []
    assert {one["name"] for one in made} >= {"news", "news-settings"}


kinds = st.sampled_from(list(Kind))
said = st.text(max_size=300).map("It {}".format)
parameters = st.builds(Parameter, st.text(max_size=20), kinds, said, st.booleans())
names = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
offered = st.lists(
    st.builds(
        Offer,
        name=names,
        summary=said,
        parameters=st.lists(parameters, max_size=6).map(tuple),
        examples=st.just(()),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda offer: offer.name,
)


@given(offered)
def test_any_commands_are_within_the_limits(offers):
    """However many there are and however much is said of them, Discord takes them."""
    assert problems("PUT", PATH, tree(offers, lambda _: True)) == []


def data(name, **filled):
    """Returns what Discord tells of a slash command."""
    given = [{"name": option, "type": 3, "value": value} for option, value in filled.items()]
    return {"type": 1, "name": "news", "options": [{"type": 1, "name": name, "options": given}]}


@pytest.mark.parametrize(
    ("told", "typed"),
    [
        (data("digest"), "digest"),
        (data("digest", day="2025-04-17", topic="tariffs"), "digest tariffs 2025-04-17"),
        (data("search", words="  port\nstrike ", since="2d"), "search port strike since:2d"),
        (data("quotes", who="Ada Vale"), "quotes Ada Vale"),
        (data("digest", topic="  "), "digest"),
        (data("nonsense", topic="x"), "help"),
        ({"type": 1, "name": "news"}, "help"),
        ({"type": 1, "name": "news", "options": [{"type": 1, "name": "help"}]}, "help"),
    ],
)
def test_options_become_what_a_person_would_type(told, typed):
    """The values stand in their parameters' order behind the command, a time by its name."""
    assert translate.typed(told, OFFERS) == typed


def menu(**message):
    """Returns what Discord tells of a command on a message."""
    resolved = {"messages": {"7": message}}
    return {"type": 3, "name": "What do sources say?", "target_id": "7", "resolved": resolved}


@pytest.mark.parametrize(
    ("message", "typed"),
    [
        ({"content": "Tariffs\nwill  rise."}, "ask Tariffs will rise."),
        ({"content": "", "embeds": [{"title": "Tariffs", "description": "rise"}]}, "ask Tariffs rise"),
        ({"components": [{"type": 17, "components": [{"type": 10, "content": "Tariffs"}]}]}, "ask Tariffs"),
        ({}, "ask"),
        ({"content": "One. " * 580 + "x" * 900}, "ask " + ("One. " * 580).strip()),
        ({"content": "word " * 800}, "ask " + ("word " * 580).strip()),
        ({"content": "x" * 4000}, "ask " + "x" * 2900),
    ],
)
def test_a_message_is_asked_about_with_its_words(message, typed):
    """Its words stand behind the command, of a long one the first sentences."""
    assert translate.typed(menu(**message), OFFERS) == typed


def test_an_unknown_menu_is_answered_with_help():
    """An entry of an older version is no trace, but help."""
    assert translate.typed({**menu(content="x"), "name": "Old"}, OFFERS).startswith("help")


@pytest.mark.parametrize(
    ("told", "typing"),
    [
        ([{"name": "who", "value": "Va", "focused": True}], (Kind.STORY, "Va")),
        ([{"name": "who", "value": "Va"}], None),
        ([{"name": "gone", "value": "Va", "focused": True}], None),
    ],
)
def test_what_is_being_typed_is_known(told, typing):
    """The option that has the cursor says what may stand there."""
    at = {"type": 1, "name": "news", "options": [{"type": 1, "name": "quotes", "options": told}]}
    assert translate.focused(at, OFFERS) == typing


@pytest.mark.parametrize(
    ("custom_id", "values", "meant"),
    [
        ("press:0.1::quotes 2: now", (), ("press", None, "quotes 2: now", 1)),
        ("page:3:17:digest", (), ("page", "discord:17", "digest", 3)),
        ("choose:0::story", ("s1",), ("choose", None, "story s1", 1)),
    ],
)
def test_what_is_pressed_is_read_back(custom_id, values, meant):
    """A button has its kind, number, channel and command in its id."""
    pressed = translate.pressed({"custom_id": custom_id, "values": list(values)})
    assert (pressed.kind, pressed.channel, pressed.command, pressed.page if pressed.kind == "page" else 1) == meant


def test_what_is_not_ours_is_nothing():
    """Ids of another making are left."""
    assert translate.pressed({"custom_id": "more"}) is None
    assert translate.pressed({}) is None
