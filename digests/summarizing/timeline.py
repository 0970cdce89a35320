"""The dated events of a story, a sentence a day."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from digests.model.article import Article, DateMention
from digests.model.story import Citation, TimelineEntry
from digests.summarizing.citing import outlets
from digests.text.synonyms import concepts

_YEAR = re.compile(r"\d{4}")


def find(articles: Sequence[Article]) -> tuple[TimelineEntry, ...]:
    """Return a verbatim sentence for each single day that two outlets or more name, in order of days.

    The sentence is the one that shares most concepts with the other sentences about that day. What two outlets date
    alike is an event of the story; a date in one article alone is as often background. Days named inside a quote are
    the speaker's, reckoned from when the words were said, and are left out, as are days reckoned from an inferred one.
    """
    about: defaultdict[date, dict[tuple[str, int], Article]] = defaultdict(dict)
    for article in articles:
        for mention in article.dates:
            if mention.first and mention.first == mention.last and _is_reliable(article, mention):
                about[mention.first].setdefault((article.id, mention.sentence), article)
    days = ((day, [(article, index) for (_, index), article in found.items()]) for day, found in sorted(about.items()))
    entries = (_entry(day, found) for day, found in days)
    return tuple(entry for entry in entries if len(outlets(entry.citations)) > 1)


def _is_reliable(article: Article, mention: DateMention) -> bool:
    pieces = (piece for quote in article.quotes if quote.verbatim for piece in quote.pieces)
    quoted = any(piece.start <= mention.start < piece.end for piece in pieces)
    reckoned = not _YEAR.search(mention.text)
    return not quoted and not (reckoned and article.published.inferred)


def _entry(day: date, found: Sequence[tuple[Article, int]]) -> TimelineEntry:
    said = [frozenset(concepts(article.sentences[index].text)) for article, index in found]
    spread = Counter(concept for own in said for concept in own)
    shared = [sum(spread[concept] for concept in own) / math.sqrt(len(own) or 1) for own in said]
    best = max(range(len(found)), key=shared.__getitem__)
    article, index = found[best]
    others = [pair for number, pair in enumerate(found) if number != best]
    citations = tuple(dict.fromkeys(Citation.of(a, i) for a, i in [(article, index), *others]))
    return TimelineEntry(date=day, text=article.sentences[index].text, citations=citations)
