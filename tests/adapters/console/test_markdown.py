"""Tests of documents as Markdown."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.console.markdown import render
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Span,
    Table,
)


def rendered(*blocks):
    """The Markdown of a document of these blocks."""
    return render(Document(blocks=blocks))


def test_each_block_has_its_form():
    """Headings, paragraphs, bullets, quotations, tables and dividers come out as Markdown writes them."""
    shown = rendered(
        Heading(text="Ferry talks", level=1),
        Paragraph(spans=(Span(text="Plain, "), Span(text="strong", style="strong"), Span(text=" said", style="quote"))),
        Bullets(items=((Span(text="one"),), (Span(text="two"),))),
        Quotation(text="We sail", source=(Span(text="Mara Holt"),)),
        Table(header=("Figure", "Of what"), rows=(((Span(text="17"),), (Span(text="injured"),)),)),
        Divider(),
    )
    assert shown == (
        "# Ferry talks\n\n"
        "Plain, **strong** “said”\n\n"
        "- one\n- two\n\n"
        "> “We sail”\n>\n> Mara Holt\n\n"
        "| Figure | Of what |\n| --- | --- |\n| 17 | injured |\n\n"
        "---\n"
    )


def test_buttons_leave_no_trace():
    """A page cannot be pressed, so buttons are left out and no gap stays."""
    pressed = Buttons(buttons=(Button(label="More", command="story 1"),))
    assert rendered(Heading(text="A"), pressed, Heading(text="B")) == "## A\n\n## B\n"


def test_text_of_an_article_never_becomes_markup():
    """Marks, mentions and line starts that Markdown would read are shown as they stand."""
    text = "# <b>1*2*3</b> [x](y) @everyone `code` | a_b_c"
    assert rendered(Paragraph(spans=(Span(text=text),))) == (
        "\\# \\<b\\>1\\*2\\*3\\</b\\> \\[x\\](y) \\@everyone \\`code\\` \\| a\\_b\\_c\n"
    )
    assert rendered(Paragraph(spans=(Span(text="1. first - not a list"),))) == "1\\. first - not a list\n"
    assert rendered(Bullets(items=((Span(text="- nested"),),))) == "- \\- nested\n"


def test_a_link_stays_one_link():
    """An address with brackets or spaces cannot end its link early."""
    span = Span(text="Ledger", url="https://ledger.example/a(b) c")
    assert rendered(Paragraph(spans=(span,))) == "[Ledger](https://ledger.example/a%28b%29%20c)\n"


@given(st.text())
def test_any_text_stays_in_its_paragraph(text):
    """No text of an article opens a second paragraph, a heading or raw HTML."""
    shown = rendered(Paragraph(spans=(Span(text=text),)), Paragraph(spans=(Span(text="end"),)))
    assert shown.count("\n\n") <= 1
    assert not shown.lstrip().startswith("#")
    assert "<" not in shown.replace("\\<", "")
