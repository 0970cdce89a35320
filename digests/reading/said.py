"""What a page says of its article, by field, the surest source first."""

from dataclasses import dataclass, field

from digests.model.article import FoundIn

Times = list[tuple[str, FoundIn]]


@dataclass(slots=True)
class Said:
    """The values that a page gives for each field, as it wrote them; the times with the place they were found in.

    `authors` are a list for each source. `lines` are shown around the headline and may say when it appeared,
    `bylines` who wrote it too; `deck` is what the page shows as such, while `decks` are descriptions for other sites,
    often the lead once more.
    """

    headlines: list[str] = field(default_factory=list)
    decks: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    authors: list[list[str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published: Times = field(default_factory=list)
    updated: Times = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    deck: str | None = None
