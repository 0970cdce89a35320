"""Says what is new in a story for a reader who was told of some of its articles."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from digests.model.article import Article
from digests.model.story import Change, Citation, Difference, StoryQuote


def find(
    articles: Sequence[Article],
    differences: Sequence[Difference],
    quotes: Sequence[StoryQuote],
    seen: Collection[str],
) -> tuple[Change, ...]:
    """Return what the articles whose ids are not among the `seen` ones brought to a story.

    Corrections always count; moved figures, outlets and quotes only where the reader knows the story.
    """
    new = {article.id: article for article in articles if article.id not in seen}
    found = list(_corrections(new.values()))
    if len(new) < len(articles):
        found += _moved_figures(differences, new)
        found += _new_outlets(articles, new)
        found += _new_quotes(quotes, new)
    return tuple(found)


def _corrections(new: Iterable[Article]) -> Iterator[Change]:
    for article in new:
        for number, part in enumerate(article.parts):
            if part.kind == "correction":
                first = next((i for i, s in enumerate(article.sentences) if s.part == number), 0)
                yield Change(kind="correction", text=part.text, citations=(Citation.of(article, first),))


def _moved_figures(differences: Sequence[Difference], new: Mapping[str, Article]) -> Iterator[Change]:
    for difference in differences:
        later = [r for r in difference.readings if all(c.article in new for c in r.citations)]
        earlier = [r for r in difference.readings if r not in later]
        if difference.kind == "update" and later and earlier:
            text = f"{difference.counts}: {' / '.join(r.text for r in earlier)} → {' / '.join(r.text for r in later)}"
            yield Change(kind="figure", text=text, citations=tuple(c for r in later for c in r.citations))


def _new_outlets(articles: Sequence[Article], new: Mapping[str, Article]) -> Iterator[Change]:
    known = {article.source for article in articles if article.id not in new}
    fresh = {article.source: article for article in new.values() if article.source not in known}
    if fresh:
        yield Change(kind="outlet", text=", ".join(fresh), citations=tuple(Citation.of(a, 0) for a in fresh.values()))


def _new_quotes(quotes: Sequence[StoryQuote], new: Mapping[str, Article]) -> Iterator[Change]:
    for quote in quotes:
        if quote.kind == "direct" and quote.speaker and all(c.article in new for c in quote.citations):
            yield Change(kind="quote", text=f"“{quote.text}” {quote.speaker}", citations=quote.citations)
