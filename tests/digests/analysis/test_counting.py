"""What figures count: the noun beside them, and where it ends."""

import pytest

from digests.analysis import counting, quantities


def counted(text: str) -> str | None:
    """What the only quantity of a sentence counts."""
    [quantity] = quantities.find(text)
    return counting.counted(text, quantity)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A 6% harbour fee stays in place.", "harbour fee"),
        ("The 25% duty applies to cars.", "duty"),
        ("The $2 million grant helps schools.", "grant"),
        ("The 12 ships remain in port.", "ships"),
        ("A levy of 3 percent hits importers.", "levy"),
        ("A 5% export duty costs the town little.", "export duty"),
        ("The town gives 400 nurses a raise.", "nurses"),
        ("The code of 54 pages prohibits it.", "pages"),
        ("Only two suffered minor injuries.", None),
        ("Here 40 prevents the rest.", None),
    ],
)
def test_a_verb_ends_the_noun(text, counts):
    """A verb of the present or the past is never part of what is counted."""
    assert counted(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("More than 40 injured people were flown out.", "injured people"),
        ("Some 30 registered voters came.", "registered voters"),
        ("They sent 40 more men at noon.", "men"),
        ("It found 11,000 other organs last year.", "organs"),
        ("The plan sets aside $4 million in US security aid.", "US security aid"),
        ("A 3% rise in rents was agreed.", "rise in rents"),
        ("It takes a two-thirds vote to pass.", "vote"),
        ("The boat sank within 500 feet of the pier.", None),
        ("It lost 500 tons of grain.", "grain"),
        ("Poe beats Roe by 46 percent.", None),
        ("Core inflation rose by 3.2 percent.", "Core inflation"),
    ],
)
def test_what_is_counted_is_found(text, counts):
    """Participles open a noun, "more" and "other" do not; a lead over somebody says nothing of them."""
    assert counted(text) == counts
