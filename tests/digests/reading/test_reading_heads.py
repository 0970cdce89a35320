"""Tests of the lines around a text: bylines, times, datelines, agencies and names."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from digests.reading.agencies import agency, is_outlet
from digests.reading.bylines import credit
from digests.reading.datelines import dateline
from digests.reading.headlines import without_outlet
from digests.reading.moments import stamp
from digests.reading.names import is_person, person
from digests.reading.sections import is_section


@pytest.mark.parametrize(
    ("line", "authors", "by", "outlet"),
    [
        ("By Jane Doe", ["Jane Doe"], None, None),
        ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"], None, None),
        ("By Jane Doe, John Roe and Ana de la Cruz", ["Jane Doe", "John Roe", "Ana de la Cruz"], None, None),
        ("By JANE O'BRIEN-DOE | Staff writer", ["Jane O'Brien-Doe"], None, None),
        ("By Jane Doe, Political Editor", ["Jane Doe"], None, None),
        ("By Jane Doe, Port Ansel", ["Jane Doe"], None, None),
        ("By JANE DOE Associated Press", ["Jane Doe"], "Associated Press", None),
        ("By Jane Doe, The Harbor Ledger", ["Jane Doe"], None, "The Harbor Ledger"),
        ("By Jane Doe Harbor Ledger", ["Jane Doe"], None, "Harbor Ledger"),
        ("By Jane Doe for The Harbor Ledger", ["Jane Doe"], None, "The Harbor Ledger"),
        ("Written by: Jane Doe", ["Jane Doe"], None, None),
        ("By Theresa May and Kanye West", ["Theresa May", "Kanye West"], None, None),
        ("By Reuters", [], "Reuters", None),
        ("By Staff", [], None, None),
        ("Von Anna Kleewein und Jörg Hansen", ["Anna Kleewein", "Jörg Hansen"], None, None),
        ("(Reporting by Jane Doe in Oslo; Editing by John Roe)", ["Jane Doe"], None, None),
        ("Reporting and writing by Jane Doe and John Roe", ["Jane Doe", "John Roe"], None, None),
        ("Editing by John Roe", [], None, None),
    ],
)
def test_bylines(line, authors, by, outlet, zone):
    """A line that begins with "by" or the like names authors, the agency and the outlet, wherever it stands."""
    found = credit(line, zone, bare=False)
    assert found is not None
    assert found.reason == "byline"
    assert (list(found.authors), found.agency, found.outlet) == (authors, by, outlet)


@pytest.mark.parametrize(
    ("line", "reason", "authors"),
    [
        ("Jane Doe in Port Ansel and John Roe", "byline", ("Jane Doe", "John Roe")),
        ("Jane Doe, Political correspondent", "byline", ("Jane Doe",)),
        ("Jane Doe (@janedoe)", "byline", ("Jane Doe",)),
        ("Jane Doe • 3 Apr 2025 • 5 min read", "byline", ("Jane Doe",)),
        ("Reuters | April 3, 2025", "agency line", ()),
        ("The Harbor Ledger", "outlet line", ()),
        ("North News, Port Ansel", "outlet line", ()),
        ("3 April 2025", "date line", ()),
        ("3 hours ago", "date line", ()),
    ],
)
def test_bare_lines_under_a_headline(line, reason, authors, zone):
    """Under a headline a name, an agency, an outlet or a date needs no word before it; in the text it does."""
    found = credit(line, zone, bare=True)
    assert found is not None
    assert (found.reason, found.authors) == (reason, authors)
    assert credit(line, zone, bare=False) is None


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the fog had gone.",
        "By land and by sea",
        "Fog keeps the ferry in port",
        "The ferry will sail on 3 April 2025",
        "Von der Brücke gestürzt",
        "date 2025-04-03 Fog keeps the ferry in port",
    ],
)
def test_lines_that_are_no_credits(line, zone):
    """Sentences and titles are not taken for bylines or dates, whatever they begin with."""
    assert credit(line, zone, bare=True) is None


EAST = timezone(timedelta(hours=-4))
BRITISH = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("Published: 17 Apr. 2025, 09:07", None, "minute"),
        ("Published April 17, 2025 at 9:07 a.m. EDT", datetime(2025, 4, 17, 9, 7, tzinfo=EAST), "minute"),
        ("Published on Thu 17 Apr 2025 10.00 BST", datetime(2025, 4, 17, 10, tzinfo=BRITISH), "minute"),
        ("Posted: Thursday, April 17, 2025 - 12:05 am ET", datetime(2025, 4, 17, 0, 5, tzinfo=EAST), "minute"),
        ("First published 17th of April 2025", None, "day"),
        ("2025-04-17T09:07:30Z", datetime(2025, 4, 17, 9, 7, tzinfo=UTC), "minute"),
        ("2025/04/17 09:07 GMT+5", datetime(2025, 4, 17, 4, 7, tzinfo=UTC), "minute"),
        ("17.04.2025, 9:07 Uhr", None, "minute"),
        ("Publié le 17 avril 2025 à 9h07", None, "minute"),
        ("17 de abril de 2025", None, "day"),
        ("2025年4月17日 9時07分", None, "minute"),
        ("4/17/2025", None, "day"),
    ],
)
def test_stamps(line, at, precision, zone):
    """Times are read in the forms and languages of outlets; without a zone they are in the given one."""
    found = stamp(line, zone)
    assert found is not None
    expected = at or datetime(2025, 4, 17, *((9, 7) if precision == "minute" else ()), tzinfo=zone)
    assert (found.published.at, found.published.precision) == (expected, precision)


def test_a_line_with_both_times(zone):
    """A line may say when an article appeared and when it was updated."""
    found = stamp("Published: March 3, 2025 | Updated: March 4, 2025 at 9:00 AM EST", zone)
    assert (found.published.precision, found.published.found_in) == ("day", "published line")
    assert found.updated.at == datetime(2025, 3, 4, 14, tzinfo=UTC)
    assert found.updated.found_in == "updated line"


@pytest.mark.parametrize("line", ["Published 31 February 2025", "3/4/2025", "Updated 5 minutes ago", "April 28"])
def test_dates_that_are_none(line, zone):
    """A day that does not exist, could be two or lacks its year is not guessed."""
    found = stamp(line, zone)
    assert found is None or (found.published, found.updated) == (None, None)


@pytest.mark.parametrize(
    ("text", "place", "by"),
    [
        ("WASHINGTON — The", "Washington", None),
        ("TOKYO (AP) — The", "Tokyo", "Associated Press"),
        ("BERLIN, April 3 (Reuters) - The", "Berlin", "Reuters"),
        ("Berlin (dpa) - Der", "Berlin", "dpa"),
        ("New Delhi [India], April 3 (ANI): The", "New Delhi", "ANI"),
        ("PORT-AU-PRINCE, Haiti (AP) — The", "Port-au-Prince, Haiti", "Associated Press"),
        ("WASHINGTON, D.C. -- The", "Washington, D.C.", None),
        ("SAN FRANCISCO/NEW YORK, Dec 4 (Reuters) - The", "San Francisco/New York", "Reuters"),
        ("RIO DE JANEIRO—The", "Rio de Janeiro", None),
        ("McALLEN, Texas (AP) — The", "McAllen, Texas", "Associated Press"),
        ("NEW YORK, April 3, 2025 /PRNewswire/ -- The", "New York", None),
        ("(Reuters) - The", None, "Reuters"),
        ("April 3 (Reuters) - The", None, "Reuters"),
        ("LONDON: The", "London", None),
    ],
)
def test_datelines(text, place, by):
    """A dateline is cut from its paragraph, with the place as a person writes it and the agency."""
    found = dateline(f"{text} bank said so.", first=True)
    assert found is not None
    assert (found.place, found.agency) == (place, by)
    assert f"{found.text} {found.rest}".split() == f"{text.replace('—The', '— The')} bank said so.".split()


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — said so.",
        "The river — a slow one — rose.",
        "UPDATE: The river rose.",
        "BREAKING — The river rose.",
        "A 30-year-old — from Ohio — said so.",
        "Berlin — die Stadt — wuchs.",
        "WASHINGTON —",
    ],
)
def test_no_datelines(text):
    """Words before a dash or colon that are no place are left in the text."""
    assert dateline(text, first=True) is None


def test_a_colon_is_a_dateline_only_at_the_beginning():
    """Speakers' names in a transcript are no places."""
    assert dateline("ORTMANN: We will see.", first=False) is None


def test_names_and_outlets():
    """Agencies, outlets, people and sections are told apart by their words."""
    assert [agency(text) for text in ("The Associated Press", "Reuters Staff", "(AFP)", "via dpa", "A press")] == [
        "Associated Press",
        "Reuters",
        "AFP",
        "dpa",
        None,
    ]
    assert is_outlet("The Harbor Ledger")
    assert is_outlet("harborledger.com")
    assert not is_outlet("Read the Harbor Ledger")
    assert not is_outlet("Fog keeps the post")
    assert is_person("Ana de la Cruz")
    assert not is_person("World News")
    assert not is_person("Quick Look")
    assert person("JANE McDOE") == "JANE McDOE"
    assert person("JANE VAN DER DOE JR.") == "Jane van der Doe Jr."
    assert is_section("Top StoryUS")
    assert is_section("World | Politics > Europe")
    assert not is_section("Fog in Europe")


@pytest.mark.parametrize(
    ("title", "parted"),
    [
        ("Fog lifts | The Harbor Ledger", ("Fog lifts", "The Harbor Ledger")),
        ("Fog lifts - harborledger.com", ("Fog lifts", "harborledger.com")),
        ("Fog lifts – and comes back", ("Fog lifts – and comes back", None)),
        ("Fog lifts", ("Fog lifts", None)),
    ],
)
def test_titles_of_pages(title, parted):
    """Only an outlet is cut off behind a title."""
    assert without_outlet(title, None) == parted
