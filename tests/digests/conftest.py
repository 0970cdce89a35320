"""Articles for the tests of the core, made the way real ones are: a record is read and analysed."""

import json
from datetime import UTC

import pytest

from digests.model.article import Article
from digests.pipeline import articles_in


@pytest.fixture(scope="session")
def article():
    """Makes an analysed article from a headline and paragraphs; the outlet is named after the id."""

    def make(name, headline, *paragraphs, outlet=None, published="2025-03-04T08:00:00+00:00"):
        record = {
            "id": name,
            "headline": headline,
            "text": "\n\n".join(paragraphs),
            "outlet": outlet or f"The {name.title()}",
            "published_at": published,
        }
        [made] = articles_in("articles.jsonl", json.dumps(record).encode(), zone=UTC)
        assert isinstance(made, Article), made
        return made

    return make
