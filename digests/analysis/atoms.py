"""The pieces that numbers are made of: groups of digits, and the words for small numbers, scales and fractions."""

import re
import sys
from bisect import bisect_right
from typing import Literal, NamedTuple

from digests.analysis import lookups

Kind = Literal["digits", "complete", "word", "scale", "vague", "part", "point"]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {"nought": 0.0, "naught": 0.0}
)
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9,
    "trillion": 1e12, "bn": 1e9, "bln": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "tln": 1e12,
}  # fmt: skip
# Letters for a scale behind digits. A lone "m" may be metres and is left to the caller.
_SUFFIXES = {
    "k": 1e3, "K": 1e3, "M": 1e6, "MM": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "b": 1e9, "B": 1e9, "bn": 1e9,
    "BN": 1e9, "Bn": 1e9, "bln": 1e9, "tn": 1e12, "TN": 1e12, "tln": 1e12, "T": 1e12,
}  # fmt: skip
_PARTS = {
    "half": 2.0, "halve": 2.0, "quarter": 4.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0, "seventh": 7.0,
    "eighth": 8.0, "ninth": 9.0, "tenth": 10.0, "twelfth": 12.0, "sixteenth": 16.0, "twentieth": 20.0,
    "hundredth": 1e2, "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12,
}  # fmt: skip
# Amounts that say only how many digits there are.
_VAGUE = {"tens": 10.0, "scores": 20.0} | {
    f"{word}s": _SCALES[word] for word in ("dozen", "hundred", "thousand", "million", "billion", "trillion")
}
_GLYPHS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip

_GLYPH = "".join(_GLYPHS)
# What every number in digits has.
_DIGIT = re.compile(rf"[\d{_GLYPH}]")
_NUMBER = re.compile(
    rf"""
      (?: (?<!\w) | (?<=\b[A-Z]{{3}}) )                      # a code may be written on: USD50
      (?: (?<![A-Za-z][-−]) | (?<=illion-) ) (?<!\d[.,:/]) (?<!\#)     # no number in SCP-173, none in the tail of one
      (?:
        (?: (?P<comma> \d{{1,3}}(?:\.\d{{3}}){{1,6}},\d{{1,20}}+ | \d{{1,3}},\d{{1,2}}(?![\d,]) )  # 1.250,50  5,00
          | (?P<stop>
                (?: \d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)                                         # 12,500
                  | \d{{1,2}}(?:,\d{{2}}){{1,6}},\d{{3}}(?!\d)                                 # 12,34,500
                  | \d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,6}}(?![\d,])                      # 12 500
                  | \d{{1,20}}+(?!\d) ) (?:\.\d{{1,20}}+)?                                     # 7  7.5
              | \.\d{{1,20}}+ )
        )
        (?: e(?P<exponent>[+-]?\d{{1,2}}) | \s?[x×]\s?(?P<base>10(?=\^|[+−-])|2(?=\^))\^?(?P<power>[+−-]?\d{{1,2}}) )?
        (?: \s?(?P<glyph>[{_GLYPH}]) | (?:\s{{1,2}}(?P<numerator>\d{{1,3}}))?/(?P<denominator>\d{{1,3}})(?![\d/]) )?
        (?: [ \u00a0]?(?P<suffix>{"|".join(sorted(_SUFFIXES, key=len, reverse=True))})(?!\w|&\w) )?
      | (?P<lone>[{_GLYPH}])
      )
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(r"[^\d.]")


class Atom(NamedTuple):
    """A piece of a number at `start` to `end` of a text; `complete` ones take no scale word or fraction any more."""

    start: int
    end: int
    kind: Kind
    value: float
    plural: bool = False
    scale: float = 1.0


def _named() -> dict[str, tuple[Kind, float, bool]]:
    """Each word that is part of a number, to its kind, its value and whether it is a plural."""
    parts = {f"{word}s": value for word, value in _PARTS.items()}
    return (
        {word: ("word", value, False) for word, value in _WORDS.items()}
        | {word: ("scale", value, False) for word, value in _SCALES.items()}
        | {word: ("vague", value, True) for word, value in _VAGUE.items()}
        | {word: ("part", value, False) for word, value in _PARTS.items()}
        | {word: ("part", value, True) for word, value in parts.items()}
        | {"point": ("point", 0.0, False)}
    )


_NAMED = _named()


_WORDS_OF_NUMBERS = _NAMED.keys()


def find(text: str) -> list[Atom]:
    """Return the pieces of numbers in a text from left to right."""
    digits = _in_digits(text)
    words = [Atom(start, start + len(word), *_NAMED[word]) for start, word in lookups.words(text, _WORDS_OF_NUMBERS)]
    if not digits or not words:
        return digits or words
    spans = [(atom.start, atom.end) for atom in digits]
    own = [atom for atom in words if not _within(atom.start, spans)]  # the suffix of "12 bn" is the number's
    return sorted([*digits, *own])


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which are sorted."""
    before = bisect_right(spans, (place, sys.maxsize)) - 1
    return before >= 0 and place < spans[before][1]


def _in_digits(text: str) -> list[Atom]:
    found: list[Atom] = []
    digit = _DIGIT.search(text)
    while digit:
        start = digit.start()
        match = _NUMBER.match(text, start - 1) if text.startswith(".", start - 1) else None
        match = match or _NUMBER.match(text, start)
        end = match.end() if match else digit.end()
        if match and (match["denominator"] is None or int(match["denominator"])):
            complete = match["suffix"] or match["exponent"] or match["power"]
            scale = _SUFFIXES.get(match["suffix"] or "", 1.0)
            kind: Kind = "complete" if complete else "digits"
            found.append(Atom(match.start(), end, kind, _worth(match) * scale, scale=scale))
        digit = _DIGIT.search(text, end)
    return found


def _worth(match: re.Match[str]) -> float:
    """The value of a match that has digits."""
    if match["lone"]:
        return _GLYPHS[match["lone"]]
    digits = match["stop"] or match["comma"].replace(".", "").replace(",", ".")
    value = float(digits if digits.isdecimal() else _SEPARATOR.sub("", digits))
    if exponent := match["exponent"] or match["power"]:
        value *= float(match["base"] or 10) ** int(exponent.replace("−", "-"))
    if match["glyph"]:
        value += _GLYPHS[match["glyph"]]
    elif match["numerator"]:
        value += int(match["numerator"]) / int(match["denominator"])
    elif match["denominator"]:
        value /= int(match["denominator"])
    return value
