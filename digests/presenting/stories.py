"""A digest, a story and an update of a followed one as documents."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from digests.model.digest import Digest
from digests.model.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
)
from digests.model.story import Change, Difference, Story, StoryFigure
from digests.presenting.moments import moment, when
from digests.presenting.spans import cited, count, listed, plain, quotation

_DIFFERENCE = {
    "conflict": "Sources differ",
    "update": "Moved with time",
    "scope": "Several counts, perhaps of different things",
}
# A correction says itself what it is.
_CHANGE = {"correction": "", "figure": "Moved: ", "outlet": "Now also in: ", "quote": "New quote: "}


def digest_document(digest: Digest) -> Document:
    """Return a digest: a front line, then each story with points, changes, differences and its strongest quote."""
    title = f"News of {digest.day:%A}, {digest.day.day} {digest.day:%B %Y}"
    blocks: list[Block] = [Heading(text=f"{title}: {digest.topic}" if digest.topic else title, level=1)]
    blocks += [Paragraph(spans=(Span(text=line, style="faint"),)) for line in _front(digest)]
    for number, story in enumerate(digest.stories, 1):
        blocks += [Heading(text=f"{number}. {story.headline}", story=story.id), *_brief(story)]
    if digest.further:
        further = count(digest.further, "more story", "more stories")
        said = f"{'Up to ' * digest.sifted}{further} left out by this channel's length."
        blocks += [Divider(), Paragraph(spans=(Span(text=said, style="faint"),))]
    if digest.stories:
        legend = "Behind an outlet stands the number of the sentence cited. Every sentence shown is the outlet's own."
        blocks += [Divider(), Paragraph(spans=(Span(text=legend, style="faint"),))]
    return Document(blocks=tuple(blocks))


def update_document(story: Story) -> Document:
    """Return what changed in a followed story, for its thread."""
    heading = Heading(text=story.headline, level=3, story=story.id)
    return Document(blocks=(heading, _changes(story.changes), _coverage(story), Buttons(buttons=_buttons(story.id))))


def followed_document(story: Story) -> Document:
    """Return what opens the thread of a followed story: the story in brief, and what will be posted there."""
    said = "Followed from here on: corrections, moved figures and new quotes are posted in this thread."
    heading = Heading(text=story.headline, story=story.id)
    return Document(blocks=(heading, *_brief(story), Paragraph(spans=(Span(text=said, style="faint"),))))


def completed_in(parts: Sequence[Document]) -> list[tuple[str, ...]]:
    """Return for each part of a document the ids of the stories of which it holds the last piece."""
    last: dict[str, int] = {}
    story: str | None = None
    for number, part in enumerate(parts):
        for block in part.blocks:
            if isinstance(block, Divider):
                story = None
            elif isinstance(block, Heading):
                story = block.story
            if story:
                last[story] = number
    return [tuple(story for story, part in last.items() if part == number) for number in range(len(parts))]


def story_document(story: Story) -> Document:
    """Return one story in full."""
    blocks: list[Block] = [Heading(text=story.headline, level=1), _coverage(story), *_points(story)]
    if story.changes:
        blocks += [Heading(text="What changed"), _changes(story.changes)]
    if story.differences:
        blocks += [Heading(text="Where sources differ"), *differences(story.differences)]
    if story.quotes:
        blocks += [Heading(text="Quotes"), *(quotation(quote) for quote in story.quotes[:5])]
    if story.figures:
        blocks += [Heading(text="Figures"), figure_table(story.figures[:8])]
    if story.timeline:
        blocks += [Heading(text="Timeline"), _timeline(story)]
    blocks += [Heading(text="Articles"), _articles(story), Buttons(buttons=_buttons(story.id))]
    return Document(blocks=tuple(blocks))


def differences(differing: Sequence[Difference]) -> Iterator[Block]:
    """Yield each difference: what it is about, then each reading with who gives it."""
    for one in differing:
        yield Paragraph(spans=(Span(text=f"{_DIFFERENCE[one.kind]}: {one.counts}", style="strong"),))
        yield Bullets(
            items=tuple((Span(text=r.text, style="strong"), plain(" "), *cited(r.citations)) for r in one.readings)
        )


def figure_table(figures: Sequence[StoryFigure]) -> Table:
    """Return the figures with what they count and where they stand."""
    return Table(
        header=("Figure", "Of what", "Where"),
        rows=tuple(
            ((Span(text=f.text, style="strong"),), (plain(f.counts or "not said"),), cited(f.citations))
            for f in figures
        ),
    )


def _front(digest: Digest) -> Iterator[str]:
    """Yield what was read and what came of it, then what the reader has to know of how the digest came about."""
    zone = ZoneInfo(digest.zone)
    start = digest.window.start.astimezone(zone)
    of_the_day = start == datetime.combine(digest.day, time(), zone)
    since = "" if of_the_day else f" since {moment(start)}"
    told = count(len(digest.stories) + digest.further * (not digest.sifted), "story", "stories")
    read = f"{count(digest.articles, 'article')} from {count(digest.outlets, 'outlet')} read{since}"
    if digest.stories:
        yield f"{read}, {told} ({digest.zone})."
    elif not digest.articles:
        yield f"Nothing was published in your sources{since or ' on this day'} ({digest.zone})."
    elif digest.topic:
        yield f"{read}; none is about “{digest.topic}” ({digest.zone})."
    else:
        yield f"{read}; none has news for this channel ({digest.zone})."
    if digest.late_for:
        yield f"This digest comes late: it was due at {moment(digest.late_for.astimezone(zone))}."
    if digest.missed:
        missed = listed(moment(at.astimezone(zone)) for at in digest.missed)
        yield f"It also tells the news of what was due at {missed} and could not be sent."
    if digest.unread:
        yield f"Could not be read since then: {listed(digest.unread)}."


def _brief(story: Story) -> Iterator[Block]:
    yield from _points(story)
    if moved := [change for change in story.changes if change.kind != "quote"]:
        yield _changes(moved)
    # A number that moved stands among the changes already.
    yield from differences([differing for differing in story.differences if differing.kind != "update"][:2])
    if story.quotes and story.quotes[0].speaker:
        yield quotation(story.quotes[0])
    yield _coverage(story)
    yield Buttons(buttons=(Button(label="More", command=f"story {story.id}"), *_buttons(story.id)))


def _points(story: Story) -> Iterator[Bullets]:
    if story.points:
        yield Bullets(items=tuple((plain(f"{point.text} "), *cited(point.citations)) for point in story.points))


def _changes(changes: Sequence[Change]) -> Bullets:
    return Bullets(
        items=tuple(
            (Span(text=_CHANGE[change.kind], style="strong"), plain(f"{change.text} "), *cited(change.citations))
            for change in changes
        )
    )


def _coverage(story: Story) -> Paragraph:
    told = f"{count(len(story.outlets), 'outlet')}, {count(len(story.origins), 'origin')}: {listed(story.outlets)}"
    return Paragraph(spans=(Span(text=told, style="faint"),))


def _timeline(story: Story) -> Bullets:
    return Bullets(
        items=tuple(
            (Span(text=f"{entry.date:%d %b %Y} ", style="strong"), plain(f"{entry.text} "), *cited(entry.citations))
            for entry in story.timeline
        )
    )


def _articles(story: Story) -> Bullets:
    return Bullets(
        items=tuple(
            (
                Span(text=article.outlet, style="strong"),
                plain(": "),
                Span(text=article.headline, url=article.url),
                Span(text=f" ({when(article.published)})", style="faint"),
            )
            for article in story.articles
        )
    )


def _buttons(story: str) -> tuple[Button, ...]:
    """Return what can be asked of a story, by its id: its number is that of another one in the next digest."""
    return tuple(Button(label=name.capitalize(), command=f"{name} {story}") for name in ("quotes", "figures", "follow"))
