"""What Discord refuses of embeds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.discord.measures import count, known, link, number, size, text

_KNOWN = {"title", "type", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "video"}
_KNOWN |= {"provider", "author", "fields", "flags"}
_SHOWN = ("title", "description", "fields", "footer", "author", "image", "thumbnail")


def of_embeds(embeds: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Returns what is wrong with the embeds of a message."""
    yield from count("embeds", embeds, 10)
    total = sum(size(words or "") for embed in embeds for words in _words(embed))
    if total > 6000:
        yield f"embeds: {total} characters in all, at most 6000"
    for place, embed in enumerate(embeds):
        yield from _embed(f"embeds[{place}]", embed)


def _words(embed: Mapping[str, Any]) -> list[str | None]:
    own = [embed.get("title"), embed.get("description")]
    named = [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    return [*own, *named, *(field.get(part) for field in embed.get("fields") or [] for part in ("name", "value"))]


def _embed(where: str, embed: Mapping[str, Any]) -> Iterator[str]:
    yield from known(where, embed, _KNOWN)
    yield from text(f"{where} title", embed.get("title"), 256)
    yield from text(f"{where} description", embed.get("description"), 4096)
    yield from number(f"{where} color", embed.get("color"), 0, 0xFFFFFF)
    if not any(map(embed.get, _SHOWN)):
        yield f"{where}: empty"
    if embed.get("footer"):
        yield from text(f"{where} footer", embed["footer"].get("text"), 2048, 1)
    if embed.get("author"):
        yield from text(f"{where} author", embed["author"].get("name"), 256, 1)
    if embed.get("url"):
        yield from link(f"{where} url", embed["url"], 2048)
    yield from _fields(where, embed.get("fields") or [])


def _fields(where: str, fields: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield from count(f"{where} fields", fields, 25)
    for place, field in enumerate(fields):
        yield from text(f"{where}.fields[{place}] name", field.get("name"), 256, 1)
        yield from text(f"{where}.fields[{place}] value", field.get("value"), 1024, 1)
