"""Corrections, clarifications and editors' notes."""

import re

from digests.reading.lines import Line

# How such a paragraph begins, in capitals or not, in brackets or not.
_BEGINS = re.compile(
    r"""
    [\(\[*]?\s*(?:
        (?:update\sand\s)?(?:corrections?(?:\s(?:and|&)\sclarifications?)?|clarifications?|
           editor(?:[’']s|s[’']|ial)?\snote|anmerkung\sder\sredaktion|korrektur|rectificatif|corrección|fe\sde\serrata|errata?|retraction)
        (?:\s?\([^()]{1,40}\)|,\s[^:]{3,40}|\s(?:on\s)?[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s?(?::|—|–|-\s|\|)
      | (?:an?\s)?(?:earlier|previous|original|prior)\s(?:version|edition)s?\sof\sth(?:is|e)\b
      | (?:in\san?\s|an\s|the\s)?(?:earlier|original|previous)\s(?:version|article|story|headline|report)\b.{0,60}
        \b(?:misstated|misspelled|misidentified|incorrectly|wrongly|erroneously)\b
      | this\s(?:article|story|report|post|piece|headline|copy|file|caption)\s(?:was|has\sbeen|is)\s(?:\w+\s){0,2}
        (?:updated|edited|revised|clarified|changed|refiled|republished)\b.{0,160}
        \b(?:correct|clarif|reflect|amend|error|misstat|mistake|remove|fix|typo|because|wrong|said|spell)
      | this\s(?:article|story|report|post|piece|headline)\s(?:was|has\sbeen|is)\s(?:\w+\s){0,2}
        (?:amended|corrected)\b
      | (?:this\s(?:article|story|report)|we|an\sarticle)\s(?:\w+\s){0,6}(?:incorrectly|mistakenly|erroneously|wrongly)
        \s(?:stated|said|reported|identified|attributed|described|gave|referred)\b
      | \(\s?(?:corrects|refiles|adds\sdropped|fixes)\s(?:the\s|to\s)?\w+
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A heading that the paragraph below it belongs to.
_ALONE = re.compile(
    r"(?:corrections?|clarifications?|corrections?\s(?:and|&)\sclarifications?|editor[’']s\snote)\s?:?", re.IGNORECASE
)


def mark(lines: list[Line]) -> None:
    """Label the corrections among the lines; a heading "Correction" counts with the paragraph that it heads."""
    heads = False
    for number, line in enumerate(lines):
        if line.label is None:
            alone = _ALONE.fullmatch(line.text) is not None and number + 1 < len(lines)
            if heads or alone or _BEGINS.match(line.text):
                line.label = "correction"
            heads = alone
