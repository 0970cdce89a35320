"""Lines that are data: "date 2025-04-17  Headline", "Subject: ...", and headlines run together with other lines."""

import re
from datetime import tzinfo

from digests.model.article import FurnitureReason
from digests.reading.agencies import agency
from digests.reading.bylines import Credit, credit
from digests.reading.datelines import place
from digests.reading.facts import Facts
from digests.reading.lines import Line
from digests.reading.moments import date_start, moment, stamp
from digests.reading.names import is_person, person
from digests.reading.sections import is_section

# Names of fields, by what they hold; they stand before a colon, as in a mail's head or an export.
_REASONS: tuple[tuple[FurnitureReason, str], ...] = (
    ("headline repeated", "title headline subject betreff titre"),
    ("outlet line", "source outlet publication publisher newspaper from"),
    ("navigation", "url link permalink to cc reply-to list-id message-id mime-version content-type"),
    ("section", "section category language"),
    ("dateline", "location place dateline"),
)
_FIELDS = {name: reason for reason, names in _REASONS for name in names.split()}
_FIELD = re.compile(rf"(?P<name>{'|'.join(_FIELDS)})\s?:\s?(?P<value>\S.*)", re.IGNORECASE)
# A date before a headline on one line, with or without the field's name: "date 2025-04-17  Headline".
_DATED = re.compile(
    r"(?P<date>(?:(?:pub)?date|published(?:_at|\sat)?)?\s?[:=]?\s?"
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|\s?[+-]\d\d:?\d\d)?)?)"
    r"(?:\s?[|:–—-])?\s(?P<headline>\S.*)",
    re.IGNORECASE,
)
# Words before a date that make it a part of the headline: "What happened on May 24, 2005".
_GOES_ON = re.compile(
    r"\b(?:on|in|of|since|from|until|till|by|and|the|after|before|to|for|at|le|du|am|vom|bis|seit|el|del|de)\s*$|"
    r"[(\[]\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MAIL = re.compile(r"\s*[<(]?\S+@\S+[>)]?\s*")
# What parts the pieces of a headline that was run together with the lines below it.
_SLASH = re.compile(r"\s*/\s+")
_FEWEST_PIECES, _MOST_PIECES = 4, 8
_LONGEST_PIECE = 6  # words of a piece behind the headline
_LONGEST = 300  # characters of a headline with its date
_LEAD = 8  # words of the lead behind the pieces, at least
_FEWEST_WORDS = 3  # of a headline behind a date
_TITLES = 3  # lines among which the headline is, if a date stands behind it
_HEAD, _FOOT = 10, 3  # lines at the beginning and at the end in which fields may stand


def split(lines: list[Line], facts: Facts, zone: tzinfo) -> list[Line]:
    """Return the lines with those that hold data cut up and labelled; what they say is put into the facts."""
    parted: list[Line] = []
    for number, line in enumerate(lines):
        pieces = line.text.count("/ ") >= _FEWEST_PIECES - 1 and _slashed(line, facts)
        if pieces:
            parted.extend(pieces)
        elif number < _HEAD or len(lines) - number <= _FOOT:
            title = facts.headline is None and number < _TITLES
            parted.extend(_dated(line, facts, zone, title=title) or [_named(line, facts)])
        else:
            parted.append(line)
    return parted


def _slashed(line: Line, facts: Facts) -> list[Line] | None:
    """Return the pieces of "Headline/ Outlet/ PLACE/ A. Author/ Edition/ lead", None if the line is nothing such."""
    *pieces, lead = _SLASH.split(line.text, maxsplit=_MOST_PIECES)
    if len(pieces) < _FEWEST_PIECES - 1 or "/ " in lead or len(lead.split()) < _LEAD or len(pieces[0].split()) <= 1:
        return None
    labels = [_piece(piece) for piece in pieces[1:]]
    if all(label == "section" for label in labels) or max(len(piece.split()) for piece in pieces[1:]) > _LONGEST_PIECE:
        return None
    for piece, label in zip(pieces[1:], labels, strict=True):
        _keep(piece, label, facts)
    head = Line(pieces[0], line.gap, label="headline repeated")
    if facts.headline is None:
        facts.headline, facts.headline_from, head.label = pieces[0], "text", "headline"
    between = [Line(piece, label=label) for piece, label in zip(pieces[1:], labels, strict=True)]
    return [head, *between, Line(lead, gap=True)]


def _piece(text: str) -> FurnitureReason:
    if agency(text):
        return "agency line"
    if "edition" in text.casefold():
        return "edition"
    if text.isupper():
        return "dateline"
    return "byline" if is_person(text) else "section" if is_section(text) else "outlet line"


def _keep(piece: str, label: FurnitureReason, facts: Facts) -> None:
    match label:
        case "agency line":
            facts.agency = facts.agency or agency(piece)
        case "dateline":
            facts.place = facts.place or place(piece)
        case "byline":
            facts.authors = facts.authors or (person(piece),)
        case "outlet line":
            facts.outlet = facts.outlet or piece


def _dated(line: Line, facts: Facts, zone: tzinfo, *, title: bool) -> list[Line] | None:
    """Return a headline and the date before or, if it may be the `title`, behind it as two lines; None for others."""
    if len(line.text) > _LONGEST:
        return None
    found = _DATED.fullmatch(line.text)
    start = None if found or not title or line.stops or "(@" in line.text else date_start(line.text)
    if found:
        date, headline = found["date"], found["headline"]
    elif start and not _GOES_ON.search(line.text[:start]) and stamp(line.text[start:], zone):
        date, headline = line.text[start:], line.text[:start].strip(" |•·–—-,")
    else:
        return None
    at = moment(date, zone, "date field")
    if at is None or len(headline.split()) < _FEWEST_WORDS or credit(line.text, zone, bare=True):
        return None
    facts.add(Credit("date line", published=at))
    return [Line(date, line.gap, label="date line"), Line(headline, gap=True)]


def _named(line: Line, facts: Facts) -> Line:
    """Label a line that is a field with its name, or an address alone, and keep what it says."""
    field = _FIELD.fullmatch(line.text)
    name, value = (field["name"].lower(), field["value"]) if field else ("", line.text)
    if _ADDRESS.fullmatch(value):
        facts.url = facts.url or value
        line.label = "navigation"
    elif field and _FIELDS[name] == "headline repeated":
        if facts.headline is None:
            facts.headline, facts.headline_from = value, "text"
        line.label = "headline repeated"
    elif field:
        _keep(_MAIL.sub("", value).strip(' "') or value, _FIELDS[name], facts)
        line.label = _FIELDS[name]
    return line
