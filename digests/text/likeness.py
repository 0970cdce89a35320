"""When two texts are the same words: what the check and the merging of quotes rest on."""

import re

_MARKS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_NOT_WORDS = re.compile(r"[^\w\s]+")


def same_marks(text: str) -> str:
    """Return the text with quotation marks and dashes in their plain form and white space evened out."""
    return _SPACE.sub(" ", text.translate(_MARKS)).strip()


def bare_words(text: str) -> list[str]:
    """Return the words of a text in lower case without any marks, so that "U.S." and "US" are one."""
    return _NOT_WORDS.sub("", same_marks(text).replace("-", " ")).lower().split()
