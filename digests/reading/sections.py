"""Names of sections, as they stand in menus and above headlines: "World news", "Top StoryUS", "Politics | Europe"."""

import re

# Words of section names; a line of nothing else names a section, or several in a menu.
_WORDS = set(
    "home world news us u.s. uk eu usa america americas national nation local international global regional "
    "latest top breaking story stories headlines headline featured exclusive opinion opinions editorial "
    "editorials analysis comment columns columnists politics political policy elections election government "
    "congress white house business economy economics economic finance markets market money companies technology "
    "tech science health environment climate weather energy sport sports football soccer rugby cricket tennis "
    "culture arts art books music film movies tv television theatre theater games gaming puzzles crosswords "
    "entertainment celebrity lifestyle life style fashion food drink recipes travel cars motoring property homes "
    "real estate jobs education schools university family community communities society religion crime courts law "
    "legal police obituaries letters magazine weekend sunday features feature long reads in-depth special reports "
    "report investigations data video videos photos pictures gallery podcasts podcast audio live radio "
    "newsletters newsletter events more and the of & asia asia-pacific pacific europe africa middle east north "
    "south west latin australia canada china india russia ukraine japan germany france britain england scotland "
    "wales ireland northern defence defense security military diplomacy trade transport transportation "
    "infrastructure space history explainers explainer interview interviews profile profiles corrections archive "
    "archives ausland inland politik wirtschaft kultur meinung panorama wissen gesellschaft monde politique "
    "économie société actualités mundo política economía sociedad deportes".split()
)
_BETWEEN = re.compile(r"[\s|/›>»•·,:–—-]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 200  # characters


def is_section(text: str) -> bool:
    """Whether a line is made of names of sections and nothing else, even where a page ran two of them together."""
    if len(text) > _LONGEST:
        return False
    words = [word for word in _BETWEEN.split(text) if word]
    return bool(words) and all(word.strip(".").lower() in _WORDS or word.lower() in _WORDS for word in words)
