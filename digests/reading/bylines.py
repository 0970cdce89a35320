"""Lines that say who wrote an article and when: "By JANE DOE | Staff writer", "Reuters", "Ann Roe in Oslo"."""

import re
from dataclasses import dataclass
from datetime import tzinfo

from digests.model.article import FurnitureReason, Published
from digests.reading.agencies import agency, is_outlet, trailing_agency
from digests.reading.moments import Stamp, date_start, is_filler, stamp, taken
from digests.reading.names import is_person, person


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line said of the article's making, and what kind of furniture it therefore is."""

    reason: FurnitureReason
    authors: tuple[str, ...] = ()
    agency: str | None = None
    outlet: str | None = None
    published: Published | None = None
    updated: Published | None = None


_LONGEST = 200  # characters of such a line
# What opens a byline, in the languages whose word for "by" is short.
_BY = re.compile(
    r"(?:(?:story|words|text|written|reported|report|posted|published|article|analysis|opinion|interview|compiled)\s+)?"
    r"(?:by|von|par|por|di|door|av|af)\b:?\s+(?=\S)|(?:authors?|autore?s?|auteur|reporter|writer|words|text)\s*:\s*",
    re.IGNORECASE,
)
# The line under a report that names its staff: "Reporting by Jane Doe in Oslo; Editing by John Roe".
_STAFF = re.compile(
    r"\(?(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|edited|produced|translated|reported)\b"
    r"[^.!?;]{0,60}?\bby\s+(?P<names>[^;|]{3,120})(?P<more>[;|].{0,300})?\)?\.?",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\(?(?:additional|editing|edited|produced|translated|with)\b", re.IGNORECASE)
# Between the people and other facts of a byline.
_BETWEEN = re.compile(r"\s*[|•·;/]\s*|\s+[–—-]{1,2}\s+|\s*,\s*|\s+(?:and|with|und|et|&|e|y|en)\s+", re.IGNORECASE)
# What parts people only; a comma may also stand before a place.
_LIST = re.compile(r"[|•·;/&]|\s(?:and|with|und|et|e|y|en)\s", re.IGNORECASE)
# Behind a name: where it was reported from or for whom.
_DASH = re.compile(r"[—–-]{1,2}\s*(?=\w)")
_FROM = re.compile(r"\s+(?:in|at|for|of|from|reports?\s+from|aus|à)\s+(?P<whom>\S.*)$")
# A job, alone or behind a name, and what newsrooms write in place of a name.
_JOB = re.compile(
    r"(?:^|\s+)(?:(?:(?:a|our|the|its|staff|senior|chief|deputy|associate|assistant|special|lead|foreign|national|"
    r"international|political|diplomatic|economics?|business|technology|tech|science|health|education|environment|"
    r"defen[cs]e|security|legal|home|world|asia|europe|africa|middle|east|us|uk|white|house|sports?|culture|data|news|"
    r"live|digital|web|online|affairs|investigations?|video|city|metro|general|assignment|freelance|guest|global|"
    r"breaking|local|regional|and)\s+)*"
    r"(?:staff|writer|reporter|correspondent|editor|columnist|contributor|journalist|producer|bureau|desk|bureau\s+chief|"
    r"report|service|team|analyst|fellow|redaktion|korrespondent(?:in)?|redakteur(?:in)?)s?)$",
    re.IGNORECASE,
)
# Handles and mail addresses beside a name.
_ADDRESS = re.compile(r"\(?\s*(?:[\w.+-]+)?@[\w.-]+\s*\)?")
# Pieces that say nothing of the making: reading time, invitations to follow.
_ASIDE = re.compile(
    r"\d{1,3}\s*-?\s*min(?:ute)?s?(?:\s+read)?|(?:follow|follow\s+\w+.*|e-?mail|share|bio|about\s+the\s+author)|"
    r"updated|published|posted|exclusive|special\s+to\s+.*|\d+\s+comments?",
    re.IGNORECASE,
)
_PAIR = 2
_AUTHORED = re.compile(r"^(?P<name>(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*)\s+(?:is|covers|was|writes|has)\b")


def credit(text: str, zone: tzinfo, *, bare: bool) -> Credit | None:
    """Return what a line says of who wrote it and when, None if it is another kind of line.

    `bare` allows names, outlets and dates without a word such as "By" before them, as they stand under a headline.
    """
    if len(text) > _LONGEST:
        return None
    when = stamp(text, zone)
    if when is not None:
        return _dated(when) if bare or when.label or when.updated or _is_published(when) else None
    staff = _STAFF.fullmatch(text)
    if staff:
        authors = () if _EDITED.match(text) else tuple(_people(staff["names"]))
        return Credit("byline", authors=authors)
    start, dash = _BY.match(text), _DASH.match(text)
    if dash:
        return _made(text[dash.end() :], zone, explicit=False)
    if start is None and not bare:
        return _agency_line(text) if text.startswith(("(", "[")) else None
    return _made(text[start.end() :] if start else text, zone, explicit=start is not None)


def is_staff(text: str) -> bool:
    """Whether a line may name a report's staff: "(Reporting by Jane Doe; Editing by John Roe)"."""
    return len(text) <= _LONGEST and _STAFF.match(text) is not None


def is_about(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line is a note on one of the authors: "Jane Doe is a staff writer at ...", "Jane Doe covers ..."."""
    found = _AUTHORED.match(text)
    return found is not None and found["name"] in authors


def _dated(when: Stamp) -> Credit:
    return Credit("date line", published=when.published, updated=when.updated)


def _is_published(when: Stamp) -> bool:
    return when.published is not None and when.published.found_in == "published line"


def _agency_line(text: str) -> Credit | None:
    known = agency(text)
    return Credit("agency line", agency=known) if known else None


def _people(text: str) -> list[str]:
    pieces = (_JOB.sub("", _FROM.sub("", piece.strip(" .()"))) for piece in _BETWEEN.split(text))
    return [person(piece) for piece in pieces if is_person(piece, bylined=True)]


def _made(text: str, zone: tzinfo, *, explicit: bool) -> Credit | None:
    """Return what the pieces of a line say, None if one of them is neither person, agency, outlet, job nor date."""
    start = date_start(text)
    when = None
    if start is not None:
        when = stamp(text[start:], zone)
        if when is None:
            at, rest = taken(text[start:], zone)
            when, text = Stamp(published=at), f"{text[:start]} | {rest}"
        else:
            text = text[:start]
    pieces = _Pieces(explicit=explicit, commas=_LIST.search(text) is None)
    split = (piece.strip(" .:()-–—") for piece in _BETWEEN.split(_ADDRESS.sub(" ", text)))
    return pieces.credit(when or Stamp()) if all(pieces.take(piece) for piece in split if piece) else None


class _Pieces:
    """The pieces of a line, told apart one by one."""

    def __init__(self, *, explicit: bool, commas: bool) -> None:
        self.explicit = explicit
        self.commas = commas
        self.authors: list[str] = []
        self.agency: str | None = None
        self.outlet: str | None = None
        self.known = explicit

    def take(self, piece: str) -> bool:
        """Put a piece where it belongs; False if it is none that such a line has."""
        if _ASIDE.fullmatch(piece) or is_filler(piece):
            return True
        if _JOB.fullmatch(piece):
            self.known = True
            return True
        if self._take_agency(piece) or self._take_author(_JOB.sub("", piece)) or self._take_outlet(piece):
            return True
        return bool(((self.explicit and self.authors) or self.outlet) and piece[:1].isupper())

    def _take_agency(self, piece: str) -> bool:
        known = agency(piece)
        self.agency = self.agency or known
        return known is not None

    def _take_outlet(self, piece: str) -> bool:
        named = is_outlet(piece)
        if named:
            self.outlet = self.outlet or piece
        return named

    def _take_author(self, piece: str) -> bool:
        behind = _FROM.search(piece)
        if behind:
            piece = piece[: behind.start()]
        wired = trailing_agency(piece)
        words = (wired[0] if wired else piece).split()
        printed = " ".join(words[2:]) if is_outlet(" ".join(words[2:])) else None
        name = " ".join(words[:2] if printed else words)
        if not is_person(name, bylined=self.explicit):
            return False
        if self.commas and self.outlet and not self.explicit:
            return True  # a place behind the outlet: "North News, Port Ansel"
        self.authors.append(person(name))
        self.agency = self.agency or (wired[1] if wired else None)
        self.outlet = self.outlet or printed
        if behind and not self._take_agency(behind["whom"]):
            self._take_outlet(behind["whom"])
        return True

    def credit(self, when: Stamp) -> Credit | None:
        """Return what all the pieces say together, None if that is nothing."""
        if self.authors or self.known:
            reason: FurnitureReason = "byline"
        elif self.agency:
            reason = "agency line"
        elif self.outlet:
            reason = "outlet line"
        elif when.published or when.updated:
            reason = "date line"
        else:
            return None
        if self.commas and len(self.authors) == _PAIR:
            self.authors.pop()  # "Jane Doe, Port Ansel"
        at = when.published
        if at and at.found_in in (None, "date field"):
            at = at.model_copy(update={"found_in": "byline"})
        return Credit(reason, tuple(self.authors), self.agency, self.outlet, at, when.updated)
