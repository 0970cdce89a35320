"""The content words of a text, stemmed, so that "levies" and "levy" are one term."""

import re
import unicodedata

import Stemmer

# A word with inner apostrophes, hyphens, stops or commas: "Japan's", "win-win", "U.S", "1.8", "55,000".
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_ABBREVIATION = re.compile(r"\.(?!\d)")
_stemmer = Stemmer.Stemmer("english")

# Function words, and the words of reporting itself, which say nothing of the event.
STOP_WORDS = frozenset(
    """
    a about above after again against all also although am among amid an and another any are around as at away be
    became because been before being below between both but by came can cannot could did do does doing don't down
    during each either even ever every few for from further get gets getting go goes going got had has have having he
    her here hers herself him himself his how however i if in into is it its itself just least less let like made make
    makes many may me might more most much must my myself near neither never no nor not now of off often on once one
    only onto or other others our ours ourselves out over own per put quite rather really same she should since so
    some still such than that the their theirs them themselves then there these they thing this those though through
    thus to together too toward towards under until up upon very via was way we well were what when where whether
    which while who whom whose why will with within without would yet you your yours yourself
    according added adding amid announced asked called comment reported reportedly reporters said say saying says
    spoke stated statement tell told mr mrs ms dr
    """.split()
)


def words(text: str) -> list[str]:
    """Return the words of a text, lower-cased, possessive endings and the stops of abbreviations cut ("U.S." is "us").

    Compatibility characters are evened out; numbers keep their decimal points.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return [_ABBREVIATION.sub("", _POSSESSIVE.sub("", word)) for word in _WORD.findall(folded)]


def terms(text: str) -> list[str]:
    """Return the stems of a text's content words in order, repetitions kept."""
    stems: list[str] = _stemmer.stemWords([word for word in words(text) if word not in STOP_WORDS])
    return stems


def stem(word: str) -> str:
    """Return the stem of one lower-case word."""
    return str(_stemmer.stemWord(word))
