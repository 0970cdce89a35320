"""Who citations name."""

from collections.abc import Iterable

from digests.model.story import Citation


def outlets(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the outlets of the citations, each once, in order of first mention."""
    return tuple(dict.fromkeys(citation.outlet for citation in citations))
