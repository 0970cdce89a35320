"""Settles whom a name means that several people of an article share."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from digests.analysis import roles
from digests.analysis.given_names import MEN, WOMEN

Sex = Literal["man", "woman"]

_ONLY_MEN, _ONLY_WOMEN = MEN - WOMEN, WOMEN - MEN
_REACH = 24  # characters before a name in which its form of address or office stands


class Form(NamedTuple):
    """A place where a form of one or more names stands; `names` are their indices."""

    start: int
    end: int
    names: tuple[int, ...]


class Mention(NamedTuple):
    """One place where a name stands; `name` is its index among the names."""

    start: int
    end: int
    name: int


def sex(name: str, role: str | None) -> Sex | None:
    """Return what a person's given name or role says of the sex, or None."""
    first = name.partition(" ")[0]
    lower = (role or "").lower()
    if first in _ONLY_WOMEN or lower.endswith(roles.FEMALE_ENDINGS):
        return "woman"
    return "man" if first in _ONLY_MEN or lower.endswith(roles.MALE_ENDINGS) else None


def address(text: str, start: int) -> Sex | None:
    """Return what the form of address before a name says of the sex: Mr. or Mrs."""
    word = text[max(0, start - 6) : start].rstrip().rpartition(" ")[2]
    return "woman" if word in roles.ADDRESSES_WOMEN else "man" if word in roles.ADDRESSES_MEN else None


def settle(text: str, found: Sequence[Form], people: Sequence[tuple[str, str | None]]) -> list[Mention]:
    """Return a mention for each form: a shared one means whom its address or office fits.

    Among several of these it is the one whom the article called so before it named another, for the others are then
    named in full; failing that the one most often named in full, then the first.

    Args:
        text: The text of the article.
        found: The forms in order.
        people: The name and role behind each index.
    """
    if all(len(form.names) == 1 for form in found):
        return [Mention(form.start, form.end, form.names[0]) for form in found]
    own = Counter(form.names[0] for form in found if len(form.names) == 1)
    first: dict[int, int] = {}
    called: Counter[int] = Counter()
    for form in found:
        if len(form.names) == 1:
            first.setdefault(form.names[0], form.start)
        elif len(known := [name for name in form.names if name in first]) == 1:
            called[known[0]] += 1

    def rank(name: int) -> tuple[int, int, int]:
        return called[name], own[name], -first.get(name, len(text))

    return [Mention(form.start, form.end, max(_fitting(text, form, people), key=rank)) for form in found]


def _fitting(text: str, form: Form, people: Sequence[tuple[str, str | None]]) -> Sequence[int]:
    """The names that the form of address or the office before a shared form fits, family names first, or all."""
    if len(form.names) == 1:
        return form.names
    families = tuple(name for name in form.names if people[name][0].endswith(text[form.start : form.end]))
    form = form._replace(names=families or form.names)
    before = text[max(0, form.start - _REACH) : form.start].split()
    if before and roles.is_role(before[-1]):
        office = before[-1].lower()
        fitting = [name for name in form.names if office in (people[name][1] or "").lower().split()]
    else:
        said = address(text, form.start)
        fitting = [name for name in form.names if not said or sex(*people[name]) in (said, None)]
    return fitting or form.names
