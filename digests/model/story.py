"""Stories: what several outlets wrote about one event, and what is said of it with citations."""

from datetime import date, datetime
from typing import Literal, NamedTuple, Self

from digests.model.article import Article, Published, QuoteKind
from digests.model.base import Value

DifferenceKind = Literal["conflict", "update", "scope"]
ChangeKind = Literal["correction", "figure", "outlet", "quote"]
Alteration = Literal["same", "clipped", "altered"]


class Arrival(Value):
    """An article and the moment it was read (aware), which dates it when nothing else does."""

    article: Article
    read_at: datetime


class Glance(NamedTuple):
    """What can be seen of an article without reading it: its id, its source, and when it appeared and was read (aware).

    It appeared when it was published, or when it was read if that is unknown.
    """

    id: str
    source: str
    at: datetime
    read_at: datetime


class Origin(Value):
    """Articles of a story that share one original text; `articles` are their ids, `reason` says what they share."""

    articles: tuple[str, ...]
    reason: str


class Group(Value):
    """What grouping decides: a story's id and the ids of its articles in the order they joined."""

    id: str
    articles: tuple[str, ...]


class Citation(Value):
    """Where something stands: the article, the index of the sentence in it, its source and its link."""

    article: str
    sentence: int
    outlet: str
    url: str | None = None

    @classmethod
    def of(cls, article: Article, sentence: int) -> Self:
        """Return the citation of a sentence, by its index in the article."""
        return cls(article=article.id, sentence=sentence, outlet=article.source, url=article.url)


class KeyPoint(Value):
    """A sentence chosen for a story, verbatim from its first citation; the others carry the same."""

    text: str
    citations: tuple[Citation, ...]
    outlets: tuple[str, ...]
    origins: int


class QuoteVariant(Value):
    """One article's wording of a quote, compared with the fullest wording in the story."""

    text: str
    alteration: Alteration
    citation: Citation


class StoryQuote(Value):
    """One utterance over all the outlets that carry it.

    `text` is the fullest wording; pieces between which its attribution stood are joined by closing and opening marks.
    `speaker` is the name, `speaker_as_written` what stands in its place where nobody is named ("one official").
    """

    text: str
    speaker: str | None
    speaker_as_written: str | None
    role: str | None
    kind: QuoteKind
    outlets: tuple[str, ...]
    variants: tuple[QuoteVariant, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where it stands, an article a citation."""
        return tuple(variant.citation for variant in self.variants)


class StoryFigure(Value):
    """One number over all the outlets that report it; the fields are those of `Figure`."""

    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    counts: str | None
    qualifier: str | None
    outlets: tuple[str, ...]
    citations: tuple[Citation, ...]


class Reading(Value):
    """One number that some outlets give for a thing on which outlets differ."""

    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    outlets: tuple[str, ...]
    citations: tuple[Citation, ...]


class Difference(Value):
    """Outlets giving different numbers for one thing, side by side.

    `conflict`: both at once; `update`: a later report moved the number; `scope`: the numbers may describe different
    groups or measures of the thing.
    """

    counts: str
    readings: tuple[Reading, ...]
    kind: DifferenceKind


class Change(Value):
    """What is new in a story since an earlier moment."""

    kind: ChangeKind
    text: str
    citations: tuple[Citation, ...]


class TimelineEntry(Value):
    """One dated event of a story, in a sentence verbatim from its citation."""

    date: date
    text: str
    citations: tuple[Citation, ...]


class StoryArticle(Value):
    """What a story shows of one of its articles; `published` may be inferred from the story."""

    id: str
    outlet: str
    headline: str
    url: str | None
    published: Published


class Story(Value):
    """One story with everything that is said of it, as `newsdesk digest --format json` prints it.

    `first_seen` and `updated_at` are the publication times of its first and last article.
    """

    id: str
    headline: str
    articles: tuple[StoryArticle, ...]
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    first_seen: datetime
    updated_at: datetime
    points: tuple[KeyPoint, ...]
    quotes: tuple[StoryQuote, ...]
    figures: tuple[StoryFigure, ...]
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    timeline: tuple[TimelineEntry, ...]
