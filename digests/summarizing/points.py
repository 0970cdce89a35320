"""Chooses the key points of a story: verbatim sentences that several origins carry, without repetition."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from digests.model.article import Article, Sentence
from digests.model.story import Citation, KeyPoint, Origin
from digests.summarizing.citing import outlets
from digests.text.synonyms import concepts

POINTS = 3
"""How many key points a story has at most."""
_WORDS = range(7, 46)
# A first word that points back to a sentence the reader does not see.
_DANGLING = frozenset(
    """
    he she it they his her hers its their theirs this that these those there here such but and or nor so yet however
    meanwhile still also then thus therefore moreover furthermore instead otherwise nevertheless besides both another
    """.split()
)
_FIRST_WORD = re.compile(r"\W*(\w+)")
_COMPLETE = re.compile(r"[.!…][\"”’'»)]*$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED_AT_MOST = 0.5
# From which cosine of two sentences on, concepts weighted by how many origins use them, a reader feels told twice.
_REPEATS = 0.35
# The share of a sentence's concepts that another has to have, besides all of its numbers, to be cited for it.
_CARRIES = 0.6
# How many of the best sentences are held against the others to see who carries them.
_CLOSER_LOOK = 30
# How much each further origin that carries a sentence counts.
_ORIGIN_BONUS = 0.25
# How much the opening of an article counts over its later sentences: news puts the event first.
_LEAD_BONUS = 2.0
_LEAD_FADES = 2.0
# How much what the reader was not told of yet counts over what was there before.
_NEWS_BONUS = 0.5


@dataclass(frozen=True, eq=False)
class _Candidate:
    article: Article
    origin: int
    index: int
    sentence: Sentence
    concepts: frozenset[str]
    numbers: frozenset[str]
    eligible: bool
    rank: int
    new: bool


def choose(articles: Sequence[Article], origins: Sequence[Origin], seen: Collection[str] = ()) -> tuple[KeyPoint, ...]:
    """Return the key points of a story's articles: the most central sentences, those that open an article first.

    A sentence scores by the share of the story's origins that use its concepts, by how early it stands and by whether
    its article is new, its id not among the `seen` ones. One that leans on an unseen sentence ("He ..."), is mostly a
    quotation, a question or unfinished is never chosen, nor is one outside the paragraphs.
    """
    candidates = _candidates(articles, origins, seen)
    weights = _weights(candidates, len(origins))
    scores = {candidate: _score(candidate, weights) for candidate in candidates if candidate.eligible}
    best = sorted(scores, key=lambda candidate: -scores[candidate])[:_CLOSER_LOOK]
    carriers = {candidate: _carriers(candidate, candidates) for candidate in best}

    def worth(candidate: _Candidate) -> float:
        further = len({carrier.origin for carrier in carriers[candidate]}) - 1
        return scores[candidate] * (1 + _ORIGIN_BONUS * further)

    chosen: list[_Candidate] = []
    for candidate in sorted(best, key=lambda candidate: -worth(candidate)):
        if len(chosen) < POINTS and all(_likeness(candidate, other, weights) < _REPEATS for other in chosen):
            chosen.append(candidate)
    in_order_of_telling = sorted(chosen, key=lambda candidate: candidate.rank)
    return tuple(_point(candidate, carriers[candidate]) for candidate in in_order_of_telling)


def _candidates(articles: Sequence[Article], origins: Sequence[Origin], seen: Collection[str]) -> list[_Candidate]:
    origin_of = {article: number for number, origin in enumerate(origins) for article in origin.articles}
    found: list[_Candidate] = []
    for article in articles:
        rank, new = 0, article.id not in seen
        for index, sentence in enumerate(article.sentences):
            part = article.parts[sentence.part]
            if part.narrates:
                eligible = part.kind == "paragraph" and _stands_alone(article, index)
                said, numbers = frozenset(concepts(sentence.text)), frozenset(_NUMBER.findall(sentence.text))
                origin = origin_of[article.id]
                found.append(_Candidate(article, origin, index, sentence, said, numbers, eligible, rank, new))
                rank += part.kind == "paragraph"
    return found


def _stands_alone(article: Article, index: int) -> bool:
    sentence = article.sentences[index]
    first = _FIRST_WORD.match(sentence.text)
    quoted = sum(
        min(piece.end, sentence.end) - max(piece.start, sentence.start)
        for quote in article.quotes
        if quote.verbatim and quote.start < sentence.end and quote.end > sentence.start
        for piece in quote.pieces
        if piece.start < sentence.end and piece.end > sentence.start
    )
    return (
        len(sentence.text.split()) in _WORDS
        and first is not None
        and first[1].lower() not in _DANGLING
        and _COMPLETE.search(sentence.text) is not None
        and quoted <= _QUOTED_AT_MOST * len(sentence.text)
    )


def _weights(candidates: Sequence[_Candidate], origins: int) -> dict[str, float]:
    """Weigh each concept by the square of the share of origins that use it."""
    used = {(candidate.origin, concept) for candidate in candidates for concept in candidate.concepts}
    spread = Counter(concept for _, concept in used)
    return {concept: (number / origins) ** 2 for concept, number in spread.items()}


def _score(candidate: _Candidate, weights: Mapping[str, float]) -> float:
    central = sum(weights[concept] for concept in candidate.concepts) / math.sqrt(len(candidate.concepts) or 1)
    lead = 1 + _LEAD_BONUS * math.exp(-candidate.rank / _LEAD_FADES)
    return central * lead * (1 + _NEWS_BONUS * candidate.new)


def _likeness(one: _Candidate, other: _Candidate, weights: Mapping[str, float]) -> float:
    def weight(concepts: frozenset[str]) -> float:
        return sum(weights[concept] for concept in concepts)

    sizes = math.sqrt(weight(one.concepts) * weight(other.concepts))
    return weight(one.concepts & other.concepts) / sizes if sizes else 0.0


def _carriers(candidate: _Candidate, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the sentence itself and the best sentence of each other article that has its numbers and its concepts."""
    best: dict[str, tuple[float, _Candidate]] = {candidate.article.id: (math.inf, candidate)}
    for other in candidates:
        carried = len(candidate.concepts & other.concepts) / (len(candidate.concepts) or 1)
        held, _ = best.get(other.article.id, (_CARRIES, other))
        if carried >= held and candidate.numbers <= other.numbers:
            best[other.article.id] = carried, other
    return [carrier for _, carrier in best.values()]


def _point(candidate: _Candidate, carriers: Sequence[_Candidate]) -> KeyPoint:
    citations = tuple(Citation.of(carrier.article, carrier.index) for carrier in carriers)
    return KeyPoint(
        text=candidate.sentence.text,
        citations=citations,
        outlets=outlets(citations),
        origins=len({carrier.origin for carrier in carriers}),
    )
