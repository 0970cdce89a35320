"""Tests of deliveries: each promise under what a platform, a store and a process can do."""

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.errors import NotTaken, OutcomeUnknown, Refused
from adapters.interface import Follow, Frozen, Plan, Slot
from adapters.mock import MockChat
from bot.delivery import Courier
from bot.editions import Editor
from bot.placing import Placing
from bot.repairing import Repairing
from bot.sending import Policy
from bot.telling import Telling
from digests.model.digest import Window
from digests.model.subscription import Schedule, Subscription

HASTY = Policy(
    poll=0.02, lease=5.0, send=0.2, settle=0.01, first_wait=0.01, longest_wait=0.04, patience=0.02, blocked=0.05
)
ROOM = "console:room"


class Moody(MockChat):
    """A chat that does what it is told to before each post and each look-up, one mood after the other, then is well."""

    def __init__(self, *moods, lookups=(), longest=None):
        super().__init__(longest=longest)
        self.moods = list(moods)
        self.lookups = list(lookups)
        self.asked = []  # the keys that were looked up
        self.taken = []  # what the platform took, each time that it did

    async def post(self, channel, document, *, key="", thread=None):
        """Post as the next mood has it."""
        mood = self.moods.pop(0) if self.moods else None
        if isinstance(mood, Exception) and not isinstance(mood, OutcomeUnknown):
            raise mood
        if mood != "lost":
            self.taken.append((channel, key))
            receipt = await super().post(channel, document, key=key, thread=thread)
        if isinstance(mood, OutcomeUnknown):
            raise mood
        if mood in ("lost", "silent"):
            await asyncio.sleep(60)
        return receipt

    async def find(self, channel, key, *, since, thread=None):
        """Look up, unless there is trouble."""
        self.asked.append(key)
        mood = self.lookups.pop(0) if self.lookups else None
        if mood:
            raise mood
        return await super().find(channel, key, since=since, thread=thread)


class Running:
    """A clock that runs from the evening of the samples' last day on, and can be set forward."""

    def __init__(self, begin):
        self._begin = begin - timedelta(seconds=time.monotonic())

    def __call__(self):
        """Return the moment."""
        return self._begin + timedelta(seconds=time.monotonic())

    def forward(self, by):
        """Set it forward."""
        self._begin += by


@pytest.fixture
def now(now):
    """A clock that runs."""
    return Running(now())


@pytest.fixture
def schedule():
    """Every day at half past eight, up to four hours late."""
    return Schedule(slots=(), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))


@pytest.fixture
def due(opened, now, schedule):
    """Makes a channel with settings, and an edition of it that is due."""

    async def made(channel=ROOM, *, slot="08:30", deadline=timedelta(hours=4), **settings):
        settings = {"channel": channel, "owner": "console:ann", "schedule": schedule, "length": "full"} | settings
        if await opened.subscriptions.get(channel) is None:
            before = now() - timedelta(days=1)
            await opened.subscriptions.put(Subscription(**settings), scheduled_to=before, next_at=now())
        plan = Plan(
            channel=channel,
            due=Slot(day=now().date(), name=slot, due_at=now()),
            deadline=now() + deadline,
            scheduled_to=now(),
            next_at=None,
        )
        await opened.editions.schedule([plan], now())

    return made


@pytest.fixture
def courier(opened, now):
    """Makes a courier to a chat."""

    def made(chat, *, holder="one", policy=HASTY):
        return Courier(chat, opened, Editor(opened, Telling(opened.archive), now), holder, now, policy)

    return made


@pytest.fixture
def shown(opened):
    """Returns what the channel was shown."""

    async def found():
        stories = list(await opened.archive.grown(0, 10**9, datetime(2025, 1, 1, tzinfo=UTC)))
        return (await opened.editions.briefs([ROOM], stories))[ROOM].shown

    return found


@asynccontextmanager
async def running(courier):
    """A courier at work."""
    task = asyncio.create_task(courier.run())
    try:
        yield courier
    finally:
        await courier.stop(1)
        await task


async def until(condition):
    """Wait until something holds, for ten seconds at most."""
    async with asyncio.timeout(10):
        while not await condition():  # noqa: ASYNC110 - what is waited for is in a database
            await asyncio.sleep(0.005)


async def posted(chat, count):
    """Wait until so many messages are posted, and return them."""

    async def there():
        return len(chat.posts) >= count

    await until(there)
    return chat.posts


@pytest.fixture
def ended(opened):
    """Waits until no edition is open, and returns the channel's latest."""

    async def wait(channel=ROOM):
        async def none_open():
            return not await opened.editions.open_count()

        await until(none_open)
        return await opened.editions.latest(channel)

    return wait


async def test_a_digest_is_delivered_in_parts_with_a_receipt_each(due, courier, ended, opened, shown):
    """All parts are posted once, in order; then its stories are shown and numbered, and the channel's mark is moved."""
    chat = Moody(longest=6)
    await due()
    async with running(courier(chat)):
        edition = await ended()
    assert edition.state == "delivered"
    assert len(chat.posts) > 2
    assert len(set(chat.taken)) == len(chat.taken) == len(chat.posts)
    shown = await shown()
    headed = [block.story for post in chat.posts for block in post.document.blocks if getattr(block, "story", None)]
    assert set(shown) == set(headed)
    assert await opened.archive.listing(ROOM) == headed
    standing = await opened.subscriptions.get(ROOM)
    assert standing.mark == await opened.archive.mark()


async def test_what_was_shown_is_not_told_again(due, courier, ended, now):
    """The next digest has nothing of what did not change, and says that there is no news."""
    chat = Moody()
    await due()
    async with running(courier(chat)):
        await ended()
        now.forward(timedelta(days=1))
        await due()
        await ended()
    first, second = (post.document.model_dump_json() for post in chat.posts)
    assert "ferry" in first
    assert "ferry" not in second
    assert "Nothing was published in your sources since 18:00 on Thursday, 17 April 2025" in second


async def test_what_was_shown_is_not_told_again_in_another_story(due, courier, ended, now, opened):
    """Stories that were merged, and an article that was split off, are no news to who was told of all of it."""
    chat = Moody()
    await due()
    repairing = Repairing(opened, Placing(opened.archive, now))
    async with running(courier(chat)):
        await ended()
        homes = await opened.archive.homes(
            [f"0416-{name}" for name in ("meridian-press-tariffs", "northfold-news-ferry")]
        )
        stories = {
            story: [one.id for one in some] for story, some in (await opened.archive.glances([*homes.values()])).items()
        }
        both = [article for articles in stories.values() for article in articles]
        await repairing.merge(*stories, both, by="console:ann", at=now())
        await repairing.split(next(iter(stories)), both, both[0], by="console:ann", at=now())
        assert len(await opened.archive.versions([*stories, *(await opened.archive.homes(both)).values()])) == 2
        now.forward(timedelta(hours=6))
        await due(slot="14:30")
        await ended()
    first, second = (post.document.model_dump_json() for post in chat.posts)
    assert "ferry" in first
    assert "ferry" not in second
    assert "tariff" not in second


async def test_a_quiet_day_can_be_skipped(due, courier, ended, schedule):
    """A channel that does not want to hear of a day without news gets nothing, and its edition ends as quiet."""
    chat = Moody()
    await due(schedule=schedule.model_copy(update={"quiet_day": "skip"}), topics=("penguins",))
    async with running(courier(chat)):
        assert (await ended()).state == "quiet"
    assert chat.posts == []


async def test_a_quiet_day_that_a_process_did_not_end_is_ended(due, courier, ended, opened, now):
    """A digest that was frozen as empty by a process that died is quiet, and not open for good."""
    await due()
    [edition] = await opened.editions.claim("console", "dead", now=now(), lease=timedelta(seconds=0.1), limit=1)
    said = Frozen(edition=edition, mark=1, window=Window(start=now(), end=now()), deliveries=())
    await opened.editions.freeze([said], now=now(), lease=timedelta(seconds=0.1))
    async with running(courier(Moody())):
        assert (await ended()).state == "quiet"


@pytest.mark.parametrize(
    "mood",
    [NotTaken("busy", wait=0.01), NotTaken("busy", wait=0.01, everywhere=True), NotTaken("no connection"), "lost"],
)
async def test_what_was_not_taken_is_sent_again(due, courier, ended, mood):
    """A part that the platform did not take, or never got, is sent until it has it, and is there once."""
    chat = Moody(mood, mood)
    await due()
    async with running(courier(chat)):
        assert (await ended()).state == "delivered"
    assert len(chat.taken) == len(chat.posts) == 1


@pytest.mark.parametrize("mood", [OutcomeUnknown("500"), "silent"])
async def test_an_unknown_outcome_is_looked_up_before_anything_is_sent_again(due, courier, ended, mood):
    """A part that the platform took without saying so is found there and not sent twice."""
    chat = Moody(mood)
    await due()
    async with running(courier(chat)):
        assert (await ended()).state == "delivered"
    assert len(chat.taken) == 1
    assert chat.asked == [chat.posts[0].key]


@pytest.mark.parametrize("trouble", [NotTaken("busy", wait=0.05), OutcomeUnknown("500"), NotTaken("down")])
async def test_nothing_is_sent_while_an_outcome_cannot_be_looked_up(due, courier, ended, trouble):
    """As long as the platform does not say whether it has a part, the part is not sent again."""
    chat = Moody(OutcomeUnknown("500"), lookups=[trouble] * 5)
    await due()
    async with running(courier(chat)):
        assert (await ended()).state == "delivered"
    assert len(chat.taken) == 1
    assert len(chat.asked) == 6


async def test_another_process_goes_on_where_one_ended(due, courier, ended, now):
    """After the lease has ended, the parts without a receipt are sent, and one under way is looked up first."""
    chat = Moody(None, "silent", longest=6)
    await due()
    first = courier(chat, policy=Policy(poll=0.02, send=60))
    task = asyncio.create_task(first.run())

    async def two_taken():
        return len(chat.taken) == 2

    await until(two_taken)
    task.cancel()
    for delivery in list(first._under_way):
        delivery.cancel()  # as when a process is killed: nothing is let go of
    now.forward(timedelta(seconds=91))
    async with running(courier(chat, holder="two")):
        assert (await ended()).state == "delivered"
    assert len(set(chat.taken)) == len(chat.taken) == len(chat.posts) > 2
    assert chat.asked == [chat.posts[1].key]


async def test_who_was_held_up_sends_nothing_that_another_has_taken_over(due, courier, ended, now):
    """A process that comes back after its lease, with the answer to one part, leaves the next to who has it by now."""
    other = []

    class Stalling(Moody):
        async def post(self, channel, document, *, key="", thread=None):
            receipt = await super().post(channel, document, key=key, thread=thread)
            if len(self.taken) == 1:
                now.forward(timedelta(seconds=91))
                taken_over = courier(self, holder="two")
                other.extend([taken_over, asyncio.create_task(taken_over.run())])
                await posted(self, 3)
            return receipt

    chat = Stalling(longest=6)
    await due()
    async with running(courier(chat, policy=replace(HASTY, send=30, lease=90))):
        assert (await ended()).state == "delivered"
        await other[0].stop(1)
        await other[1]
    assert len(set(chat.taken)) == len(chat.taken) == len(chat.posts)


async def test_a_stopped_process_lets_go_at_once(due, courier, ended, opened):
    """What is being sent is answered, and the rest is free for another process without waiting for the lease."""
    chat = Moody(*[NotTaken("busy", wait=0.02)] * 1000)
    await due()
    async with running(courier(chat)):
        await asyncio.sleep(0.1)
    assert await opened.editions.open_count() == 1
    chat.moods.clear()
    async with running(courier(chat, holder="two")):
        assert (await ended()).state == "delivered"
    assert len(chat.taken) == 1


async def test_a_channel_that_refuses_is_paused_and_its_owner_told(due, courier, ended, opened, shown):
    """Whoever made the settings reads elsewhere which permission is missing; nothing else is sent there."""
    chat = Moody(Refused("the app lacks chat:write in #room; invite it", concerns="channel"))
    await due()
    async with running(courier(chat)):
        edition = await ended()
        [notice] = await posted(chat, 1)
    assert (edition.state, edition.error) == ("failed", "the app lacks chat:write in #room; invite it")
    assert (await opened.subscriptions.get(ROOM)).paused == edition.error
    assert notice.receipt.channel == "console:@ann"
    assert "chat:write" in notice.document.model_dump_json()
    assert await shown() == {}


async def test_a_refused_message_does_not_pause_the_channel(due, courier, ended, opened):
    """A message that the platform will not take ends its edition, with word to the owner; the next one is sent."""
    chat = Moody(Refused("invalid_blocks", concerns="message"))
    await due()
    async with running(courier(chat)):
        assert (await ended()).state == "failed"
        assert (await opened.subscriptions.get(ROOM)).paused is None
        await posted(chat, 1)
        await due(slot="17:00")
        assert (await ended()).state == "delivered"
    notice, digest = chat.posts
    assert "comes with the next digest" in notice.document.model_dump_json()
    assert "could not be sent" in digest.document.model_dump_json()


async def test_a_platform_that_refuses_everything_is_left_alone_and_tried_again(due, courier, ended, opened):
    """A revoked token pauses the channels; once the platform takes a message, everything goes on by itself."""
    chat = Moody(*[Refused("token_revoked", concerns="platform")] * 3)
    await due()
    at_work = courier(chat)
    async with running(at_work):

        async def paused():
            return (await opened.subscriptions.get(ROOM)).paused == "token_revoked"

        await until(paused)
        assert at_work.refusal == "token_revoked"
        assert (await ended()).state == "delivered"
    assert at_work.refusal is None
    assert (await opened.subscriptions.get(ROOM)).paused is None


async def test_one_channels_failure_holds_up_no_other(due, courier, opened):
    """While one channel's messages are never answered, the others get theirs."""

    class HalfDeaf(Moody):
        async def post(self, channel, document, *, key="", thread=None):
            if channel == "console:deaf":
                raise OutcomeUnknown("no answer")
            return await super().post(channel, document, key=key, thread=thread)

    chat = HalfDeaf()
    await due("console:deaf")
    for number in range(5):
        await due(f"console:room{number}")

    async def five_posted():
        return len(chat.posts) == 5

    async with running(courier(chat)):
        await until(five_posted)
    assert await opened.editions.open_count() == 1


async def test_a_digest_that_breaks_the_code_is_kept_and_told(due, courier, ended, now, caplog):
    """A mistake of ours is logged under a reference, and the edition tried again until its time is over."""

    class Breaking(Moody):
        def parts(self, document):
            if document.blocks[0].text.startswith("News"):
                raise ZeroDivisionError
            return super().parts(document)

    chat = Breaking()
    await due(deadline=timedelta(minutes=1))
    async with running(courier(chat)):

        async def tried():
            return "broke off as" in caplog.text

        await until(tried)
        now.forward(timedelta(minutes=2))
        assert (await ended()).state == "failed"
        [notice] = await posted(chat, 1)
    assert "in its log as" in notice.document.model_dump_json()


async def test_a_slot_past_its_grace_is_folded_into_the_next(due, courier, ended, now):
    """A digest that nobody began in time is not sent late; the next one says whose news it tells as well."""
    chat = Moody()
    await due(deadline=timedelta(minutes=1))
    now.forward(timedelta(hours=1))
    async with running(courier(chat)):
        assert (await ended()).state == "folded"
        await due(slot="19:30")
        assert (await ended()).state == "delivered"
    [digest] = chat.posts
    assert "what was due at 18:00 on Thursday, 17 April 2025 and could not be sent" in digest.document.model_dump_json()


async def test_a_late_digest_says_so(due, courier, ended, now):
    """Within its grace a digest comes late, and says when it was due."""
    chat = Moody()
    await due()
    now.forward(timedelta(hours=1))
    async with running(courier(chat)):
        await ended()
    assert "comes late: it was due at 18:00 on Thursday" in chat.posts[0].document.model_dump_json()


async def test_a_switched_off_channel_gets_nothing(due, courier, ended, opened, schedule, now):
    """What was due when somebody switched the schedule off is not sent."""
    chat = Moody()
    await due()
    off = Subscription(channel=ROOM, owner="ann", schedule=schedule.model_copy(update={"active": False}), length="full")
    await opened.subscriptions.put(off, scheduled_to=now(), next_at=None)
    async with running(courier(chat)):
        assert (await ended()).state == "folded"
    assert chat.posts == []


async def test_only_what_was_confirmed_counts_as_shown(due, courier, ended, now, shown):
    """Of a digest that broke off, the stories of the parts sent are shown; the next digest tells only the others."""
    chat = Moody(None, Refused("no", concerns="message"), longest=14)
    await due()
    async with running(courier(chat)):
        assert (await ended()).state == "failed"
        shown = set(await shown())
        del chat.posts[1:]
        now.forward(timedelta(minutes=1))
        await due(slot="19:00")
        assert (await ended()).state == "delivered"
    headed = [block.story for post in chat.posts[1:] for block in post.document.blocks if getattr(block, "story", None)]
    assert shown
    assert headed
    assert not shown & set(headed)


async def test_two_processes_deliver_an_edition_once(due, courier, ended):
    """Two processes on one edition: one has it, the other finds nothing to do, and it is there once."""
    chat = Moody()
    await due()
    async with running(courier(chat)), running(courier(chat, holder="two")):
        assert (await ended()).state == "delivered"
    assert len(chat.taken) == 1


async def test_an_update_of_a_followed_story_replies_in_its_thread(courier, ended, opened, now, shown):
    """The first message opens the thread, and its receipt is where updates go."""
    chat = Moody()
    [story, *_] = await opened.archive.grown(0, 10**9, now() - timedelta(days=9))
    follow = Follow(channel=ROOM, story=story, by="ann", since=now())
    await opened.subscriptions.follow(follow)
    editor = Editor(opened, Telling(opened.archive), now)
    async with running(courier(chat)):
        await opened.editions.announce(await editor.opening(follow, chat), now())
        await ended()
        [followed] = await opened.subscriptions.follows(ROOM)
    assert followed.thread == chat.posts[0].receipt.message
    assert followed.told_at is not None
    assert set(await shown()) == {story}
