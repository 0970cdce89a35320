"""Properties of the whole path from bytes to analysed articles, over every kind of file: sound, complete, in time.

`make fuzz` looks further with more examples; a run of the suite tries a hundred of each.
"""

import gzip
import json
import math
import signal
from collections import Counter
from contextlib import contextmanager
from datetime import UTC
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model.article import Article
from digests.pipeline import articles_in
from digests.reading import Unreadable

LIMIT = 10  # seconds of processor time for one file; most take milliseconds, the longest one
KINDS = (".txt", ".html", ".json", ".jsonl", ".xml")

# Pieces of news in several languages, and of what breaks software, to be put together at random.
PIECES = (
    "The mayor|Ann Roe|Mr. Doe Jr.|U.S.|St. Ives|she|he|they|who| said|, said| told reporters|"
    ", according to|in Oslo|"
    "24 percent|$4.2 million|£1bn|from 3 to 5|6-8 weeks|at least 12,000|one in five|½|²|1/0|9e999|0.0|"
    "٣٥٪|Ⅷ|१२|-5C|"
    "9999999999999999999|1,2,3,|1.2.3.4|$|%|€|12:61|5'11\"|3.5-|to 7|dozens|1st|tens of thousands|zero|a half|"
    "Monday|last week|on 30 February|April 31, 2025|2025-13-45|31.12.9999|0000|through Friday|1999-2000|May|"
    "“|”|\"|'|‘|’|„|«|»|‹|「|」|''|``|(|)|[|]|—|–|-|...|…|.|?|!|:|;|,| | | | |\n|\n\n|\r\n|\r|\t|\u2028|"
    "\x0b|\x85|\u00a0|\u3000|"
    "\u200b|\u00ad|\ufeff|\u202e|\u200d|\u0301\u0302\u0323|e\u0301|\x1b[31m|\x07|\ufffd|\ue000|\U000e0041|"
    "👩‍👩‍👧|🇳🇴|👍🏽|𝔘𝔫𝔦|ﬁ|ß|İ|ı|Ǆ|ŉ|ſ|שלום|مرحبا|こんにちは。|你好|नमस्ते|สวัสดี|"
    "By Ann Roe|Published: 17 Apr. 2025|Read more|Tags:|OSLO (Reuters) -|Photo:|* |• |## |1. |"
    "http://t.co/a|@ann|"
    "<p>|</p>|<b>|<br>|<!--|-->|<![CDATA[|]]>|<script>|&amp;|&#0;|&#xD800;|&#x110000;|&bomb;|<|>|\\|{|}"
).split("|")
SENTENCES = (
    "The harbour office said on Monday that the ferry would stay in port until the fog had gone.",
    "“We have waited for three weeks,” said Ann Roe, a harbour master, “and we will wait for 24 percent of it.”",
    "Mr. Doe told reporters he had paid $4.2 million, up from £1bn in April 2024, for six to eight boats.",
    "“It is over,” he said. “It is about the quay, and about nothing else.",
    "According to the Kelsound Institute of Public Works, at least 12,000 people left on 9 April.",
    "Prime Minister Mara Lindqvist called it “a costly mistake” and said she would resign by the end of May.",
    "The so-called 'winter plan' ('93) cost 3.5-4 percentage points, or 1,200 euros a head, last week.",
    "„Wir haben lange gestritten“, sagte die Bürgermeisterin am Dienstag, 12,5 % seien zu viel.",
    "« Nous avons longtemps discuté », a dit la maire, et le prix monte de 1\u202f234,5 %.",
    "港湾事務所は月曜日、「霧が晴れるまで待つ」と発表した。料金は12％上がる。",
    "قال مكتب الميناء يوم الاثنين: «ستبقى العبارة في الميناء» حتى ٢٥٪ من الركاب.",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join)
broken = st.builds(
    lambda sentence, place, piece: sentence[: place % len(sentence)] + piece + sentence[place % len(sentence) :],
    st.sampled_from(SENTENCES),
    st.integers(0, 200),
    st.sampled_from(PIECES) | st.text(max_size=3),
)
paragraphs = st.lists(st.sampled_from(SENTENCES) | broken | broken | st.sampled_from(PIECES), min_size=1, max_size=9)
prose = st.lists(paragraphs.map(" ".join) | texts, min_size=1, max_size=6).map("\n\n".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def page(title, texts):
    """A web page with its paragraphs as they are, markup and all."""
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body>"


def feed(title, texts):
    """An RSS feed with an entry a text."""
    items = "".join(
        f"<item><title>{escape(t[:20])}</title><description>{escape(t)}</description></item>" for t in texts
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{escape(title)}</title>{items}</channel></rss>"


def record(fields):
    """A record as JSON, halves of surrogate pairs and infinities included, its text never missing."""
    return json.dumps({"text": "The ferry was cancelled."} | fields)


FIELDS = "id headline text outlet url authors tags language published_at published updated_at parts deck agency".split()
surrogates = st.text(st.characters(), max_size=30)
records = st.builds(
    lambda text, some: record({"text": text} | some),
    prose | surrogates,
    st.dictionaries(st.sampled_from(FIELDS), texts | surrogates | st.sampled_from(SENTENCES), max_size=3),
) | st.dictionaries(st.sampled_from(FIELDS), values, max_size=5).map(record)
contents = {
    ".txt": prose,
    ".html": st.builds(page, texts, st.lists(paragraphs.map(" ".join), min_size=1, max_size=9)) | texts,
    ".json": records | values.map(json.dumps) | st.lists(records, max_size=3).map(lambda some: f"[{','.join(some)}]"),
    ".jsonl": st.lists(records | texts, max_size=4).map("\n".join),
    ".xml": st.builds(feed, texts, st.lists(prose, max_size=4)) | texts.map("<rss><channel><item><title>{}".format),
}
encodings = st.sampled_from(["utf-8"] * 9 + ["utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
changes = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9), st.binary(max_size=4)), max_size=3)


@st.composite
def files(draw):
    """A file of any kind: well made, or with some bytes changed, taken out or put in, or of another kind's content."""
    kind = draw(st.sampled_from(KINDS))
    name = "a" + draw(st.sampled_from([kind] * 9 + ["", *KINDS]))
    data = bytearray(draw(contents[kind]).encode(draw(encodings), errors="replace"))
    for place, size, put in draw(st.just([]) | changes):
        start = place % (len(data) + 1)
        data[start : start + size] = put
    return name, gzip.compress(bytes(data)) if draw(st.integers(0, 9)) == 0 else bytes(data)


@contextmanager
def limited(seconds=LIMIT):
    """Stops what takes more processor time than it may."""

    def stop(*_):
        raise TimeoutError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def found_in(name, data):
    """Reads a file within the limit, checks all that comes out, and returns it."""
    with limited():
        found = list(articles_in(name, data, zone=UTC))
    for one in found:
        if isinstance(one, Article):
            check(one)
        else:
            assert isinstance(one, Unreadable)
            assert one.reason
    return found


def check(article):
    """Asserts that every span printed equals the text at its offsets, and that the article can be printed and read."""
    text = article.text
    assert text == "\n\n".join(part.text for part in article.parts)
    for span in (*article.parts, *article.sentences, *article.quotes, *article.figures, *article.dates):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text != ""
    check_sentences(article)
    for span in (*article.quotes, *article.figures, *article.dates):
        sentence = article.sentences[span.sentence]
        assert sentence.start <= span.start < sentence.end
    for quote in article.quotes:
        check_pieces(quote, text)
    for figure in article.figures:
        assert all(math.isfinite(number) for number in (figure.value, figure.low, figure.high) if number is not None)
    assert all(mention.first is None or mention.first <= mention.last for mention in article.dates)
    assert all(0 <= index < len(article.sentences) for name in article.names for index in name.sentences)
    printed = json.dumps(article.model_dump(mode="json"), ensure_ascii=False, allow_nan=False).encode()
    assert list(articles_in("a.json", printed, zone=UTC)) == [article]


def check_sentences(article):
    """Asserts that the sentences follow each other, each within its part."""
    end = 0
    for sentence in article.sentences:
        part = article.parts[sentence.part]
        assert max(part.start, end) <= sentence.start < sentence.end <= part.end
        end = sentence.end


def check_pieces(quote, text):
    """Asserts that the pieces of a quote reach from its start to its end in order, each the text at its offsets."""
    assert (quote.pieces[0].start, quote.pieces[-1].end) == (quote.start, quote.end)
    end = quote.start
    for piece in quote.pieces:
        assert end <= piece.start < piece.end <= quote.end
        assert text[piece.start : piece.end] == piece.text
        end = piece.end


@given(files())
def test_any_file_gives_sound_articles(file):
    """Whatever a file holds, articles with exact offsets or reasons come out, in time."""
    found_in(*file)


@given(st.binary(max_size=400), st.sampled_from(["a" + kind for kind in KINDS] + ["a", "a.gz", "-"]))
def test_any_bytes_give_sound_articles(data, name):
    """Whatever the bytes are, articles with exact offsets or reasons come out, in time."""
    found_in(name, data)


@given(prose, st.sampled_from([None, "en", "de", "fr", "ja", "ar", "xx"]))
def test_any_text_in_any_language(text, language):
    """Any text in any language gives an article with exact offsets."""
    found_in("a.json", json.dumps({"headline": "Kai", "text": text, "language": language}).encode())


@given(prose)
def test_every_letter_of_a_dump_is_kept(text):
    """Each letter and digit of a dump stands in the headline, the deck, a part or a piece of furniture."""
    [article] = found_in("a.txt", text.encode())
    if isinstance(article, Article):
        kept = [article.headline, article.deck or "", *(part.text for part in article.parts)]
        kept += [item.text for item in article.furniture]
        assert letters(text) - letters("".join(kept)) == Counter()


def letters(text):
    """Counts the letters and digits of a text."""
    return Counter(character for character in text if character.isalnum())


PROSE = "The harbour office said on Monday that the ferry would stay in port until the fog had gone. "
ZALGO = "".join(letter + "\u0301\u0323\u0488" * 40 for letter in PROSE)
BOMB = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
NASTY = {
    "deep-page": ("a.html", page("Fog", ["<div>" * 50_000 + PROSE * 9])),
    "deep-inline-page": ("a.html", page("Fog", ["<b>" * 50_000 + PROSE * 9])),
    "deep-list-page": ("a.html", page("Fog", ["<ul><li>" * 20_000 + PROSE * 9])),
    "deep-json": ("a.json", '{"text":' + "[" * 200_000),
    "deep-closed-json": ("a.json", '{"text":' + "[" * 900 + "]" * 900 + "}"),
    "deep-feed": ("a.xml", feed("Fog", []).replace("</channel>", "<item>" + "<a>" * 20_000 + "</channel>")),
    "deep-markup-in-a-feed": ("a.xml", feed("Fog", ["<div>" * 20_000 + PROSE])),
    "entity-bomb-feed": (
        "a.xml",
        BOMB + feed("Fog", []).replace("</channel>", "<item><title>&i;</title></item></channel>"),
    ),
    "entity-bomb-page": ("a.html", BOMB + page("&i;", [PROSE * 9 + "&i;"])),
    "ten-megabyte-page": ("a.html", page("Fog", [PROSE] * 100_000)),
    "large-page": ("a.html", page("Fog", [PROSE * 4] * 1_000)),
    "page-of-brackets": ("a.html", "<html>" + "<" * 300_000),
    "page-of-open-comments": ("a.html", page("Fog", ["<!--" * 100_000])),
    "page-of-attributes": ("a.html", page("Fog", [f"<p {'a=b ' * 200_000}>" + PROSE * 9])),
    "page-of-open-scripts": ("a.html", page("Fog", ["<script>" * 50_000 + PROSE * 9])),
    "page-of-entities": ("a.html", page("Fog", ["&#65;" * 100_000])),
    "page-of-tables": ("a.html", page("Fog", ["<table><tr><td>" * 5_000 + PROSE * 9])),
    "page-of-many-paragraphs": ("a.html", page("Fog", ["He spoke."] * 5_000)),
    "unclosed-quotes": ("a.txt", PROSE + "“" * 100_000),
    "unclosed-quotes-with-words": ("a.txt", "He said “we will " * 5_000),
    "unclosed-straight-quotes": ("a.txt", PROSE + ' "we' * 50_001),
    "nested-quotes": ("a.txt", "“a ‘b " * 20_000 + "’ ”" * 20_000),
    "german-quotes": ("a.json", json.dumps({"text": "„Wir «" * 20_000, "language": "de"})),
    "right-to-left": ("a.txt", "قال المكتب إن العبارة ستبقى. " * 300 + "\u202e\u2067שלום \u202c" * 300),
    "emoji": ("a.txt", "👩‍👩‍👧‍👦🇳🇴👍🏽 " * 5_000 + PROSE),
    "combining-characters": ("a.txt", ZALGO),
    "one-letter-with-many-marks": ("a.txt", PROSE + "e" + "\u0301" * 200_000),
    "nul-bytes": ("a.txt", PROSE + "\0" + PROSE),
    "nul-bytes-in-a-page": ("a.html", page("Fo\0g", [PROSE * 9 + "\0\0"])),
    "lone-surrogates": ("a.jsonl", record(dict.fromkeys(FIELDS[1:6], "The \ud800 ferry\udfff \udc00 waits"))),
    "surrogates-in-lists": ("a.json", record({"authors": ["\ud800"], "tags": ["\udfff a"], "id": "\ud800"})),
    "byte-order-marks": ("a.txt", "\ufeff\ufeff" + PROSE + "\ufeff" + PROSE),
    "carriage-returns": ("a.txt", f"Fog\r\n\r\n{PROSE}\r\rBy Ann Roe\r\n"),
    "other-line-ends": ("a.txt", f"Fog\u2028{PROSE}\u2029{PROSE}\x85{PROSE}\x0c{PROSE}"),
    "very-long-line": ("a.txt", PROSE * 2_000),
    "too-long-line": ("a.txt", PROSE * 12_000),
    "very-long-word": ("a.txt", "x" * 900_000),
    "very-many-lines": ("a.txt", "a.\n" * 5_000),
    "many-short-sentences": ("a.txt", "He said so. " * 10_000),
    "many-names": (
        "a.txt",
        " ".join(f"Ann{chr(97 + n % 26)} Roe{chr(97 + n // 26 % 26)} spoke." for n in range(4_000)),
    ),
    "one-long-name": ("a.txt", "Ann " * 50_000),
    "many-dates": ("a.txt", "on Monday, April 9, 2025, " * 2_000),
    "many-figures": ("a.txt", "from 3 to 5 percent of $4.2 million, " * 2_000),
    "many-open-ranges": ("a.txt", "from 3 to " * 10_000),
    "long-number": ("a.txt", PROSE + "9" * 5_000 + " percent and 1" + ",000" * 5_000 + " people."),
    "many-digits-apart": ("a.txt", PROSE + "1 " * 20_000 + "percent"),
    "dots-and-digits": ("a.txt", PROSE + "1.2" * 50_000),
    "signs": ("a.txt", PROSE + "$" * 100_000 + "€4" * 1_000),
    "spelled-numbers": ("a.txt", "one hundred and twenty " * 5_000),
    "odd-digits": (
        "a.txt",
        PROSE + "The price rose ²³ percent, ٣٥٪, ④, Ⅷ, 𝟜𝟚 percent, ½ and १२३ million on ３ April ２０２５.",
    ),
    "impossible-days": (
        "a.txt",
        PROSE + "On 30 February 2025, 31.04.2025, 9999-12-31, 0000-00-00, in 9999 days ago, next year.",
    ),
    "long-integer-in-json": ("a.json", '{"text": "The ferry.", "id": ' + "9" * 10_000 + "}"),
    "infinite-numbers-in-json": ("a.json", '{"text": "The ferry.", "id": 1e999, "published_at": NaN}'),
    "many-keys": ("a.json", json.dumps({str(n): "x" for n in range(100_000)} | {"text": PROSE})),
    "many-records": ("a.jsonl", '{"text": "The ferry was late."}\n' * 300),
    "markdown": ("a.txt", "# " * 20_000 + "\n" + "* " * 20_000 + "\n" + PROSE),
}


@pytest.mark.parametrize("case", NASTY)
def test_nasty_files(case):
    """What breaks parsers, splitters and patterns gives sound articles or a reason, in time."""
    name, content = NASTY[case]
    assert found_in(name, content.encode(errors="surrogatepass"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "shift_jis"])
@pytest.mark.parametrize("kind", KINDS)
def test_encodings(kind, encoding):
    """A file in any encoding, with a byte order mark or without, gives sound articles or a reason."""
    content = {".txt": PROSE, ".html": page("Fog", [PROSE * 9]), ".xml": feed("Fog", [PROSE])}.get(kind, record({}))
    assert found_in("a" + kind, content.encode(encoding))


@pytest.mark.parametrize(
    "encoding",
    "idna punycode undefined unicode_escape raw_unicode_escape utf-7 rot13 base64 hex zip mbcs utf-16 x".split(),
)
def test_declared_encodings(encoding):
    """A page that declares an encoding of Python's that is none of the web is read or refused."""
    content = page("Fog", [PROSE * 9 + "\\x \\N{dash} \xe9 +AGE-"]).replace(
        "<head>", f"<head><meta charset='{encoding}'>"
    )
    assert found_in("a.html", content.encode("latin-1"))


def test_a_small_file_that_unpacks_to_a_large_one():
    """A gzip bomb is refused by its size."""
    packed = gzip.compress(b"\0" * 101_000_000, compresslevel=9)
    [unreadable] = found_in("a.txt.gz", packed)
    assert "unpacks to more" in unreadable.reason
