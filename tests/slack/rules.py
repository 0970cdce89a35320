"""The rules for values in payloads: each takes a value and where it is, and yields what is wrong."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_LINK = re.compile(r"<([^<>]*)>")  # in mrkdwn; what begins with one of the following is no link
_NO_LINK = ("@", "#", "!")


def units(text):
    """Return how long a text is in UTF-16 code units, as JavaScript counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def string(most=None, *, least=1, blank=True):
    """A text of `least` to `most` code units; where it is shown alone it may not be blank."""

    def rule(value, at):
        if not isinstance(value, str):
            yield f"{at}: {type(value).__name__} instead of a text"
        elif units(value) < least:
            yield f"{at}: it is empty"
        elif most is not None and units(value) > most:
            yield f"{at}: {units(value)} characters, at most {most}"
        elif not (blank or value.strip()):
            yield f"{at}: it is blank"

    return rule


def url(most=3000):
    """An address that a browser opens."""

    def rule(value, at):
        wrong = list(string(most)(value, at))
        yield from wrong
        if not wrong and not _opens(value):
            yield f"{at}: no http or https address: {value!r}"

    return rule


def _opens(value):
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)


def links(value, at):
    """Yield what is wrong with the links in a text that is parsed as mrkdwn."""
    for found in _LINK.findall(value) if isinstance(value, str) else ():
        if not found.startswith(_NO_LINK):
            yield from url()(found.partition("|")[0], f"{at} link")


def flag(value, at):
    """Yield what is wrong where true or false is to be."""
    if not isinstance(value, bool):
        yield f"{at}: {value!r} instead of true or false"


def number(least=None, most=None):
    """A whole number."""

    def rule(value, at):
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{at}: {value!r} instead of a number"
        elif (least is not None and value < least) or (most is not None and value > most):
            yield f"{at}: {value}, not from {least} to {most}"

    return rule


def choice(*known):
    """One of some values."""

    def rule(value, at):
        if value not in known:
            yield f"{at}: {value!r} is none of {', '.join(map(repr, known))}"

    return rule


def many(rule, most=None, *, least=1):
    """A list of `least` to `most` values that follow a rule."""

    def rule_of_all(value, at):
        if not isinstance(value, list):
            yield f"{at}: {type(value).__name__} instead of a list"
            return
        if len(value) < least:
            yield f"{at}: it is empty"
        if most is not None and len(value) > most:
            yield f"{at}: {len(value)} items, at most {most}"
        for place, item in enumerate(value):
            yield from rule(item, f"{at}[{place}]")

    return rule_of_all


def record(needed=None, optional=None, *, either=()):
    """An object with the properties that are needed, those that may be there, and at least one of `either`."""
    needed, optional = needed or {}, optional or {}
    rules = {**needed, **optional}

    def rule(value, at):
        if not isinstance(value, Mapping):
            yield f"{at}: {type(value).__name__} instead of an object"
            return
        yield from (f"{at}: {key} is missing" for key in needed if key not in value)
        if either and not any(key in value for key in either):
            yield f"{at}: one of {', '.join(either)} is missing"
        for key, item in value.items():
            if key in rules:
                yield from rules[key](item, f"{at}.{key}")
            else:
                yield f"{at}: unknown property {key!r}"

    return rule


def typed(kinds, *, only=None):
    """An object whose "type" says which rule it follows, `only` some of them."""

    def rule(value, at):
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(kind, str) or kind not in kinds:
            yield f"{at}: unknown type {kind!r}"
        elif only is not None and kind not in only:
            yield f"{at}: a {kind} cannot be here"
        else:
            yield from kinds[kind]({key: item for key, item in value.items() if key != "type"}, f"{at} {kind}")

    return rule


def text(most=3000, *, plain=False):
    """A text object: `plain_text`, or `mrkdwn` as well."""
    words = string(most, blank=False)

    def marked(value, at):
        yield from words(value, at)
        yield from links(value, at)

    kinds = {"plain_text": record({"text": words}, {"emoji": flag})}
    return typed(
        {**kinds, "mrkdwn": record({"text": marked}, {"verbatim": flag})}, only=("plain_text",) if plain else None
    )
