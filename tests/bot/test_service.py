"""Tests of the service as a whole: it posts and answers, shows how it is, keeps going, and ends when it is told to."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from adapters.errors import OutcomeUnknown, Refused
from adapters.interface import Command
from adapters.mock import MockChat
from bot.schedule import Beat
from bot.sending import Policy
from bot.service import Pace, Service
from digests.model.subscription import Schedule, Subscription

DAILY = Schedule(slots=(time(8, 30),), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))
HASTY = Pace(
    policy=Policy(poll=0.02, lease=5, send=1, settle=0.01, first_wait=0.01, longest_wait=0.05, blocked=60),
    beat=Beat(slots=0.02, follows=0.05, prune=60),
    drain=0.3,
    restart=0.01,
    watch=0.02,
)


@pytest.fixture
def service(opened, now):
    """Makes a service over the samples, on these platforms."""

    def made(*chats):
        return Service(opened, chats, DAILY, now, pace=HASTY)

    return made


@pytest.fixture
def subscribe(opened, now):
    """Has a channel's digest be due in a moment."""

    async def made(channel="console:room"):
        settings = Subscription(channel=channel, owner="console:ann", schedule=DAILY)
        await opened.subscriptions.put(settings, scheduled_to=now() - timedelta(hours=10), next_at=now())

    return made


class Running:
    """A service that runs while the block does."""

    def __init__(self, service):
        self.service = service
        self._stop = asyncio.Event()

    async def __aenter__(self):
        self._task = asyncio.create_task(self.service.run(self._stop))
        return self

    async def __aexit__(self, *_):
        self._stop.set()
        async with asyncio.timeout(5):
            await self._task


async def until(condition):
    """Wait until something holds, for ten seconds at most."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


@pytest.fixture
def now(now):
    """The morning after the samples, at half past eight."""
    now.forward(datetime(2025, 4, 18, 8, 30, tzinfo=UTC) - now())
    return now


async def test_what_is_due_is_posted(service, subscribe):
    """From a slot to the message everything runs by itself."""
    chat = MockChat()
    await subscribe()
    async with Running(service(chat)):
        await until(lambda: chat.posts)
    assert "News of Friday, 18 April 2025" in chat.posts[0].document.model_dump_json()


async def test_a_schedule_that_is_set_while_it_runs_takes_effect(service, now):
    """A channel that sets its time in chat gets its digest at that time."""
    chat = MockChat()
    async with Running(service(chat)) as running:
        command = Command(channel="console:hall", user="console:ann", text="schedule 09:00", may_configure=True)
        assert (await running.service.reception.answer(command)).found
        now.forward(timedelta(minutes=30))
        await until(lambda: chat.posts)
    assert chat.posts[0].receipt.channel == "console:hall"


async def test_one_platforms_failure_is_not_anothers(service, subscribe):
    """A platform that breaks off is listened to anew, and the others deliver meanwhile."""

    class Breaking(MockChat):
        begun = 0

        async def listen(self, respond):
            self.begun += 1
            if self.begun % 2:
                raise Refused("the token is revoked", concerns="platform")
            raise ZeroDivisionError

    broken, well = Breaking(platform="slack"), MockChat()
    await subscribe()
    async with Running(service(broken, well)) as running:
        await until(lambda: well.posts and broken.begun > 2)
        problems = " ".join(running.service.health.problems())
        await until(lambda: "chat slack" in " ".join(running.service.health.problems()))
    assert "chat console" not in problems


async def test_health_and_metrics_show_how_it_is(service, subscribe):
    """Once everything runs there is no problem, and what was delivered and answered is counted."""
    chat = MockChat()
    await subscribe()
    made = service(chat)
    assert made.health.problems() != []
    async with Running(made):
        await until(lambda: chat.posts and not made.health.problems())
        await made.reception.answer(Command(channel="console:room", user="ann", text="/news story 99"))
        await made.reception.answer(Command(channel="console:room", user="ann", text="gibberish here"))

        def value(name, **labels):
            return made.metrics.registry.get_sample_value(name, labels)

        await until(lambda: value("newsdesk_editions_total", platform="console", outcome="delivered") == 1)
        assert value("newsdesk_deliveries_total", platform="console", outcome="sent") == 1
        assert value("newsdesk_commands_total", command="story", outcome="not_found") == 1
        assert value("newsdesk_commands_total", command="unknown", outcome="not_found") == 1
        assert value("newsdesk_leader") == 1
        assert value("newsdesk_subscriptions", state="active") == 1
    assert made.health.alive()


async def test_a_platform_that_refuses_everything_is_a_problem_that_is_shown(service, subscribe):
    """Readiness says which platform takes nothing, and why."""

    class Revoked(MockChat):
        async def post(self, channel, document, *, key="", thread=None):
            raise Refused("the token is revoked; make a new one", concerns="platform")

    await subscribe()
    async with Running(service(Revoked())) as running:
        await until(lambda: "the token is revoked" in " ".join(running.service.health.problems()))


async def test_it_ends_within_its_limit_whatever_hangs(service, subscribe, opened):
    """A message that is never answered does not hold up the end, and its edition is free for the next process."""

    class Deaf(MockChat):
        asked = 0

        async def post(self, channel, document, *, key="", thread=None):
            self.asked += 1
            await asyncio.sleep(60)

    chat = Deaf()
    await subscribe()
    async with Running(service(chat)):
        await until(lambda: chat.asked)
    assert await opened.editions.open_count() == 1
    well = MockChat()
    async with Running(service(well)):
        await until(lambda: well.posts)


async def test_a_restart_resumes_what_the_platform_refused(service, subscribe, opened):
    """Channels that were paused because the whole platform refused go on when the service is started anew."""
    await subscribe()
    await opened.subscriptions.pause("console:room", "the token is revoked", platform=True)
    chat = MockChat()
    async with Running(service(chat)):
        await until(lambda: chat.posts)


async def test_two_services_on_one_store_deliver_once(service, subscribe, opened, now):
    """Whoever schedules, each channel's digest is posted once, and either answers."""
    chat = MockChat()
    for number in range(20):
        await subscribe(f"console:room{number}")
    other = Service(opened, [chat], DAILY, now, pace=HASTY)
    async with Running(service(chat)) as one, Running(other):
        await until(lambda: len(chat.posts) >= 20)
        for running in (one.service, other):
            answer = await running.reception.answer(Command(channel="console:room1", user="ann", text="status"))
            assert "20 get digests" in answer.document.model_dump_json()
    assert sorted(post.receipt.channel for post in chat.posts) == sorted(f"console:room{n}" for n in range(20))


async def test_an_unknown_outcome_outlives_the_process(service, subscribe):
    """A message that the platform took while the process ended is found by the next one, and not sent twice."""

    class Losing(MockChat):
        lost = 0

        async def post(self, channel, document, *, key="", thread=None):
            await super().post(channel, document, key="", thread=thread)
            self.lost += 1
            self.keys = [*getattr(self, "keys", ()), key]
            if self.lost == 1:
                await asyncio.sleep(60)
            raise OutcomeUnknown("cut")

        async def find(self, channel, key, *, since, thread=None):
            return self.posts[0].receipt if key in getattr(self, "keys", ()) else None

    chat = Losing()
    await subscribe()
    async with Running(service(chat)):
        await until(lambda: chat.lost)
    async with Running(service(chat)) as running:
        await until(
            lambda: running.service.metrics.registry.get_sample_value(
                "newsdesk_editions_total", {"platform": "console", "outcome": "delivered"}
            )
        )
    assert chat.lost == 1
