"""Tests of what people typed and pressed, out of Slack's payloads."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.render import action_value
from adapters.slack.translate import Pressed, about, behind_mention, filled, message_words, moment, pressed, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("  story 2 ", "story 2"),
        ("search Tom &amp; Ann &lt;3", "search Tom & Ann <3"),
        ("search &amp;lt;b&amp;gt;", "search &lt;b&gt;"),
        ("feeds add <https://example.org/feed?a=1&amp;b=2>", "feeds add https://example.org/feed?a=1&b=2"),
        ("feeds add <http://example.org|example.org>", "feeds add example.org"),
        ("mail <mailto:ada@example.org|ada@example.org>", "mail ada@example.org"),
        ("mail <mailto:ada@example.org>", "mail ada@example.org"),
        ("<@UBOT> story 2", "story 2"),
        ("quotes <@U1|ada>", "quotes @ada"),
        ("quotes <@U1>", "quotes"),
        ("see <#C1|news>", "see #news"),
        ("see <#C1>", "see"),
        ("tell <!here>", "tell"),
        ("tell <!here|here>", "tell here"),
        ("tell <!subteam^S1|@desk>", "tell @desk"),
        ("on <!date^1392734382^{date}|18 February>", "on 18 February"),
        ("a < b > c", "a < b > c"),
        ("<>", ""),
        ("story *2* `x`", "story *2* `x`"),
    ],
)
def test_markup_is_undone(typed, expected):
    """Of what somebody typed the words are left: links by name or address, and nobody is mentioned."""
    assert words(typed) == expected


@given(st.text())
def test_words_come_through(text):
    """What is escaped as Slack escapes comes out as it was typed."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert words(escaped) == text.strip()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<@UBOT> story 2", "story 2"),
        ("  <@UBOT>: story 2", "story 2"),
        ("<@UBOT|newsdesk>,story 2", "story 2"),
        ("<@UBOT>", ""),
        ("story 2 <@UBOT>", "story 2"),
        ("<@UBOT> quotes <@U2|ben>", "quotes @ben"),
        ("<@UBOTTOM> story", "story"),
        ("story 2", "story 2"),
    ],
)
def test_the_bots_own_mention_is_no_word(typed, expected):
    """What stands behind the bot's mention is the command."""
    assert behind_mention(typed, "UBOT") == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": "The *quay*\n reopens &amp; <https://example.org|more>"}, "The *quay* reopens & more"),
        ({"text": None}, ""),
        ({}, ""),
        ({"text": "short"}, "short"),
    ],
)
def test_a_message_is_its_words(message, expected):
    """Somebody's message is one line of words."""
    assert message_words(message) == expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("One sentence. " * 400, "One sentence."),
        ("Is it? " * 800, "Is it?"),
        ("word " * 1_000, "word"),
        ("短" * 4_000, "短"),
    ],
)
def test_of_a_long_message_there_are_the_first_sentences(text, end):
    """A message that is too long for a command ends behind a sentence, else behind a word, and is never nothing."""
    found = message_words({"text": text})
    assert 2_000 < len(found) <= 2_900
    assert text.startswith(found)
    assert found.endswith(end)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"value": action_value("story 2")}, Pressed("story 2")),
        ({"value": action_value("story 2", channel="slack:C1", page=3)}, Pressed("story 2", "slack:C1", 3)),
        (
            {"action_id": "choose:4:quotes", "selected_option": {"value": "story-1:x"}},
            Pressed("quotes story-1:x"),
        ),
        ({"action_id": "choose", "selected_option": {"value": "story-1"}}, None),
        ({"value": ""}, None),
        ({}, None),
        ({"value": "no json"}, None),
        ({"value": "[]"}, None),
        ({"value": "5"}, None),
        ({"value": "{}"}, None),
        ({"value": '{"command": "a", "page": "x"}'}, None),
        ({"value": '{"command": "a", "page": null}'}, None),
    ],
)
def test_what_was_pressed_is_its_command(action, expected):
    """A button and a choice stand for the command they carry; what is not ours stands for none."""
    assert pressed(action) == expected


def test_a_form_is_its_values():
    """Texts and choices of a form come by field, what is empty as nothing."""
    values = {
        "when": {"when": {"type": "plain_text_input", "value": "08:30"}},
        "state": {"state": {"type": "static_select", "selected_option": {"value": "on", "text": {}}}},
        "topics": {"topics": {"type": "plain_text_input", "value": None}},
        "length": {"length": {"type": "static_select", "selected_option": None}},
    }
    view = {"state": {"values": values}, "private_metadata": '{"command": "schedule", "home": true}'}
    assert filled(view) == {"when": "08:30", "state": "on", "topics": "", "length": ""}
    assert filled({}) == {}
    assert about(view) == {"command": "schedule", "home": True}


def test_a_stamp_is_a_moment():
    """Slack's time stamps are moments; what is none means now."""
    assert moment("1355517523.000005") == datetime(2012, 12, 14, 20, 38, 43, 5, tzinfo=UTC)
    for stamp in (None, "", "soon", "1e99", "nan"):
        assert abs(moment(stamp) - datetime.now(UTC)) < timedelta(minutes=1)
