"""Looking up listed words in a text."""

from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import lookups

LISTED = frozenset(("one", "ten", "may"))


def test_words_are_found_where_they_stand_alone():
    """Case does not matter, and a word within another, or beside a digit or underscore, is none."""
    text = "One may stone Ten. one-ten lone one2 _may İ may"
    assert lookups.words(text, LISTED) == [
        (0, "one"), (4, "may"), (14, "ten"), (19, "one"), (23, "ten"), (len(text) - 3, "may"),
    ]  # fmt: skip


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(["one", "TEN ", "May", " ", "İ", "ß", "٣", "\u0301"])).map("".join)
)
def test_offsets_are_exact(text):
    """Each offset is that of the word in the text as it is written, in order."""
    found = lookups.words(text, LISTED)
    assert found == sorted(found)
    assert all(text[start : start + len(word)].lower() == word for start, word in found)
