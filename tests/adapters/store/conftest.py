"""What the tests of the store share: each of its promises is held by SQLite and by a PostgreSQL server of their own."""

import asyncio
import itertools
import shutil
from datetime import UTC, datetime, time, timedelta

import pytest

from adapters.interface import Delivery, Frozen, Plan, Slot
from adapters.store.store import open_store
from digests.model.article import Article, Published
from digests.model.digest import Window
from digests.model.document import Button, Buttons, Document, Heading
from digests.model.story import Arrival
from digests.model.subscription import Schedule, Subscription

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(minutes=1)

_EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL lock_timeout = '10s';
    SET LOCAL session_replication_role = replica;  -- in any order
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    INSERT INTO revisions VALUES (1, 0);
END $$
"""
_numbers = itertools.count()


@pytest.fixture(scope="session")
def _shared(server):
    """A PostgreSQL database with its tables, emptied after each test: that is sooner done than making one."""
    server.execute("CREATE DATABASE shared")
    asyncio.run(_opened(server.url("shared")))
    return "shared"


@pytest.fixture
def on_server(server, _shared):
    """The URL of an empty store on PostgreSQL."""
    yield server.url(_shared)
    server.execute(_EMPTY, _shared)


@pytest.fixture(scope="session")
def _file(tmp_path_factory):
    """A file with the tables as they are, to copy."""
    path = tmp_path_factory.mktemp("template") / "newsdesk.db"
    asyncio.run(_opened(f"sqlite:///{path}"))
    return path


async def _opened(url):
    async with open_store(url):
        pass


@pytest.fixture
def database(server):
    """An empty PostgreSQL database of the test's own: its name."""
    name = f"test_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name}")
    yield name
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of an empty store of the test's own, with its tables."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("_file"), tmp_path / "newsdesk.db")
        return f"sqlite:///{tmp_path}/newsdesk.db"
    return request.getfixturevalue("on_server")


@pytest.fixture
async def store(url):
    """An empty store."""
    async with open_store(url) as opened:
        yield opened


@pytest.fixture
async def archive(store):
    """The archive of an empty store."""
    return store.archive


@pytest.fixture
def arrival():
    """Makes an article of an id, published and read when said."""

    def make(name, *, published=NOON, read_at=NOON, headline="Ferry", text="The ferry sailed.", outlet=None):
        at = Published(at=published)
        article = Article(id=name, headline=headline, headline_from="record", text=text, published=at, outlet=outlet)
        return Arrival(article=article, read_at=read_at)

    return make


@pytest.fixture
def settings():
    """Makes the settings of a channel."""

    def make(channel="mock:room", *, active=True, **rest):
        grace = timedelta(hours=4)
        schedule = Schedule(slots=(time(12),), days=(0, 1, 2, 3, 4), zone="Europe/Berlin", grace=grace, active=active)
        return Subscription(channel=channel, owner="mock:ann", schedule=schedule, **rest)

    return make


@pytest.fixture
def plan():
    """Makes the plan of a channel whose digest is due at a moment."""

    def make(channel="mock:room", at=NOON, **rest):
        due = Slot(day=at.date(), name=f"{at:%H:%M}", due_at=at)
        moments = {"deadline": at + timedelta(hours=4), "scheduled_to": at, "next_at": at + timedelta(days=1)}
        return Plan(channel=channel, **({"due": due} | moments | rest))

    return make


@pytest.fixture
def parts():
    """Makes the parts of an edition, each the last piece of some stories told from some articles."""

    def make(*shown):
        document = Document(
            blocks=(Heading(text="Ferry", story="s1"), Buttons(buttons=(Button(label="a", command="b"),)))
        )
        return [
            Delivery(number=number, document=document, shown=stories, key=f"key-{number}")
            for number, stories in enumerate(shown, 1)
        ]

    return make


@pytest.fixture
def claim(store):
    """Claims editions of the mock platform for a process."""

    async def claimed(holder="desk", *, now=NOON, limit=10, platform="mock", lease=LEASE):
        return await store.editions.claim(platform, holder, now=now, lease=lease, limit=limit)

    return claimed


@pytest.fixture
def frozen(store, plan, claim):
    """Schedules, claims and freezes a digest of some parts."""

    async def make(parts, channel="mock:room", at=NOON, mark=7):
        await store.editions.schedule([plan(channel, at)], at)
        [edition] = [one for one in await claim(now=at) if one.channel == channel]
        window = Window(start=at - timedelta(days=1), end=at)
        said = Frozen(edition=edition, mark=mark, window=window, deliveries=tuple(parts))
        [kept] = await store.editions.freeze([said], now=at, lease=LEASE)
        return kept

    return make


@pytest.fixture
def shown(store):
    """Returns what a channel was shown of the stories that the tests tell."""

    async def found(channel="mock:room"):
        stories = ["a", "b", "c", "s1", "s2", "s3"]
        return (await store.editions.briefs([channel], stories))[channel].shown

    return found
