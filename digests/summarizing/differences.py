"""Finds where outlets give different numbers for one thing, and lays the readings side by side."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import combinations

from digests.model.article import Article
from digests.model.story import Difference, DifferenceKind, Reading
from digests.summarizing.citing import outlets
from digests.summarizing.figures import Mention, mentions
from digests.text.synonyms import concepts
from digests.text.words import stem

# Nouns that say too little of what is counted: "12 people were injured" and "30 people came" do not differ. Their
# figures are compared only when the first word that follows says the same of them.
_GENERAL = frozenset(map(stem, "people person man woman thing time year month week day hour minute other".split()))
_WORD = re.compile(r"[\w’'-]+")
SUPERSEDED_AFTER = timedelta(hours=6)
"""How much later every report of one number must be than every report of another to have moved it.

Within a working shift two newsrooms with two numbers contradict each other; a number of the next morning is news.
"""


@dataclass(frozen=True, eq=False)
class _Number:
    """One number for a thing, with the places that give it."""

    given: tuple[Mention, ...]

    @cached_property
    def articles(self) -> set[str]:
        return {mention.article.id for mention in self.given}

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        return outlets(mention.citation for mention in self.given)

    @cached_property
    def estimated(self) -> bool:
        """Whether a report limits it ("more than", "about") or gives no exact number ("dozens")."""
        return any(mention.figure.qualifier or mention.figure.value is None for mention in self.given)

    @property
    def size(self) -> float:
        figure = self.given[0].figure
        return next((one for one in (figure.value, figure.low, figure.high) if one is not None), 0.0)

    @property
    def reading(self) -> Reading:
        figure = self.given[0].figure
        citations = tuple(dict.fromkeys(mention.citation for mention in self.given))
        return Reading(
            text=self.given[0].wording,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            outlets=outlets(citations),
            citations=citations,
        )

    def supersedes(self, other: "_Number") -> bool:
        """Whether every report of this number is clearly later than every report of the other."""
        own = [mention.article.published for mention in self.given]
        theirs = [mention.article.published for mention in other.given]
        if any(published.at is None or published.inferred for published in (*own, *theirs)):
            return False
        last = max(published.at for published in theirs if published.at)
        return all(published.at >= last + SUPERSEDED_AFTER for published in own if published.at)


def find(articles: Sequence[Article]) -> tuple[Difference, ...]:
    """Return the differences of a story's articles, those with most readings first.

    Figures are compared when unit and all words of what they count agree, synonyms taken as one. A number and the
    same number rounded agree. Numbers that one article gives side by side count different things to it; they are set
    against each other only as estimates of a plain count ("more than 75 countries", "dozens of countries"), and the
    kind is then ``scope``.
    """
    compared: defaultdict[tuple[object, ...], list[Mention]] = defaultdict(list)
    for mention in mentions(articles):
        if thing := _thing(mention):
            compared[thing].append(mention)
    found = [difference for given in compared.values() for difference in _differences(given)]
    return tuple(sorted(found, key=lambda difference: -len(difference.readings)))


def _thing(mention: Mention) -> tuple[object, ...] | None:
    if not mention.counted:
        return None
    if mention.counted <= _GENERAL:
        said = concepts(_counted(mention))[len(mention.counted) :]
        return (mention.figure.unit, mention.counted, *said) if said else None
    return mention.figure.unit, mention.counted


def _counted(mention: Mention) -> str:
    """Return what a number counts, a general noun with the words up to the one that says what is said of it."""
    counts = mention.figure.counts or ""
    if not mention.counted <= _GENERAL:
        return counts
    sentence = mention.article.sentences[mention.figure.sentence]
    after = mention.article.text[mention.figure.end : sentence.end]
    for word in _WORD.finditer(after):
        if set(concepts(word[0])) - mention.counted:
            return after[: word.end()].strip()
    return counts


def _differences(given: Sequence[Mention]) -> Iterator[Difference]:
    by_amount: defaultdict[object, list[Mention]] = defaultdict(list)
    for mention in given:
        by_amount[mention.amount].append(mention)
    numbers = _comparable(_without_rounded(list(by_amount.values())))
    ((counts, _),) = Counter(_counted(mention) for mention in given).most_common(1)
    aside = any(one.articles & other.articles for one, other in combinations(numbers, 2))
    superseded = [] if aside else [one for one in numbers if any(other.supersedes(one) for other in numbers)]
    standing = [number for number in numbers if number not in superseded]
    if superseded:
        yield _difference(counts, "update", [*superseded, *standing])
    if len({outlet for number in standing for outlet in number.outlets}) > 1 and len(standing) > 1:
        yield _difference(counts, "scope" if aside else "conflict", standing)


def _difference(counts: str, kind: DifferenceKind, numbers: Sequence[_Number]) -> Difference:
    ordered = numbers if kind == "update" else sorted(numbers, key=lambda number: number.size)
    return Difference(counts=counts, readings=tuple(number.reading for number in ordered), kind=kind)


def _comparable(numbers: Sequence[_Number]) -> list[_Number]:
    """Keep the number that most outlets give, and those that no article gives beside a kept one."""
    kept: list[_Number] = []
    for number in sorted(numbers, key=lambda number: -len(number.outlets)):
        estimate = number.estimated and number.given[0].figure.unit is None
        if estimate or not any(number.articles & other.articles for other in kept):
            kept.append(number)
    return kept


def _without_rounded(amounts: Sequence[Sequence[Mention]]) -> list[_Number]:
    """Drop a number that is another one rounded, keeping its mentions with the exact one."""
    kept: list[list[Mention]] = []
    for given in sorted(amounts, key=lambda given: -_digits(given[0].figure.value)):
        value = given[0].figure.value
        exact = next((one for one in kept if value is not None and _rounds_to(one[0].figure.value, value)), None)
        if exact is None:
            kept.append(list(given))
        else:
            exact.extend(given)
    return [_Number(tuple(given)) for given in kept]


def _digits(value: float | None) -> int:
    return 0 if value is None else len(f"{value:.12g}".replace(".", "").strip("0-"))


def _rounds_to(exact: float | None, rounded: float) -> bool:
    """Whether the first number, cut to as many digits as the second has, is the second; two digits at least."""
    return exact is not None and float(f"{exact:.{max(_digits(rounded), 2)}g}") == rounded
