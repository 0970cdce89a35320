"""A digest and a story as documents."""

from collections.abc import Iterator, Sequence

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
from digests.presenting.moments import when
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
    blocks.append(Paragraph(spans=(Span(text=_front(digest), style="faint"),)))
    for number, story in enumerate(digest.stories, 1):
        blocks += [Heading(text=f"{number}. {story.headline}"), *_brief(story, str(number))]
    if digest.stories:
        legend = "Behind an outlet stands the number of the sentence cited. Every sentence shown is the outlet's own."
        blocks += [Divider(), Paragraph(spans=(Span(text=legend, style="faint"),))]
    return Document(blocks=tuple(blocks))


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


def _front(digest: Digest) -> str:
    if not digest.articles:
        return f"Nothing was published in your sources on this day ({digest.zone})."
    read = f"{count(digest.articles, 'article')} from {count(digest.outlets, 'outlet')} read"
    if not digest.stories:
        return f"{read}; none is about “{digest.topic}” ({digest.zone})."
    return f"{read}, {count(len(digest.stories), 'story', 'stories')} ({digest.zone})."


def _brief(story: Story, reference: str) -> Iterator[Block]:
    yield from _points(story)
    if moved := [change for change in story.changes if change.kind != "quote"]:
        yield _changes(moved)
    # A number that moved stands among the changes already.
    yield from differences([differing for differing in story.differences if differing.kind != "update"][:2])
    if story.quotes and story.quotes[0].speaker:
        yield quotation(story.quotes[0])
    yield _coverage(story)
    yield Buttons(buttons=(Button(label="More", command=f"story {reference}"), *_buttons(reference)))


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


def _buttons(reference: str) -> tuple[Button, ...]:
    return (
        Button(label="Quotes", command=f"quotes {reference}"),
        Button(label="Figures", command=f"figures {reference}"),
    )
