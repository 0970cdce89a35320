"""Brings a story's quotes together over its outlets, and marks where one clipped or altered the words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from digests.model.article import Article, Quote
from digests.model.story import Alteration, Citation, QuoteVariant, StoryQuote
from digests.summarizing.citing import outlets
from digests.text.likeness import bare_words

# The share of the shorter wording's word pairs that the longer one has when both are taken for one utterance: an
# outlet may change a few words of a long quote, but a short fragment has to match entirely.
_SAME = 0.7
_SHORT = 5
_LEAST_WORDS = 3


@dataclass(frozen=True, eq=False)
class _Utterance:
    """What one article has of one utterance: quotes of one speaker that follow each other."""

    article: Article
    quotes: tuple[Quote, ...]

    @property
    def pieces(self) -> list[str]:
        return [piece.text for quote in self.quotes for piece in quote.pieces]

    @cached_property
    def words(self) -> list[str]:
        return [word for piece in self.pieces for word in bare_words(piece)]

    @cached_property
    def line(self) -> str:
        return f" {' '.join(self.words)} "

    @cached_property
    def runs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.words))

    @cached_property
    def text(self) -> str:
        return "” “".join(self.pieces)


def merge(articles: Sequence[Article]) -> tuple[StoryQuote, ...]:
    """Return the quotes of a story's articles, each utterance once, those that most outlets carry first.

    Wordings are one utterance when the shorter one's words stand in the longer one and the speakers do not
    contradict each other. Fragments of one or two words are kept only as part of a fuller wording.
    """
    merged: list[list[_Utterance]] = []
    found = [utterance for article in articles for utterance in _utterances(article)]
    for utterance in sorted(found, key=lambda u: -len(u.words)):
        home = next((group for group in merged if _is_part_of(utterance, group[0])), None)
        if home is not None:
            home.append(utterance)
        elif len(utterance.words) >= _LEAST_WORDS:
            merged.append([utterance])
    order = {article.id: number for number, article in enumerate(articles)}
    told = [_story_quote(sorted(group, key=lambda u: order[u.article.id])) for group in merged]
    return tuple(sorted(told, key=lambda q: (-len(q.outlets), q.kind != "direct", q.speaker is None, -len(q.text))))


def _utterances(article: Article) -> Iterator[_Utterance]:
    chain: list[Quote] = []
    for quote in (quote for quote in article.quotes if quote.verbatim):
        if chain and not _goes_on(article, chain[-1], quote):
            yield _Utterance(article, tuple(chain))
            chain = []
        chain.append(quote)
    if chain:
        yield _Utterance(article, tuple(chain))


def _goes_on(article: Article, earlier: Quote, later: Quote) -> bool:
    """Whether no sentence stands between two direct quotes of one speaker, as in paragraph after paragraph."""
    if earlier.kind != "direct" or later.kind != "direct" or not earlier.speaker_as_written:
        return False
    if earlier.speaker != later.speaker or not (
        earlier.speaker or earlier.speaker_as_written == later.speaker_as_written
    ):
        return False
    return not any(s.start >= earlier.end and s.end <= later.start for s in article.sentences)


def _is_part_of(shorter: _Utterance, longer: _Utterance) -> bool:
    if not _may_be_one_speaker(shorter.quotes[0].speaker, longer.quotes[0].speaker):
        return False
    if len(shorter.words) < _SHORT:
        return shorter.line in longer.line
    return len(shorter.runs & longer.runs) >= _SAME * len(shorter.runs)


def _may_be_one_speaker(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.split()[-1].lower() == other.split()[-1].lower()


def _story_quote(group: Sequence[_Utterance]) -> StoryQuote:
    fullest = _fullest(group)
    speakers = [(q.speaker, q.role) for u in group for q in u.quotes if q.speaker]
    speaker = max((name for name, _ in speakers), key=len, default=None)
    roles = Counter(role for _, role in speakers if role)
    role = max(roles, key=lambda role: (roles[role], len(role)), default=None)
    variants = _variants(group, fullest)
    return StoryQuote(
        text=fullest.text,
        speaker=speaker,
        speaker_as_written=next((q.speaker_as_written for u in group for q in u.quotes if q.speaker_as_written), None),
        role=role,
        kind=fullest.quotes[0].kind,
        outlets=outlets(variant.citation for variant in variants),
        variants=variants,
    )


def _fullest(group: Sequence[_Utterance]) -> _Utterance:
    """Return the longest wording; of several the one that most articles print, then the one with least emphasis."""
    printed = Counter(utterance.text for utterance in group)

    def full(utterance: _Utterance) -> tuple[int, int, int]:
        capitals = sum(letter.isupper() for letter in utterance.text)
        return len(utterance.words), printed[utterance.text], -capitals

    return max(group, key=full)


def _variants(group: Sequence[_Utterance], fullest: _Utterance) -> tuple[QuoteVariant, ...]:
    """One variant an article: its fullest wording, for an article may quote the same words twice."""
    own: dict[str, _Utterance] = {}
    for utterance in group:
        held = own.get(utterance.article.id)
        if held is None or len(utterance.words) > len(held.words):
            own[utterance.article.id] = utterance
    return tuple(
        QuoteVariant(
            text=utterance.text,
            alteration=_alteration(utterance, fullest),
            citation=Citation.of(utterance.article, utterance.quotes[0].sentence),
        )
        for utterance in own.values()
    )


def _alteration(utterance: _Utterance, fullest: _Utterance) -> Alteration:
    """Compare the words alone: capitals, marks and the places where a quote is broken up are no alteration."""
    if utterance.words == fullest.words:
        return "same"
    verbatim = all(f" {' '.join(bare_words(piece))} " in fullest.line for piece in utterance.pieces)
    return "clipped" if verbatim else "altered"
