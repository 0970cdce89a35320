"""Tests of the doctor: what it finds, what it says to do about it, and that one broken check stops no other."""

import socket
import zoneinfo
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from aiohttp import web

from adapters.errors import StoreError
from adapters.interface import Counts, Feed, Finding, Standing
from adapters.interface.inspection import Inspection
from adapters.mock import MockChat
from bot.checks import clock, pages, settings_verdicts, store_place, zone_data
from bot.doctor import Reach, examine, report_document
from bot.health import LOOP, Health
from bot.metrics import Metrics
from bot.settings import Settings
from bot.store_checks import LISTED, OF_STORE
from bot.web import serve_web
from digests.model.subscription import Schedule, Subscription

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class FakeStore:
    """A store that has what it is told; it is its own archive, subscriptions, editions and feeds."""

    def __init__(self):
        self.archive = self.subscriptions = self.editions = self
        self.feeds = FakeFeeds()
        self.last, self.due, self.open = NOW, None, 0
        self.standings, self.findings, self.failure = [], [], None

    async def ping(self):
        """Fail, if it was told to."""
        if self.failure:
            raise self.failure

    async def check(self):
        """Return its findings."""
        return self.findings

    async def last_published(self):
        """Return when its newest article appeared."""
        return self.last

    async def counts(self):
        """Return how many channels it has."""
        off = sum(not one.subscription.schedule.active for one in self.standings)
        paused = sum(bool(one.paused) for one in self.standings)
        return Counts(active=len(self.standings) - off - paused, paused=paused, off=off)

    async def paused(self, limit):
        """Return the paused channels."""
        return [one for one in self.standings if one.paused][:limit]

    async def all(self):
        """Return the channels."""
        return self.standings

    async def next_due(self):
        """Return when the next slot is due."""
        return self.due

    async def open_count(self):
        """Return how many editions are open."""
        return self.open


class FakeFeeds:
    """Feeds that are what they are told."""

    def __init__(self):
        self.held = []

    async def all(self):
        """Return them."""
        return self.held


def channel(name, *, paused=None, zone="UTC", active=True):
    """Returns a channel's settings and standing."""
    schedule = Schedule(slots=(time(8),), days=(0,), zone=zone, grace=timedelta(hours=4), active=active)
    subscription = Subscription(channel=name, owner="slack:U1", schedule=schedule)
    return Standing(subscription=subscription, scheduled_to=NOW, next_at=None, paused=paused)


def seen(**given):
    """Returns a current store as it is seen from outside."""
    return Inspection(**{"name": "sqlite://", "engine": "SQLite 3", "revision": "2", "current": "2", **given})


def reach(store=None, outside=None, chats=()):
    """Returns how a fake store and platforms are reached; an error in the place of one of the first two is raised."""

    async def inspect(_url):
        if isinstance(outside, Exception):
            raise outside
        return outside or seen()

    @asynccontextmanager
    async def opened(_url):
        if isinstance(store, Exception):
            raise store
        yield store or FakeStore()

    @asynccontextmanager
    async def connected(_settings, _store):
        yield chats or (MockChat(),)

    return Reach(inspect=inspect, open=opened, chats=connected)


@pytest.fixture
def quiet(tmp_path):
    """The path of a settings file under which no port is looked at."""
    path = tmp_path / "newsdesk.toml"
    path.write_text('[web]\nlisten = ""\n')
    return path


def told(verdicts, state="ok"):
    """Returns what the verdicts of a state say and advise, or of all but this state if none has it."""
    return [(one.check, one.said, one.todo) for one in verdicts if one.state == state]


async def inside(name, store):
    """Returns what one check of the opened store finds."""
    return list(await OF_STORE[name](store, NOW))


async def test_a_desk_that_is_well_has_no_complaints(quiet):
    """Each thing looked at has a line, none has anything to do, and the report says that all is well."""
    store = FakeStore()
    store.standings = [channel("slack:C1")]
    report = await examine(quiet, None, reach(store), NOW)
    assert report.healthy
    assert [one.check for one in report.verdicts] == [
        "settings",
        "time zones",
        "web",
        "clock",
        "store",
        "contents",
        "articles",
        "channels",
        "editions",
        "feeds",
        "console",
    ]
    assert {(one.state, one.todo) for one in report.verdicts if one.check != "time zones"} == {("ok", "")}
    assert report_document(report).blocks[0].text in ("All is well", "0 failed, 1 to look at")


async def test_wrong_settings_are_the_only_finding(tmp_path):
    """Where the settings are wrong nothing else can be looked at; the mistake is said as everywhere."""
    path = tmp_path / "newsdesk.toml"
    path.write_text("[digest]\nzoen = 'UTC'\n")
    report = await examine(path, None, reach(), NOW)
    [verdict] = report.verdicts
    assert (verdict.check, verdict.state) == ("settings", "failed")
    assert "did you mean digest.zone?" in verdict.said
    assert not report.healthy


def test_without_a_file_it_is_said_where_one_would_go(tmp_path):
    """Whoever wants to set something is told the place, and that the defaults hold until then."""
    [verdict] = settings_verdicts(Settings(), None, tmp_path / "newsdesk.toml")
    assert verdict.said == f"the defaults hold; a file would go to {tmp_path}/newsdesk.toml"


@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o604, True), (0o640, False), (0o600, False)])
def test_a_password_that_everybody_can_read_is_a_warning(tmp_path, mode, warned):
    """A settings file with a password is for its owner and a group, and how to make it so is said."""
    path = tmp_path / "newsdesk.toml"
    path.write_text('[store]\nurl = "postgresql://desk:hunter22@db/news"\n')
    path.chmod(mode)
    settings = Settings().with_store("postgresql://desk:hunter22@db/news")
    found = told(settings_verdicts(settings, path, path), "warning")
    assert [todo for _, _, todo in found] == ([f"chmod o= {path}"] if warned else [])


def test_a_file_without_a_password_may_be_read(tmp_path):
    """A password that stands in the environment asks nothing of the file."""
    path = tmp_path / "newsdesk.toml"
    path.write_text('[digest]\nzone = "UTC"\n')
    path.chmod(0o644)
    settings = Settings().with_store("postgresql://desk:hunter22@db/news")
    assert told(settings_verdicts(settings, path, path), "warning") == []


@pytest.fixture
def zone_folder(tmp_path):
    """A folder in which zoneinfo looks before all others, with the zone of UTC."""
    folder = tmp_path / "zoneinfo"
    (folder / "Etc").mkdir(parents=True)
    (folder / "Etc" / "UTC").touch()
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path / "none"), str(folder)])
    yield folder
    zoneinfo.reset_tzpath(to=before)


@pytest.mark.parametrize(
    ("name", "text", "state", "said"),
    [
        ("tzdata.zi", "# version 2026a\n# more\n", "ok", "data of 2026a"),
        ("+VERSION", "2025b\n", "ok", "data of 2025b"),
        ("tzdata.zi", "# version 2024a\n", "warning", "data of 2024a"),
        ("tzdata.zi", "# redo\n", "ok", "data of # redo"),
        ("other", "", "ok", "the data of this machine; it does not say from when"),
    ],
)
def test_old_time_zone_data_is_a_warning(zone_folder, name, text, state, said):
    """Data of the year before last sends digests at the wrong hour somewhere."""
    (zone_folder / name).write_text(text)
    verdict = zone_data(NOW)
    assert (verdict.state, verdict.said) == (state, said)
    assert bool(verdict.todo) == (state == "warning")


def test_without_zone_files_the_package_counts(tmp_path):
    """Where the system has no zone files, the data is that of the package that is installed with Newsdesk."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    try:
        assert zone_data(NOW).said.startswith("data of 20")
    finally:
        zoneinfo.reset_tzpath(to=before)


@pytest.mark.parametrize(
    ("now", "server", "state", "said"),
    [
        (NOW, None, "ok", "2026-11-25 12:00 UTC"),
        (NOW, NOW - timedelta(seconds=20), "ok", "2026-11-25 12:00 UTC"),
        (NOW, NOW + timedelta(seconds=95), "warning", "it differs from the database server's by 95 seconds"),
        (datetime(1970, 1, 1, tzinfo=UTC), None, "failed", "this machine believes it is 1970-01-01"),
        (datetime(2190, 1, 1, tzinfo=UTC), None, "failed", "this machine believes it is 2190-01-01"),
    ],
)
def test_a_clock_that_is_wrong_is_said(now, server, state, said):
    """A clock that was never set fails; one that the server does not share is a warning."""
    verdict = clock(now, server)
    assert (verdict.state, verdict.said) == (state, said)


def test_a_store_that_is_not_there_is_said_and_not_made(tmp_path):
    """What the first start will make is no failure, but whoever mistyped the path wants to hear of it."""
    path = tmp_path / "new" / "news.db"
    found = list(store_place(seen(name=f"sqlite:///{path}", path=path, revision=None)))
    assert told(found, "warning") == [
        (
            "store",
            f"sqlite:///{path} is not there yet; it is made at the first start",
            "nothing, if that is where it shall be; else set [store] url",
        )
    ]
    assert [one.said.endswith(f"free in {tmp_path}") for one in found if one.check == "disk"] == [True]
    assert list(tmp_path.iterdir()) == []


async def test_an_older_store_is_not_opened(quiet):
    """Opening it would upgrade it; that a backup comes first is said, and what is in it is left alone."""
    report = await examine(quiet, None, reach(ZeroDivisionError(), seen(revision="1")), NOW)
    assert told(report.verdicts, "warning")[-1] == (
        "store",
        "sqlite:// is of revision 1 and becomes 2 at the next start",
        "make a backup before that start",
    )
    assert report.healthy


def test_a_folder_that_cannot_be_written_fails(tmp_path):
    """SQLite needs the folder, too, so that a file that may be written is not enough."""
    (tmp_path / "file").touch(0o444)
    [failed] = told(store_place(seen(path=tmp_path / "file" / "news.db", revision=None)), "failed")
    assert failed[:2] == ("folder", f"{tmp_path}/file cannot be written")


def test_a_disk_that_runs_full_is_a_warning(tmp_path):
    """Below half a gigabyte it is time to do something."""
    path = tmp_path / "news.db"
    path.write_bytes(bytes(3_000_000))
    found = list(store_place(seen(path=path), lambda _folder: 499_999_999))
    assert told(found) == [("store", "sqlite://, revision 2, SQLite 3, 3 MB", "")]
    assert told(found, "warning") == [
        ("disk", f"500 MB free in {tmp_path}", "free some space, or set [store] retention_days")
    ]


async def test_what_is_damaged_in_the_store_fails():
    """Each finding of the store's own check stands with what to do; of very many the rest is counted."""
    store = FakeStore()
    store.findings = [Finding(where=f"article {n} cannot be read", said="ingest it again") for n in range(LISTED + 5)]
    found = told(await inside("contents", store), "failed")
    assert found[0] == ("contents", "article 0 cannot be read", "ingest it again")
    assert len(found) == LISTED + 1
    assert found[-1][1] == "and 5 more damaged places"


@pytest.mark.parametrize(
    ("last", "state", "said"),
    [
        (NOW, "ok", "the newest is of 2026-11-25 12:00 UTC"),
        (NOW + timedelta(hours=1), "ok", "the newest is of 2026-11-25 13:00 UTC"),
        (NOW + timedelta(hours=9), "warning", "the newest is of 2026-11-25 21:00 UTC, which is yet to come"),
        (None, "warning", "there are none yet"),
    ],
)
async def test_articles_of_tomorrow_are_a_warning(last, state, said):
    """An article that is yet to come tells of a wrong clock or zone; having none is said with how to get some."""
    store = FakeStore()
    store.last = last
    [verdict] = await inside("articles", store)
    assert (verdict.state, verdict.said) == (state, said)
    assert bool(verdict.todo) == (state == "warning")


async def test_no_channel_with_a_schedule_is_a_warning():
    """A desk that will never post says how to change that; a schedule that is switched off is none."""
    store = FakeStore()
    store.standings = [channel("slack:C1", active=False)]
    [verdict] = await inside("channels", store)
    assert (verdict.state, verdict.said) == ("warning", "none has a schedule")
    assert "/news schedule 08:30" in verdict.todo


async def test_a_paused_channel_is_named_with_its_reason():
    """Whoever wonders why a channel gets nothing finds it here."""
    store = FakeStore()
    store.standings = [channel("slack:C1"), channel("slack:C2", paused="the bot was removed")]
    found = await inside("channels", store)
    assert told(found) == [("channels", "1 get digests, 1 are paused, 0 are switched off", "")]
    assert told(found, "warning") == [
        (
            "channels",
            "slack:C2 is paused: the bot was removed",
            "put that right, then type there: /news schedule on",
        )
    ]


async def test_a_zone_that_this_machine_does_not_know_fails():
    """A channel whose zone is not in the data gets nothing, however well all else is."""
    store = FakeStore()
    store.standings = [channel("slack:C1"), channel("slack:C2", zone="Mars/Base")]
    assert told(await inside("zones", store), "failed") == [
        ("zones", "slack:C2: Mars/Base is not known here", "update the package tzdata, of the system or with pip")
    ]


@pytest.mark.parametrize(
    ("due", "state", "said"),
    [
        (None, "ok", "3 on their way"),
        (NOW + timedelta(hours=1), "ok", "3 on their way; the next slot is due at 2026-11-25 13:00 UTC"),
        (NOW - timedelta(minutes=10), "ok", "3 on their way; the next slot is due at 2026-11-25 11:50 UTC"),
        (
            NOW - timedelta(minutes=11),
            "warning",
            "nobody has looked at what is due since 2026-11-25 11:49 UTC; 3 editions are open",
        ),
    ],
)
async def test_digests_that_nobody_sends_are_a_warning(due, state, said):
    """A slot that is long due and still no edition tells that the service does not run."""
    store = FakeStore()
    store.due, store.open = due, 3
    [verdict] = await inside("editions", store)
    assert (verdict.state, verdict.said) == (state, said)


async def test_a_feed_that_fails_again_and_again_is_a_warning():
    """Three failures in a row are no accident any more; a feed that is paused is left alone."""
    store = FakeStore()
    store.feeds.held = [
        Feed(url=f"https://x.example/{n}", title="X", added_at=NOW, failures=n, reason="404", paused=n == 4)
        for n in range(5)
    ]
    found = await inside("feeds", store)
    assert told(found) == [("feeds", "4 are read, 1 are paused", "")]
    [(_, said, todo)] = told(found, "warning")
    assert said == "https://x.example/3 failed 3 times in a row: 404"
    assert todo.startswith("newsdesk feeds check https://x.example/3;")


async def test_a_feed_that_fell_silent_is_a_warning():
    """It is read without an error, so nothing else would tell."""
    store = FakeStore()
    store.feeds.held = [
        Feed(url="https://x.example/1", title="X", added_at=NOW, last_change=NOW - timedelta(days=9), notified=notified)
        for notified in ("silent", None)
    ]
    [(_, said, _)] = told(await inside("feeds", store), "warning")
    assert said == "https://x.example/1 is read, but has brought nothing new for 9 days"


async def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(quiet):
    """A mistake in one check, or an error of the store in it, leaves the rest of the report as it is."""
    store = FakeStore()
    store.failure = StoreError("the store is locked by another program")
    store.standings = [None]
    report = await examine(quiet, None, reach(store), NOW)
    failed = {check: said for check, said, _ in told(report.verdicts, "failed")}
    assert failed["contents"] == "the store is locked by another program"
    assert failed["channels"].startswith("the check itself broke: AttributeError")
    assert "feeds" in {check for check, _, _ in told(report.verdicts)}
    assert not report.healthy


@pytest.mark.parametrize("where", ["inspect", "open"])
async def test_a_store_that_cannot_be_reached_fails(quiet, where):
    """What keeps the store from being looked at or opened is said once."""
    error = StoreError("the server cannot be reached")
    reached = reach(outside=error) if where == "inspect" else reach(error)
    report = await examine(quiet, None, reached, NOW)
    assert [said for _, said, _ in told(report.verdicts, "failed")] == ["the server cannot be reached"]


async def test_no_password_is_in_the_report(quiet):
    """Whatever a check says, the password in the store's URL is not in it."""
    error = ValueError("cannot connect with p%40ss-word or p@ss-word")
    report = await examine(quiet, "postgresql://desk:p%40ss-word@db/news", reach(outside=error), NOW)
    assert "ss-word" not in report.model_dump_json()
    assert "cannot connect with *** or ***" in report.model_dump_json()


async def test_pages_that_are_switched_off_are_well():
    """Who wants no pages is not told to serve some."""
    [verdict] = await pages("")
    assert (verdict.state, verdict.said) == ("ok", "health and metrics are switched off")


async def test_a_free_port_is_well():
    """Before the service runs its port is free, and stays so."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
    [verdict] = await pages(listen)
    assert (verdict.state, verdict.said) == ("ok", f"{listen} is free; newsdesk run does not run there")


async def test_a_desk_that_runs_is_asked_what_it_lacks():
    """A port that the service itself has is well, and what the service complains of is passed on."""
    health = Health(within={LOOP: 60})
    health.beat(LOOP)
    health.fail("slack", "the token was revoked")
    async with serve_web("127.0.0.1:0", health, Metrics()) as url:
        listen = url.removeprefix("http://")
        found = await pages(listen)
    assert told(found) == [("web", f"newsdesk run answers at {listen}", "")]
    assert told(found, "warning") == [("running", "slack: the token was revoked", "look at the log of newsdesk run")]


async def test_a_port_of_another_program_fails():
    """Another program at our port is found out even where it speaks HTTP."""
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        listen = f"127.0.0.1:{runner.addresses[0][1]}"
        [verdict] = await pages(listen)
    finally:
        await runner.cleanup()
    assert verdict.state == "failed"
    assert verdict.said.startswith(f"health and metrics cannot be served at {listen}: ")
    assert "set [web] listen to another address" in verdict.todo


async def test_a_finding_is_a_line_with_what_to_do(quiet):
    """For a reader a finding begins with how bad it is and ends with what to do; what is well is only said."""
    report = await examine(quiet, None, reach(outside=StoreError("it is away")), NOW)
    heading, bullets = report_document(report).blocks
    lines = ["".join(span.text for span in item) for item in bullets.items]
    assert heading.text.startswith("1 failed, ")
    assert lines[0] == f"settings: read from {quiet}."
    assert lines[-1] == "Failed: store: it is away. To do: put that right and look again."


async def test_platforms_are_looked_at_with_the_channels_that_get_digests(quiet):
    """Each platform hears which of its own channels to look at, and one that breaks costs itself alone."""

    class Asked(MockChat):
        async def examine(self, channels):
            self.asked = channels
            return await super().examine(channels)

    class Broken(MockChat):
        async def examine(self, channels):
            raise StoreError("the token is wrong")

    store = FakeStore()
    store.standings = [channel("mock:b"), channel("slack:C1"), channel("mock:a")]
    chat, broken = Asked(platform="mock"), Broken(platform="slack")
    report = await examine(quiet, None, reach(store, chats=(broken, chat)), NOW)
    assert sorted(chat.asked) == ["mock:a", "mock:b"]
    assert ("slack", "the token is wrong", "put that right and look again") in told(report.verdicts, "failed")
    assert ("mock", "in memory", "") in told(report.verdicts)


async def test_a_desk_without_a_platform_is_told_how_to_connect_one(quiet):
    """Without tokens there is a warning and no failure."""

    @asynccontextmanager
    async def none(_settings, _store):
        yield ()

    report = await examine(quiet, None, replace(reach(), chats=none), NOW)
    assert report.healthy
    [(_, said, _)] = [one for one in told(report.verdicts, "warning") if one[0] == "platforms"]
    assert "no platform is connected" in said
