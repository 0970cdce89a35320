"""What people are called by office or work, and how such a description is read beside a name."""

import re
from functools import lru_cache

# Nouns that say what a person is. A capitalised run that has one before its last words is "role + name".
ROLE_NOUNS = frozenset(
    """
    academic accountant activist actor actress adviser advisor advocate aide ally ambassador anchor analyst announcer
    archbishop architect artist assemblyman assemblywoman assistant astronaut athlete attaché attorney author
    ayatollah banker bishop blogger boss broadcaster broker businessman businesswoman campaigner candidate captain
    cardinal ceo cfo chair chairman chairperson chairwoman chancellor chef chief cio cleric coach co-author co-chair
    co-chairman co-director co-founder co-host co-owner colonel columnist comedian commander commentator commissioner
    comptroller congressman congresswoman constable consultant contributor coo coordinator coroner correspondent
    council-member councillor councilman councilwoman counsel counselor counsellor critic cto curator deacon dean
    defender delegate deputy designer detective developer diplomat director doctor driver economist editor
    editor-in-chief emir emperor engineer entrepreneur envoy epidemiologist executive expert farmer father filmmaker
    financier firefighter fisherman forecaster founder general governor governor-general guard head headteacher
    historian host imam inspector instructor investigator investor journalist judge jurist justice king lawmaker
    lawyer leader lecturer legislator librarian lieutenant lobbyist magistrate major manager marshal mayor mediator
    meteorologist minister moderator monarch mother mp musician negotiator nominee nurse officer official ombudsman
    operative organiser organizer owner painter participant partner pastor patriarch pharmacist photographer physician
    physicist pilot planner player pm poet pollster pope practitioner premier presenter president president-elect
    priest prince princess principal producer professor programmer prosecutor psychologist publisher queen rabbi
    ranger receptionist rector registrar reporter representative republican resident researcher reverend runner
    scholar scientist secretary secretary-general senator sergeant sheikh sheriff singer sociologist soldier solicitor
    specialist speaker spokesman spokesperson spokeswoman staffer statistician statesman strategist student sultan
    superintendent supervisor surgeon surrogate teacher technician trader treasurer trustee undersecretary veteran
    vice-chair vice-chairman vice-chancellor vice-president vicar virologist volunteer whip worker writer
    """.split()
)

# Abbreviated offices, with their stop.
ABBREVIATED = frozenset(
    "Adm. Amb. Atty. Capt. Cmdr. Col. Cpl. Del. Det. Fr. Gen. Gov. Hon. Insp. Lt. Maj. Msgr. Pres. Prof. Pvt. Rep. "
    "Reps. Rev. Sec. Sen. Sens. Sgt. Supt. Gens. Govs.".split()
)

# Those of them that a text goes on to write out ("Sen. Roe ... the senator").
SPELT_OUT = {
    "adm.": "admiral", "amb.": "ambassador", "capt.": "captain", "col.": "colonel", "gen.": "general",
    "gov.": "governor", "insp.": "inspector", "lt.": "lieutenant", "maj.": "major", "prof.": "professor",
    "rep.": "representative", "rev.": "reverend", "sen.": "senator", "sgt.": "sergeant", "supt.": "superintendent",
}  # fmt: skip

# Forms of address: they mark a person, say the sex at most, and are no role.
ADDRESSES_MEN = frozenset("Mr. Mr Sir Lord".split())
ADDRESSES_WOMEN = frozenset("Mrs. Mrs Ms. Ms Miss Lady Dame Madam".split())
ADDRESSES = ADDRESSES_MEN | ADDRESSES_WOMEN | frozenset("Dr. Dr St. Saint Messrs.".split())

# Role nouns that say the sex.
MALE_ENDINGS = ("man", "king", "prince", "actor", "father", "sultan", "emperor", "bishop", "priest", "pope")
FEMALE_ENDINGS = ("woman", "queen", "princess", "actress", "mother", "first lady")

# Lower-case words that may stand before a role noun and belong to it ("former deputy prime minister").
MODIFIERS = frozenset(
    """
    acting assistant associate attorney budget business campaign chief civil commerce communications congressional
    co-managing defence defense democratic deputy district economic economics economy education emeritus energy
    environment equity executive external federal finance financial first foreign former founding general global
    government head health home honorary housing independent industry information interim interior international
    investment junior justice labor labour lady lead leading lieutenant local longtime long-time major managing
    marketing military national news newly-appointed nuclear opposition outgoing parliamentary party policy political
    police portfolio presidential press prime principal professor provincial public regional republican research
    retired revitalisation revitalization school science security senior social sports state studio tax team
    technology then trade transport treasury union vice visiting white
    """.split()
)

_WORD = r"[\w&’'.-]+"
# A description behind a name: ", [who is] [a|the] former official at the Foo Group," up to the next comma or stop.
_APPOSITION = re.compile(
    r",\s+(?:who\s+(?:is|was|has\s+been)\s+)?(?P<article>an?\s+|the\s+|one\s+of\s+)?"
    rf"(?P<role>{_WORD}(?:\s{_WORD}){{0,13}}?)\s?(?=[,;:—–()“”\"\n]|[.!?](?:\s|$)|$|\s(?:said|says|told|who|which|and)\b)"
)
_LETTERS = re.compile(r"[^\W\d_][\w-]*")
# How many words of a description may come before its role noun ("a former State Department official").
_REACH = 8
_STOPPED = ("Inc.", "Co.", "Corp.", "Ltd.", "U.S.", "U.K.", "Jr.", "Sr.")  # endings that keep their stop
# A role noun with a capitalised word right behind it introduces another person ("Roe, Treasury Secretary Jane Doe").
_ANOTHER = re.compile(r"(?P<role>[\w-]+\.?)\s(?=[A-Z])")
_TOKEN = re.compile(r"\S+")
_STRETCH = 90  # characters before a name that are searched for its role
# Words that no description of a person goes on across, read backwards.
_FUNCTION = frozenset(
    "about after against all also and are as at be before but by did for from had has have in into is last like met of"
    " on or over said says than that then this to told under was were when where which while who whose with".split()
)
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "this", "that"))


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Whether the word, in any case and number, says what somebody is."""
    lower = word.lower().rstrip(".,")
    return lower in ROLE_NOUNS or word in ABBREVIATED or is_plural_role(lower)


def is_plural_role(lower: str) -> bool:
    """Whether the lower-case word is a role noun in the plural."""
    singular = lower[:-3] + "y" if lower.endswith("ies") else lower[:-1]
    return lower.endswith("s") and (singular in ROLE_NOUNS)


def after(text: str, end: int, limit: int) -> str | None:
    """The description that follows a name ending at `end`, without its article; nothing past `limit` is read."""
    if text[end : end + 1] != ",":
        return None
    found = _APPOSITION.match(text, end, min(limit, end + 200))
    if not found:
        return None
    role = found["role"]
    if role.endswith(".") and not role.endswith(_STOPPED):
        role = role[:-1]
    if any(is_role(other["role"]) for other in _ANOTHER.finditer(role)):
        return None
    return role if any(is_role(word) for word in _LETTERS.findall(role)[:_REACH]) else None


def before(text: str, start: int, limit: int, *, titled: bool) -> int | None:
    """Where the lower-case role begins that stands directly before a name ("press secretary", "the Foo pollster").

    Args:
        text: The text of the article.
        start: Where the name, or its capitalised role, begins.
        limit: Where the sentence begins; nothing before it is read.
        titled: Whether a capitalised role begins at `start`; then a modifier alone belongs to it ("former").
    """
    if start < 2 or not text[start - 1].isspace() or not (text[start - 2].islower() or text[start - 2] == ","):
        return None
    stretch = text[max(limit, start - _STRETCH) : start]
    last = stretch.rstrip().rpartition(" ")[2].rstrip(",")
    if not (stretch[-1:].isspace() and last.islower() and (is_role(last) or (titled and last in MODIFIERS))):
        return None
    words = list(_TOKEN.finditer(text, start - len(stretch), start))
    first = len(words) - 1
    while first and (words[first - 1][0] in MODIFIERS or is_role(words[first - 1][0])):
        first -= 1
    return words[_stretched(words, first)].start()


def _stretched(words: list[re.Match[str]], first: int) -> int:
    """Go on over up to four unknown words if an article or a possessive stands before them, or over capitals."""
    for index in range(first - 1, max(-1, first - 5), -1):
        word = words[index][0]
        if word.lower() in _DETERMINERS or word.endswith(("’s", "'s", "s’")):
            return index + 1
        if word in _FUNCTION or not (word.islower() or word[0].isupper()) or not word[-1].isalnum():
            break
    while first > 1 and words[first - 1][0][0].isupper() and words[first - 1][0][-1].isalnum():
        first -= 1
    return first
