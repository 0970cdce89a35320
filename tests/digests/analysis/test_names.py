"""Names: people, organisations and places from the article's own words."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import names, sentences
from digests.model.article import Name, Part, Sentence


def parts_of(*texts: str, kinds: dict[int, str] | None = None) -> tuple[str, tuple[Part, ...]]:
    """The text and parts of an article with these paragraphs."""
    parts, start = [], 0
    for index, text in enumerate(texts):
        parts.append(Part(kind=(kinds or {}).get(index, "paragraph"), text=text, start=start))
        start += len(text) + 2
    return "\n\n".join(texts), tuple(parts)


def found(*texts: str, kinds: dict[int, str] | None = None) -> dict[str, Name]:
    """The names of an article with these paragraphs, by name."""
    text, parts = parts_of(*texts, kinds=kinds)
    return {name.name: name for name in names.find(text, parts, sentences.split(parts)).names}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Aid was promised by U.S. President Orla Pember on Friday.", "Orla Pember", "U.S. President"),
        ("The plan came from Norwegian Finance Minister Tor Hamsund.", "Tor Hamsund", "Norwegian Finance Minister"),
        ("It angered Sen. Wilma Okonjo of Ohio.", "Wilma Okonjo", "Sen."),
        ("The letter reached White House press secretary Dana Quill.", "Dana Quill", "White House press secretary"),
        ("Tirana's deputy farm minister, Besnik Dervishi, had left.", "Besnik Dervishi", "deputy farm minister"),
        ("A call went to former senator Ian Ashgrove.", "Ian Ashgrove", "former senator"),
        ("“No,” said Pia Vantongeren, managing partner at The Larch Group, a think tank.", "Pia Vantongeren",
         "managing partner at The Larch Group"),
        ("“No,” Ruben Sale, who is a former Harbour Department official, said.", "Ruben Sale",
         "former Harbour Department official"),
        ("He met Secretary of State Lionel Brack.", "Lionel Brack", "Secretary of State"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)  # fmt: skip
def test_a_person_has_the_role_that_stands_beside_the_name(text, name, role):
    """A role before the name, or in apposition behind it, is taken as written and kept apart from the name."""
    assert found(text)[name].role == role
    assert found(text)[name].kind == "person"


@pytest.mark.parametrize(
    "name",
    ["EJ Halloran", "J. Brightwell", "G.K. Underhay", "Margarethe von der Aue", "Mary-Ann O'Fallon", "Luis D’Acosta",
     "Donald Pember Jr.", "José Ibarretxe", "Łukasz Wiśniewska"],
)  # fmt: skip
def test_initials_particles_hyphens_and_apostrophes_belong_to_the_name(name):
    """Names of any common build are found whole, and are people."""
    assert found(f"The prize went to economist {name}, as everyone had expected.")[name].kind == "person"


def test_a_short_form_is_tied_to_the_full_name():
    """A family name alone counts as a mention of the person, whatever stands beside it."""
    person = found(
        "The talks were led by Treasury Secretary Oscar Denholm.",
        "President Pember trusts Denholm’s judgment. Mr. Denholm and Hartley agreed.",
        "Denholm left at noon.",
    )["Oscar Denholm"]
    assert person.variants == ("Denholm",)
    assert person.sentences == (0, 1, 2, 3)
    assert person.role == "Treasury Secretary"


def test_a_title_before_the_full_name_is_known_counts():
    """A role that stands only beside the short form is the person's, in whichever order the forms come."""
    person = found("Prime Minister Albrecht spoke first.", "It was Ruth Albrecht's last speech.")["Ruth Albrecht"]
    assert person.role == "Prime Minister"
    assert person.variants == ("Albrecht",)


@pytest.mark.parametrize(
    ("text", "anna", "paul"),
    [
        ("Anna Weller opened the shop. Weller sold bread. Paul Weller helped. Weller paid him.", (0, 1, 3), (2,)),
        ("Anna Weller met Paul Weller. Anna Weller was late. Weller apologised.", (0, 1, 2), (0,)),
        ("Anna Weller met Paul Weller. Mr. Weller was late. Mrs. Weller apologised.", (0, 2), (0, 1)),
        ("Anna Weller met Gov. Paul Weller. Weller had called. “I ask Gov. Weller,” it said.", (0, 1), (0, 2)),
    ],
    ids=["called so first", "named more often", "by address", "by office"],
)
def test_people_of_one_family_name_stay_apart(text, anna, paul):
    """A family name that two people share means whom address or office fits, then who was called so before."""
    people = found(text)
    assert people["Anna Weller"].sentences == anna
    assert people["Paul Weller"].sentences == paul


def test_a_family_name_is_nobodys_given_name():
    """Where a word is one person's family name and another's given name, alone it means the former."""
    people = found("Jack Ashgrove came with Brian Jack. Jack left at noon.")
    assert people["Brian Jack"].sentences == (0, 1)
    assert people["Jack Ashgrove"].sentences == (0,)


def test_a_verb_that_opens_a_sentence_is_no_part_of_the_name_behind_it():
    """The capital of a sentence's first word makes no other person of a known one."""
    people = found("They saw Oscar Denholm. Joining Denholm was a choir. Denholm sang.")
    assert set(people) == {"Oscar Denholm"}
    assert people["Oscar Denholm"].sentences == (0, 1, 2)


def test_a_son_is_not_his_father():
    """A generation in the name makes another person, and the bare family name stays the elder's."""
    people = found("Donald Pember spoke. Donald Pember Jr. listened. Pember smiled at the crowd.")
    assert people["Donald Pember"].sentences == (0, 2)
    assert people["Donald Pember Jr."].sentences == (1,)


def test_a_family_name_keeps_its_particles():
    """The particles are part of the family name, large or small."""
    person = found("Commissioner Margarethe von der Aue arrived.", "Von der Aue said little, and von der Aue left.")
    assert person["Margarethe von der Aue"].sentences == (0, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A report by the Larch Foundation was published.", "Larch Foundation"),
        ("It was the work of the Ministry of Fisheries, they wrote.", "Ministry of Fisheries"),
        ("The Bank of Norway kept rates.", "Bank of Norway"),
        ("Neither the Justice Department nor others came.", "Justice Department"),
        ("Members of the Republican State Committee met.", "Republican State Committee"),
        ("Shares of Hollis & Crane Inc. fell.", "Hollis & Crane Inc."),
        ("Talks at NATO went on.", "NATO"),
        ("Sources in the White House were silent.", "White House"),
    ],
)
def test_organisations_are_known_by_their_words(text, name):
    """A run that ends in an organisation's word, or has one before "of", is an organisation, without its article."""
    assert found(text)[name].kind == "organisation"


def test_an_acronym_belongs_to_the_name_it_abbreviates():
    """The initials of an organisation are a form of its name."""
    name = found("The Larch Growers Association (LGA) met. Later the LGA voted.")["Larch Growers Association"]
    assert name.variants == ("LGA",)
    assert name.sentences == (0, 1)


def test_a_country_goes_by_all_its_everyday_forms():
    """Abbreviations of a country stand under the name that a reader would look for."""
    name = found("Troops from the U.S. came home. The United States paid. The US said so, and America slept.")
    assert name["United States"].kind == "place"
    assert set(name["United States"].variants) == {"U.S.", "US", "America"}
    assert name["United States"].sentences == (0, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "However, officials waited. Meanwhile, nothing happened. Asked again, they left.",
        "On Wednesday and in April the Japanese and the Republicans met. Tuesday was quiet.",
        "Officials said so. The officials left. Tariffs rose, and tariffs fell again.",
        "They cried BUY NOW OR NEVER at the gate.",
        "The GDP grew while the CEO watched TV at 9 AM.",
        "Prime Minister and Treasury Secretaries came. The President went.",
    ],
)
def test_capitals_that_name_nothing_are_no_names(text):
    """Beginnings of sentences, days, months, nations, offices and common abbreviations are not names."""
    assert found(text) == {}


def test_headings_give_no_names_but_count_as_places_of_known_ones():
    """Words capitalised because they stand in a heading are not names; a known name in it is a mention."""
    people = found(
        "Pember Slams Hidden Budget Trick",
        "The reply came from Orla Pember, a senator. Nothing moved Pember.",
        "“Budget Day Again” Dawns Over Harbour",
        kinds={0: "heading"},
    )
    assert set(people) == {"Orla Pember"}
    assert people["Orla Pember"].sentences == (0, 1, 2)


def test_two_people_joined_by_and_are_two():
    """A conjunction separates names."""
    assert {"Oscar Denholm", "Ruth Albrecht"} <= set(found("They saw Oscar Denholm and Ruth Albrecht, both smiling."))


def test_a_description_that_names_somebody_else_is_no_role():
    """In a list of people the next one's office is not the role of the one before."""
    people = found("It was signed by Oscar Denholm, Treasury Secretary Ruth Albrecht and others.")
    assert people["Oscar Denholm"].role is None
    assert people["Ruth Albrecht"].role == "Treasury Secretary"


def test_a_stranger_who_speaks_is_a_person():
    """A name in no list is a person's if it speaks or if its last word recurs alone."""
    people = found("“Never,” said Xylo Quandry.", "Brightlea Fumarole came. Later Fumarole wept.")
    assert people["Xylo Quandry"].kind == people["Brightlea Fumarole"].kind == "person"


_TOKENS = st.sampled_from(
    ["Orla", "Pember", "von", "der", "of", "the", "U.S.", "Sen.", "President", "minister", ",", ".", "'s", "’s", "(",
     ")", "said", "\n", "Bank", "&", "May", "É", "ß", "\u00a0", "-", "“", "”", "A", "a", "1"]
)  # fmt: skip


@given(st.lists(_TOKENS | st.text(max_size=4), max_size=40), st.sampled_from(["", " "]))
def test_any_text_gives_names_that_stand_in_their_sentences(tokens, separator):
    """Whatever the text, every name has a form in each of its sentences, and all indices exist."""
    text, parts = parts_of(separator.join(tokens) or "x")
    split = sentences.split(parts)
    for name in names.find(text, parts, split).names:
        for index in name.sentences:
            assert 0 <= index < max(len(split), 1)
        assert name.name
        assert name.name not in name.variants


@pytest.mark.parametrize("unit", ["Aa ", "Aa Bb, ", "President Aa said. ", "Smith Aa. Zoe Aa. Aa, ", "U.S. of the "])
def test_time_grows_with_the_length_of_the_text(unit):
    """A text eight times as long takes about eight times as long, even in one endless line."""

    def seconds(count):
        text, parts = parts_of(unit * count)
        split = (Sentence(text=text, start=0, end=len(text), part=0),)
        begun = process_time()
        names.find(text, parts, split)
        return process_time() - begun

    assert min(seconds(4000) for _ in range(3)) < 24 * max(min(seconds(500) for _ in range(3)), 0.002)
