"""Which line is furniture whatever stands around it, and why; and which lines open a block of furniture."""

import re
from typing import cast

from digests.model.article import FurnitureReason
from digests.reading.phrases import HOLDING, OPENERS, WHOLE

# Words of share buttons; a line of nothing else that names a network is one.
_NETWORKS = set(
    "facebook twitter whatsapp telegram linkedin pinterest reddit messenger flipboard threads bluesky mastodon "
    "instagram youtube tiktok tumblr pocket viber weibo wechat line vk xing sms e-mail email".split()
)
_SHARE_WORDS = _NETWORKS | set(
    "share on via to x copy link print save tweet and or this article story with by more us icon".split()
)
# Phrases of a plea to sign up; two of them in one line make it one, however it begins.
_PLEA = re.compile(
    r"\bby signing up\b|\bsign up (?:here|today|now|for free)\b|\byour inbox\b|\bunsubscribe at any time\b|"
    r"\bprotected by recaptcha\b|\bsign up (?:for|to) .{1,40}\bnewsletter|\be-?mail sign up\b|"
    r"\bour (?:\w+ ){0,2}newsletters?\b",
    re.IGNORECASE,
)
_FEWEST_PLEAS = 2
_WORD = re.compile(r"[\w-]+")
_LONGEST = 600  # characters of a line of furniture
_LONGEST_OPENER = 80


def _compiled(groups: dict[FurnitureReason, tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern for whole lines, in brackets or with marks behind them; its groups are named by reasons."""
    alternatives = "|".join(f"(?P<{reason}>{'|'.join(phrases)})" for reason, phrases in groups.items())
    return re.compile(rf"[\[(*]?(?:{alternatives})[\])\s:.…!?*»>›→|]*", re.IGNORECASE)


_OPENER = _compiled(OPENERS)
_WHOLE = _compiled(WHOLE)
_HOLDING = _compiled(HOLDING)
# A word of each phrase that may stand anywhere in its line, to leave most lines at a glance.
_HINTS = (
    "read more|click here|newsletter|rights reserved|rechte vorbehalten|droits réservés|derechos reservados|appeared|"
    "published|first ran|contributed|used in this|affiliate|commission|revenue|compensation|podcasts|materials provided"
).split("|")


def opens(text: str) -> FurnitureReason | None:
    """Return the reason of the block that a line opens ("Read more:", "Comments (0)"), None if it opens none."""
    return _reason(_OPENER.fullmatch(text)) if len(text) <= _LONGEST_OPENER else None


def reason(text: str) -> FurnitureReason | None:
    """Return why a line is furniture wherever it stands, None if it may belong to the article."""
    if len(text) > _LONGEST:
        return None
    lower = text.lower()
    found = opens(text) or _reason(_WHOLE.fullmatch(text))
    if found is None and any(hint in lower for hint in _HINTS):
        found = _reason(_HOLDING.fullmatch(text))
    if found:
        return found
    if _is_share(text):
        return "share"
    return "newsletter" if "sign" in lower and len(_PLEA.findall(text)) >= _FEWEST_PLEAS else None


def _reason(found: re.Match[str] | None) -> FurnitureReason | None:
    return cast(FurnitureReason, found.lastgroup) if found else None


def _is_share(text: str) -> bool:
    if len(text) > _LONGEST_OPENER:
        return False
    words = {word.lower() for word in _WORD.findall(text)}
    return words <= _SHARE_WORDS and bool(words & _NETWORKS or "share" in words)
