"""Makes utterances of attributed quotations: which pieces are one, which are no speech, and of what kind they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digests.analysis.attribution import Attribution
from digests.analysis.layout import Layout
from digests.analysis.marks import Quotation
from digests.analysis.reported import Reported
from digests.analysis.speakers import Speaker
from digests.model.article import Extent, Quote, QuoteKind

_SCARE = 3  # words in quotation marks that are a manner of speaking when nobody is said to have spoken
_WORD = re.compile(r"\w[\w’'-]*")
_SMALL = frozenset("a an and as at but by for from in into is of on or the to with vs".split())
# Words right before a quotation that give a name or a title; the first of them always set off a manner of speaking.
_NAMED = re.compile(
    r"(?:\b(?P<merely>so-called|self-described|(?:is|are|was|were|been|being)\scalled|known\sas)"
    r"|\b(?:called|titled|entitled|named|dubbed|headlined))\s$"
)
_REACH = 20
_NOBODY = Speaker(None, None, None)


@dataclass
class Piece:
    """A quotation with what was learnt about it.

    `begins`: it opens its sentence, or goes on with it right behind the attribution of the piece before. `attribution`
    is its own, read from the words beside it; `behind` says that those follow it.
    """

    quotation: Quotation
    begins: bool
    attribution: Attribution | None = None
    behind: bool = False
    speaker: Speaker | None = None
    cue: str | None = None

    @property
    def adjacent(self) -> bool:
        """Whether its cue stands right before it."""
        return bool(self.attribution and self.attribution.adjacent)

    @property
    def said(self) -> bool:
        """Whether its own cue is one of speech."""
        return bool(self.attribution and self.attribution.reports)


def is_figurative(text: str, piece: Piece) -> bool:
    """Whether the marks set off a manner of speaking or the title of a work and not what somebody said."""
    start, end = piece.quotation.start, piece.quotation.end
    words = _WORD.findall(text, start, end)
    stopped = text[end - 1] in ".!?…"
    titled = all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)
    if named := _NAMED.search(text, max(0, piece.quotation.left - _REACH), piece.quotation.left):
        return titled or named["merely"] is not None
    if piece.begins:
        return not stopped and not piece.attribution and (titled or len(words) <= _SCARE)
    if piece.adjacent:
        return False
    if titled and len(words) > 1 and text[end - 1] not in "!?":
        return True
    if piece.cue and (stopped or (piece.said and len(words) == 1)):
        return False
    return titled or (len(words) <= _SCARE and not piece.said) or (piece.cue is None and piece.speaker is None)


def join(layout: Layout, pieces: Iterable[Piece]) -> Iterator[Quote]:
    """Yield the quotes that the pieces of one article make up, in order."""
    utterance: list[Piece] = []
    for piece in pieces:
        if utterance and not _go_on(layout, utterance[-1], piece):
            yield _quote(layout, utterance)
            utterance = []
        utterance.append(piece)
    if utterance:
        yield _quote(layout, utterance)


def _go_on(layout: Layout, earlier: Piece, later: Piece) -> bool:
    """Whether the later piece goes on with the utterance of the earlier one.

    It does if it has no attribution of another speaker and nothing stands between them, if the earlier was not closed
    at the end of its paragraph, or if the words between are in one sentence and do nothing but attribute the earlier.
    """
    gap = layout.text[earlier.quotation.right : later.quotation.left]
    if not earlier.quotation.closed:
        return not gap.strip()
    if earlier.attribution and later.attribution:
        return False
    if not gap.strip():
        return "\n" not in gap
    if not earlier.behind:
        return False
    direct = _kind(layout.text, earlier) == _kind(layout.text, later) == "direct"
    return direct and layout.sentence_end(earlier.quotation.right, later.quotation.left) == later.quotation.left


def _quote(layout: Layout, utterance: list[Piece]) -> Quote:
    text = layout.text
    start, end = utterance[0].quotation.start, utterance[-1].quotation.end
    speaker = next((piece.speaker for piece in utterance if piece.speaker), _NOBODY)
    spans = [(piece.quotation.start, piece.quotation.end) for piece in utterance]
    return Quote(
        text=text[start:end],
        start=start,
        end=end,
        pieces=tuple(Extent(text=text[first:last], start=first, end=last) for first, last in spans),
        speaker=speaker.name,
        speaker_as_written=speaker.as_written,
        role=speaker.role,
        cue=next((piece.cue for piece in utterance if piece.cue), None),
        kind=_kind(text, utterance[0]),
        sentence=layout.sentence_at(start),
    )


def indirect(layout: Layout, found: Reported, speaker: Speaker) -> Quote:
    """Return the quote that a reported clause makes."""
    clause = Extent(text=layout.text[found.start : found.end], start=found.start, end=found.end)
    return Quote(
        text=clause.text,
        start=clause.start,
        end=clause.end,
        pieces=(clause,),
        speaker=speaker.name,
        speaker_as_written=speaker.as_written,
        role=speaker.role,
        cue=found.by.cue,
        kind="indirect",
        sentence=layout.sentence_at(clause.start),
    )


def _kind(text: str, piece: Piece) -> QuoteKind:
    quotation = piece.quotation
    before = text[max(0, quotation.left - 3) : quotation.left].rstrip()
    whole = text[quotation.start].isupper() and text[quotation.end - 1] in ".!?…,"
    return "direct" if piece.begins or not before or before[-1] in ",:;" or whole else "mixed"
