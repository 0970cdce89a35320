"""What the desk says about itself: that a digest could not be delivered, and what to do."""

from digests.model.document import Document, Heading, Paragraph
from digests.presenting.spans import plain


def paused_document(channel: str, reason: str) -> Document:
    """Return the word to a subscription's owner that nothing is sent to a channel any more."""
    return _notice(
        f"Digests for {channel} are paused",
        f"The digest could not be delivered: {reason}",
        "Nothing is lost: once this is put right, /news schedule on in that channel goes on, and the next digest tells "
        "what was missed.",
    )


def failed_document(channel: str, slot: str, reason: str) -> Document:
    """Return the word to a subscription's owner that one digest was given up."""
    return _notice(
        f"The {slot} digest for {channel} was not delivered",
        f"It was given up: {reason}",
        "Its news comes with the next digest.",
    )


def _notice(title: str, *paragraphs: str) -> Document:
    return Document(blocks=(Heading(text=title), *(Paragraph(spans=(plain(text),)) for text in paragraphs)))
