"""The language of a text: what it is declared to be, unless the text itself clearly says otherwise.

The text is told by CLD3, the small neural network that Chrome ships (https://github.com/google/cld3). With these
thresholds, English news cut off at random is taken for another language once in 1,200 from 60 to 150 characters, once
in 2,000 up to 300, and once in 28,000 above; what is left open is mostly short.
"""

import re
from functools import cache
from typing import Any

_SAMPLE = 600  # characters looked at
_FEWEST = 60  # bytes of letters; fewer tell nothing
_SHORT = 150  # bytes of text below which only a sure answer counts
_SURE = 0.97  # probability
_CLEAR = 300  # bytes of text that may contradict a declaration ...
_CERTAIN = 0.99  # ... with this probability
# A declared language: "de", "pt-BR", "zh_Hans".
_CODE = re.compile(r"\s*([a-z]{2,3})(?=[-_]|\s*$)", re.IGNORECASE)
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv"}  # withdrawn codes of ISO 639-1
# Languages that are told apart badly: between two of a group a declaration is believed.
_KIN = tuple(
    frozenset(group.split())
    for group in "no nb nn da|hr bs sr sh|id ms|cs sk|gl pt|bg mk|fil tl|zh yue|af nl|uk be ru".split("|")
)


def language(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of a text's language, of three letters where there is none of two.

    Args:
        text: The text; its first 600 characters are looked at.
        declared: What it is said to be written in, as a code with or without a region; another word counts for
            nothing.

    Returns:
        The declared language, unless at least 300 bytes of the text are certainly in another; without a declaration
        the text's own, None if it is too short or too unclear to tell.
    """
    sample = text[:_SAMPLE].encode(errors="replace")
    said = _CODE.match(declared or "")
    if said is None:
        return _told(sample)
    code = _renamed(said[1].lower())
    found = _told(sample, _CERTAIN) if len(sample) >= _CLEAR else None
    return code if found is None or any(code in group and found in group for group in _KIN) else found


def _told(sample: bytes, least: float = 0.0) -> str | None:
    result = _identifier().FindLanguage(sample)
    code: str = result.language
    if code == "und" or not result.is_reliable or result.probability < max(least, _SURE * (len(sample) < _SHORT)):
        return None
    return None if code.endswith("-Latn") else _renamed(code)  # romanised names in an English text look like these


def _renamed(code: str) -> str:
    return _RENAMED.get(code, code)


@cache
def _identifier() -> Any:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(_FEWEST, _SAMPLE)
