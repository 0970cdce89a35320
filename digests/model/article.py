"""One structured article: what `reading` makes of a file and `analysis` completes.

All offsets (`start`, `end`) count characters of the article's `text`, end exclusive, so that
``article.text[span.start:span.end] == span.text`` holds for every sentence, quote, figure and date.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from digests.model.base import Value

PartKind = Literal["paragraph", "heading", "bullet", "caption", "embed", "correction"]
Precision = Literal["minute", "day", "unknown"]
FoundIn = Literal[
    "record",
    "json-ld",
    "meta",
    "microdata",
    "time element",
    "published line",
    "updated line",
    "date field",
    "byline",
    "story",
    "day read",
]
HeadlineFrom = Literal["record", "text", "first sentence"]
QuoteKind = Literal["direct", "mixed", "indirect"]
NameKind = Literal["person", "organisation", "place", "other"]
FurnitureReason = Literal[
    "advertisement",
    "agency line",
    "byline",
    "comments",
    "credit",
    "date line",
    "dateline",
    "divider",
    "edition",
    "headline repeated",
    "legal",
    "navigation",
    "newsletter",
    "outlet line",
    "rating",
    "related",
    "section",
    "share",
    "tags",
    "wires",
]


class Published(Value):
    """When an article appeared or was updated.

    `at` is aware; with precision ``day`` it is midnight of that day in the zone it was read or inferred in,
    with ``unknown`` it is None. `found_in` says where: ``story`` marks a day inferred from the other articles of
    its story, ``day read`` one that falls back to the day the article was read.
    """

    at: datetime | None = None
    precision: Precision = "unknown"
    found_in: FoundIn | None = None

    @property
    def inferred(self) -> bool:
        """Whether the day was not said by the article itself."""
        return self.found_in in ("story", "day read")


class Part(Value):
    """One typed piece of the body; `start` is its offset in the article's text."""

    kind: PartKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset just behind the part."""
        return self.start + len(self.text)

    @property
    def narrates(self) -> bool:
        """Whether the part is the article's own account, fit to be quoted from and to give a key point."""
        return self.kind in ("paragraph", "bullet")


class Furniture(Value):
    """A piece of the raw input that is not the article, kept with the reason it was set aside."""

    text: str
    reason: FurnitureReason


class Extent(Value):
    """A stretch of an article's text with its offsets."""

    text: str
    start: int
    end: int


class Sentence(Extent):
    """One sentence; `part` is the index of the part it stands in."""

    part: int


class Quote(Extent):
    """One utterance: somebody's words, with what interrupts them.

    `text` reaches from the first to the last character of the words, the outermost marks left out; where reporting
    words or a new paragraph interrupt them, it holds those too. `pieces` are the words alone, uninterrupted stretch by
    uninterrupted stretch; the first begins at `start` and the last ends at `end`. An indirect quote is one piece: the
    reported words.

    `speaker` is the full name as far as the article gives it, `speaker_as_written` the words of the sentence
    ("he", "Tong", "one official familiar with the outreach"), `role` the description ("managing partner at The
    Asia Group"), `cue` the reporting verb or phrase, `sentence` the index of the sentence the quote begins in.
    """

    pieces: tuple[Extent, ...]
    speaker: str | None = None
    speaker_as_written: str | None = None
    role: str | None = None
    cue: str | None = None
    kind: QuoteKind
    sentence: int

    @property
    def verbatim(self) -> bool:
        """Whether the words are the speaker's own and not a report of them."""
        return self.kind != "indirect"


class Figure(Extent):
    """A number with what it counts.

    An exact number has `value`; a range or an open amount has `low`, `high` or both ("more than 75" has value 75
    and qualifier "more than"; "dozens" has low 24 and no value). `unit` is a lower-case singular English name
    ("percent", "dollar", "day", "kilometre") or None for a plain count; money is given in whole units of the
    currency. `counts` is what is counted, as the sentence words it ("tariff on cars", "countries").
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    counts: str | None = None
    qualifier: str | None = None
    said_by: str | None = None
    as_of: date | None = None
    sentence: int


class Name(Value):
    """A person, organisation or place: the fullest form, its role, the other forms seen, the sentences it is in."""

    name: str
    kind: NameKind
    role: str | None = None
    variants: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()


class DateMention(Extent):
    """Words for a day or a span of days; `from` and `to` are inclusive, None while no publication day is known."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    sentence: int


class Article(Value):
    """One structured article, as `newsdesk read` prints it.

    `headline_from` is ``first sentence`` where the input has no headline and a stand-in was taken. `agency` is the
    news agency whose report it is, where the text says so; it is also the `outlet` if no other is named. `place` is
    where it was reported from (the dateline). `text` is the body: the parts joined by an empty line.
    """

    id: str
    headline: str
    headline_from: HeadlineFrom
    deck: str | None = None
    outlet: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    published: Published = Published()
    updated: Published | None = None
    text: str = ""
    parts: tuple[Part, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @property
    def appeared(self) -> datetime:
        """When it was published.

        Raises:
            ValueError: That is neither known nor inferred yet.
        """
        if self.published.at is None:
            raise ValueError(f"article {self.id!r} has no day; infer one from its story first")
        return self.published.at

    @property
    def source(self) -> str:
        """Who the article is cited as: its outlet, or its id where the text names none."""
        return self.outlet or self.id
