"""Tests of the rule that import-linter cannot see: the core computes, it reaches for nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "digests").rglob("*.py"))

# Calls that read a clock, a file, the keyboard or chance, or write to the screen, by the last names of what is called.
IMPURE_CALLS = {
    "open",
    "input",
    "print",
    "breakpoint",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid1",
    "uuid4",
}
ASYNCHRONOUS = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)


def impurities(source: str) -> Iterator[str]:
    """Yields, as "line: what", each place of a module that waits or reaches outside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ASYNCHRONOUS):
            yield f"{node.lineno}: {type(node).__name__}"
        elif isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in IMPURE_CALLS:
            yield f"{node.lineno}: {ast.unparse(node.func)}()"


@pytest.mark.parametrize(
    "source",
    [
        "open('notes.txt')",
        "import datetime\ndatetime.datetime.now(datetime.UTC)",
        "from datetime import date\ndate.today()",
        "import uuid\nuuid.uuid4()",
        "async def read(): ...",
    ],
)
def test_an_impure_module_is_caught(source):
    """The check below finds a file that is opened, a clock that is read, chance, and waiting."""
    assert len(list(impurities(source))) == 1


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_core_reaches_for_nothing(path):
    """No module of digests opens a file, reads a clock, draws by chance, prints or waits."""
    assert list(impurities(path.read_text(encoding="utf-8"))) == []


# Python before 3.11.5, Debian 12's among them, matches some possessive groups wrongly
# (https://github.com/python/cpython/issues/106052); behind a single character or set they are sound.
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{+[\d,]+\}+)\+|\(\?>")


@pytest.mark.parametrize("pattern", [r"(?:a|ab)*+", r"(?:,\d{3}){1,6}+", r"(?:,\d){{1,6}}+", r"(a|b)?+", r"(?>a|ab)"])
def test_a_possessive_group_is_caught(pattern):
    """The check below finds each way to write a group that never gives back what it matched."""
    assert POSSESSIVE_GROUP.search(pattern)


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_pattern_needs_a_newer_python(path):
    """No regular expression has a possessive group, so that every Python from 3.11.0 on finds the same."""
    assert not POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))
