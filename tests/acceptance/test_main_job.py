"""The main job from end to end: untidy dumps of articles in, a cited digest and answers out.

The dumps are in our own words, by invented outlets: five about one evening of talks, one about something else. Whatever
is not the articles' own account of it - captions, credits, embedded posts, tags, comments, links - holds MARKER.
"""

import asyncio
import json
import re
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.interface import Command
from adapters.store.store import open_store
from bot.cli import main
from bot.collecting import articles_at, keep
from bot.commands.dispatch import respond
from bot.desk import Desk
from bot.telling import Telling
from digests.model.article import Article
from digests.model.digest import Digest
from digests.model.story import Story
from digests.model.subscription import Schedule

DUMPS = Path(__file__).with_name("dumps")
DAY = date(2026, 3, 12)
READ_AT = datetime(2026, 3, 14, 10, tzinfo=UTC)
TALKS = {"coastwatch", "fjord-dispatch", "harbour-voices", "morning-kelp", "torvik-daily"}
ALONE = "quarry-gazette"
MARKER = "zibblewick"


@dataclass(frozen=True)
class Told:
    """What became of the dumps: the articles as read, and the digest of the talks' day and of the day of reading."""

    articles: dict[str, Article]
    digest: Digest
    digest_of_reading: Digest

    @property
    def story(self) -> Story:
        """The one story of the talks' day."""
        (story,) = self.digest.stories
        return story


@asynccontextmanager
async def opened(path):
    """A desk on a store file, its clock stopped."""
    async with open_store(f"sqlite:///{path}") as store:
        schedule = Schedule(slots=(), days=(), zone="UTC", grace=timedelta())
        yield Desk(store, Telling(store.archive), schedule, lambda: READ_AT)


async def tell(path, batches):
    """Read batches of files into a store, one batch after the other, and return the talks' story."""
    async with opened(path) as desk:
        for batch in batches:
            await keep(articles_at(map(str, batch), UTC), desk.archive, READ_AT)
        digest = await desk.digest(DAY, channel="test")
    (story,) = digest.stories
    return story


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with all the dumps."""
    path = tmp_path_factory.mktemp("store") / "newsdesk.db"
    asyncio.run(tell(path, [[DUMPS]]))
    return path


@pytest.fixture(scope="module")
def told(store):
    """What the dumps became."""

    async def look():
        async with opened(store) as desk:
            return [await desk.digest(day, channel="test") for day in (DAY, READ_AT.date())]

    return Told({article.id: article for article in articles_at([str(DUMPS)], UTC)}, *asyncio.run(look()))


@pytest.fixture
def say(store):
    """Answers a command over the dumps."""

    async def answered(text):
        async with opened(store) as desk:
            return await respond(desk, Command(channel="test", user="you", text=text))

    return lambda text: asyncio.run(answered(text))


def newsdesk(*arguments):
    """Run the command line on its own and return what it gave; it may not fail."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def sentence_of(told, citation):
    """Return the sentence that is cited."""
    return told.articles[citation.article].sentences[citation.sentence]


def test_the_five_articles_are_one_story_and_the_other_stays_apart(told):
    """What five outlets wrote about one evening stands together; what is about something else is not among it."""
    assert {article.id for article in told.story.articles} == TALKS
    assert [[article.id for article in story.articles] for story in told.digest_of_reading.stories] == [[ALONE]]


@pytest.mark.parametrize(
    ("article", "headline"),
    [
        ("coastwatch", "Sandvoll, Holt, Mayors Meet Over Visitor Levy"),
        ("fjord-dispatch", "Premier takes a seat herself at talks on the visitor levy"),
        ("torvik-daily", "Premier speaks of 'a good evening' with the coastal mayors"),
        ("quarry-gazette", "Amateur diggers find a whole sea cow in a disused quarry"),
    ],
)
def test_a_headline_is_found_in_the_clutter(told, article, headline):
    """A headline doubled with slashes, behind a date field or between menu words is the article's headline."""
    assert (told.articles[article].headline, told.articles[article].headline_from) == (headline, "text")


@pytest.mark.parametrize("article", ["harbour-voices", "morning-kelp"])
def test_a_stand_in_for_a_headline_is_marked(told, article):
    """An article without a headline is called by its first sentence, and that is said."""
    assert told.articles[article].headline_from == "first sentence"
    assert told.articles[article].headline == told.articles[article].sentences[0].text


@pytest.mark.parametrize(
    ("article", "field", "value"),
    [
        ("coastwatch", "outlet", "Coastwatch"),
        ("coastwatch", "authors", ("L. Ambros",)),
        ("coastwatch", "place", "Torvik"),
        ("fjord-dispatch", "outlet", "Norland Press Agency"),
        ("fjord-dispatch", "tags", (MARKER, "visitor levy")),
        ("harbour-voices", "outlet", None),
        ("morning-kelp", "outlet", None),
        ("quarry-gazette", "authors", ("Tormod Reite",)),
    ],
)
def test_what_a_text_says_of_itself_is_kept(told, article, field, value):
    """Outlet or agency, author, place line and tags come from the text, and nothing is made up where it is silent."""
    assert getattr(told.articles[article], field) == value


def test_a_date_in_the_text_is_kept_to_the_minute(told):
    """The one article that says when it was published keeps that, with the place where it was found."""
    published = told.articles["torvik-daily"].published
    assert (published.at, published.precision) == (datetime(2026, 3, 12, 8, 25, tzinfo=UTC), "minute")
    assert published.found_in == "published line"


def test_an_undated_article_takes_its_day_from_the_story(told):
    """The four undated articles have the day of the dated one, to the day, and marked as inferred."""
    undated = [article for article in told.story.articles if article.id != "torvik-daily"]
    assert {(a.published.at.date(), a.published.precision, a.published.found_in) for a in undated} == {
        (DAY, "day", "story")
    }
    assert all(article.published.inferred for article in undated)


def test_a_lone_undated_article_takes_the_day_it_was_read(told):
    """An undated article that joins no other has the day of reading, marked as inferred."""
    ((alone,),) = [story.articles for story in told.digest_of_reading.stories]
    assert (alone.published.at.date(), alone.published.found_in) == (READ_AT.date(), "day read")


def test_the_marker_is_planted_in_every_dump():
    """Each dump has clutter that could slip through, so that the next tests can fail."""
    assert all(MARKER in path.read_text("utf-8").lower() for path in DUMPS.iterdir())
    assert len(list(DUMPS.iterdir())) == len(TALKS) + 1


def test_no_clutter_is_taken_for_the_account(told):
    """Captions, credits, embedded posts, tags, comments and links to other articles are none of the narrated parts."""
    narrated = [p.text for a in told.articles.values() for p in a.parts if p.narrates or p.kind == "heading"]
    assert [text for text in narrated if MARKER in text.lower()] == []


@pytest.mark.parametrize("shown", ["points", "quotes", "figures", "differences", "changes", "timeline"])
def test_no_clutter_is_shown(told, shown):
    """No word of it reaches what a story says."""
    stories = (*told.digest.stories, *told.digest_of_reading.stories)
    said = [one.model_dump_json() for story in stories for one in getattr(story, shown)]
    assert [one for one in said if MARKER in one.lower()] == []


@pytest.mark.parametrize("article", sorted((*TALKS, ALONE)))
def test_nothing_is_lost_without_a_trace(told, article):
    """Every word of a dump is in a part of its article, in its headline, or set aside with a reason."""
    read = told.articles[article]
    pieces = [read.headline, read.deck or "", *(piece.text for piece in (*read.parts, *read.furniture))]
    assert _words((DUMPS / f"{article}.txt").read_text("utf-8")) - _words(" ".join(pieces)) == Counter()


def test_every_key_point_stands_in_the_sentence_it_cites(told):
    """Two or three points, each word for word a sentence of the narrated text of the article cited first."""
    assert len(told.story.points) in (2, 3)
    for point in told.story.points:
        article, sentence = told.articles[point.citations[0].article], sentence_of(told, point.citations[0])
        assert sentence.text == point.text == article.text[sentence.start : sentence.end]
        assert article.parts[sentence.part].kind == "paragraph"


def test_every_citation_names_a_sentence_that_is_there(told):
    """Points, quotes, figures and differences cite articles of the story, and sentences that hold what is cited."""
    for figure in told.story.figures:
        assert all(citation.article in TALKS for citation in figure.citations)
    for quote in told.story.quotes:
        for variant in quote.variants:
            article = told.articles[variant.citation.article]
            assert variant.text.split()[0] in article.text[sentence_of(told, variant.citation).start :]
    for reading in (reading for difference in told.story.differences for reading in difference.readings):
        assert any(reading.text.lower() in sentence_of(told, c).text.lower() for c in reading.citations)


def test_a_statement_in_five_outlets_is_one_quote(told):
    """Capitals, marks and the place where an outlet breaks a statement up make no second quote of it."""
    statements = [quote for quote in told.story.quotes if "equal treatment" in quote.text.lower()]
    (statement,) = [quote for quote in statements if "chair" in quote.text]
    assert (len(statement.outlets), statement.speaker, statement.kind) == (5, "Ilka Sandvoll", "direct")
    assert [variant.alteration for variant in statement.variants] == ["same"] * 5
    assert statement == told.story.quotes[0]


def test_a_clipped_quote_is_marked(told):
    """Four outlets quote the expert; the one that leaves off the second half is marked, the others are not."""
    (expert,) = [quote for quote in told.story.quotes if quote.speaker == "Benedikt Aarlund"]
    alterations = {variant.citation.article: variant.alteration for variant in expert.variants}
    assert alterations == {
        "fjord-dispatch": "same",
        "harbour-voices": "clipped",
        "morning-kelp": "same",
        "torvik-daily": "same",
    }
    assert "director of the Institute for Coastal Economics" in expert.role
    assert expert.text.startswith("The trouble for these mayors")
    assert expert.text.endswith("blackmail.")


@pytest.mark.parametrize(
    ("percent", "outlets", "counted"), [(18, 4, "hotel rooms"), (6, 5, "harbour fee"), (30, 5, "cruise")]
)
def test_a_rate_is_one_figure_over_its_outlets(told, percent, outlets, counted):
    """Levies, duties and tariffs, per cent and the sign for it: a rate is one figure with all who report it."""
    (figure,) = [f for f in told.story.figures if f.unit == "percent" and f.value == percent]
    assert len(figure.outlets) == outlets
    assert counted in figure.counts


def test_differing_counts_stand_side_by_side(told):
    """Four counts of the towns are laid side by side, each with the outlets that give it."""
    (towns,) = [difference for difference in told.story.differences if difference.counts == "towns"]
    readings = {r.value or r.low: len(r.outlets) for r in towns.readings}
    assert readings == {12: 1, 24: 2, 60: 3, 110: 1}
    assert towns.kind == "scope"


def test_outlets_and_origins_are_told(told):
    """Every article has its outlet in the story and belongs to exactly one origin."""
    assert len(told.story.outlets) == 5
    assert sorted(a for origin in told.story.origins for a in origin.articles) == sorted(TALKS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how high is the levy on cruise ships?", 30),
        ("how high is the tariff on hotel rooms?", 18),
        ("how high is the harbour fee?", 6),
    ],
)
def test_a_question_for_a_figure_is_answered(say, told, question, value):
    """The answer is the figure, with the sentences that carry it, whatever word for a levy the question has."""
    answer = say(f"/news ask {question}")
    assert answer.found
    (figure,) = answer.figures
    assert (figure.value, figure.unit) == (value, "percent")
    assert {citation.article for citation in figure.citations} <= TALKS
    assert all(str(value) in sentence_of(told, citation).text for citation in figure.citations)


def test_a_question_for_words_is_answered_with_the_quote(say):
    """Who asks what somebody said gets their words."""
    answer = say("/news ask what did Aarlund say about the lever?")
    assert answer.found
    assert {quote.speaker for quote in answer.quotes} == {"Benedikt Aarlund"}


def test_a_question_that_nothing_answers_is_not_answered(say):
    """Where the sources are silent, that is said, and no figure or quote is put in its place."""
    answer = say("/news ask how many submarines does the navy of Peru own?")
    assert not answer.found
    assert "not in your sources" in answer.text
    assert (answer.figures, answer.quotes) == ((), ())


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("how many towns are bargaining?", {110}),
        ("how high is the levy on yachts?", {30}),
        ("how high is the levy on cars?", set()),
        ("how long is the sea cow?", {4.2}),
        ("how old is Sandvoll?", set()),
    ],
)
def test_no_other_figure_stands_in_for_the_one_asked_for(say, question, right):
    """A figure that counts something else is not the answer, however near it stands to the words of the question."""
    assert {figure.value for figure in say(f"/news ask {question}").figures} <= right


def test_the_same_input_and_day_give_the_same_bytes(tmp_path):
    """Two fresh stores filled from the same folder print the same digest, byte for byte, and the same articles."""
    printed = []
    for name in ("one.db", "two.db"):
        url = f"sqlite:///{tmp_path / name}"
        newsdesk("ingest", DUMPS, "--store", url)
        printed.append(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout_bytes)
    assert printed[0] == printed[1]
    assert len(json.loads(printed[0])["stories"]) == 1
    read = [newsdesk("read", DUMPS, "--format", "json").stdout_bytes for _ in range(2)]
    assert read[0] == read[1]


def test_reading_a_folder_twice_changes_nothing(tmp_path):
    """The second time brings nothing new, and the digest is the same, byte for byte."""
    url = f"sqlite:///{tmp_path / 'newsdesk.db'}"
    said, printed = [], []
    for _ in range(2):
        said.append(newsdesk("ingest", DUMPS, "--store", url).stderr)
        printed.append(newsdesk("digest", "--day", DAY, "--format", "json", "--store", url).stdout_bytes)
    assert [line.split(" in ")[0] for line in said] == ["6 new articles", "0 new articles"]
    assert printed[0] == printed[1]


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_file_by_file_makes_the_same_story(told, tmp_path, order):
    """Articles that come one at a time, in either order, make the story that they make together."""
    one_by_one = asyncio.run(tell(tmp_path / "newsdesk.db", [[path] for path in sorted(DUMPS.iterdir())[::order]]))
    assert one_by_one.model_copy(update={"id": told.story.id}) == told.story


def _words(text):
    return Counter(re.findall(r"\w+", text.lower()))
