"""Tests of what the service does when something happens on a platform."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

from adapters.errors import Refused
from adapters.interface import Command, Form, Kind, Mistakes
from adapters.mock import MockChat
from bot.editions import Editor
from bot.metrics import Metrics
from bot.reception import Reception
from bot.telling import Telling
from digests.model.answer import Answer
from digests.model.document import Buttons, Choice
from digests.model.subscription import Schedule, Subscription
from tests.bot.conftest import NOW

DAILY = Schedule(slots=(time(8, 30),), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))
ROOM = "mock:room"


@pytest.fixture
def chat():
    """A platform."""
    return MockChat(platform="mock")


@pytest.fixture
def calls():
    """How often somebody was called to deliver."""
    return []


@pytest.fixture
def reception(desk, chat, calls):
    """A reception for that platform, over the samples."""
    editor = Editor(desk.store, desk.telling, desk.clock)
    return Reception(desk, editor, {"mock": chat}, Metrics(), lambda: calls.append(1))


@pytest.fixture
def subscribed(opened):
    """Gives a channel settings."""

    async def put(channel=ROOM, **settings):
        made = Subscription(channel=channel, owner="mock:ann", schedule=DAILY, **settings)
        await opened.subscriptions.put(made, scheduled_to=NOW, next_at=NOW + timedelta(hours=14, minutes=30))

    return put


@pytest.fixture
def waiting(opened):
    """Returns what waits to be posted: channel and text."""

    async def found():
        lease = timedelta(minutes=1)
        editions = await opened.editions.claim("mock", "test", now=NOW, lease=lease, limit=99)
        return [(one.channel, part.document.model_dump_json()) for one in editions for part in one.deliveries]

    return found


def command(text, *, may_configure=True):
    """Returns a command given in the room."""
    return Command(channel=ROOM, user="mock:ann", text=text, may_configure=may_configure)


async def test_the_first_word_in_a_channel_comes_once(reception, waiting, calls):
    """Hello has the next step as a button, and telling the desk of the same joining again says nothing more."""
    for _ in range(3):
        await reception.joined(ROOM, at=NOW)
    [(channel, said)] = await waiting()
    assert channel == ROOM
    assert "schedule on" in said
    assert calls


async def test_who_was_paused_goes_on_when_the_desk_is_back(reception, opened, subscribed, waiting):
    """A channel with settings needs no hello: its digests go on."""
    await subscribed()
    await opened.subscriptions.pause(ROOM, "removed")
    await reception.joined(ROOM, at=NOW)
    standing = await opened.subscriptions.get(ROOM)
    assert standing.paused is None
    assert standing.subscription.owner == "mock:ann"
    assert await waiting() == []


async def test_a_closed_channel_is_paused_and_its_owner_told(reception, opened, subscribed, waiting):
    """The owner hears elsewhere why, and gets the button that goes on there."""
    await subscribed()
    await reception.closed(ROOM, "the channel is archived")
    assert (await opened.subscriptions.get(ROOM)).paused == "the channel is archived"
    [(channel, said)] = await waiting()
    assert channel == "mock:@ann"
    assert "the channel is archived" in said
    assert f'"command":"schedule on","channel":"{ROOM}"' in said


async def test_a_channel_without_settings_closes_without_a_word(reception, opened, waiting):
    """Nobody is told of what nobody has asked for."""
    await reception.closed(ROOM, "gone")
    assert await waiting() == []
    assert await opened.subscriptions.get(ROOM) is None


async def test_an_owner_who_cannot_be_told_holds_up_nothing(desk, subscribed, opened):
    """Where the platform refuses the direct message the channel is paused all the same."""

    class Mute(MockChat):
        async def direct(self, user):
            raise Refused("the account is deactivated", concerns="channel")

    await subscribed()
    editor = Editor(desk.store, desk.telling, desk.clock)
    reception = Reception(desk, editor, {"mock": Mute(platform="mock")}, Metrics(), lambda: None)
    await reception.closed(ROOM, "gone")
    assert (await opened.subscriptions.get(ROOM)).paused == "gone"


async def test_a_workspace_that_is_left_pauses_its_channels_until_it_is_back(reception, opened, subscribed):
    """Only those whose names begin so, and all of them go on when the desk is installed again."""
    for channel in ("mock:T1/a", "mock:T1/b", "mock:T2/a"):
        await subscribed(channel)

    async def paused():
        return [one.subscription.channel for one in await opened.subscriptions.all() if one.paused]

    await reception.withdrawn("mock:T1/", "uninstalled")
    assert await paused() == ["mock:T1/a", "mock:T1/b"]
    await reception.returned("mock:T1/")
    assert await paused() == []


async def test_a_workspace_that_is_left_goes_on_where_the_desk_is_started_anew(reception, opened, subscribed):
    """Whoever put the token right and starts the desk need not wait for the platform to say that it is back."""
    await subscribed("mock:T1/a")
    await reception.withdrawn("mock:T1/", "uninstalled")
    await opened.subscriptions.resume("mock")
    assert not (await opened.subscriptions.get("mock:T1/a")).paused


async def test_who_asks_for_help_waits_for_nobody(desk, chat):
    """Questions may take a while, some at a time, the rest behind them; what needs no article is answered at once."""
    free = asyncio.Event()

    class Slow:
        async def stories(self, identities):
            await free.wait()
            return await desk.archive.stories(identities)

    slow = replace(desk, telling=Telling(Slow()))
    reception = Reception(slow, Editor(desk.store, slow.telling, desk.clock), {"mock": chat}, Metrics(), lambda: None)

    async def asked(text):
        return await reception.answer(Command(text=text, channel=ROOM, user="mock:ann"))

    questions = [asyncio.create_task(asked("ask how high is the tariff on cars?")) for _ in range(9)]
    assert (await asked("help")).found
    assert (await asked("status")).found
    assert not any(question.done() for question in questions)
    free.set()
    assert all(answer.found for answer in await asyncio.gather(*questions))


async def test_an_event_is_new_once(reception):
    """What a platform tells twice is done once."""
    assert await reception.first("mock:1")
    assert not await reception.first("mock:1")


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [
        (Kind.STORY, "ferry", "Ansel"),
        (Kind.STORY, "beet", "beetle"),
        (Kind.OUTLET, "post", "Quillon Post"),
        (Kind.OUTLET, "nor", "Northfold News"),
        (Kind.TOPIC, "tar", "tariffs"),
        (Kind.DAY, "y", "yesterday"),
        (Kind.SINCE, "2", "2d"),
    ],
)
async def test_what_is_typed_is_completed(reception, subscribed, kind, typed, first):
    """Stories, outlets, topics and times are offered by what has been typed of them."""
    await subscribed(topics=("interest rates", "tariffs"))
    found = await reception.suggest(kind, typed, channel=ROOM)
    assert first in found[0].label
    assert all(one.value and len(one.value) <= 75 for one in found)


async def test_words_are_not_completed(reception):
    """Where anything may be written nothing is offered."""
    assert await reception.suggest(Kind.WORDS, "a", channel=ROOM) == []


async def test_a_suggested_story_is_that_story(reception):
    """What stands for a story in a list is understood as that story."""
    for one in await reception.suggest(Kind.STORY, "", channel=ROOM):
        answer = await reception.answer(command(f"story {one.value}"))
        assert one.label == answer.stories[0].headline


async def test_a_command_that_lacks_its_story_offers_some(reception):
    """Who forgets to say which story may choose one."""
    answer = await reception.answer(command("story"))
    [choice] = [block for block in answer.document.blocks if isinstance(block, Choice)]
    assert choice.command == "story"
    assert len(choice.options) > 2


async def test_only_settings_open_forms(reception):
    """Reading commands, words of settings and what is no command open none."""
    for text in ("digest", "schedule", "schedule 08:30", "edit", "nonsense edit", ""):
        assert await reception.form(command(text)) is None
    form = await reception.form(command("/news schedule edit"))
    assert isinstance(form, Form)
    assert [field.name for field in form.fields][:3] == ["state", "when", "topics"]


async def test_the_form_shows_the_settings_and_keeps_them(reception, subscribed, opened):
    """Submitted as it came it changes nothing."""
    await subscribed(topics=("tariffs", "rates"), length="long")
    before = (await opened.subscriptions.get(ROOM)).subscription
    form = await reception.form(command("schedule edit"))
    shown = {field.name: field.value for field in form.fields}
    assert shown["topics"] == "tariffs, rates"
    assert shown["when"] == "08:30 daily UTC"
    assert isinstance(await reception.submit(command("schedule edit"), shown), Answer)
    assert (await opened.subscriptions.get(ROOM)).subscription == before


async def test_a_form_changes_what_the_words_would(reception, opened):
    """Times, topics, outlets and length are set at once, with the same meaning as in words."""
    filled = {
        "state": "on",
        "when": "8am mon,wed berlin",
        "topics": "tariffs, rates",
        "outlets": "",
        "length": "short",
        "quiet": "skip",
        "language": "en",
    }
    await reception.submit(command("schedule edit"), filled)
    settings = (await opened.subscriptions.get(ROOM)).subscription
    assert (settings.schedule.slots, settings.schedule.days) == ((time(8),), (0, 2))
    assert (settings.schedule.zone, settings.schedule.quiet_day) == ("Europe/Berlin", "skip")
    assert (settings.topics, settings.outlets, settings.length) == (("tariffs", "rates"), (), "short")
    assert settings.language == "en"


async def test_mistakes_in_a_form_stand_at_their_fields_and_change_nothing(reception, opened):
    """Each is said with what is right, all at once."""
    filled = {"state": "on", "when": "25:00", "length": "endless", "language": "english"}
    came = await reception.submit(command("schedule edit"), filled)
    assert isinstance(came, Mistakes)
    assert set(came.fields) == {"when", "length", "language"}
    assert "08:30" in came.fields["when"]
    assert await opened.subscriptions.get(ROOM) is None


async def test_without_the_right_there_is_no_form(reception, opened):
    """Who may not change settings reads so, and a form that was open already changes nothing."""
    asked = command("schedule edit", may_configure=False)
    for came in (await reception.form(asked), await reception.submit(asked, {"when": "09:00 daily"})):
        assert isinstance(came, Answer)
        assert "lack the right" in came.text
    assert await opened.subscriptions.get(ROOM) is None


async def test_where_there_are_no_forms_the_word_says_how(reception):
    """In a terminal the button for the form tells the words that do the same."""
    answer = await reception.answer(command("schedule edit"))
    assert "schedule 08:30 weekdays Europe/Berlin" in answer.text


async def test_rights_are_asked_for_only_where_they_matter(reception):
    """A platform has to know who may only for commands that change something."""
    changing = ("schedule 08:30", "/news schedule off", "follow 1", "mute cricket", "schedule edit")
    reading = ("schedule", "schedule show", "follow", "digest", "nonsense", "", "ask schedule 08:30")
    assert all(map(reception.configures, changing))
    assert not any(map(reception.configures, reading))


async def test_a_users_page_has_their_digests_and_the_sources(reception, subscribed, opened):
    """Each of their channels with when and the button for its settings, paused ones with why; and others' not."""
    for channel in (ROOM, "mock:hall", "mock:elsewhere"):
        await subscribed(channel)
    await opened.subscriptions.pause("mock:hall", "the channel is archived")
    document = await reception.home("mock:ann", [ROOM, "mock:hall", "mock:unheard"])
    said = document.model_dump_json()
    assert "08:30 on Friday, 18 April 2025" in said
    assert "the channel is archived" in said
    assert "elsewhere" not in said
    buttons = [one for block in document.blocks if isinstance(block, Buttons) for one in block.buttons]
    assert {(one.command, one.channel) for one in buttons} == {
        ("schedule edit", ROOM), ("schedule on", "mock:hall")
    }  # fmt: skip


async def test_a_user_without_digests_is_told_how_to_begin(reception):
    """An empty page says what to do."""
    assert "schedule on" in (await reception.home("mock:ann", [])).model_dump_json()
