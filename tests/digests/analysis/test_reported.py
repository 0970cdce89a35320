"""Reported speech: what somebody is said to have said without being quoted."""

import pytest

from digests.analysis import names, quotes, sentences
from digests.model.article import Part, Quote

INTRODUCTION = "Finance Minister Orla Pember and Oscar Denholm, who runs the Larch Foundation, met in the harbour."
CLAUSE = "the harbour would open in May"


def reported(text: str) -> list[Quote]:
    """The indirect quotes of an article that goes on with this text."""
    body = f"{INTRODUCTION}\n\n{text}"
    parts = (
        Part(kind="paragraph", text=INTRODUCTION, start=0),
        Part(kind="paragraph", text=text, start=len(INTRODUCTION) + 2),
    )
    split = sentences.split(parts)
    found = quotes.find(body, parts, split, names.find(body, parts, split))
    assert all(body[quote.start : quote.end] == quote.text for quote in found)
    return [quote for quote in found if not quote.verbatim]


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        (f"Pember said that {CLAUSE}.", "said", "Orla Pember"),
        (f"Pember said {CLAUSE}.", "said", "Orla Pember"),
        (f"Pember said on Monday {CLAUSE}.", "said", "Orla Pember"),
        (f"Pember announced in a letter to the crews that {CLAUSE}.", "announced", "Orla Pember"),
        (f"Denholm, an old pilot, told reporters that {CLAUSE}.", "told", "Oscar Denholm"),
        (f"Denholm told the Larch Post on Friday that {CLAUSE}.", "told", "Oscar Denholm"),
        (f"Denholm told Larch Radio {CLAUSE}, adding that he was glad.", "told", "Oscar Denholm"),
        (f"According to Denholm, {CLAUSE}.", "According to", "Oscar Denholm"),
        (f"Denholm, who said nothing else, argued that {CLAUSE}; the crews did not believe it.", "argued",
         "Oscar Denholm"),
        (f"She said {CLAUSE}.", "said", "Orla Pember"),
    ],
)  # fmt: skip
def test_a_clause_behind_its_verb(text, cue, speaker):
    """The clause is taken from behind "that", if there is one, to where the speaker's part ends."""
    (quote,) = reported(text)
    assert (quote.text, quote.cue, quote.speaker) == (CLAUSE, cue, speaker)
    assert [piece.text for piece in quote.pieces] == [quote.text]


@pytest.mark.parametrize(
    ("end", "cue", "speaker"),
    [
        ("Pember said", "said", "Orla Pember"),
        ("Denholm told reporters on Monday", "told", "Oscar Denholm"),
        ("according to Denholm", "according to", "Oscar Denholm"),
        ("the ministry said", "said", None),
    ],
)
def test_a_clause_in_front_of_its_verb(end, cue, speaker):
    """A sentence that closes with who said it is reported up to there."""
    (quote,) = reported(f"But the harbour would open in May, {end}.")
    assert (quote.text, quote.cue, quote.speaker) == (CLAUSE, cue, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Pember did not say that the harbour would open.",
        "Pember was told that the harbour would open.",
        "Who said that the harbour would open in May?",
        "Pember said: “The harbour would open in May.”",
        "When Denholm said the harbour would open, the crews were glad of it.",
        "The harbour, which he said would open in May, is still closed.",
        "Pember said so that day.",
        "When asked about the harbour, Denholm had little to say.",
        "Pember told them that night.",
    ],
)
def test_what_is_not_said_is_not_reported(text):
    """Denials, hearsay, questions, quotations and clauses of time make no reported speech."""
    assert reported(text) == []
