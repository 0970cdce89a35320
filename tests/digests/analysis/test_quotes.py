"""Quotes: whose words stand between the marks."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import names, quotes, sentences
from digests.model.article import Part, Quote, Sentence


def found(*texts: str, kinds: dict[int, str] | None = None) -> list[Quote]:
    """The quotes of an article with these paragraphs."""
    parts, start = [], 0
    for index, text in enumerate(texts):
        parts.append(Part(kind=(kinds or {}).get(index, "paragraph"), text=text, start=start))
        start += len(text) + 2
    text, split = "\n\n".join(texts), sentences.split(parts)
    made = quotes.find(text, tuple(parts), split, names.find(text, tuple(parts), split))
    for quote in made:
        assert text[quote.start : quote.end] == quote.text
        assert split[quote.sentence].start <= quote.start < split[quote.sentence].end
        assert (quote.start, quote.end) == (quote.pieces[0].start, quote.pieces[-1].end)
        assert all(text[piece.start : piece.end] == piece.text for piece in quote.pieces)
    return [quote for quote in made if quote.verbatim]


INTRODUCTION = "Finance Minister Orla Pember and Oscar Denholm, who runs the Larch Foundation, met in the harbour."


@pytest.mark.parametrize(
    ("text", "speaker", "as_written", "cue"),
    [
        ("“The harbour must open,” said Pember.", "Orla Pember", "Pember", "said"),
        ("“The harbour must open,” Pember said on Monday.", "Orla Pember", "Pember", "said"),
        ("“The harbour must open,” Denholm, who was once a pilot, said.", "Oscar Denholm", "Denholm", "said"),
        ("“The harbour must open,” Denholm later told the local radio.", "Oscar Denholm", "Denholm", "told"),
        ("“Must the harbour open?” asked Ms. Pember.", "Orla Pember", "Pember", "asked"),
        ("“Open the harbour!” Pember shouted.", "Orla Pember", "Pember", "shouted"),
        ("“Open the harbour!” bellowed Denholm.", "Oscar Denholm", "Denholm", "bellowed"),
        ("“The harbour must open”, Pember wrote in a letter.", "Orla Pember", "Pember", "wrote"),
        ("“The harbour must open,” according to Denholm.", "Oscar Denholm", "Denholm", "according to"),
        ("Pember said: “The harbour must open.”", "Orla Pember", "Pember", "said"),
        ("In a post on Friday, Denholm stated: “The harbour must open.”", "Oscar Denholm", "Denholm", "stated"),
        ("On the quay, Pember, a keen rower, replied, “The harbour must open.”", "Orla Pember", "Pember", "replied"),
        ("Pember took the floor and said, “The harbour must open.”", "Orla Pember", "Pember", "said"),
        ("Denholm left the room, adding: “The harbour must open.”", "Oscar Denholm", "Denholm", "adding"),
        ("As Pember left, Denholm said, “The harbour must open.”", "Oscar Denholm", "Denholm", "said"),
        ("In a letter Pember said: “The harbour must open.”", "Orla Pember", "Pember", "said"),
        ("The film shows Denholm saying, “The harbour must open.”", "Oscar Denholm", "Denholm", "saying"),
        ("Pember answered Denholm’s comments by saying, “The harbour must open.”", "Orla Pember", "Pember", "saying"),
        ("According to Denholm, “The harbour must open.”", "Oscar Denholm", "Denholm", "According to"),
        ("Denholm of the Larch Foundation said: “The harbour must open.”", "Oscar Denholm", "Denholm", "said"),
        ("Denholm, of Brennick, Neb., said: “The harbour must open.”", "Oscar Denholm", "Denholm", "said"),
        ("Denholm seemed pleased: “The harbour must open.”", "Oscar Denholm", "Denholm", ":"),
        ("Denholm: “The harbour must open.”", "Oscar Denholm", "Denholm", ":"),
        ("“The harbour must open.” — Oscar Denholm", "Oscar Denholm", "Oscar Denholm", "—"),
        ("«The harbour must open,» said Pember.", "Orla Pember", "Pember", "said"),
        ('"The harbour must open," said Pember.', "Orla Pember", "Pember", "said"),
        ("''The harbour must open,'' said Pember.", "Orla Pember", "Pember", "said"),
        ("‘The harbour must open,’ said Pember.", "Orla Pember", "Pember", "said"),
    ],
)  # fmt: skip
def test_an_attribution_is_read_wherever_it_stands(text, speaker, as_written, cue):
    """Before or behind the quote, inverted or not, with a description or an adverb between: the speaker is found."""
    (quote,) = found(INTRODUCTION, text)
    assert quote.text.strip("?!,.") in ("The harbour must open", "Must the harbour open", "Open the harbour")
    assert (quote.speaker, quote.speaker_as_written, quote.cue) == (speaker, as_written, cue)
    assert quote.kind == "direct"


def test_the_role_comes_with_the_speaker():
    """A quote has the role that the article gives its speaker, wherever it says so."""
    quote, other = found(INTRODUCTION, "“No,” said Pember.", "“Yes,” said Ida Crane, managing partner at Hollis & Co.")
    assert quote.role == "Finance Minister"
    assert (other.speaker, other.role) == ("Ida Crane", "managing partner at Hollis & Co.")


def pieces(quote: Quote) -> list[str]:
    """The words of a quote, piece by piece."""
    return [piece.text for piece in quote.pieces]


@pytest.mark.parametrize(
    ("between", "rest", "cue"),
    [
        (" said Denholm, ", "and it must open at once.", "said"),
        (" Denholm said. ", "It must open at once.", "said"),
        (" said Denholm, who was once a pilot. ", "It must open at once.", "said"),
        (" Denholm, R-N.C., told the Larch Post on Sunday night. ", "It must open at once.", "told"),
        (" said former harbour pilot Oscar Denholm. ", "It must open at once.", "said"),
        (" the notice reads. ", "It must open at once.", "reads"),
        (" said Denholm.\n\n", "It must open at once.", "said"),
    ],
)
def test_an_interrupted_quote_is_one_utterance_in_pieces(between, rest, cue):
    """A quote with nothing but its attribution in the middle is one, and its pieces are the words alone."""
    paragraphs = f"“The harbour is ours,”{between}“{rest}”".split("\n\n")
    (quote,) = found(INTRODUCTION, *paragraphs)
    assert quote.text.startswith("The harbour is ours,”")
    assert quote.text.endswith(f"“{rest}")
    assert pieces(quote) == ["The harbour is ours,", rest]
    assert (quote.cue, quote.kind) == (cue, "direct")
    assert quote.speaker == (None if cue == "reads" else "Oscar Denholm")


@pytest.mark.parametrize(
    "text",
    [
        "“The harbour is ours,” said Denholm. He walked off. “It must open.”",
        "“The harbour is ours,” said Denholm. “It must open,” said Pember.",
        "“The harbour is ours,” said Denholm, adding: “It must open.”",
        "Denholm called it “quite a grand harbour for us.” “It must open,” said Pember.",
    ],
)
def test_two_attributions_or_a_sentence_between_make_two_utterances(text):
    """What somebody says after the writer went on is a quote of its own."""
    assert [len(quote.pieces) for quote in found(INTRODUCTION, text)] == [1, 1]


def test_a_quote_without_attribution_goes_on_with_the_speaker():
    """In the next sentence or the next paragraph, a quote that nobody else is named for has the speaker before it."""
    made = found(
        INTRODUCTION,
        "“The harbour must open,” said Pember. “It has been closed for too long.”",
        "“Ships are waiting outside.”",
        "“They will leave,” Denholm warned.",
    )
    assert [quote.speaker for quote in made] == ["Orla Pember"] * 2 + ["Oscar Denholm"]
    assert [quote.cue for quote in made] == ["said", None, "warned"]


def test_a_heading_ends_what_was_said_before_it():
    """A quote that opens a new section is not carried on from the section before."""
    made = found(INTRODUCTION, "“Ships are waiting,” said Pember.", "The crews", "“We sleep.”", kinds={2: "heading"})
    assert [quote.speaker for quote in made] == ["Orla Pember", None]


def test_a_quote_right_before_an_attributed_one_is_one_with_it():
    """An attribution at the end of a paragraph holds for all of the words before it."""
    (quote,) = found(INTRODUCTION, "“Ships are waiting.” “They will leave,” said Denholm.")
    assert pieces(quote) == ["Ships are waiting.", "They will leave,"]
    assert quote.speaker == "Oscar Denholm"


def test_a_paragraph_that_announces_a_quote_names_its_speaker():
    """A paragraph that ends in a colon says who speaks in the next one."""
    made = found(
        INTRODUCTION,
        "In a message to the crews, Pember wrote:",
        "“The harbour must open.”",
        "At the pier, Denholm faced the crews before boarding a ferry:",
        "“We will wait no longer than a week.”",
    )
    assert [quote.speaker for quote in made] == ["Orla Pember", "Oscar Denholm"]
    assert made[0].cue == "wrote"


def test_a_quote_over_several_paragraphs_needs_no_closing_marks():
    """A quote that is still open at its paragraph's end goes on with the opening mark of the next one."""
    lines = ("“The harbour must open,” said Pember. “It is ours.", "“It is also theirs.", "“It is everybody’s.”")
    (quote,) = found(INTRODUCTION, *lines)
    assert pieces(quote) == ["The harbour must open,", "It is ours.", "It is also theirs.", "It is everybody’s."]
    assert quote.speaker == "Orla Pember"


def test_straight_marks_are_paired_within_a_paragraph():
    """A straight mark left over does not turn the rest of the article inside out."""
    made = found(INTRODUCTION, '"The harbour must open, said Pember.', "Gulls cried.", '"We agree," said Denholm.')
    assert made[-1].text == "We agree,"
    assert made[-1].speaker == "Oscar Denholm"


def test_marks_within_a_quote_belong_to_it():
    """What stands in inner marks, single or double, is not a quote of its own."""
    (quote,) = found(INTRODUCTION, "“They call it ‘fair play’ and “progress,” but it is neither,” said Pember.")
    assert quote.text == "They call it ‘fair play’ and “progress,” but it is neither,"


@pytest.mark.parametrize("marks", ["„“", "„”", "»«", "«»", "““", "‟”"])
def test_the_closing_mark_may_be_one_that_opens_elsewhere(marks):
    """Whatever pair of marks an article quotes with, the quote ends where they close."""
    (quote,) = found(
        INTRODUCTION, f"{marks[0]}The harbour must open,{marks[1]} said Pember. The crews were glad of it."
    )
    assert (quote.text, quote.speaker) == ("The harbour must open,", "Orla Pember")


@pytest.mark.parametrize(
    "text",
    [
        "It was the crews’ choice, the harbour’s loss and Pember’s gain in the ’90s, or the '90s, Denholm said.",
        "The board is 6' 2\" long, Pember said.",
        "It won't open, and they can't say why, Pember said.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text):
    """Possessives, contractions, shortened years and inches open nothing."""
    assert found(INTRODUCTION, text) == []


@pytest.mark.parametrize(
    ("text", "fragment", "speaker"),
    [
        ("Pember called the offer a “second spring” for the town.", "second spring", "Orla Pember"),
        ("Denholm has said there is a “second spring” in sight.", "second spring", "Oscar Denholm"),
        ("The “second spring” would last for years, Denholm said.", "second spring", "Oscar Denholm"),
        ("The offer was described by Pember as “a gift.”", "a gift.", "Orla Pember"),
    ],
)
def test_a_fragment_is_mixed(text, fragment, speaker):
    """Quoted words inside the writer's own sentence are a mixed quote of whoever the sentence says speaks."""
    (quote,) = found(INTRODUCTION, text)
    assert (quote.text, quote.speaker, quote.kind) == (fragment, speaker, "mixed")


@pytest.mark.parametrize(
    "text",
    [
        "The town enjoyed a “second spring” last year.",
        "They watched “Song of the Harbour Pilots” until midnight.",
        "On “Harbour Talk Tonight” Pember said nothing new.",
        "Pember read a so-called “charter of the harbour” to them.",
        "The bay is known as “the quiet end of the world.”",
        "The crews answered with a song called “Song of the Pilots.”",
        "“Harbour Nights” star Orla Pember was there.",
    ],
)
def test_manners_of_speaking_and_titles_are_no_quotes(text):
    """A few words in marks that nobody is said to have spoken, and titles of works, are left out."""
    assert found(INTRODUCTION, text) == []


def test_single_marks_are_for_what_is_attributed_where_double_ones_are_in_use():
    """In an article that quotes with double marks, a line in single ones is a heading unless it has a speaker."""
    made = found(INTRODUCTION, "‘A better harbour.’", "“We wait,” said Pember.", "‘It must open,’ said Denholm.")
    assert [quote.text for quote in made] == ["We wait,", "It must open,"]


@pytest.mark.parametrize(
    "subject", ["The office that runs the ferries", "A pilot whose boat had sunk", "The man who runs the ferries"]
)
def test_a_subject_keeps_its_relative_clause(subject):
    """Whoever is told apart by a clause of its own is named with it, and not by the last words of the clause."""
    (quote,) = found(INTRODUCTION, f"{subject} said: “The harbour must open.”")
    assert (quote.speaker, quote.speaker_as_written) == (None, subject)


def test_an_attribution_without_a_subject_is_that_of_the_sentence():
    """A participle behind the narration belongs to the person the sentence opens with, across words in marks."""
    quote = found(INTRODUCTION, "Denholm mocked the “admiral,” saying, “The harbour must open.”")[-1]
    assert (quote.speaker, quote.cue) == ("Oscar Denholm", "saying")


def test_a_role_is_that_of_the_sentence_it_is_given_in():
    """Somebody who is described twice has the nearer description, and otherwise the first."""
    made = found(
        "Finance Minister Orla Pember arrived.",
        "“The harbour must open,” said Pember, chairwoman of the Larch Party.",
        "At night she spoke again.",
        "“I have said it,” said Pember.",
    )
    assert [quote.role for quote in made] == ["chairwoman of the Larch Party", "Finance Minister"]


@pytest.mark.parametrize("opening", ["Officials", "Outside", "Both"])
def test_a_capital_alone_makes_no_name(opening):
    """The first word of a sentence is not a speaker's name because it has a capital."""
    (quote,) = found(INTRODUCTION, f"{opening} said: “The harbour must open.”")
    assert quote.speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The harbour must open,” he said.", "Oscar Denholm"),
        ("“The harbour must open,” she said.", "Olga Pember"),
        ("“The harbour must open,” the minister said.", "Olga Pember"),
        ("“The harbour must open,” the senator said.", "Oscar Denholm"),
        ("“The harbour must open,” they said.", None),
    ],
)
def test_pronouns_and_offices_mean_the_nearest_person_they_fit(text, speaker):
    """A pronoun means the nearest person of its sex, an office the person who holds it."""
    met = "Minister Olga Pember met Sen. Oscar Denholm on the quay."
    (quote,) = found(met, text)
    assert quote.speaker == speaker


def test_a_pronoun_means_nobody_who_is_only_spoken_of():
    """A person who is named inside a quote is not meant by the pronoun outside it."""
    made = found("Oscar Denholm spoke last.", "“Paul Weller is right,” he said.", "“He is also late,” he added.")
    assert [quote.speaker for quote in made] == ["Oscar Denholm"] * 2


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("“The phones never stop,” said one pilot familiar with the plan.", "one pilot familiar with the plan"),
        ("“The phones never stop,” a spokesman for Orla Pember said.", "a spokesman for Orla Pember"),
        ("“The phones never stop,” said Pember’s spokeswoman.", "Pember’s spokeswoman"),
        ("The ministry laughed off Pember’s comments, telling reporters, “The phones never stop.”", "The ministry"),
    ],
)
def test_a_speaker_without_a_name_stays_unnamed(text, phrase):
    """Somebody who is only described has no name, and is never taken for the person in the description."""
    (quote,) = found(INTRODUCTION, text)
    assert (quote.speaker, quote.speaker_as_written) == (None, phrase)


def test_a_question_put_to_somebody_is_not_theirs():
    """Whoever was asked did not say it."""
    (quote,) = found(INTRODUCTION, "Pember was asked, “Will the harbour open?”")
    assert quote.speaker is None


def test_an_attribution_is_not_taken_from_the_next_sentence():
    """A sentence of its own behind a finished quote does not say whose the quote is."""
    made = found(INTRODUCTION, "Pember said: “The harbour must open.” Denholm said nobody had asked the crews.")
    assert [quote.speaker for quote in made] == ["Orla Pember"]


def test_a_clipped_quote_at_the_end_of_a_line_is_attributed():
    """An attribution that breaks off without a stop still names its speaker."""
    (quote,) = found(INTRODUCTION, "“The harbour must open,” said Ida Crane")
    assert quote.speaker == "Ida Crane"


def test_only_what_narrates_is_quoted():
    """Captions, embedded posts and headings yield no quotes."""
    line = "“The harbour must open,” said Pember."
    made = found(line, line, line, line, kinds={0: "caption", 1: "embed", 2: "heading", 3: "bullet"})
    assert len(made) == 1


_TOKENS = st.sampled_from(
    ["“", "”", '"', "«", "»", "‘", "’", "'", "''", "„", " ", "\n", ".", ",", ":", "(", "said", " said ", "Orla Pember",
     "he", " told ", "according to ", " by ", "—", "I", "é", "9", "Mr. ", "the minister", " who ", "!", "…"]
)  # fmt: skip


@given(st.lists(st.lists(_TOKENS | st.text(max_size=3), min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_text_gives_quotes_in_order_that_do_not_overlap(paragraphs):
    """Whatever the marks, quotes and their pieces are exact stretches of the text, in order and apart."""
    texts = ["".join(tokens) or "x" for tokens in paragraphs]
    parts, start = [], 0
    for text in texts:
        parts.append(Part(kind="paragraph", text=text, start=start))
        start += len(text) + 2
    text, split = "\n\n".join(texts), sentences.split(parts)
    end = 0
    for quote in quotes.find(text, tuple(parts), split, names.find(text, tuple(parts), split)):
        assert text[quote.start : quote.end] == quote.text == quote.text.strip()
        assert (quote.start, quote.end) == (quote.pieces[0].start, quote.pieces[-1].end)
        for piece in quote.pieces:
            assert text[piece.start : piece.end] == piece.text == piece.text.strip()
            assert end <= piece.start < piece.end
            assert "\n" not in piece.text
            end = piece.end


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "”",
        '"a" ',
        "‘a ",
        "“Aa,” he said. ",
        "Zoe Aa told “aa” ",
        "“a” by the x, ",
        "“a\n",
        "Aa said the aa was ",
        "aa, he said on a ",
        "Aa told aa to a, ",
        "said in in ",
        "‘aa\n",
    ],
)
def test_time_grows_with_the_length_of_the_text(unit):
    """A text eight times as long takes about eight times as long, even in one endless sentence."""

    def seconds(count):
        text = unit * count
        parts = (Part(kind="paragraph", text=text, start=0),)
        split = (Sentence(text=text, start=0, end=len(text), part=0),)
        known = names.find(text, parts, split)
        begun = process_time()
        quotes.find(text, parts, split, known)
        return process_time() - begun

    assert min(seconds(4000) for _ in range(3)) < 24 * max(min(seconds(500) for _ in range(3)), 0.002)
