"""Tests of pages that stand in the place of an article."""

import pytest

from digests.reading import Unreadable, read

LEAD = "The harbour office said on Monday that the ferry would stay in port until the fog had gone. "


def page(title, body):
    """Returns a page with some title and body."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Just a moment...", "<p>Checking if the site connection is secure</p>", "a check for robots"),
        ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>", "a check for robots"),
        ("ledger.example", "<h1>Are you a robot?</h1><p>Tick the box.</p>", "a check for robots"),
        ("404 Not Found", "<center><h1>404 Not Found</h1></center><hr>nginx", "an error page"),
        ("Page not found - The Harbor Ledger", "<p>We could not find it.</p>", "an error page"),
        ("Access Denied", "<p>You don't have permission to access this server.</p>", "an error page"),
        ("503 Service Temporarily Unavailable", "<p>Try again later.</p>", "an error page"),
        (
            "Before you continue to Harbor",
            "<p>We use cookies and data to deliver services.</p>",
            "a question for consent",
        ),
        (
            "We value your privacy",
            "<p>We and our partners store information on a device.</p>",
            "a question for consent",
        ),
    ],
)
def test_a_page_in_the_place_of_an_article(refusal, title, body, kind):
    """Checks for robots, errors and questions for consent are refused by what they are, with their title."""
    reason = refusal("fog.html", page(title, body)).reason
    assert reason.startswith(f"is {kind} (“")
    assert reason.endswith("”), not an article")


def test_a_page_that_needs_scripts(refusal):
    """A page that shows nothing without scripts is refused with what to do."""
    shells = (
        "<p>Please enable JavaScript to view this page.</p>",
        "<noscript>You need to enable JavaScript.</noscript>",
    )
    for body in shells:
        assert "scripts" in refusal("fog.html", page("Harbor", body)).reason


@pytest.mark.parametrize("title", ["Access Denied", "Not found", "404: the boat that was never there", "Consent"])
def test_an_article_with_the_title_of_an_error_is_read(zone, title):
    """A long text is an article whatever its title says, and so is one whose title only begins so."""
    times = 20 if ":" not in title else 2
    [article] = read("fog.html", page(title, f"<article><h1>{title}</h1><p>{LEAD * times}</p></article>"), zone=zone)
    assert not isinstance(article, Unreadable)
    assert article.headline == title


@pytest.mark.parametrize("body", ["", "<div></div>", "<img src='a.jpg'>", "<nav><a href='/'>Home</a></nav>"])
def test_an_empty_page(refusal, body):
    """A page without a text is refused."""
    assert refusal("fog.html", page("", body)).reason == "has no article text"
