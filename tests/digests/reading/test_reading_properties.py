"""Properties of reading: whatever the input, nothing crashes, no word is lost, offsets are exact, time is bounded."""

import re
import time
from collections import Counter
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model.article import Article
from digests.reading import Unreadable, read

# Lines of every kind, to be put together at random.
LINES = [
    "Fog keeps the ferry in port",
    "Fog keeps the ferry in port | The Harbor Ledger",
    "Fog Keeps Ferry/ Bayside Wire/ OSLO/ A. Roe/ Early Edition/ The ferry to the island stays in port until noon.",
    "The harbour office said on Monday that the ferry would stay in port until the fog had gone.",
    "OSLO, April 3 (Reuters) - The bus needs three hours for the way around the bay, it said.",
    "“We waited,” said Ann Roe",
    "Nobody was hurt. (ANI)",
    "The quay on Sunday. (AP Photo/Ann Roe)",
    "Photo: Jon Doe/Getty Images",
    "FILE – The quay.",
    "Image source, Getty Images Image caption, The quay.",
    "By ANN ROE | Staff writer",
    "Ann Roe in Oslo",
    "Reuters",
    "Published",
    "Published: 17 Apr. 2025, 09:07",
    "3 April 2025",
    " date 2025-04-17  Fog and more fog here",
    "A long title about the fog 3 April 2025",
    "Subject: Fog again",
    "https://ledger.example/fog",
    "• One thing",
    "- Another thing",
    "*",
    "## What comes next",
    "At a glance",
    "When will it sail?",
    "Correction: It has two decks.",
    "Correction",
    "Thanks https://t.co/aB3",
    "— Ann Roe (@annroe) April 2, 2025",
    "Tags: fog, ferry",
    "Comments (0)",
    "Read more",
    "READ MORE: Bridge closed",
    "Advertisement",
    "Share on Facebook Twitter",
    "With Post wires",
    "© 2025 The Harbor Ledger",
    "Menu",
    "---",
    "",
    "",
]
WORD = re.compile(r"\w+")


def words(*texts):
    """Counts the words of some texts."""
    return Counter(word for text in texts for word in WORD.findall(text or ""))


@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join))
def test_no_word_is_lost(text):
    """Every word of a dump stands in the headline, the deck, a part or a piece of furniture."""
    [article] = read("a.txt", text.encode(), zone=UTC)
    if isinstance(article, Article):
        kept = [article.headline, article.deck, *(part.text for part in article.parts)]
        assert words(text) - words(*kept, *(item.text for item in article.furniture)) == Counter()


@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n\n".join))
def test_no_furniture_in_the_text(text):
    """Lines that are furniture wherever they stand, credits and posts never come out as paragraphs or bullets."""
    [article] = read("a.txt", text.encode(), zone=UTC)
    if isinstance(article, Article):
        own = "\n".join(part.text for part in article.parts if part.narrates)
        for stray in (
            "AP Photo",
            "Getty",
            "t.co",
            "Comments",
            "Advertisement",
            "Facebook",
            "©",
            "READ MORE",
            "Published",
        ):
            assert stray not in own


@given(st.text(max_size=400) | st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=20).map("\n".join))
def test_offsets_are_exact(text):
    """The text is the parts joined by empty lines, each part where it says; nothing is empty or untrimmed."""
    for article in read("a.txt", text.encode(errors="replace"), zone=UTC):
        if isinstance(article, Article):
            assert article.text == "\n\n".join(part.text for part in article.parts)
            assert all(article.text[part.start : part.end] == part.text == part.text.strip() for part in article.parts)
            assert article.headline.strip()
            assert article.headline_from in ("text", "first sentence")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.xml", "a.gz", "-"]))
def test_any_bytes_are_survived(data, name):
    """Whatever the bytes, articles or reasons come out, and nothing is raised."""
    for item in read(name, data, zone=UTC):
        assert isinstance(item, Article) or (isinstance(item, Unreadable) and item.reason)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), st.lists, max_leaves=4)
)
def test_any_field_of_a_record_is_survived(value):
    """Whatever a record's fields hold, an article or a reason that names the record comes out."""
    import json

    for field in ("id", "published_at", "outlet", "url", "headline", "text", "authors", "tags", "parts"):
        line = json.dumps({"text": "The ferry was cancelled.", "published": None, field: value})
        [item] = read("a.jsonl", line.encode(), zone=UTC)
        assert isinstance(item, Article) or item.reason.startswith("line 1 ")


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=15).map("\n".join))
def test_reading_what_was_printed_changes_nothing(text):
    """An article that was printed as JSON is the same when it is read again."""
    [article] = read("a.txt", text.encode(), zone=UTC)
    if isinstance(article, Article):
        assert list(read("a.json", article.model_dump_json().encode(), zone=UTC)) == [article]


@pytest.mark.parametrize(
    "piece", ['"', "“said ", "(", "— ", "/ ", "A ", "2025-04-03 ", "http://t.co/a ", "(@a) — ", "Photo: ", "’"]
)
def test_one_long_line_does_not_hang(piece):
    """A line of repeated marks at the largest size allowed is read within seconds."""
    began = time.process_time()
    list(read("a.txt", (piece * (999_000 // len(piece))).encode(), zone=UTC))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "line", ["Related", "A b c d", "https://t.co/abc", "Storm Hits Coast Town Again", "By Ann Roe", "a."]
)
def test_many_lines_do_not_hang(line):
    """As many lines as allowed, each taking the longest way, are read within seconds."""
    began = time.process_time()
    list(read("a.txt", f"{line}\n".encode() * 5000, zone=UTC))
    assert time.process_time() - began < 3
