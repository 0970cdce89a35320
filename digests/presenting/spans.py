"""The small pieces that every document is made of: citations, quotes, counts."""

import re
from collections.abc import Iterable, Sequence

from digests.model.document import Quotation, Span
from digests.model.story import Citation, StoryQuote

# The comma with which a quote leads over to its attribution is no part of what was said.
_JOINING_COMMA = re.compile(r",(?=” “|$)")


def plain(text: str) -> Span:
    """Return a span of plain text."""
    return Span(text=text)


def cited(citations: Sequence[Citation]) -> tuple[Span, ...]:
    """Return the citations in brackets: each outlet once, linked, with the numbers of the sentences cited from 1."""
    sentences: dict[tuple[str, str | None], list[int]] = {}
    for citation in citations:
        sentences.setdefault((citation.outlet, citation.url), []).append(citation.sentence + 1)
    spans: list[Span] = []
    for (outlet, url), numbers in sentences.items():
        label = f"{outlet} {', '.join(map(str, sorted(set(numbers))))}"
        spans += [Span(text="; " if spans else "[", style="faint"), Span(text=label, style="faint", url=url)]
    return (*spans, Span(text="]", style="faint")) if spans else ()


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return the number with its noun in the right form: "1 story", "3 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return the words as a list in a sentence: "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def quotation(quote: StoryQuote) -> Quotation:
    """Return a quote with its speaker and role, its citations, and the outlets that clipped or altered it."""
    source = [Span(text=quote.speaker or quote.speaker_as_written or "speaker not named", style="strong")]
    if quote.role:
        source.append(plain(f", {quote.role}"))
    source += [plain(" "), *cited(quote.citations)]
    for alteration in ("clipped", "altered"):
        outlets = dict.fromkeys(v.citation.outlet for v in quote.variants if v.alteration == alteration)
        if outlets:
            source.append(Span(text=f" {alteration} by {listed(outlets)}", style="faint"))
    return Quotation(text=_JOINING_COMMA.sub("", quote.text), source=tuple(source))
