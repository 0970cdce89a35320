"""Reads capitalised runs as candidates for names: what of a run is role, what is name, and what speaks for a person."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from digests.analysis import roles
from digests.analysis.given_names import GIVEN
from digests.analysis.openers import COMMON, MONTHS, WEEKDAYS
from digests.analysis.organisations import NO_NAME, ORGANISATION_WORDS, is_organisation
from digests.analysis.places import is_adjective, is_place
from digests.analysis.runs import CONNECTING, PARTICLES, Run, Word
from digests.model.article import NameKind, Sentence

GENERATION = frozenset(("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"))
_CACHED = 8192  # runs whose reading is remembered: an article repeats its names, and so do the others of its story
_LONGEST = 12  # words of a run; more in a row is a heading, not a name
# What a secretary or minister "of" something is for, where it takes more than one word.
_PORTFOLIO = frozenset(
    "State Defense Defence Homeland Security Health Human Services National Intelligence Foreign Affairs Housing Urban "
    "Development Veterans Education Finance Trade Labor Labour Energy Commerce Agriculture Transportation Interior "
    "Justice Economic the & and".split()
)
# Verbs beside a name that only a speaker has.
_SAYING = "said|says|told|tells|added|adds|wrote|writes|argued|explained|insisted|warned|replied|tweeted"
_SAID_AFTER = re.compile(rf"\s(?:also |later |then |has |had )?(?:{_SAYING})\b")
_SAID_BEFORE = re.compile(rf"\b(?:{_SAYING})\s$")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_INITIALS = re.compile(r"[^\W\d_]{2}|(?:[^\W\d_]\.)+")


class Candidate(NamedTuple):
    """A capitalised run read as a name, beginning at `start`.

    `kind` is None while nothing speaks for one; `role` stands beside the name; `initial` says that its capital may be
    owed to its place. The rest is told of those without a kind: `spoke` that a verb of speech stands beside it,
    `determined` that an article does, `plain` that all its words are everyday ones of the article, or shouted.
    """

    text: str
    start: int
    words: tuple[str, ...]
    kind: NameKind | None
    role: str | None
    initial: bool
    spoke: bool
    determined: bool
    plain: bool

    @property
    def family(self) -> str:
        """The family name in small letters, with the particles in front of it ("von der roe")."""
        return family(self.words)

    @property
    def short(self) -> bool:
        """Whether it is one word, or a family name with its particles, that a longer form may stand behind."""
        return len(self.words) == 1 or self.words[0].lower() in PARTICLES


@lru_cache(maxsize=_CACHED)
def family(words: tuple[str, ...]) -> str:
    """Return the family name of a person's name in small letters, with its particles."""
    end = len(words) - (words[-1] in GENERATION and len(words) > 2)
    first = next((index for index in range(end) if words[index].lower() in PARTICLES), end - 1)
    return " ".join(words[first:end]).lower()


def read(text: str, run: Run, sentence: Sentence, lower_words: frozenset[str]) -> Iterator[Candidate]:
    """Yield the candidates of one run.

    Args:
        text: The text of the article.
        run: The run.
        sentence: The sentence it stands in.
        lower_words: The words that the article also writes with a small letter.
    """
    if len(run.words) > _LONGEST or (run.initial and len(run.words) == 1 and _is_opener(run.words[0].text)):
        return
    for piece, begins in _pieces(run):
        words, initial = _without_opener(piece, lower_words, initial=begins)
        while words and words[-1].text in CONNECTING:
            words.pop()
        if words and (candidate := _candidate(text, words, sentence, lower_words, initial=initial)):
            yield candidate


def _pieces(run: Run) -> Iterator[tuple[list[Word], bool]]:
    """Cut the run at weekdays, months and capitals that name nothing."""
    piece: list[Word] = []
    initial = run.initial
    for index, word in enumerate(run.words):
        month = word.text in MONTHS and (len(run.words) == 1 or index == 0)
        if month or word.text in WEEKDAYS or word.text in NO_NAME:
            if piece:
                yield piece, initial
            piece, initial = [], False
        else:
            piece.append(word)
    if piece:
        yield piece, initial


def _without_opener(words: list[Word], lower_words: frozenset[str], *, initial: bool) -> tuple[list[Word], bool]:
    """Take off an article, and the first word of a sentence if it is an everyday one."""
    first = words[0].text
    if first in ("The", "A", "An") and not (len(words) > 1 and is_place(f"{first} {words[1].text}")):
        return words[1:], False
    if not initial:
        return words, False
    lower = first.lower()
    if _is_opener(first) or (lower in lower_words and not _begins_name(words)):
        return words[1:], False
    return words, True


def _is_opener(word: str) -> bool:
    """Whether the word opens a sentence far more often than a name."""
    return word.lower() in COMMON and word not in GIVEN


def _begins_name(words: list[Word]) -> bool:
    """Whether a first word that is also an everyday one still begins a name: a given name, an office, a known place."""
    first = words[0].text
    titled = any(roles.is_role(word.text) for word in words[:-1])
    return titled or (first in GIVEN and len(words) > 1) or is_place(first) or first in roles.ADDRESSES


def _candidate(
    text: str, words: list[Word], sentence: Sentence, lower_words: frozenset[str], *, initial: bool
) -> Candidate | None:
    cut = _name_start(words)
    rest, addressed = _without_address(words[cut:])
    names = tuple(word.text for word in rest)
    if _names_nothing(names, addressed=addressed):
        return None
    start, end = rest[0].start, rest[-1].end
    kind = None if cut or addressed else _listed(names)
    role = None
    if kind is None or (kind == "place" and len(names) > 1):
        role = _role(text, words, cut, end, sentence)
        described = bool(role or addressed)
        kind = _listed(names, described=described) or _person(names, described=described)
    unknown = kind is None
    return Candidate(
        text[start:end],
        start,
        names,
        kind,
        role,
        initial=initial and not cut and rest[0] is words[0],
        spoke=unknown and bool(_SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text, max(0, start - 12), start)),
        determined=unknown and bool(_DETERMINED.search(text, max(0, start - 5), start)),
        plain=unknown and all(name.lower() in lower_words or (len(name) > 4 and name.isupper()) for name in names),
    )


def _without_address(rest: list[Word]) -> tuple[list[Word], bool]:
    """Take off forms of address and the adjective in front of a given name ("Norwegian Tor Hamsund")."""
    addressed = False
    while len(rest) > 1 and rest[0].text in roles.ADDRESSES:
        addressed, rest = True, rest[1:]
    if len(rest) > 1 and is_adjective(rest[0].text) and rest[1].text in GIVEN:
        rest = rest[1:]
    return rest, addressed


@lru_cache(maxsize=_CACHED)
def _names_nothing(names: tuple[str, ...], *, addressed: bool) -> bool:
    """Whether nothing but adjectives, an office without its holder or a shout ("BUY NOW") is left."""
    if all(is_adjective(name) or name in roles.ADDRESSES for name in names):
        return True
    if len(names) > 1 and all(name.isupper() for name in names) and any(len(name) > 3 for name in names):
        return not is_organisation(names)
    return roles.is_role(names[-1]) and names[0] not in GIVEN and not addressed


def _role(text: str, words: list[Word], cut: int, end: int, sentence: Sentence) -> str | None:
    """The role before the name, in capitals (the first `cut` words), small letters or both, else the one behind it."""
    before = roles.before(text, words[0].start, sentence.start, titled=cut > 0)
    if before is None and not cut:
        return roles.after(text, end, sentence.end)
    first = words[0].start if before is None else before
    last = words[cut - 1].end if cut else words[0].start
    return text[first:last].strip(" ,\u00a0")


def _name_start(words: list[Word]) -> int:
    """Where the name begins in "role + name"; 0 if the run holds no role in front of a name."""
    for index in range(len(words) - 2, -1, -1):
        if not roles.is_role(words[index].text):
            continue
        start = index + 1
        if words[start].text == "of":
            start += 2
            while start < len(words) and (words[start - 1].text == "the" or words[start].text in _PORTFOLIO):
                start += 1
        given_before = index > 0 and words[0].text in GIVEN
        return start if start < len(words) and not given_before and not _is_body(words[start:]) else 0
    return 0


def _is_body(rest: list[Word]) -> bool:
    """Whether what follows a role noun makes an organisation of it ("Justice Department", "Republican Committee")."""
    return rest[-1].text in ORGANISATION_WORDS and rest[0].text not in GIVEN


@lru_cache(maxsize=_CACHED)
def _listed(names: tuple[str, ...], *, described: bool = False) -> NameKind | None:
    """What the lists say; a person with a role may be called as a place is."""
    if is_organisation(names):
        return "organisation"
    return "place" if is_place(" ".join(names)) and not (described and len(names) > 1) else None


@lru_cache(maxsize=_CACHED)
def _person(names: tuple[str, ...], *, described: bool) -> NameKind | None:
    given = len(names) > 1 and (names[0] in GIVEN or _INITIALS.fullmatch(names[0]))
    return "person" if described or given else None
