"""The body: each line left is a paragraph, heading or bullet; datelines and agencies' signs are cut from them."""

import re

from digests.reading.agencies import agency
from digests.reading.datelines import dateline
from digests.reading.facts import Facts
from digests.reading.lines import Line

_HEADING, _TITLED_HEADING = 12, 18  # words of a heading; of one whose long words are capitalised
_LONGEST_HEADING = 200  # characters
_QUESTION = 10  # words of a heading that asks
_INTRODUCTION = 5  # words of a heading that ends with a colon
_FEWEST_PARAGRAPHS = 3  # before a title at the end that no text follows
_LONG_WORD = 4  # letters of a word that a title capitalises
_TITLED = 0.7  # of its long words
# Words of somebody's speech: a closing mark and a verb behind it, or a colon before the opening one.
_SPEECH = re.compile(
    r"[\"”’»]\s?[\w\s.,’'-]{0,60}\b(?:said|says|told|added|asked|wrote|tweeted|replied|explained|noted|warned|argued|"
    r"insisted|continued|concluded|sagte|dit|a\sdéclaré|dijo)\b|\b(?:said|says|wrote|added|asked)\s*(?:[:,]\s*[\"“‘«]|:$)",
    re.IGNORECASE,
)
# What ends a report's last paragraph: the agency in brackets, or who reported and edited it.
_SIGNED = re.compile(r"\s*[(\[]\s*(?P<agency>[^()\[\]]{2,40}?)\s*[)\]]\.?$")
_STAFFED = re.compile(r"\s*\((?:Additional\sr|R)eporting\b[^()]{5,300}\)\.?$")
_TAIL = 320  # characters in which it is looked for
_OPENING = '"“«„'  # marks of a quotation, which is a heading only if nothing stands behind it
_QUOTED = re.compile(r"[\"“«‘„].*[\"”»’“]")


def mark(lines: list[Line], facts: Facts) -> list[Line]:
    """Return the lines with all of them labelled, datelines and agencies on lines of their own."""
    label(lines)
    _drop_last_titles(lines)
    return _without_signs(lines, facts)


def label(lines: list[Line]) -> None:
    """Label each line that is not yet: as a paragraph, heading or bullet."""
    following = False  # whether text follows the line, which a heading needs
    for line in reversed(lines):
        if line.label is None:
            line.label = "bullet" if line.mark else "heading" if _is_heading(line, followed=following) else "paragraph"
        following = following or line.label in ("paragraph", "bullet", "embed", "caption")
    if not any(line.label in ("paragraph", "bullet") for line in lines):
        for line in lines:
            line.label = "paragraph" if line.label == "heading" else line.label


def _is_heading(line: Line, *, followed: bool) -> bool:
    text, size = line.text, line.size
    if line.heading:
        return True
    if size > _TITLED_HEADING or len(text) > _LONGEST_HEADING or text[0].islower() or _SPEECH.search(text):
        return False
    if text.endswith("?"):
        return followed and size <= _QUESTION and not _QUOTED.search(text)
    if text.endswith(":"):
        return followed and size <= _INTRODUCTION
    if line.ends or (text[0] in _OPENING and not _QUOTED.fullmatch(text)):
        return False
    return size <= _HEADING or _is_titled(text)


def _is_titled(text: str) -> bool:
    long = [word for word in text.split() if len(word) >= _LONG_WORD]
    return sum(word[0].isupper() for word in long) >= _TITLED * len(long)


def _drop_last_titles(lines: list[Line]) -> None:
    """Label titles at the very end as links to other articles, where enough text stands before them."""
    own = [line for line in lines if line.label in ("paragraph", "bullet", "heading")]
    enough = sum(line.label == "paragraph" for line in own) >= _FEWEST_PARAGRAPHS
    while own and own[-1].label == "heading" and not own[-1].ends:
        own.pop().label = "related" if enough else "paragraph"


def _without_signs(lines: list[Line], facts: Facts) -> list[Line]:
    parted: list[Line] = []
    paragraphs = [line for line in lines if line.label == "paragraph"]
    for line in lines:
        if line.label != "paragraph":
            parted.append(line)
            continue
        cut = dateline(line.text, first=line is paragraphs[0])
        if cut:
            facts.place, facts.agency = facts.place or cut.place, facts.agency or cut.agency
            parted.append(Line(cut.text, label="dateline"))
            line.text = cut.rest
        parted.append(line)
        sign = _sign(line.text) if line is paragraphs[-1] else None
        if sign:
            line.text, sign.text = line.text[: -len(sign.text)].rstrip(), sign.text.strip()
            facts.agency = facts.agency or agency(sign.text)
            parted.append(sign)
    return parted


def _sign(text: str) -> Line | None:
    """Return the signature at the end of a text with the space before it, None if it has none or is nothing else."""
    tail = max(1, len(text) - _TAIL)
    signed = _SIGNED.search(text, tail)
    if signed and agency(signed["agency"]):
        return Line(signed[0], label="agency line")
    staffed = _STAFFED.search(text, tail)
    return Line(staffed[0], label="byline") if staffed else None
