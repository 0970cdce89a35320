"""Tests of why: it says what it knows of a story, and no more."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from adapters.console import text
from adapters.interface import Delivery, Frozen, Plan, Slot
from bot.placing import Placing
from digests.model.article import Article, Part, Published
from digests.model.digest import Window
from digests.model.document import Document
from digests.model.story import Arrival

DAY = timedelta(days=1)

TARIFFS = """
Why: Trump hails progress, but Japan leaves tariff talks without a deal

Why it is in

• This channel has no settings, so it is told of every story.
• This channel has not been sent it yet; 6 articles would be new.

Why it ranks there

• It is number 1 of the last digest here.
• It has 4 independent origins, 6 articles, the newest of 17 April 2025, 08:15.
• Stories rank by origins first, then by articles, then by the newest.
• Meridian Press Agency, The Harbor Ledger and Quillon Post (3 articles) count as one origin: up to
  100% of the wording is shared.

Why it is grouped so
"""


def _said(answer, heading):
    """Return the sentences below a heading of an answer."""
    blocks = answer.document.blocks
    found = next(n for n, block in enumerate(blocks) if getattr(block, "text", "") == heading)
    return ["".join(span.text for span in spans) for spans in blocks[found + 1].items]


def _table(answer):
    [rows] = [block.rows for block in answer.document.blocks if block.kind == "table"]
    return [["".join(span.text for span in cell) for cell in row] for row in rows]


async def test_a_story_of_the_samples_is_explained(say):
    """The whole of it as the terminal shows it: settings and news, rank and origins, and what its articles share."""
    await say("digest 2025-04-17")
    answer = await say("why 1")
    shown = io.StringIO()
    text.show(answer.document, shown)
    assert shown.getvalue().lstrip().startswith(TARIFFS.lstrip())
    names, figures, phrases, times, weakest, least = _said(answer, "Why it is grouped so")
    assert names.startswith(
        "Shared names: Ryosei Akazawa (all); Shigeru Ishiba (all); Scott Bessent (all); Japan (all)"
    )
    assert "24% (tariff on Japanese goods) (all)" in figures
    assert "prime minister (all)" in phrases
    assert times == "From 15 April 2025, 17:40 to 17 April 2025, 08:15."
    assert weakest.startswith("The weakest member is 6, The Tradewind Report: ")
    assert least.startswith("Articles become one story from 3% on")
    alike = [int(row[3].removesuffix("%")) for row in _table(answer)]
    assert min(alike) == alike[5]
    assert [row[0] for row in _table(answer)] == list("123456")


async def test_a_story_of_one_article_is_explained(say):
    """A story that nothing joined says so, and compares it with nothing."""
    answer = await say("why beetle")
    assert _said(answer, "Why it is grouped so") == ["It has one article, and none like it that is near in time."]
    assert _table(answer)[0][3] == "not known"


async def test_no_story_is_no_reason(say):
    """What goes by no story is said, and a story is asked for where none is named."""
    assert "No story goes by “zebra”" in (await say("why zebra")).text
    assert not (await say("why")).found


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (["schedule topics tariffs, cricket"], "It is about tariffs, which this channel names as a topic."),
        (["schedule topics cricket"], "left out of this channel's digests: it is about none of its topics (cricket)."),
        (["schedule 08:30"], "This channel names no topics, so it is told of all."),
        (["mute tariff talks"], "left out of this channel's digests: “tariff talks” is muted here."),
        (["mute Quillon Post"], "It is told from 5 of its 6 articles; outlet or language keep out the rest."),
    ],
)
async def test_what_a_channel_wants_is_why_a_story_is_in(say, settings, says):
    """The settings of the channel that asks decide, and are said: its topics, its mutes, its outlets."""
    for typed in settings:
        assert (await say(typed)).found
    assert says in "\n".join(_said(await say("why tariff talks"), "Why it is in"))


@pytest.mark.parametrize(
    ("left", "says"), [(1, "1 article, by The Tradewind Report first."), (0, "was sent all of it")]
)
async def test_what_was_sent_is_not_new(say, desk, left, says):
    """Of a story that the channel was sent before the articles that came since are new."""
    now = desk.clock()
    story = await desk.story("tariff talks", channel="test")
    articles = tuple(article.id for article in story.articles[: len(story.articles) - left])
    await say("schedule 18:00 daily")
    due = Slot(day=now.date(), name="18:00", due_at=now)
    plan = Plan(channel="test", due=due, deadline=now + DAY, scheduled_to=now, next_at=now + DAY)
    await desk.store.editions.schedule([plan], now)
    [edition] = await desk.store.editions.claim("test", "desk", now=now, lease=DAY, limit=1)
    part = Delivery(number=1, document=Document(blocks=()), shown={story.id: articles}, key="k")
    window = Window(start=now - DAY, end=now)
    [frozen] = await desk.store.editions.freeze(
        [Frozen(edition=edition, mark=1, window=window, deliveries=(part,))], now=now, lease=DAY
    )
    await desk.store.editions.sent(frozen, 1, "m1", now=now, lease=DAY)
    assert says in _said(await say(f"why {story.id}"), "Why it is in")[1]


async def test_what_was_merged_and_repaired_is_said(say):
    """Ids that went into a story and repairs in force are said with who and when, and can be undone from there."""
    listed = [story.id for story in (await say("digest 2025-04-17")).stories]
    assert _said(await say("why 1"), "Merged and repaired") == [
        "Nothing was merged into it, and nobody has repaired it."
    ]
    await say("merge 1 2")
    await say("split 1 0416-eastmark-observer-tariffs")
    answer = await say("why 1")
    went, merged, split = _said(answer, "Merged and repaired")
    assert went == f"{listed[1]} went into it, and that id answers for it."
    assert merged.startswith(f"Merge 1: {listed[1]} went into “")
    assert merged.endswith("by you at 18:00 on Thursday, 17 April 2025.")
    assert split.startswith("Split 2: “Akazawa flies to Washington")
    [buttons] = [block.buttons for block in answer.document.blocks if block.kind == "buttons"]
    assert [one.command for one in buttons] == ["merge undo 1", "split undo 2"]


async def test_odd_articles_are_remarked_on(say, desk):
    """An article without a date or words, of 1970 or of next year is said to be so where it stands in its story."""
    now = desk.clock()
    headline = "Wells run dry in Ost after the Brennick pump failed"
    odd = {
        "undated": (None, headline, "without a date"),
        "empty": (now, "", "without a text"),
        "old": (datetime(1970, 1, 1, tzinfo=UTC), headline, "dated more than a year before"),
        "next": (now + 365 * DAY, headline, "dated after it was read"),
    }
    for name, (at, words, _) in odd.items():
        published = Published(at=at, precision="minute" if at else "unknown")
        parts = (Part(kind="paragraph", text=words, start=0),) if words else ()
        article = Article(
            id=name, headline=headline, headline_from="record", text=words, parts=parts, published=published
        )
        await desk.archive.add([Arrival(article=article, read_at=now)])
    await Placing(desk.archive, desk.clock).place()
    for article, story in (await desk.archive.homes(list(odd))).items():
        assert odd[article][2] in " ".join(row[2] for row in _table(await say(f"why {story}")))


async def test_a_story_that_rested_is_explained(say, desk, now):
    """Also of a story that grows no more it is known how alike its articles are."""
    now.forward(90 * DAY)
    rested = Placing(desk.archive, now)
    story = await desk.story("tariff talks", channel="test")
    found = await rested.closeness([article.id for article in story.articles])
    assert len(found) == 6
    assert all(0 < likeness < 1 for likeness in found.values())
    assert (await say(f"why {story.id}")).found
