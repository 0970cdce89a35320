"""Reads the subject of a verb from the words beside it: where the name or description of who acts begins and ends."""

import re
from collections.abc import Iterator

from digests.analysis import cues
from digests.analysis.openers import MONTHS, WEEKDAYS
from digests.analysis.places import is_place
from digests.analysis.roles import ABBREVIATED, ADDRESSES, is_role

Words = list[tuple[str, int, int]]  # words with their offsets
Stretch = tuple[int, int]

_WORD = re.compile(r"\S+")
_BRACKETED = re.compile(r"\([^()]{0,80}\)?|\[[^][]{0,80}\]?")
_INITIALS = re.compile(r"(?:[^\W\d_]-)?(?:[^\W\d_]\.)+|[JS]r\.")
_PRONOUNS = frozenset("he she they it we i you who which one".split())
_REACH = 160  # characters of a subject and its description that are read
_LONGEST = 14  # words of a subject without a comma
_TITLE = 6  # words in front of a name among which its office stands

# Words between a subject and its verb, beside adverbs in -ly and days of the week.
AUXILIARY = frozenset(
    """
    has have had is was were are be been being also then later once again further simply just only even still never
    always often first will would could can may might must should did does do not to now earlier soon afterward
    afterwards meanwhile both all himself herself since quickly
    """.split()
)
# Words at which a clause begins, so that the subject of its verb stands behind them.
CLAUSE = frozenset(
    """
    and but as when while that because if where after before since though although until or so than whether how
    what why whom whose yet nor
    """.split()
)
# Words that begin a setting ("In a post on Truth, ...") and not a subject.
SETTING = CLAUSE | frozenset(
    """
    in on at during for with from by about amid despite under asked speaking writing calling noting citing referring
    responding following according earlier later last this meanwhile however still then now also instead indeed moreover
    yesterday today to of who which once within through throughout upon among without like via informed
    """.split()
)
# Words that end a subject behind its verb: said Roe on Monday.
_ENDS = frozenset(
    """
    who which that in on at during after before when while as to because about adding via last this yesterday today
    tomorrow ahead through following with from by later earlier early late where whose and but if since amid despite
    under into over told regarding speaking referring citing
    """.split()
)
# Of these, the ones that go on with the description of somebody unnamed: an official with knowledge of it.
_DESCRIBES = frozenset("with from at in to on".split())
_DETERMINERS = frozenset(
    "the a an one another some many several his her their its our no two three most both these those".split()
)
# Nouns that act beside those of people; with an article or a possessive they can open a sentence as its subject.
_ACTORS = frozenset(
    """
    ad administration advertisement agency army article audience bank campaign committee company council court crowd
    department email firm government group letter man memo message ministry newspaper office organisation organization
    page paper party poll post report sign site spot statement study team tweet union video website woman
    """.split()
)


def before(text: str, start: int, end: int, *, first: bool = False) -> Stretch | None:
    """Return the subject that stands before a verb, its description left out.

    Args:
        text: The text of the article.
        start: Nothing before it is read.
        end: Where the verb begins.
        first: Whether the subject must be what the stretch begins with, as directly behind a quotation.
    """
    found = words(text, start, end)
    while found and _between(found[-1][0]):
        found.pop()
    if not found:
        return None
    chunks = list(_chunks(found))
    if not chunks:
        return None
    if first and len(chunks) > 1:
        return _span(chunks[0])
    if found[-1][0][-1] in ",—–":
        return _described(chunks)
    return _of_clause(chunks[-1])


def behind(text: str, start: int, end: int) -> Stretch | None:
    """Return the subject that stands behind a verb ending at `start`, up to where its description ends."""
    found = [(match[0], *match.span()) for match in _WORD.finditer(text, start, min(end, start + _REACH))]
    if not found or not _may_begin([word for word, _, _ in found[:_TITLE]]):
        return None
    stop = found[0][1]
    for index, (word, begin, _) in enumerate(found):
        if index and _ends(word, found[index - 1][0], found[index + 1][0] if index + 1 < len(found) else ""):
            break
        bare = word if abbreviated(word) else word.rstrip(",.;:—–-!?")
        stop = begin + len(bare)
        if bare != word:
            break
    return (found[0][1], stop) if stop > found[0][1] else None


def opening(text: str, start: int, end: int) -> Stretch | None:
    """Return the subject that a sentence opens with, behind a setting in front of it."""
    chunks = list(_chunks(words(text, start, end)))
    chunk = next((chunk for chunk in chunks if chunk[0][0].lower() not in SETTING), None)
    if not chunk:
        return None
    if chunk[0][0].lower() in _PRONOUNS:
        return _span(chunk[:1])
    determined = first_determined = chunk[0][0].lower() in _DETERMINERS
    for index, (word, _, _) in enumerate(chunk[:6]):
        bare = word.rstrip(",")
        if (is_role(bare) or bare in _ACTORS) and (determined or index):
            return _span(chunk[: index + 1 + _capitals(chunk[index + 1 :])])
        determined = determined or word.endswith(("’s", "'s", "s’"))
    count = _capitals(chunk)
    return _span(chunk[:count]) if count > first_determined else None


def words(text: str, start: int, end: int) -> Words:
    """Return the words of a stretch with their offsets, what stands in brackets left out."""
    stretch = _BRACKETED.sub(lambda match: " " * len(match[0]), text[start:end])
    return [(match[0], start + match.start(), start + match.end()) for match in _WORD.finditer(stretch)]


def abbreviated(word: str) -> bool:
    """Whether the stop at the end of the word is its own: Sen. Mr. J. U.S. Jr."""
    return word in ABBREVIATED or word in ADDRESSES or bool(_INITIALS.fullmatch(word))


def _between(word: str) -> bool:
    return word in AUXILIARY or word in WEEKDAYS or (word.islower() and word.endswith("ly"))


def _capitals(chunk: Words) -> int:
    """How many words from the first on are capitalised."""
    return next((index for index, word in enumerate(chunk) if not word[0][0].isupper()), len(chunk))


def _described(chunks: list[Words]) -> Stretch | None:
    """The subject in front of a description closed by a comma: the last chunk that can be a name or a pronoun."""
    able = [chunk for chunk in chunks if chunk[0][0].lower() not in SETTING and not _is_aside(chunk)]
    for chunk in reversed(able):
        first = chunk[0][0].rstrip(",")
        name = first[0].isupper() and not (is_role(first) and len(chunk) > 3) and not is_place(first)
        if (name and not (first.isupper() and len(first) < 3)) or first.lower() in _PRONOUNS:
            return _span(chunk)
    return _span(able[0]) if able else None


def _is_aside(chunk: Words) -> bool:
    """Whether the chunk is a day or the abbreviated state behind a town ("Ava, Mo., ...")."""
    return chunk[0][0] in WEEKDAYS or (len(chunk) == 1 and chunk[0][0].endswith(".,"))


def _of_clause(chunk: Words) -> Stretch | None:
    """The subject at the end of a chunk without commas: what stands behind the last word that begins a clause."""
    if chunk[-1][0].lower() in _PRONOUNS:
        return _span(chunk[-1:])
    clauses = (index + 1 for index, word in enumerate(chunk) if word[0] in CLAUSE and not _is_relative(chunk, index))
    begin = max(clauses, default=0)
    chunk = chunk[begin:]
    if chunk and chunk[0][0].lower() in SETTING:
        capitals = len(chunk)
        while capitals and chunk[capitals - 1][0][0].isupper():
            capitals -= 1
        chunk = chunk[capitals:] if capitals else chunk[1:]
    return _span(chunk) if chunk and len(chunk) <= _LONGEST else None


def _is_relative(chunk: Words, index: int) -> bool:
    """Whether a clause that describes the subject begins at the index: the office that runs the ferries."""
    word = chunk[index][0]
    if word == "whose":
        return index > 0
    if word != "that" or not 0 < index < len(chunk) - 1:
        return False
    noun, verb = chunk[index - 1][0], chunk[index + 1][0]
    named = noun[0].isupper() or chunk[0][0].lower() in _DETERMINERS
    return named and not cues.ANY.fullmatch(noun) and verb.islower() and verb not in _DETERMINERS | _PRONOUNS


def _span(chunk: Words) -> Stretch:
    return chunk[0][1], chunk[-1][1] + len(chunk[-1][0].rstrip(",—–-;:"))


def _chunks(found: Words) -> Iterator[Words]:
    """Cut at commas, colons and dashes."""
    chunk: Words = []
    for word in found:
        if word[0].strip("—–-,;:"):
            chunk.append(word)
        if word[0][-1] in ",;:—–" and chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _may_begin(words: list[str]) -> bool:
    """Whether a subject may begin with the words: a name, an article, a pronoun, an office with what describes it."""
    bare = words[0].strip(',.;:“”"()')
    if not bare or bare in WEEKDAYS or bare in MONTHS:
        return False
    if bare[0].isupper() or bare in _DETERMINERS or bare in ("he", "she", "they"):
        return True
    for word in words:
        if is_role(word) or word[0].isupper():
            return is_role(word) or word not in WEEKDAYS
        if word in SETTING or word in _ENDS or not word[-1].isalpha():
            return False
    return False


def _ends(word: str, previous: str, following: str) -> bool:
    """Whether a subject behind its verb is over before the word."""
    if word[0] in '(“"—–[' or word in WEEKDAYS:
        return True
    if word not in _ENDS:
        return False
    goes_on = word in _DESCRIBES and previous[0].islower() and bool(following)
    return not (goes_on and (following[0].isupper() or word in ("with", "from") or previous == "close"))
