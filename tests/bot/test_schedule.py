"""Tests of the timetable: what is due becomes an edition, on one process, whatever clocks and processes do."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from adapters.errors import StoreError
from adapters.interface import Follow
from adapters.mock import MockChat
from bot.editions import Editor
from bot.health import Health
from bot.schedule import UPDATE_PAUSE, Timetable
from bot.telling import Telling
from digests.model.article import Article, Part, Published
from digests.model.story import Arrival, Group
from digests.model.subscription import Schedule, Subscription
from digests.pipeline import articles_in

ROOM = "console:room"
DAILY = Schedule(slots=(time(8, 30),), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))


class Leader:
    """Leadership that is had or not; it implements the port."""

    def __init__(self, *, leads=True):
        self.leads = leads

    async def held(self):
        """Return whether this process leads."""
        if isinstance(self.leads, Exception):
            raise self.leads
        return self.leads

    async def resign(self):
        """Stop leading."""
        self.leads = False


class Led:
    """A store with a leadership of the test's own; it implements the `Store` port."""

    def __init__(self, store, leadership):
        self.archive, self.subscriptions, self.editions = store.archive, store.subscriptions, store.editions
        self.feeds, self.repairs, self.prune = store.feeds, store.repairs, store.prune
        self.leadership = leadership


@pytest.fixture
def leader():
    """Leads until it is told otherwise."""
    return Leader()


@pytest.fixture
def called():
    """What the timetable called couriers for."""
    return []


@pytest.fixture
def timetable(opened, leader, now, called):
    """A timetable over the samples that looks only when it is told to."""
    store = Led(opened, leader)
    editor = Editor(store, Telling(store.archive), now)
    return Timetable(store, editor, {"console": MockChat()}, now, due=lambda: called.append(now()))


@pytest.fixture
def subscribe(opened, now):
    """Has a channel get digests from now on."""

    async def made(channel=ROOM, schedule=DAILY, next_at=None):
        settings = Subscription(channel=channel, owner="console:ann", schedule=schedule)
        await opened.subscriptions.put(settings, scheduled_to=now(), next_at=next_at or now() + timedelta(days=1))

    return made


async def states(store, channel=ROOM):
    """Return what became of a channel's slots, once all that is open is claimed."""
    later = datetime(2026, 1, 1, tzinfo=UTC)
    claimed = await store.editions.claim("console", "test", now=later, lease=timedelta(days=999), limit=99)
    latest = await store.editions.latest(channel)
    return [(one.day, one.slot) for one in claimed if one.channel == channel], latest


async def test_a_slot_becomes_an_edition_when_it_is_due(timetable, subscribe, now, opened, called):
    """Nothing is due before the slot; from its instant on there is one edition, however often it is looked."""
    await subscribe()
    await timetable.look()
    assert called == []
    now.forward(timedelta(hours=14, minutes=30))
    for _ in range(3):
        await timetable.look()
    assert called == [now()]
    assert await states(opened) == ([(date(2025, 4, 18), "08:30")], None)
    assert (await opened.subscriptions.get(ROOM)).next_at == datetime(2025, 4, 19, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(("down", "due"), [(timedelta(hours=17), True), (timedelta(hours=20), False)])
async def test_after_downtime_the_last_slot_is_caught_up_within_its_grace(timetable, subscribe, now, opened, down, due):
    """A slot that was missed is due while its grace lasts, and else folded into the next; earlier ones are folded."""
    await subscribe()
    now.forward(timedelta(days=3) + down)
    await timetable.look()
    claimed, latest = await states(opened)
    assert claimed == ([(date(2025, 4, 21), "08:30")] if due else [])
    assert (latest.state, latest.day) == ("folded", date(2025, 4, 20 if due else 21))


async def test_who_does_not_lead_schedules_nothing(timetable, subscribe, now, opened, leader):
    """A process that does not lead looks and leaves everything; once it leads it catches up."""
    await subscribe()
    leader.leads = False
    now.forward(timedelta(hours=15))
    await timetable.look()
    assert (await states(opened))[0] == []
    leader.leads = True
    await timetable.look()
    assert len((await states(opened))[0]) == 1


async def test_a_clock_set_back_gets_nothing_stuck(timetable, subscribe, now, opened):
    """A clock that was months ahead and is right again: each later slot comes, and none comes twice."""
    await subscribe()
    now.forward(timedelta(days=60))
    await timetable.look()
    now.forward(timedelta(days=-60))
    await timetable.look()
    assert (await opened.subscriptions.get(ROOM)).next_at == datetime(2025, 4, 18, 8, 30, tzinfo=UTC)
    came = []
    now.forward(timedelta(hours=-9))
    for _ in range(70):
        now.forward(timedelta(days=1))
        await timetable.look()
        for one in await opened.editions.claim("console", "x", now=now(), lease=timedelta(hours=1), limit=9):
            came.append(one.day)
            await opened.editions.end(one, "failed", "test", now=now())
    assert len(came) == len(set(came)) >= 68


async def test_an_unknown_zone_pauses_its_channel_alone(timetable, subscribe, now, opened, caplog):
    """A zone that this machine does not know is said in the log and to the channel; the others get their digests."""
    await subscribe("console:lost", DAILY.model_copy(update={"zone": "Mars/Olympus"}), next_at=now())
    await subscribe()
    now.forward(timedelta(hours=15))
    await timetable.look()
    assert "Mars/Olympus" in (await opened.subscriptions.get("console:lost")).paused
    assert "zone_unknown" in {record.action for record in caplog.records}
    assert len((await states(opened))[0]) == 1


async def test_a_store_that_fails_is_looked_at_again(opened, leader, now, subscribe, caplog):
    """While the store fails the timetable says so, shows no sign of life, and goes on once it is back."""
    health = Health()
    store = Led(opened, leader)
    timetable = Timetable(store, Editor(store, Telling(store.archive), now), {}, now, due=lambda: None, health=health)
    await subscribe()
    now.forward(timedelta(hours=15))
    leader.leads = StoreError("the disk is full")
    await timetable.look()
    assert "scheduler: has not begun yet" in health.problems()
    assert "the disk is full" in caplog.text
    leader.leads = True
    await timetable.look()
    assert "scheduler: has not begun yet" not in health.problems()
    assert len((await states(opened))[0]) == 1


CRASH = "The crash left 12 passengers in hospital on Monday, the harbour office of Stormont said."
CORRECTION = f"{CRASH}\n\nCorrection: An earlier version of this article named the wrong pier."


def arrival(name, text, now):
    """An analysed article of an outlet of its own, as read now."""
    record = {"id": name, "outlet": f"Post {name}", "headline": "Ferry", "text": text}
    [article] = articles_in(f"{name}.json", json.dumps(record).encode(), zone=UTC)
    return Arrival(article=article.model_copy(update={"published": Published(at=now())}), read_at=now())


@pytest.fixture
async def followed(opened, now):
    """Has the room follow a story of one article, and returns how another article joins the story."""

    async def join(name, text):
        await opened.archive.add([arrival(name, text, now)])
        await opened.archive.place([Group(id="s1", articles=(name,))])

    await join("a", CRASH)
    await opened.subscriptions.follow(Follow(channel=ROOM, story="s1", by="ann", since=now()))
    return join


async def delivered(store, now, thread):
    """Take what is announced as if it were posted, and return it."""
    taken = []
    for one in await store.editions.claim("console", "test", now=now(), lease=timedelta(hours=1), limit=9):
        await store.editions.sent(one, 1, thread, now=now(), lease=timedelta(hours=1))
        taken.append(one)
    return taken


async def test_a_followed_story_posts_in_its_thread_what_changed(timetable, followed, opened, now):
    """First the thread is opened, once; then a correction is posted there, and one more outlet with the same is not."""
    await timetable.look()
    for _ in range(2):
        await timetable.look_at_follows()
    [opening] = await delivered(opened, now, "m1")
    assert "12 passengers" in opening.deliveries[0].document.model_dump_json()
    now.forward(UPDATE_PAUSE)
    await followed("b", CRASH)
    await timetable.look_at_follows()
    assert await delivered(opened, now, "m2") == []
    await followed("c", CORRECTION)
    for _ in range(2):
        await timetable.look_at_follows()
    [update] = await delivered(opened, now, "m3")
    assert update.thread == "m1"
    said = update.deliveries[0].document.model_dump_json()
    assert "named the wrong pier" in said
    await timetable.look_at_follows()
    assert await delivered(opened, now, "m4") == []


async def test_a_followed_story_rests_between_updates(timetable, followed, opened, now):
    """What changes within the pause is told together when it is over."""
    await timetable.look()
    await timetable.look_at_follows()
    await delivered(opened, now, "m1")
    await followed("b", CORRECTION)
    now.forward(UPDATE_PAUSE - timedelta(seconds=1))
    await timetable.look_at_follows()
    assert await delivered(opened, now, "m2") == []
    now.forward(timedelta(seconds=1))
    await timetable.look_at_follows()
    assert len(await delivered(opened, now, "m2")) == 1


@pytest.mark.usefixtures("followed")
async def test_a_followed_story_that_is_gone_breaks_nothing(timetable, opened, now):
    """A story without articles, or of a platform that is not there, is passed over; the others get their threads."""
    await opened.subscriptions.follow(Follow(channel=ROOM, story="gone", by="ann", since=now()))
    await opened.subscriptions.follow(Follow(channel="slack:C1", story="s1", by="ann", since=now()))
    await timetable.look()
    await timetable.look_at_follows()
    assert len(await delivered(opened, now, "m1")) == 1


async def test_old_articles_are_forgotten(opened, leader, now):
    """Past the time that they are kept articles go, on the process that leads."""
    store = Led(opened, leader)
    old = Article(
        id="old",
        headline="Old",
        headline_from="record",
        text="Old.",
        parts=(Part(kind="paragraph", text="Old.", start=0),),
        published=Published(at=now() - timedelta(days=100)),
    )
    await opened.archive.add([Arrival(article=old, read_at=now())])
    timetable = Timetable(
        store,
        Editor(store, Telling(store.archive), now),
        {},
        now,
        due=lambda: None,
        retention=timedelta(days=30),
    )
    await timetable.prune()
    assert await opened.archive.mark() > 0
    assert [one.article.id for one in await opened.archive.unplaced()] == ["old"]
    await timetable.look()
    await timetable.prune()
    assert await opened.archive.unplaced() == []
