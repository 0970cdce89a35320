"""Pages that stand in the place of an article: checks for robots, errors, questions for consent."""

import re
from typing import Any

from digests.reading.headlines import without_outlet
from digests.reading.lines import clean
from digests.reading.said import Said
from digests.reading.unreadable import Unreadable

# Whole titles or headings of such pages, by what they are; an outlet or an address may stand behind them.
_TITLES = {
    "a check for robots": r"""
        just\sa\smoment | attention\srequired | checking\s(?:your|if\sthe\ssite).{0,60} | (?:please\s)?verify(?:ing)?\s
        (?:that\s)?you\sare\s(?:a\s)?(?:not\sa\s)?(?:human|robot).{0,20} | are\syou\sa\s(?:robot|human) |
        robot\sor\shuman | robot\scheck | (?:bot|human)\sverification | pardon\sour\sinterruption | one\smore\sstep |
        security\scheck(?:point)? | ddos[-\s](?:guard|protection).{0,40} | i'?m\snot\sa\srobot | captcha.{0,20} |
        (?:please\s)?wait\swhile\s.{0,60} | sorry,?\syou\shave\sbeen\sblocked | you\shave\sbeen\sblocked |
        please\senable\s(?:js|javascript|cookies).{0,60} | vercel\ssecurity\scheckpoint | bitte\swarten | un\sinstant
    """,
    "an error page": r"""
        (?:http\s)?(?:error\s|status\s)?(?:4\d\d|5\d\d)(?:\s?[-:–—|.,]?\s?(?:error|(?:page\s)?not\sfound|forbidden|
        unauthori[sz]ed|gone|too\smany\srequests|bad\srequest|access\sdenied|(?:internal\s)?server\serror|bad\sgateway|
        (?:service\s)?(?:temporarily\s)?unavailable|gateway\stime-?out|unavailable\sfor\slegal\sreasons).{0,40})? |
        (?:the\s)?(?:page|article|story|content)\s(?:you\s.{1,40}\s)?(?:was\s|is\s|could\s|can\s)?
        (?:not|cannot\sbe|no\slonger)\s(?:be\s)?(?:found|available|exists?) | not\sfound |
        page\s(?:unavailable|missing|does\snot\sexist|doesn['’]t\sexist) | forbidden | (?:internal\s)?server\serror |
        access\s(?:to\sthis\spage\shas\sbeen\s)?denied.{0,20} | bad\sgateway |
        service\s(?:temporarily\s)?unavailable | gateway\stime-?out | too\smany\srequests | oops.{0,40} |
        (?:an\s)?error\s(?:has\s)?occurred | something\swent\swrong | site\sunder\smaintenance | under\smaintenance |
        (?:error|fehler|erreur)(?:\s4\d\d)? | seite\s(?:wurde\s)?nicht\sgefunden | page\s(?:non\s|in)trouvée? |
        página\sno\sencontrada | pagina\snon\strovata | pagina\sniet\sgevonden
    """,
    "a question for consent": r"""
        before\syou\scontinue(?:\sto\s.{1,40})? | we\s(?:value|care\sabout|respect)\syour\sprivacy |
        your\sprivacy\s(?:choices|is\simportant\sto\sus|matters).{0,20} |
        (?:cookie|privacy)\s(?:consent|settings|notice) |
        (?:manage\s)?(?:cookie|consent|privacy)\spreferences | consent | gdpr\sconsent | cookies?\s(?:and|&)\sprivacy |
        .{1,40}\sis\s(?:now\s)?(?:a\s)?part\sof\sthe\s.{1,40}\sfamily(?:\sof\sbrands)? | datenschutzeinstellungen |
        privatsphäre[-\s]?einstellungen | zustimmung | cookie-einstellungen | votre\svie\sprivée.{0,40}
    """,
}
_TITLE = re.compile(
    "|".join(f"(?P<k{number}>{titles})" for number, titles in enumerate(_TITLES.values())), re.IGNORECASE | re.VERBOSE
)
_KINDS = list(_TITLES)
# Words of a page that shows nothing but that it needs a script to show anything.
_SCRIPTED = re.compile(
    r"(?:enable|turn\son|requires?|activate|need)\s(?:\w+\s){0,3}(?:javascript|cookies)|javascript\s(?:is|must\sbe)\s"
    r"(?:\w+\s)?(?:disabled|enabled|required|blocked)|checking\syour\sbrowser|verify\s(?:that\s)?you\sare\s(?:a\s)?human",
    re.IGNORECASE,
)
_MARKS = " .!?:…–—-|"
_MOST_WORDS = 250  # of a page that stands in an article's place
_FEW_WORDS = 80  # of one that is known by its words alone
_LONGEST = 160  # characters of a title
_UNREAD = ("script", "style", "noscript", "template")


def refuse(root: Any, said: Said, titles: list[str]) -> None:
    """Raise Unreadable, naming the kind and its title, if a page is no article but stands in the place of one."""
    if said.bodies:
        return
    found = kind([*titles[:2], *said.headlines])
    limit = _MOST_WORDS if found else _FEW_WORDS
    words = _words(root, limit)
    if len(words) >= limit:
        return
    if found:
        raise Unreadable(f"is {found[0]} (“{found[1]}”), not an article")
    if _SCRIPTED.search(" ".join(words)) or (root.find(".//noscript") is not None and _is_bare(root, words)):
        raise Unreadable("shows its text only to browsers that run its scripts; save it from a browser")


def kind(titles: list[str]) -> tuple[str, str] | None:
    """Return which kind of page stands in the place of another, by its titles, and the title that says so."""
    return next(filter(None, map(_kind, titles)), None)


def is_scripted(root: Any) -> bool:
    """Whether a page shows next to nothing but that it needs a script to show anything."""
    words = _words(root, _FEW_WORDS)
    return len(words) < _FEW_WORDS and (_SCRIPTED.search(" ".join(words)) is not None or _is_bare(root, words))


def _kind(title: str) -> tuple[str, str] | None:
    if len(title) > _LONGEST:
        return None
    for text in (title, without_outlet(title, None)[0], title.partition(" | ")[0], title.partition(" - ")[0]):
        found = _TITLE.fullmatch(text.strip(_MARKS))
        if found and found.lastgroup:
            return _KINDS[int(found.lastgroup[1:])], title
    return None


def _words(root: Any, limit: int) -> list[str]:
    """Return the first words that a page shows."""
    words: list[str] = []
    body = root.find("body")
    for element in (body if body is not None else root).iter():
        if isinstance(element.tag, str) and element.tag not in _UNREAD:
            words += (element.text or "").split()
        words += (element.tail or "").split()
        if len(words) >= limit:
            break
    return words


def _is_bare(root: Any, words: list[str]) -> bool:
    """Whether a page shows next to nothing, but says in <noscript> that it needs scripts."""
    notes = (clean(note.text_content()) for note in root.iter("noscript"))
    return len(words) < _FEW_WORDS // 4 and any(_SCRIPTED.search(note) for note in notes)
