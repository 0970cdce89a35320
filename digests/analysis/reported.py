"""Finds what somebody is reported to have said without being quoted: "Roe said that ...", "..., according to Roe"."""

import re
from typing import NamedTuple

from digests.analysis import subjects
from digests.analysis.attribution import Attribution
from digests.analysis.openers import WEEKDAYS

# Verbs that take a clause with "that", and those of them that often enough do without it.
_THAT = """
argues argue warns stated announced announces confirmed confirms acknowledged acknowledges admitted admits explained
explains suggested suggests declared declares alleged alleges maintained maintains contended contends contend concluded
concludes complained complains cautioned cautions testified testifies asserted asserts conceded concedes recalled
recalls responded replied remarked stressed stresses emphasized emphasised pointed-out points-out vowed promised
promises reported wrote writes hinted indicated
"""
_BARE = "said says say added adds claimed claims argued argues insisted insists noted predicted warned believes believe"


def _pattern(words: str) -> str:
    return "|".join(sorted((word.replace("-", r"\s") for word in words.split()), key=len, reverse=True))


# The first words of all: a sentence without any of them needs no closer look.
_VERBS = frozenset(("told", "tells", *(word.split("-")[0] for word in f"{_BARE} {_THAT}".split())))
_PLAIN = r"[^\s,.;:“”\"()]+"  # a word without marks
_DAYS = "|".join(sorted(WEEKDAYS))
# Words that open a clause, if one of the verbs below, which are finite, stands further on in it.
_OPENS = (
    r"(?:he|she|it|they|we|there|the|a|an|this|these|those|his|her|its|their|our|no|most|some|many|both|such"
    r"|[A-Z0-9$€£][\w’'.,-]*)"
)
_FINITE = (
    r"(?:(?:is|was|are|were|has|had|have|would|will|could|can|may|might|must|should|did|does|do)(?:n[’']t)?|won[’']t"
    r"|can[’']t|cannot|[a-z]+ed|wants?|needs?|expects?|hopes?|believes?|plans?|knew|knows?|felt|feels?|saw|took|made"
    r"|makes?|got|gets?|went|goes|came|comes?|gave|gives?|shows?|remains?|became|becomes?|began|begins?)"
)
# What may stand between a verb and its clause: "in a statement", "to the BBC on Monday".
_ADJUNCT = (
    rf"(?:in|on|at|during|to|after|before|by|via|from|as|last|this|earlier|later|recently|again|repeatedly|{_DAYS}"
    rf"|yesterday|today)(?:\s{_PLAIN}){{0,7}}?"
)
# Who is told: "reporters", "the BBC", "a crowd of supporters".
_TOLD = (
    r"(?:him|her|them|us|me|[a-z]+s|(?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}"
    r"|(?:the|a|an|his|her|their)(?:\s[\w’'-]+){1,3}?)"
    r"(?:\s(?:of|in|at|from|for)(?:\s[\w’'-]+){1,4}?)?"
)
_CUE = re.compile(
    rf"""\b (?P<cue>
        (?:{_pattern(_BARE)}) (?: \s(?:on\s)?(?:{_DAYS}) )? (?= \s{_OPENS} )
      | (?:{_pattern(_BARE + _THAT)}) (?: \s{_ADJUNCT} )? (?= \sthat\s )
      | (?:told|tells) \s{_TOLD} (?: \s{_ADJUNCT} )? (?= \s(?:that|{_OPENS})\s )
    ) \s (?:that\s)? (?= {_PLAIN} (?: \s(?!that\b){_PLAIN} ){{0,11}}? \s{_FINITE}\b )""",
    re.VERBOSE,
)
_TRAILING = re.compile(
    rf"""
    , \s (?: (?P<subject> [^,.;:“”"()]{{2,80}}? ) \s (?:also\s|later\s|then\s|has\s|have\s|had\s){{0,2}}
             (?P<cue> said|says|say|added|adds|noted|argued|warned|explained|told\s{_TOLD} )
           | (?P<according>according\sto) \s (?P<behind> [^,.;:“”"]{{2,90}} ) )
    (?: \s {_ADJUNCT} )? \.? $
    """,
    re.VERBOSE,
)
_ACCORDING = re.compile(r"According\sto\s(?P<subject>[^,.;:“”\"]{2,90}),\s")
# A subject in front of the verb that closes a sentence: a noun phrase without a verb of its own.
_NOUNS = re.compile(
    rf"(?!which\b|who\b|as\b|if\b|but\b|and\b|when\b|while\b)(?!.*\b(?:and\sthen|to|which|{_FINITE})$)[\w$’' -]+"
)
# What ends a reported clause before its sentence does.
_STOPS = re.compile(
    r";|,\s(?:adding|saying|noting|arguing|warning|citing|according\sto|but|while|although|though|and\s(?:he|she|they)"
    r"\s(?:said|added))\b|\sand\s(?:says?|said|added)\b"
)
# A sentence that opens with one of these goes on, behind a comma, with what is not reported.
_SUBORDINATE = frozenset("When While After As If Although Though Since Because Before Once Asked Despite".split())
# Before the verb, these say that it was not said, not yet, or not by the subject.
_DENIED = frozenset(
    "not never to is was were are be been being would could should might may can will if nobody declined".split()
)
_NOBODY = frozenset("who which that it what".split())
_SHORTEST = 4  # words of a reported clause
_REACH = 320  # characters before a verb that are read
_AND = re.compile(r"(?:But|And|Yet|So|Nevertheless,|However,|Still,|Also,)\s")  # ties a clause to the sentence before


class Reported(NamedTuple):
    """A reported clause with who is said to have said it."""

    start: int
    end: int
    by: Attribution


def find(text: str, start: int, end: int) -> Reported | None:
    """Return the reported clause of the sentence ``text[start:end]``, the first if there are several."""
    if text[end - 1] == "?":
        return None
    if according := _ACCORDING.match(text, start, end):
        return _clause(text, according.end(), end, Attribution(*according.span("subject"), start, "According to"))
    introduced = None if _VERBS.isdisjoint(text[start:end].split()) else _introduced(text, start, end)
    return introduced or _closed(text, start, end)


def _introduced(text: str, start: int, end: int) -> Reported | None:
    """Speech behind its verb: Roe said that ..., Roe told reporters ..."""
    for cue in _CUE.finditer(text, start, end):
        low = max(start, cue.start() - _REACH)
        words = text[low : cue.start()].split()
        before = [word.lower() for word in words[-3:]]
        if not words or not _DENIED.isdisjoint(before) or any(word.endswith(("n’t", "n't")) for word in before):
            continue
        subject = subjects.before(text, low, cue.start())
        if subject is None or text[slice(*subject)].lower() in _NOBODY:
            continue
        pending = text[low : subject[0]].split()
        if pending and (pending[-1].lower() in _NOBODY or (pending[0] in _SUBORDINATE and pending[-1][-1] != ",")):
            continue
        return _clause(text, cue.end(), end, Attribution(*subject, cue.end(), cue["cue"].split()[0]))
    return None


def _closed(text: str, start: int, end: int) -> Reported | None:
    """Speech in front of its verb: ..., Roe said on Monday."""
    comma = text.find(",", start, end)
    while comma >= 0:
        found = _TRAILING.match(text, comma, end)
        if found and (found["according"] or _NOUNS.fullmatch(text, *found.span("subject"))):
            group = "behind" if found["according"] else "subject"
            cue = found["according"] or found["cue"].split()[0]
            tied = _AND.match(text, start, comma)
            return _clause(text, tied.end() if tied else start, comma, Attribution(*found.span(group), end, cue))
        comma = text.find(",", comma + 1, end)
    return None


def _clause(text: str, start: int, end: int, by: Attribution) -> Reported | None:
    stop = _STOPS.search(text, start, end)
    last = start + len(text[start : stop.start() if stop else end].rstrip(" .,!\u00a0"))
    return Reported(start, last, by) if len(text[start:last].split()) >= _SHORTEST else None
