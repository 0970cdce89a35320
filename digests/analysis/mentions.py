"""Finds again, in the text, the forms of the names that an article uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from digests.analysis.namesakes import Form
from digests.analysis.runs import UPPER

_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(rf"\b[{UPPER}]\w*")
_LONGEST = 9  # words of a form
_REACH = 120  # characters of a form


def forms(names: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Map every form to the indices of the names that have it; several people may share a family name."""
    found: dict[str, tuple[int, ...]] = {}
    for index, variants in enumerate(names):
        for form in variants:
            if index not in found.get(form, ()):
                found[form] = (*found.get(form, ()), index)
    return found


def locate(text: str, known: Mapping[str, tuple[int, ...]]) -> Iterator[Form]:
    """Yield where the forms stand in the text, in order, the longest form at each place."""
    longest: dict[str, int] = {}
    for form in known:
        words = _WORD.findall(form)
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), min(len(words), _LONGEST))
    resume = 0
    # Only a particle begins a form with a small letter ("von Roe"): to look at every word costs more, and is rare.
    words_of = _WORD if any(first[0].islower() for first in longest) else _CAPITALISED
    for match in words_of.finditer(text):
        start, end = match.span()
        count = longest.get(match[0])
        if not count or start < resume:
            continue
        ends = [end] if count == 1 else [w.end() for w in islice(_WORD.finditer(text, start, start + _REACH), count)]
        for last in reversed(ends):
            stop = last + (text[last : last + 1] == "." and text[start : last + 1] in known)
            if names := known.get(text[start:stop]):
                yield Form(start, stop, names)
                resume = stop
                break
