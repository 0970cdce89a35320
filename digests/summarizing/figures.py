"""Brings a story's figures together over its outlets."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from digests.model.article import Article, Figure
from digests.model.story import Citation, StoryFigure
from digests.summarizing.citing import outlets
from digests.text.synonyms import concepts

# Two equal numbers whose wording of what they count has nothing in common are one figure when their sentences share
# this part of the shorter one's concepts ("a 10% universal rate", "a 10% tariff on most imports").
_SAME_SENTENCE = 0.3


@dataclass(frozen=True, eq=False)
class Mention:
    """One figure where one article has it."""

    article: Article
    figure: Figure

    @cached_property
    def counted(self) -> frozenset[str]:
        """The concepts of what it counts; empty where the sentence does not say."""
        return frozenset(concepts(self.figure.counts or ""))

    @cached_property
    def around(self) -> frozenset[str]:
        """The concepts of its sentence without the number itself."""
        sentence = self.article.sentences[self.figure.sentence].text
        return frozenset(concepts(sentence.replace(self.figure.text, " ")))

    @property
    def amount(self) -> tuple[float | None, float | None, float | None, str | None]:
        """What makes two figures the same number: value, bounds and unit."""
        return self.figure.value, self.figure.low, self.figure.high, self.figure.unit

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation.of(self.article, self.figure.sentence)

    @property
    def wording(self) -> str:
        """The number as the sentence has it, with the words that limit it ("more than 75")."""
        return " ".join(filter(None, (self.figure.qualifier, self.figure.text)))


def merge(articles: Sequence[Article]) -> tuple[StoryFigure, ...]:
    """Return the figures of a story's articles, each once, those that most outlets report first."""
    by_amount: defaultdict[object, list[list[Mention]]] = defaultdict(list)
    for mention in mentions(articles):
        groups = by_amount[mention.amount]
        home = next((group for group in groups if any(_same(mention, other) for other in group)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    merged = [_story_figure(group) for groups in by_amount.values() for group in groups]
    return tuple(sorted(merged, key=lambda figure: -len(figure.outlets)))


def mentions(articles: Sequence[Article]) -> list[Mention]:
    """Return every figure of the articles with its article, in order."""
    return [Mention(article, figure) for article in articles for figure in article.figures]


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one amount count the same thing."""
    if one.counted & other.counted:
        return True
    least = min(len(one.around), len(other.around))
    return bool(least) and len(one.around & other.around) >= _SAME_SENTENCE * least


def _story_figure(group: Sequence[Mention]) -> StoryFigure:
    spread = Counter(concept for mention in group for concept in mention.counted)
    clearest = max(group, key=lambda mention: sum(spread[concept] for concept in mention.counted))
    citations = tuple(dict.fromkeys(mention.citation for mention in group))
    figure = clearest.figure
    return StoryFigure(
        text=clearest.wording,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        counts=figure.counts,
        qualifier=figure.qualifier,
        outlets=outlets(citations),
        citations=citations,
    )
