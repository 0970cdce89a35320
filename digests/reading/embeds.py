"""Posts of social networks that a page embeds, down to their signature: "— Jane Doe (@janedoe) April 11, 2025"."""

import re

from digests.reading.lines import Line

# The line that signs a post: name, handle and perhaps the day; it may stand behind the post's own last words.
_SIGNATURE = re.compile(
    r"(?:^|\s)[—–-]{1,2}\s?[^()—–]{1,80}\(@\w{1,40}(?:\.[\w.-]{1,60})?\)"
    r"(?:\s*[·|,]?\s*(?:on\s)?[^()@]{3,40}\d{4}[^()@]{0,20})?\.?$"
)
# The foot of a post: its time and views, or the network's own words around it.
_FOOT = re.compile(
    r"\d{1,2}[:.]\d{2}\s?(?:[APap][Mm]\s)?[·•-]\s.{6,30}\d{4}.{0,40}|"
    r"A\s(?:post|video|reel)\sshared\sby\s.{2,120}|View\sthis\spost\son\s\w+|"
    r"See\s(?:new\s)?(?:posts?|tweets?)|[\d.,]+[KM]?\s(?:views|likes|retweets|reposts|replies)\b.{0,60}"
)
# What only posts hold: links of the network's own shortener, and lines that begin with a handle or a tag.
_LINK = re.compile(
    r"\bhttps?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+|\bhttps?://(?:twitter|x)\.com/\w+/status/\d+", re.IGNORECASE
)
_HANDLE = re.compile(r"(?:^|\s)[@#]\w{2,40}")
_SIGNABLE = (None, "share", "related", "divider", "byline")  # labels of a line that may be a signature all the same
_OPEN = (None, "embed", "tags")  # labels of lines that may yet belong to a post
_LENGTH = 320  # characters of a post that is shown in full, and some for the dump's own marks
_LONGEST = 2000  # characters of a post that later lines may be added to
_LINK_LENGTH = 23  # characters that a link counts for


def mark(lines: list[Line]) -> list[Line]:
    """Return the lines with every embedded post as one line, labelled, its own lines joined by line breaks."""
    posts: list[Line] = []
    for line in lines:
        if "(@" in line.text and line.label in _SIGNABLE and _signed(line.text):
            whole = _SIGNATURE.match(line.text) is None  # the post's last words stand before the signature
            start = len(posts) if whole else _start(posts, line)
            posts[start:] = [_joined([*posts[start:], line])]
        elif line.label is None and (_FOOT.fullmatch(line.text) or _is_linked(line.text)):
            after = posts and posts[-1].label == "embed" and not line.gap and len(posts[-1].text) < _LONGEST
            posts[-1 if after else len(posts) :] = [_joined([posts[-1], line] if after else [line])]
        else:
            posts.append(line)
    return posts


def _signed(text: str) -> bool:
    return _SIGNATURE.search(text, max(0, len(text) - _LENGTH)) is not None


def _start(lines: list[Line], signature: Line) -> int:
    """Return the index of a signed post's first line.

    The line above the signature belongs to the post. So does what stands further up, within the length of a post, if
    it is in one block with the signature, or if it begins with a line that only posts have.
    """
    if not lines or lines[-1].label not in _OPEN:
        return len(lines)
    start, length, parted = len(lines) - 1, 0, signature.gap
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        length += _length(line.text)
        if line.label not in _OPEN or (number < len(lines) - 1 and (length > _LENGTH or line.text.endswith(":"))):
            break
        if _marked(line) or (line.gap and not parted):
            start = number
        parted = parted or line.gap
    return start


def _marked(line: Line) -> bool:
    return line.label == "embed" or _is_linked(line.text) or _HANDLE.search(line.text) is not None


def _is_linked(text: str) -> bool:
    return ("://" in text or "pic." in text) and _LINK.search(text) is not None


def _length(text: str) -> int:
    return len(_LINK.sub("x" * _LINK_LENGTH, text))


def _joined(lines: list[Line]) -> Line:
    return Line("\n".join(line.text for line in lines), lines[0].gap, label="embed")
