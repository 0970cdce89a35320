"""Blocks of furniture: links to other articles inside the text, and all that follows its end."""

from digests.model.article import FurnitureReason
from digests.reading.facts import Facts
from digests.reading.furniture import opens
from digests.reading.lines import Line

_STRONG = 8  # words of a line that is prose even among furniture
_LONGEST_TITLE = 25  # words of another article's title
_LONGEST_TAG = 4
_FEWEST_BEFORE = 3  # paragraphs before a foot that holds prose of its own, such as teasers and comments
_TIMES_BEFORE = 2  # how many times the words of that foot they have at least
_OPENING = ("related", "comments", "tags", "rating")
_CLOSING = (*_OPENING, "share", "newsletter", "navigation", "legal", "advertisement")


def mark(lines: list[Line], start: int, facts: Facts) -> None:
    """Label, from `start` on, the lines that belong to a block of furniture; tags among them go into the facts."""
    foot = _foot(lines, start)
    _mark_inserted(lines, start, foot)
    reason: FurnitureReason | None = None
    for line in lines[foot:]:
        if line.label in _CLOSING:
            reason = line.label if line.label in _OPENING else reason or "related"  # type: ignore[assignment]
        elif line.label is None and reason:
            line.label = reason
    for line in lines[start:]:
        if line.label == "tags":
            facts.tags = facts.tags or _tags(line.text)


def _is_prose(line: Line, fewest: int = _STRONG) -> bool:
    return line.label is None and ((line.stops and line.size >= fewest) or line.size > _LONGEST_TITLE)


def _foot(lines: list[Line], start: int) -> int:
    """Return where the foot begins: behind the last prose, or at an opener whose prose is teasers or comments."""
    prose = [number for number in range(start, len(lines)) if _is_prose(lines[number])]
    last = prose[-1] if prose else start - 1
    early = _before_teasers(lines, prose, last)
    if early is not None:
        return early
    openers = (number for number in range(last + 1, len(lines)) if lines[number].label in _OPENING)
    return next(openers, _soft(lines, last))


def _before_teasers(lines: list[Line], prose: list[int], last: int) -> int | None:
    """Return the first opener that most of the prose stands before, and behind which titles outnumber sentences."""
    if len(prose) <= _FEWEST_BEFORE:
        return None
    total = sum(lines[number].size for number in prose)
    words = sum(lines[number].size for number in prose[:_FEWEST_BEFORE])
    rest = [line for line in lines[prose[_FEWEST_BEFORE - 1] + 1 :] if line.label is None]
    titles, sentences = sum(not line.stops for line in rest), sum(line.stops for line in rest)
    for number in range(prose[_FEWEST_BEFORE - 1] + 1, last):
        line = lines[number]
        if line.label is None:
            words += line.size if _is_prose(line) else 0
            titles, sentences = titles - (not line.stops), sentences - line.stops
        elif words >= _TIMES_BEFORE * (total - words) and titles >= sentences and _opens(line):
            return number
    return None


def _opens(line: Line) -> bool:
    return line.label in _OPENING and opens(line.text) is not None


def _soft(lines: list[Line], last: int) -> int:
    """Return the first line of furniture behind which no sentence stands any more."""
    end = len(lines)
    sentences = [number for number in range(last + 1, end) if lines[number].label is None and lines[number].ends]
    behind = max([last, *sentences]) + 1
    return next((number for number in range(behind, end) if lines[number].label in _CLOSING), end)


def _mark_inserted(lines: list[Line], start: int, foot: int) -> None:
    """Label the titles below each opener in the text, down to the next blank line if the first follows directly."""
    number = start
    while number < foot:
        reason = opens(lines[number].text) if lines[number].label in _OPENING else None
        number = first = number + 1
        tight = first < foot and not lines[first].gap
        while reason and number < foot and _is_title(lines[number]):
            if tight and number > first and lines[number].gap:
                break
            lines[number].label = reason
            number += 1


def _is_title(line: Line) -> bool:
    return line.label in (None, "share") and not line.stops and line.size <= _LONGEST_TITLE


def _tags(text: str) -> tuple[str, ...]:
    """Return the tags that a line lists behind a colon, in commas, or with a hash before each."""
    listed = text.partition(":")[2] or ("" if opens(text) else text)
    words = listed.replace("#", ",").replace("|", ",").replace("•", ",").split(",")
    return tuple(word.strip() for word in words if word.strip() and len(word.split()) <= _LONGEST_TAG)
