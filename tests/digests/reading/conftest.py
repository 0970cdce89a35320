"""What the tests of reading share: reading a text in one zone, and the parts of an article by kind."""

from datetime import timedelta, timezone

import pytest

from digests.reading import read

ZONE = timezone(timedelta(hours=2))


@pytest.fixture
def zone():
    """The zone of times that name none."""
    return ZONE


@pytest.fixture
def dump():
    """Reads a plain text that holds one article."""

    def reader(text):
        [article] = read("dump.txt", text.encode(), zone=ZONE)
        assert not isinstance(article, Exception), article
        return article

    return reader


@pytest.fixture
def refusal():
    """Reads a file that holds nothing but one thing that cannot be read."""

    def reader(name, data):
        [unreadable] = read(name, data, zone=ZONE)
        assert isinstance(unreadable, Exception), unreadable
        return unreadable

    return reader


@pytest.fixture
def parts():
    """The texts of an article's parts of one kind."""
    return lambda article, kind: [part.text for part in article.parts if part.kind == kind]


@pytest.fixture
def furniture():
    """The texts of an article's furniture of one reason."""
    return lambda article, reason: [item.text for item in article.furniture if item.reason == reason]
