"""Tests of the checker's limits: what is at a limit passes, what is past it is found, however it is written."""

import pytest

from tests.slack.bodies import (
    actions,
    asking,
    button,
    marked,
    message,
    modal,
    option,
    picture,
    plain,
    rich,
    select,
    video,
)
from tests.slack.checker import problems

LETTER, EMOJI, ACCENTED = "a", "🗞", "e\u0301"  # one code unit, two in one character, two in two

TEXTS = {
    "section": (3000, lambda x: message({"type": "section", "text": marked(x)})),
    "plain section": (3000, lambda x: message({"type": "section", "text": plain(x)})),
    "field": (2000, lambda x: message({"type": "section", "fields": [marked(x)]})),
    "header": (150, lambda x: message({"type": "header", "text": plain(x)})),
    "context": (3000, lambda x: message({"type": "context", "elements": [marked(x)]})),
    "button text": (75, lambda x: actions(button(text=plain(x)))),
    "button value": (2000, lambda x: actions(button(value=x))),
    "button label": (75, lambda x: actions(button(accessibility_label=x))),
    "action_id": (255, lambda x: actions(button(action_id=x))),
    "block_id": (255, lambda x: message({"type": "divider", "block_id": x})),
    "placeholder": (150, lambda x: actions(select(placeholder=plain(x)))),
    "option text": (75, lambda x: actions(select(options=[option(x)]))),
    "option value": (75, lambda x: actions(select(options=[option(value=x)]))),
    "option description": (75, lambda x: actions(select(options=[option(description=plain(x))]))),
    "group label": (
        75,
        lambda x: actions({"type": "static_select", "option_groups": [{"label": plain(x), "options": [option()]}]}),
    ),
    "confirm title": (100, lambda x: actions(button(confirm={"title": plain(x), "text": plain()}))),
    "confirm text": (300, lambda x: actions(button(confirm={"text": marked(x)}))),
    "confirm button": (30, lambda x: actions(button(confirm={"text": plain(), "confirm": plain(x)}))),
    "image alt_text": (2000, lambda x: picture(alt_text=x)),
    "image title": (2000, lambda x: picture(title=plain(x))),
    "video title": (199, lambda x: video(title=plain(x))),
    "video author": (49, lambda x: video(author_name=x)),
    "input label": (2000, lambda x: asking(label=plain(x))),
    "input hint": (2000, lambda x: asking(hint=plain(x))),
    "modal title": (24, lambda x: modal(title=plain(x))),
    "modal submit": (24, lambda x: modal(submit=plain(x))),
    "modal close": (24, lambda x: modal(close=plain(x))),
    "private_metadata": (3000, lambda x: modal(private_metadata=x)),
    "callback_id": (255, lambda x: modal(callback_id=x)),
    "message text": (4000, lambda x: message(text=x)),
    "markdown": (10_000, lambda x: message({"type": "markdown", "text": x})),
    "rich text": (10_000, lambda x: rich({"type": "text", "text": x})),
    "rich link": (10_000, lambda x: rich({"type": "link", "url": "https://example.org", "text": x})),
}


@pytest.mark.parametrize("unit", [LETTER, EMOJI, ACCENTED], ids=["letters", "emoji", "accents"])
@pytest.mark.parametrize(("most", "made"), TEXTS.values(), ids=TEXTS)
def test_a_text_may_be_so_long(most, made, unit):
    """At its limit a text passes; one code unit more, and many more, are found."""
    size = 1 if unit is LETTER else 2
    full = unit * (most // size) + LETTER * (most % size)
    assert problems(*made(full)) == []
    for longer in (full + LETTER, full + unit, full * 10):
        assert any("character" in found for found in problems(*made(longer)))


URLS = {
    "button": lambda x: actions(button(url=x)),
    "image": lambda x: picture(image_url=x),
    "rich link": lambda x: rich({"type": "link", "url": x, "text": "x"}),
}


@pytest.mark.parametrize("made", URLS.values(), ids=URLS)
def test_an_address_may_be_so_long(made):
    """An address of 3000 characters passes, a longer one does not."""
    full = "https://example.org/".ljust(3000, "a")
    assert problems(*made(full)) == []
    for longer in (full + "a", full * 2):
        assert any("3000" in found for found in problems(*made(longer)))


ADDRESSES = {**URLS, "text": lambda x: message({"type": "section", "text": marked(f"<{x}|y>")})}


@pytest.mark.parametrize(
    "address", ["", "ftp://a.b", "javascript:x", "http://", "https:///a", "https://a b.c/", "a.b", "http://[::1"]
)
@pytest.mark.parametrize("made", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_one_of_the_web(made, address):
    """What a browser would not open is found, in links of a text as well."""
    assert problems(*made(address)) != []


COUNTS = {
    "blocks of a message": (50, lambda n: message(*[{"type": "divider"}] * n)),
    "blocks of a view": (100, lambda n: modal(*[{"type": "divider"}] * n)),
    "fields": (10, lambda n: message({"type": "section", "fields": [marked()] * n})),
    "context": (10, lambda n: message({"type": "context", "elements": [marked()] * n})),
    "actions": (25, lambda n: actions(*[button()] * n)),
    "options": (100, lambda n: actions(select(options=[option()] * n))),
    "overflow": (5, lambda n: actions({"type": "overflow", "options": [option()] * n})),
    "checkboxes": (10, lambda n: actions({"type": "checkboxes", "options": [option()] * n})),
    "rows": (100, lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n})),
    "cells": (20, lambda n: message({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]})),
}


@pytest.mark.parametrize(("most", "made"), COUNTS.values(), ids=COUNTS)
def test_there_may_be_so_many(most, made):
    """At its limit a list passes; none, one more, and many more are found."""
    assert problems(*made(most)) == []
    for count in (most + 1, most * 10):
        assert any("items" in found for found in problems(*made(count)))


def test_a_message_may_have_so_much_text():
    """All texts of the blocks together are held to 10,000 characters, those of links and images among them."""
    full = [{"type": "section", "text": marked(LETTER * 2500)}] * 4
    assert problems(*message(*full)) == []
    bare = {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://a.b"}]}
    for more in (
        {"type": "header", "text": plain()},
        {"type": "image", "image_url": "https://a.b", "alt_text": "x"},
        {"type": "rich_text", "elements": [bare]},
    ):
        assert any("in all" in found for found in problems(*message(*full, more)))


def test_a_text_past_its_end_is_found_twice_over():
    """From 4000 characters on it is advised against, from 40,000 on it is truncated."""
    assert problems(*message(text=LETTER * 40_000)) == ["body.text: 40000 characters, 4000 are advised"]
    assert problems(*message(text=LETTER * 40_001)) == ["body.text: 40001 characters, at most 40000"]


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u2003"], ids=["empty", "space", "lines", "wide"])
@pytest.mark.parametrize(
    "name", ["section", "field", "header", "context", "button text", "modal title", "message text"]
)
def test_a_text_is_not_blank(name, blank):
    """A text that shows nothing is found."""
    assert problems(*TEXTS[name][1](blank)) != []


def test_a_message_with_blocks_has_a_text():
    """Without one, notifications and screen readers have nothing."""
    method, body = message({"type": "divider"})
    del body["text"]
    assert any("text is missing" in found for found in problems(method, body))
    assert problems("response_url", {"delete_original": True}) == []


@pytest.mark.parametrize("preview", [{"unfurl_links": True}, {"unfurl_media": True}, {"unfurl_links": None}])
def test_previews_are_off(preview):
    """A message says that it wants no previews of links and media."""
    assert any(next(iter(preview)) in found for found in problems(*message(**preview)))
