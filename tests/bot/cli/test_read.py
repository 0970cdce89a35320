"""Tests of ``newsdesk read``: what it prints, and what it says of files that it cannot read."""

import gzip
import json
import time

import pytest

TEXT = (
    "New quay at Brennick\n\nThe new quay at Brennick opened on Tuesday, three years late, the harbour master said.\n"
)
FIELDS = (
    "id headline deck outlet authors place url language tags published text parts furniture sentences quotes figures "
    "names dates"
).split()
UNREADABLE = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n\t\n", "is empty"),
    "binary.txt": (bytes(range(256)) * 8, "is binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "is a picture"),
    "latin.txt": ("Der Bürgermeister sagte nichts.\n".encode("latin-1"), "is not UTF-8 text (byte 0xFC at offset 5)"),
    "page.txt": (b"<!DOCTYPE html><html><body><p>The quay opened on Tuesday.</p></body></html>", "holds HTML"),
    "furniture.txt": (b"Share\n\nMenu\n", "has no article text"),
    "broken.txt.gz": (gzip.compress(TEXT.encode())[:40], "is a damaged gzip file"),
    "broken.json": (b'{"text": "The quay opened', "is not JSON: unterminated string"),
    "list.json": (b"[]", "is an empty list"),
    "number.json": (b'{"text": 7}', "has a field 'text' that is a number, not text"),
    "bare.json": (b'{"id": "a"}', "has neither text nor headline"),
}


@pytest.fixture
def quay(tmp_path):
    """A file that can be read."""
    path = tmp_path / "quay.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_an_article_is_printed_with_the_promised_fields(newsdesk, quay):
    """As json, a list of articles with all fields by their fixed names; the id is the file's name without ending."""
    (article,) = json.loads(newsdesk("read", quay, "--format", "json").stdout)
    assert set(FIELDS) <= set(article)
    assert (article["id"], article["headline"]) == ("quay", "New quay at Brennick")
    assert set(article["published"]) == {"at", "precision", "found_in"}
    assert [set(part) for part in article["parts"]] == [{"kind", "text", "start"}]
    (mention,) = article["dates"]
    assert {"from", "to"} <= set(mention)


def test_every_offset_holds_in_what_is_printed(newsdesk, quay):
    """What is printed as a span stands in the printed text at the printed place."""
    (article,) = json.loads(newsdesk("read", quay, "--format", "json").stdout)
    spans = [span for kind in ("sentences", "quotes", "figures", "dates") for span in article[kind]]
    assert spans
    assert all(article["text"][span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.usefixtures("quay")
def test_jsonl_is_an_article_a_line_in_the_order_of_the_files(newsdesk, tmp_path):
    """A folder's files come sorted by name, each article on a line of its own."""
    (tmp_path / "archive.jsonl").write_text('{"id": "b", "text": "One."}\n\n{"id": "a", "headline": "Two"}\n', "utf-8")
    lines = newsdesk("read", tmp_path, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["b", "a", "quay"]


@pytest.mark.parametrize(
    ("form", "heading"), [("text", "New quay at Brennick\n"), ("markdown", "# New quay at Brennick\n")]
)
def test_an_article_can_be_read_by_people(newsdesk, quay, form, heading):
    """As text and as markdown an article is its headline, its facts and its body; several are parted by a line."""
    assert newsdesk("read", quay, "--format", form).stdout.startswith(heading)
    twice = newsdesk("read", quay, "-", "--format", form, stdin=TEXT).stdout
    assert twice.count("opened on Tuesday") == 2
    assert "\n---\n" in twice


def test_what_was_printed_can_be_read_again(newsdesk, quay):
    """The printed article, read as input, is printed the same."""
    printed = newsdesk("read", quay, "--format", "jsonl").stdout
    (quay.parent / "again.jsonl").write_text(printed, "utf-8")
    assert newsdesk("read", quay.parent / "again.jsonl", "--format", "jsonl").stdout == printed


def test_standard_input_is_read_as_a_file(newsdesk):
    """A dash stands for standard input, plain or packed."""
    for stdin in (TEXT, gzip.compress(TEXT.encode())):
        (article,) = json.loads(newsdesk("read", "-", "--format", "json", stdin=stdin).stdout)
        assert article["headline"] == "New quay at Brennick"


@pytest.mark.parametrize("name", ["quay.txt.gz", "quay.jsonl.gz", "quay.html.gz"])
def test_every_kind_of_file_may_be_packed(newsdesk, tmp_path, name):
    """A gzipped file is read as what its name says without the .gz, which is no part of the id."""
    body = TEXT.split("\n")[2]
    contents = {
        "quay.txt.gz": TEXT,
        "quay.jsonl.gz": json.dumps({"id": "quay", "headline": "New quay at Brennick", "text": body}),
        "quay.html.gz": f"<html><head><title>New quay at Brennick</title></head><body><article>"
        f"<h1>New quay at Brennick</h1><p>{body}</p><p>It has room for forty boats and cost 12 million crowns.</p>"
        f"</article></body></html>",
    }
    (tmp_path / name).write_bytes(gzip.compress(contents[name].encode()))
    (article,) = json.loads(newsdesk("read", tmp_path / name, "--format", "json").stdout)
    assert (article["id"], article["headline"]) == ("quay", "New quay at Brennick")
    assert body in article["text"]


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_file_that_cannot_be_read_is_named_and_the_others_come_out(newsdesk, quay, tmp_path, name):
    """One line on stderr says which file and why; the file behind it is still read, and the exit status is 1."""
    data, reason = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    result = newsdesk("read", tmp_path / name, quay, "--format", "jsonl", status=1)
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"newsdesk: {tmp_path / name}: ")
    assert reason in line
    assert [json.loads(article)["id"] for article in result.stdout.splitlines()] == ["quay"]


def test_a_broken_line_of_json_is_named_by_its_number(newsdesk, tmp_path):
    """Each wrong record of a file of lines is said with its line, and the right ones come out."""
    path = tmp_path / "mixed.jsonl"
    path.write_text('{"id": "a", "text": "One."}\n{"id": \n["b"]\n{"id": "c", "text": "Three."}\n', "utf-8")
    result = newsdesk("read", path, "--format", "jsonl", status=1)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert result.stderr.splitlines() == [
        f"newsdesk: {path}: line 2 is not JSON: expecting value at character 8",
        f"newsdesk: {path}: line 3 holds a list, not a record",
    ]


def test_a_path_that_is_not_there_is_named(newsdesk, quay, tmp_path):
    """A wrong path is said, and the right one is read."""
    result = newsdesk("read", tmp_path / "gone.txt", quay, "--format", "jsonl", status=1)
    assert result.stderr == f"newsdesk: {tmp_path / 'gone.txt'}: is not there; check the path\n"
    assert len(result.stdout.splitlines()) == 1


def test_a_folder_without_articles_says_what_is_read(newsdesk, tmp_path):
    """An empty folder, or one with other files only, is a problem that names the kinds that are read."""
    (tmp_path / "notes.docx").write_bytes(b"PK")
    result = newsdesk("read", tmp_path, status=1)
    assert result.stdout == ""
    assert result.stderr.startswith(f"newsdesk: {tmp_path}: holds no articles; files of these kinds are read: .txt ")


def test_two_articles_with_one_id_are_a_problem(newsdesk, quay, tmp_path):
    """The second article of an id would take the place of the first, so it is said and left out."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "quay.txt").write_text("Something else happened in Halden on Monday, the mayor said.", "utf-8")
    result = newsdesk("read", quay, other, "--format", "jsonl", status=1)
    assert len(result.stdout.splitlines()) == 1
    assert f"{other / 'quay.txt'}: has the id 'quay' of another article in {quay}; rename one of them" in result.stderr


def test_one_endless_line_is_refused_at_once(newsdesk, quay, tmp_path):
    """A single line of 50 MB is no article: it is said within a few seconds, and the rest is read."""
    long = tmp_path / "long.txt"
    long.write_bytes(b"The quay at Brennick opened. " * (50_000_000 // 29))
    began = time.perf_counter()
    result = newsdesk("read", long, quay, "--format", "jsonl", status=1)
    assert time.perf_counter() - began < 5
    assert result.stderr.startswith(f"newsdesk: {long}: is longer than 5 million characters")
    assert len(result.stdout.splitlines()) == 1


def test_an_article_that_is_named_twice_comes_once(newsdesk, quay):
    """A file that is among the paths and below a folder among them is no conflict with itself."""
    assert len(newsdesk("read", quay, quay.parent, "--format", "jsonl").stdout.splitlines()) == 1


def test_an_empty_result_is_an_empty_list(newsdesk, tmp_path):
    """As json there is always a list, and it is the empty one where nothing could be read."""
    assert json.loads(newsdesk("read", tmp_path / "gone.txt", "--format", "json", status=1).stdout) == []
