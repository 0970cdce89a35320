"""What is refused of XML before a parser sees it: what would make it need far more memory or time than its size tells.

The parser for feeds expands entities, and takes the square of the number of an element's attributes in steps.
"""

import re
from collections.abc import Iterator

from digests.reading.unreadable import Unreadable

_ENTITY = re.compile(rb"<!entity", re.IGNORECASE)
_DECLARED = re.compile(r"(?:encoding|charset)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PLAIN = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252")  # in which ASCII is nothing else
_HEAD = 1000  # bytes in which an encoding is declared
_VALUE = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")
_LONG = 4000  # bytes of a tag that may have too many attributes
# Elements for people, in whose text the parser looks for a mail address, with the square of its length in steps.
_PERSON = re.compile(
    rb"<(?P<closes>/)?(?:[\w.-]+:)?(?:author|creator|publisher|managingeditor|webmaster|owner|contributor|name)\b"
    rb"[^<>]{0,2000}>",
    re.IGNORECASE,
)
# Elements whose text the parser compares with all that came before it in the entry.
_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:category|subject|keywords|tags)\b", re.IGNORECASE)
_MOST_TAGS = 20_000
_LONGEST_PERSON = 5000  # bytes
_MOST_ATTRIBUTES, _MOST_ELEMENTS = 500, 250_000


def check(data: bytes, content_type: str) -> None:
    """Raise Unreadable if a feed declares entities, or has more elements or attributes than any feed needs."""
    for view in _views(data, content_type):
        if _ENTITY.search(view):
            raise Unreadable("declares XML entities, which are refused as they can grow without bound")
        if view.count(b"<") > _MOST_ELEMENTS:
            raise Unreadable(f"has more than {_MOST_ELEMENTS:,} elements")
        if any(_attributes(piece) > _MOST_ATTRIBUTES for piece in view.split(b"<") if len(piece) > _LONG):
            raise Unreadable(f"has an element with more than {_MOST_ATTRIBUTES} attributes")
        if sum(1 for _ in _TAG.finditer(view)) > _MOST_TAGS:
            raise Unreadable(f"has more than {_MOST_TAGS:,} categories")
        if any(length > _LONGEST_PERSON for length in _people(view)):
            raise Unreadable(f"names a person in more than {_LONGEST_PERSON:,} characters")


def _people(view: bytes) -> Iterator[int]:
    """Yield the length of each stretch that names people, from where it opens to where all that it opens is closed."""
    depth = start = 0
    for tag in _PERSON.finditer(view):
        if tag["closes"]:
            depth -= 1
            if depth >= 0:
                yield tag.end() - start
            depth = max(depth, 0)
        elif not tag[0].endswith(b"/>"):
            start = start if depth else tag.start()
            depth += 1


def _attributes(piece: bytes) -> int:
    """Return how many attributes stand in a tag, given what stands behind its bracket."""
    if piece.count(b"=") <= _MOST_ATTRIBUTES:
        return 0
    return _VALUE.sub(b"=", piece).partition(b">")[0].count(b"=")


def _views(data: bytes, content_type: str) -> Iterator[bytes]:
    """Yield the data as ASCII has them, in whichever encoding the parser may take them to be."""
    yield data.replace(b"\0", b"")  # UTF-16 and UTF-32 have zeros between the characters
    declared = {*_DECLARED.findall(content_type), *_DECLARED.findall(data[:_HEAD].decode("latin-1"))}
    for encoding in sorted(name for name in declared if name.lower() not in _PLAIN):
        try:
            yield data.decode(encoding, "ignore").encode("utf-8", "ignore")
        except (LookupError, ValueError):
            continue
