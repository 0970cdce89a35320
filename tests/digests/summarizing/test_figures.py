"""Tests of figures over outlets, and of where outlets differ."""

from digests.summarizing import differences, figures

EVENING = "2025-03-04T18:00:00+00:00"
NEXT_DAY = "2025-03-05T09:00:00+00:00"


def readings(*articles):
    """Kind and readings of each difference."""
    return [(one.kind, [reading.text for reading in one.readings]) for one in differences.find(articles)]


def test_one_rate_by_different_names_is_one_figure(article):
    """A levy, a duty and a tariff of 12% on cars are one figure of three outlets."""
    told = [
        article("a", "Trade", "The island will charge a 12% tariff on cars from June."),
        article("b", "Trade", "From June the island has a 12 percent duty on cars."),
        article("c", "Trade", "A levy of 12% on automobiles is to come, the island said."),
    ]
    [figure, *_] = figures.merge(told)
    assert (figure.value, figure.unit) == (12, "percent")
    assert figure.outlets == ("The A", "The B", "The C")
    assert len(figure.citations) == 3


def test_equal_numbers_of_different_things_stay_apart(article):
    """Twelve ships and twelve dockers are two figures."""
    told = [
        article("a", "Port", "The port sent away 12 ships on Monday."),
        article("b", "Port", "A union leader praised 12 dockers for their courage."),
    ]
    assert len(figures.merge(told)) == 2


def test_two_outlets_with_two_numbers_differ(article):
    """Readings of the same thing stand side by side with who gives which, smallest first."""
    told = [
        article("a", "Ferry", "The ferry had 91 passengers on board."),
        article("b", "Ferry", "There were 84 passengers on the ferry."),
    ]
    [difference] = differences.find(told)
    assert difference.kind == "conflict"
    assert [(r.value, r.outlets) for r in difference.readings] == [(84, ("The B",)), (91, ("The A",))]
    assert difference.counts == "passengers"


def test_a_later_number_is_an_update(article):
    """A number that every later report gives in place of an earlier one has moved."""
    told = [
        article("a", "Ferry", "The crash left 12 passengers in hospital."),
        article("b", "Ferry", "The crash left 17 passengers in hospital.", published=NEXT_DAY),
    ]
    assert readings(*told) == [("update", ["12", "17"])]


def test_a_moved_number_on_which_outlets_differ_is_both(article):
    """Where the new numbers contradict each other, the update and the conflict are both shown."""
    told = [
        article("a", "Ferry", "The crash left 12 passengers in hospital."),
        article("b", "Ferry", "The crash left 17 passengers in hospital.", published=NEXT_DAY),
        article("c", "Ferry", "The crash left 15 passengers in hospital.", published=NEXT_DAY),
    ]
    assert readings(*told) == [("update", ["12", "17", "15"]), ("conflict", ["15", "17"])]


def test_within_a_shift_two_numbers_contradict(article):
    """Half an hour does not make a number news."""
    told = [
        article("a", "Ferry", "The crash left 12 passengers in hospital."),
        article("b", "Ferry", "The crash left 17 passengers in hospital.", published="2025-03-04T08:30:00+00:00"),
    ]
    assert readings(*told) == [("conflict", ["12", "17"])]


def test_an_undated_report_moves_nothing(article):
    """Without a time of its own a report cannot be the later one."""
    told = [
        article("a", "Ferry", "The crash left 12 passengers in hospital.", published=None),
        article("b", "Ferry", "The crash left 17 passengers in hospital.", published=NEXT_DAY),
    ]
    assert readings(*told) == [("conflict", ["12", "17"])]


def test_estimates_beside_each_other_are_perhaps_of_different_things(article):
    """Counts that one article gives side by side are shown, but not as a contradiction."""
    told = [
        article("a", "Talks", "More than 60 towns want talks. Levies were set for dozens of towns."),
        article("b", "Talks", "At least 12 towns made an offer."),
    ]
    assert readings(*told) == [("scope", ["at least 12", "dozens", "more than 60"])]


def test_exact_counts_beside_each_other_are_different_things(article):
    """An article that has 84 passengers on board and 40 on the next boat does not contradict anybody."""
    told = [
        article("a", "Ferry", "The ferry had 84 passengers. The smaller boat has room for 40 passengers."),
        article("b", "Ferry", "The ferry carried 84 passengers."),
    ]
    assert readings(*told) == []


def test_different_rates_for_different_things_do_not_differ(article):
    """10% on most goods and 25% on cars are no contradiction."""
    told = [
        article("a", "Trade", "There is a 10% tariff on goods and a 25% tariff on cars."),
        article("b", "Trade", "There is a 25% tariff on cars."),
        article("c", "Trade", "There is a 10% tariff on goods."),
    ]
    assert readings(*told) == []


def test_a_rounded_number_agrees(article):
    """4,213 voters and 4,200 voters are the same count."""
    told = [
        article("a", "Vote", "The town has 4,213 voters."),
        article("b", "Vote", "About 4,200 voters live in the town."),
    ]
    assert readings(*told) == []


def test_people_are_compared_only_by_what_happened_to_them(article):
    """12 people injured and 30 people dancing are no contradiction; 12 and 15 injured are."""
    told = [
        article("a", "Ferry", "The crash was loud and 12 people were injured."),
        article("b", "Ferry", "Later 30 people danced on the quay."),
        article("c", "Ferry", "Doctors said 15 people were hurt."),
    ]
    [difference] = differences.find(told)
    assert [reading.text for reading in difference.readings] == ["12", "15"]
    assert difference.counts.startswith("people were")


def test_one_outlet_alone_does_not_differ(article):
    """An outlet that changes its number within one report contradicts nobody."""
    assert readings(article("a", "Ferry", "There were 84 passengers. Then there were 91 passengers.")) == []
