"""Units in symbols, with prefixes, powers and rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import symbols


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5 mGy", "milligray"),
        ("5 kPa of", "kilopascal"),
        ("5 m/s2", "metre per square second"),
        ("5 km/s^2", "kilometre per square second"),
        ("5 µg/m³", "microgram per cubic metre"),
        ("5 \u03bcg/m3", "microgram per cubic metre"),
        ("5 s-1", "inverse second"),
        ("5 kg·m", "kilogram metre"),
        ("5 Js", "joule second"),
        ("5 W/min", "watt per minute"),
        ("5 GiB", "gibibyte"),
        ("2.1 pm", "picometre"),
    ],
)
def test_symbols_are_put_in_words(text, name):
    """Prefixes, powers, products and quotients are named in the singular."""
    number = text.index(" ")
    found = symbols.read(text, number)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "text",
    ["5 A", "5 K", "5 TV sets", "5 F-16 jets", "2.15 pm", "5 am", "5 A/C units", "5 MPs", "5 men", "5 G/7", "5 x/m"],
)
def test_words_and_names_are_no_symbols(text):
    """Lone letters, abbreviations, types of aircraft and times of the day are no units."""
    assert symbols.read(text, text.index(" ")) is None


@given(st.text(alphabet="mskgJNWPabcd/^·2-3 µ²", max_size=30))
def test_what_is_read_ends_in_the_text(text):
    """Whatever follows a number, the unit ends behind it and within the text."""
    found = symbols.read(f"5{text}", 1)
    assert found is None or (found[0] and 1 < found[1] <= len(text) + 1)
