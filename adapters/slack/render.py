"""Documents as Block Kit (https://docs.slack.dev/reference/block-kit); pure.

Prose is rich text and plain text, which Slack shows as they are: nothing in an article can become markup there, or ping
anybody. The one place that needs Slack's markup, for links beside each other in a table, is escaped.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from adapters.cutting import Room, cut, length, shortened
from adapters.interface import platform_of
from adapters.slack.names import PLATFORM, Names
from digests.model.document import (
    Block,
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

Json = dict[str, Any]

BLOCKS, VIEW_BLOCKS = 49, 100
"""Of a message, in which one is kept for the buttons of the answer itself, and of a view."""
TEXT = 9_800
"""Of all blocks of a message, as above: Slack refuses more at some 11,000, which is undocumented."""
_LONGEST = 1950  # of one text: 3,000, with room for quotation marks and for what defusing adds
_HEADER, _LABEL, _VALUE, _ALT, _OPTION, _PLACEHOLDER = 150, 75, 2000, 2000, 75, 150
_FIELDS, _FIELD, _IN_A_ROW, _OPTIONS, _URL = 10, 2000, 25, 100, 3000
FALLBACK = 4000
"""Of the text for notifications and screen readers: what Slack advises."""

PRESS, CHOOSE, PAGE, SHARE = "press", "choose", "page", "share"
"""What the action ids of buttons and selects begin with."""

_CARRIED = {ord(one): f"\\u{ord(one):04x}" for one in "&<>"}
_DIVIDER: Json = {"type": "divider"}
_MENTION = re.compile(r"<(?=[!@#])")
_MARKUP = re.compile(r"([*_~`])")
_BREAKS_LINKS = re.compile(r"[\s<>|]")


def parts(document: Document) -> tuple[Document, ...]:
    """Return a document in pieces of which each is one message."""
    return cut(document, _ROOM)


def page(document: Document) -> Document:
    """Return as much of a document as one view takes."""
    first, *rest = cut(document, Room(_size, (VIEW_BLOCKS - 1, 10 * TEXT), _LONGEST))
    more = Paragraph(spans=(Span(text="More does not fit here.", style="faint"),))
    return Document(blocks=(*first.blocks, more)) if rest else first


def message(document: Document) -> Json:
    """Return a document of one part as the body of a message, without its channel.

    `text` is what notifications and screen readers have of it, `blocks` what everybody else sees.
    """
    text = fallback(document)
    return {"text": text, "blocks": blocks(document) or [_section(text)], "unfurl_links": False, "unfurl_media": False}


def fallback(document: Document) -> str:
    """Return a document as plain text, escaped; of one too long for that its headings, or only how it begins."""
    whole = [text for block in document.blocks for text in _plain(block) if text.strip()]
    headings = [text for block in document.blocks if isinstance(block, Heading) for text in _plain(block)]
    begins = shortened(" ".join(whole) or "Newsdesk", FALLBACK // 10)  # escaped it may be five times as long
    told = ("\n".join(map(_escaped, lines)).strip() for lines in (whole, headings, [begins]))
    return next(text for text in told if text and length(text) <= FALLBACK)


def blocks(document: Document) -> list[Json]:
    """Return a document's blocks, without dividers at the top and two behind each other."""
    made = [one for number, block in enumerate(document.blocks) for one in _block(block, number)]
    return [one for before, one in zip([_DIVIDER, *made], made, strict=False) if not one == before == _DIVIDER]


def page_blocks(document: Document) -> list[Json]:
    """Return the blocks of as much of a document as one view takes: there is always one."""
    first = page(document)
    return blocks(first) or [_section(fallback(first))]


def plain_text(text: str, longest: int | None = None) -> Json:
    """Return a text object that Slack shows as it is, shortened where it may not be longer."""
    shown = _defused(text)
    return {"type": "plain_text", "text": shortened(shown, longest) if longest else shown, "emoji": False}


def action_value(command: str, **more: Any) -> str:
    """Return what a button carries: the command it stands for, and what else is to be known when it is pressed.

    Nothing in it is a character that Slack escapes: what comes back when it is pressed may be escaped and may be not
    (https://github.com/slackapi/bolt-python/issues/513).
    """
    made = json.dumps({"command": command, **more}, ensure_ascii=False, separators=(",", ":"))
    return made.translate(_CARRIED)


def button(label: str, action: str, value: str) -> Json:
    """Return a button; `action` is one of this module's with what tells it from the message's others."""
    return {"type": "button", "text": plain_text(label, _LABEL), "action_id": action, "value": value}


def actions(elements: Sequence[Json]) -> Json:
    """Return a row of buttons and selects."""
    return {"type": "actions", "elements": list(elements)}


def options(labelled: Iterable[tuple[str, str]]) -> list[Json]:
    """Return what a select offers: labels and values."""
    fitting = ((label, value) for label, value in labelled if label.strip() and 0 < length(value) <= _OPTION)
    return [{"text": plain_text(" ".join(label.split()), _OPTION), "value": value} for label, value in fitting][
        :_OPTIONS
    ]


def _block(block: Block, number: int) -> Iterator[Json]:  # noqa: C901 - a case for each kind of block
    match block:
        case Heading():
            yield from _heading(block)
        case Paragraph():
            yield from _paragraph(block)
        case Bullets():
            if items := [_rich(item) for item in block.items if _shows(item)]:
                sections = [{"type": "rich_text_section", "elements": item} for item in items]
                yield _rich_text({"type": "rich_text_list", "style": "bullet", "elements": sections})
        case Quotation():
            yield from _quotation(block)
        case Table():
            yield from _table(block)
        case Picture():
            yield from _picture(block)
        case Buttons():
            yield from _rows(block.buttons, number)
        case Choice():
            yield actions([_select(block, number)])
        case Divider():
            yield _DIVIDER


def _heading(heading: Heading) -> Iterator[Json]:
    if heading.story and heading.level == 2 and heading.text.strip():
        yield _DIVIDER
    if heading.level == 1 and heading.text.strip() and length(_defused(heading.text)) <= _HEADER:
        yield {"type": "header", "text": plain_text(heading.text)}
    else:
        yield from _paragraph(Paragraph(spans=(Span(text=heading.text, style="strong"),)))


def _paragraph(paragraph: Paragraph) -> Iterator[Json]:
    """Yield a paragraph: what is faint throughout as the small print that Slack calls context."""
    if not _shows(paragraph.spans):
        return
    if all(span.style == "faint" and not _link(span) and not span.channel for span in paragraph.spans):
        yield {"type": "context", "elements": [plain_text("".join(span.text for span in paragraph.spans))]}
    else:
        yield _rich_text({"type": "rich_text_section", "elements": _rich(paragraph.spans)})


def _quotation(quotation: Quotation) -> Iterator[Json]:
    quoted = [*_rich([Span(text=f"“{quotation.text}”", style="quote")])] if quotation.text.strip() else []
    if _shows(quotation.source):
        quoted += _rich([Span(text="\n— " if quoted else "— "), *quotation.source])
    if quoted:
        yield _rich_text({"type": "rich_text_quote", "elements": quoted})


def _table(table: Table) -> Iterator[Json]:
    """Yield a table in two columns, which Slack puts below each other on a phone: the cells of a row in two halves."""
    half = (len(table.header) + 1) // 2
    header = tuple((Span(text=name, style="strong"),) for name in table.header)
    fields = [_field(cells) for row in (header, *table.rows) for cells in (row[:half], row[half:])]
    for start in range(0, len(fields), _FIELDS):
        yield {"type": "section", "fields": fields[start : start + _FIELDS]}


def _field(cells: Sequence[Sequence[Span]]) -> Json:
    """Return cells as a field: plain text, in which nothing is markup, unless there are links."""
    spans = [span for n, cell in enumerate(cells) for span in ((Span(text=" · "),) if n else ()) + tuple(cell)]
    linked = any(_link(span) or span.channel for span in spans)
    text = "".join(map(_mrkdwn if linked else _text, spans))
    if not text.strip():
        return plain_text("–")
    return {"type": "mrkdwn", "text": text, "verbatim": True} if linked else plain_text(text)


def _picture(picture: Picture) -> Iterator[Json]:
    if _is_address(picture.url):
        alt = shortened(_defused(" ".join(picture.alt.split()) or "Picture"), _ALT)
        yield {"type": "image", "image_url": picture.url, "alt_text": alt}
    yield from _paragraph(Paragraph(spans=picture.caption))


def _rows(buttons: Sequence[Button], number: int) -> Iterator[Json]:
    made = [
        button(one.label, f"{PRESS}:{number}:{n}", value)
        for n, one in enumerate(buttons)
        if one.label.strip() and length(value := _value(one)) <= _VALUE
    ]
    for start in range(0, len(made), _IN_A_ROW):
        yield actions(made[start : start + _IN_A_ROW])


def _value(one: Button) -> str:
    return action_value(one.command, channel=one.channel) if one.channel else action_value(one.command)


def _select(choice: Choice, number: int) -> Json:
    return {
        "type": "external_select",
        "action_id": f"{CHOOSE}:{number}:{choice.command}"[:255],
        "placeholder": plain_text(choice.label if choice.label.strip() else "…", _PLACEHOLDER),
        "min_query_length": 0,
    }


def _rich_text(element: Json) -> Json:
    return {"type": "rich_text", "elements": [element]}


def _rich(spans: Iterable[Span]) -> list[Json]:
    return [_element(span) for span in spans if span.text]


def _element(span: Span) -> Json:
    style = {"strong": {"style": {"bold": True}}, "quote": {"style": {"italic": True}}}.get(span.style, {})
    if span.channel and platform_of(span.channel) == PLATFORM:
        return {"type": "channel", "channel_id": Names.taken_apart(span.channel)[1], **style}
    if _link(span):
        return {"type": "link", "url": span.url, "text": _defused(span.text), **style}
    return {"type": "text", "text": _defused(span.text), **style}


def _shows(spans: Iterable[Span]) -> bool:
    return any(span.text.strip() for span in spans)


def _mrkdwn(span: Span) -> str:
    if span.channel and platform_of(span.channel) == PLATFORM:
        return f"<#{Names.taken_apart(span.channel)[1]}>"
    text = _MARKUP.sub("\u2060\\1\u2060", _escaped(span.text))  # a word joiner on each side: it is no word's edge there
    if not _link(span):
        return text
    address = _BREAKS_LINKS.sub(lambda found: f"%{ord(found[0]):02X}", span.url or "").replace("&", "&amp;")
    return f"<{address}|{text}>"


def _text(span: Span) -> str:
    return span.text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _defused(text: str) -> str:
    """Return a text that is no mention even to a client that would look for one where Slack has none."""
    return _MENTION.sub("<\u2060", text)


def _link(span: Span) -> bool:
    return span.url is not None and bool(span.text.strip()) and _is_address(span.url)


def _is_address(url: str) -> bool:
    try:
        taken_apart = urlsplit(url)
        host = taken_apart.hostname
    except ValueError:
        return False
    return taken_apart.scheme in ("http", "https") and bool(host) and not re.search(r"\s", url) and length(url) <= _URL


def _section(text: str) -> Json:
    return {"type": "section", "text": plain_text(text, _LONGEST)}


def _plain(block: Block) -> Iterator[str]:
    """Yield the lines of a block as plain text."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield "".join(map(_text, block.spans))
        case Bullets():
            yield from (f"• {''.join(map(_text, item))}" for item in block.items if _shows(item))
        case Quotation():
            said = f"“{block.text}”" if block.text.strip() else ""
            yield " — ".join(filter(None, (said, "".join(map(_text, block.source)))))
        case Table():
            yield from (" · ".join("".join(map(_text, cell)) for cell in row) for row in block.rows)
        case Picture():
            yield f"[{block.alt}] {''.join(map(_text, block.caption))}"
        case _:
            pass


def _size(block: Block) -> tuple[int, int]:
    """Return how many blocks and characters a block becomes; more than there is room for where a field is too long."""
    made = list(_block(block, 0))
    fields = (field["text"] for one in made for field in one.get("fields", ()))
    too_long = any(length(text) > _FIELD for text in fields)
    return VIEW_BLOCKS + 1 if too_long else len(made), sum(map(_characters, made))


def _characters(made: Any) -> int:
    """Return how many characters Slack counts in a block: everything that is shown, and addresses."""
    if isinstance(made, Mapping):
        own = sum(length(value) for key, value in made.items() if key in _SHOWN and isinstance(value, str))
        return own + sum(_characters(value) for value in made.values())
    return sum(map(_characters, made)) if isinstance(made, list) else 0


_SHOWN = frozenset({"text", "url", "alt_text", "image_url"})
_ROOM = Room(_size, (BLOCKS, TEXT), _LONGEST)
