"""Tells whether a sentence looks back or ahead to a day that it names without week or year."""

import re

from digests.analysis.days import Direction

# What looks ahead, and what turns to something told: the last of them before a day says which way it lies.
_TURN = re.compile(
    r"""
    (?P<ahead>
        \b (?:will|shall|won['’]t|upcoming|ahead\ of|deadline|(?:set|slated|scheduled|planned|due)\ (?:to|for|on)) \b
      | \b (?:is|are|be)\ (?:\w+\ )?(?:due|slated|expected|scheduled|planned|poised|going|about) \b
      | \b (?:plans?|hopes?|aims?|vows?|to\ be)\ (?:to|for|held|released|published) \b
      | ['’]ll \b
    )
    | \b (?:said|says|told|announced|reported|wrote|added|confirmed|warned|declared) \b
    | \b (?:was|were|had) \b (?:\ (?:been\ )?(?:due|set|slated|scheduled|planned|expected)\ (?:to|for|on)\b)?
    """,
    re.VERBOSE,
)
_STRAIGHT_AHEAD = re.compile(r"\b(?:by|until|till|through|before)\s(?:late\s|early\s)?$")
_SINCE = re.compile(r"\b(?:since|last)\s$")
_OPENS_SENTENCE = re.compile(r"\W*(?:(?:on|by|in|from)\s)?(?:early\s|late\s)?")
_NEAR = 20  # characters in which those words stand
_REACH = 120  # characters of the sentence that are searched on either side


def direction(match: re.Match[str], *, recurring: bool) -> Direction:
    """Which way a day lies that was matched in a sentence.

    Args:
        match: The words for the day, in the sentence.
        recurring: Whether the day comes once a year ("April 9") and not once a week.

    Returns:
        "future" where the sentence looks ahead; else "past" for a weekday, and for a day of the year "past" behind
        "since" and "last" and "nearest" otherwise.
    """
    text, start = match.string, match.start()
    before = text[max(0, start - _REACH) : start].lower()
    near = before[-_NEAR:]
    if _STRAIGHT_AHEAD.search(near):
        return "future"
    if recurring and _SINCE.search(near):
        return "past"
    turns = list(_TURN.finditer(before))
    turn = turns[-1] if turns else None
    possessive = text.startswith(("'s", "’s"), match.end())
    if turn is None and (possessive or _OPENS_SENTENCE.fullmatch(before)):
        turn = _TURN.search(text[match.end() : match.end() + _REACH].lower())
    if turn and turn["ahead"]:
        return "future"
    return "nearest" if recurring else "past"
