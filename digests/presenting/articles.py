"""A structured article as a document: what was found in it and what was set aside."""

from collections.abc import Iterator

from digests.model.article import Article
from digests.model.document import Block, Bullets, Document, Heading, Paragraph, Span
from digests.presenting.moments import when
from digests.presenting.spans import count, plain


def article_document(article: Article) -> Document:
    """Return an article with its facts, its body by parts, what was found in it, and what was set aside and why."""
    blocks: list[Block] = [Heading(text=article.headline, level=1), Bullets(items=tuple(_facts(article)))]
    for part in article.parts:
        if part.kind == "paragraph":
            blocks.append(Paragraph(spans=(plain(part.text),)))
        elif part.kind == "heading":
            blocks.append(Heading(text=part.text, level=3))
        else:
            blocks.append(Paragraph(spans=(Span(text=f"{part.kind}: ", style="faint"), plain(part.text))))
    if article.furniture:
        blocks.append(Heading(text="Set aside"))
        blocks.append(
            Bullets(items=tuple((Span(text=f"{f.reason}: {f.text}", style="faint"),) for f in article.furniture))
        )
    return Document(blocks=tuple(blocks))


def _facts(article: Article) -> Iterator[tuple[Span, ...]]:
    stand_in = "its first sentence, for want of one" if article.headline_from == "first sentence" else None
    found = [count(len(article.sentences), "sentence"), count(sum(quote.verbatim for quote in article.quotes), "quote")]
    found += [
        count(len(article.figures), "figure"),
        count(len(article.names), "name"),
        count(len(article.dates), "date"),
    ]
    facts = {
        "id": article.id,
        "headline": stand_in,
        "outlet": article.outlet,
        "agency": article.agency,
        "authors": ", ".join(article.authors),
        "place": article.place,
        "published": when(article.published),
        "updated": when(article.updated) if article.updated else None,
        "language": article.language,
        "link": article.url,
        "tags": ", ".join(article.tags),
        "found": ", ".join(found),
    }
    for name, value in facts.items():
        if value:
            yield Span(text=f"{name}: ", style="faint"), plain(value)
