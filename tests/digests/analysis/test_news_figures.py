"""Figures in sentences as newsrooms write them: all of their values and units, and nothing else."""

import pytest

from digests.analysis import dates, figures, sentences
from digests.model.article import Part, Published

# Each sentence with the value, or the ends of the range, and the unit of every figure in it.
SENTENCES = [
    ("Shares of Halden Foods fell 3.2 percent to $45.10.", [(3.2, "percent"), (45.1, "dollar")]),
    ("Revenue of $14.7bn, up from $12bn, beat every forecast.", [(14.7e9, "dollar"), (12e9, "dollar")]),
    ("The repair will cost between 10 and 15 million euros.", [((10e6, 15e6), "euro")]),
    ("A third of voters stayed at home.", [(1 / 3, None)]),
    ("The blast hurt 12 people, two of them children.", [(12, None), (2, None)]),
    ("The senate voted 52-48 to keep the levy.", [(52, None), (48, None)]),
    ("The motion passed by 31 votes to 18.", [(31, None), (18, None)]),
    ("The council approved the plan 7 to 2.", [(7, None), (2, None)]),
    ("Brennick Rovers beat Halden 3-1 on Sunday.", []),
    ("Unemployment rose from 4.1% to 4.6% in May.", [(4.1, "percent"), (4.6, "percent")]),
    ("The bank raised its rate from 2 percent to 2.25 percent.", [(2, "percent"), (2.25, "percent")]),
    ("It cut its outlook to between 1.5% and 2%.", [((1.5, 2), "percent")]),
    ("Fares range from $5 to $12.", [((5, 12), "dollar")]),
    ("The fleet grew from 12 to 20 ships.", [(12, None), (20, None)]),
    ("The children, aged 5 to 11, were unhurt.", [((5, 11), "year")]),
    ("Children from 6 to 12 years old ride free.", [((6, 12), "year")]),
    ("Prices were up 0.4% on the month and 3.1% on the year.", [(0.4, "percent"), (3.1, "percent")]),
    ("Temperatures reached 41C (106F) in Orvane.", [(41, "celsius"), (106, "fahrenheit")]),
    (
        "The quake struck 35 km (22 miles) north of Halden at a depth of 10 km.",
        [(35, "kilometre"), (22, "mile"), (10, "kilometre")],
    ),
    ("A 6.1-magnitude quake shook the coast.", [(6.1, None)]),
    (
        "The yield on the 10-year bond fell 5 basis points to 4.21%.",
        [(10, "year"), (5, "basis point"), (4.21, "percent")],
    ),
    (
        "Brent crude rose 1.1%, or 85 cents, to $78.40 a barrel.",
        [(1.1, "percent"), (85, "cent"), (78.4, "dollar per barrel")],
    ),
    (
        "The index lost 120.5 points, or 0.9 percent, to close at 13,250.",
        [(120.5, None), (0.9, "percent"), (13250, None)],
    ),
    ("More than 1.2 million homes lost power for at least 48 hours.", [(1.2e6, None), (48, "hour")]),
    ("Police seized 2.5 tonnes of cocaine worth £200m.", [(2.5, "metric ton"), (200e6, "pound sterling")]),
    ("The company will cut 4,000 jobs, or 8% of its workforce.", [(4000, None), (8, "percent")]),
    ("Profit doubled to 3.4 billion yuan ($470 million).", [(3.4e9, "chinese yuan"), (470e6, "dollar")]),
    ("Nearly two-thirds of the 900 workers walked out.", [(2 / 3, None), (900, None)]),
    ("One in four adults owns a boat.", [(0.25, None)]),
    ("Three of the five judges agreed.", [(3, None)]),
    ("The twins, 9, and their mother, 34, escaped.", [(9, "year"), (34, "year")]),
    ("A 17-year-old was fined $250.", [(17, "year"), (250, "dollar")]),
    ("The fire burned 12,000 acres in six days.", [(12000, "acre"), (6, "day")]),
    ("It earned 42 cents a share, against 38 cents a year earlier.", [(42, "cent"), (38, "cent")]),
    ("Output fell by a quarter to 2.1 million barrels per day.", [(0.25, None), (2.1e6, "barrel per day")]),
    ("The train ran at 320 km/h over a 180-kilometre stretch.", [(320, "kilometre per hour"), (180, "kilometre")]),
    ("Inflation is seen at 2.5-3% next year.", [((2.5, 3), "percent")]),
    (
        "The plant employs some 1,500 people and makes 60 percent of the region's glass.",
        [(1500, None), (60, "percent")],
    ),
    ("Turnout was 61.3 percent, down from 66 percent in 2019.", [(61.3, "percent"), (66, "percent")]),
    ("The lake holds 3 cubic kilometres of water.", [(3, "cubic kilometre")]),
    (
        "The poll of 1,020 adults has a margin of error of plus or minus 3 percentage points.",
        [(1020, None), (3, "percentage point")],
    ),
    ("He was sentenced to 12 years and fined €1.5 million.", [(12, "year"), (1.5e6, "euro")]),
    ("Sales at the US$2 billion chain fell for a fourth month.", [(2e9, "dollar")]),
    ("The grant of A$75,000 pays for two nurses.", [(75000, "australian dollar"), (2, None)]),
    ("Rainfall of 110mm fell in under three hours.", [(110, "millimetre"), (3, "hour")]),
    ("The stock traded at 27 times earnings.", [(27, None)]),
    ("Exports tripled to 90 GWh, the grid operator said.", [(90, "gigawatt hour")]),
    ("They took 10 of 12 seats.", [(10, None), (12, None)]),
    ("It lowered its forecast to 1.8% from 2.1%.", [(1.8, "percent"), (2.1, "percent")]),
    (
        "A dollar bought 151.20 yen, compared with 150.85 yen on Monday.",
        [(151.2, "japanese yen"), (150.85, "japanese yen")],
    ),
    ("Wages rose 4%, the fastest pace in 15 years.", [(4, "percent"), (15, "year")]),
    ("The euro was down 0.2% at $1.0835.", [(0.2, "percent"), (1.0835, "dollar")]),
    ("Net debt stood at 2.3 times core profit.", [(2.3, None)]),
    ("It plans to hire 300 to 400 nurses over two years.", [((300, 400), None), (2, "year")]),
    ("At least one person died and 20 others were hurt.", [(1, None), (20, None)]),
    ("The 25 percent duty covers $50 billion of goods.", [(25, "percent"), (50e9, "dollar")]),
    ("The vote was 218-212, with three members absent.", [(218, None), (212, None), (3, None)]),
    ("The ship is 400 feet long and weighs 9,000 tons.", [(400, "foot"), (9000, "ton")]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_news_sentence_gives_its_figures(text, expected):
    """Every figure of a sentence comes out with its value and unit, in order, and no other."""
    parts = (Part(kind="paragraph", text=text, start=0),)
    split = sentences.split(parts, "en")
    found = figures.find(text, parts, split, dates.find(text, parts, split, Published()))
    values = [(figure.low, figure.high) if figure.value is None else figure.value for figure in found]
    assert values == [pytest.approx(value) for value, _ in expected]
    assert [figure.unit for figure in found] == [unit for _, unit in expected]
