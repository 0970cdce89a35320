"""Says who is meant by the words that name a speaker: a short form, a pronoun, an office."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import NamedTuple

from digests.analysis import namesakes, roles
from digests.analysis.layout import Layout
from digests.analysis.marks import Quotation
from digests.analysis.names import Named
from digests.analysis.namesakes import Mention, Sex

_BACK = 12  # sentences a pronoun or an office looks back over
_REACH = 300  # characters of its own sentence in which the same pronoun is looked for before it
_NEAREST = 40  # people of one sentence that are weighed
_PREPOSITION = re.compile(r"\b(?:of|for|to|with|from|at|in|by|on|near|behind|and|close|about)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?")
_SAME = {pronoun: re.compile(rf"\b{pronoun}\b", re.IGNORECASE) for pronoun in ("he", "she", "who")}
_MEANS: dict[str, Sex] = {"he": "man", "she": "woman"}
# Pronouns that name nobody.
_NOBODY = frozenset("it they i we you this that one the".split())
# Words that a description may share with an office without meaning it.
_VAGUE = frozenset("the a an former new one of for".split())


class Speaker(NamedTuple):
    """Who spoke: the full name if it can be told, the words of the text, the role."""

    name: str | None
    as_written: str | None
    role: str | None


class Speakers:
    """The people of one article, asked in the order of its text; `spoken` are its quotations."""

    def __init__(self, layout: Layout, named: Named, spoken: Iterable[Quotation]) -> None:
        self._text, self._layout = layout.text, layout
        self._names, self._mentions, self._roles = named
        self._begins = [mention.start for mention in self._mentions]
        self._sexes: dict[int, Sex] = {}
        self._subjects: dict[int, list[Mention]] = {}
        self._offices: dict[str, dict[int, set[str]]] = {}
        self._note_people([quotation.left for quotation in spoken], [quotation.right for quotation in spoken])

    def who(self, start: int, end: int) -> Speaker:
        """Return who is meant by ``text[start:end]``."""
        phrase = self._text[start:end]
        lower = phrase.lower()
        if lower in _SAME:
            return self._known(self._antecedent(start, lower), start, phrase)
        if mention := self._head(start, end):
            return self._known(mention.name, start, self._text[mention.start : mention.end])
        words = _WORD.findall(phrase)
        named = phrase[0].isupper() and all(word[0].isupper() for word in words) and not roles.is_role(words[-1])
        if named and lower not in _NOBODY and (len(words) > 1 or self._layout.sentence_start(start) != start):
            return Speaker(phrase, phrase, None)
        return self._known(self._described(start, lower), start, phrase)

    def first(self, start: int, end: int) -> Speaker | None:
        """Return the first person of the narration in a stretch."""
        for mention in self._people(self._layout.sentence_at(start), end):
            if start <= mention.start:
                return self._known(mention.name, start, self._text[mention.start : mention.end])
        return None

    def _known(self, name: int | None, place: int, phrase: str) -> Speaker:
        if name is None:
            return Speaker(None, phrase, None)
        here = self._layout.sentence_at(place)
        beside = (role for start, role in self._roles[name] if self._layout.sentence_at(start) == here)
        return Speaker(self._names[name].name, phrase, next(beside, self._names[name].role))

    def _head(self, start: int, end: int) -> Mention | None:
        """The name that a subject is about: not the one in "a spokesman for Roe" or "Roe’s spokesman"."""
        low = bisect_left(self._begins, start)
        inside = self._mentions[low : bisect_left(self._begins, end, low)]
        if not inside:
            return None
        last = inside[-1]
        between = self._text[start : last.start]
        if last.end >= end - 1 and not _PREPOSITION.search(between):
            return last
        first = inside[0]
        behind = self._text[first.end : end].lstrip()
        leads = _PREPOSITION.match(behind) and not _PREPOSITION.search(self._text[start : first.start])
        return first if leads else None

    def _antecedent(self, place: int, pronoun: str) -> int | None:
        """The nearest person before a pronoun that fits it, the first of a sentence preferred as its subject."""
        here = self._layout.sentence_at(place)
        begin = max(self._layout.sentence_start(place), place - _REACH)
        same = _SAME[pronoun].search(self._text, begin, place)
        before = same.start() if same else place
        means = _MEANS.get(pronoun)
        for index in range(here, max(-1, here - _BACK), -1):
            fitting = [m for m in self._people(index, before) if not means or self._sexes.get(m.name, means) == means]
            if fitting:
                chosen = fitting[-1] if pronoun == "who" else fitting[0]
                insort(self._subjects.setdefault(here, []), Mention(place, place + len(pronoun), chosen.name))
                return chosen.name
        return None

    def _people(self, sentence: int, before: int) -> list[Mention]:
        """The people mentioned in a sentence before a place; in an endless sentence only the nearest."""
        mentioned = self._subjects.get(sentence, [])
        end = bisect_left(mentioned, (before,))
        return mentioned[max(0, end - _NEAREST) : end]

    def _described(self, place: int, phrase: str) -> int | None:
        """The person whose role a description repeats: "the minister"; the nearest of those it fits entirely."""
        if not phrase.startswith("the "):
            return None
        words = [word for word in _WORD.findall(_PREPOSITION.split(phrase)[0]) if word not in _VAGUE]
        holders = self._offices.get(words[-1], {}) if words else {}
        here = self._layout.sentence_at(place)
        for index in range(here, max(-1, here - _BACK), -1):
            for mention in self._people(index, place):
                if mention.name in holders and (len(holders) == 1 or holders[mention.name].issuperset(words)):
                    return mention.name
        return None

    def _note_people(self, lefts: list[int], rights: list[int]) -> None:
        """Note the people of the narration: one who is named within a quotation is not meant by a pronoun outside."""
        known: set[int] = set()
        for mention in self._mentions:
            name = self._names[mention.name]
            if name.kind != "person":
                continue
            index = bisect_right(lefts, mention.start) - 1
            if index >= 0 and mention.start < rights[index]:
                continue
            self._subjects.setdefault(self._layout.sentence_at(mention.start), []).append(mention)
            if sex := namesakes.address(self._text, mention.start):
                self._sexes[mention.name] = sex
            if mention.name not in known:
                known.add(mention.name)
                self._note(mention.name)

    def _note(self, index: int) -> None:
        """Note the sex and the offices of a person."""
        name = self._names[index]
        if sex := namesakes.sex(name.name, name.role):
            self._sexes.setdefault(index, sex)
        for _, role in self._roles[index]:
            words = {roles.SPELT_OUT.get(word, word) for word in _WORD.findall(role.lower())}
            for word in words:
                if roles.is_role(word):
                    self._offices.setdefault(word, {}).setdefault(index, set()).update(words)
