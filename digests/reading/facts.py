"""What is known of an article beside its body, gathered from a record and from the lines around the text."""

from dataclasses import dataclass, field

from digests.model.article import HeadlineFrom, Published
from digests.reading.bylines import Credit


@dataclass(slots=True)
class Facts:
    """The fields of an article as far as they are known; what a record says stays, the text fills the rest."""

    id: str
    headline: str | None = None
    headline_from: HeadlineFrom = "record"
    deck: str | None = None
    outlet: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = field(default_factory=tuple)
    published: Published | None = None
    updated: Published | None = None

    def add(self, credit: Credit) -> None:
        """Take over from a line what is not known yet; a published line outweighs a date alone, a minute a day."""
        self.authors = self.authors or credit.authors
        self.agency = self.agency or credit.agency
        self.outlet = self.outlet or credit.outlet
        self.updated = self.updated or credit.updated
        if credit.published and _weight(credit.published) > _weight(self.published):
            self.published = credit.published


# Where a time may be found, the surest last.
_ORDER = (*(None, "byline", "date field", "published line", "time element", "microdata", "meta", "json-ld", "record"),)


def _weight(published: Published | None) -> tuple[bool, int]:
    if published is None:
        return (False, -1)
    place = _ORDER.index(published.found_in) if published.found_in in _ORDER else 0
    return (published.precision == "minute" or published.found_in == "record", place)
