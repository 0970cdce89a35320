"""Finds who is quoted with which words."""

import sys
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from digests.analysis import attribution, marks, reported, utterances
from digests.analysis.attribution import Attribution
from digests.analysis.layout import Layout
from digests.analysis.marks import Quotation
from digests.analysis.names import Named
from digests.analysis.speakers import Speaker, Speakers
from digests.analysis.utterances import Piece
from digests.model.article import Part, Quote, Sentence

_OVERLAP = 3  # characters behind a quotation: a sentence that begins within them was cut off from it
_NOWHERE = (sys.maxsize, sys.maxsize)
_STOPS = ".!?"
_ENDS = _STOPS + ",…—–-"  # what a quotation ends with if its attribution may follow
_GOES_ON = (",", "—", "–", "―")  # the same behind its closing mark
_INNER = " \u00a0'’‘\"”"  # marks of an inner quotation that end where the outer one does


def find(text: str, parts: tuple[Part, ...], sentences: tuple[Sentence, ...], named: Named) -> tuple[Quote, ...]:
    """Return the quotes of an article in order; they do not overlap.

    Args:
        text: The article's text.
        parts: Its parts; only those that narrate are read.
        sentences: Its sentences.
        named: Its names, to resolve the speakers with.
    """
    layout = Layout(text, sentences)
    quotations = list(marks.find(text))
    single = all(quotation.single for quotation in quotations)
    reader = _Reader(layout, Speakers(layout, named, quotations), single=single)
    pieces: list[Piece] = []
    indirect: list[Quote] = []
    for part, group, lines in _by_part(parts, quotations, sentences):
        said = reader.read(part, group)
        pieces += said
        indirect += reader.reported(part, said, lines)
    return tuple(sorted([*utterances.join(layout, pieces), *indirect], key=lambda quote: quote.start))


def _by_part(
    parts: tuple[Part, ...], quotations: list[Quotation], sentences: tuple[Sentence, ...]
) -> Iterator[tuple[Part, list[Quotation], tuple[Sentence, ...]]]:
    """Yield each part with the quotations and the sentences that begin in it."""
    low = first = 0
    for part in parts:
        high = bisect_left(quotations, (part.end,), low)
        last = first
        while last < len(sentences) and sentences[last].start < part.end:
            last += 1
        yield part, quotations[low:high], sentences[first:last]
        low, first = high, last


class _Reader:
    """Goes through the parts of one article and attributes their quotations."""

    def __init__(self, layout: Layout, speakers: Speakers, *, single: bool) -> None:
        self._single = single
        self._text, self._layout, self._speakers = layout.text, layout, speakers
        self._before: tuple[Part, Piece | None] | None = None

    def read(self, part: Part, quotations: list[Quotation]) -> list[Piece]:
        """Attribute the quotations of the next part; a heading cuts them off from what was said before it."""
        if part.kind == "heading":
            self._before = None
        if not part.narrates:
            return []
        group: list[Piece] = []
        for index, quotation in enumerate(quotations):
            high = quotations[index + 1].left if index + 1 < len(quotations) else part.end
            group.append(self._attributed(quotation, part.start, high, group))
        self._carry(group)
        said = [
            piece
            for piece in group
            if not utterances.is_figurative(self._text, piece)
            and (self._single or piece.attribution or not piece.quotation.single)
        ]
        self._before = (part, said[-1] if said else None)
        return said

    def reported(self, part: Part, said: list[Piece], sentences: tuple[Sentence, ...]) -> Iterator[Quote]:
        """Yield the reported speech of a part's sentences, those left out in which somebody is quoted."""
        if not part.narrates:
            return
        spans = iter([(piece.quotation.left, piece.quotation.right) for piece in said])
        left, right = next(spans, _NOWHERE)
        for sentence in sentences:
            while right + _OVERLAP <= sentence.start:
                left, right = next(spans, _NOWHERE)
            if left >= sentence.end and (found := reported.find(self._text, sentence.start, sentence.end)):
                yield utterances.indirect(self._layout, found, self._speakers.who(found.by.start, found.by.end))

    def _carry(self, group: list[Piece]) -> None:
        """Give the quotations without an attribution the speaker of the one behind or, failing that, before them."""
        for piece, following in reversed(list(pairwise(group))):
            between = self._text[piece.quotation.right : following.quotation.left]
            if piece.begins and piece.speaker is None and not between.strip():
                piece.speaker = following.speaker
        for index, piece in enumerate(group):
            if piece.speaker is None and piece.begins and index:
                piece.speaker = group[index - 1].speaker
            elif piece.speaker is None and piece.begins:
                piece.speaker, piece.cue = self._announced()

    def _attributed(self, quotation: Quotation, low: int, high: int, group: list[Piece]) -> Piece:
        text = self._text
        earlier = group[-1] if group else None
        if earlier:
            attributed = earlier.attribution.stop if earlier.attribution and earlier.behind else 0
            low = min(max(earlier.quotation.right, attributed), quotation.left)
        start = max(low, self._layout.sentence_start(quotation.left))
        lead = text[start : quotation.left].strip(" \u00a0—–-,•")
        piece = Piece(quotation, not lead or (lead[-1] in ".!?" and text[quotation.start].isupper()))
        before = attribution.preceding(text, start, quotation.left)
        if before and before.adjacent:
            return self._with(piece, before, group)
        end = self._layout.sentence_end(quotation.right, high)
        last = (text[quotation.start : quotation.end].rstrip(_INNER) or ".")[-1]
        rest = text[quotation.right : quotation.right + 3].lstrip()
        behind = None
        if piece.begins or last in _ENDS or rest.startswith(_GOES_ON):
            ended = last == "." and not rest.startswith(",")
            behind = attribution.following(text, quotation.right, end, ended=ended)
        piece.behind = behind is not None
        if not behind and last not in _STOPS and not (before and before.reports):
            behind = attribution.tail(text, quotation.right, end)
        return self._with(piece, behind or before, group)

    def _with(self, piece: Piece, chosen: Attribution | None, group: list[Piece]) -> Piece:
        """Fill in the speaker; an attribution without one means the speaker of the sentence so far."""
        sentence = self._layout.sentence_start
        same = group and sentence(group[-1].quotation.left) == sentence(piece.quotation.left)
        if chosen and chosen.subject == "named":
            piece.speaker = self._speakers.who(chosen.start, chosen.end)
        elif chosen and chosen.subject == "same":
            earlier = group[-1].speaker if group else None
            piece.speaker = earlier or self._speakers.first(sentence(piece.quotation.left), piece.quotation.left)
        elif not chosen and same and not piece.begins:
            piece.speaker = group[-1].speaker
        piece.attribution, piece.cue = chosen, chosen.cue if chosen else None
        return piece

    def _announced(self) -> tuple[Speaker | None, str | None]:
        """Who speaks, and by which cue, in a quotation that opens a part: whoever spoke or was announced before."""
        if not self._before:
            return None, None
        part, last = self._before
        start = max(self._layout.sentence_start(part.end - 1), last.quotation.right if last else part.start)
        announced = part.text.endswith(":")
        if last and last.speaker and not announced and start <= last.quotation.right:
            return last.speaker, None
        chosen = attribution.preceding(self._text, start, part.end)
        if chosen and chosen.subject == "named":
            return self._speakers.who(chosen.start, chosen.end), chosen.cue if announced else None
        if announced:
            return self._speakers.first(start, part.end), None
        return last.speaker if last else None, None
