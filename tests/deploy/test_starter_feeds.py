"""Tests of the list of feeds to begin with."""

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bot.addresses import address, key
from bot.feed_import import bring_in
from bot.feeding import Feeding
from bot.opml import parse
from tests.bot.newsstand import NOON, Shelf, Web

FILE = Path(__file__).parent.parent.parent / "deploy" / "feeds.opml"
FEWEST, MOST = 40, 60
BODY = ET.fromstring(FILE.read_bytes()).find("body")  # noqa: S314 - it is our own


async def test_the_list_is_imported_whole():
    """Each feed is added under the name that stands there; none is refused, there already, or there twice."""
    feeding = Feeding(Shelf(), Web(), lambda: NOON)
    done = await bring_in(feeding, FILE.read_bytes())
    assert FEWEST <= len(done.added) <= MOST
    assert (done.known, done.refused, done.problem) == ((), (), None)
    outlines = BODY.findall("outline/outline")
    assert [(one.url, one.title) for one in done.added] == [(one.get("xmlUrl"), one.get("text")) for one in outlines]


def test_its_feeds_are_of_many_outlets_in_the_open():
    """Each is fetched encrypted, at the usual port, from an address of its own."""
    feeds = parse(FILE.read_bytes()).feeds
    assert {urlsplit(one.url).scheme for one in feeds} == {"https"}
    assert all(urlsplit(one.url).port is None and address(one.url).url == one.url for one in feeds)
    assert len({key(one.url) for one in feeds}) == len(feeds)
    assert len({one.outlet or one.title for one in feeds}) == len(feeds)


def test_it_is_sorted_by_topic():
    """Readers that show folders show several."""
    folders = BODY.findall("outline")
    assert len(folders) >= 5
    assert all(folder.get("text") and not folder.get("xmlUrl") and len(folder) > 3 for folder in folders)
