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
short = st.lists(pieces, max_size=3).map(" ".join)
long = st.tuples(short, st.sampled_from(LONG), short).map("".join)
texts = st.integers(0, 9).flatmap(lambda number: short if number else long)
addresses = st.sampled_from(ADDRESSES)
commands = st.sampled_from(["story", "quotes", "timeline"])
times = st.sampled_from([1, 1, 1, 7, 30])
"""How often what was made is there: cheaper than to make as much."""
here = st.sampled_from([None, "slack:C1", "slack:T1/C2", "discord:9", "console"])
nowhere = st.none()


def _some(strategy, most):
    """Returns tuples, some of them long."""
    return st.tuples(st.lists(strategy, max_size=most), times).map(lambda made: tuple(made[0] * made[1]))


def spans(channel=here):
    """Returns spans of any style, with links."""
    styles = st.sampled_from(["plain", "strong", "quote", "faint"])
    return st.builds(Span, text=texts, style=styles, url=st.none() | addresses, channel=channel)


def lines(channel=here):
    """Returns the spans of a paragraph, sometimes a hundred."""
    return _some(spans(channel), 3)


def tables():
    """Returns tables of none to four columns."""
    cell = st.lists(spans(), max_size=2).map(tuple)

    def of(columns):
        return st.builds(Table, header=st.tuples(*[short] * columns), rows=_some(st.tuples(*[cell] * columns), 2))

    return st.integers(0, 4).flatmap(of)


headings = st.builds(Heading, text=texts, level=st.sampled_from([1, 2, 3]), story=st.sampled_from([None, "s1", "s2"]))


def prose(channel=here):
    """Returns blocks of text."""
    line = lines(channel)
    return st.one_of(
        headings,
        st.builds(Paragraph, spans=line),
        st.builds(Bullets, items=st.lists(line, max_size=4).map(tuple)),
        st.builds(Quotation, text=texts, source=line),
        st.builds(Divider),
    )


buttons = st.builds(Buttons, buttons=_some(st.builds(Button, label=texts, command=texts, channel=here), 3))
choices = st.builds(
    Choice, label=texts, command=commands, options=_some(st.builds(Option, label=short, value=short), 1)
)
pictures = st.builds(Picture, url=addresses, alt=texts, caption=lines())
blocks = st.one_of(prose(), prose(), tables(), buttons, choices, pictures)


def documents(block=blocks, most=6):
    """Returns documents of some blocks."""
    return st.lists(block, max_size=most).map(lambda some: Document(blocks=tuple(some)))
