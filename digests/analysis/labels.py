"""Tells numbers that count from those that name, order or time things, and from pronouns: "Article 5", "one of us"."""

import re
from collections.abc import Iterator

from digests.analysis.numerals import Numeral

# Words that a bare number behind them belongs to as its name.
_LABELS = frozenset(
    """
    Agenda Airbus Amendment Apollo Area Article Articles Block Boeing Building CAC COVID Camp Category Channel Chapter
    Chapters Class Count Counts Covid DAX Day District Episode Exhibit Exit FTSE Fig. Figure Flight Form Formula Fortune
    Game Gate Grade Highway Interstate Issue Level Model N° Nº N°. Nº. Nikkei No No. Nos. Nr Nr. Number Page Pages Part
    Phase Pier Platform Prop. Proposition Psalm Psalms Resolution Room Round Route Rule Rules Russell S&P STOXX Season
    Sec. Section Sections Sector Stage Step Stoxx Studio TOPIX Table Terminal Tier Title Titles Type Unit Version Vol.
    Volume War Ward Week Windows Zone article chapter iPhone level number p. page pages phase pp. section stage top
    version
    """.split()
)
_TWO_WORDS = ("Group of", "group of", "Super Bowl")
_LONGEST_LABEL = 16

# Phone numbers, times, dates in figures and set figures: no number in them counts anything.
_CODE = re.compile(
    r"\d(?:\d*+(?:(?:[-/:]\d++){2,}|(?:\.\d++){2,})|(?<!\d\d)(?:\d?:\d\d(?!\d)|(?<=2)4/7\b|(?<=7)/7\b|(?<=9)/11\b|(?<=5)0[-/]50\b)"
    r"|['’′]\d{1,2}(?!\d)[\"”″]?)"
)
_ADDRESS_MARKS = ("@", "#", "://", "www.")
_RUN = re.compile(r"\S++")

_CLOCK = re.compile(r"\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|hrs?\s(?:GMT|UTC)|GMT|UTC|:\d\d)", re.IGNORECASE)
_ORDINAL = re.compile(r"-?(?:st|nd|rd|th)\b|['’]?s\b", re.IGNORECASE)  # 4th, the 90's
# Written on to something that is no number: the rest of a phone number, a version, an address of the web, a name.
_GLUED = re.compile(r"[/:.]\d|-?[A-Za-z]+\d|[_@&=]|-[A-Z]{2}")
_GLUED_BEFORE = re.compile(r"(?:\d[/:.]|[/=&_@+A-Za-z]|[^\s.]\.)$")
_LIST_MARK = re.compile(r"\s?\)\s|\.\)?\s")
_FOOTNOTE = re.compile(r"\[\d+\]")
# Digits that look like a year are one, unless words before or behind them show that they count.
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_MANY = re.compile(r"\b(?:than|about|around|approximately|roughly|nearly|almost|over|some|least|most|to)\s$")
_PLURAL = re.compile(r"\s(?:people|troops|men|women|(?!was|has|is)[a-z]{2,}s)\b")
_NAME = re.compile(r"[A-Z][\w.’'-]*\s$")
_LONGEST_BARE = 15  # digits without separators; more are an identifier

# Around "one" and other small numbers that point back rather than count.
_BEFORE_ONE = re.compile(
    r"\b(?:at\sleast|more\sthan|less\sthan|fewer\sthan|only|just|exactly|about|nearly|over|than|minus|negative|"
    r"between|or|from|every|and|out\sof|up\sto)\s$",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(
    r"\s(?:of|another|day|more|thing|way|time|hand|side|or|who|that|point|last|such|by|should|can|could|would|is|was|"
    r"has|had|does|may|might|must|will)\b|-(?:on|off|time|way|sided|man|stop|size|of|liners?)\b|\W*$",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\s(?:in|out\sof|of\severy)\s(?:every\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)\b"
)
# A capital within the sentence, and one behind: Big Ten Network.
_IN_NAME = re.compile(r"[\w,]\s$")
_NAME_GOES_ON = re.compile(r"\s[A-Z]")
_POINTS_BACK = re.compile(r"\b(?:the|these|those)\s$", re.IGNORECASE)
_ZERO_WORDS = re.compile(r"-sum\b|\stolerance\b|\sin\son\b|-tolerance\b", re.IGNORECASE)
_BEFORE_ZERO = re.compile(r"\b(?:net|ground|patient|absolute)[\s-]$", re.IGNORECASE)
_ORDINAL_WORD = re.compile(r"[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)s?\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_GLUED_BEHIND = (_GLUED, _CLOCK, _ORDINAL, _LETTER)
_SET_PHRASE = re.compile(r"-(?:party|fold|handed|legged|faced|horned|nil)\b", re.IGNORECASE)


def codes(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are addresses, phone numbers, times and the like."""
    for match in _CODE.finditer(text):
        yield match.span()
    if any(mark in text for mark in _ADDRESS_MARKS):
        for run in _RUN.finditer(text):
            if any(mark in run.group() for mark in _ADDRESS_MARKS):
                yield run.span()


def names(text: str, number: Numeral) -> bool:
    """Whether a number without a unit names or orders something, or is part of a code, a time or an address."""
    start, end = number.start, number.end
    if number.spelled:
        return _is_word(text, number)
    before = text[max(0, start - _LONGEST_LABEL) : start]
    if _labelled(before) or (before and not before[-1].isspace() and _GLUED_BEFORE.search(before)):
        return True
    if any(pattern.match(text, end) for pattern in ((_CLOCK,) if text.startswith(" ", end) else _GLUED_BEHIND)):
        return True
    if before.endswith("[") and _FOOTNOTE.match(text, start - 1):
        return True
    return text[start:end].isdigit() and _is_mark(text, number, before)


def _labelled(before: str) -> bool:
    """Whether a text ends in a word that a number behind it names: "Article ", "Boeing-", "#"."""
    if before.endswith(("#", "№")):
        return True
    word = before[:-1]
    if not word or not (before[-1].isspace() or before[-1] == "-") or word[-1].isspace():
        return False
    return word.split()[-1].lstrip("([“‘\"'") in _LABELS or word.endswith(_TWO_WORDS)


def _is_mark(text: str, number: Numeral, before: str) -> bool:
    """Whether digits without separators are the mark of a list, an identifier or a year."""
    length = number.end - number.start
    if length <= 2:
        return not before.strip() and bool(_LIST_MARK.match(text, number.end))
    if _FIRST_YEAR <= number.value <= _LAST_YEAR:
        return not (_MANY.search(before) or (_PLURAL.match(text, number.end) and not _NAME.search(before)))
    return length > _LONGEST_BARE


def _is_word(text: str, number: Numeral) -> bool:
    """Whether a number in words is a pronoun, a name, an ordinal or points back ("the two countries")."""
    start, end = number.start, number.end
    if _RATIO.match(text, end):
        return False
    if text[start].isupper() and _IN_NAME.search(text, max(0, start - 2), start) and _NAME_GOES_ON.match(text, end):
        return True
    if number.value == 1:
        return not _BEFORE_ONE.search(text, max(0, start - 12), start) or bool(_NOT_ONE.match(text, end))
    if number.value == 0:
        return bool(_ZERO_WORDS.match(text, end) or _BEFORE_ZERO.search(text, max(0, start - 10), start))
    before = text[max(0, start - _LONGEST_LABEL) : start]
    ordinal = number.value % 10 == 0 and _ORDINAL_WORD.match(text, end)
    back = 2 <= number.value <= 10 and _POINTS_BACK.search(before)
    return bool(ordinal or back or _SET_PHRASE.match(text, end) or _labelled(before))
