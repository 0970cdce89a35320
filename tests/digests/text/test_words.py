"""Tests of words, synonyms and when two texts are the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.likeness import bare_words, same_marks
from digests.text.synonyms import concepts, spellings
from digests.text.words import stem, terms, words


def test_words_keep_their_inner_marks_and_lose_possessives():
    """Of "Japan's" Japan is left, numbers keep their points and hyphenated words stay whole."""
    assert words("Japan’s 1.8% win-win, 55,000 troops") == ["japan", "1.8", "win-win", "55,000", "troops"]


def test_terms_are_the_stems_of_content_words():
    """Function words and the words of reporting are left out, inflections fall together."""
    assert terms("The minister said the levies were raised") == [stem("minister"), stem("levy"), stem("raise")]
    assert terms("U.S. tariff") == terms("US tariffs")


def test_synonyms_are_one_concept():
    """What outlets call by different names is counted as one thing; what differs stays apart."""
    assert concepts("duties") == concepts("levies") == concepts("tariff")
    assert concepts("130 nations") == concepts("130 countries")
    assert concepts("strikes") != concepts("attacks")


def test_spellings_add_the_synonyms_to_look_for():
    """An archive is searched for every word that counts the same thing."""
    assert set(spellings("the levy on cars")) >= {"levy", "tariff", "duty", "cars", "automobile"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Fine,” she said", '"Fine," she said'),
        ("it’s  a\n‘test’", "it's a 'test'"),
        ("a – b", "a - b"),
    ],
)
def test_forms_of_marks_and_spaces_do_not_matter(one, other):
    """Two outlets' typography is no difference in what was said."""
    assert same_marks(one) == same_marks(other)


def test_bare_words_leave_only_the_words():
    """Capitals and marks go, so that a quote can be recognised in any house style."""
    assert bare_words("“Hopefully, the U.S. is GREAT!”") == ["hopefully", "the", "us", "is", "great"]


@given(st.text())
def test_any_text_has_words(text):
    """No text breaks the splitting, and what is evened out once stays so."""
    assert terms(text) == terms(text)
    assert same_marks(same_marks(text)) == same_marks(text)
    assert all(word == word.strip() for word in bare_words(text))
