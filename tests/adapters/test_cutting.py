"""Tests of cutting documents into messages: nothing is lost, and nothing parted that belongs together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cutting import Room, cut, length, shortened
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)
from tests.adapters.slack.documents import NASTY

BLOCKS, CHARACTERS, LONGEST = 6, 400, 80
FAMILY = "👩‍👩‍👧‍👦"


def shown(block):
    """Returns the texts of a block one by one, those of a table without its header."""
    match block:
        case Heading():
            found = [block.text]
        case Quotation():
            found = [block.text, *(span.text for span in block.source)]
        case Picture():
            found = [block.url, block.alt, *(span.text for span in block.caption)]
        case Buttons():
            found = [one.label for one in block.buttons]
        case Choice():
            found = [block.label]
        case _:
            found = [span.text for span in spans(block)]
    return found


def spans(block):
    """Returns the spans of a block."""
    match block:
        case Paragraph():
            found = block.spans
        case Bullets():
            found = [span for item in block.items for span in item]
        case Quotation():
            found = block.source
        case Table():
            found = [span for row in block.rows for cell in row for span in cell]
        case Picture():
            found = block.caption
        case _:
            found = ()
    return found


def addresses(block):
    """Returns the addresses of a block's links."""
    return [span.url for span in spans(block) if span.url]


def size(block):
    """Returns one block, and the characters of it with addresses."""
    header = block.header if isinstance(block, Table) else ()
    return 1, sum(map(length, (*shown(block), *addresses(block), *header)))


ROOM = Room(size, (BLOCKS, CHARACTERS), LONGEST)


def document(*blocks):
    """Returns a document of blocks."""
    return Document(blocks=blocks)


def paragraph(*texts):
    """Returns a paragraph of plain spans."""
    return Paragraph(spans=tuple(Span(text=text) for text in texts))


def buttons(*labels):
    """Returns a row of buttons."""
    return Buttons(buttons=tuple(Button(label=label, command=label) for label in labels))


def words(blocks):
    """Returns all text of blocks without spaces, and without what stands between the cells of a row."""
    return re.sub(r"[\s·]", "", "".join(text for block in blocks for text in shown(block)))


def longest(block):
    """Returns the length of the longest text that is shown as one."""
    match block:
        case Paragraph() | Heading():
            return length("".join(shown(block)))
        case Bullets():
            return max((length("".join(span.text for span in item)) for item in block.items), default=0)
        case Quotation():
            return max(length(block.text), length("".join(span.text for span in block.source)))
        case Picture():
            return length("".join(span.text for span in block.caption))
    return 0


piece = st.one_of(st.text(max_size=8), st.sampled_from(NASTY))
short = st.lists(piece, max_size=4).map(" ".join)
monstrous = st.sampled_from(["x" * 300, "word " * 90, "é" + "\u0301" * 200, FAMILY * 30, "A sentence. " * 40])
text = st.one_of(short, short, short, st.tuples(short, monstrous, short).map("".join))
span = st.builds(
    Span,
    text=text,
    style=st.sampled_from(["plain", "strong"]),
    url=st.none() | st.just("https://example.org/a"),
)
line = st.lists(span, max_size=4).map(tuple)
cell = st.lists(span, max_size=2).map(tuple)
block = st.one_of(
    st.builds(Heading, text=text, level=st.sampled_from([1, 2]), story=st.none() | st.just("s")),
    st.builds(Paragraph, spans=line),
    st.builds(Bullets, items=st.lists(line, max_size=4).map(tuple)),
    st.builds(Quotation, text=text, source=line),
    st.builds(Table, header=st.just(("What", "Who")), rows=st.lists(st.tuples(cell, cell), max_size=5).map(tuple)),
    st.builds(Picture, url=st.just("https://example.org/p"), alt=short, caption=line),
    st.lists(st.text(max_size=75), max_size=12).map(lambda labels: buttons(*labels)),
    st.builds(Choice, label=st.text(max_size=75), command=st.just("story"), options=st.just(())),
    st.builds(Divider),
)
documents = st.lists(block, max_size=12).map(lambda some: document(*some))


@given(documents)
def test_nothing_is_lost(whole):
    """All text of a document stands in its pieces, in order, and every link leads where it led."""
    blocks = [block for part in cut(whole, ROOM) for block in part.blocks]
    assert words(blocks) == words(whole.blocks)
    assert {url for one in blocks for url in addresses(one)} == {url for one in whole.blocks for url in addresses(one)}


@given(documents)
def test_every_piece_fits(whole):
    """No piece has more than its room, and no text is longer than one may be."""
    for part in cut(whole, ROOM):
        assert ROOM.holds(part.blocks)
        assert all(longest(block) <= LONGEST for block in part.blocks)


@given(documents)
def test_no_divider_divides_nothing(whole):
    """No piece begins or ends with a divider."""
    for part in cut(whole, ROOM):
        assert not any(isinstance(block, Divider) for block in (*part.blocks[:1], *part.blocks[-1:]))


@given(documents)
def test_what_fits_is_left_alone(whole):
    """What is cut already is not cut again, nor changed."""
    for part in cut(whole, ROOM):
        assert cut(part, ROOM) == (part,)


sentence = st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=9), min_size=1, max_size=7).map(
    lambda some: " ".join(some) + "."
)


@given(st.lists(sentence, min_size=1, max_size=30))
def test_prose_is_cut_behind_sentences(sentences):
    """Where every sentence fits, each paragraph that results is made of whole ones."""
    parts = cut(document(paragraph(" ".join(sentences))), ROOM)
    left = list(sentences)
    for part in parts:
        for block in part.blocks:
            found = "".join(shown(block)).strip()
            taken = []
            while " ".join(taken) != found:
                taken.append(left.pop(0))
    assert left == []


def test_a_heading_stays_with_what_is_below():
    """A heading is never the last of a piece: it goes where its paragraph goes."""
    filler = [paragraph("a" * 70)] * 5
    heading, below = Heading(text="What differs", level=3), paragraph("b" * 60)
    first, second = cut(document(*filler, heading, below), ROOM)
    assert first.blocks == tuple(filler)
    assert second.blocks == (heading, below)


@pytest.mark.parametrize("kept", [buttons("More"), Choice(label="Which", command="story", options=())])
def test_buttons_stay_with_what_is_above(kept):
    """What can be pressed is never the first of a piece: what it is about goes with it."""
    filler = [paragraph("a" * 60)] * 5
    above = paragraph("b" * 60)
    first, second = cut(document(*filler, above, kept), ROOM)
    assert first.blocks == tuple(filler)
    assert second.blocks == (above, kept)


def story(name, texts, *rest):
    """Returns the blocks of a story."""
    return (Heading(text=name, story=name), *map(paragraph, texts), *rest)


def test_a_story_goes_whole_into_the_next_piece():
    """A story that does not fit behind another begins a piece, with its buttons."""
    one = story("one", ["a" * 80, "b" * 80], buttons("More"))
    two = story("two", ["c" * 80, "d" * 80], buttons("More"))
    assert [part.blocks for part in cut(document(*one, *two), ROOM)] == [one, two]


def test_stories_share_a_piece_where_they_fit():
    """Short stories stand together; what stands before the first is no story of its own if there is room."""
    front = paragraph("12 articles from 3 outlets were read.")
    one, two = story("one", ["a" * 40]), story("two", ["b" * 40])
    assert cut(document(front, *one, *two), ROOM) == (document(front, *one, *two),)


def test_a_story_that_no_piece_holds_is_cut_within():
    """Such a story fills the piece that was begun, in groups that belong together."""
    front = paragraph("Front line.")
    blocks = story("one", [letter * 80 for letter in "abcdefg"], buttons("More"))
    parts = cut(document(front, *blocks), ROOM)
    assert parts[0].blocks[0] == front
    assert isinstance(parts[0].blocks[1], Heading)
    assert tuple(block for part in parts for block in part.blocks) == (front, *blocks)


def test_a_divider_begins_what_belongs_together():
    """Of what is divided the second half goes whole into the next piece, and the divider between them goes."""
    half = [paragraph("a" * 80)] * 3
    assert [part.blocks for part in cut(document(*half, Divider(), *half), ROOM)] == [tuple(half)] * 2


def test_a_document_of_nothing_is_one_piece():
    """No blocks are one piece without any."""
    assert cut(document(), ROOM) == (document(),)


def test_dividers_alone_divide_nothing():
    """A document that only divides is one piece without blocks."""
    assert cut(document(Divider(), Divider()), ROOM) == (document(),)


def test_a_monstrous_sentence_is_cut_between_words():
    """A sentence that no message holds is cut behind words, which are whole."""
    monster = " ".join(f"word{number}" for number in range(200)) + "."
    found = [block for part in cut(document(paragraph(monster)), ROOM) for block in part.blocks]
    assert [one for block in found for one in "".join(shown(block)).split()] == monster.split()


def test_a_monstrous_word_is_cut_between_signs():
    """A word that no message holds is cut, but no sign is parted from its marks, and no emoji of several."""
    for sign in ("e\u0301\u0323", FAMILY, "👍🏽", "के"):
        found = [block for part in cut(document(paragraph(sign * 150)), ROOM) for block in part.blocks]
        for one in found:
            assert set(filter(None, "".join(shown(one)).split(sign))) == set()


def test_a_link_is_not_cut():
    """A link goes whole into the next paragraph, though a sentence ends within it."""
    link = Span(text="Two. Sentences. In a link.", url="https://example.org/a")
    before, behind = Span(text="a" * 50 + ". "), Span(text=" b" * 20)
    [part] = cut(document(Paragraph(spans=(before, link, behind))), ROOM)
    assert [block.spans for block in part.blocks] == [(before,), (link,), (behind,)]


def test_a_monstrous_link_leads_there_with_every_piece():
    """A link whose own text is too long becomes several to the same address."""
    link = Span(text="word " * 60, url="https://example.org/a")
    spans = [
        span for part in cut(document(Paragraph(spans=(link,))), ROOM) for one in part.blocks for span in one.spans
    ]
    assert {span.url for span in spans} == {link.url}
    assert len(spans) > 1


def test_addresses_take_room():
    """Many links in one paragraph become several paragraphs by what their addresses take."""
    links = tuple(Span(text=f"{number} ", url="https://example.org/" + "a" * 50) for number in range(12))
    blocks = [block for part in cut(document(Paragraph(spans=links)), ROOM) for block in part.blocks]
    assert tuple(span for block in blocks for span in block.spans) == links
    assert all(len(block.spans) == 1 for block in blocks)


def test_a_long_list_becomes_several():
    """The items of a list that is too long go into as few lists as hold them, an item too long into several."""
    items = tuple((Span(text=letter * 70),) for letter in "abcdefghij")
    parts = cut(document(Bullets(items=items)), ROOM)
    assert [len(block.items) for part in parts for block in part.blocks] == [5, 5]
    [only] = cut(document(Bullets(items=((Span(text="One sentence. " * 10),),))), ROOM)
    assert len(only.blocks[0].items) == 2


def test_a_long_table_repeats_its_header():
    """The rows of a table that is too long go into several tables under the same header."""
    rows = tuple(((Span(text=letter * 40),), (Span(text="1"),)) for letter in "abcdefghijkl")
    tables = [
        block for part in cut(document(Table(header=("What", "How many"), rows=rows)), ROOM) for block in part.blocks
    ]
    assert {table.header for table in tables} == {("What", "How many")}
    assert tuple(row for table in tables for row in table.rows) == rows
    assert len(tables) == 2


def test_a_row_that_is_too_long_is_told_in_prose():
    """A row with a cell that no table holds is a paragraph, between the tables of the other rows."""
    plain = ((Span(text="short"),), (Span(text="row"),))
    long = ((Span(text="One sentence. " * 10),), (Span(text="a source", url="https://example.org/a"),))
    [part] = cut(document(Table(header=("What", "Who"), rows=(plain, long, plain))), ROOM)
    kinds = [block.kind for block in part.blocks]
    assert (kinds[0], kinds[-1], set(kinds[1:-1])) == ("table", "table", {"paragraph"})
    assert [span.text for block in part.blocks[1:-1] for span in block.spans][-2:] == [" · ", "a source"]


def test_a_row_without_cells_is_no_matter():
    """A table that has more rows than there is room for, and nothing in them, is cut as well."""
    tight = Room(lambda block: (len(block.rows) if isinstance(block, Table) else 1,), (3,), LONGEST)
    tables = [block for part in cut(document(Table(header=(), rows=((),) * 7)), tight) for block in part.blocks]
    assert [len(table.rows) for table in tables] == [3, 3, 1]


def test_a_long_quotation_names_its_source_once():
    """Who said it stands below the last piece of what was said."""
    source = (Span(text="Ada Lind, "), Span(text="Torvik Daily", url="https://example.org/a"))
    parts = cut(document(Quotation(text="One sentence of many. " * 20, source=source)), ROOM)
    quotations = [block for part in parts for block in part.blocks]
    assert len(quotations) > 1
    assert [one.source for one in quotations] == [()] * (len(quotations) - 1) + [source]
    assert all(one.text.endswith("many.") for one in quotations)


def test_a_quotation_of_nothing_may_have_a_long_source():
    """Where there is a source and no words, the source is cut all the same."""
    source = (Span(text="Somebody said so. " * 20),)
    blocks = [block for part in cut(document(Quotation(text="", source=source)), ROOM) for block in part.blocks]
    assert words(blocks) == words([Quotation(text="", source=source)])


def test_a_long_caption_goes_on_below_the_picture():
    """A picture keeps its address and its alt text; what is said of it follows in paragraphs where it is long."""
    picture = Picture(
        url="https://example.org/p", alt="A quay", caption=(Span(text="One sentence. " * 40, style="faint"),)
    )
    blocks = [block for part in cut(document(picture), ROOM) for block in part.blocks]
    assert (blocks[0].url, blocks[0].alt) == (picture.url, picture.alt)
    assert {span.style for block in blocks[1:] for span in block.spans} == {"faint"}


def test_many_buttons_become_several_rows():
    """Buttons that one piece does not hold go into rows that do."""
    parts = cut(document(buttons(*(f"{number} ".ljust(40, "x") for number in range(30)))), ROOM)
    assert sum(len(block.buttons) for part in parts for block in part.blocks) == 30
    assert all(isinstance(block, Buttons) for part in parts for block in part.blocks)


def test_a_long_heading_goes_on_in_strong_text():
    """A heading that is too long goes on in a paragraph that looks like one, and keeps its story."""
    [part] = cut(document(Heading(text="word " * 30, story="s1")), ROOM)
    first, *rest = part.blocks
    assert (first.story, {span.style for one in rest for span in one.spans}) == ("s1", {"strong"})


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0), ("news", 4), ("é", 1), ("e\u0301", 2), ("😀", 2), (FAMILY, 11), ("日本", 2)]
)
def test_length_is_what_the_platforms_count(text, expected):
    """A text is as long as it has UTF-16 code units."""
    assert length(text) == expected


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("short", 5, "short"),
        ("two words", 8, "two…"),
        ("monstrousword", 6, "monst…"),
        ("😀😀😀", 6, "😀😀😀"),
        ("😀😀😀", 5, "😀😀…"),
        ("ab👩‍👩‍👧‍👦", 9, "ab…"),
        ("abcde\u0301\u0323f", 7, "abcd…"),
        ("abc👍🏽", 6, "abc…"),
        ("😀😀", 3, "😀…"),
        ("a👩‍👩‍👧‍👦", 9, "a…"),
    ],
)
def test_a_label_ends_behind_a_word(text, longest, expected):
    """A label that is too long ends behind a word, else behind a whole sign, with an ellipsis."""
    assert shortened(text, longest) == expected


@given(st.lists(st.one_of(st.text(max_size=9), st.sampled_from(NASTY)), max_size=9).map("".join), st.integers(3, 40))
def test_a_label_is_never_too_long(text, longest):
    """However it is made, a shortened label fits."""
    assert length(shortened(text, longest)) <= longest
