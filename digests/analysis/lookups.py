"""Looks up in a text all words of a list: faster than a pattern of them where most texts hold few or none."""

import re
from collections.abc import Set as AbstractSet

_LETTERS = re.compile("[a-z]+")


def words(text: str, listed: AbstractSet[str]) -> list[tuple[int, str]]:
    """Return where words stand in a text as words of their own, in any case, from left to right.

    Args:
        text: The text.
        listed: The words, of the small letters a to z.

    Returns:
        The offset of each occurrence, with the word as it is listed. Next to it stands no letter, digit or underscore.
    """
    lower = text.lower()
    letters = _LETTERS.findall(lower)
    if listed.isdisjoint(letters):
        return []
    if len(lower) != len(text):  # a capital whose small letter is written as two
        lower = "".join(each.lower()[0] for each in text)
    found: list[tuple[int, str]] = []
    for word in listed & set(letters):
        start = lower.find(word)
        while start >= 0:
            end = start + len(word)
            if not (_joins(lower[start - 1 : start]) or _joins(lower[end : end + 1])):
                found.append((start, word))
            start = lower.find(word, end)
    found.sort()
    return found


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"
