"""The commands that read: digest, story, ask, search, quotes, figures."""

import asyncio
from zoneinfo import ZoneInfo

from adapters.interface import Kind, Parameter
from bot.commands.registry import Arguments, Entry
from bot.desk import Desk
from digests.answering import ask, figures_answer, person_named, quotes_answer, quotes_by, search
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph, Span
from digests.model.subscription import Subscription
from digests.presenting.stories import digest_document, story_document


async def _digest(desk: Desk, arguments: Arguments) -> Answer:
    standing = await desk.standing(arguments.channel)
    fresh = Subscription(channel=arguments.channel, owner=arguments.user, schedule=desk.schedule)
    settings = standing.subscription if standing else fresh
    day = arguments.day or desk.today(ZoneInfo(settings.schedule.zone))
    digest = await desk.digest(day, arguments.words or None, channel=arguments.channel, subscription=settings)
    document = await asyncio.to_thread(digest_document, digest)
    if not digest.articles and (last := await desk.last_day()):
        document = _with_hint(document, f"The newest articles are of {last}: digest {last}")
    return Answer(found=bool(digest.stories), stories=digest.stories, document=document)


async def _story(desk: Desk, arguments: Arguments) -> Answer:
    story = await desk.story(arguments.words, channel=arguments.channel)
    if story is None:
        return no_story(arguments.words, "story tariffs")
    return Answer(stories=(story,), document=story_document(story))


async def _ask(desk: Desk, arguments: Arguments) -> Answer:
    stories, articles = await desk.related(arguments.words)
    return await asyncio.to_thread(ask, arguments.words, stories, articles)


async def _search(desk: Desk, arguments: Arguments) -> Answer:
    articles = await desk.articles(arguments.words)
    if since := arguments.since:
        articles = {name: one for name, one in articles.items() if one.published.at and one.published.at >= since}
    return await asyncio.to_thread(search, arguments.words, articles)


async def _quotes(desk: Desk, arguments: Arguments) -> Answer:
    stories, articles = await desk.related(arguments.words)
    spoken = quotes_by(arguments.words, [quote for story in stories for quote in story.quotes])
    if spoken.found:
        return spoken
    story = await desk.story(arguments.words, channel=arguments.channel)
    if story is None or not story.quotes:
        return spoken
    unquoted = person_named(arguments.words, articles.values())
    note = f"{unquoted} is in your sources, but not quoted. Of the same story:" if unquoted else None
    return quotes_answer(story.quotes, f"Quotes: {story.headline}", note)


async def _figures(desk: Desk, arguments: Arguments) -> Answer:
    story = await desk.story(arguments.words, channel=arguments.channel)
    return no_story(arguments.words, "figures tariffs") if story is None else figures_answer(story)


def no_story(reference: str, example: str) -> Answer:
    """Answer that no story goes by what was typed, with an example that does."""
    said = (
        f"No story goes by “{reference}”. Use words of its headline, its number in the last digest or its id, "
        f"for example: {example}"
    )
    return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(Span(text=said),)),)))


def _with_hint(document: Document, hint: str) -> Document:
    return Document(blocks=(*document.blocks, Paragraph(spans=(Span(text=hint),))))


STORY = Parameter("STORY", Kind.STORY, "words of it, its number in the last digest, or its id")
"""The story that a command is about."""

READING = (
    Entry(
        name="digest",
        summary="The digest of a day.",
        parameters=(
            Parameter("TOPIC", Kind.TOPIC, "only stories about this", required=False),
            Parameter("DAY", Kind.DAY, "a date, a weekday, today or yesterday; today if left out", required=False),
        ),
        examples=("digest", "digest tariffs 2025-04-17", "digest yesterday"),
        handler=_digest,
    ),
    Entry(
        name="story",
        summary="One story in full.",
        parameters=(STORY,),
        examples=("story 1", "story tariff talks"),
        handler=_story,
    ),
    Entry(
        name="ask",
        summary="An answer from cited passages, or that it is not in your sources.",
        parameters=(Parameter("QUESTION", Kind.WORDS, "a question in plain words"),),
        shortcut="What do sources say?",
        examples=("ask how high is the tariff on cars?", "ask what did Ishiba say?"),
        handler=_ask,
    ),
    Entry(
        name="search",
        summary="Articles, with the words in their sentence.",
        parameters=(
            Parameter("WORDS", Kind.WORDS, "words that the article has"),
            Parameter("since", Kind.SINCE, "only articles since then: 2d, monday, 2025-04-15", required=False),
        ),
        examples=("search tariff cars", "search tariff cars since:2d"),
        handler=_search,
    ),
    Entry(
        name="quotes",
        summary="Who said what, with where.",
        parameters=(Parameter("WHO or STORY", Kind.STORY, "a speaker's name, or a story"),),
        examples=("quotes Ishiba", "quotes 1"),
        handler=_quotes,
    ),
    Entry(
        name="figures",
        summary="The numbers of a story, grouped by what they count, with who differs.",
        parameters=(STORY,),
        examples=("figures 1", "figures tariff talks"),
        handler=_figures,
    ),
)
