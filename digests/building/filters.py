"""What a channel's settings let through: which articles are told from, and which stories are told."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import re2

from digests.model.article import Article
from digests.model.story import Story
from digests.model.subscription import Mute, Subscription
from digests.text.synonyms import concepts

_QUIETLY = re2.Options()
_QUIETLY.case_sensitive = False
_QUIETLY.log_errors = False


class NoPatternError(ValueError):
    """A text is no regular expression; the message says why."""


def admits(subscription: Subscription, article: Article, now: datetime) -> bool:
    """Return whether stories are told to a channel from an article at a moment (aware): by its outlet and language."""
    if subscription.language and article.language not in (None, subscription.language):
        return False
    return hears(subscription, article.source, now)


def hears(subscription: Subscription, source: str, now: datetime) -> bool:
    """Return whether stories are told to a channel at a moment (aware) from the articles of a source."""
    outlet = source.casefold()
    if subscription.outlets and outlet not in {wanted.casefold() for wanted in subscription.outlets}:
        return False
    return all(mute.text.casefold() != outlet for mute in in_force(subscription, now) if mute.kind == "outlet")


def sifts(subscription: Subscription) -> bool:
    """Return whether it takes reading a story to know that a channel wants it."""
    return bool(subscription.topics or subscription.language) or any(m.kind != "outlet" for m in subscription.mutes)


def wants(subscription: Subscription, story: Story, now: datetime) -> bool:
    """Return whether a story is told to a channel at a moment (aware): by its topics and what is muted there."""
    if subscription.topics and not matching(subscription, story):
        return False
    return not any(mutes(mute, story) for mute in in_force(subscription, now))


def matching(subscription: Subscription, story: Story) -> tuple[str, ...]:
    """Return which of a channel's topics a story is about."""
    said = about(story)
    return tuple(topic for topic in subscription.topics if said.issuperset(concepts(topic)))


def in_force(subscription: Subscription, now: datetime) -> Iterator[Mute]:
    """Yield the mutes that have not ended at a moment (aware)."""
    return (mute for mute in subscription.mutes if mute.until is None or now < mute.until)


def mutes(mute: Mute, story: Story) -> bool:
    """Return whether a mute keeps a story out; one of an outlet keeps articles out and no story."""
    if mute.kind == "words":
        wanted = set(concepts(mute.text))
        return any(wanted <= set(concepts(text)) for text in _texts(story))
    return mute.kind == "pattern" and any(pattern(mute.text).search(text) for text in _texts(story))


def pattern(text: str) -> Any:
    """Return a regular expression, case ignored; RE2 needs time linear in what is searched, whatever is written.

    Raises:
        NoPatternError: It is none, or needs what RE2 leaves out: look-around and back-references.
    """
    try:
        return re2.compile(text, _QUIETLY)
    except re2.error as error:
        raise NoPatternError(error.args[0].decode()) from None


def about(story: Story) -> set[str]:
    """Return the concepts of a story's headlines and key points."""
    return {concept for text in _texts(story) for concept in concepts(text)}


def _texts(story: Story) -> list[str]:
    return [story.headline, *(a.headline for a in story.articles), *(p.text for p in story.points)]
