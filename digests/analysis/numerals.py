"""Finds numbers in English text, in digits or spelled out, and says what they are worth.

Digits may be grouped ("12,500", "12 500"), have decimals, an exponent, a fraction ("2 1/2", "½") and a scale ("1.2bn",
"3 million"); words are put together as they are spoken ("two hundred and six thousand", "five and a half million",
"two-thirds", "half a dozen"). Ordinals are no numbers here; what is meant by a number is not asked.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from digests.analysis import atoms
from digests.analysis.atoms import Atom

_TEN, _DOZEN, _SCORE, _HUNDRED = 10.0, 12.0, 20.0, 100.0
_LEAST_OF_VAGUE = 2  # "dozens" are two dozen at least

_LONGEST_GAP = 10  # characters between the atoms of one number, or before it for its sign
_PLAIN = re.compile(r"\s+|\s?-\s?")
_AND = re.compile(r"\s+(?:and|&)\s+")
_COMMA = re.compile(r",\s")
_OF = re.compile(r"\s+of\s+")
_AND_A = re.compile(r"[\s-]+and[\s-]+an?[\s-]+")
_A = re.compile(r"\s+(?:of\s+)?an?\s+|[\s-]+")  # half a million, two thirds of a million, half-dozen
_ARTICLE = re.compile(r"\b[Aa]n?\s+$")
_MINUS = re.compile(r"(?:^|(?<=\D\s)|(?<=[(\[]))[-−]$|(?<!\bplus\sor\s)\b(?:minus|negative)\s+$", re.IGNORECASE)
_NEGATIVE = tuple("- − minus Minus negative Negative".split())
# Behind these a "half" is a stretch of time, a bank or a player.
_NAMED_HALF = re.compile(
    r"\b(?:first|second|other|latter|last|final|each|either|opening|better|the)[\s-]$", re.IGNORECASE
)
# What may follow a fraction; a noun right behind "third" makes it an ordinal ("a third man").
_AFTER_PART = re.compile(
    r"\s+(?:of|more|less|as|higher|lower|to|in|from|since|compared|on|the|its|their|his|her|per|and\s(?!final|last))\b"
    r"|\s*$|\s?[.,;:!?)…\"”]"
)


class Numeral(NamedTuple):
    """A number at `start` to `end` of a text.

    `scale` is that of its scale word or letter, 1 without; `vague` marks a lower bound ("dozens"), `spelled` a number
    without digits, `part` a fraction in words.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    vague: bool = False
    spelled: bool = False
    part: bool = False


def find(text: str) -> Iterator[Numeral]:
    """Yield the numbers in a text from left to right."""
    pieces = atoms.find(text)
    place, last = 0, len(pieces) - 1
    while place <= last:
        piece = pieces[place]
        alone = place == last or pieces[place + 1].start - piece.end > _LONGEST_GAP
        if alone and piece.kind in ("digits", "complete"):
            yield _signed(text, Numeral(piece.start, piece.end, piece.value, piece.scale))
            place += 1
            continue
        reader = _Reader(text, pieces, place)
        numeral = reader.read()
        place = max(reader.place, place + 1)
        if numeral:
            yield numeral


def _signed(text: str, number: Numeral) -> Numeral:
    """The number with the sign or word before it that makes it negative, if there is one."""
    reach = max(0, number.start - _LONGEST_GAP)
    if not text[reach : number.start].rstrip().endswith(_NEGATIVE):
        return number
    minus = _MINUS.search(text, reach, number.start)
    return number._replace(start=minus.start(), value=-number.value) if minus else number


class _Reader:
    """Reads one number off a list of atoms, as far as they belong together; `place` is the atom behind it."""

    def __init__(self, text: str, pieces: list[Atom], place: int) -> None:
        self.text, self.pieces, self.place = text, pieces, place
        self.first = pieces[place]
        self.scale = 1.0

    def read(self) -> Numeral | None:
        """The number that begins at the first atom, or None if none does."""
        match self.first.kind:
            case "vague":
                return self._vague()
            case "part":
                return self._leading_part()
            case "point":
                return None
            case "complete":
                self.place, self.scale = self.place + 1, self.first.scale
                return self._made(self.first.value)
        if self.first.kind == "scale" and not self._counts_alone():
            return None
        value = self._point(self._cardinal())
        parted = self._part(value)
        return self._made(parted, part=parted != value and parted < 1)

    def _made(self, value: float, *, vague: bool = False, part: bool = False) -> Numeral:
        start, end = self.first.start, self.pieces[self.place - 1].end
        if self.first.kind in ("scale", "part") and (article := self._before(_ARTICLE, 4)):
            start = article.start()
        spelled = self.first.kind not in ("digits", "complete")
        return _signed(self.text, Numeral(start, end, value, self.scale, vague, spelled, part))

    def _before(self, pattern: re.Pattern[str], reach: int) -> re.Match[str] | None:
        return pattern.search(self.text, max(0, self.first.start - reach), self.first.start)

    def _gap(self, pattern: re.Pattern[str], place: int) -> bool:
        """Whether that pattern is all that stands between the atom at a place and the one before it."""
        return bool(pattern.fullmatch(self.text, self.pieces[place - 1].end, self.pieces[place].start))

    def _next(self, kind: str, gap: re.Pattern[str]) -> Atom | None:
        """The next atom, if it is of that kind and follows directly."""
        if self.place < len(self.pieces) and self.pieces[self.place].kind == kind and self._gap(gap, self.place):
            return self.pieces[self.place]
        return None

    def _counts_alone(self) -> bool:
        """Whether a scale word without a number before it counts: "a million", "hundred thousand"."""
        after = self.place + 1
        return bool(self._before(_ARTICLE, 4)) or (
            after < len(self.pieces) and self.pieces[after].kind == "scale" and self._gap(_PLAIN, after)
        )

    def _cardinal(self) -> float:
        """Put together the words and digits of a whole number: total so far, and the group that is being built."""
        total, group = (0.0, self.first.value) if self.first.kind != "scale" else self._scaled(0.0, 1.0, self.first)
        self.place += 1
        while self.place < len(self.pieces):
            piece = self.pieces[self.place]
            joined = self._gap(_PLAIN, self.place)
            if piece.kind in ("scale", "vague") and joined and (group or total):
                total, group = self._scaled(total, group, piece)
            elif piece.kind in ("word", "digits") and self._continues(piece, group, joined=joined):
                group += piece.value
            else:
                break
            self.place += 1
        return total + group

    def _scaled(self, total: float, group: float, piece: Atom) -> tuple[float, float]:
        if piece.value == _DOZEN:
            return total, group - group % _HUNDRED + (group % _HUNDRED) * _DOZEN
        if piece.value == _HUNDRED:
            return total, group * _HUNDRED
        if total and piece.value > self.scale:
            total, group = 0.0, total + group
        self.scale = piece.value
        return total + group * piece.value, 0.0

    def _continues(self, piece: Atom, group: float, *, joined: bool) -> bool:
        """Whether a word or digits add to the number: less than what the group so far leaves open."""
        if not joined and not self._gap(_AND, self.place) and not self._goes_on_behind_comma(piece):
            return False
        if piece.kind == "digits" and self.text[piece.start - 1] == "-":
            return False
        if (self.scale == 1 and group < 20) or (not joined and self._begins_part()):
            return False
        after = self.place + 1
        scaled = after < len(self.pieces) and self.pieces[after].kind == "scale" and self._gap(_PLAIN, after)
        if group == 0:
            return piece.value < self.scale and (piece.kind == "word" or joined)
        if group % _HUNDRED == 0:
            return piece.value < _HUNDRED and not (scaled and self.pieces[after].value == _HUNDRED)
        tens = group % _HUNDRED
        return joined and piece.kind == "word" and tens >= 20 and tens % 10 == 0 and 0 < piece.value < 10

    def _goes_on_behind_comma(self, piece: Atom) -> bool:
        """Whether words behind a comma belong to the number: "three million, two hundred and forty"."""
        after = self.place + 1
        hundreds = after < len(self.pieces) and self.pieces[after].value == _HUNDRED and self._gap(_PLAIN, after)
        return hundreds and piece.kind == "word" and self.scale > _HUNDRED and self._gap(_COMMA, self.place)

    def _begins_part(self) -> bool:
        """Whether the word at this place is the numerator of a fraction that is added: "... and three quarters"."""
        value = 0.0
        for place in range(self.place, min(self.place + 3, len(self.pieces))):
            piece = self.pieces[place]
            if place > self.place and not self._gap(_PLAIN, place):
                return False
            if piece.kind == "part":
                return 0 < value < piece.value
            value += piece.value
        return False

    def _point(self, value: float) -> float:
        """Add the decimals that are spelled out behind "point"."""
        if not self._next("point", _PLAIN):
            return value
        decimals, place = "", self.place + 1
        while place < len(self.pieces) and self.pieces[place].kind == "word" and self._gap(_PLAIN, place):
            number = int(self.pieces[place].value)
            tens = decimals and decimals[-1] == "0" and len(decimals) > 1 and 0 < number < 10
            decimals = decimals[:-1] + str(number) if tens else decimals + str(number)
            place += 1
        if not decimals:
            return value
        self.place = place
        return value + float(f"0.{decimals}")

    def _part(self, value: float) -> float:
        """Apply the fraction behind a whole number and its scale: "two-thirds", "five and a half million"."""
        if part := self._next("part", _PLAIN):
            if not self._is_part(part, value):
                return value
            self.place += 1
            return self._of_scale(value / part.value)
        added = self._added_part()
        if not added:
            return value
        if scale := self._next("scale", _PLAIN):
            self.place += 1
            return value * (1.0 if self.scale > scale.value else scale.value) + added * scale.value
        return value + added * self.scale

    def _added_part(self) -> float:
        """Read the fraction that "and" adds: "and a half", "and three quarters"; 0 if none is."""
        if part := self._next("part", _AND_A):
            self.place += 1
            return 1 / part.value
        if self.place == len(self.pieces) or not self._gap(_AND, self.place) or not self._begins_part():
            return 0.0
        numerator = 0.0
        while self.pieces[self.place].kind != "part":
            numerator += self.pieces[self.place].value
            self.place += 1
        self.place += 1
        return numerator / self.pieces[self.place - 1].value

    def _is_part(self, part: Atom, value: float) -> bool:
        behind = self.text[part.end : part.end + 1]
        if behind == "-" or (part.value == 4 and value == 2):  # third-graders; "two quarters" are half a year
            return False
        if part.plural:
            return True
        return value == 1 and bool(_AFTER_PART.match(self.text, part.end))

    def _of_scale(self, value: float) -> float:
        """Multiply a fraction by the scale it is of: "half a million", "two thirds of a million"."""
        if scale := self._next("scale", _A):
            self.place += 1
            self.scale = scale.value
            return value * scale.value
        return value

    def _leading_part(self) -> Numeral | None:
        """A fraction without a numerator: "half of", "a third of", "half a million"."""
        part, self.place = self.first, self.place + 1
        if part.plural:
            return None
        value = self._of_scale(1 / part.value)
        if value >= 1:
            return self._made(value)
        if self._before(_NAMED_HALF, 10) or self.text.startswith("-", part.end):
            return None
        if part.value == 2 or (self._before(_ARTICLE, 4) and _AFTER_PART.match(self.text, part.end)):
            return self._made(value, part=True)
        return None

    def _vague(self) -> Numeral | None:
        """An amount like "dozens" or "tens of thousands": two of them are the least that is meant."""
        value = self.first.value
        self.place += 1
        if piece := self._next("vague", _OF):
            value *= piece.value
            self.place += 1
        elif value == _TEN or (value == _SCORE and not _OF.match(self.text, self.first.end)):
            return None
        return self._made(value * _LEAST_OF_VAGUE, vague=True)
