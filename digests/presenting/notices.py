"""What the desk says about itself: that it is there, that a digest could not be delivered, and what to do."""

from digests.model.document import Block, Button, Buttons, Document, Heading, Paragraph, Span
from digests.presenting.spans import plain


def hello_document(schedule: str) -> Document:
    """Return the first word in a channel, with the next step.

    Args:
        schedule: When a digest would come, in words.
    """
    what = (
        "Newsdesk is here. It reads the outlets of your choice, groups what they write about one event into one story, "
        "and cites an article for every sentence that it shows."
    )
    begin = (
        f"Nothing is posted here yet. With “Begin” a digest comes {schedule}. Anybody may ask, for example: "
        "/news digest, /news ask, /news quotes."
    )
    buttons = (
        Button(label="Begin", command="schedule on"),
        Button(label="Settings", command="schedule edit"),
        Button(label="Today's digest", command="digest"),
        Button(label="Help", command="help"),
    )
    said = tuple(Paragraph(spans=(plain(text),)) for text in (what, begin))
    return Document(blocks=(*said, Buttons(buttons=buttons)))


def paused_document(channel: str, reason: str) -> Document:
    """Return the word to a subscription's owner that nothing is sent to a channel any more."""
    return _notice(
        "Digests are paused",
        (plain("The digest for "), _channel(channel), plain(f" could not be delivered: {reason}")),
        (plain("Nothing is lost: the next digest tells what was missed, once this is put right and they go on."),),
        (plain("Whoever may change the settings says so with the button, or there with /news schedule on."),),
        Button(label="Go on", command="schedule on", channel=channel),
    )


def failed_document(channel: str, slot: str, reason: str) -> Document:
    """Return the word to a subscription's owner that one digest was given up."""
    return _notice(
        f"The {slot} digest was not delivered",
        (plain("The one for "), _channel(channel), plain(f" was given up: {reason}")),
        (plain("Its news comes with the next digest."),),
    )


def failing_feed_document(title: str, url: str, since: str, reason: str) -> Document:
    """Return the word to a feed's owner that it could not be read for long; `since` is for how long, in words."""
    return _notice(
        f"{title} cannot be read",
        (Span(text=title, url=url), plain(f" could not be read for {since}: {reason}")),
        (plain("It is tried again now and then. You hear of it once more when it can be read."),),
        Button(label="Try now", command=f"feeds check {url}"),
        Button(label="Pause it", command=f"feeds pause {url}"),
    )


def gone_feed_document(title: str, url: str, reason: str) -> Document:
    """Return the word to a feed's owner that it was given up by its server."""
    return _notice(
        f"{title} is gone",
        (Span(text=title, url=url), plain(f" is not read any more: {reason}")),
        (plain("What it brought stays. If the outlet has another feed, add that one and remove this one."),),
        Button(label="Remove it", command=f"feeds remove {url}"),
    )


def silent_feed_document(title: str, url: str, since: str) -> Document:
    """Return the word to a feed's owner that it has brought nothing for long; `since` is for how long, in words."""
    return _notice(
        f"{title} has gone silent",
        (
            Span(text=title, url=url),
            plain(f" can be read but has had nothing new for {since}, much longer than usual."),
        ),
        (plain("That may be as it should be. Outlets also move to another feed without a word."),),
    )


def healed_feed_document(title: str, url: str) -> Document:
    """Return the word to a feed's owner that what was said of it is over."""
    return _notice(
        f"{title} is back",
        (
            Span(text=title, url=url),
            plain(" is read as before, and has news."),
        ),
    )


def _channel(name: str) -> Span:
    return Span(text=name, channel=name)


def _notice(title: str, *said: tuple[Span, ...] | Button) -> Document:
    blocks: list[Block] = [Heading(text=title)]
    blocks += [Buttons(buttons=(one,)) if isinstance(one, Button) else Paragraph(spans=one) for one in said]
    return Document(blocks=tuple(blocks))
