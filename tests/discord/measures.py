"""How long texts and lists may be, counted in UTF-16 units: Discord counts characters here and units there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any


def size(text: str) -> int:
    """Returns the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(where: str, value: Any, most: int, least: int = 0) -> Iterator[str]:
    """Returns what is wrong with a text; where one is needed, blanks are none."""
    if value is None and not least:
        return
    if not isinstance(value, str):
        yield f"{where}: missing" if value is None else f"{where}: no text"
    elif size(value) > most:
        yield f"{where}: {size(value)} characters, at most {most}"
    elif size(value.strip()) < least:
        yield f"{where}: empty"


def count(where: str, values: Sequence[Any] | None, most: int, least: int = 0) -> Iterator[str]:
    """Returns what is wrong with the length of a list."""
    number = len(values or ())
    if not least <= number <= most:
        yield f"{where}: {number} of them, {least} to {most} are taken"


def link(where: str, value: Any, most: int, schemes: tuple[str, ...] = ("http://", "https://")) -> Iterator[str]:
    """Returns what is wrong with an address."""
    yield from text(where, value, most, least=1)
    if isinstance(value, str) and not value.startswith(schemes):
        yield f"{where}: not an address that is taken"


def number(where: str, value: Any, least: int, most: int) -> Iterator[str]:
    """Returns what is wrong with a number, if there is one."""
    if value is not None and not (isinstance(value, int) and least <= value <= most):
        yield f"{where}: {value!r}, {least} to {most} are taken"


def known(where: str, given: Mapping[str, Any], names: Collection[str]) -> Iterator[str]:
    """Returns the properties that there are not."""
    for name in given:
        if name not in names:
            yield f"{where}: there is no {name!r}"


def unique(where: str, values: Sequence[Any]) -> Iterator[str]:
    """Returns what is there twice."""
    for value in dict.fromkeys(values):
        if values.count(value) > 1:
            yield f"{where}: {value!r} is there {values.count(value)} times"
