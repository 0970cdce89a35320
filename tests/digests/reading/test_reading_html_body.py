"""Tests of what of a web page is its article, and of what kind each part is."""

import json

import pytest

from digests.reading import Unreadable, read

LEAD = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."
NEXT = "Passengers were told to take the bus, which needs three hours for the way around the bay."
LAST = "A second boat is to come from Port Ansel on Thursday, the harbour master told the council."
TITLE = "Fog keeps the ferry in port"


@pytest.fixture
def page(zone):
    """Reads the article of a page with some body, and headline and lead before it."""

    def reader(inner, head="", before=f"<h1>{TITLE}</h1><p>{LEAD}</p>"):
        text = f"<html><head><title>{TITLE}</title>{head}</head><body><article>{before}{inner}</article></body></html>"
        [article] = read("fog.html", text.encode(), zone=zone)
        assert not isinstance(article, Unreadable), article
        assert all(article.text[part.start : part.end] == part.text for part in article.parts)
        return article

    return reader


def test_a_caption_is_a_part_of_its_own_and_its_credit_furniture(page, parts, furniture):
    """What stands under a picture is no part of the paragraphs around it; who took it is set aside."""
    article = page(
        f"<p>{NEXT}</p><figure><img src='a.jpg'><figcaption>Gulls wait on the empty quay at dawn. "
        f"<span class='image-credit'>Ann Roe/The Harbor Ledger</span></figcaption></figure><p>{LAST}</p>"
    )
    assert parts(article, "paragraph") == [LEAD, NEXT, LAST]
    assert parts(article, "caption") == ["Gulls wait on the empty quay at dawn."]
    assert furniture(article, "credit") == ["Ann Roe/The Harbor Ledger"]
    assert [part.kind for part in article.parts] == ["paragraph", "paragraph", "caption", "paragraph"]


def test_an_embedded_post_is_a_part_of_its_own(page, parts):
    """A post that a network's markup embeds is one part, with its signature."""
    article = page(
        f"<blockquote class='twitter-tweet'><p lang='en'>No ferry today, sorry.</p>&mdash; Harbour Office (@harbour) "
        f"<a href='#'>April 3, 2025</a></blockquote><p>{NEXT}</p><p>{LAST}</p>"
    )
    assert parts(article, "embed") == ["No ferry today, sorry.\n— Harbour Office (@harbour) April 3, 2025"]
    assert parts(article, "paragraph") == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("class='xenforo-comments-list'", "comments"),
        ("id='disqus_thread'", "comments"),
        ("class='c-recommended-stories'", "related"),
        ("class='article-newsletter-box'", "newsletter"),
        ("class='author-bio'", "byline"),
        ("class='shop-disclaimer'", "legal"),
    ],
)
def test_a_block_that_its_markup_names_is_set_aside(page, furniture, parts, names, reason):
    """Comments, teasers and pleas inside the article are furniture with the reason, whatever their words."""
    other = "The bus was late again on my way home yesterday, and nobody knew why it was."
    article = page(f"<p>{NEXT}</p><p>{LAST}</p><div {names}><p>{other}</p></div>")
    assert parts(article, "paragraph") == [LEAD, NEXT, LAST]
    assert furniture(article, reason) == [other]


def test_an_article_inside_a_block_of_another_name_is_kept(zone, parts):
    """A name that the whole page or its article bears takes nothing away."""
    body = f"<body class='comments'><div id='related-content'><h1>{TITLE}</h1><p>{LEAD}</p><p>{NEXT}</p></div></body>"
    [article] = read("fog.html", f"<html><title>{TITLE}</title>{body}</html>".encode(), zone=zone)
    assert parts(article, "paragraph") == [LEAD, NEXT]


def test_what_is_hidden_is_left_out_unless_it_is_the_article(page, parts):
    """A hidden dialog is no text; paragraphs that a paywall hides are."""
    dialog = "<div class='hidden'><p>Log in once more to go on.</p></div>"
    assert parts(page(f"<p>{NEXT}</p>{dialog}<p>{LAST}</p>"), "paragraph") == [LEAD, NEXT, LAST]
    texts = [f"{text} It is the {number}. day." for number in range(8) for text in (NEXT, LAST)]
    walled = "".join(f"<div style='display: none'><p>{text}</p></div>" for text in texts)
    assert parts(page(walled), "paragraph") == [LEAD, *texts]


def test_all_wordings_of_the_headline_are_kept_out_of_the_body(page, parts):
    """A title for other sites differs from the heading shown; neither is a part."""
    shown = "Fog keeps the ferry to Port Ansel in port for a third day"
    head = f"<meta property='og:title' content='{TITLE} for a third day'>"
    article = page(f"<p>{NEXT}</p><p>{LAST}</p>", head, before=f"<h1>{shown}</h1><p>{LEAD}</p>")
    assert article.headline == shown
    assert parts(article, "heading") == []
    assert shown not in article.text


def test_paragraphs_written_as_other_elements_are_found(zone):
    """A page that writes most paragraphs as <div> and some as <p> is read in full."""
    texts = [LEAD, NEXT, LAST, LEAD.replace("Monday", "Friday"), NEXT.replace("bus", "train")]
    more = [f"{text} It is the {number}. day." for number, text in enumerate(texts)]
    blocks = "".join(f"<div class='x1'><div class='x2'><span>{text}</span></div></div>" for text in [*texts, *more])
    body = f"<body><div id='root'><h1>{TITLE}</h1><div class='k'><p>{LEAD}</p><p>{LAST}</p>{blocks}</div></div></body>"
    [article] = read("fog.html", f"<html><title>{TITLE}</title>{body}</html>".encode(), zone=zone)
    assert all(text in article.text for text in (*texts, *more))


def test_the_body_in_the_data_of_a_page_corrects_a_wrong_guess(zone, parts):
    """Where a page's data hold its body and other text was found, the data decide."""
    teasers = "".join(
        f"<p>Teaser {number} tells of quite another matter in many words here.</p>" for number in range(9)
    )
    said = json.dumps({"@type": "NewsArticle", "articleBody": f"{LEAD}\n{NEXT}\n{LAST} {LEAD}"})
    data = f'<script type="application/ld+json">{said}</script>'
    shown = f"<div class='infinite-scroll'><p>{LEAD}</p><p>{NEXT}</p><p>{LAST} {LEAD}</p></div>"
    text = f"<html><head><title>{TITLE}</title>{data}</head><body><article>{teasers}</article>{shown}</body></html>"
    [article] = read("fog.html", text.encode(), zone=zone)
    assert parts(article, "paragraph") == [LEAD, NEXT, f"{LAST} {LEAD}"]


def test_private_characters_of_a_page_are_only_characters(page):
    """A page cannot name parts that are kept aside."""
    article = page(f"<p>{NEXT} \ue0007\ue001</p><p>\ue00099999\ue001{LAST}</p>")
    assert NEXT in article.text
    assert LAST in article.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("shift_jis", "cp932"),
        ("gb2312", "gb18030"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(zone, declared, encoding):
    """A page's own word on its encoding counts, and means what it means to browsers."""
    word = {"cp932": "港のフェリー", "gb18030": "港口的渡轮", "koi8-r": "паром"}.get(encoding, "“café” – naïve €5")
    text = (
        f"<html><head><meta charset='{declared}'><title>{TITLE}</title></head><body><p>{word} {LEAD}</p></body></html>"
    )
    [article] = read("fog.html", text.encode(encoding), zone=zone)
    assert word in article.text


def test_a_broken_byte_spoils_itself_alone(zone):
    """One byte that is none of the declared encoding leaves the other characters as they are."""
    start, end = (
        f"<html><head><meta charset='utf-8'></head><body><p>Café {LEAD} ".encode(),
        f" naïve {NEXT}</p>".encode(),
    )
    [article] = read("fog.html", start + b"\xff" + end, zone=zone)
    assert "Café" in article.text
    assert "naïve" in article.text
    [article] = read("fog.html", start + b"\0" + end, zone=zone)
    assert article.text.startswith(f"Café {LEAD}")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000,
        "<p " * 2000,
        "<figure><figcaption>" * 500,
        "<blockquote class='twitter-tweet'>" * 500,
        "<h1></h1><h1>" * 500,
        "<article><section class='comments'>" * 300,
        "<time datetime=''>" * 500 + "<time datetime='9999-99-99T99:99'>",
        "<span itemprop='author datePublished headline'>" * 200,
        "<script type='application/ld+json'>" + "[" * 5000 + "</script>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [[[1]]], "headline": 7}</script>',
        '<script type="application/ld+json">[{"@id": "a", "@type": "Article", "author": {"@id": "a"}}]</script>',
    ],
    ids=range(11),
)
def test_a_twisted_page_is_read_or_refused(zone, body):
    """Whatever the markup, there is an article whose parts stand where they say, or a reason."""
    for text in (f"<html><body>{body}<p>{LEAD}</p>", f"<html><body><p>{LEAD}</p>{body}"):
        [found] = read("fog.html", text.encode(), zone=zone)
        if not isinstance(found, Unreadable):
            assert all(found.text[part.start : part.end] == part.text for part in found.parts)


def test_remarks_of_the_library_are_not_printed(zone, capfd):
    """What trafilatura remarks on a page reaches neither stderr nor a log."""
    for text in ("<html><body></body></html>", "<html><p>", f"<p>{LEAD}</p>", "<html><body><p>\x0b</p></body></html>"):
        list(read("fog.html", text.encode(), zone=zone))
    assert capfd.readouterr() == ("", "")
