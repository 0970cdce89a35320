"""Says who is meant by the words that name a speaker: a short form, a pronoun, an office."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import NamedTuple

from digests.analysis import mentions, roles
from digests.analysis.given_names import MEN, WOMEN
from digests.analysis.marks import Quotation
from digests.analysis.mentions import Mention
from digests.model.article import Name, Sentence

_ONLY_MEN, _ONLY_WOMEN = MEN - WOMEN, WOMEN - MEN
_BACK = 12  # sentences a pronoun looks back over
_REACH = 300  # characters of its own sentence in which the same pronoun is looked for before it
_NEAREST = 40  # people of one sentence that are weighed
_PREPOSITION = re.compile(r"\b(?:of|for|to|with|from|at|in|by|on|near|behind|and|close|about)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
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

    def __init__(
        self, text: str, names: tuple[Name, ...], sentences: tuple[Sentence, ...], spoken: Iterable[Quotation]
    ) -> None:
        self._text = text
        self._names = names
        self._starts = [sentence.start for sentence in sentences]
        self._mentions = mentions.locate(text, mentions.forms((name.name, *name.variants) for name in names))
        self._begins = [mention.start for mention in self._mentions]
        self._men: set[int] = set()
        self._women: set[int] = set()
        self._subjects: dict[int, list[Mention]] = {}
        self._note_people(list(spoken))

    def who(self, start: int, end: int) -> Speaker:
        """Return who is meant by ``text[start:end]``."""
        phrase = self._text[start:end]
        lower = phrase.lower()
        if lower in ("he", "she", "who"):
            return self._known(self._antecedent(start, lower), phrase)
        if mention := self._head(start, end):
            return self._known(mention.name, self._text[mention.start : mention.end])
        if lower not in _NOBODY and phrase[0].isupper() and all(word[0].isupper() for word in _WORD.findall(phrase)):
            return Speaker(phrase, phrase, None)
        return self._known(self._described(start, lower), phrase)

    def first(self, start: int, end: int) -> Speaker | None:
        """Return the first person of the narration in a stretch."""
        for mention in self._people(self._sentence(start), end):
            if start <= mention.start:
                return self._known(mention.name, self._text[mention.start : mention.end])
        return None

    def _known(self, name: int | None, phrase: str) -> Speaker:
        if name is None:
            return Speaker(None, phrase, None)
        return Speaker(self._names[name].name, phrase, self._names[name].role)

    def _head(self, start: int, end: int) -> Mention | None:
        """The name that a subject is about: not the one in "a spokesman for Roe" or "Roe’s spokesman"."""
        low = bisect_right(self._begins, start - 1)
        inside = []
        while low < len(self._begins) and self._begins[low] < end:
            inside.append(self._mentions[low])
            low += 1
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
        here = self._sentence(place)
        begin = max(self._starts[here] if self._starts else 0, place - _REACH)
        same = re.compile(rf"\b{pronoun}\b", re.IGNORECASE).search(self._text, begin, place)
        before = same.start() if same else place
        excluded = self._women if pronoun == "he" else self._men if pronoun == "she" else frozenset()
        for index in range(here, max(-1, here - _BACK), -1):
            fitting = [m for m in self._people(index, before) if m.name not in excluded]
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
        """The person whose role the description repeats: "the minister"."""
        if not phrase.startswith("the "):
            return None
        words = {word for word in _WORD.findall(_PREPOSITION.split(phrase)[0]) if word not in _VAGUE}
        if not any(roles.is_role(word) for word in words):
            return None
        here = self._sentence(place)
        for index in range(here, max(-1, here - _BACK), -1):
            for mention in self._people(index, place):
                role = self._names[mention.name].role or ""
                if words <= {word.lower() for word in _WORD.findall(role)}:
                    return mention.name
        return None

    def _note_people(self, spoken: list[Quotation]) -> None:
        """Note the people of the narration: one who is named within a quotation is not meant by a pronoun outside."""
        lefts = [quotation.left for quotation in spoken]
        for mention in self._mentions:
            index = bisect_right(lefts, mention.start) - 1
            quoted = index >= 0 and mention.start < spoken[index].right
            if self._names[mention.name].kind == "person" and not quoted:
                self._subjects.setdefault(self._sentence(mention.start), []).append(mention)
                self._note_sex(mention)

    def _note_sex(self, mention: Mention) -> None:
        name = self._names[mention.name]
        first = name.name.split()[0]
        role = (name.role or "").lower()
        address = self._text[max(0, mention.start - 6) : mention.start].rstrip().rpartition(" ")[2]
        if address in roles.ADDRESSES_WOMEN or first in _ONLY_WOMEN or role.endswith(roles.FEMALE_ENDINGS):
            self._women.add(mention.name)
        elif address in roles.ADDRESSES_MEN or first in _ONLY_MEN or role.endswith(roles.MALE_ENDINGS):
            self._men.add(mention.name)

    def _sentence(self, place: int) -> int:
        return max(bisect_right(self._starts, place) - 1, 0)
