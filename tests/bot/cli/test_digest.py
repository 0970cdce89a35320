"""Tests of ``newsdesk ingest``, ``digest``, ``say`` and ``demo`` over the sample articles."""

import json
import re

import pytest

DAY = "2025-04-17"
QUAY = "New quay\n\nThe new quay at Brennick opened on Tuesday, three years late."
STORY = (
    "id headline articles outlets origins first_seen updated_at points quotes figures differences changes timeline"
).split()


@pytest.fixture
def url(store):
    """The URL of a store with the sample articles."""
    return f"sqlite:///{store}"


def test_a_digest_is_printed_with_the_promised_fields(newsdesk, url):
    """As json the digest has its stories with all fields by their fixed names, each citation with its article."""
    digest = json.loads(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout)
    assert (digest["day"], digest["zone"], len(digest["stories"])) == (DAY, "UTC", 4)
    assert all(set(STORY) == set(story) for story in digest["stories"])
    differences = [difference for story in digest["stories"] for difference in story["differences"]]
    assert {d["kind"] for d in differences} == {"conflict", "update", "scope"}
    assert all({"value", "unit", "text", "outlets", "citations"} <= set(r) for d in differences for r in d["readings"])


def test_a_story_is_shown_with_all_its_articles_up_to_the_day(newsdesk, url):
    """A story that grew on the day has its earlier articles, and one that did not grow is not there."""
    first = json.loads(newsdesk("digest", "--day", "2025-04-16", "--format", "json", "--store", url).stdout)
    second = json.loads(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout)
    grown = {story["id"]: [a["id"] for a in story["articles"]] for story in second["stories"]}
    for story in first["stories"]:
        earlier = [article["id"] for article in story["articles"]]
        assert grown[story["id"]][: len(earlier)] == earlier
        assert len(grown[story["id"]]) > len(earlier)


def test_jsonl_is_a_story_a_line(newsdesk, url):
    """Each line of jsonl is one story of the digest, in its order."""
    digest = json.loads(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout)
    lines = newsdesk("digest", "--day", DAY, "--format", "jsonl", "--store", url).stdout.splitlines()
    assert [json.loads(line) for line in lines] == digest["stories"]


@pytest.mark.parametrize(("form", "title"), [("text", "News of Thursday"), ("markdown", "# News of Thursday")])
def test_a_digest_can_be_read_by_people(newsdesk, url, form, title):
    """As text and as markdown it begins with the day and shows each story under its number."""
    shown = newsdesk("digest", "--day", DAY, "--format", form, "--store", url).stdout
    assert shown.startswith(f"{title}, 17 April 2025\n")
    assert re.findall(r"^(?:## )?(\d)\. \w", shown, re.MULTILINE) == ["1", "2", "3", "4"]


def test_a_topic_narrows_the_digest(newsdesk, url):
    """Only stories about the topic are left, synonyms included, and the numbers of what was read stay."""
    digest = json.loads(
        newsdesk("digest", "--day", DAY, "--topic", "levies", "--format", "json", "--store", url).stdout
    )
    assert len(digest["stories"]) == 1
    assert (digest["topic"], digest["articles"]) == ("levies", 5)


def test_a_day_without_news_is_a_digest_without_stories(newsdesk, url):
    """A quiet day is said, not an error."""
    assert (
        "Nothing was published in your sources on this day (UTC)"
        in newsdesk("digest", "--day", "2024-02-29", "--store", url).stdout
    )


def test_without_a_day_it_is_today(newsdesk, url):
    """The present day is the default; the samples are of another."""
    assert json.loads(newsdesk("digest", "--format", "json", "--store", url).stdout)["stories"] == []


@pytest.mark.parametrize("day", ["2025-02-30", "yesterday", "17/04/2025"])
def test_a_wrong_day_is_refused_with_the_right_form(newsdesk, url, day):
    """A day that does not exist or is written in another way ends the command with what is expected."""
    assert "does not match the format '%Y-%m-%d'" in newsdesk("digest", "--day", day, "--store", url, status=2).stderr


def test_ingest_says_what_was_new(newsdesk, tmp_path):
    """The count of new articles goes to stderr, stdout stays empty, and a second time nothing is new."""
    (tmp_path / "quay.txt").write_text(QUAY, "utf-8")
    url = f"sqlite:///{tmp_path}/data/newsdesk.db"
    said = [newsdesk("ingest", tmp_path / "quay.txt", "--store", url) for _ in range(2)]
    assert [result.stderr for result in said] == [f"1 new article in {url}\n", f"0 new articles in {url}\n"]
    assert [result.stdout for result in said] == ["", ""]


def test_ingest_names_what_it_cannot_read_and_keeps_the_rest(newsdesk, tmp_path):
    """A broken file among good ones is said with its reason, the others are kept, and the exit status is 1."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(QUAY, "utf-8")
    result = newsdesk("ingest", tmp_path, "--store", f"sqlite:///{tmp_path / 'newsdesk.db'}", status=1)
    named, counted = result.stderr.splitlines()
    assert named == f"newsdesk: {tmp_path / 'a.txt'}: is empty"
    assert counted.startswith("1 new article in ")


def test_ingest_reads_standard_input(newsdesk, url):
    """Records on standard input go into the store, and into the stories that they belong to."""
    record = {"id": "late", "published_at": "2025-04-17T20:00:00Z", "outlet": "The Bugle", "headline": "Cave beetle"}
    record["text"] = "A blind cave beetle, lost for 61 years, is alive in the Orvane hills, the Haldersey Museum said."
    newsdesk("ingest", "-", "--store", url, stdin=json.dumps(record))
    digest = json.loads(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout)
    (beetle,) = [story for story in digest["stories"] if "late" in [article["id"] for article in story["articles"]]]
    assert beetle["outlets"] == ["Lumen Weekly", "The Bugle"]


def test_say_answers_with_figure_and_citations(newsdesk, url):
    """A question on the command line is answered with the figure and the sentences that carry it."""
    answer = json.loads(
        newsdesk("say", "/news ask how high is the tariff on cars?", "--format", "json", "--store", url).stdout
    )
    (figure,) = answer["figures"]
    assert (figure["value"], figure["unit"], len(figure["outlets"])) == (25, "percent", 5)
    assert answer["passages"][0]["citation"]["outlet"] in figure["outlets"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "markdown"])
def test_say_answers_in_every_format(newsdesk, url, form):
    """The same answer comes as text, as data and as markdown; jsonl is the data on one line."""
    shown = newsdesk("say", "quotes Achterberg", "--format", form, "--store", url).stdout
    assert "Achterberg" in shown
    if form in ("json", "jsonl"):
        assert {quote["speaker"] for quote in json.loads(shown)["quotes"]} == {"Rosalind Achterberg"}
    assert form != "jsonl" or shown.count("\n") == 1


def test_a_number_means_a_story_of_the_last_digest(newsdesk, url):
    """`story 2` after a digest is its second story, in another process too."""
    second = json.loads(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout)["stories"][1]
    story = json.loads(newsdesk("say", "story 2", "--format", "json", "--store", url).stdout)["stories"][0]
    assert (story["id"], story["headline"]) == (second["id"], second["headline"])


def test_say_to_an_empty_store_is_answered(newsdesk, tmp_path):
    """A desk that has read nothing yet answers that, and does not fail."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert "not in your sources" in newsdesk("say", "ask how high is the tariff on cars?", "--store", url).stdout
    assert "No story goes by" in newsdesk("say", "story 1", "--store", url).stdout


def test_the_demo_shows_what_the_product_is_about(newsdesk):
    """Without any settings the samples show differences, an update, a correction, a clipped quote and origins."""
    shown = newsdesk("demo").stdout
    assert shown.startswith("News of Thursday, 17 April 2025\n\n5 articles from 5 outlets read, 4 stories (UTC).")
    for part in ("Sources differ: ", "Several counts, ", "Moved: ", "Correction: ", "Now also in: ", " clipped by "):
        assert part in shown, part
    assert "5 outlets, 4 origins: " in shown
    assert shown.count("[Quillon Post ") > 0


def test_the_demo_is_the_same_every_time(newsdesk):
    """Two runs print the same."""
    assert newsdesk("demo").stdout == newsdesk("demo").stdout
