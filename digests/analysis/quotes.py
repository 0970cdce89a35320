"""Finds who is quoted with which words: every uninterrupted stretch in quotation marks is one quote."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, pairwise

from digests.analysis import attribution, marks, subjects
from digests.analysis.attribution import Attribution
from digests.analysis.marks import Quotation
from digests.analysis.speakers import Speaker, Speakers
from digests.model.article import Name, Part, Quote, QuoteKind, Sentence

_SCARE = 3  # words in quotation marks that are a manner of speaking when nobody is said to have spoken
_WORD = re.compile(r"\w[\w’'-]*")
_SMALL = frozenset("a an and as at but by for from in into is of on or the to with vs".split())


@dataclass
class _Found:
    """A quotation with what was learnt about it.

    `begins`: it opens its sentence; `adjacent`: its cue stands right before it; `said`: its cue is one of speech.
    """

    quotation: Quotation
    begins: bool
    speaker: Speaker | None = None
    cue: str | None = None
    adjacent: bool = False
    said: bool = False


def find(
    text: str, parts: tuple[Part, ...], sentences: tuple[Sentence, ...], names: tuple[Name, ...]
) -> tuple[Quote, ...]:
    """Return the quotes of an article in order; they do not overlap.

    Args:
        text: The article's text.
        parts: Its parts; only those that narrate are read.
        sentences: Its sentences.
        names: Its names, to resolve the speakers with.
    """
    quotations = [list(marks.find(text, part.start, part.end)) if part.narrates else [] for part in parts]
    if not any(quotations):
        return ()
    speakers = Speakers(text, names, sentences, chain.from_iterable(quotations))
    reader = _Reader(text, sentences, speakers)
    for part, group in zip(parts, quotations, strict=True):
        reader.read(part, group)
    return tuple(reader.quotes)


class _Reader:
    """Goes through the parts of one article and attributes their quotations."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...], speakers: Speakers) -> None:
        self.quotes: list[Quote] = []
        self._text, self._speakers = text, speakers
        self._starts = [sentence.start for sentence in sentences]
        self._before: tuple[Part, _Found | None] | None = None

    def read(self, part: Part, quotations: list[Quotation]) -> None:
        """Attribute the quotations of the next part; a heading cuts them off from what was said before it."""
        if part.kind == "heading":
            self._before = None
        if not part.narrates:
            return
        group: list[_Found] = []
        for index, quotation in enumerate(quotations):
            low = group[-1].quotation.right if group else part.start
            high = quotations[index + 1].left if index + 1 < len(quotations) else part.end
            group.append(self._attributed(quotation, low, high, group))
        self._carry(group)
        said = [found for found in group if not self._is_figurative(found)]
        self.quotes.extend(map(self._quote, said))
        self._before = (part, said[-1] if said else None)

    def _carry(self, group: list[_Found]) -> None:
        """Give the quotations without an attribution the speaker of the one behind or, failing that, before them."""
        for found, following in reversed(list(pairwise(group))):
            between = self._text[found.quotation.right : following.quotation.left]
            if found.begins and found.speaker is None and not between.strip():
                found.speaker = following.speaker
        for index, found in enumerate(group):
            if found.speaker is None and found.begins and index:
                found.speaker = group[index - 1].speaker
            elif found.speaker is None and found.begins:
                found.speaker, found.cue = self._announced()

    def _attributed(self, quotation: Quotation, low: int, high: int, group: list[_Found]) -> _Found:
        text = self._text
        start = max(low, self._sentence_start(quotation.left))
        found = _Found(quotation, not text[start : quotation.left].strip(" \u00a0—–-,•"))
        before = attribution.preceding(text, start, quotation.left)
        if before and before.adjacent:
            return self._with(found, before, group, start)
        end = self._sentence_end(quotation.right, high)
        last = text[quotation.end - 1]
        ended = last == "." and not text[quotation.right : end].lstrip().startswith(",")
        behind = None
        if last in ",.!?…—–-" or text[quotation.right : end].lstrip().startswith((",", "—", "–", "―")) or found.begins:
            behind = attribution.following(text, quotation.right, end, ended=ended)
        if not behind and not (before and before.reports):
            behind = attribution.tail(text, quotation.right, end)
        return self._with(found, behind or before, group, start)

    def _with(self, found: _Found, chosen: Attribution | None, group: list[_Found], start: int) -> _Found:
        """Fill in the speaker; an attribution without one means the speaker of the sentence so far."""
        same = group and self._sentence_start(group[-1].quotation.left) == self._sentence_start(found.quotation.left)
        if chosen and chosen.subject == "named":
            found.speaker = self._speakers.who(chosen.start, chosen.end)
        elif chosen and chosen.subject == "same":
            found.speaker = group[-1].speaker if group else self._speakers.first(start, found.quotation.left)
        elif not chosen and same and not found.begins:
            found.speaker = group[-1].speaker
        found.cue = chosen.cue if chosen else None
        found.adjacent = bool(chosen and chosen.adjacent)
        found.said = bool(chosen and chosen.reports)
        return found

    def _announced(self) -> tuple[Speaker | None, str | None]:
        """Who speaks, and by which cue, in a quotation that opens a part: whoever spoke or was announced before."""
        if not self._before:
            return None, None
        part, last = self._before
        start = max(self._sentence_start(part.end - 1), last.quotation.right if last else part.start)
        announced = part.text.endswith(":")
        if last and last.speaker and not announced and start <= last.quotation.right:
            return last.speaker, None
        chosen = attribution.preceding(self._text, start, part.end)
        if chosen and chosen.subject == "named":
            return self._speakers.who(chosen.start, chosen.end), chosen.cue if announced else None
        if announced:
            return self._speakers.first(start, part.end), None
        return last.speaker if last else None, None

    def _sentence_start(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        return self._starts[index] if index >= 0 else 0

    def _sentence_end(self, place: int, high: int) -> int:
        """Where the sentence ends that goes on behind a quotation; one cut off right there is taken with it."""
        index = bisect_left(self._starts, place + 3)
        while index < len(self._starts) and self._starts[index] < high:
            start = self._starts[index]
            if not subjects.abbreviated(self._text[max(place, start - 8) : start].rstrip().rpartition(" ")[2]):
                return start
            index += 1
        return high

    def _is_figurative(self, found: _Found) -> bool:
        """Whether the marks set off a manner of speaking or a title of a work and not what somebody said."""
        if found.begins or found.adjacent:
            return False
        words = _WORD.findall(self._text, found.quotation.start, found.quotation.end)
        if found.cue and (self._text[found.quotation.end - 1] in ".!?" or (found.said and len(words) == 1)):
            return False
        titled = all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)
        return titled or (len(words) <= _SCARE and not found.said) or (found.cue is None and found.speaker is None)

    def _quote(self, found: _Found) -> Quote:
        start, end = found.quotation.start, found.quotation.end
        speaker = found.speaker or Speaker(None, None, None)
        return Quote(
            text=self._text[start:end],
            start=start,
            end=end,
            speaker=speaker.name,
            speaker_as_written=speaker.as_written,
            role=speaker.role,
            cue=found.cue,
            kind=self._kind(found),
            sentence=max(bisect_right(self._starts, start) - 1, 0),
        )

    def _kind(self, found: _Found) -> QuoteKind:
        text, quotation = self._text, found.quotation
        before = text[max(0, quotation.left - 3) : quotation.left].rstrip()
        whole = text[quotation.start].isupper() and text[quotation.end - 1] in ".!?…,"
        return "direct" if found.begins or not before or before[-1] in ",:;" or whole else "mixed"
