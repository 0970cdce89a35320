"""Tests of what headers say, written as servers write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.fetching.headers import Headers
from tests.adapters.fetching.invented import NOON


def headers(*lines):
    """Returns headers of lines such as ``Age: 3``."""
    return Headers(tuple(part.strip().encode("latin-1") for part in line.split(":", 1)) for line in lines)


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ([], None),
        (["Cache-Control: max-age=600"], 600),
        (["Cache-Control: public, MAX-AGE=600"], 600),
        (['Cache-Control: max-age="600"'], 600),
        (["Cache-Control: public", "Cache-Control: max-age=600"], 600),
        (["Cache-Control: max-age=600", "Age: 100"], 500),
        (["Cache-Control: max-age=600", "Age: 900"], 0),
        (["Cache-Control: max-age=600", "Age: soon"], 600),
        (["Cache-Control: max-age=0, must-revalidate"], 0),
        (["Cache-Control: no-store, max-age=600"], None),
        (["Cache-Control: no-cache", "Expires: Sat, 21 Nov 2026 13:00:00 GMT"], None),
        (["Cache-Control: max-age=600", "Expires: Sat, 21 Nov 2026 13:00:00 GMT"], 600),
        (["Cache-Control: max-age=ten", "Expires: Sat, 21 Nov 2026 13:00:00 GMT"], 3600),
        (["Expires: Sat, 21 Nov 2026 13:00:00 GMT", "Date: Sat, 21 Nov 2026 12:30:00 GMT"], 1800),
        (["Expires: Sat, 21 Nov 2026 13:00:00 GMT", "Date: Sat, 21 Nov 2026 12:30:00 GMT", "Age: 600"], 1200),
        (["Expires: Saturday, 21-Nov-26 13:00:00 GMT"], 3600),
        (["Expires: Sat, 21 Nov 2026 13:00:00 -0000"], 3600),
        (["Expires: Sat, 21 Nov 2026 11:00:00 GMT"], 0),
        (["Expires: 0"], 0),
        (["Expires: -1"], 0),
        (["Expires: Sat, 99 Nov 2026 13:00:00 GMT"], 0),
        (["Cache-Control: max-age=99999999999999999999"], 365 * 86400),
        (["Expires: Fri, 31 Dec 9999 23:59:59 GMT"], 365 * 86400),
        (["Expires: Fri, 31 Dec 9999 23:59:59 -2359"], 0),
        (["Cache-Control: s-maxage=60"], None),
    ],
)
def test_how_long_an_answer_stays_fresh(lines, seconds):
    """What caches are told holds for polling too, less the age that the answer already has, and a year at most."""
    assert headers(*lines).fresh(NOON) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Sat, 21 Nov 2026 12:05:00 GMT", 300),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("99999999999999999999999", 365 * 86400),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("\u00b2", None),
    ],
)
def test_how_long_to_wait(value, seconds):
    """Retry-After is read in seconds or as a date, and nonsense in it is nothing said."""
    wait = headers(f"Retry-After: {value}").wait(NOON)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("value", "kept"), [('"a"', '"a"'), ('W/"a"', 'W/"a"'), ("", None), ("x" * 1_001, None), ("a\x7fb", None)]
)
def test_what_to_ask_with_is_kept_as_it_came(value, kept):
    """A validator is the server's own text; what could not be sent again or is endless is not kept."""
    assert headers(f"ETag: {value}").validator("etag") == kept


@given(
    st.lists(st.tuples(st.sampled_from((b"Cache-Control", b"Expires", b"Date", b"Age", b"Retry-After")), st.binary()))
)
def test_no_header_is_too_odd(raw):
    """Whatever bytes come as headers, something or nothing is read from them, between 0 and a year."""
    found = Headers(raw)
    for length in (found.fresh(NOON), found.wait(NOON)):
        assert length is None or timedelta() <= length <= timedelta(days=365)
