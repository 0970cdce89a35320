"""The body of a page as lines: trafilatura says which text it is, we what it misses or would glue together."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from digests.reading import captions, html_tree, markup
from digests.reading.headlines import key
from digests.reading.lines import Line, clean
from digests.reading.unreadable import Unreadable

# Names of the blocks that networks have sites embed posts in.
_POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|fb-(?:post|video)|reddit-(?:embed-bq|card)|"
    r"mastodon-embed|text-post-media|threads-embed|imgur-embed-pub|telegram-post)\b"
)
_CREDIT = re.compile(r"\b(?:[\w-]*[-_])?(?:credits?|copyright|photographer|source|byline)\b", re.IGNORECASE)
# What stands in the tree for a part that is kept aside: its number between two characters that no text holds.
_MARKER = re.compile("\ue000([0-9]{1,6})\ue001")
_CAPTION = 4  # words of a caption; fewer only name who or what is shown, or whose picture it is
_PARAGRAPH = 80  # characters of a block that is prose
_FEWEST = 300  # characters of a text in the page's data that is a body
_COVERED = 0.4  # share of that text that has to be in the body found; less, and it is another
_GAP = 200  # characters of that text that the page may leave out between two lines
_WHOLE = 0.8  # share of it that the page's lines have to show
_SHORT = 2000  # characters of a body that is looked at again
_PART = 0.5  # share of it that the block around it holds
_MOST = 0.8  # share of the prose outside paragraphs that makes a block the one that holds it
_LOGGER = "trafilatura"


def lines(root: Any, text: str, bodies: list[str]) -> list[Line]:
    """Return the lines of a page's body, captions and posts labelled, and behind them what was set aside.

    Args:
        root: The page's tree, which is taken apart.
        text: The page, to be parsed once more in the rare case that another body has to be found.
        bodies: The texts that the page's data say to be its body.
    """
    dropped = html_tree.strip(root)
    held = _hold(root)
    found = _restored(markup.lines(_main(root)), held)
    said = max(bodies, key=len, default="")
    if len(found) == 1:  # what trafilatura falls back to is the text of the whole page in one piece
        found = _said_lines(found[0].text, text)
    elif len(said) >= _FEWEST and _coverage(said, found) < _COVERED:
        found = _said_lines(said, text)
    elif sum(len(line.text) for line in found) < _SHORT:
        found = _wider(found, text)
    return found + dropped


def _main(root: Any) -> Any:
    """Return what trafilatura takes for the body; raises Unreadable if it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    logger = logging.getLogger(_LOGGER)
    logger.disabled = logger.propagate = False
    if not logger.handlers:  # what it remarks on a page would otherwise be printed to stderr
        logger.addHandler(logging.NullHandler())
    try:
        page = bare_extraction(root, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever a hostile page does to the parsers, the next file is read
        raise Unreadable(f"cannot be parsed as a web page ({type(error).__name__})") from error
    if not isinstance(page, Document) or page.body is None:
        raise Unreadable("has no article text")
    return page.body


def _hold(root: Any) -> list[list[Line]]:
    """Put markers in the place of captions and embedded posts; return their lines by the markers' numbers."""
    held: list[list[Line]] = []
    for element in list(root.iter("figcaption", "blockquote")):
        is_post = element.tag == "blockquote"
        if is_post and not _POST.search(element.get("class", "")):
            continue
        kept = [_post(element)] if is_post else _caption(element)
        place = element
        if not is_post:
            place = next(element.iterancestors("figure"), element)
        if kept and kept[0].text:
            marker = element.makeelement("p")
            marker.text = f"\ue000{len(held)}\ue001"
            place.addnext(marker)
            marker.tail, place.tail = place.tail, None
            held.append(kept)
        element.drop_tree()
    return held


def _post(element: Any) -> Line:
    return Line("\n".join(line.text for line in markup.lines(element)), gap=True, label="embed")


def _caption(element: Any) -> list[Line]:
    credits_ = [part for part in element.iterdescendants() if _is_credit(part)]
    named = [Line(text, label="credit") for part in credits_ if (text := clean(part.text_content()))]
    for part in credits_:
        if part.getparent() is not None:
            part.drop_tree()
    text = clean(" ".join(element.itertext()))
    shown = list(captions.parted(Line(text, gap=True, label="caption"))) if text else []
    for line in shown:
        if line.size < _CAPTION or text.startswith(("(", "[")):
            line.label = "credit"
    return [*shown, *named]


def _is_credit(element: Any) -> bool:
    return (
        isinstance(element.tag, str)
        and _CREDIT.search(element.get("class") or element.get("itemprop") or "") is not None
    )


def _restored(found: Iterator[Line], held: list[list[Line]]) -> list[Line]:
    """Return the lines with the parts that were kept aside in the place of their markers."""
    restored: list[Line] = []
    for line in found:
        if "\ue000" not in line.text:
            restored.append(line)
            continue
        pieces = _MARKER.split(line.text)  # text, number, text, number, ... text
        for number, piece in enumerate(pieces):
            if number % 2:
                restored += held[int(piece)] if int(piece) < len(held) else ()
            elif piece.strip():
                restored.append(Line(piece.strip(), line.gap, line.mark, heading=line.heading, label=line.label))
    return restored


def _coverage(said: str, found: list[Line]) -> float:
    """Return the share of the words of a text that stand in the lines."""
    words = set(key(said).split())
    own = {word for line in found for word in key(line.text).split()}
    return len(words & own) / max(1, len(words))


def _said_lines(said: str, text: str) -> list[Line]:
    """Return the lines of the body in the page's data, cut as the page itself does where it shows them."""
    root = html_tree.parsed(text)
    html_tree.strip(root)
    squeezed = f" {key(said)} "
    shown: list[Line] = []
    position = 0  # behind what the lines so far have said; the next goes on near to it
    for line in markup.lines(root):
        words = f" {key(line.text)} "
        at = squeezed.find(words, position, position + _GAP + len(words))
        if at >= 0:
            shown.append(line)
            position = at + len(words) - 1
    if _coverage(said, shown) >= _WHOLE:
        return shown
    return [Line(piece, gap=True) for raw in said.splitlines() if (piece := clean(raw))]


def _wider(found: list[Line], text: str) -> list[Line]:
    """Return the lines of the block around a short body, if it has more text outside paragraphs than was found."""
    root = html_tree.parsed(text)
    html_tree.strip(root)
    block, loose = _loosest(root)
    size = sum(len(line.text) for line in found)
    if loose <= max(size, _FEWEST):
        return found
    own = list(markup.lines(block))
    inside = {key(line.text) for line in own}
    covered = sum(len(line.text) for line in found if key(line.text) in inside)
    return own if covered >= _PART * size else found


def _loosest(root: Any) -> tuple[Any, int]:
    """Return the innermost block with most of the prose that stands in no paragraph, and the number of its characters.

    Some sites write their paragraphs as <div> or <span>, which trafilatura leaves out where it has found others.
    """
    sizes: dict[Any, int] = {}
    for element in root.iter("div", "span", "td"):
        own = len(element.text or "") + sum(len(child.tail or "") for child in element)
        if own >= _PARAGRAPH and next(element.iterancestors("p", "li", "nav", "footer", "aside", "form"), None) is None:
            for ancestor in element.iterancestors():
                sizes[ancestor] = sizes.get(ancestor, 0) + own
    most = max(sizes.values(), default=0)
    inner = [element for element, size in sizes.items() if size >= _MOST * most]
    return max(inner, key=lambda element: sum(1 for _ in element.iterancestors()), default=None), most
