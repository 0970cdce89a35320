"""Reads files and folders of articles from disk."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.errors import AdapterError

ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom")
"""The kinds of file that are read, each also with ``.gz`` behind it."""


class FileError(AdapterError):
    """A file or folder cannot be read; the message names the reason, `path` the place."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


@dataclass(frozen=True)
class File:
    """The bytes of a file and the path it was found at, ``-`` for standard input."""

    path: str
    data: bytes


def files(paths: Iterable[str]) -> Iterator[File | FileError]:
    """Yield the files at the paths, in order; a folder gives all files of known kinds below it, sorted by path.

    What cannot be read is yielded as an error in its place, and the rest goes on.
    """
    for path in paths:
        if path == "-":
            yield File("-", sys.stdin.buffer.read())
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where the name is too long
            yield from _folder(path)
        else:
            yield _file(path)


def _folder(folder: str) -> Iterator[File | FileError]:
    found = sorted(path for path in Path(folder).rglob("*") if path.is_file() and _is_known(path))
    if not found:
        yield FileError(folder, f"holds no articles; files of these kinds are read: {' '.join(ENDINGS)}")
    yield from map(_file, map(str, found))


def _is_known(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(ENDINGS)


def _file(path: str) -> File | FileError:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - Path("") would be the working folder
            return File(path, file.read())
    except FileNotFoundError:
        return FileError(path, "is not there; check the path")
    except OSError as error:
        return FileError(path, f"cannot be read: {error.strerror}")
