"""JSON to Articles: records of a feed of articles, one or a line each, or what `newsdesk read` printed."""

import json
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from pydantic import ValidationError

from digests.model.article import Article
from digests.reading import plaintext
from digests.reading.facts import Facts
from digests.reading.lines import clean
from digests.reading.moments import record_moment
from digests.reading.unreadable import MAX_RECORD, Unreadable

_KINDS = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number", str: "text"}
# What an analysis found is left out of a printed article: it is found again.
_ANALYSED = {"sentences", "quotes", "figures", "names", "dates"}
_DUMPED = set(Article.model_fields) - _ANALYSED
# Fields that tell an article from a mere text.
_BESIDE_TEXT = ("headline", "deck", "outlet", "agency", "authors", "place", "url", "tags", "published_at", "updated_at")


def articles(text: str, file_id: str, zone: tzinfo) -> Iterator[Article | Unreadable]:
    """Yield the article of each record, or why it has none.

    Args:
        text: An object, a list of objects, or an object a line.
        file_id: The id of a lone record that has none; the others get "-N" behind it, N being the line or place.
        zone: The zone of times that name none.

    Raises:
        Unreadable: If the text as a whole is not JSON and its first line is neither.
    """
    whole = _parsed(text)
    if isinstance(whole, Unreadable):
        yield from _lines(text, file_id, zone, whole)
    elif isinstance(whole, list):
        if not whole:
            raise Unreadable("is an empty list")
        for number, record in enumerate(whole, start=1):
            yield _tried(record, f"{file_id}-{number}", zone, f"record {number}")
    else:
        yield _tried(whole, file_id, zone, None)


def articles_by_line(text: str, file_id: str, zone: tzinfo) -> Iterator[Article | Unreadable]:
    """Yield the article of each line's record, or why it has none; a record printed over several lines is read too."""
    first = text.lstrip().partition("\n")[0].rstrip()
    if first in ("{", "[") or first.startswith("["):
        yield from articles(text, file_id, zone)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _read_line(line, number, file_id, zone)


def is_json(text: str) -> bool:
    """Whether a text is JSON as a whole or in its first line."""
    whole, first = _parsed(text), _parsed(text.lstrip().partition("\n")[0])
    return not (isinstance(whole, Unreadable) and isinstance(first, Unreadable))


def _lines(text: str, file_id: str, zone: tzinfo, whole: Unreadable) -> Iterator[Article | Unreadable]:
    first = text.lstrip().partition("\n")[0]
    if isinstance(_parsed(first), Unreadable):
        raise whole
    yield from articles_by_line(text, file_id, zone)


def _read_line(line: str, number: int, file_id: str, zone: tzinfo) -> Article | Unreadable:
    where = f"line {number}"
    if len(line) > MAX_RECORD:
        return Unreadable(f"{where} is longer than {MAX_RECORD // 1_000_000} million characters", where)
    record = _parsed(line)
    if isinstance(record, Unreadable):
        return Unreadable(f"{where} {record.reason}", where)
    return _tried(record, f"{file_id}-{number}", zone, where)


def _parsed(text: str) -> Any:
    """Return the value that a text of JSON holds, or an Unreadable saying where it goes wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f" in line {error.lineno}" if error.lineno > 1 else ""
        return Unreadable(f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.colno}{line}")
    except RecursionError:
        return Unreadable("is not JSON that can be read: it is nested too deeply")
    except ValueError as error:  # a number of more digits than Python reads
        return Unreadable(f"is not JSON that can be read: {error}")


def _tried(record: Any, article_id: str, zone: tzinfo, where: str | None) -> Article | Unreadable:
    try:
        return _article(record, article_id, zone)
    except Unreadable as error:
        return Unreadable(f"{where} {error.reason}", where) if where else Unreadable(error.reason)


def _article(record: Any, article_id: str, zone: tzinfo) -> Article:
    if not isinstance(record, dict):
        raise Unreadable(f"holds {_kind(record)}, not a record")
    article_id = _id(record) or article_id
    if isinstance(record.get("parts"), list) and "published" in record:
        return _printed(record, article_id)
    text, headline = _text(record, "text") or "", _clean(record, "headline")
    if not text.strip() and not headline:
        raise Unreadable("has neither text nor headline")
    facts = Facts(
        id=article_id,
        headline=headline,
        deck=_clean(record, "deck"),
        outlet=_clean(record, "outlet"),
        agency=_clean(record, "agency"),
        authors=_list(record, "authors"),
        place=_clean(record, "place"),
        url=_clean(record, "url"),
        language=_clean(record, "language"),
        tags=_list(record, "tags"),
        published=record_moment(_clean(record, "published_at") or "", zone),
        updated=record_moment(_clean(record, "updated_at") or "", zone),
    )
    says_more = any(name in record for name in _BESIDE_TEXT)
    return plaintext.article(text, facts, zone) if says_more else plaintext.bare(text, facts, zone)


def _printed(record: dict[str, Any], article_id: str) -> Article:
    """Return an article from what was printed of it, without what an analysis found."""
    known = {name: value for name, value in record.items() if name in _DUMPED} | {"id": article_id}
    try:
        article = Article.model_validate({"headline_from": "record"} | known)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise Unreadable(f"has a wrong field {field!r}: {first['msg']}") from error
    if any(article.text[part.start : part.end] != part.text for part in article.parts):
        raise Unreadable("has parts that do not stand in its text where they say")
    return article


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _clean(record, "id")


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value
    raise Unreadable(f"has a field {name!r} that is {_kind(value)}, not text")


def _clean(record: dict[str, Any], name: str) -> str | None:
    return clean(_text(record, name) or "") or None


def _list(record: dict[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name)
    values = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise Unreadable(f"has a field {name!r} that is not a list of texts")
    return tuple(cleaned for item in values if (cleaned := clean(item)))


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")
