"""Documents as articles might make them at their worst, for properties that hold whatever is in the text."""

from hypothesis import strategies as st

from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Option,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)

MARKUP = (
    *("@everyone", "@here", "@", "everyone", "<@1>", "<@!1>", "<@&1>", "<#1>", "<:a:1>", "<a:a:1>", "<t:1>", "</a:1>"),
    *("<id:guide>", "||hidden||", "~~struck~~", "***", "__u__", "```", "-# small", "# big", "> said", ">>> said"),
    *("- item", "1. one", "[a](https://b.example)", "https://b.example/x", ":smile:", "\\", "\n", "\u2028", "\u00a0"),
    *("a_b_c", "\x00", "e\u0301\u0302", "👩‍👩‍👧‍👦", "👍🏽", "नमस्ते", "\u200b", "U.S. officials said. "),
)
_LONG = (
    "x" * 5_000,
    "word " * 1_000,
    "A sentence that says little. " * 200,
    "one that never ends, " * 250 + "but does. ",
    "@everyone" * 300,
    "*" * 2_001,
    "*\n" * 900,
    "👩‍👩‍👧‍👦" * 300,
    "短い文ではない。" * 400,
)
_ADDRESSES = (
    "https://example.org/a",
    "https://example.org/a?b=1&c=<d>|e",
    "https://example.org/a b",
    "http://[::1",
    "https://",
    "javascript:alert(1)",
    "",
    "https://example.org/" + "a" * 780,
    "https://example.org/" + "a" * 781,
    "https://example.org/*a*_b_~c~`d`(e)",
    "https://example.org/@everyone",
)
nasty = st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=8)), max_size=5).flatmap(
    lambda some: st.sampled_from(["".join(some), " ".join(some)])
)
texts = st.one_of(nasty, nasty, nasty, st.tuples(nasty, st.sampled_from(_LONG), nasty).map("".join))
_addresses = st.sampled_from(_ADDRESSES)
_channels = st.none() | st.sampled_from(["slack:C1", "discord:9"])


def _spans(text, channel):
    """Returns some spans, or a few dozen links."""
    style = st.sampled_from(["plain", "strong", "quote", "faint"])
    one = st.builds(Span, text=text, style=style, url=st.none() | _addresses, channel=channel)
    few = st.lists(one, max_size=4)
    return st.one_of(few, few, few, st.lists(st.builds(Span, text=nasty, url=_addresses), max_size=50)).map(tuple)


def prose(text=texts, channel=_channels):
    """Returns blocks of text."""
    line = _spans(text, channel)
    story = st.none() | st.sampled_from(["s1", "s2"])
    columns = st.integers(0, 3)
    return st.one_of(
        st.builds(Heading, text=text, level=st.sampled_from([1, 2, 3]), story=story),
        st.builds(Paragraph, spans=line),
        st.builds(Bullets, items=st.lists(line, max_size=4).map(tuple)),
        st.builds(Quotation, text=text, source=line),
        st.builds(Divider),
        columns.flatmap(lambda count: _tables(count, line)),
    )


def _tables(columns, line):
    row = st.tuples(*[line] * columns)
    return st.builds(Table, header=st.tuples(*[nasty] * columns), rows=st.lists(row, max_size=8).map(tuple))


_button = st.builds(Button, label=texts, command=nasty, channel=_channels)
_option = st.builds(Option, label=nasty, value=nasty)
pressable = st.one_of(
    st.builds(Buttons, buttons=st.lists(_button, max_size=30).map(tuple)),
    st.builds(Choice, label=texts, command=nasty, options=st.lists(_option, max_size=30).map(tuple)),
    st.builds(Picture, url=_addresses, alt=texts, caption=_spans(texts, _channels)),
)


def documents(block=None):
    """Returns documents of some blocks, of any kind if it is not said which."""
    blocks = st.one_of(prose(), prose(), pressable) if block is None else block
    return st.lists(blocks, max_size=8).map(lambda some: Document(blocks=tuple(some)))
