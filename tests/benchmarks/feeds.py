"""How feeds are read beside what their validators and parsers expect, and how fast: `make feeds`.

Prints, of ``--data`` (see its README): how many files of the W3C feed validator and of feedparser's own tests cannot
be read without an error in the code; the share of feedparser's expectations that hold of what we keep; and the speed
beside feedparser alone on feeds of 40 entries made here. ``-v`` names each expectation that fails, with what was read.

An expectation applies if it is a comparison with a value, or the lack of one, on a field that `FeedRead` or `Entry`
keeps: see FEED and ENTRY below, which list all of them by feedparser's names. It does not if it is on another field
(the feed's author, subtitle, rights, pictures, extensions for podcasts, maps and so on), or on a text of an entry that
is not the longest that it brings, as only the longest is kept. What a field keeps is compared as what it is for:
texts by what a reader sees, since the tags that feedparser's clean-up lets through never reach one; times by the
moment; addresses and ids in their canonical form.
"""

import argparse
import ast
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

import feedparser
from lxml import html

from digests.model.article import Published
from digests.model.feed import Entry, FeedRead
from digests.reading import Unreadable, canonical, read_feed

URL = "http://127.0.0.1:8097/feed.xml"  # where feedparser's tests are served
SLOW = 1.0  # seconds for a file
ENTRIES, FEEDS, ROUNDS = 40, 25, 3
EXPECT = re.compile(rb"Expect:\s*(.+?)\s*-->", re.DOTALL)
HEADER = re.compile(rb"Header:\s*([\w-]+)\s*:\s*(.*)")
UNSEEN = ("script", "style", "applet", "noscript", "template", "iframe", "object", "svg", "math")


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/feeds"), help="the folder of feeds")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each expectation that fails")
    arguments = parser.parse_args()
    if arguments.data.is_dir():
        for folder in ("w3c-feedvalidator", "feedparser"):
            report_crashes(arguments.data / folder)
        report_expectations(arguments.data / "feedparser", verbose=arguments.verbose)
    else:
        say(f"{arguments.data} is missing: only the speed is measured")
    report_speed()


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def report_crashes(folder: Path) -> None:
    """Print how many files break the reader, or hold it up for more than a second."""
    files = sorted(folder.rglob("*.xml"))
    crashes, slow, refused = [], [], 0
    for file in files:
        began = time.process_time()
        try:
            read_feed(file.read_bytes(), url=URL)
        except Unreadable:
            refused += 1
        except Exception as error:  # noqa: BLE001 - what is counted here
            crashes.append(f"{file.relative_to(folder)}: {error!r}")
        if time.process_time() - began > SLOW:
            slow.append(str(file.relative_to(folder)))
    say(f"{folder.name}: {len(files)} files, {len(crashes)} crashes, {len(slow)} over a second, {refused} refused")
    for line in (*crashes, *slow):
        say(f"  {line}")


def report_expectations(folder: Path, *, verbose: bool) -> None:
    """Print the share of feedparser's expectations that hold, of those that apply."""
    total = applied = 0
    failed = []
    for file in sorted(folder.rglob("*.xml")):
        data = file.read_bytes()
        found = EXPECT.search(data)
        if found is None:
            continue
        total += 1
        expression = found[1].decode("utf-8", "replace")
        headers = {name.decode().lower(): value.decode().strip() for name, value in HEADER.findall(data)}
        wanted = list(claims(expression, data))
        if not wanted:
            continue
        applied += 1
        try:
            feed = read_feed(
                data, url=headers.get("content-location", URL), content_type=headers.get("content-type", "")
            )
            wrong = next((f"read {shown!r}" for right, shown in (claim(feed) for claim in wanted) if not right), None)
        except Unreadable as error:
            wrong = error.reason
        if wrong:
            failed.append(f"  {file.relative_to(folder)}: {expression[:150]} | {wrong[:150]}")
    held = applied - len(failed)
    say(f"expectations: {held} of {applied} that apply hold ({held / applied:.3f}); {total - applied} do not apply")
    for line in failed if verbose else ():
        say(line)


Claim = Callable[[FeedRead], tuple[bool, Any]]
Field = tuple[
    Callable[[Any], Any], Callable[[Any, Any], bool]
]  # what is kept, and how it is compared to what is expected


def is_plain(kept: Any, wanted: Any) -> bool:
    """Whether a plain text is what a reader sees of an expected one, which may be markup or not."""
    return squeezed(kept or "") in (seen(wanted), squeezed(wanted or ""))


def is_text(kept: Any, wanted: Any) -> bool:
    """Whether a reader sees the same of markup as of an expected text, which may be markup or not."""
    return is_plain(seen(kept), wanted)


def is_moment(kept: Published | None, wanted: Any) -> bool:
    """Whether a time is the one that feedparser reads, or that its tuple names."""
    parts = feedparser.datetimes._parse_date(wanted) if isinstance(wanted, str) else wanted
    at = kept.at if kept else None
    return at is not None and parts is not None and at.astimezone(UTC) == datetime(*parts[:6], tzinfo=UTC)


def is_address(kept: str | None, wanted: Any) -> bool:
    """Whether an address is the same."""
    return (kept is None) == (not wanted) and canonical(kept or "") == canonical(wanted or "")


def is_known_by(kept: tuple[str, ...], wanted: Any) -> bool:
    """Whether an entry would be known again by this id."""
    bare = wanted.removeprefix("http://")
    return any(name == canonical(wanted) or name.startswith(f"guid {bare}") for name in kept)


def is_among(kept: tuple[str, ...], wanted: Any) -> bool:
    """Whether something is one of the things kept; of a person "Name (mail@...)" the name is."""
    return re.sub(r"\s*\(\S+@\S+\)$", "", seen(wanted)) in kept


def is_same(kept: Any, wanted: Any) -> bool:
    """Whether two values are equal."""
    return bool(kept == wanted)


VERSIONS = feedparser.api.SUPPORTED_VERSIONS
FEED: dict[str, Field] = {
    "title": (lambda feed: feed.title, is_plain),
    "title_detail.value": (lambda feed: feed.title, is_plain),
    "link": (lambda feed: feed.site, is_address),
    "language": (lambda feed: feed.language, is_same),
    "ttl": (lambda feed: str(int(feed.ttl.total_seconds() // 60)) if feed.ttl else None, is_same),
}
ENTRY: dict[str, Field] = {
    "title": (lambda entry: entry.headline, is_plain),
    "title_detail.value": (lambda entry: entry.headline, is_plain),
    "link": (lambda entry: entry.link, is_address),
    "id": (lambda entry: entry.identities, is_known_by),
    "guid": (lambda entry: entry.identities, is_known_by),
    "description": (lambda entry: entry.content, is_text),
    "summary": (lambda entry: entry.content, is_text),
    "summary_detail.value": (lambda entry: entry.content, is_text),
    "content.value": (lambda entry: entry.content, is_text),
    "content.language": (lambda entry: entry.language, is_same),
    "summary_detail.language": (lambda entry: entry.language, is_same),
    "title_detail.language": (lambda entry: entry.language, is_same),
    "author": (lambda entry: entry.authors, is_among),
    "author_detail.name": (lambda entry: entry.authors, is_among),
    "authors.name": (lambda entry: entry.authors, is_among),
    "category": (lambda entry: entry.tags, is_among),
    "tags.term": (lambda entry: entry.tags, is_among),
    "source.title": (lambda entry: entry.outlet, is_plain),
    "published": (lambda entry: entry.published, is_moment),
    "published_parsed": (lambda entry: entry.published, is_moment),
    "created": (lambda entry: entry.published, is_moment),
    "created_parsed": (lambda entry: entry.published, is_moment),
    "updated": (lambda entry: entry.updated or entry.published, is_moment),
    "updated_parsed": (lambda entry: entry.updated or entry.published, is_moment),
}
TEXTS = ("description", "summary", "summary_detail.value", "content.value")


def claims(expression: str, data: bytes) -> Iterator[Claim]:
    """Yield what an expectation says of fields that are kept; nothing if some of it is on another field."""
    tree = ast.parse(expression.strip(), mode="eval").body
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    found = [claim(part, data) for part in parts]
    if all(found):
        yield from (one for one in found if one)


def claim(node: ast.expr, data: bytes) -> Claim | None:
    """Return what one comparison says of a kept field, None if it is on another."""
    text = ast.unparse(node)
    if text in ("bozo", "not bozo"):
        return lambda feed: (bool(feed.problems) == (text == "bozo"), feed.problems)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.Is):
        if len(node.comparators) > 1:  # two links are one: of links, one is kept
            return None
        wanted = value(node.comparators[0])
        if ast.unparse(node.left) == "version":
            return lambda feed: (feed.kind == VERSIONS[wanted], feed.kind)
        return on_field(node.left, wanted, data)
    lacks = re.fullmatch(r"not (feed|entries\[(\d+)\])\.has_key\('(\w+)'\)", text)
    return on_field(ast.parse(f"{lacks[1]}[{lacks[3]!r}]", mode="eval").body, None, data) if lacks else None


def value(node: ast.expr) -> Any:
    """Return the value of an expression: a literal, a sum of texts, or what else a test is written with."""
    if isinstance(node, ast.BinOp):
        return value(node.left) + value(node.right)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def on_field(node: ast.expr, wanted: Any, data: bytes) -> Claim | None:
    """Return what a value expected at a path (entries[0]['title']) says, None if that field is not kept."""
    steps: list[Any] = []
    while isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        steps.insert(0, node.slice.value)
        node = node.value
    number = steps.pop(0) if steps and isinstance(node, ast.Name) and node.id == "entries" else None
    name = ".".join(step for step in steps if isinstance(step, str))
    field = (FEED if number is None else ENTRY).get(name)
    if field is None or (number is not None and name in TEXTS and not is_longest(data, number, wanted)):
        return None
    keeps, compare = field

    def check(feed: FeedRead) -> tuple[bool, Any]:
        holder: FeedRead | Entry = feed if number is None else feed.entries[number]
        return compare(keeps(holder), wanted), keeps(holder)

    return check


def is_longest(data: bytes, number: int, wanted: Any) -> bool:
    """Whether no other text of an entry is longer than the expected one, as feedparser reads it."""
    parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if number >= len(parsed.entries):
        return True
    entry = parsed.entries[number]
    texts = [content.get("value") or "" for content in entry.get("content") or ()]
    others = {seen(text) for text in (*texts, entry.get("summary") or "")}
    return len(others - {""}) <= 1 or max(others, key=len) == seen(wanted)


def seen(markup: Any) -> str:
    """Return the text of markup that a reader sees, by lxml; white space counts as one space."""
    text = markup if isinstance(markup, str) else ""
    if "<" in text or "&" in text:
        tree = html.document_fromstring(f"<div>{text.replace(chr(0), '')}</div>")
        for element in list(tree.iter(*UNSEEN)):
            element.drop_tree()
        text = tree.text_content()
    return squeezed(text)


def squeezed(text: str) -> str:
    """Return a text without characters that nobody sees, white space as one space."""
    return " ".join("".join(one for one in text if category(one) != "Cf").split())


def made_feed(number: int) -> bytes:
    """Return a feed of 40 entries with a teaser and the full text."""
    words = "the harbour office said on Monday that the ferry would stay in port until the fog had gone".split()
    items = []
    for entry in range(ENTRIES):
        shifted = words[entry % len(words) :] + words[: entry % len(words)]
        paragraph = f"<p>{' '.join(shifted)} <a href='/n/{entry}?utm_source=rss'>more &amp; more</a>.</p>"
        items.append(
            f"<item><title>Ferry {number}-{entry} stays in port</title>"
            f"<link>https://www.harborledger.example/news/{number}/{entry}?utm_source=rss&amp;utm_medium=feed</link>"
            f"<guid isPermaLink='false'>ledger-{number}-{entry}</guid><dc:creator>Ann Roe</dc:creator>"
            f"<category>Harbour</category><pubDate>Sat, 21 Nov 2026 {entry % 24:02}:07:00 GMT</pubDate>"
            f"<description><![CDATA[{paragraph}]]></description>"
            f"<content:encoded><![CDATA[{paragraph * 12}]]></content:encoded></item>"
        )
    head = "<title>The Harbor Ledger</title><link>https://www.harborledger.example/</link><language>en</language>"
    spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<rss version='2.0' {spaces}><channel>{head}{''.join(items)}</channel></rss>".encode()


def report_speed() -> None:
    """Print how long feeds take, beside feedparser with the same settings and with its own."""
    feeds = [made_feed(number) for number in range(FEEDS)]
    ways: dict[str, Callable[[bytes], object]] = {
        "ours": lambda data: read_feed(data, url="https://www.harborledger.example/feed"),
        "feedparser, no clean-up": lambda data: feedparser.parse(
            BytesIO(data), sanitize_html=False, resolve_relative_uris=False
        ),
        "feedparser as it comes": lambda data: feedparser.parse(BytesIO(data)),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            for data in feeds:
                way(data)
            best[name] = min(best[name], (time.process_time() - began) / len(feeds))
    for name, seconds in best.items():
        say(f"{name}: {1000 * seconds:.1f} ms a feed of {ENTRIES} entries, {ENTRIES / seconds:,.0f} entries a second")


if __name__ == "__main__":
    main()
