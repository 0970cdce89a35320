"""Finds the sentences that bear on a question or hold the words of a search."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.model.answer import Passage
from digests.model.article import Article
from digests.model.story import Citation
from digests.text.synonyms import concepts

# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), the usual values.
_K1, _B = 1.2, 0.75
# What the headline says holds for every sentence below it, if less surely than the sentence's own words.
_FROM_HEADLINE = 0.5


@dataclass(frozen=True)
class Match:
    """A sentence with its BM25 score and the share of the question's concepts, by weight, that it covers."""

    article: Article
    sentence: int
    score: float
    coverage: float

    @property
    def has_date(self) -> bool:
        """Whether the sentence names a day or a span of days."""
        return any(mention.sentence == self.sentence for mention in self.article.dates)

    @property
    def passage(self) -> Passage:
        """The sentence as an answer shows it."""
        text = self.article.sentences[self.sentence].text
        return Passage(text=text, headline=self.article.headline, citation=Citation.of(self.article, self.sentence))


def matches(about: Sequence[str], articles: Sequence[Article]) -> list[Match]:
    """Return the narrating sentences that share a concept with `about`, best first, equal ones in order of reading."""
    sentences = [
        (article, index, Counter(concepts(sentence.text)))
        for article in articles
        for index, sentence in enumerate(article.sentences)
        if article.parts[sentence.part].narrates
    ]
    headlines = {article.id: set(concepts(article.headline)) for article in articles}
    weights = _weights(about, [held for _, _, held in sentences])
    mean = sum(held.total() for _, _, held in sentences) / (len(sentences) or 1) or 1.0
    found = []
    for article, index, held in sentences:
        if any(concept in held for concept in weights):
            score = sum(weight * _saturated(held, concept, mean) for concept, weight in weights.items())
            coverage = _coverage(weights, held, headlines[article.id])
            found.append(Match(article, index, score, coverage))
    return sorted(found, key=lambda match: (-match.coverage, -match.score))


def _weights(about: Sequence[str], held: Sequence[Counter[str]]) -> dict[str, float]:
    """Weigh each concept by its rarity among the sentences (BM25's IDF, never negative)."""
    spread = {concept: sum(concept in one for one in held) for concept in about}
    return {concept: math.log(1 + (len(held) - n + 0.5) / (n + 0.5)) for concept, n in spread.items()}


def _saturated(held: Counter[str], concept: str, mean: float) -> float:
    frequency = held[concept]
    return frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * held.total() / mean))


def _coverage(weights: Mapping[str, float], held: Counter[str], headline: set[str]) -> float:
    covered = sum(
        weight * (1.0 if concept in held else _FROM_HEADLINE if concept in headline else 0.0)
        for concept, weight in weights.items()
    )
    return covered / (sum(weights.values()) or 1.0)
