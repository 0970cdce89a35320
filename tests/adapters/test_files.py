"""Tests of reading files and folders from disk."""

import io
import sys
from types import SimpleNamespace

from adapters.files import File, FileError, files


def test_a_folder_gives_its_articles_in_order(tmp_path):
    """Files of known kinds below a folder come sorted by path; others are passed over."""
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.json", "sub/c.txt.gz", "README.md"):
        (tmp_path / name).write_bytes(b"x")
    found = [file.path for file in files([str(tmp_path)])]
    assert found == [str(tmp_path / name) for name in ("a.json", "b.txt", "sub/c.txt.gz")]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path):
    """A missing path and a folder without articles are errors in their place; the next file still comes."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_bytes(b"news")
    missing, empty, file = files([str(tmp_path / "gone.txt"), str(tmp_path / "empty"), str(tmp_path / "a.txt")])
    assert isinstance(missing, FileError)
    assert "is not there" in str(missing)
    assert isinstance(empty, FileError)
    assert "holds no articles" in str(empty)
    assert file == File(str(tmp_path / "a.txt"), b"news")


def test_a_file_named_itself_is_read_whatever_its_kind(tmp_path):
    """Only folders are sifted: what a person names is handed on, for the reader to say what is wrong with it."""
    (tmp_path / "notes.md").write_bytes(b"x")
    assert list(files([str(tmp_path / "notes.md")])) == [File(str(tmp_path / "notes.md"), b"x")]


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    """What the system refuses is an error with the system's reason."""
    [error] = files([str(tmp_path / ("x" * 300))])
    assert isinstance(error, FileError)
    assert "cannot be read" in str(error)


def test_a_dash_is_standard_input(monkeypatch):
    """A dash gives the bytes of standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"piped")))
    assert list(files(["-"])) == [File("-", b"piped")]
