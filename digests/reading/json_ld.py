"""What a page says of itself in JSON-LD, in the vocabulary of schema.org: https://schema.org/NewsArticle."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from digests.reading.headlines import key
from digests.reading.lines import clean
from digests.reading.said import Said

# Kinds of thing that are an article whatever the end of their name, and those that may stand for one.
_ARTICLES = {"blogposting", "liveblogposting", "report", "socialmediaposting", "review", "recipe"}
_PAGES = {"webpage", "itempage", "videoobject", "creativework", "podcastepisode"}
_MOST_NODES = 20_000
_TAG = re.compile(r"<[^<>]{1,300}>")
# What surrounds the data in some pages' scripts, and commas before a closing bracket, which JSON does not allow.
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$|;\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# The fields that are still read where the data cannot be parsed.
_FIELD = re.compile(
    r'"(?P<name>headline|datePublished|dateModified|description|inLanguage)"\s*:\s*"(?P<value>(?:[^"\\]|\\.){1,2000})"'
)
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{\s"@\w:,]{0,60}?"name"\s*:\s*"(?P<value>[^"\\]{1,200})"')


def read(scripts: Iterable[str], said: Said) -> None:
    """Put what the data blocks of a page say of its article first among what is said, the best source there is."""
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        data = _loaded(script)
        if data is None:
            _read_broken(script, said)
        else:
            nodes += _nodes(data)
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = [(rank, -number) for number, node in enumerate(nodes) if (rank := _rank(node, said))]
    if ranked:
        _read_node(nodes[-max(ranked)[1]], known, said)


def _loaded(script: str) -> Any:
    """Return the data of a script, also where it is not quite JSON; None if it cannot be read."""
    stripped = _WRAPPED.sub("", _WRAPPED.sub("", script))
    for text in (stripped, _TRAILING_COMMA.sub("", stripped)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the data in order, those in lists and graphs among them."""
    stack, left = [data], _MOST_NODES
    while stack and left:
        value = stack.pop()
        left -= 1
        if isinstance(value, dict):
            yield value
            stack.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _rank(node: dict[str, Any], said: Said) -> tuple[bool, int, bool] | None:
    """Return how likely a node is the page's article: it is about this page, its kind, whether it has a date."""
    kinds = [kind.lower() for kind in _list(node.get("@type")) if isinstance(kind, str)]
    kind = 2 if any(name.endswith("article") or name in _ARTICLES for name in kinds) else 0
    kind = kind or int(any(name in _PAGES for name in kinds))
    if not kind:
        return None
    title = key(_text(node.get("headline") or node.get("name")))
    same_title = bool(title) and any(title == key(other) for other in said.headlines)
    return same_title or _url(node) in said.urls, kind, "datePublished" in node


def _read_node(node: dict[str, Any], known: dict[str, Any], said: Said) -> None:
    def names(field: str) -> list[str]:
        values = (known.get(value["@id"], value) if _is_reference(value) else value for value in _list(node.get(field)))
        return [name for value in values if (name := _text(value))]

    is_article = _rank(node, said) or (False, 0, False)
    if is_article[1] > 1:
        said.headlines[:0] = names("headline") or names("name")
        people = names("author") or names("creator")
        said.authors[:0] = [people] if people else []
        said.bodies += [body for body in _list(node.get("articleBody")) if isinstance(body, str)]
        said.tags[:0] = [tag for name in names("keywords") for tag in name.split(",")]
    said.outlets += names("publisher") or names("sourceOrganization")
    said.decks[:0] = names("description")
    said.languages += names("inLanguage")
    said.urls += [url] if (url := _url(node)) else []
    said.places += names("dateline") or names("locationCreated")
    said.published[:0] = [(time, "json-ld") for time in names("datePublished") or names("dateCreated")]
    said.updated[:0] = [(time, "json-ld") for time in names("dateModified")]


def _read_broken(script: str, said: Said) -> None:
    for found in _FIELD.finditer(script):
        value = _text(found["value"].replace('\\"', '"').replace("\\/", "/"))
        match found["name"]:
            case "headline":
                said.headlines.insert(0, value)
            case "datePublished":
                said.published.insert(0, (value, "json-ld"))
            case "dateModified":
                said.updated.insert(0, (value, "json-ld"))
            case "description":
                said.decks.insert(0, value)
            case "inLanguage":
                said.languages.append(value)
    author = _AUTHOR.search(script)
    said.authors[:0] = [[_text(author["value"])]] if author else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value


def _text(value: Any) -> str:
    """Return the text of a value, or the name of a thing."""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return _text(value[0]) if value and not isinstance(value[0], list) else ""
    return clean(unescape(_TAG.sub(" ", value))) if isinstance(value, str) else ""


def _url(node: dict[str, Any]) -> str:
    page = node.get("mainEntityOfPage")
    value = node.get("url") or (page.get("@id") if isinstance(page, dict) else page)
    return value.strip() if isinstance(value, str) else ""
