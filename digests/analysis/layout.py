"""An article's text with where its sentences begin."""

from bisect import bisect_left, bisect_right

from digests.analysis import subjects
from digests.model.article import Sentence

_OVERLAP = 3  # characters behind a quotation: a sentence that begins within them was cut off from it


class Layout:
    """The text of one article and the starts of its sentences, asked by offset."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...]) -> None:
        self.text = text
        self._starts = [sentence.start for sentence in sentences]

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that a place is in; 0 before the first."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def sentence_start(self, place: int) -> int:
        """Return where the sentence begins that a place is in."""
        index = bisect_right(self._starts, place) - 1
        return self._starts[index] if index >= 0 else 0

    def sentence_end(self, place: int, high: int) -> int:
        """Return where the sentence ends that goes on behind a quotation, at `high` at the latest.

        Words that were cut off as a sentence right behind the quotation are taken with it, and the stop of an
        abbreviation ends nothing.
        """
        index = bisect_left(self._starts, place + _OVERLAP)
        while index < len(self._starts) and self._starts[index] < high:
            start = self._starts[index]
            if not subjects.abbreviated(self.text[max(place, start - 8) : start].rstrip().rpartition(" ")[2]):
                return start
            index += 1
        return high
