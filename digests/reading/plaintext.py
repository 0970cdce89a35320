"""A plain-text dump of an article, or the text of a record, to an Article; nothing of it is lost without a trace."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import cast, get_args

import sentencex

from digests.model.article import Article, Furniture, FurnitureReason, Part, PartKind, Published
from digests.reading import blocks, body, captions, corrections, embeds, fields, furniture, header
from digests.reading.facts import Facts
from digests.reading.language import language
from digests.reading.lines import Line, split
from digests.reading.unreadable import Unreadable

# Kinds of part that a stand-in for a headline is taken from, the best first.
_STAND_IN = ("paragraph", "heading", "bullet", "caption", "embed", "correction")
_BETWEEN = "\n\n"  # the parts in the text
_SENTENCE = 20_000  # characters in which the first sentence ends
_FEWEST_OF_PAGE = 2  # lines of furniture that show a text to be copied from a page
_KINDS = get_args(PartKind)
_REASONS = get_args(FurnitureReason)


def article(text: str, facts: Facts, zone: tzinfo) -> Article:
    """Return the article of a raw text, its parts typed and its furniture set aside.

    Args:
        text: The text with its line breaks; it may be empty where the headline is known.
        facts: What is known already; it is completed with what the text says.
        zone: The zone of times that name none.

    Raises:
        Unreadable: If nothing in the text is an article.
    """
    lines = split(text)
    return article_of(lines, facts, zone) if lines or not facts.headline else _assembled([], facts)


def bare(text: str, facts: Facts, zone: tzinfo) -> Article:
    """Return the article of a record that says nothing but its text: all of it, unless lines show it to be a page's.

    Raises:
        Unreadable: If nothing in the text is an article.
    """
    lines = split(text)
    made = sum(furniture.reason(line.text) is not None for line in lines)
    if made >= _FEWEST_OF_PAGE or made == len(lines):
        return article_of(lines, facts, zone)
    body.label(lines)
    return _assembled(lines, facts)


def article_of(lines: list[Line], facts: Facts, zone: tzinfo) -> Article:
    """Return the article of lines, some of which may be labelled already; raises Unreadable if there is none."""
    lines = fields.split(lines, facts, zone)
    for line in lines:
        line.label = line.label or furniture.reason(line.text)
    lines = captions.mark(embeds.mark(lines))
    corrections.mark(lines)
    start = header.read(lines, facts, zone)
    blocks.mark(lines, start, facts)
    lines = body.mark(lines, facts)
    _need_text(lines, facts)
    return _assembled(lines, facts)


def _need_text(lines: list[Line], facts: Facts) -> None:
    """Make sure that there is a part or a given headline; a headline that stands alone in a text is the text."""
    if any(line.label in _KINDS for line in lines):
        return
    for line in lines:
        if line.label == "headline":
            line.label, facts.headline = "paragraph", None
        elif line.label == "deck":
            line.label, facts.deck = "paragraph", None
    given = facts.headline is not None and facts.headline_from == "record"
    if not given and not any(line.label in _KINDS for line in lines):
        raise Unreadable("has no article text")


def _parts(lines: list[Line]) -> Iterator[Part]:
    start = 0
    for line in lines:
        if line.label in _KINDS and line.text:
            yield Part(kind=cast(PartKind, line.label), text=line.text, start=start)
            start += len(line.text) + len(_BETWEEN)


def _assembled(lines: list[Line], facts: Facts) -> Article:
    parts = tuple(_parts(lines))
    text = _BETWEEN.join(part.text for part in parts)
    set_aside = [line for line in lines if line.label in _REASONS and line.text]
    return Article(
        id=facts.id,
        headline=facts.headline or _first_sentence(parts),
        headline_from=facts.headline_from if facts.headline else "first sentence",
        deck=facts.deck,
        outlet=facts.outlet or facts.agency,
        agency=facts.agency,
        authors=facts.authors,
        place=facts.place,
        url=facts.url,
        language=language(f"{facts.headline or ''}\n{text}", facts.language),
        tags=facts.tags,
        published=facts.published or facts.updated or Published(),
        updated=facts.updated,
        text=text,
        parts=parts,
        furniture=tuple(Furniture(text=line.text, reason=cast(FurnitureReason, line.label)) for line in set_aside),
    )


def _first_sentence(parts: tuple[Part, ...]) -> str:
    own = next((part for kind in _STAND_IN for part in parts if part.kind == kind), parts[0])
    sentences: list[str] = sentencex.segment("en", own.text[:_SENTENCE])
    return next((sentence.strip() for sentence in sentences if sentence.strip()), own.text)
