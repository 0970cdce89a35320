"""Tests of the commands that change what a channel gets, and of who may."""

from datetime import UTC, datetime, time, timedelta

import pytest

from adapters.interface import Feed
from bot.commands.dispatch import registry
from digests.model.document import Buttons

CHANGES = (
    "schedule 08:30",
    "schedule on",
    "schedule off",
    "schedule topics tariffs",
    "follow 1",
    "unfollow 1",
    "mute cricket",
    "unmute cricket",
    "feeds add outlet.example/feed.xml",
    "feeds remove outlet",
    "split 1 2",
    "merge 1 2",
)


@pytest.fixture
def standing(opened):
    """Returns the settings and standing of the test's channel."""

    async def found():
        return await opened.subscriptions.get("test")

    return found


def shown(answer):
    """Return all the words of an answer, as they stand."""
    return "\n".join(
        "".join(span.text for span in spans)
        for block in answer.document.blocks
        for spans in (getattr(block, "items", None) or [getattr(block, "spans", ())])
    )


@pytest.mark.parametrize("typed", CHANGES)
async def test_who_lacks_the_right_changes_nothing_and_is_told(say, standing, opened, typed):
    """Settings are changed by those alone whom the platform gives the right to, and the others read why not."""
    await say("digest")
    answer = await say(typed, may_configure=False)
    assert not answer.found
    assert "lack the right" in answer.text
    assert await standing() is None
    assert await opened.subscriptions.follows("test") == []


@pytest.mark.parametrize(
    "typed", ["schedule", "schedule show", "follow", "mute", "feeds", "feeds check", "sources", "status", "help mute"]
)
async def test_anybody_may_look(say, typed):
    """What there is set can be read by everybody."""
    answer = await say(typed, may_configure=False)
    assert answer.found
    assert "lack the right" not in (answer.text or "")


async def test_a_schedule_takes_effect_at_once(say, standing):
    """Whoever sets times reads back what holds now and when the next digest comes; the rest is the desk's default."""
    answer = await say("schedule 8:30 17:00 weekdays berlin")
    assert "08:30 and 17:00 on weekdays, Europe/Berlin time" in shown(answer)
    assert "next: 08:30 on Friday, 18 April 2025" in shown(answer)
    kept = await standing()
    assert kept.subscription.schedule.slots == (time(8, 30), time(17))
    assert kept.next_at == datetime(2025, 4, 18, 6, 30, tzinfo=UTC)
    assert (kept.subscription.owner, kept.scheduled_to) == ("you", datetime(2025, 4, 17, 18, tzinfo=UTC))


async def test_a_schedule_is_switched_off_and_on(say, standing):
    """Off keeps the times and has nothing due; on goes on with them."""
    await say("schedule 19:00 daily")
    off = await say("schedule off")
    assert "next: none" in shown(off)
    assert (await standing()).next_at is None
    on = await say("schedule on")
    assert "next: 19:00 on Thursday, 17 April 2025" in shown(on)
    [buttons] = [block.buttons for block in on.document.blocks if isinstance(block, Buttons)]
    assert [button.command for button in buttons] == ["schedule edit", "schedule off"]


async def test_a_channel_without_settings_is_shown_how_to_begin(say):
    """A channel that gets no digests is told so, with what a schedule would be."""
    answer = await say("schedule")
    assert "gets no digests" in shown(answer)
    assert "schedule on" in shown(answer)


async def test_the_last_digest_and_a_pause_are_shown(say, opened):
    """Whoever looks reads why nothing comes, and what to do once that is put right; doing it ends the pause."""
    await say("schedule 08:30 daily")
    await opened.subscriptions.pause("test", "the app is not in the channel")
    assert "paused: the app is not in the channel. Once that is put right: schedule on" in shown(await say("schedule"))
    assert "the app is not in the channel" in shown(await say("status"))
    assert "next: 08:30 on Friday" in shown(await say("schedule on"))


@pytest.mark.parametrize(
    ("typed", "field", "value", "said"),
    [
        ("topics tariffs, interest rates", "topics", ("tariffs", "interest rates"), "topics: tariffs, interest rates"),
        ("topics all", "topics", (), "topics: all"),
        ("outlets The Bugle,Lumen Weekly", "outlets", ("The Bugle", "Lumen Weekly"), "outlets: The Bugle, Lumen"),
        ("length SHORT", "length", "short", "length: short"),
        ("language DE", "language", "de", "language: de"),
        ("language all", "language", None, "language: all"),
    ],
)
async def test_a_channel_says_what_it_wants(say, standing, typed, field, value, said):
    """Topics, outlets, length and language are set one by one and leave the schedule alone."""
    await say("schedule 08:30 daily")
    before = await standing()
    assert said in shown(await say(f"schedule {typed}"))
    after = await standing()
    assert getattr(after.subscription, field) == value
    assert after.subscription.schedule == before.subscription.schedule
    assert (after.next_at, after.scheduled_to) == (before.next_at, before.scheduled_to)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("schedule 25:00", "is no time of day"),
        ("schedule 08:30 Europe/Berln", "Europe/Berlin"),
        ("schedule length huge", "short, normal, long, full"),
        ("schedule language klingon", "two letters"),
        ("schedule topics", "or all"),
        ("mute /(a/", "no pattern"),
        ("mute cricket until 2025-02-30", "is no day"),
        ("mute cricket until yesterday", "is over"),
        ("mute the and of", "stands in every article"),
        ("unmute golf", "is not muted"),
        ("unfollow 1", "does not follow"),
        ("follow penguins", "No story goes by"),
    ],
)
async def test_a_mistake_changes_nothing_and_gets_an_example(say, standing, typed, said):
    """What cannot be understood is answered with what is right, and the settings stay as they are."""
    await say("schedule 08:30 daily")
    await say("digest")
    before = await standing()
    answer = await say(typed)
    assert not answer.found
    assert said in answer.text
    assert await standing() == before


async def test_a_digest_on_demand_is_the_channels_own(say):
    """The channel's topics, mutes, length and zone hold for the digest that somebody asks for."""
    everything = len((await say("digest")).stories)
    await say("mute ferry")
    assert len((await say("digest")).stories) == everything - 1
    await say("schedule topics beetle")
    assert len((await say("digest")).stories) == 1
    await say("schedule zone pacific/kiritimati")
    assert "News of Friday, 18 April 2025" in (await say("digest")).document.blocks[0].text


@pytest.mark.parametrize(
    ("typed", "kind", "text", "until"),
    [
        ("cricket", "words", "cricket", None),
        ("trade talks for 2 weeks", "words", "trade talks", timedelta(weeks=2)),
        ("cricket for 3 days", "words", "cricket", timedelta(days=3)),
        ("cricket until 2025-04-18", "words", "cricket", timedelta(days=1, hours=6)),
        ("lumen weekly", "outlet", "Lumen Weekly", None),
        ("outlet The Unheard", "outlet", "The Unheard", None),
        ("/ferr(y|ies)/ for 12h", "pattern", "ferr(y|ies)", timedelta(hours=12)),
    ],
)
async def test_a_mute_is_understood_and_explained_back(say, standing, typed, kind, text, until):
    """Words, an outlet's name and a pattern are told apart, each for good or for a time."""
    answer = await say(f"mute {typed}")
    [mute] = (await standing()).subscription.mutes
    end = until and datetime(2025, 4, 17, 18, tzinfo=UTC) + until
    assert (mute.kind, mute.text, mute.until, mute.by) == (kind, text, end, "you")
    assert text in answer.text
    assert ("until" in answer.text) is (until is not None)
    assert text in shown(await say("mute"))
    assert (await say(f"unmute {text}")).found
    assert (await standing()).subscription.mutes == ()


async def test_muting_again_replaces(say, standing):
    """The same words are muted once, with the latest end."""
    await say("mute cricket")
    await say("mute Cricket for 2 days")
    [mute] = (await standing()).subscription.mutes
    assert mute.until is not None


async def test_a_story_is_followed_once_and_unfollowed(say, opened):
    """Following by number, words or id is one and the same, and ends by any of them."""
    [first, *_] = (await say("digest")).stories
    assert "follows" in (await say("follow 1")).text
    assert "already" in (await say(f"follow {first.id}")).text
    [follow] = await opened.subscriptions.follows("test")
    assert (follow.story, follow.by, follow.thread) == (first.id, "you", None)
    assert first.headline in shown(await say("follow"))
    assert "no more" in (await say("unfollow 1")).text
    assert await opened.subscriptions.follows("test") == []


async def test_sources_show_outlets_and_the_health_of_feeds(say, opened):
    """Each outlet comes with its articles and its newest, each feed with how it does."""
    added = datetime(2025, 4, 1, tzinfo=UTC)
    feeds = {
        "Well": {"last_success": added},
        "Ill": {"failures": 3, "reason": "404 Not Found"},
        "Asleep": {"paused": True},
        "New": {},
    }
    for name, health in feeds.items():
        await opened.feeds.put(Feed(url=f"https://{name}.example/feed", title=name, added_at=added, **health))
    answer = await say("sources")
    said = answer.document.model_dump_json()
    assert "Lumen Weekly" in said
    assert "failed 3 times in a row: 404 Not Found" in said
    assert [word for word in ("Well", "Ill", "Asleep", "New") if word in said] == list(feeds)
    assert ": paused" in said
    assert ": not read yet" in said


async def test_status_tells_how_the_desk_is(say):
    """Version, newest article, channels and what is on the way are there."""
    await say("schedule 08:30 daily")
    said = shown(await say("status"))
    assert "the newest article is of 12:15 on Thursday, 17 April 2025" in said
    assert "1 get digests, 0 are paused, 0 switched off" in said
    assert "0 editions" in said
    assert "last digest here: none yet" in said


def test_what_changes_settings_says_so():
    """The registry knows which words of a command change settings, from which a platform's rights are made."""
    changing = {entry.name for entry in registry.entries if entry.configures("x")}
    assert changing == {"schedule", "follow", "unfollow", "mute", "unmute", "split", "merge"}
    assert not any(entry.configures("") for entry in registry.entries)
