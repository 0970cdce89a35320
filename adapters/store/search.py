"""Full-text search: FTS5 on SQLite, tsvector with a GIN index on PostgreSQL, behind one interface.

Both find an article by any of the words in any form, and prefer those that have them in the headline. The index is a
table `article_words` of the database's own kind, with the article's number as its key.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

import Stemmer
from sqlalchemy import column, func, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.schema import articles
from digests.model.article import Article

_LONGEST = 150_000
"""Characters of an article that PostgreSQL indexes: a tsvector holds at most 1 MB."""
_MARKS = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")

# Words in headlines count three times.
_FTS5 = (
    "SELECT articles.story FROM article_words JOIN articles ON articles.number = article_words.rowid "
    "WHERE article_words MATCH :query AND articles.story IS NOT NULL "
    "ORDER BY bm25(article_words, 3.0, 1.0), articles.number LIMIT :limit"
)
_TSVECTOR = (
    "SELECT articles.story FROM article_words JOIN articles USING (number), "
    "to_tsquery('simple', :query) AS query WHERE words @@ query AND articles.story IS NOT NULL "
    "ORDER BY ts_rank('{0.33, 0.33, 0.33, 1.0}', words, query, 1) DESC, articles.number LIMIT :limit"
)


class Search(Protocol):
    """The index over the articles' words."""

    async def put(self, connection: AsyncConnection, indexed: Sequence[tuple[int, Article]]) -> None:
        """Index articles by their numbers; those that were indexed before must be removed first."""

    async def remove(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Forget articles."""

    async def stories(self, connection: AsyncConnection, words: Sequence[str], limit: int) -> list[str]:
        """Return the stories of the articles that match any of the words best, best first, an article a story."""

    async def called(self, connection: AsyncConnection, typed: str, limit: int) -> list[str]:
        """Return the stories of the articles that have all words, the last perhaps only begun, as `stories` does."""

    async def strays(self, connection: AsyncConnection) -> tuple[int, int]:
        """Return how many articles are not indexed, and how many index entries have no article."""


class Fts5Search:
    """The index on SQLite."""

    async def put(self, connection: AsyncConnection, indexed: Sequence[tuple[int, Article]]) -> None:
        """Index articles."""
        rows = [{"number": n, "headline": article.headline, "body": article.text} for n, article in indexed]
        await _each(
            connection, "INSERT INTO article_words (rowid, headline, body) VALUES (:number, :headline, :body)", rows
        )

    async def remove(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Forget articles."""
        await _each(connection, "DELETE FROM article_words WHERE rowid = :number", [{"number": n} for n in numbers])

    async def stories(self, connection: AsyncConnection, words: Sequence[str], limit: int) -> list[str]:
        """Return the stories of the best matches; headlines count three times."""
        query = " OR ".join(f'"{" ".join(parts)}"' for word in words if (parts := _words(word)))
        return await _ranked(connection, _FTS5, query, limit)

    async def called(self, connection: AsyncConnection, typed: str, limit: int) -> list[str]:
        """Return the stories of the articles that have all words."""
        query = " AND ".join(f'"{word}"' for word in _words(typed))
        return await _ranked(connection, _FTS5, f"{query}*" if query else "", limit)

    async def strays(self, connection: AsyncConnection) -> tuple[int, int]:
        """Return how many articles are not indexed, and how many index entries have no article."""
        return await _strays(connection, "rowid")


class TsvectorSearch:
    """The index on PostgreSQL.

    Words are folded and stemmed here and not by a configuration of the server: all servers find the same, and a dump of
    the tables is a whole store.
    """

    async def put(self, connection: AsyncConnection, indexed: Sequence[tuple[int, Article]]) -> None:
        """Index articles."""
        rows = [{"number": n, "headline": _stems(a.headline), "body": _stems(a.text)} for n, a in indexed]
        await _each(
            connection,
            "INSERT INTO article_words (number, words) VALUES (:number, "
            "setweight(to_tsvector('simple', :headline), 'A') || setweight(to_tsvector('simple', :body), 'D'))",
            rows,
        )

    async def remove(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Forget articles."""
        await _each(connection, "DELETE FROM article_words WHERE number = :number", [{"number": n} for n in numbers])

    async def stories(self, connection: AsyncConnection, words: Sequence[str], limit: int) -> list[str]:
        """Return the stories of the best matches; headlines count three times."""
        query = " | ".join(f"({' <-> '.join(stems)})" for word in words if (stems := _stems(word).split()))
        return await _ranked(connection, _TSVECTOR, query, limit)

    async def called(self, connection: AsyncConnection, typed: str, limit: int) -> list[str]:
        """Return the stories of the articles that have all words."""
        query = " & ".join(_stems(typed).split())
        return await _ranked(connection, _TSVECTOR, f"{query}:*" if query else "", limit)

    async def strays(self, connection: AsyncConnection) -> tuple[int, int]:
        """Return how many articles are not indexed, and how many index entries have no article."""
        return await _strays(connection, "number")


def search_on(*, postgresql: bool) -> Search:
    """Return the index of a kind of database."""
    return TsvectorSearch() if postgresql else Fts5Search()


def _words(said: str) -> list[str]:
    """Return the words of a text, without marks on their letters."""
    return _WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKD", said)))


def _stems(said: str) -> str:
    stems: list[str] = Stemmer.Stemmer("english").stemWords([word.lower() for word in _words(said[:_LONGEST])])
    return " ".join(stems)


async def _each(connection: AsyncConnection, statement: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(text(statement), rows)


async def _ranked(connection: AsyncConnection, statement: str, query: str, limit: int) -> list[str]:
    if not query:
        return []
    found = await connection.execute(text(statement), {"query": query, "limit": limit})
    return list(found.scalars())


async def _strays(connection: AsyncConnection, key: str) -> tuple[int, int]:
    words = table("article_words", column(key))
    key_of, numbers = select(words.c[key]), select(articles.c.number)
    unindexed = select(func.count()).select_from(articles).where(articles.c.number.not_in(key_of))
    orphaned = select(func.count()).select_from(words).where(words.c[key].not_in(numbers))
    return await connection.scalar(unindexed) or 0, await connection.scalar(orphaned) or 0
