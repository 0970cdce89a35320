"""Documents as articles might make them at their worst: for properties that hold whatever is in the text."""

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

NASTY = (
    "<!channel>",
    "<!here|here>",
    "<@U123>",
    "<@U123|ada>",
    "<!subteam^S1|@desk>",
    "<#C1>",
    "<https://example.org|a link>",
    "<javascript:alert(1)|x>",
    "<http://|x>",
    "<",
    ">",
    "|",
    "@everyone",
    "@here",
    "*bold*",
    "_slanted_",
    "~struck~",
    "`code`",
    ":smile:",
    "&",
    "&amp;",
    "&lt;!channel&gt;",
    "zero\u200bwidth\u200djoined",
    "\u2060",
    "e\u0301\u0302\u0323",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇩🇪",
    "नमस्ते",
    "\n",
    "\t",
    "\u2028",
    "\u00a0",
    "\x00",
    "\x1f",
    "U.S. officials said. ",
)
LONG = (
    "x" * 5_000,
    "word " * 1_000,
    "A sentence that says little. " * 200,
    "one that never ends, " * 250 + "but does. ",
    "<!channel>" * 300,
    "<@U123> " * 400,
    "&" * 2_000,
    "é" + "\u0301" * 2_500,
    "👩‍👩‍👧‍👦" * 300,
    "*" * 2_001,
    "短い文ではない。" * 400,
)
ADDRESSES = (
    "https://example.org/a",
    "https://example.org/a?b=1&c=<d>|e",
    "https://example.org/a b",
    "http://[::1",
    "https://",
    "javascript:alert(1)",
    "mailto:ada@example.org",
    "ftp://example.org",
    "/relative",
    "",
    "https://example.org/" + "a" * 2_980,
    "https://example.org/" + "a" * 3_000,
    "https://example.org/*a*_b_~c~`d`",
    "https://example.org/\u2028",
)

pieces = st.one_of(st.text(max_size=12), st.sampled_from(NASTY))
short = st.lists(pieces, max_size=5).map(" ".join)
texts = st.one_of(short, short, short, short, st.tuples(short, st.sampled_from(LONG), short).map("".join))
addresses = st.sampled_from(ADDRESSES)
channels = st.sampled_from(["slack:C1", "slack:T1/C2", "discord:9", "console"])


def spans(text=texts, channel=st.none() | channels):
    """Returns spans of any style, with links."""
    return st.builds(
        Span,
        text=text,
        style=st.sampled_from(["plain", "strong", "quote", "faint"]),
        url=st.none() | st.none() | addresses,
        channel=channel,
    )


def lines(text=texts, channel=st.none() | channels):
    """Returns paragraphs' spans: some, or a hundred links."""
    few = st.lists(spans(text, channel), max_size=4)
    many = st.lists(st.builds(Span, text=short, url=addresses), min_size=40, max_size=60)
    return st.one_of(few, few, few, few, few, many).map(tuple)


def tables(text=texts, channel=st.none() | channels):
    """Returns tables of none to four columns."""
    cell = st.lists(spans(text, channel), max_size=2).map(tuple)

    def of(columns):
        row = st.tuples(*[cell] * columns)
        return st.builds(Table, header=st.tuples(*[short] * columns), rows=st.lists(row, max_size=12).map(tuple))

    return st.integers(0, 4).flatmap(of)


def prose(text=texts, channel=st.none() | channels):
    """Returns blocks of text."""
    line = lines(text, channel)
    return st.one_of(
        st.builds(
            Heading, text=text, level=st.sampled_from([1, 2, 3]), story=st.none() | st.sampled_from(["s1", "s2"])
        ),
        st.builds(Paragraph, spans=line),
        st.builds(Bullets, items=st.lists(line, max_size=4).map(tuple)),
        st.builds(Quotation, text=text, source=line),
        st.builds(Divider),
    )


commands = st.sampled_from(["story", "quotes", "timeline"])
buttons = st.builds(
    Buttons,
    buttons=st.lists(st.builds(Button, label=texts, command=texts, channel=st.none() | channels), max_size=30).map(
        tuple
    ),
)
choices = st.builds(
    Choice,
    label=texts,
    command=commands,
    options=st.lists(st.builds(Option, label=short, value=short), max_size=3).map(tuple),
)
pictures = st.builds(Picture, url=addresses, alt=texts, caption=lines())
blocks = st.one_of(prose(), prose(), tables(), buttons, choices, pictures)


def documents(block=blocks, most=8):
    """Returns documents of any blocks."""
    return st.lists(block, max_size=most).map(lambda some: Document(blocks=tuple(some)))
