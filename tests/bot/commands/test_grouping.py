"""Tests of split and merge: what people decide about stories holds until it is undone."""

import logging
from datetime import timedelta

import pytest

from adapters.interface import Follow
from bot.placing import Placing
from digests.model.article import Article, Part, Published
from digests.model.story import Arrival

DAY = timedelta(days=1)


@pytest.fixture
async def numbered(say):
    """The stories of the last digest, in order: the tariffs with six articles, and three others."""
    return [story.id for story in (await say("digest 2025-04-17")).stories]


@pytest.fixture
def articles_of(desk):
    """Returns the ids of a story's articles, as `story` lists them."""

    async def found(reference):
        story = await desk.story(reference, channel="test")
        return [article.id for article in story.articles]

    return found


def _buttons(answer):
    return [button.command for block in answer.document.blocks for button in getattr(block, "buttons", ())]


def _lines(answer):
    blocks = answer.document.blocks
    items = [spans for block in blocks for spans in getattr(block, "items", [getattr(block, "spans", ())])]
    return ["".join(span.text for span in spans) for spans in items]


@pytest.mark.parametrize("article", ["2", "0416-eastmark-observer-tariffs", "eastmark observer"])
async def test_an_article_is_split_off(say, numbered, articles_of, article):
    """An article goes into a story of its own by its number, its id or its outlet, and the others stay together."""
    before = await articles_of("1")
    answer = await say(f"split 1 {article}")
    assert answer.found
    assert "of its own now" in answer.text
    new = next(command.removeprefix("story ") for command in _buttons(answer) if command.startswith("story "))
    [gone] = await articles_of(new)
    assert gone == ("0416-eastmark-observer-tariffs" if article != "2" else before[1])
    assert await articles_of(numbered[0]) == [one for one in before if one != gone]


async def test_an_article_is_split_off_a_story_by_words(say, articles_of, numbered):
    """A story by words of it and an article by the several words of its outlet are told apart."""
    assert (await say("split tariff talks Harbor Ledger")).found
    assert "0416-harbor-ledger-tariffs" not in await articles_of(numbered[0])


async def test_a_split_holds_against_restarts_and_later_articles(say, desk, numbered, articles_of):
    """What was split off stays apart when others like both come, and after a restart."""
    new = _buttons(await say("split 1 2"))[1].removeprefix("story ")
    [gone] = await articles_of(new)
    before = await articles_of(numbered[0])
    [copied] = await desk.archive.articles([gone])
    later = copied.model_copy(update={"id": "later"})
    await desk.archive.add([Arrival(article=later, read_at=desk.clock())])
    await Placing(desk.archive, desk.clock).place()
    assert gone not in await articles_of(numbered[0])
    assert {"later"} == {*await articles_of(new), *await articles_of(numbered[0])} - {*before, gone}


async def test_a_merge_holds_against_restarts_and_later_articles(say, desk, numbered, articles_of):
    """Merged stories stay one under the id of the first when others come, and after a restart."""
    both = {*await articles_of("2"), *await articles_of("3")}
    answer = await say("merge 3 2")
    assert answer.found
    assert "has gone into" in answer.text
    assert set(await articles_of(numbered[2])) == both
    [copied] = await desk.archive.articles([min(both)])
    await desk.archive.add([Arrival(article=copied.model_copy(update={"id": "later"}), read_at=desk.clock())])
    await Placing(desk.archive, desk.clock).place()
    assert set(await articles_of(numbered[2])) == {*both, "later"}


async def test_the_id_of_a_merged_story_answers(say, desk, numbered, articles_of):
    """Old ids, numbers of the last digest and follows stand for the story that a merged one went into."""
    await desk.store.subscriptions.follow(Follow(channel="test", story=numbered[1], by="you", since=desk.clock()))
    await say("merge 1 2")
    assert await articles_of(numbered[1]) == await articles_of("2") == await articles_of(numbered[0])
    assert [one.story for one in await desk.store.subscriptions.follows("test")] == [numbered[0]]


@pytest.mark.parametrize("undo", ["merge undo", "merge undo 1", "MERGE UNDO"])
async def test_a_merge_is_undone(say, numbered, articles_of, undo):
    """Stories that are no longer held together are two again, each under its id."""
    before = [await articles_of(story) for story in numbered]
    await say("merge 1 2")
    assert "went into" in (await say("merge")).document.blocks[1].items[0][0].text
    assert (await say(undo)).found
    assert [await articles_of(story) for story in numbered] == before
    assert "No merge is in force" in (await say("merge")).text


async def test_a_split_is_undone(say, numbered, articles_of):
    """An article that is held apart no longer goes back to the story that it is like, and its own id answers."""
    before = await articles_of("1")
    new = _buttons(await say("split 1 2"))[1].removeprefix("story ")
    answer = await say("split undo")
    assert answer.found
    assert "went apart from" in answer.text
    assert await articles_of(numbered[0]) == await articles_of(new) == before


async def test_what_was_decided_last_holds(say, numbered, articles_of):
    """A split is overruled by merging the parts again, and that by splitting again; undoing goes back step by step."""
    before = await articles_of("1")
    new = _buttons(await say("split 1 2"))[1].removeprefix("story ")
    await say(f"merge 1 {new}")
    assert await articles_of(numbered[0]) == before
    new = _buttons(await say("split 1 2"))[1].removeprefix("story ")
    assert len(await articles_of(new)) == 1
    await say("split undo")
    assert await articles_of(numbered[0]) == before


@pytest.mark.usefixtures("numbered")
async def test_what_is_in_force_is_shown_to_all(say):
    """Without words a command shows what was decided, by whom and when, the newest first, with the way back."""
    await say("split 1 2")
    await say("split 1 3")
    answer = await say("split", may_configure=False)
    assert answer.found
    newest, oldest = _lines(answer)[1:3]
    assert newest.startswith("2: “")
    assert oldest.startswith("1: “")
    assert "went apart from “" in newest
    assert newest.endswith("by you at 18:00 on Thursday, 17 April 2025")
    assert _buttons(answer) == ["split undo 2"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("split 1 99", "“99” is no article of “"),
        ("split 1 nobody", "It has: 1 "),
        ("split 1", "Say also which article"),
        ("split 99 1", "No story goes by “99”"),
        ("split zebra", "No story goes by “zebra”"),
        ("split 4 1", "has no other article"),
        ("split 1 the tradewind report", "say which one"),
        ("split undo 99", "No split 99 is in force"),
        ("split undo", "No split is in force"),
        ("merge 1 1", "Both are one story already"),
        ("merge 1 99", "No story goes by “99”"),
        ("merge 99 1", "No story goes by “99”"),
        ("merge 1", "Name two stories"),
        ("merge ferry strike tariff talks", "Name two stories"),
        ("merge undo", "No merge is in force"),
    ],
)
async def test_mistakes_are_said(say, numbered, desk, typed, says):
    """What cannot be done is said with the reason and an example, and changes nothing."""
    answer = await say(typed)
    assert not answer.found
    assert says in answer.text
    assert len(numbered) == 4
    assert await desk.store.repairs.in_force() == []


@pytest.mark.parametrize(
    "typed", ['merge "tariff talks" "ferry strike"', "merge 1 ferry strike", "merge tariff talks {ferry}"]
)
async def test_stories_to_merge_are_named_in_words(say, numbered, articles_of, desk, typed):
    """Two stories are told apart by quotation marks, or where one of them is a number or an id."""
    ferry = await desk.story("ferry strike", channel="test")
    answer = await say(typed.format(ferry=ferry.id))
    assert answer.found
    assert "0416-meridian-press-ferry" in await articles_of(numbered[0])


async def test_repairs_need_the_right_and_are_logged(say, numbered, caplog):
    """Who may not configure repairs nothing; who may is in the log, with what was done."""
    caplog.set_level(logging.INFO)
    for typed in ("split 1 2", "merge 1 2", "split undo"):
        assert "lack the right" in (await say(typed, may_configure=False)).text
    await say("split 1 2")
    await say("split undo")
    said = [(one.action, one.repair, one.story, one.by) for one in caplog.records if hasattr(one, "repair")]
    assert said == [("story_split", 1, numbered[0], "you"), ("repair_undone", 1, numbered[0], "you")]


async def test_a_story_that_rested_is_repaired(say, desk, numbered, articles_of):
    """A story that grows no more can be split and merged like any other."""
    at = desk.clock() - 90 * DAY
    parts = (Part(kind="paragraph", text="Wells run dry in Ost.", start=0),)
    for name in ("w1", "w2"):
        article = Article(
            id=name, headline="Wells run dry in Ost", headline_from="record", text=parts[0].text, parts=parts,
            published=Published(at=at, precision="minute"),
        )  # fmt: skip
        await desk.archive.add([Arrival(article=article, read_at=at)])
    await Placing(desk.archive, desk.clock).place()
    story = (await desk.archive.homes(["w1"]))["w1"]
    assert await articles_of(story) == ["w1", "w2"]
    await say(f"split {story} 2")
    assert await articles_of(story) == ["w1"]
    await say(f"merge 1 {story}")
    assert "w1" in await articles_of(numbered[0])
