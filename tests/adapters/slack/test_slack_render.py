"""Tests of documents as Block Kit: each kind of block, and that no text whatever becomes markup or calls anybody."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cutting import length
from adapters.interface import Command, Field, Form
from adapters.slack.answering import Answering
from adapters.slack.names import Names
from adapters.slack.render import action_value, blocks, button, fallback, message, options, page, parts
from adapters.slack.views import form_view, home_view, said_view
from digests.model.answer import Answer
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)
from tests.adapters.slack.documents import LONG, documents, headings, lines, nowhere, prose, texts
from tests.slack.checker import pings, problems

LINK = "https://example.org/a"


def rendered(*made):
    """Returns the blocks of a document of some."""
    return blocks(Document(blocks=made))


def paragraph(*spans):
    """Returns the one block of a paragraph."""
    [block] = rendered(Paragraph(spans=spans))
    return block


def elements(block):
    """Returns the inline elements of a block of rich text."""
    [inner] = block["elements"]
    return inner["elements"]


def wrong(body, method="chat.postMessage"):
    """Returns what Slack would refuse in a body, and whom it would call."""
    body = {"channel": "C1", **body} if method == "chat.postMessage" else body
    return [*problems(method, body), *pings(body)]


# ------------------------------------------------------------------------------------------------ the kinds of blocks


def test_a_title_is_a_header():
    """A document's title is Slack's large header, in plain text."""
    text = {"type": "plain_text", "text": "Morning news", "emoji": False}
    assert rendered(Heading(text="Morning news", level=1)) == [{"type": "header", "text": text}]


@pytest.mark.parametrize("heading", [Heading(text="x" * 151, level=1), Heading(text="Below", level=2)])
def test_other_headings_are_bold(heading):
    """A title that is too long for a header, and every other heading, is a bold line."""
    [block] = rendered(heading)
    assert elements(block) == [{"type": "text", "text": heading.text, "style": {"bold": True}}]


def test_a_title_of_mentions_is_no_header_that_is_too_long():
    """What keeps a title from calling anybody counts for its length."""
    [block] = rendered(Heading(text="<!" * 74 + "xx", level=1))
    assert block["type"] == "rich_text"


def test_a_story_begins_with_a_line():
    """Above a story's heading is one divider, but none at the top of a message, or for a heading of nothing."""
    story = Heading(text="Quay reopens", level=2, story="s1")
    assert [block["type"] for block in rendered(story, story)] == ["rich_text", "divider", "rich_text"]
    assert [block["type"] for block in rendered(Divider(), story, Divider(), story)] == [
        "rich_text",
        "divider",
        "rich_text",
    ]
    assert rendered(story.model_copy(update={"text": " "})) == []


def test_a_paragraph_is_rich_text():
    """Spans keep their style, and links their address."""
    spans = (
        Span(text="plain "),
        Span(text="strong ", style="strong"),
        Span(text="said ", style="quote"),
        Span(text="faint ", style="faint"),
        Span(text="link", url=LINK, style="strong"),
        Span(text=""),
    )
    assert elements(paragraph(*spans)) == [
        {"type": "text", "text": "plain "},
        {"type": "text", "text": "strong ", "style": {"bold": True}},
        {"type": "text", "text": "said ", "style": {"italic": True}},
        {"type": "text", "text": "faint "},
        {"type": "link", "url": LINK, "text": "link", "style": {"bold": True}},
    ]


def test_a_faint_paragraph_is_small_print():
    """What is faint throughout is a context block; with a link or a channel in it it is not."""
    faint = Span(text="Read at 08:30. ", style="faint")
    text = {"type": "plain_text", "text": "Read at 08:30. Read at 08:30. ", "emoji": False}
    assert paragraph(faint, faint) == {"type": "context", "elements": [text]}
    for other in (Span(text="a", style="faint", url=LINK), Span(text="#news", style="faint", channel="slack:C1")):
        assert paragraph(faint, other)["type"] == "rich_text"
    assert paragraph(Span(text="a", style="faint", url="javascript:x"))["type"] == "context"


@pytest.mark.parametrize("spans", [(), (Span(text=""),), (Span(text=" \n"),)])
def test_nothing_to_show_is_no_block(spans):
    """Blank paragraphs, items and quotations are left out."""
    assert rendered(Paragraph(spans=spans), Bullets(items=(spans,)), Quotation(text=" ", source=spans)) == []


def test_a_list_has_its_items():
    """Each item that shows anything is one of a bulleted list."""
    [block] = rendered(Bullets(items=((Span(text="One"),), (), (Span(text="Two", url=LINK),))))
    [inner] = block["elements"]
    assert (inner["type"], inner["style"]) == ("rich_text_list", "bullet")
    assert [item["elements"][0]["text"] for item in inner["elements"]] == ["One", "Two"]


def test_a_quotation_has_marks_and_a_source():
    """Words are quoted in italics, and below them stands who said them; either may be missing."""
    source = (Span(text="Ada Lind, "), Span(text="Torvik Daily", url=LINK))
    [block] = rendered(Quotation(text="We will reopen.", source=source))
    assert block["elements"][0]["type"] == "rich_text_quote"
    assert [one["text"] for one in elements(block)] == ["“We will reopen.”", "\n— ", "Ada Lind, ", "Torvik Daily"]
    [alone] = rendered(Quotation(text="We will reopen.", source=()))
    assert elements(alone) == [{"type": "text", "text": "“We will reopen.”", "style": {"italic": True}}]
    [nameless] = rendered(Quotation(text="", source=source))
    assert elements(nameless)[0]["text"] == "— "


def cells(*texts):
    """Returns a row of plain cells."""
    return tuple((Span(text=text),) if text else () for text in texts)


def test_a_table_is_fields_in_two_columns():
    """The cells of a row are two fields, the header first; what is empty has a dash."""
    [block] = rendered(Table(header=("What", "Who", "When"), rows=(cells("40", "Torvik", "Monday"), cells("", "", ""))))
    assert [field["text"] for field in block["fields"]] == ["What · Who", "When", "40 · Torvik", "Monday", " · ", "–"]
    assert {field["type"] for field in block["fields"]} == {"plain_text"}


def test_a_long_table_is_several_sections():
    """A section has ten fields, which are five rows."""
    sections = rendered(Table(header=("a", "b"), rows=(cells("1", "2"),) * 7))
    assert [len(section["fields"]) for section in sections] == [10, 6]


def test_a_link_in_a_table_is_escaped_markup():
    """Only a field with a link is markup; what stands beside the link in it is escaped and never markup."""
    row = (
        (Span(text="<!channel> *a* & b "), Span(text="x|y>", url="https://example.org/a?b=1&c=|<>")),
        cells("@everyone")[0],
    )
    [block] = rendered(Table(header=("What", "Who"), rows=(row,)))
    linked, plain = block["fields"][2:]
    joiner = "\u2060"
    assert plain["type"] == "plain_text"
    assert linked == {
        "type": "mrkdwn",
        "text": f"&lt;!channel&gt; {joiner}*{joiner}a{joiner}*{joiner} &amp; b "
        "<https://example.org/a?b=1&amp;c=%7C%3C%3E|x|y&gt;>",
        "verbatim": True,
    }


def test_a_channel_in_a_table_is_shown_by_its_name():
    """A channel of Slack's is a reference there too, another platform's its text."""
    row = ((Span(text="#news", channel="slack:T1/C1"),), (Span(text="#desk", channel="discord:9", url=LINK),))
    [block] = rendered(Table(header=("Where", "Also"), rows=(row,)))
    assert [field["text"] for field in block["fields"]][2:] == ["<#C1>", f"<{LINK}|#desk>"]


@pytest.mark.parametrize(
    ("channel", "element"),
    [
        ("slack:C1", {"type": "channel", "channel_id": "C1"}),
        ("slack:T1/C1", {"type": "channel", "channel_id": "C1"}),
        ("discord:9", {"type": "text", "text": "#news"}),
    ],
)
def test_a_channel_is_shown_by_its_name(channel, element):
    """Slack shows its own channels by the names they have there; of other platforms' only the text can be shown."""
    assert elements(paragraph(Span(text="#news", channel=channel))) == [element]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "mailto:ada@example.org",
        "ftp://example.org/a",
        "https://",
        "http://:80",
        "/a",
        "",
        "https://example.org/a b",
        "https://example.org/\u2028",
        "http://[::1",
        "https://example.org/" + "a" * 3_000,
    ],
)
def test_what_no_browser_opens_is_no_link(url):
    """A span whose address is none is shown without it, in prose and in tables."""
    assert elements(paragraph(Span(text="a story", url=url))) == [{"type": "text", "text": "a story"}]
    [block] = rendered(Table(header=("a", "b"), rows=(((Span(text="a story", url=url),), ()),)))
    assert block["fields"][2] == {"type": "plain_text", "text": "a story", "emoji": False}


def test_a_blank_link_is_no_link():
    """A link without words would show its address, which nobody asked for."""
    assert elements(paragraph(Span(text="a"), Span(text=" ", url=LINK)))[1] == {"type": "text", "text": " "}


def test_addresses_in_prose_are_left_alone():
    """Rich text takes an address as it is."""
    url = "https://example.org/a?b=1&c=d|e"
    assert elements(paragraph(Span(text="a", url=url)))[0]["url"] == url


def test_a_picture_has_its_words():
    """A picture has its alt text on one line, and below it what is said of it; without an address only that."""
    picture = Picture(url="https://example.org/p.png", alt="A quay\n<!here>", caption=(Span(text="Torvik"),))
    image, caption = rendered(picture)
    assert image == {"type": "image", "image_url": picture.url, "alt_text": "A quay <\u2060!here>"}
    assert elements(caption)[0]["text"] == "Torvik"
    assert len(rendered(picture.model_copy(update={"url": "nowhere"}))) == 1
    [alone] = rendered(Picture(url="https://example.org/p.png", alt=" "))
    assert alone["alt_text"] == "Picture"


def test_buttons_carry_their_command():
    """A button has the command it stands for and the channel it is for; 25 are a row."""
    made = [Button(label=f"No. {number}", command=f"story {number}", channel="slack:C1") for number in range(27)]
    first, second = rendered(Buttons(buttons=tuple(made)))
    assert [len(row["elements"]) for row in (first, second)] == [25, 2]
    assert json.loads(first["elements"][1]["value"]) == {"command": "story 1", "channel": "slack:C1"}
    assert len({one["action_id"] for row in (first, second) for one in row["elements"]}) == 27


def test_a_button_that_cannot_be_pressed_is_left_out():
    """A label of nothing, and a command too long to be carried, are no buttons; a long label is shortened."""
    [row] = rendered(
        Buttons(
            buttons=(
                Button(label=" ", command="a"),
                Button(label="too long", command="😀" * 1_000),
                Button(label="word " * 20, command="b"),
            )
        )
    )
    [only] = row["elements"]
    assert only["text"]["text"].endswith("word…")
    assert length(only["text"]["text"]) <= 75
    assert rendered(Buttons(buttons=(Button(label="", command="a"),))) == []


@pytest.mark.parametrize("label", ["Which story?", "", " ", "<!" * 75])
def test_a_choice_asks_for_its_options(label):
    """A choice is a select whose options Slack asks for, and whose action names the command."""
    made = message(Document(blocks=(Choice(label=label, command="quotes", options=()),)))
    [select] = made["blocks"][0]["elements"]
    assert (select["type"], select["action_id"], select["min_query_length"]) == (
        "external_select",
        "choose:0:quotes",
        0,
    )
    assert wrong(made) == []


def test_options_fit():
    """Options have labels in one line of at most 75 characters; what cannot be an option is none, nor the 101st."""
    made = options([("a\n  b", "1"), (" ", "2"), ("c", ""), ("d", "x" * 76), ("<!" * 37 + "x", "3")])
    assert [one["value"] for one in made] == ["1", "3"]
    assert made[0]["text"]["text"] == "a b"
    assert all(length(one["text"]["text"]) <= 75 for one in made)
    assert len(options((str(number), str(number)) for number in range(101))) == 100


def test_labels_fit_though_they_are_defused():
    """What keeps a label from calling anybody does not make it too long."""
    made = button("<@" * 37 + "x", "press:1", "v")
    assert wrong({**message(Document(blocks=())), "blocks": [{"type": "actions", "elements": [made]}]}) == []


def test_alt_text_fits_though_it_is_defused():
    """The same holds for what is to be seen on a picture."""
    assert wrong(message(Document(blocks=(Picture(url=LINK, alt="<!" * 1_000),)))) == []


def test_action_values_are_compact():
    """What a button carries is JSON without spaces, in letters as they are."""
    assert action_value("story é", page=2) == '{"command":"story é","page":2}'


@given(texts)
def test_action_values_come_back_as_they_went(text):
    """No letter is in it that Slack might escape when it is pressed."""
    value = action_value(text)
    assert not set(value) & set("&<>")
    assert json.loads(value) == {"command": text}


# ------------------------------------------------------------------------------------------------------ whole messages


def test_a_message_unfurls_nothing():
    """Links bring no previews, and no name is looked for."""
    made = message(Document(blocks=(Heading(text="News"),)))
    assert (made["unfurl_links"], made["unfurl_media"]) == (False, False)
    assert set(made) == {"text", "blocks", "unfurl_links", "unfurl_media"}


def test_a_document_of_nothing_is_a_message():
    """Where nothing can be shown the message still says something."""
    made = message(Document(blocks=()))
    assert made["text"] == "Newsdesk"
    assert made["blocks"][0]["text"]["text"] == "Newsdesk"


def test_the_fallback_says_everything_in_lines():
    """Each kind of block has its line for notifications and screen readers, escaped."""
    document = Document(
        blocks=(
            Heading(text="A & B"),
            Paragraph(spans=(Span(text="One "), Span(text="two", url=LINK))),
            Bullets(items=((Span(text="three"),),)),
            Quotation(text="four", source=(Span(text="Ada"),)),
            Table(header=("a", "b"), rows=(cells("5", "6"),)),
            Picture(url=LINK, alt="a quay", caption=(Span(text="seven"),)),
            Divider(),
            Buttons(buttons=(Button(label="More", command="more"),)),
        )
    )
    assert fallback(document).split("\n") == [
        "A &amp; B",
        "One two",
        "• three",
        "“four” — Ada",
        "5 · 6",
        "[a quay] seven",
    ]


def test_a_long_fallback_has_the_headings():
    """Of a message that is too long for notifications they have all headings; of too many only how it begins."""
    body = Paragraph(spans=(Span(text="word " * 1_000),))
    document = Document(blocks=(Heading(text="One"), body, Heading(text="Two & three")))
    assert fallback(document) == "One\nTwo &amp; three"
    assert fallback(Document(blocks=(Heading(text="&" * 3_999),))) == "&amp;" * 399 + "…"


@given(documents())
def test_every_part_is_taken_and_calls_nobody(document):
    """Whatever is in a document, Slack takes each part of it as it is meant, and nobody is called."""
    for part in parts(document):
        made = message(part)
        assert wrong(made) == []
        assert all(one["type"] != "divider" for one in made["blocks"][:1])


class Words:
    """A responder that is asked for nothing but whether commands change settings."""

    def configures(self, text):
        """Return that they do not."""
        return False


ANSWERING = Answering(Words(), Names(alone=True), frozenset())


@given(documents(), st.sampled_from(["story 2", "ask " + "why " * 470, "ask " + "😀" * 980, "ask " + '"' * 1_200]))
def test_every_page_of_an_answer_is_taken(document, text):
    """An answer's pages have room for the buttons that turn them and share it."""
    command = Command(channel="slack:C1", user="slack:U1", text=text)
    answer = Answer(document=document)
    last = len(parts(document))
    for number in {1, last}:
        body = ANSWERING.body(answer, command, number)
        assert wrong({"response_type": "ephemeral", "replace_original": True, **body}, "response_url") == []


@given(documents(headings | st.builds(Paragraph, spans=st.tuples(st.builds(Span, text=texts)))))
def test_every_fallback_fits_and_has_the_headings(document):
    """The text for notifications has at most 4,000 characters, and all headings where they fit."""
    for part in parts(document):
        text = fallback(part)
        assert 0 < length(text) <= 4_000
        headings = [block.text.replace("&", "&amp;") for block in part.blocks if isinstance(block, Heading)]
        headings = [one.replace("<", "&lt;").replace(">", "&gt;").strip() for one in headings]
        if sum(map(length, headings)) + len(headings) < 4_000:
            assert all(one in text for one in headings)


@given(documents())
def test_every_view_is_taken(document):
    """A document of any length is a home tab and a modal."""
    for view in (home_view(document), said_view("A title that is <!channel> too long", document)):
        method = "views.publish" if view["type"] == "home" else "views.open"
        whom = {"user_id": "U1"} if view["type"] == "home" else {"trigger_id": "1"}
        assert wrong({**whom, "view": view}, method) == []


def shown(value):
    """Returns the texts that blocks show, in order."""
    if isinstance(value, list):
        return "".join(map(shown, value))
    if isinstance(value, dict):
        own = value["text"] if isinstance(value.get("text"), str) else ""
        return own + "".join(shown(inner) for inner in value.values() if isinstance(inner, dict | list))
    return ""


def told(document):
    """Returns the texts of a document of prose, in order."""
    found = []
    for block in document.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found += [span.text for span in block.spans]
            case Bullets():
                found += [span.text for item in block.items for span in item]
            case Quotation():
                found += [block.text, *(span.text for span in block.source)]
    return "".join(found)


def compact(text):
    """Returns a text without spaces, and without what rendering adds."""
    return re.sub(r"[\s\u2060“”—]", "", text)


@given(documents(prose(nowhere)))
def test_nothing_of_an_article_is_left_out(document):
    """All prose of a document stands in its messages, in order."""
    messages = [message(part) for part in parts(document)]
    seen = "".join(shown(one["blocks"]) for one in messages)
    assert compact(seen).removesuffix("Newsdesk") == compact(told(document)).removesuffix("Newsdesk")


@given(lines(nowhere))
def test_links_lead_where_they_led(line):
    """Every link with words keeps its address, if it is one."""
    made = [one for part in parts(Document(blocks=(Paragraph(spans=line),))) for one in message(part)["blocks"]]
    found = [one for block in made if block["type"] == "rich_text" for one in elements(block)]
    known = {span.url for span in line}
    assert all(one["url"] in known for one in found if one["type"] == "link")


def test_a_hundred_links_are_several_messages():
    """Addresses count for what a message holds."""
    links = tuple(Span(text=f"story {number} ", url=f"{LINK}/{'a' * 200}") for number in range(100))
    made = parts(Document(blocks=(Paragraph(spans=links),)))
    assert len(made) > 1
    assert [span for part in made for block in part.blocks for span in block.spans] == list(links)


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize(
    "make",
    [
        lambda text: Heading(text=text, level=1),
        lambda text: Paragraph(spans=(Span(text=text, style="faint"),)),
        lambda text: Bullets(items=((Span(text=text),),)),
        lambda text: Quotation(text=text, source=(Span(text=text),)),
        lambda text: Table(header=("a", "b"), rows=(((Span(text=text),), (Span(text=text, url=LINK),)),)),
        lambda text: Table(header=(text, text), rows=(cells("1", "2"),)),
        lambda text: Picture(url=LINK, alt=text, caption=(Span(text=text, style="faint"),)),
        lambda text: Buttons(buttons=(Button(label=text, command=text),)),
        lambda text: Choice(label=text, command="story", options=()),
    ],
    ids=["heading", "faint", "list", "quotation", "cells", "header", "picture", "buttons", "choice"],
)
def test_long_texts_are_taken(make, text):
    """Each kind of block is taken with each kind of text that is too long."""
    for part in parts(Document(blocks=(make(text),) * 3)):
        assert wrong(message(part)) == []


# --------------------------------------------------------------------------------------------------------------- views


def test_a_view_says_that_there_is_more():
    """A page that does not hold everything says so."""
    document = Document(blocks=tuple(Paragraph(spans=(Span(text=str(number)),)) for number in range(120)))
    assert len(home_view(document)["blocks"]) == 100
    assert page(document).blocks[-1].spans[0].text == "More does not fit here."
    few = Document(blocks=document.blocks[:99])
    assert page(few) == few


def test_an_empty_page_says_something():
    """A home tab without anything to show is still taken."""
    assert wrong({"user_id": "U1", "view": home_view(Document(blocks=()))}, "views.publish") == []


FIELDS = (
    Field(name="state", label="Digests", value="on", choices=("on", "off")),
    Field(name="when", label="When", value="08:30", hint="Times and days"),
    Field(name="zone", label="Zone", choices=("UTC",), value="Mars"),
)


def test_a_form_has_its_fields():
    """Each field is an input that holds its value: a text, or a choice if it has choices."""
    view = form_view(Form(title="This channel", fields=FIELDS), {"command": "schedule edit", "channel": "slack:C1"})
    assert wrong({"trigger_id": "1", "view": view}, "views.open") == []
    state, when, zone = view["blocks"]
    assert [one["block_id"] for one in view["blocks"]] == ["state", "when", "zone"]
    assert state["element"]["initial_option"]["value"] == "on"
    assert (when["element"]["initial_value"], when["hint"]["text"]) == ("08:30", "Times and days")
    assert "initial_option" not in zone["element"]
    assert [one["optional"] for one in view["blocks"]] == [False, True, False]
    assert json.loads(view["private_metadata"])["channel"] == "slack:C1"


@given(texts, texts, texts, texts)
def test_every_form_is_taken(title, label, value, hint):
    """Long titles, labels, values and hints are shortened or left out."""
    form = Form(
        title=title.strip() or "Form", fields=(Field(name="a", label=label.strip() or "a", value=value, hint=hint),)
    )
    assert wrong({"trigger_id": "1", "view": form_view(form, {"command": "a"})}, "views.open") == []
