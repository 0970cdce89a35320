"""Datelines, with which a report says where it is from: "WASHINGTON —", "BERLIN, April 3 (Reuters) -"."""

import re
from dataclasses import dataclass

from digests.reading.agencies import agency

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_WEEKDAY},?\s)?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{_MONTH})(?:,?\s\d{{4}})?"
_WORD = r"[^\W\d_][\w.’'-]*"
_DATELINE = re.compile(
    rf"""
    (?P<place>
        (?P<city> {_WORD}(?:[ /]{_WORD}){{0,4}} )                        # PORT-AU-PRINCE, SAN FRANCISCO/NEW YORK
        (?P<region> ,\s(?!{_DATE})[A-Z]{_WORD[8:]}(?:\s{_WORD}){{0,3}} )?  # , Haiti
        (?: \s\[[^\[\]]{{2,30}}\] )? )?                                  # New Delhi [India]
    (?: (?P<date> (?:,\s|^|\s){_DATE} ) )?
    (?P<source> ,?\s?(?: \([^()]{{2,40}}\) | /[A-Z][\w ]{{2,30}}/ ) )?
    (?P<dash> \s?[—–―]\s? | \s?--\s? | \s-\s | \s?:\s (?=\S) )
    """,
    re.VERBOSE,
)
_LONGEST = 120  # characters of a dateline
# Words in capitals before a dash or colon that are no places.
_NO_PLACES = set(
    "update updated breaking exclusive watch opinion file analysis correction corrections clarification editor's "
    "editor’s note notes photos photo live video videos listen read more related review explainer explained "
    "factbox fact facts warning caution nato nasa opec covid fifa uefa who unesco unicef interpol host moderator "
    "question answer q a yes no and but the what why how when where who tldr summary background context alert "
    "urgent flash advisory sponsored tip tips poll quiz podcast interview profile feature features column "
    "editorial letter letters spoiler first second third fourth fifth finally meanwhile result results score "
    "final weather traffic sport sports business world politics".split()
)
_FEWEST_LETTERS = 4  # of a place in capitals, if nothing else tells that it is one
# Small words inside a place's name, and its parts that stay in capitals.
_SMALL = set("de da do del la le les of the sur upon am an der den on and y au aux el al en by".split())
_CAPITALS = set("UK US USA UAE NYC DC DR NY EU UN".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as written (`text`), its place as a person writes it, its agency, and the rest of the paragraph."""

    text: str
    rest: str
    place: str | None
    agency: str | None


def dateline(text: str, *, first: bool) -> Dateline | None:
    """Return the dateline that a paragraph begins with; `first` allows the rarer form "LONDON: ..."."""
    found = _DATELINE.match(text, 0, _LONGEST)
    if found is None or not (found["place"] or found["source"]) or found.end() == len(text):
        return None
    known = agency(found["source"] or "")
    if not _is_dateline(found, known) or (":" in found["dash"] and not (first or known)):
        return None
    named = place(found["city"] + (found["region"] or "")) if found["city"] else None
    return Dateline(text[: found.end()].strip(), text[found.end() :], named, known)


def place(text: str) -> str:
    """Return a place as a person writes it: "RIO DE JANEIRO" becomes "Rio de Janeiro"."""
    return re.sub(r"[^\s/-]+", lambda match: _spelled(match[0], first=match.start() == 0), text)


def _is_dateline(found: re.Match[str], known: str | None) -> bool:
    city = found["city"] or ""
    words = {word.strip(".,").casefold() for word in re.split(r"[\s/]", city)}
    if words & _NO_PLACES:
        return False
    if known:
        return not city or city[0].isupper()
    capitals = city.isupper() and sum(map(str.isalpha, city)) >= _FEWEST_LETTERS
    if found["date"]:
        return city[:1].isupper() and ":" not in found["dash"]
    return capitals


def _spelled(word: str, *, first: bool) -> str:
    if re.match(r"Mc[A-Z]{2}", word):
        return word[:3] + word[3:].lower()
    if not word.isupper() or word.strip(",") in _CAPITALS or re.fullmatch(r"(?:[^\W\d_]\.){2,},?", word):
        return word
    if word.casefold() in _SMALL and not first:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word, count=1)
