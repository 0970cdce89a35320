"""Tells why articles are one story: what names, figures and phrases they share, and how near each is to the rest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from digests.model.article import Article, Figure
from digests.model.reasons import Membership, Reasons, Shared
from digests.model.story import Arrival
from digests.text.words import STOP_WORDS, stem, words

_MOST = 8
"""How many names, figures or phrases are told."""
_AHEAD, _BEHIND = timedelta(days=1), timedelta(days=365)
"""From where on a time of publication is remarkable, beside the time of reading."""
# Small plain numbers ("two people") stand in nearly every article.
_SMALL = 10


def reasons(arrivals: Sequence[Arrival], likeness: Mapping[str, float]) -> Reasons:
    """Return why these articles are one story.

    Args:
        arrivals: The articles of the story, in the order in which they are told.
        likeness: How alike articles are to the others on average, by their ids, from 0 to 1; some may be missing.
    """
    articles = [arrival.article for arrival in arrivals]
    names = _names(articles)
    named = {stem(word) for name in names for word in words(name.text)}
    return Reasons(
        names=_widest(names),
        figures=_widest(_figures(articles)),
        phrases=_widest(_phrases(articles, named)),
        members=tuple(_membership(arrival, likeness.get(arrival.article.id)) for arrival in arrivals),
    )


def _membership(arrival: Arrival, likeness: float | None) -> Membership:
    article = arrival.article
    return Membership(
        article=article.id,
        outlet=article.source,
        headline=article.headline,
        url=article.url,
        published=article.published,
        likeness=likeness,
        remarks=tuple(_remarks(arrival)),
    )


def _remarks(arrival: Arrival) -> Iterator[str]:
    at = arrival.article.published.at
    if at is None:
        yield "without a date: no time is too far from it"
    elif at > arrival.read_at + _AHEAD:
        yield "dated after it was read"
    elif at < arrival.read_at - _BEHIND:
        yield "dated more than a year before it was read"
    if not any(part.narrates for part in arrival.article.parts):
        yield "without a text: its headline alone counts"


def _widest(shared: Sequence[Shared]) -> tuple[Shared, ...]:
    """Return what most articles have, first what was found first."""
    return tuple(sorted(shared, key=lambda one: -len(one.articles))[:_MOST])


def _names(articles: Sequence[Article]) -> list[Shared]:
    """Return the names in several articles, each by its fullest form: an article may have a shorter one alone."""
    forms = [
        (name.name, a.id, {f.casefold() for f in (name.name, *name.variants)}) for a in articles for name in a.names
    ]
    told: set[str] = set()
    found: list[Shared] = []
    for fullest, _, own in sorted(forms, key=lambda form: -len(form[0])):
        having = dict.fromkeys(article for _, article, others in forms if own & others)
        if not own & told and len(having) > 1:
            told |= own
            found.append(Shared(text=fullest, articles=tuple(having)))
    return found


def _figures(articles: Sequence[Article]) -> list[Shared]:
    texts: dict[tuple[float | str | None, ...], str] = {}
    having: dict[tuple[float | str | None, ...], dict[str, None]] = {}
    for article in articles:
        for figure in article.figures:
            if _tells(figure):
                key = figure.value, figure.low, figure.high, figure.unit
                texts.setdefault(key, f"{figure.text} ({figure.counts})" if figure.counts else figure.text)
                having.setdefault(key, {})[article.id] = None
    return [Shared(text=texts[key], articles=tuple(ids)) for key, ids in having.items() if len(ids) > 1]


def _tells(figure: Figure) -> bool:
    return figure.unit is not None or figure.value is None or abs(figure.value) >= _SMALL


def _phrases(articles: Sequence[Article], named: set[str]) -> list[Shared]:
    """Return the pairs of words in several articles, but those that are in names or with a number."""
    texts: dict[tuple[str, str], str] = {}
    having: dict[tuple[str, str], dict[str, None]] = {}
    for article in articles:
        narrated = [part.text for part in article.parts if part.narrates or part.kind == "heading"]
        for text in (article.headline, *narrated):
            for first, second in pairwise(word for word in words(text) if word not in STOP_WORDS):
                key = stem(first), stem(second)
                if not named.issuperset(key) and not first[0].isdecimal() and not second[0].isdecimal():
                    texts.setdefault(key, f"{first} {second}")
                    having.setdefault(key, {})[article.id] = None
    return [Shared(text=texts[key], articles=tuple(ids)) for key, ids in having.items() if len(ids) > 1]
