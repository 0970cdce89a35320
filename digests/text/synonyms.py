"""Words of news prose that count the same thing, so that outlets' figures can be laid side by side."""

from functools import lru_cache

from digests.text.words import STOP_WORDS, stem, terms, words

# Each line is one thing as desks name it in turn. Only words that replace each other without changing what is counted
# belong here: "soldiers" and "troops" do, "strikes" and "attacks" do not.
_SAME = """
tariff levy duty
country nation
car auto automobile
soldier troop serviceman
employee worker staff
job position
firm company
child kid
policeman police officer
attacker assailant
ship vessel
plane aircraft jet
injured hurt wounded injury
killed dead died death fatality
arrested detained arrest
passenger traveller traveler
resident inhabitant
spending expenditure outlay
profit earning
revenue turnover
salary wage pay
cut reduction decrease
rise increase
deal agreement accord
"""
_LINES = [line.split() for line in _SAME.strip().splitlines()]
_CONCEPT = {stem(word): stem(line[0]) for line in _LINES for word in line}
_WORDS = {stem(word): tuple(line) for line in _LINES for word in line}


def concept(term: str) -> str:
    """Return the term that stands for a stem and its synonyms."""
    return _CONCEPT.get(term, term)


def concepts(text: str) -> list[str]:
    """Return the concepts of a text's content words in order."""
    return list(_concepts(text))


@lru_cache(maxsize=8192)
def _concepts(text: str) -> tuple[str, ...]:
    """Remember the last few thousand sentences: a day's are held against each question and each channel's settings."""
    return tuple(concept(term) for term in terms(text))


def spellings(text: str) -> list[str]:
    """Return the content words of a text, each with its synonyms: what to look an archive through for."""
    plain = [word for word in words(text) if word not in STOP_WORDS]
    return list(dict.fromkeys(same for word in plain for same in (word, *_WORDS.get(stem(word), ()))))
