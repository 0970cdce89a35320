"""Tests of placing: stories grow over days, across restarts and processes, and stay what people have seen."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.store.store import open_store
from bot.collecting import keep
from bot.placing import Placing
from digests.model.article import Article, Part, Published
from digests.model.story import Arrival, Group

NOW = datetime(2025, 4, 17, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FLOOD = "River Lune floods Caton after the dam at Wray burst"
STRIKE = "Tram drivers in Graz walk out over night shifts"


def _article(name, text, at=NOW):
    published = Published(at=at, precision="minute" if at else "unknown")
    parts = (Part(kind="paragraph", text=text, start=0),) if text else ()
    return Article(id=name, headline=text, headline_from="record", published=published, text=text, parts=parts)


@pytest.fixture
async def store(tmp_path):
    """An empty store."""
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as opened:
        yield opened


class Counting:
    """An archive that counts how many articles are read."""

    def __init__(self, archive):
        self._archive = archive
        self.read = 0

    def __getattr__(self, name):
        return getattr(self._archive, name)

    async def articles(self, identities):
        """Return the articles."""
        self.read += len(identities)
        return await self._archive.articles(identities)


async def _grouped(archive):
    members = (await archive.grouped([(NOW - 900 * DAY, NOW + 900 * DAY)])).members
    stories = {}
    for member in members:
        stories.setdefault(member.story, set()).add(member.article)
    return stories


async def _sets(archive):
    return sorted(sorted(articles) for articles in (await _grouped(archive)).values())


async def test_a_story_grows_over_days(store, now):
    """The next days' developments join a story under its id, whether the process is the same or began anew."""
    placing = Placing(store.archive, now)
    await keep([_article("f0", FLOOD), _article("t0", STRIKE)], store.archive, NOW)
    [story] = [name for name, articles in (await _grouped(store.archive)).items() if "f0" in articles]
    for day in range(1, 4):
        now.forward(DAY)
        await _add(store.archive, _article(f"f{day}", f"{FLOOD}, day {day}", NOW + day * DAY))
        await (placing if day % 2 else Placing(store.archive, now)).place()
    assert (await _grouped(store.archive))[story] == {"f0", "f1", "f2", "f3"}


async def _add(archive, *articles):
    await archive.add([Arrival(article=article, read_at=NOW) for article in articles])


async def test_what_rested_is_another_story(store, now):
    """What reads the same after a story has rested begins a new one, and the old one stays as it is."""
    placing = Placing(store.archive, now)
    await _add(store.archive, _article("f0", FLOOD))
    await placing.place()
    now.forward(20 * DAY)
    await _add(store.archive, _article("f20", FLOOD, NOW + 20 * DAY))
    await placing.place()
    assert await _sets(store.archive) == [["f0"], ["f20"]]


async def test_late_articles_find_their_story(store, now):
    """An article that is read weeks after it appeared joins the story of its own days."""
    placing = Placing(store.archive, now)
    await _add(store.archive, _article("f0", FLOOD), _article("t0", STRIKE))
    await placing.place()
    now.forward(40 * DAY)
    await _add(store.archive, _article("t40", STRIKE, NOW + 40 * DAY))
    await placing.place()
    await _add(store.archive, _article("late", FLOOD + " on Tuesday", NOW + HOUR))
    await placing.place()
    assert await _sets(store.archive) == [["f0", "late"], ["t0"], ["t40"]]


async def test_only_what_is_new_is_read(store, now):
    """The words of articles that were placed are not read again, also after a restart."""
    archive = Counting(store.archive)
    await _add(archive, _article("f0", FLOOD), _article("t0", STRIKE))
    await Placing(archive, now).place()
    assert archive.read == 2
    await _add(archive, _article("f1", FLOOD + " again", NOW + HOUR))
    await Placing(archive, now).place()
    assert archive.read == 3
    assert await _sets(archive) == [["f0", "f1"], ["t0"]]


async def test_articles_from_before_sketches_are_sketched_once(store, now):
    """Stories of an earlier version, and sketches that cannot be read, grow like others and are sketched again once."""
    archive = Counting(store.archive)
    await _add(archive, _article("f0", FLOOD), _article("t0", STRIKE))
    await archive.place([Group(id="s1", articles=("f0",)), Group(id="s2", articles=("t0",))], sketches={"t0": b"?"})
    await _add(archive, _article("f1", FLOOD + " again", NOW + HOUR))
    await Placing(archive, now).place()
    assert await _grouped(archive) == {"s1": {"f0", "f1"}, "s2": {"t0"}}
    assert archive.read == 3
    await _add(archive, _article("t1", STRIKE + " again", NOW + HOUR))
    await Placing(archive, now).place()
    assert archive.read == 4


async def test_two_processes_place_into_the_same_stories(store, tmp_path, now):
    """What another process has placed meanwhile is seen, and no event becomes two stories."""
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as second:
        both = [(store, Placing(store.archive, now)), (second, Placing(second.archive, now))]
        for turn in range(6):
            opened, placing = both[turn % 2]
            text = FLOOD if turn % 3 else STRIKE
            await _add(opened.archive, _article(f"a{turn}", f"{text} {turn}", NOW + turn * HOUR))
            await placing.place()
    assert await _sets(store.archive) == [["a0", "a3"], ["a1", "a2", "a4", "a5"]]


class Overtaken(Counting):
    """An archive whose grouping another process changes just before something is kept."""

    def __init__(self, archive, meanwhile):
        super().__init__(archive)
        self._meanwhile = [meanwhile]

    async def place(self, groups, **rest):
        """Keep which article belongs to which story, after the other process did."""
        if self._meanwhile:
            await self._meanwhile.pop()()
        return await self._archive.place(groups, **rest)


async def test_who_is_overtaken_places_again(store, now):
    """A placing between whose reading and keeping another process placed is done again on what that has kept."""

    async def meanwhile():
        await _add(store.archive, _article("f1", FLOOD + ", families leave"))
        await Placing(store.archive, now).place()

    await _add(store.archive, _article("f0", FLOOD))
    await Placing(Overtaken(store.archive, meanwhile), now).place()
    assert await _sets(store.archive) == [["f0", "f1"]]


async def test_what_was_forgotten_and_comes_again_is_placed(store, now):
    """An article that was forgotten while its story was in memory gets into a story when it comes again."""
    placing = Placing(store.archive, now)
    await _add(store.archive, _article("f0", FLOOD))
    await placing.place()
    assert await store.prune(NOW + DAY) == 1
    await _add(store.archive, _article("f0", FLOOD))
    await placing.place()
    assert await store.archive.unplaced() == []


async def test_bad_dates_and_no_words_are_placed(store, now):
    """Articles without words or a time, of 1970, of next year and of the end of time are placed and swallow nothing."""
    placing = Placing(store.archive, now)
    old, end = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    odd = [("old", STRIKE, old), ("next", STRIKE, NOW + 365 * DAY), ("end", STRIKE, end), ("none", "", None)]
    await _add(store.archive, *(_article(*one) for one in odd), _article("t0", STRIKE))
    await placing.place()
    await _add(store.archive, _article("t1", STRIKE + " again"))
    await placing.place()
    assert await store.archive.unplaced() == []
    versions = await store.archive.stories_with(["graz"], 9)
    assert sorted(version.articles for version in versions.values()) == [1, 1, 1, 2]


async def test_restarts_change_nothing(store, now):
    """A stream that is placed with a restart after each article gives the stories of one without any."""
    stream = [
        _article(f"{name}{turn}", f"{text} {turn % 4}", NOW + turn * 5 * HOUR)
        for turn in range(12)
        for name, text in (("f", FLOOD), ("t", STRIKE))
    ]
    for article in stream:
        await _add(store.archive, article)
        await Placing(store.archive, now).place()
    restarted = await _grouped(store.archive)
    async with open_store("sqlite://") as other:
        lasting = Placing(other.archive, now)
        for article in stream:
            await _add(other.archive, article)
            await lasting.place()
        assert await _grouped(other.archive) == restarted
