"""Finds again, in the text, the forms of the names that an article uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from digests.analysis.runs import UPPER

_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(rf"\b[{UPPER}]\w*")
_LONGEST = 9  # words of a form
_REACH = 120  # characters of a form


class Mention(NamedTuple):
    """One place where a name stands; `name` is its index among the names."""

    start: int
    end: int
    name: int


def forms(names: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Map every form to the indices of the names that have it; several people may share a family name."""
    found: dict[str, tuple[int, ...]] = {}
    for index, variants in enumerate(names):
        for form in variants:
            if index not in found.get(form, ()):
                found[form] = (*found.get(form, ()), index)
    return found


def locate(text: str, known: Mapping[str, tuple[int, ...]]) -> list[Mention]:
    """Return where the forms stand in the text, in order, the longest form at each place.

    A form that several names share is given to the one of them that was last mentioned by a form of its own.
    """
    firsts = {match[0] for form in known if (match := _WORD.search(form))}
    latest: dict[int, int] = {}
    mentions = []
    for start, end, candidates in _found(text, known, firsts):
        name = max(candidates, key=lambda index: latest.get(index, -1)) if len(candidates) > 1 else candidates[0]
        if len(candidates) == 1:
            latest[name] = start
        mentions.append(Mention(start, end, name))
    return mentions


def _found(
    text: str, known: Mapping[str, tuple[int, ...]], firsts: set[str]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    resume = 0
    # Only a particle begins a form with a small letter ("von Roe"): to look at every word costs more, and is rare.
    words = _WORD if any(first[0].islower() for first in firsts) else _CAPITALISED
    for match in words.finditer(text):
        start = match.start()
        if start < resume or match[0] not in firsts:
            continue
        ends = [word.end() for word in islice(_WORD.finditer(text, start, start + _REACH), _LONGEST)]
        for end in reversed(ends):
            stop = end + (text[end : end + 1] == "." and text[start : end + 1] in known)
            if candidates := known.get(text[start:stop]):
                yield start, stop, candidates
                resume = stop
                break
