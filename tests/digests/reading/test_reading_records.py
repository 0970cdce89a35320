"""Tests of JSON records, and of articles that were printed and are read again."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from digests.reading import read

FULL = {
    "id": "ferry-7",
    "published_at": "2025-04-03T10:15:00+01:00",
    "outlet": "The Harbor Ledger",
    "url": "https://ledger.example/ferry",
    "headline": "Ferry cancelled",
    "text": "PORT ANSEL (AP) — The ferry was cancelled on Monday.\n\nAdvertisement\n\nIt will sail on Tuesday.",
}


def records(name, *values, zone):
    """Reads records, a line each."""
    return list(read(name, "\n".join(json.dumps(value) for value in values).encode(), zone=zone))


def test_a_full_record_keeps_its_fields(zone, parts, furniture):
    """A record's fields are the article's; its text is typed like a dump."""
    [article] = records("a.jsonl", FULL, zone=zone)
    assert (article.id, article.outlet, article.url) == ("ferry-7", FULL["outlet"], FULL["url"])
    assert (article.headline, article.headline_from) == ("Ferry cancelled", "record")
    assert article.published.at == datetime(2025, 4, 3, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert (article.published.precision, article.published.found_in) == ("minute", "record")
    assert (article.place, article.agency) == ("Port Ansel", "Associated Press")
    assert parts(article, "paragraph") == ["The ferry was cancelled on Monday.", "It will sail on Tuesday."]
    assert furniture(article, "advertisement") == ["Advertisement"]


@pytest.mark.parametrize("missing", [None, "", " "])
def test_any_field_but_the_text_may_be_missing(missing, zone):
    """A record of text alone is an article; null and empty fields count as missing."""
    [article] = records("a.jsonl", dict.fromkeys(FULL, missing) | {"text": "The ferry was cancelled."}, zone=zone)
    assert (article.id, article.outlet, article.url, article.published.at) == ("a-1", None, None, None)
    assert (article.headline, article.headline_from) == ("The ferry was cancelled.", "first sentence")


def test_a_mere_text_is_taken_whole(zone):
    """A record that says nothing but its text keeps all of it, its first line and its last included."""
    text = "The Ferry\n\nBy Ann Roe\n\nThe ferry was cancelled on Monday.\n\nYours,\nAnn"
    [article] = records("a.jsonl", {"text": text}, zone=zone)
    assert [part.text for part in article.parts] == [line for line in text.split("\n") if line]
    assert article.furniture == ()


def test_a_text_copied_from_a_page_is_none(zone, furniture):
    """Two lines of furniture show that a record's text is a page's, whose headline and buttons are set aside."""
    text = "Ferry stays in port\n\nShare\n\nThe ferry was cancelled on Monday.\n\nAdvertisement"
    [article] = records("a.jsonl", {"text": text}, zone=zone)
    assert (article.headline, article.text) == ("Ferry stays in port", "The ferry was cancelled on Monday.")
    assert (furniture(article, "share"), furniture(article, "advertisement")) == (["Share"], ["Advertisement"])


@pytest.mark.parametrize("text", ["• 9. Rope • 10. Sails", "⁃9. Rope ⁃10. Sails"])
def test_a_list_in_one_line_keeps_its_marks(text, zone):
    """A bullet mark that comes again within its line marks no item of a list of lines."""
    [article] = records("a.jsonl", {"text": text}, zone=zone)
    assert [part.kind for part in article.parts] == ["paragraph"]
    assert article.text.startswith(text[0])


def test_a_headline_alone_is_an_article(zone):
    """A record without a text, or with furniture in its place, has a headline and no parts."""
    for text in (None, "", "Comments"):
        [article] = records("a.jsonl", {"headline": "Ferry cancelled", "text": text}, zone=zone)
        assert (article.headline, article.text, article.parts) == ("Ferry cancelled", "", ())


def test_a_headline_in_the_text_is_not_told_twice(zone, parts, furniture):
    """A record's text that begins with its headline has it set aside."""
    [article] = records("a.jsonl", FULL | {"text": "FERRY CANCELLED!\n\nThe ferry was cancelled on Monday."}, zone=zone)
    assert parts(article, "paragraph") == ["The ferry was cancelled on Monday."]
    assert furniture(article, "headline repeated") == ["FERRY CANCELLED!"]


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("2025-04-03", datetime(2025, 4, 3, tzinfo=timezone(timedelta(hours=2))), "day"),
        ("2025-04-03T10:15:00Z", datetime(2025, 4, 3, 10, 15, tzinfo=UTC), "minute"),
        ("2025-04-03 10:15", datetime(2025, 4, 3, 10, 15, tzinfo=timezone(timedelta(hours=2))), "minute"),
        ("Thu, 03 Apr 2025 10:15:00 +0100", datetime(2025, 4, 3, 9, 15, tzinfo=UTC), "minute"),
        ("Thu, 03 Apr 2025 10:15:00 CEST", datetime(2025, 4, 3, 8, 15, tzinfo=UTC), "minute"),
        ("April 3, 2025", datetime(2025, 4, 3, tzinfo=timezone(timedelta(hours=2))), "day"),
        ("last week", None, "unknown"),
    ],
)
def test_times_of_records(written, at, precision, zone):
    """A record's time is ISO 8601, or as in feeds, or as people write it; without a zone it is in the given one."""
    [article] = records("a.jsonl", FULL | {"published_at": written}, zone=zone)
    assert (article.published.at, article.published.precision) == (at, precision)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"id": "x"}, "has neither text nor headline"),
        ({"text": 5}, "has a field 'text' that is a number, not text"),
        ({"text": "x", "headline": ["y"]}, "has a field 'headline' that is a list, not text"),
        ({"text": "x", "published_at": 1743670000}, "has a field 'published_at' that is a number, not text"),
        ({"text": "x", "outlet": {"name": "y"}}, "has a field 'outlet' that is an object, not text"),
        ({"text": "x", "id": True}, "has a field 'id' that is true or false, not text"),
        ({"text": "x", "authors": [1]}, "has a field 'authors' that is not a list of texts"),
        ({"text": "Share\nMenu"}, "has no article text"),
        (["x"], "holds a list, not a record"),
        (None, "holds null, not a record"),
    ],
)
def test_a_bad_record_is_named_and_the_others_come_out(value, reason, zone):
    """A record that is none is reported with its line, in its place among the articles around it."""
    before, bad, after = records("a.jsonl", FULL, value, FULL, zone=zone)
    assert before == after
    assert (bad.reason, bad.where) == (f"line 2 {reason}", "line 2")


def test_a_line_that_is_no_json_is_named(zone):
    """A broken line is reported with where it breaks; empty lines count but say nothing."""
    text = json.dumps(FULL) + '\n\n{"text": oops}\n' + json.dumps(FULL)
    first, bad, last = read("a.jsonl", text.encode(), zone=zone)
    assert (first.id, last.id) == ("ferry-7", "ferry-7")
    assert bad.reason == "line 3 is not JSON: expecting value at character 10"


@pytest.mark.parametrize("text", ['{"text": ', "[" * 100_000, '{"id": ' + "9" * 5000 + "}", "no json"])
def test_a_file_that_is_no_json_says_so(text, refusal):
    """A file that is broken JSON, nested without end or full of one number, is refused as a whole."""
    assert refusal("a.json", text.encode()).reason.startswith("is not JSON")


def test_a_list_and_lines_are_read_in_a_json_file_too(zone):
    """A .json file may hold a list of records or one a line; those without an id are numbered."""
    bare = {"text": "The ferry was cancelled."}
    for text in (json.dumps([bare, FULL, 3], indent=1), "\n".join(map(json.dumps, (bare, FULL, 3)))):
        first, second, third = read("a.json", text.encode(), zone=zone)
        assert (first.id, second.id) == ("a-1", "ferry-7")
        assert third.reason.endswith(" 3 holds a number, not a record")


def test_numbers_serve_as_ids_and_unknown_fields_are_ignored(zone):
    """An id may be a number, which is kept as text; fields nobody asked for do no harm."""
    [article] = records("a.jsonl", FULL | {"id": 17, "story": "x", "score": [1]}, zone=zone)
    assert article.id == "17"


def test_a_printed_article_is_read_as_it_was(zone, dump):
    """What was printed of an article is that article again, whatever an analysis added to it."""
    article = dump("Ferry cancelled\n\nBy Ann Roe\n\nOSLO — The ferry was cancelled. Nobody knows why.\n\nShare")
    printed = article.model_dump(mode="json") | {"sentences": [{"odd": 1}]}
    assert list(read("x.json", json.dumps(printed).encode(), zone=zone)) == [article]
    assert list(read("x.jsonl", article.model_dump_json().encode(), zone=zone)) == [article]


def test_a_printed_article_that_was_damaged_is_refused(refusal, dump):
    """A printed article whose fields or offsets are wrong is refused with the field."""
    printed = dump("Ferry cancelled\n\nThe ferry was cancelled.").model_dump(mode="json")
    bad_kind = printed | {"parts": [printed["parts"][0] | {"kind": "poem"}]}
    assert "'parts.0.kind'" in refusal("x.json", json.dumps(bad_kind).encode()).reason
    moved = printed | {"parts": [printed["parts"][0] | {"start": 3}]}
    assert "do not stand in its text" in refusal("x.json", json.dumps(moved).encode()).reason


def test_half_characters_are_replaced(zone):
    """Halves of surrogate pairs, which JSON can hold and text cannot, become the replacement character."""
    [article] = read("a.json", rb'{"text": "The ferry \ud800 was cancelled."}', zone=zone)
    assert article.text == "The ferry \ufffd was cancelled."
