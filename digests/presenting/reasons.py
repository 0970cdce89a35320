"""Why a story is in, ranks where it ranks and is grouped as it is, as a document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from digests.model.document import Block, Bullets, Button, Buttons, Document, Heading, Span, Table
from digests.model.reasons import Membership, Reasons, Shared
from digests.model.story import Story
from digests.presenting.moments import when
from digests.presenting.spans import count, listed, plain

_MEMBERS = 40
"""How many articles are told one by one."""


class Standing(NamedTuple):
    """How a story stands with a channel and with those who repair stories.

    Attributes:
        wanted: Why it is in for the channel, or why not: a sentence each.
        place: Its number in the channel's last digest, None if it is not there.
        repairs: What was merged and repaired: a sentence each.
        buttons: What may be done about that.
    """

    wanted: Sequence[str]
    place: int | None
    repairs: Sequence[str]
    buttons: Sequence[Button] = ()


def reasons_document(story: Story, reasons: Reasons, standing: Standing, least: float) -> Document:
    """Return why a story is in, ranks there and is grouped so.

    Args:
        story: The story.
        reasons: What its articles share.
        standing: How it stands.
        least: The least average likeness at which articles are one story.
    """
    blocks: list[Block] = [Heading(text=f"Why: {story.headline}", level=1)]
    blocks += [Heading(text="Why it is in"), _sentences(standing.wanted)]
    blocks += [Heading(text="Why it ranks there"), _sentences(_ranking(story, standing.place))]
    blocks += [Heading(text="Why it is grouped so"), _sentences(_grouping(reasons, least)), _members(reasons.members)]
    blocks += [Heading(text="Merged and repaired"), _sentences(standing.repairs)]
    if standing.buttons:
        blocks.append(Buttons(buttons=tuple(standing.buttons)))
    return Document(blocks=tuple(blocks))


def _sentences(said: Iterable[str]) -> Bullets:
    return Bullets(items=tuple((plain(sentence),) for sentence in said))


def _ranking(story: Story, place: int | None) -> Iterator[str]:
    if place is not None:
        yield f"It is number {place} of the last digest here."
    counted = f"{count(len(story.origins), 'independent origin')}, {count(len(story.articles), 'article')}"
    yield f"It has {counted}, the newest of {when(story.articles[-1].published)}."
    yield "Stories rank by origins first, then by articles, then by the newest."
    outlets = {article.id: article.outlet for article in story.articles}
    for origin in story.origins:
        if len(origin.articles) > 1:
            same = listed(dict.fromkeys(outlets[article] for article in origin.articles))
            yield f"{same} ({count(len(origin.articles), 'article')}) count as one origin: {origin.reason}."


def _grouping(reasons: Reasons, least: float) -> Iterator[str]:
    members = reasons.members
    if len(members) == 1:
        yield "It has one article, and none like it that is near in time."
        return
    numbers = {member.article: number for number, member in enumerate(members, 1)}
    for what, shared in (("names", reasons.names), ("figures", reasons.figures), ("phrases", reasons.phrases)):
        yield f"Shared {what}: {'; '.join(_had(one, numbers) for one in shared) or 'none'}."
    dated = sorted((member for member in members if member.published.at), key=lambda one: str(one.published.at))
    if len(dated) > 1:
        yield f"From {when(dated[0].published)} to {when(dated[-1].published)}."
    if weakest := reasons.weakest:
        alike = f"{weakest.likeness:.0%} alike" if weakest.likeness is not None else ""
        yield f"The weakest member is {numbers[weakest.article]}, {weakest.outlet}: {alike} to the others on average."
        yield f"Articles become one story from {least:.0%} on; rare words count for more, and distant times for less."


def _had(shared: Shared, numbers: dict[str, int]) -> str:
    having = sorted(numbers[article] for article in shared.articles)
    by = "all" if len(having) == len(numbers) else ", ".join(map(str, having))
    return f"{shared.text} ({by})"


def _members(members: Sequence[Membership]) -> Table:
    rows = tuple(
        (
            (plain(str(number)),),
            (Span(text=member.outlet, style="strong"), plain(": "), Span(text=member.headline, url=member.url)),
            (plain("; ".join((when(member.published), *member.remarks))),),
            (plain("not known" if member.likeness is None else f"{member.likeness:.0%}"),),
        )
        for number, member in enumerate(members[:_MEMBERS], 1)
    )
    return Table(header=("Number", "Article", "When", "Alike"), rows=rows)
