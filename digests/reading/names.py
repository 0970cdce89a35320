"""The people in bylines: what looks like a person's name, and its usual spelling."""

import re

from digests.reading.agencies import OUTLET_WORDS

# Small words inside names: "Ludwig van der Berg", "Maria de la Cruz".
_PARTICLES = set("de da di do dos das del della der den van von la le el al ben bin ibn du ter ten y e zu zum".split())
# Words that make a capitalised phrase no name, byline or not: function words and what newsrooms call their people.
_NEVER = OUTLET_WORDS | set(
    "the a an and or of in on at for with from by to our your this that what why how who when where is are "
    "was more most all new latest top breaking live read watch listen share follow related trending staff "
    "editorial team desk bureau agency agencies correspondent correspondents reporter reporters editor "
    "editors writer writers contributor contributors columnist columnists special web news play facebook "
    "twitter youtube instagram close".split()
)
# Words of sections, headings and places, which are family names now and then; no name where no "By" stands before it.
_SELDOM = set(
    "business politics political sport sports culture opinion opinions science health technology tech travel "
    "weather national local international economy economic markets market finance money education environment "
    "climate lifestyle life style arts entertainment food video videos photo photos image images podcast "
    "podcasts home about contact subscribe sign log menu search january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "north south east west northern southern eastern western middle united states kingdom union city county "
    "party court house white european african asian american british quick deep look looks takeaways summary "
    "facts key edition morning evening analysis explainer interview story stories headlines affairs "
    "government minister president war peace crisis election elections talks deal background timeline "
    "overview conclusion introduction".split()
)
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*", re.UNICODE)
_FEWEST, _MOST = 2, 5  # words of a name
_SUFFIXES = {"JR", "JR.", "SR", "SR.", "II", "III", "IV", "MBE", "PHD"}


def is_person(text: str, *, bylined: bool = False) -> bool:
    """Whether a text may be a person's name: two to five capitalised words, none of them a word of headers.

    `bylined` says that a "By" stood before it, which leaves more words possible.
    """
    words = text.split()
    if not _FEWEST <= len(words) <= _MOST or not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    if not all(_is_part(word) for word in words) or all(len(word.strip(".")) == 1 for word in words):
        return False
    plain = [word.strip(".").casefold() for word in words]
    if bylined:
        return _NEVER.isdisjoint(plain[1:]) and (plain[0] in OUTLET_WORDS or plain[0] not in _NEVER)
    return _NEVER.isdisjoint(plain) and _SELDOM.isdisjoint(plain)


def person(text: str) -> str:
    """Return a name as a person writes it: "JANE O'BRIEN-ROE" becomes "Jane O'Brien-Roe"."""
    return " ".join(_spelled(word) for word in text.split()) if text.isupper() else text


def _is_part(word: str) -> bool:
    if word.casefold() in _PARTICLES:
        return True
    return word[0].isupper() and _TOKEN.fullmatch(word) is not None


def _spelled(word: str) -> str:
    if word in _SUFFIXES:
        return word.capitalize() if word.startswith(("JR", "SR")) else word
    if word.casefold() in _PARTICLES and len(word) > 1:
        return word.lower()
    capital = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), capital)
