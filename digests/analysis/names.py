"""Finds the people, organisations and places of an article from its own words and a few shipped lists.

Capitalised runs are read as candidates; roles, forms of address, given names, verbs of speech and the article's own
repetitions decide what they are. Short forms are tied to the full form they belong to within the article.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from digests.analysis import candidates, mentions, namesakes, runs
from digests.analysis.candidates import Candidate
from digests.analysis.given_names import GIVEN
from digests.analysis.namesakes import Mention
from digests.analysis.places import ALIASES
from digests.model.article import Name, NameKind, Part, Sentence

_LOWER_WORD = re.compile(r"\b[a-zà-öø-ÿ]{2,}")
_CASED_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}")
_SENTENCE_ENDS = (".", "!", "?", ":", ",", "”", '"')
_LONGEST_TITLE = 200
_TITLE_SHARE = 0.6  # of a line's longer words capitalised: it is set as a heading and its capitals say nothing
_LONGEST_OTHER = 4  # words of a name that nothing is known of
_OPENING = ("ing", "ed", "ly")  # ends of verbs and adverbs that open a sentence
_NAMESAKES = 8  # people of one family name that a short form is weighed between


@dataclass
class _Entry:
    """A name while it is put together; `forms` in the order seen."""

    kind: NameKind
    words: tuple[str, ...]
    forms: dict[str, None] = field(default_factory=dict)
    roles: list[tuple[int, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form."""
        longest = max(self.forms, key=len)
        return ALIASES.get(longest, longest) if self.kind == "place" else longest

    @property
    def role(self) -> str | None:
        """The first role of a person."""
        return self.roles[0][1] if self.roles else None

    def take(self, candidate: Candidate, *, alone: bool = True) -> None:
        """Add a candidate's form and, unless it may stand for somebody else (not `alone`), its role."""
        self.forms[candidate.text] = None
        if self.kind == "person" and candidate.role and alone:
            self.roles.append((candidate.start, candidate.role))


class Named(NamedTuple):
    """The names of an article in the order they first appear.

    `mentions` are the places where they stand, in order, `roles` the roles of each with the offset of the name that
    they stand beside, as many as the article gives.
    """

    names: tuple[Name, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[tuple[int, str], ...], ...]


def find(text: str, parts: tuple[Part, ...], sentences: tuple[Sentence, ...]) -> Named:
    """Return the names of an article.

    Args:
        text: The article's text.
        parts: Its parts; only those that narrate give names and roles, the others count as places of known ones.
        sentences: Its sentences.

    Returns:
        Each name once, in its fullest form, with the other forms seen and the sentences it stands in.
    """
    entries = _entries(list(_candidates(text, parts, sentences)))
    people = [(entry.name, entry.role) for entry in entries]
    found = namesakes.settle(text, list(mentions.locate(text, mentions.forms(e.forms for e in entries))), people)
    starts = [sentence.start for sentence in sentences]
    places: dict[int, dict[int, None]] = {}
    for mention in found:
        index = max(bisect_right(starts, mention.start) - 1, 0)
        places.setdefault(mention.name, {})[index] = None
    order = {index: number for number, index in enumerate(places)}
    return Named(
        tuple(_name(entries[index], tuple(where)) for index, where in places.items()),
        tuple(Mention(start, end, order[index]) for start, end, index in found),
        tuple(tuple(entries[index].roles) for index in places),
    )


def _name(entry: _Entry, where: tuple[int, ...]) -> Name:
    variants = tuple(form for form in entry.forms if form != entry.name)
    return Name(name=entry.name, kind=entry.kind, role=entry.role, variants=variants, sentences=where)


def _candidates(text: str, parts: tuple[Part, ...], sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
    lower_words = frozenset(_LOWER_WORD.findall(text))
    begins = frozenset(sentence.start for sentence in sentences)
    following = iter(sentences)
    sentence = next(following, None)
    for part in parts:
        if not part.narrates or _is_title(part.text):
            continue
        for run in runs.scan(text, part.start, part.end, begins):
            while sentence and sentence.end <= run.words[0].start:
                sentence = next(following, None)
            if sentence:
                yield from candidates.read(text, run, sentence, lower_words)


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or line.endswith(_SENTENCE_ENDS):
        return False
    words = _CASED_WORD.findall(line)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > _TITLE_SHARE * len(words)


def _entries(found: list[Candidate]) -> list[_Entry]:
    """Tie the candidates together: full names first, then the short forms to them."""
    entries: dict[tuple[str, ...], _Entry] = {}
    alone = Counter(candidate.family for candidate in found if candidate.short and not candidate.plain)
    families = {candidate.family for candidate in found if candidate.kind == "person" and candidate.words[0] in GIVEN}
    short: list[Candidate] = []
    for candidate in found:
        if candidate.kind is None and candidate.family in families and _is_opened(candidate):
            continue
        kind = candidate.kind or _guess(candidate, alone)
        if candidate.short and kind != "place":
            short.append(candidate)
        elif kind:
            entries.setdefault((kind, *_key(candidate, kind)), _Entry(kind, candidate.words)).take(candidate)
    _tie(short, entries)
    return list(entries.values())


def _is_opened(candidate: Candidate) -> bool:
    """Whether a sentence opens with a word that is no part of the name behind it: "Joining Roe"."""
    first = candidate.words[0]
    return candidate.initial and not candidate.short and first not in GIVEN and first.endswith(_OPENING)


def _key(candidate: Candidate, kind: NameKind) -> tuple[str, ...]:
    """What two forms of one name share: first and last word of a person, the country behind an alias."""
    if kind == "person":
        return candidate.words[0], candidate.family, candidate.words[-1]
    return (ALIASES.get(candidate.text, candidate.text),)


def _guess(candidate: Candidate, alone: Counter[str]) -> NameKind | None:
    """What a candidate is that no list knows: a person if its family name recurs alone or it speaks."""
    if candidate.short:
        return None
    if not candidate.determined and (candidate.spoke or alone[candidate.family]):
        return "person"
    return None if candidate.initial or candidate.plain or len(candidate.words) > _LONGEST_OTHER else "other"


def _tie(short: list[Candidate], entries: dict[tuple[str, ...], _Entry]) -> None:
    """Give each short form to the people it may stand for; the rest become names of their own."""
    owners = _owners(entry for entry in entries.values() if entry.kind == "person")
    spelt = _spelt_out(entries.values())
    certain = Counter(candidate.text for candidate in short if not candidate.initial and not candidate.plain)
    people = {candidate.family for candidate in short if candidate.kind == "person" or candidate.spoke}
    for candidate in short:
        known = owners.get(candidate.family, [])
        if full := spelt.get(candidate.text.replace(".", "")):
            full.kind = "organisation"
            known = [full]
        for owner in known:
            owner.take(candidate, alone=len(known) == 1)
        kind: NameKind = candidate.kind or ("person" if candidate.family in people else "other")
        if not known and (kind != "other" or certain[candidate.text] > 1):
            entries.setdefault((kind, candidate.family), _Entry(kind, candidate.words)).take(candidate)


def _owners(people: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    """The people whom a family name or a given name may mean; a son only if his father is not there."""
    owners: dict[str, list[_Entry]] = {}
    for entry in sorted(people, key=lambda entry: entry.words[-1] in candidates.GENERATION):
        keys = [candidates.family(entry.words)]
        keys += [entry.words[0].lower()] if entry.words[0] in GIVEN else []
        for key in keys:
            namesakes = owners.setdefault(key, [])
            son = entry.words[-1] in candidates.GENERATION and namesakes
            if not son and len(namesakes) < _NAMESAKES:
                namesakes.append(entry)
    return owners


def _spelt_out(entries: Iterable[_Entry]) -> dict[str, _Entry]:
    """The organisations, or what may be one, by their initials."""
    return {
        "".join(word[0] for word in entry.words if word[0].isupper()): entry
        for entry in entries
        if entry.kind in ("organisation", "other") and len(entry.words) > 1
    }
