"""How fast articles are read and how soon the command line answers: `make bench`.

Each group prints its baseline beside our figure: splitting into sentences alone for the reading of articles, an empty
Python process for the command line. What is asked: reading 100 articles of 800 words a second, ``demo`` within 3 s,
``--help`` within 0.4 s.
"""

import random
import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest
import sentencex

from digests.pipeline import articles_in
from digests.reading import read

ARTICLES = 100
WORDS = 800
NEWSDESK = Path(sys.executable).with_name("newsdesk")

_PEOPLE = ("Mara Lindqvist", "Owen Prydderch", "Sefa Tuala", "Ines Carvalho")
_SENTENCES = (
    "The council of {place} voted on Tuesday to spend ${n} million on {thing}, up from {m} percent a year earlier.",
    "“We have waited {m} years for {thing}, and we will not wait for another one,” said {who}, a harbour master.",
    "More than {n} people had asked for {thing}, according to a report of the {place} Institute of Public Works.",
    "{who} said that {place} would decide by the end of May, and that nobody there expected a quick end to the matter.",
    "A spokesman for {place} told reporters: “It is about {thing}, and about nothing else.”",
)


@pytest.fixture(scope="module")
def dumps():
    """A hundred plain-text articles of 800 words with headline, date line, quotes, figures and some furniture."""
    chance = random.Random(7)  # noqa: S311 - the same articles in every run
    return [_dump(chance) for _ in range(ARTICLES)]


def _dump(chance):
    paragraphs, words = [], 0
    while words < WORDS:
        drawn = chance.choices(_SENTENCES, k=3)
        paragraph = " ".join(
            sentence.format(
                who=chance.choice(_PEOPLE),
                place=chance.choice(("Brennick", "Stormont", "Halden")),
                thing=chance.choice(("a new quay", "cheaper permits", "the old baths", "two ferries")),
                n=chance.randint(2, 900),
                m=chance.randint(2, 30),
            )
            for sentence in drawn
        )
        paragraphs.append(paragraph)
        words += len(paragraph.split())
    body = "\n\n".join(paragraphs)
    head = "Council votes on the quay\n\nBy Ann Oakes\nPublished: 4 March 2025, 09:07"
    return f"{head}\n\n{body}\n\nTags\n\nShare\n".encode()


@pytest.mark.benchmark(group=f"{ARTICLES} articles of {WORDS} words")
@pytest.mark.parametrize("stage", ["sentencex alone (baseline)", "reading", "reading and analysis"])
def test_articles(benchmark, dumps, stage):
    """Reads a hundred dumps of 800 words; the mean in seconds is that of a hundred articles."""
    stages = {
        "sentencex alone (baseline)": lambda dump: sentencex.get_sentence_boundaries("en", dump.decode()),
        "reading": lambda dump: list(read("article.txt", dump, zone=UTC)),
        "reading and analysis": lambda dump: list(articles_in("article.txt", dump, zone=UTC)),
    }
    results = benchmark(lambda: [stages[stage](dump) for dump in dumps])
    assert len(results) == ARTICLES


@pytest.mark.benchmark(group="the command line, warm")
@pytest.mark.parametrize("call", ["python -c pass (baseline)", "newsdesk --help", "newsdesk demo"])
def test_command_line(benchmark, call):
    """Runs a whole process."""
    program, *arguments = call.removesuffix(" (baseline)").split()
    path = sys.executable if program == "python" else NEWSDESK
    benchmark.pedantic(
        lambda: subprocess.run([path, *arguments], check=True, capture_output=True), rounds=5, warmup_rounds=1
    )
