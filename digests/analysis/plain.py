"""What is found in an article of a language without rules: quotes and figures that need no word to be told.

Fewer are found than in English, and less is said of them: no speaker, nothing that is counted, no "more than". What
marks and digits alone cannot tell is left out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from digests.analysis.unit_names import PREFIXES
from digests.model.article import Extent, Figure, Part, Quote, Sentence

# The pairs of marks that languages quote with; between them is no mark of the same kind.
_QUOTATION = re.compile(
    r"""
    „([^„“”]+)[“”] | “([^“”]+)” | ”([^“”]+)” | «([^«»]+)» | »([^«»]+)« | "([^"]+)" | 「([^「」]+)」 | 『([^『』]+)』
    """,
    re.VERBOSE,
)
# What stands before spoken words: nothing, the end of a sentence, a colon, a dash.
_OPENING = re.compile(r"(?:^|[.!?…:։។。！？：؟।]|[—–-])\s*$")
# How they end: with a stop inside the marks, or with a comma or dash behind them.
_ENDED = re.compile(r"[.,!?…。、！？؟।]$")
_GOES_ON = re.compile(r"\s?[,،，、—–-]")
_WORDS = 4  # that are no title and no manner of speaking
_CHARACTERS = 12  # as many as those, in a script without spaces

# Signs that mean the same everywhere, behind the digits; not "$", "¥" and "kr", which are several currencies each, and
# no sign before the digits, as a word of scale may follow those ("€4 Mio.").
_SIGNS = {sign: PREFIXES[sign] for sign in "€£₹₽₩₺₫₴"} | dict.fromkeys("%٪％", "percent")
_SPACER = re.compile(r"[\s'’]")  # between thousands, in whatever language
_NUMBER = r"(?:\d{1,3}(?:[.,'’\s]\d{3}){1,5}|\d{1,15})(?:[.,٫]\d{1,4})?"
# No letter may touch it, but those of the scripts that put no space between words.
_LETTER = r"0-9A-Za-z\u00c0-\u1fff"
_FIGURE = re.compile(
    rf"(?<![{_LETTER}_.,'’/–—-])(?<!\d\s)(?P<number>{_NUMBER})\s?(?P<sign>[{''.join(_SIGNS)}])(?![{_LETTER}])"
)


def quotes(text: str, parts: Sequence[Part], sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """Return the whole utterances in quotation marks, four words or more each, without a speaker.

    Args:
        text: The article's text, which all offsets count in.
        parts: Its parts; those that narrate are read.
        sentences: Its sentences, in order.
    """
    return tuple(
        _quote(text, start, end, index)
        for index, sentence in enumerate(sentences)
        if parts[sentence.part].narrates
        for start, end in _spoken(text, sentence)
    )


def _spoken(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where the utterances begin and end that open in a sentence and end with it or before."""
    for match in _QUOTATION.finditer(text, sentence.start, sentence.end):
        inner = match[match.lastindex or 0]
        words = inner.strip()
        if len(words.split()) < _WORDS and (words.isascii() or len(words) < _CHARACTERS or " " in words):
            continue
        if not _OPENING.search(text[max(sentence.start, match.start() - 3) : match.start()]):
            continue
        if _ENDED.search(words) or _GOES_ON.match(text, match.end()):
            start = match.start() + 1 + len(inner) - len(inner.lstrip())
            yield start, start + len(words)


def _quote(text: str, start: int, end: int, sentence: int) -> Quote:
    words = Extent(text=text[start:end], start=start, end=end)
    return Quote(text=words.text, start=start, end=end, pieces=(words,), kind="direct", sentence=sentence)


def figures(parts: Sequence[Part], sentences: Sequence[Sentence], language: str) -> tuple[Figure, ...]:
    """Return the numbers in digits that have a sign for percent or a currency behind them.

    Args:
        parts: The article's parts; those that narrate are read.
        sentences: Its sentences, in order.
        language: ISO 639-1 code: it says whether "1.234" is a thousand or one. Numbers that it does not write so are
            left out.
    """
    return tuple(
        figure
        for index, sentence in enumerate(sentences)
        if parts[sentence.part].narrates
        for figure in _figures(sentence, index, language)
    )


def _figures(sentence: Sentence, index: int, language: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(sentence.text):
        value = _value(match["number"], language)
        if value is not None:
            yield Figure(
                text=match[0],
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
                value=value,
                unit=_SIGNS[match["sign"]],
                sentence=index,
            )


def _value(digits: str, language: str) -> float | None:
    from babel.numbers import NumberFormatError, parse_decimal

    locale = _locale(language)
    if locale is None:
        return None
    try:
        return float(parse_decimal(_SPACER.sub("", digits), locale=locale, strict=True))
    except NumberFormatError:
        return None


@cache
def _locale(language: str) -> str | None:
    """The language as Babel knows it, None if it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None
