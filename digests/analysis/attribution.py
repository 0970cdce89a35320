"""Reads the words around a quotation for who is said to have spoken, without asking yet who that is."""

import re
from typing import Literal, NamedTuple

from digests.analysis import cues, subjects
from digests.analysis.openers import MONTHS, WEEKDAYS

_REACH = 320  # characters on either side of a quotation that are read
_PASSIVE = frozenset("was were been is are be being".split())
_BY = re.compile(r"\bby\s")
# What ends a sentence that is nothing but an attribution: Roe said on Monday.
_ADJUNCT = re.compile(
    r"\s*(?:[.,;:—–]|$)|\s(?:in|on|at|of|during|after|before|to|via|when|while|as|about|last|this|late|early|earlier|"
    rf"{'|'.join(sorted(WEEKDAYS))})\b"
)
# A verb of any kind directly behind a quotation, with a name before or behind it: "...!" barked Roe.
_NAME = r"(?:[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3})"
_ANY_VERB = re.compile(
    rf"(?P<subject>{_NAME}|he|she|they)\s(?P<cue>[a-z]{{3,}}(?:ed|s))\b|(?P<verb>[a-z]{{3,}}ed)\s(?={_NAME})"
)
# Plurals that are as often things as verbs: only behind a name or a pronoun are they cues.
_THING = frozenset(
    "answers calls charges chants claims comments cries demands hopes notes pledges promises quotes replies reports "
    "screams shouts terms uses used voices wonders".split()
)
_NO_SPEAKER = re.compile(r"[’']s?$")
# A signature behind a quotation: "..." — Jane Roe
_SIGNED = re.compile(rf"\s*[—–―-]{{1,2}}\s*(?P<subject>{_NAME})\s*(?:\n|$)")
_ONLY_MARKS = " ,:\u00a0\n—–―-"


class Attribution(NamedTuple):
    """Who spoke, and by which cue.

    `subject` is ``named`` if ``text[start:end]`` says who, ``same`` if it is whoever the sentence is about or spoke
    last, ``unknown`` if the sentence does not say. `stop` is where both that and the cue are over. `adjacent`: nothing
    stands between the cue and the quotation.
    """

    start: int
    end: int
    stop: int
    cue: str
    subject: Literal["named", "same", "unknown"] = "named"
    adjacent: bool = False

    @property
    def reports(self) -> bool:
        """Whether the cue says that words were spoken, not only thought, wanted or used."""
        return not cues.LOOSE.fullmatch(self.cue)


def following(text: str, start: int, end: int, *, ended: bool) -> Attribution | None:
    """Read the attribution directly behind a quotation: ``said Roe``, ``the minister, who is away, said``.

    Args:
        text: The text of the article.
        start: Where the quotation's closing mark ends.
        end: Where the next quotation or sentence begins.
        ended: Whether the quotation closed with a full stop; then only an attribution that stands alone counts.
    """
    end = min(end, start + _REACH)
    if signed := _SIGNED.match(text, start, end):
        return Attribution(*signed.span("subject"), signed.end(), "—")
    start += len(text[start:end]) - len(text[start:end].lstrip(_ONLY_MARKS))
    if according := cues.ACCORDING.match(text, start, end):
        return _behind(text, according, end)
    for cue in cues.SPEECH.finditer(text, start, end):
        head = text[start : cue.start()].split()
        if all(word in subjects.AUXILIARY for word in head):
            return _behind(text, cue, end)
        if _is_thing(cue[0], head[-1]):
            continue
        if head[0].lower() in subjects.SETTING:
            return None
        subject = subjects.before(text, start, cue.start(), first=True)
        alone = len(head) <= 5 and _ADJUNCT.match(text, cue.end(), end)
        return Attribution(*subject, cue.end(), cue[0]) if subject and (alone or not ended) else None
    return _by_any_verb(text, start, end)


def preceding(text: str, start: int, end: int) -> Attribution | None:
    """Read the attribution before a quotation in the same sentence: ``Roe said:``, ``which Roe called a``.

    Args:
        text: The text of the article.
        start: Where the sentence, or the narration since the last quotation, begins.
        end: Where the quotation's opening mark stands.
    """
    start = max(start, end - _REACH)
    found = [cue for cue in cues.ANY.finditer(text, start, end) if not _is_thing(cue[0], text[start : cue.start()])]
    if not found:
        return _label(text, start, end)
    adjacent = not text[found[-1].end() : end].strip(_ONLY_MARKS)
    for cue in reversed(found):
        if attribution := _before(text, start, end, cue):
            return attribution._replace(cue=found[-1][0], adjacent=adjacent)
    if subject := subjects.opening(text, start, end):
        return Attribution(*subject, end, found[-1][0], adjacent=adjacent)
    return Attribution(start, start, end, found[-1][0], "same", adjacent)


def tail(text: str, start: int, end: int) -> Attribution | None:
    """Read an attribution that closes the sentence: ``... a "good" plan that would work, Roe said.``."""
    end = min(end, start + _REACH)
    for cue in cues.SPEECH.finditer(text, start, end):
        comma = text.rfind(",", start, cue.start())
        if comma >= 0 and (subject := subjects.before(text, comma + 1, cue.start())):
            return Attribution(*subject, cue.end(), cue[0])
    according = cues.ACCORDING.search(text, start, end)
    return _behind(text, according, end) if according else None


def _before(text: str, start: int, end: int, cue: re.Match[str]) -> Attribution | None:
    """The attribution by one cue in front of a quotation; None if its subject must be looked for further ahead."""
    if cue["according"]:
        return _behind(text, cue, end)
    words = subjects.words(text, start, cue.start())
    last = words[-1][0] if words else ""
    if last.lower() in _PASSIVE and not cue["participle"]:
        by = _BY.search(text, cue.end(), end)
        return (_behind(text, by, end) if by else None) or Attribution(start, start, end, cue[0], "unknown")
    if cue["participle"] and not _owns_participle([word[0] for word in words]):
        return None
    subject = subjects.before(text, start, cue.start())
    return Attribution(*subject, end, cue[0]) if subject else None


def _owns_participle(words: list[str]) -> bool:
    """Whether the participle behind the words has its own subject: "footage of Roe saying", "one of her ads asking"."""
    if not words or words[-1][-1] in ",—–":
        return False
    if words[-1][0].isupper():
        return len(words) < 2 or words[-2] not in ("on", "in", "at", "to", "told")
    brief = len(words) < 4 and words[-1] not in ("by", "and")
    return brief or "of" in words[-4:-1] or words[-1] in ("he", "she", "they")


def _is_thing(cue: str, head: str) -> bool:
    """Whether a cue that may be a noun is one, from the words before it."""
    if cue not in _THING:
        return False
    last = head.rstrip().rpartition(" ")[2]
    if not last or _NO_SPEAKER.search(last):
        return True
    return not (last[0].isupper() or last in ("he", "she", "it", "which"))


def _behind(text: str, cue: re.Match[str], end: int) -> Attribution | None:
    subject = subjects.behind(text, cue.end(), end)
    return Attribution(*subject, subject[1], cue[0]) if subject else None


def _by_any_verb(text: str, start: int, end: int) -> Attribution | None:
    """An attribution by a verb that no list knows, if it stands directly behind the quotation beside a name."""
    found = _ANY_VERB.match(text, start, end)
    if not found:
        return None
    if found["verb"]:
        subject = subjects.behind(text, found.end(), end)
        return Attribution(*subject, subject[1], found["verb"]) if subject else None
    alone = _ADJUNCT.match(text, found.end(), end)
    return Attribution(*found.span("subject"), found.end(), found["cue"]) if alone else None


def _label(text: str, start: int, end: int) -> Attribution | None:
    """A speaker set before the quotation with nothing but a colon: ``Roe: "..."``, ``Roe seemed pleased: "..."``."""
    label = text[start:end].rstrip()
    if not label.endswith(":"):
        return None
    first = start + len(label) - len(label.lstrip())
    last = start + len(label) - 1
    words = text[first:last].split()
    if words and len(words) < 6 and all(word[0].isupper() for word in words) and words[0] not in MONTHS | WEEKDAYS:
        return Attribution(first, last, end, ":", adjacent=True)
    subject = subjects.opening(text, start, end)
    return Attribution(*subject, end, ":", adjacent=True) if subject else None
