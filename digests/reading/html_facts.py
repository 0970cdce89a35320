"""What a page says of its article, settled: one headline, the authors, the times, where its sources differ."""

from collections.abc import Iterable, Iterator
from datetime import timedelta, tzinfo

from digests.model.article import Article, Published
from digests.reading.agencies import agency
from digests.reading.bylines import Credit, credit
from digests.reading.facts import Facts
from digests.reading.headlines import key, without_outlet
from digests.reading.lines import Line, clean
from digests.reading.moments import record_moment, stamp
from digests.reading.names import is_person, person
from digests.reading.said import Said, Times

_ALIKE = 0.5  # share of the shorter title's words that two wordings of one headline have in common
_FEWEST_WORDS = 3  # of two wordings that are compared by their words
_BEHIND_TITLE, _BEFORE_TEXT = 15, 25  # lines below the headline that may say when; words of one that is the text
_LONGEST_TAG, _MOST_TAGS = 60, 40
_LONGEST_OUTLET = 60
_LONGEST_NAME = 4  # words of an author that nothing but the data names as one
_FEWEST_IN_DECK, _COPIED = 4, 0.8  # words of a deck; share of them in the lead that makes it a copy
_LEAD = 2  # parts that a description may be a copy of
_NOBODY = (
    "staff",
    "admin",
    "editor",
    "newsroom",
    "team",
    "desk",
    "news",
    "editorial",
    "correspondent",
    "bureau",
    "web",
)


def complete(facts: Facts, said: Said, titles: list[str], zone: tzinfo) -> None:
    """Put what a page says into the facts that are not known yet; `titles` are its headings of the first level."""
    outlets = (outlet for outlet in said.outlets if "://" not in outlet and len(outlet) <= _LONGEST_OUTLET)
    facts.outlet = facts.outlet or next(outlets, None)
    headline = _headline(said, titles, facts.outlet)
    if headline and not facts.headline:
        facts.headline, outlet = without_outlet(headline, facts.outlet)
        facts.outlet = facts.outlet or outlet
    _add_authors(facts, said, zone)
    _add_times(facts, said, zone)
    _add_lines(facts, said, zone)
    facts.url = facts.url or _url(said.urls)
    facts.tags = facts.tags or tuple(_tags(said.tags))
    facts.language = facts.language or next(_languages(said.languages), None)


def add_shown(facts: Facts, lines: Iterable[Line], zone: tzinfo) -> None:
    """Take the time from the lines of the whole page that stand between the headline and the text."""
    left = None
    known = key(facts.headline or "")
    for line in lines:
        if key(line.text) == known:
            left = _BEHIND_TITLE
        elif left is not None:
            when = stamp(line.text, zone)
            if when:
                facts.add(Credit("date line", published=when.published, updated=when.updated))
            left -= 1
            if left == 0 or line.size >= _BEFORE_TEXT or facts.published:
                return


def completed(article: Article, said: Said) -> Article:
    """Return the article with the place and deck that the page names and its text does not."""
    lead = {word for part in article.parts[:_LEAD] for word in key(part.text).split()}
    decks = (said.deck or "", *said.decks)
    deck = article.deck or next((deck for deck in decks if _is_deck(deck, article, lead)), None)
    place = article.place or next((place for place in said.places if "://" not in place), None)
    return article.model_copy(update={"deck": deck, "place": place})


def title_keys(said: Said, titles: list[str], outlet: str | None) -> set[str]:
    """Return the keys of all wordings of the headline, by which it is known in the text."""
    return {key(without_outlet(title, outlet)[0]) for title in (*said.headlines, *titles)} - {""}


def _headline(said: Said, titles: list[str], outlet: str | None) -> str | None:
    """Return the heading that is a wording of the page's title; failing that, the title given by the surest source."""
    known = [without_outlet(title, outlet)[0] for title in said.headlines]
    likeness = [(max((_likeness(title, other) for other in known), default=1.0), title) for title in titles]
    share, best = max(likeness, key=lambda pair: pair[0], default=(0.0, ""))
    if share < _ALIKE:
        return next((title for title in said.headlines if title), None)
    # A heading may begin with its section: "Opinion The long way home".
    whole = (title for title in known if len(key(title).split()) >= _FEWEST_WORDS)
    return next((title for title in whole if key(best).endswith(f" {key(title)}")), best)


def _likeness(title: str, other: str) -> float:
    first, second = set(key(title).split()), set(key(other).split())
    if len(first) < _FEWEST_WORDS or len(second) < _FEWEST_WORDS:
        return float(bool(first) and first == second)
    return len(first & second) / min(len(first), len(second))


def _add_authors(facts: Facts, said: Said, zone: tzinfo) -> None:
    for names in said.authors:
        people: list[str] = []
        for name in names:
            facts.agency = facts.agency or agency(name)
            people += (other for other in _people(name, facts.outlet, zone) if other not in people)
        facts.authors = facts.authors or tuple(people)


def _people(name: str, outlet: str | None, zone: tzinfo) -> Iterator[str]:
    """Yield the people that a field for authors names: not the outlet, an agency, an address, or a whole desk."""
    if outlet and name.endswith(f" {outlet}"):
        name = name.removesuffix(outlet).strip(" ,|")
    if not name[:1].isalpha() or "://" in name or "@" in name or agency(name) or (outlet and key(name) == key(outlet)):
        return
    if is_person(name, bylined=True):
        yield person(name)
        return
    found = credit(name if name.lower().startswith("by ") else f"By {name}", zone, bare=False)
    if found and found.authors:
        yield from found.authors
    elif found is None or not (found.agency or found.outlet):
        words = key(name).split()
        if 0 < len(words) <= _LONGEST_NAME and not any(word in _NOBODY for word in words) and "." not in name[2:]:
            yield name


def _add_times(facts: Facts, said: Said, zone: tzinfo) -> None:
    facts.published = facts.published or _settled(said.published, zone)
    facts.updated = facts.updated or _settled(said.updated, zone)


def _settled(times: Times, zone: tzinfo) -> Published | None:
    """Return the time of the surest source, or of one that says the minute of the same day where the surest does not.

    Midnight to the second is how a day without its time is written; it counts as the day alone.
    """
    found = [at for value, place in times if (at := record_moment(clean(value), zone, place))]
    if not found or _says_minute(found[0]):
        return found[0] if found else None
    near = (at for at in found[1:] if _says_minute(at) and _are_near(found[0], at))
    return next(near, found[0].model_copy(update={"precision": "day"}))


def _says_minute(published: Published) -> bool:
    at = published.at
    return published.precision == "minute" and at is not None and (at.hour, at.minute, at.second) != (0, 0, 0)


def _are_near(first: Published, second: Published) -> bool:
    if first.at is None or second.at is None:
        return False
    return first.at.date() == second.at.date() or abs(first.at - second.at) < timedelta(days=1)


def _add_lines(facts: Facts, said: Said, zone: tzinfo) -> None:
    """Take what is missing from the lines around the headline."""
    for line in said.bylines:
        found = credit(line, zone, bare=True)
        if found:
            facts.add(found)
    for line in said.lines:
        when = stamp(line, zone)
        if when:
            facts.add(Credit("date line", published=when.published, updated=when.updated))
    if facts.updated and facts.published and facts.updated.at and facts.published.at:
        same_day = facts.updated.precision == "day" and facts.updated.at.date() <= facts.published.at.date()
        if same_day or facts.updated.at < facts.published.at + timedelta(minutes=1):
            facts.updated = None


def _url(urls: list[str]) -> str | None:
    """Return the first address of a page, rather one that is not the site's first page."""
    whole = [url for url in urls if url.startswith(("https://", "http://"))]
    return next((url for url in whole if url.rstrip("/").count("/") > len("//")), whole[0] if whole else None)


def _tags(tags: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    for tag in map(clean, tags):
        if tag and len(tag) <= _LONGEST_TAG:
            known.setdefault(tag.casefold(), tag)
    return list(known.values())[:_MOST_TAGS]


def _languages(languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        code = language.replace("_", "-").partition("-")[0].strip().lower()
        if code.isascii() and code.isalpha() and len(code) in (2, 3):
            yield code


def _is_deck(text: str, article: Article, lead: set[str]) -> bool:
    """Whether a description says something that the headline and the lead do not."""
    words = key(text).split()
    if len(words) < _FEWEST_IN_DECK or key(text) == key(article.headline):
        return False
    return sum(word in lead for word in words) < _COPIED * len(words)
