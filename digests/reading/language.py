"""The language of a text, told by its script or by its most common small words."""

import re

# The smallest words of each language, most of them in no other.
_WORDS = {
    "en": "the of and to in is that for was on with as said by at from it has have be his are not this which",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch werden wurde nach bei",
    "fr": "le la les des et du une est dans que pour qui sur pas au par plus avec ce son cette aux ont été",
    "es": "el la los las que del y una por con para se su es al como más lo pero fue sus este ha entre",
    "it": "il di che la per un una del della con non sono si dei alla le nel anche più gli è dal come ha",
    "pt": "o que do da em um para com não uma os no se na por mais as dos como mas foi ao das são",
    "nl": "de het een van en in te dat is op voor met zijn niet aan er ook door naar bij wordt werd uit",
}
_BY_WORD: dict[str, set[str]] = {}
for _code, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, set()).add(_code)
# Scripts of one language, or mostly of one; kana comes before the characters it stands among.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[а-яА-Я]")),
    ("ar", re.compile(r"[\u0621-\u064a]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("hi", re.compile(r"[\u0904-\u0939]")),
    ("el", re.compile(r"[α-ωΑ-Ω]")),
    ("th", re.compile(r"[\u0e01-\u0e2e]")),
)
_SAMPLE = 1000  # characters looked at
_SHARE = 0.2  # of them in a script
_FEWEST = 3  # small words found


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None if too little of it is known."""
    sample = text[:_SAMPLE]
    if not sample.isascii():
        for code, script in _SCRIPTS:
            if len(script.findall(sample)) > _SHARE * len(sample) / (4 if code in ("ja", "uk") else 1):
                return code
    counts = dict.fromkeys(_WORDS, 0)
    for word in sample.lower().split():
        for code in _BY_WORD.get(word, ()):
            counts[code] += 1
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] >= _FEWEST else None
