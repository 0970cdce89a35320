"""Tests of what is shipped: the lock, the declared libraries and the wheel."""

import ast
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PACKAGES = ("bot", "adapters", "digests", "seeds")

# One entry of the lock: name==version, a marker perhaps, and then its hashes, a line each.
LOCKED = re.compile(r"^([\w.-]+)==(\S+)[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)

RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [
    Requirement(line) for group in PROJECT["dependency-groups"].values() for line in group if isinstance(line, str)
]


def imported(package: str) -> Iterator[str]:
    """Yields the top-level name of each absolute import in a package's modules."""
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def test_the_lock_holds_what_the_project_asks_for():
    """Each library named in pyproject.toml is locked, once or more, only to versions that it allows."""
    versions = {}
    for name, version, _hashes in LOCKED.findall(LOCK):
        versions.setdefault(canonicalize_name(name), []).append(version)
    for wanted in [*RUNTIME, *DEVELOPMENT]:
        locked = versions.get(canonicalize_name(wanted.name), [])
        assert locked, f"{wanted} is not locked: make lock"
        assert all(wanted.specifier.contains(version) for version in locked), (
            f"{wanted} is locked to {locked}: make lock"
        )


def test_everything_locked_is_pinned_and_hashed():
    """No entry of the lock is without an exact version and at least one hash."""
    entries = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(entries) == len(LOCKED.findall(LOCK)) > len(RUNTIME)


def test_the_lock_names_no_place():
    """The lock holds on any machine: it names no index, no address and no folder."""
    assert not re.search(r"://|--(?:index|extra|find|trusted)|file:|/home/|/tmp/|/root/", LOCK)


@pytest.mark.parametrize("package", ["bot", "adapters", "digests"])
def test_every_library_imported_is_declared(package):
    """A library that the code imports stands in pyproject.toml, not only in the tree of another one."""
    declared = {canonicalize_name(wanted.name) for wanted in RUNTIME}
    owners = packages_distributions()
    newer = {"compression"}  # Python's own from 3.14 on, where nothing is needed in its place
    foreign = set(imported(package)) - set(PACKAGES) - sys.stdlib_module_names - newer
    undeclared = {
        name for name in foreign if not declared & {canonicalize_name(owner) for owner in owners.get(name, [])}
    }
    assert undeclared == set()


def test_every_library_declared_is_imported():
    """A library in pyproject.toml is there for code that imports it, or is named here with why it is not."""
    unimported = {"aiosqlite", "lxml-html-clean", "tzdata"}  # SQLAlchemy, trafilatura and zoneinfo load them
    owners = packages_distributions()
    names = {name for package in ("bot", "adapters", "digests") for name in imported(package)}
    used = {canonicalize_name(owner) for name in names for owner in owners.get(name, [])}
    assert {canonicalize_name(wanted.name) for wanted in RUNTIME} - used == unimported


def test_the_wheel_holds_the_packages_and_the_seeds_and_nothing_else(tmp_path):
    """A wheel carries every module, the type markers and every sample, and no test."""
    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    sources = {path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    samples = {path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").iterdir() if path.is_file()}
    markers = {f"{package}/py.typed" for package in ("bot", "adapters", "digests")}
    assert len(samples) > 1
    assert sources | samples | markers <= names
    assert {name.partition("/")[0] for name in names} == set(PACKAGES)
