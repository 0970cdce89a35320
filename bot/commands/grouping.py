"""The commands about how articles are grouped: split, merge."""

import re
from collections.abc import Iterator
from dataclasses import replace

from adapters.interface import Kind, Parameter, Repair
from bot.commands.help import mistaken, said
from bot.commands.reading import STORY, no_story
from bot.commands.registry import Arguments, Entry, if_words
from bot.desk import Desk
from bot.times import NotUnderstoodError
from digests.model.answer import Answer
from digests.model.document import Bullets, Button, Document, Heading
from digests.model.story import Story, StoryArticle
from digests.presenting.moments import moment
from digests.presenting.spans import count, plain

_UNDO = re.compile(r"undo(?:\s+(?P<number>\d{1,9}))?", re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,9}|s[a-z2-7]{8}", re.IGNORECASE)
_APART = re.compile(r"[\"“”]\s+[\"“”]")
_QUOTES = '"“” '
_LONGEST_NAME = 6
"""The most words that the name of an outlet has."""
_SHOWN = 20


async def _split(desk: Desk, arguments: Arguments) -> Answer:
    if not arguments.words:
        return await _in_force(desk, "split")
    if found := _UNDO.fullmatch(arguments.words):
        return await _undone(desk, arguments, "split", found["number"])
    unknown: Answer | None = None
    for reference, named in _cuts(arguments.words):
        story = await desk.story(reference, channel=arguments.channel)
        article = _article(story, named) if story else None
        if story and article:
            return await _split_off(desk, arguments, story, article)
        if story and unknown is None:
            unknown = _no_article(story, named)
    if unknown:
        return unknown
    first, *more = arguments.words.split(" ")
    if not more and (story := await desk.story(first, channel=arguments.channel)):
        return _no_article(story, "")
    return no_story(first if more else arguments.words, "split 1 2")


async def _split_off(desk: Desk, arguments: Arguments, story: Story, article: StoryArticle) -> Answer:
    if len(story.articles) == 1:
        return mistaken(f"“{story.headline}” has no other article from which this one could go apart. See:", "split")
    articles = [one.id for one in story.articles]
    repair = await desk.repairing.split(story.id, articles, article.id, by=arguments.user, at=desk.clock())
    new = (await desk.archive.homes([article.id])).get(article.id, story.id)
    told = (
        f"“{article.headline}” ({article.outlet}) is a story of its own now, {new}, apart from the other "
        f"{count(len(articles) - 1, 'article')} of “{story.headline}”. So it stays, until this is undone."
    )
    return said(told, _undo_button(repair), Button(label="The new story", command=f"story {new}"))


async def _merge(desk: Desk, arguments: Arguments) -> Answer:
    if not arguments.words:
        return await _in_force(desk, "merge")
    if found := _UNDO.fullmatch(arguments.words):
        return await _undone(desk, arguments, "merge", found["number"])
    first, second = _pair(arguments.words)
    story = await desk.story(first, channel=arguments.channel)
    other = await desk.story(second, channel=arguments.channel)
    if story is None or other is None:
        return no_story(second if story else first, "merge 1 2")
    if story.id == other.id:
        return mistaken(f"Both are one story already: “{story.headline}” ({story.id}). See:", "merge")
    articles = [article.id for article in (*story.articles, *other.articles)]
    repair = await desk.repairing.merge(story.id, other.id, articles, by=arguments.user, at=desk.clock())
    told = (
        f"“{other.headline}” has gone into “{story.headline}” ({story.id}), which has "
        f"{count(len(articles), 'article')} now. So it stays, until this is undone."
    )
    return said(told, _undo_button(repair), Button(label="The story", command=f"story {story.id}"))


async def _in_force(desk: Desk, kind: str) -> Answer:
    """Answer which repairs of a kind are in force, the newest first."""
    repairs = [one for one in await desk.store.repairs.in_force() if one.kind == kind]
    if not repairs:
        example = "split 1 2" if kind == "split" else "merge 1 2"
        return said(f"No {kind} is in force. Numbers are those of the last digest and of a story's articles: {example}")
    shown = repairs[: -_SHOWN - 1 : -1]
    items = tuple([(plain(await repaired(desk, one)),) for one in shown])
    title = Heading(text=f"{count(len(repairs), kind)} in force", level=1)
    answer = said(f"The last one is undone by “{kind} undo”, any by its number.", _undo_button(repairs[-1]))
    return Answer(document=Document(blocks=(title, Bullets(items=items), *answer.document.blocks)))


async def repaired(desk: Desk, repair: Repair) -> str:
    """Return what a repair has done, who asked for it and when, in words."""
    story = await desk.story(repair.story, channel="")
    named = f"“{story.headline}” ({story.id})" if story else repair.story
    at = moment(repair.at.astimezone(desk.zone))
    if repair.kind == "merge":
        return f"{repair.id}: {repair.other} went into {named}, by {repair.by} at {at}"
    found = await desk.archive.articles([repair.other])
    article = f"“{found[0].headline}” ({found[0].source})" if found else repair.other
    return f"{repair.id}: {article} went apart from {named}, by {repair.by} at {at}"


async def _undone(desk: Desk, arguments: Arguments, kind: str, number: str | None) -> Answer:
    repairs = [one for one in await desk.store.repairs.in_force() if one.kind == kind]
    found = [one for one in repairs if one.id == int(number)] if number else repairs[-1:]
    if not found or not await desk.repairing.undo(found[0], by=arguments.user, at=desk.clock()):
        return mistaken(f"No {kind}{f' {number}' if number else ''} is in force. What is, is shown by:", kind)
    return said(f"Undone, and grouped afresh by what the articles say: {await repaired(desk, found[0])}.")


def _undo_button(repair: Repair) -> Button:
    return Button(label="Undo", command=f"{repair.kind} undo {repair.id}")


def _cuts(words: str) -> Iterator[tuple[str, str]]:
    """Yield what may be meant by a story and an article behind it, the likeliest first."""
    if _APART.search(words):
        first, second = _APART.split(words, 1)
        yield first.strip(_QUOTES), second.strip(_QUOTES)
        return
    tokens = words.split()
    if len(tokens) > 1 and _PLAIN.fullmatch(tokens[0]):
        yield tokens[0], " ".join(tokens[1:]).strip(_QUOTES)
        return
    for size in range(1, min(_LONGEST_NAME, len(tokens) - 1) + 1):
        yield " ".join(tokens[:-size]).strip(_QUOTES), " ".join(tokens[-size:]).strip(_QUOTES)


def _article(story: Story, named: str) -> StoryArticle | None:
    """Return the article of a story that goes by its number, its id or its outlet.

    Raises:
        NotUnderstoodError: The outlet has several.
    """
    if named.isdecimal() and 0 < int(named) <= len(story.articles):
        return story.articles[int(named) - 1]
    for article in story.articles:
        if article.id == named:
            return article
    wanted = _plainly(named)
    numbers = [n for n, one in enumerate(story.articles, 1) if _plainly(one.outlet) == wanted]
    if len(numbers) > 1:
        listed = " or ".join(map(str, numbers))
        raise NotUnderstoodError(f"{named} has several articles in “{story.headline}”; say which one: {listed}.")
    return story.articles[numbers[0] - 1] if numbers else None


def _plainly(outlet: str) -> str:
    return outlet.casefold().removeprefix("the ")


def _no_article(story: Story, named: str) -> Answer:
    articles = "; ".join(f"{n} {one.outlet}" for n, one in enumerate(story.articles[:_SHOWN], 1))
    problem = f"“{named}” is no article of" if named else "Say also which article shall go apart from"
    return mistaken(f"{problem} “{story.headline}”. It has: {articles}. For example:", f"split {story.id} 1")


def _pair(words: str) -> tuple[str, str]:
    """Return what stands for the first story and what for the second.

    Raises:
        NotUnderstoodError: That cannot be told.
    """
    if _APART.search(words):
        first, second = _APART.split(words, 1)
        return first.strip(_QUOTES), second.strip(_QUOTES)
    tokens = words.split()
    if len(tokens) > 1 and (len(tokens) == 2 or _PLAIN.fullmatch(tokens[0])):
        return tokens[0].strip(_QUOTES), " ".join(tokens[1:]).strip(_QUOTES)
    if len(tokens) > 1 and _PLAIN.fullmatch(tokens[-1]):
        return " ".join(tokens[:-1]).strip(_QUOTES), tokens[-1]
    raise NotUnderstoodError(
        "Name two stories, the one that stays first: by their numbers, their ids or words in quotation marks."
    )


GROUPING = (
    Entry(
        name="split",
        summary="Have an article go apart from its story, or show what was split; split undo takes it back.",
        parameters=(
            replace(STORY, required=False),
            Parameter(
                "ARTICLE",
                Kind.WORDS,
                "its number among the story's articles, its id or its outlet; or undo",
                required=False,
            ),
        ),
        examples=("split 1 2", "split 1 Eastmark Observer", "split undo", "split"),
        handler=_split,
        configures=if_words,
    ),
    Entry(
        name="merge",
        summary="Have the second story go into the first, or show what was merged; merge undo takes it back.",
        parameters=(
            replace(STORY, required=False),
            Parameter("OTHER", Kind.STORY, "the story that goes into it", required=False),
        ),
        examples=("merge 1 2", "merge 1 ferry strike", "merge undo", "merge"),
        handler=_merge,
        configures=if_words,
    ),
)
