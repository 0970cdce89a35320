"""Tests of what a page says of its article: headline, authors, outlet, times, address, language, tags, deck."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from digests.reading import Unreadable, read

TITLE = "Fog keeps the ferry in port"
LEAD = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."
NEXT = "Passengers were told to take the bus, which needs three hours for the way around the bay."
NEWS = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-04-03T10:15:00+01:00",
    "dateModified": "2025-04-03T12:40:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Roe"}, {"@type": "Person", "name": "Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "The Harbor Ledger"},
    "keywords": ["fog", "ferries"],
}
AT = datetime(2025, 4, 3, 10, 15, tzinfo=timezone(timedelta(hours=1)))


def data(*values):
    """Returns scripts with JSON-LD."""
    texts = (value if isinstance(value, str) else json.dumps(value) for value in values)
    return "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)


@pytest.fixture
def page(zone):
    """Reads the article of a page with some head, and some markup between headline and lead."""

    def reader(head="", between="", title=TITLE, heading=TITLE, attributes=""):
        shown = f"<h1>{heading}</h1>" if heading else ""
        text = (
            f"<html {attributes}><head><title>{title}</title>{head}</head><body><article>{shown}{between}"
            f"<p>{LEAD}</p><p>{NEXT}</p></article></body></html>"
        )
        [article] = read("fog.html", text.encode(), zone=zone)
        assert not isinstance(article, Unreadable), article
        return article

    return reader


@pytest.mark.parametrize(
    "head",
    [
        data(NEWS),
        data([{"@type": "BreadcrumbList"}, NEWS]),
        data({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Harbor"}, NEWS]}),
        data({"@type": "Organization", "name": "Owners Ltd"}, NEWS),
        data({"@type": "WebPage", "datePublished": "2001-01-01", "mainEntity": NEWS}),
        data({"@type": "NewsArticle", "headline": "Quite another story", "datePublished": "2001-01-01"}, NEWS),
        data(
            {
                "@graph": [
                    NEWS | {"author": [{"@id": "#a"}, {"@id": "#b"}], "publisher": {"@id": "#o"}},
                    {"@id": "#a", "@type": "Person", "name": "Ann Roe"},
                    {"@id": "#b", "@type": "Person", "name": "Bo Lind"},
                    {"@id": "#o", "@type": "Organization", "name": "The Harbor Ledger"},
                ]
            }
        ),
        data("<!-- " + json.dumps(NEWS)[:-1] + ",} -->"),
        data("//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>"),
    ],
    ids="plain list graph several nested other referred comma wrapped".split(),
)
def test_json_ld(page, head):
    """The article's node is found wherever the data have it, and all its fields are taken over."""
    article = page(head)
    assert article.headline == TITLE
    assert (article.published.at, article.published.precision, article.published.found_in) == (AT, "minute", "json-ld")
    assert article.updated is not None
    assert (article.updated.at, article.updated.found_in) == (AT + timedelta(minutes=145), "json-ld")
    assert article.authors == ("Ann Roe", "Bo Lind")
    assert article.outlet == "The Harbor Ledger"
    assert article.tags == ("fog", "ferries")


def test_broken_json_ld_still_says_when_and_who(page):
    """Where the data cannot be parsed the main fields are read all the same."""
    broken = json.dumps(NEWS | {"author": {"@type": "Person", "name": "Ann Roe"}})[:-1] + ', "x": "say "hello" now"}'
    article = page(data(broken))
    assert (article.published.at, article.published.found_in, article.authors) == (AT, "json-ld", ("Ann Roe",))


@pytest.mark.parametrize("name", ["property='article:published_time'", "name='parsely-pub-date'", "name='pubdate'"])
def test_meta(page, name):
    """Fields of the head are read by any of their customary names."""
    article = page(
        f"<meta {name} content='2025-04-03T10:15:00+01:00'><meta property='article:modified_time' "
        "content='2025-04-04T08:00:00Z'><meta name='author' content='By Ann Roe'><meta property='og:site_name' "
        "content='The Harbor Ledger'><meta property='article:tag' content='Fog'><meta property='article:tag' "
        "content='Ferries'><meta property='og:url' content='https://ledger.example/2025/fog'>"
        "<link rel='canonical' href='https://ledger.example/'>",
        attributes="lang='en-GB'",
    )
    assert (article.published.at, article.published.found_in) == (AT, "meta")
    assert article.updated.at == datetime(2025, 4, 4, 8, tzinfo=UTC)
    assert (article.authors, article.outlet, article.tags) == (("Ann Roe",), "The Harbor Ledger", ("Fog", "Ferries"))
    assert (article.url, article.language) == ("https://ledger.example/2025/fog", "en")


def test_microdata_and_time_elements(page):
    """Attributes in the body say when and who, an update told apart."""
    article = page(
        between="<div itemprop='author'><a><span itemprop='name'>Ann Roe</span></a></div>"
        "<meta itemprop='datePublished' content='2025-04-03T10:15:00+01:00'>"
    )
    assert (article.published.at, article.published.found_in, article.authors) == (AT, "microdata", ("Ann Roe",))
    article = page(
        between="<p>Published <time datetime='2025-04-03T10:15:00+01:00'>today</time></p>"
        "<p>Last updated <time datetime='2025-04-03T11:30:00+01:00'>later</time></p>"
    )
    assert (article.published.at, article.published.found_in) == (AT, "time element")
    assert article.updated.at == AT + timedelta(minutes=75)


def test_times_without_a_zone_are_of_the_zone_given(page, zone):
    """A time that names no zone is of the reader's."""
    article = page("<meta property='article:published_time' content='2025-04-03T10:15:00'>")
    assert article.published.at == datetime(2025, 4, 3, 10, 15, tzinfo=zone)


def test_a_minute_outweighs_midnight(page, zone):
    """Midnight in the data is a day without its time; another source that says the minute of that day is taken."""
    head = data(NEWS | {"datePublished": "2025-04-03T00:00:00Z", "dateModified": None})
    assert page(head).published.precision == "day"
    article = page(head, "<time datetime='2025-04-03T10:15:00+01:00'>x</time>")
    assert (article.published.at, article.published.precision, article.published.found_in) == (
        AT,
        "minute",
        "time element",
    )
    article = page(between="<div class='c-date'>Published 3 April 2025, 09:07</div>")
    assert article.published.at == datetime(2025, 4, 3, 9, 7, tzinfo=zone)
    assert article.published.found_in == "published line"


def test_a_day_below_the_headline_is_found_without_any_names(page, zone):
    """Where nothing else says when, a line between headline and text does."""
    article = page(between="<table><tr><td>April 3, 2025</td></tr></table>")
    assert (article.published.at, article.published.precision) == (datetime(2025, 4, 3, tzinfo=zone), "day")


def test_an_update_at_the_time_of_publication_is_none(page):
    """A page that was never changed has no time of update."""
    assert page(data(NEWS | {"dateModified": NEWS["datePublished"]})).updated is None


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        (f"{TITLE} | The Harbor Ledger", "", TITLE),
        (f"{TITLE} - Harbor Ledger", f"{TITLE} for a third day", f"{TITLE} for a third day"),
        (f"{TITLE} | The Harbor Ledger", "Harbor Ledger logo", TITLE),
        (TITLE, f"Opinion {TITLE}", TITLE),
    ],
)
def test_the_headline_is_the_one_shown(page, title, heading, headline):
    """The heading is the headline if it is a wording of the title, which is freed of outlet and section."""
    assert page(title=title, heading=heading).headline == headline


@pytest.mark.parametrize(
    ("author", "authors", "agency"),
    [
        ("By Ann Roe and Bo Lind", ("Ann Roe", "Bo Lind"), None),
        ("Reuters", (), "Reuters"),
        ("https://ledger.example/ann", (), None),
        ("The Harbor Ledger", (), None),
        ("ANN O'BRIEN The Harbor Ledger", ("Ann O'Brien",), None),
        ("Newsroom staff", (), None),
    ],
)
def test_authors_are_people(page, author, authors, agency):
    """A field for authors gives people; an agency, an address, the outlet or a desk is none."""
    article = page(f'<meta name="author" content="{author}"><meta property="og:site_name" content="The Harbor Ledger">')
    assert (article.authors, article.agency) == (authors, agency)


def test_a_description_is_the_deck_unless_it_is_the_lead(page):
    """What the page shows or says beside the headline is the deck; a copy of the lead is none."""
    said = "Three days without a boat have emptied the shops of the island"
    assert page(f"<meta name='description' content='{said}'>").deck == said
    assert page(f"<meta name='description' content='{LEAD[:60]}…'>").deck is None
    assert page(between=f"<h2 class='article-standfirst'>{said}</h2>").deck == said


def test_a_correction_on_a_page_is_one(page, parts):
    """A note on an error is a part of its own kind."""
    article = page(between="<p>Correction: An earlier version gave the wrong name of the harbour master.</p>")
    assert len(parts(article, "correction")) == 1
