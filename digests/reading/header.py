"""The head of a text: which line is the headline and the deck, who wrote it and when, and what is menu."""

from collections import Counter
from datetime import tzinfo

from digests.reading.bylines import Credit, credit, is_about, is_staff
from digests.reading.facts import Facts
from digests.reading.headlines import key, keys, without_outlet
from digests.reading.lines import Line
from digests.reading.sections import is_section

_PROSE = 4  # words of the first line that is prose, at least
_HEADLINE, _KICKER = 4, 2  # words of a sure headline, and of one for want of a better
_REPEATED = 3  # words of a line that is the headline because it comes twice
_LONGEST = 40  # words of a headline
_TAIL = 80  # characters that one of two wordings of a headline may be longer by, such as an outlet's name
_MANY = 4  # long lines before the text that make some of them menu
_MENU = 12  # words of a line above the headline that is not worth keeping
_DECK = 4  # words of a deck
_BESIDE_HEADLINE = ("outlet line", "section", "share", "navigation", "credit", "caption")  # between the two
_LONGEST_DECK = 60
_SENTENCE = 15  # words of a line with a stop that is no byline, date or headline any more
_BETWEEN = 4  # lines of byline, date and buttons between a deck and the text


def read(lines: list[Line], facts: Facts, zone: tzinfo) -> int:
    """Label the head's lines, put what they say into the facts, and return the number of lines in the head."""
    end = _prose(lines, 0)
    chosen = _headline(lines[:end], lines, facts, zone)
    body = _beyond_deck(lines, end, facts, zone) if facts.headline else end
    _label_head(lines, chosen, body, facts, zone)
    _label_rest(lines, body, facts, zone)
    return body


def _prose(lines: list[Line], start: int) -> int:
    """Return the index of the first line from `start` on that is the article's own text."""
    for number in range(start, len(lines)):
        line = lines[number]
        if line.label in ("correction", "embed") or (line.label is None and _is_text(line)):
            return number
    return len(lines) if start else min(len(lines), _BETWEEN)


def _is_text(line: Line) -> bool:
    if line.mark:
        return True
    return (line.stops and not line.text.endswith(":") and line.size >= _PROSE) or line.size > _LONGEST


def _headline(head: list[Line], lines: list[Line], facts: Facts, zone: tzinfo) -> int:
    """Choose the headline among the head's lines unless it is known; return its index, -1 if it has none."""
    if facts.headline is not None:
        known = key(facts.headline)
        return next((number for number, line in enumerate(head) if key(line.text) == known), -1)
    longest = max((len(line.text) for line in head), default=0) + _TAIL
    chosen = _best(head, Counter(word for line in lines if len(line.text) <= longest for word in keys(line.text)), zone)
    if chosen is None:
        return -1
    text, outlet = without_outlet(head[chosen].text, facts.outlet)
    facts.headline, facts.headline_from = text, "text"
    head[chosen].label = "headline"
    if outlet:
        facts.outlet = facts.outlet or outlet
        head[chosen].label = "headline repeated"
    return chosen


def _best(head: list[Line], count: Counter[str], zone: tzinfo) -> int | None:
    candidates = [
        number
        for number, line in enumerate(head)
        if line.label is None and not line.mark and not is_section(line.text) and not _is_credit(line.text, zone)
    ]
    long = [number for number in candidates if head[number].size >= _HEADLINE]
    for number in candidates:
        if head[number].size >= _REPEATED and any(count[word] > 1 for word in keys(head[number].text)):
            return number
    if len(long) >= _MANY:
        return _lowest(long)
    if long:
        return long[0]
    return next((number for number in candidates if head[number].size >= _KICKER), None)


def _lowest(long: list[int]) -> int:
    """Return the headline at the foot of a menu: the last line, or the one above it if that is next to it (a deck)."""
    return long[-2] if long[-1] - long[-2] == 1 else long[-1]


def _is_credit(text: str, zone: tzinfo) -> bool:
    """Whether a line is about the making of the article; three capitalised words or more may be a headline."""
    found = credit(text, zone, bare=True)
    if found is None:
        return False
    return len(found.authors) != 1 or len(text.split()) < _REPEATED or _is_by(text, zone)


def _is_by(text: str, zone: tzinfo) -> bool:
    return credit(text, zone, bare=False) is not None


def _beyond_deck(lines: list[Line], end: int, facts: Facts, zone: tzinfo) -> int:
    """Return where the text begins, if a deck of whole sentences and a byline or date stand before it."""
    if end >= len(lines) or lines[end].label or lines[end].mark or lines[end].size > _LONGEST_DECK or facts.deck:
        return end
    following = _prose(lines, end + 1)
    between = lines[end + 1 : following]
    made = any(line.label is None and credit(line.text, zone, bare=True) for line in between)
    if not made or following - end - 1 > 2 * _BETWEEN or following >= len(lines):
        return end
    lines[end].label, facts.deck = "deck", lines[end].text
    return following


def _label_head(lines: list[Line], chosen: int, body: int, facts: Facts, zone: tzinfo) -> None:
    known = key(facts.headline) if facts.headline else ""
    for number in range(body):
        line = lines[number]
        if line.label is not None:
            continue
        said = _said(lines, number, zone, bare=True)
        if known and key(without_outlet(line.text, facts.outlet)[0]) == known:
            line.label = "headline repeated"
        elif is_section(line.text):
            line.label = "section"
        elif said and (number > chosen or not said.authors):
            line.label = said.reason
            facts.add(said)
        elif number < chosen and line.size <= _MENU:
            line.label = "section" if line.size <= _HEADLINE else "navigation"
        elif chosen >= 0 and facts.deck is None and _is_deck(lines, number):
            line.label, facts.deck = "deck", line.text


def _is_deck(lines: list[Line], number: int) -> bool:
    """Whether a line follows the headline with nothing between that belongs elsewhere, and heads no list."""
    line, following = lines[number], lines[number + 1 : number + 2]
    if line.size < _DECK or line.mark or line.heading or any(other.mark for other in following):
        return False
    labels = (lines[index].label for index in range(number - 1, -1, -1))
    above = next((label for label in labels if label not in _BESIDE_HEADLINE), None)
    return above in ("headline", "headline repeated")


def _label_rest(lines: list[Line], start: int, facts: Facts, zone: tzinfo) -> None:
    """Label bylines, dates and repeated headlines in the body, and lines at its foot that are nothing else."""
    known = key(facts.headline) if facts.headline else ""
    foot = max((number for number, line in enumerate(lines) if line.label is None and _is_text(line)), default=0)
    for number in range(start, len(lines)):
        line = lines[number]
        if line.label is not None or line.mark:
            continue
        if number >= foot - 1 and is_about(line.text, facts.authors):
            line.label = "byline"
        if line.stops and line.size > _SENTENCE and not is_staff(line.text):
            continue
        said = _said(lines, number, zone, bare=number > foot)
        if said and (number <= foot or not said.authors or _is_by(line.text, zone)):
            line.label = said.reason
            facts.add(said)
        elif known and len(line.text) <= 2 * len(known) + 2 and key(line.text) == known:
            line.label = "headline repeated"


def _said(lines: list[Line], number: int, zone: tzinfo, *, bare: bool) -> Credit | None:
    """Return what a line says of the making, taken with the line above it if that is only "Published"."""
    line, before = lines[number], lines[number - 1] if number else None
    if before is not None and before.label == "date line" and before.text.isalpha():
        said = credit(f"{before.text}: {line.text}", zone, bare=True)
        if said and said.reason == "date line":
            return said
    return credit(line.text, zone, bare=bare)
