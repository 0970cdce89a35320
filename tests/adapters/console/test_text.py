"""Tests of documents as text in a terminal."""

import io

import pytest

from adapters.console.text import WIDTH, show
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Span,
    Table,
)


def shown(*blocks, pressable=False):
    """What is printed of a document of these blocks where there is no terminal."""
    file = io.StringIO()
    show(Document(blocks=blocks), file, pressable=pressable)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def test_each_block_is_readable_without_colour():
    """Bullets hang, quotes are indented and a divider is a rule."""
    text = shown(
        Heading(text="Ferry talks", level=1),
        Bullets(items=((Span(text="one"),),)),
        Quotation(text="We sail", source=(Span(text="Mara Holt"),)),
        Table(header=("Figure", "Of what"), rows=(((Span(text="17"),), (Span(text="injured"),)),)),
        Divider(),
    )
    assert text.splitlines()[0] == "Ferry talks"
    assert "• one" in text
    assert "    “We sail”\n    — Mara Holt" in text
    assert "Figure" in text
    assert "─" * WIDTH in text


def test_buttons_are_numbered_where_they_can_be_pressed():
    """In a chat a number presses a button; on paper the command stands in its place."""
    buttons = (
        Buttons(buttons=(Button(label="More", command="story 1"), Button(label="Quotes", command="quotes 1"))),
        Buttons(buttons=(Button(label="Figures", command="figures 1"),)),
    )
    assert shown(*buttons, pressable=True) == "[1] More  [2] Quotes\n\n[3] Figures"
    assert shown(*buttons) == "More: story 1  ·  Quotes: quotes 1\n\nFigures: figures 1"


def test_long_lines_are_wrapped_at_words():
    """A line is never wider than what reads well, and no word is cut."""
    words = ["wordy"] * 60
    lines = shown(Paragraph(spans=(Span(text=" ".join(words)),))).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(lines).split() == words


@pytest.mark.parametrize("control", ["\x1b[2J", "\x07", "\x9b31m", "\r"])
def test_an_article_cannot_steer_the_terminal(control):
    """Control characters in an article's text do not reach the screen."""
    assert control[0] not in shown(Paragraph(spans=(Span(text=f"a{control}b"),)))


def test_a_long_address_is_not_cut():
    """A word wider than the line goes on in the next one, in a list and in a table."""
    address = "https://ledger.example/" + "a" * 2 * WIDTH
    item = (Span(text=address),)
    assert "".join(shown(Bullets(items=(item,))).removeprefix("•").split()) == address
    assert "".join(shown(Table(header=("Where",), rows=((item,),))).removeprefix("Where").split()) == address


def test_square_brackets_are_text():
    """What looks like the library's own markup is shown as it stands."""
    assert shown(Paragraph(spans=(Span(text="[bold]no[/bold] :smile:"),))) == "[bold]no[/bold] :smile:"
