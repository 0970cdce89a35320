"""Tests of documents as Discord's components: what each block becomes, and what holds whatever an article says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.elements import button, custom_id, options
from adapters.discord.markdown import address, lines, plain
from adapters.discord.render import calls, mark, message, parts, title
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Option,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)
from tests.adapters.discord.anything import documents, nasty, prose
from tests.discord.checker import pings, problems
from tests.discord.components import BUTTON, CONTAINER, GALLERY, ROW, SELECT, SEPARATOR, TEXT, nested
from tests.discord.measures import size

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])|\u200b")


def of(*blocks):
    """Returns a document."""
    return Document(blocks=blocks)


def paragraph(text, **more):
    """Returns a paragraph of one span."""
    return Paragraph(spans=(Span(text=text, **more),))


def made(*blocks):
    """Returns the components of a document that fits one message."""
    return message(of(*blocks))["components"]


def text(*blocks):
    """Returns all that a document's texts say, as sent."""
    return "\n".join(one["content"] for one in nested(made(*blocks)) if one["type"] == TEXT)


def read(content):
    """Returns what somebody sees of a text that has no markup of ours."""
    return ESCAPED.sub(lambda found: found[1] or "", content)


def letters(said):
    """Returns a text's signs without spaces and what the renderer may add to them or take for them."""
    return re.sub(r"[\s\u200b]", "", said).replace("［", "[").replace("］", "]")


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Heading(text="The\nnews", level=1), "## The news"),
        (Heading(text="Quotes"), "### Quotes"),
        (Heading(text="2. more", level=3), "**2\\. more**"),
        (paragraph("plain"), "plain"),
        (paragraph(" strong ", style="strong"), "**strong**"),
        (paragraph("said", style="quote"), "*said*"),
        (paragraph("two\nlines", style="faint"), "-# two\n-# lines"),
        (paragraph("Ledger", url="https://ledger.example/a(b)"), "[Ledger](https://ledger.example/a%28b%29)"),
        (paragraph("[Live]", url="https://ledger.example"), "[［Live］](https://ledger.example)"),
        (paragraph("Ledger", url="javascript:alert(1)"), "Ledger"),
        (paragraph("Ledger", url="https://ledger.example/a b"), "Ledger"),
        (paragraph("Ledger", url="https://[ledger"), "Ledger"),
        (paragraph("here", channel="discord:17"), "<#17>"),
        (paragraph("there", channel="slack:C1"), "there"),
        (Bullets(items=((Span(text="- one\ntwo"),), (Span(text=" "),))), "- \\- one two"),
        (Quotation(text="We will.\nSoon.", source=(Span(text="Ada Vale"),)), "> “We will.\n> Soon.”\n> — Ada Vale"),
        (Quotation(text="We will.", source=()), "> “We will.”"),
        (Quotation(text="", source=(Span(text="Ada Vale"),)), "> — Ada Vale"),
        (Quotation(text=" ", source=()), "Newsdesk"),
        (
            Table(header=("Figure", "Of what"), rows=(((Span(text="3"),), (Span(text="ships"),)), ((), ()))),
            "-# Figure · Of what\n- **3** · ships\n- – · –",
        ),
        (Table(header=("", ""), rows=()), "Newsdesk"),
        (Picture(url="no address", alt="A *ship*"), "-# A \\*ship\\*"),
        (Divider(), "Newsdesk"),
    ],
)
def test_each_block_reads_as_it_should(block, shown):
    """Headings, lists, quotes, tables and small print are Discord's own; what shows nothing is not there."""
    assert text(block) == shown


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((Span(text="a", style="strong"), Span(text="b", style="quote")), "**a**\u200b*b*"),
        ((Span(text="a", style="strong"), Span(text="b", style="strong")), "**ab**"),
        ((Span(text="@"), Span(text="everyone", style="faint")), "@\u200beveryone"),
        ((Span(text="https:"), Span(text="//b.example", url="no address")), "https\\://b.example"),
        ((Span(text="a "), Span(text="b", url="https://b.example", style="strong")), "a **[b](https://b.example)**"),
        ((Span(text="a"), Span(text=" ", style="strong"), Span(text="b")), "a b"),
    ],
)
def test_spans_side_by_side_stay_apart(spans, shown):
    """Marks do not run together, and no mention or link comes of two spans."""
    assert lines(spans) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<@1> <@&2> <#3> <:x:4> <t:5>", "\\<\u200b@1> \\<\u200b@&2> \\<\u200b#3> \\<\u200b\\:x:4> \\<\u200bt:5>"),
        ("@everyone and @Here, ada@example.org", "@\u200beveryone and @\u200bHere, ada@example.org"),
        ("**a** _b_ ~~c~~ `d` ||e|| \\f", "\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\| \\\\f"),
        ("[a](https://b.example)", "\\[a\\](https\\://b.example)"),
        (":smile: at 10:30", "\\:smile: at 10:30"),
        ("# a", "\\# a"),
        ("-# a", "\\-# a"),
        ("> a", "\\> a"),
        ("1. a", "1\\. a"),
        ("1.5 percent", "1.5 percent"),
        ("3 < 4", "3 \\< 4"),
    ],
)
def test_an_articles_text_is_never_markup(said, shown):
    """What Discord would read as markup, mention, link or emoji gets a backslash or a space of no width."""
    assert plain(said) == shown


@given(nasty)
def test_a_text_is_read_as_it_was_written(said):
    """Without backslashes and spaces of no width it is what it was, and there is nothing in it to notify anybody."""
    shown = plain(said)
    assert letters(read(shown)) == letters(said)
    assert not pings({"content": shown})


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/?b=<c>|d", "https://a.example/?b=%3Cc%3E%7Cd"),
        ("https://a.example/@everyone", "https://a.example/%40everyone"),
        ("https://a.example/" + "a" * 900, None),
        ("https:///a", None),
        (None, None),
    ],
)
def test_addresses_end_where_they_should(url, written):
    """What would end a link early is encoded; what is too long, or no address, is no link."""
    assert address(url) == written


def test_stories_stand_in_boxes():
    """Each story is in a box with its buttons; what stands before and behind is not, with a line only between such."""
    components = made(
        Heading(text="Thursday", level=1),
        Heading(text="One", story="s1"),
        paragraph("Told."),
        Buttons(buttons=(Button(label="More", command="story s1"),)),
        Heading(text="Two", story="s2"),
        Divider(),
        paragraph("Behind."),
        Divider(),
        paragraph("The end."),
        Divider(),
    )
    kinds = [(one["type"], [inner["type"] for inner in one.get("components", [])]) for one in components]
    boxes = [(CONTAINER, [TEXT, ROW]), (CONTAINER, [TEXT])]
    assert kinds == [(TEXT, []), *boxes, (TEXT, []), (SEPARATOR, []), (TEXT, [])]


def test_paragraphs_stand_apart():
    """There is an empty line between two paragraphs, and none before small print."""
    assert text(paragraph("a"), paragraph("b"), paragraph("c", style="faint")) == "a\n\nb\n-# c"


def test_pictures_have_their_words():
    """A picture is shown with what is to be seen on it, and what is said of it below."""
    caption = (Span(text="By Ada Vale"),)
    [gallery, said] = made(Picture(url="https://a.example/b.png", alt="A\nship " * 400, caption=caption))
    assert gallery["type"] == GALLERY
    [item] = gallery["items"]
    assert item["media"] == {"url": "https://a.example/b.png"}
    assert size(item["description"]) <= 1024
    assert said["content"] == "-# By Ada Vale"
    assert "description" not in made(Picture(url="https://a.example/b.png", alt=" "))[0]["items"][0]


def test_buttons_carry_their_commands():
    """Buttons stand in rows of five, each with its command and the channel it is for; what does not fit is left out."""
    buttons = [Button(label=f"Quotes {n}", command=f"quotes {n}") for n in range(5)]
    buttons += [
        Button(label="x" * 99, command="schedule edit", channel="discord:17"),
        Button(label="Elsewhere", command="schedule on", channel="slack:C1"),
        Button(label="Long", command="search " + "x" * 99),
        Button(label=" ", command="help"),
    ]
    rows = made(Buttons(buttons=tuple(buttons)))
    ids = [[one["custom_id"] for one in row["components"]] for row in rows]
    assert ids == [[f"press:0.{n}::quotes {n}" for n in range(5)], ["press:0.5:17:schedule edit"]]
    assert size(rows[1]["components"][0]["label"]) <= 80


def test_a_choice_is_a_select():
    """A choice offers its options; one of which none can be offered is not there."""
    fitting = Option(label="Tariffs\nrise", value="s1")
    others = (Option(label="", value="s2"), Option(label="Long", value="x" * 101), fitting)
    [row] = made(Choice(label="Choose a story", command="story", options=(fitting, *others)))
    [select] = row["components"]
    assert select["type"] == SELECT
    assert select["custom_id"] == "choose:0::story"
    assert select["options"] == [{"label": "Tariffs rise", "value": "s1"}]
    assert text(Choice(label="Choose", command="story", options=others[:2])) == "Newsdesk"


def test_a_select_shows_what_is_chosen():
    """The option that holds is marked, of at most twenty-five."""
    offered = options([(str(n), str(n)) for n in range(30)], "3")
    assert [one["value"] for one in offered if one.get("default")] == ["3"]
    assert len(offered) == 25


def test_an_empty_document_is_a_message_too():
    """Nothing to say is said under the desk's name, with the buttons that belong to it."""
    body = message(of(), [button("Share", "share:0::digest")])
    assert [one["type"] for one in body["components"]] == [TEXT, ROW]
    assert not problems("POST", "/channels/1/messages", body)


def test_a_message_has_a_mark_by_which_it_is_found():
    """The first component's id is made of the key, beyond those that Discord gives, and shows nowhere."""
    assert message(of(paragraph("a")), key="e-1")["components"][0] == {"type": TEXT, "content": "a", "id": mark("e-1")}
    assert 1 << 30 <= mark("e-1") < 1 << 31
    assert mark("e-1") != mark("e-2")


def test_what_is_too_long_for_a_button_is_not_cut():
    """A command that does not fit is none."""
    assert custom_id("press", "0", "x" * 91) == "press:0::" + "x" * 91
    assert custom_id("press", "0", "x" * 92) is None


@pytest.mark.parametrize(
    ("blocks", "called"),
    [
        ((Heading(text=" ", level=1), Heading(text="The\nnews")), "The news"),
        ((paragraph("a"),), "Newsdesk"),
        ((Heading(text="x" * 101, level=1),), "x" * 99 + "…"),
    ],
)
def test_threads_are_called_by_the_first_heading(blocks, called):
    """A thread's name is a heading in as many characters as Discord takes."""
    assert title(of(*blocks)) == called


@given(documents())
def test_any_document_gives_messages_that_discord_takes(document):
    """Whatever stands in it, each call is valid, notifies nobody, and has room for the answer's own row."""
    for call in calls(document, "17"):
        assert (call["method"], call["path"]) == ("POST", "/channels/17/messages")
        assert not problems("POST", call["path"], call["body"])
        assert not pings(call["body"] | {"allowed_mentions": None})
        parted = list(nested(call["body"]["components"]))
        assert len(parted) <= 34
        assert sum(size(one.get("content", "")) for one in parted) <= 3800


@given(documents(prose(nasty, st.none())))
def test_no_text_is_lost(document):
    """What is sent has every sign of the document's texts, in its order, over however many messages."""
    sent = [one["content"] for call in calls(document, "17") for one in nested(call["body"]["components"])
            if one["type"] == TEXT]  # fmt: skip
    shown = iter(letters(read("".join(sent))))
    for said in _texts(document):
        for one in letters(said):
            assert one in shown, said


def _texts(document):
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (span.text for span in block.spans)
            case Bullets():
                yield from (span.text for item in block.items for span in item)
            case Quotation():
                yield from (block.text, *(span.text for span in block.source))
            case Table():
                yield from (span.text for row in block.rows for cell in row for span in cell)


def test_nothing_is_cut_in_mid_sentence():
    """A long paragraph goes on in the next message behind a full stop."""
    said = " ".join(f"Sentence number {n} says one thing and no more." for n in range(200))
    sent = [
        one["content"]
        for call in calls(of(paragraph(said)), "1")
        for one in nested(call["body"]["components"])
        if one["type"] == TEXT
    ]
    assert len(sent) > 1
    assert all(line.endswith(".") for content in sent for line in content.split("\n\n"))
    assert " ".join(" ".join(sent).split()) == said


def test_a_story_goes_whole_into_the_next_message():
    """Stories are not parted between messages where they fit one."""
    told = [paragraph("A sentence of a story. " * 30) for _ in range(3)]
    document = of(*(block for n in range(4) for block in (Heading(text=f"Story {n}", story=f"s{n}"), *told)))
    assert [len(part.blocks) for part in parts(document)] == [4, 4, 4, 4]


def test_unused_kinds_are_told_apart():
    """Buttons and rows are what the checker takes them for."""
    kinds = [one["type"] for one in nested(made(Buttons(buttons=(Button(label="More", command="help"),))))]
    assert kinds == [ROW, BUTTON]
