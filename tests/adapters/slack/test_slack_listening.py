"""Tests of what happens in Slack and how it is answered, over Socket Mode and over signed HTTP."""

import asyncio
import json
import logging
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote_plus, urlencode

import aiohttp
import pytest

from adapters.errors import ChatError, NotTaken, Refused
from adapters.interface import Command, Field, Form, Kind, Mistakes, Suggestion
from adapters.slack.answering import Answering
from adapters.slack.chat import open_slack
from adapters.slack.listening import Listening, listening
from adapters.slack.names import Names
from adapters.slack.receiving import receive
from adapters.slack.render import action_value
from adapters.slack.workspaces import OneWorkspace, web_client
from digests.model.answer import Answer
from digests.model.document import Button, Buttons, Choice, Document, Heading, Paragraph, Span
from tests.adapters.slack.conftest import SECRET, address_learned, running, said, until
from tests.slack import answers
from tests.slack.payloads import button_in, chosen, pressed
from tests.slack.signing import post_event, post_form, signed
from tests.slack.workspace import APP_TOKEN, BOT, BOT_TOKEN

FORM = Form(
    title="This channel",
    fields=(
        Field(name="state", label="Digests", value="on", choices=("on", "off")),
        Field(name="when", label="When", value="08:30"),
    ),
)


class Socket:
    """Socket Mode: what is sent comes in envelopes."""

    def __init__(self, slack):
        self._slack = slack

    async def send(self, payload, *, retry=None):
        """Sends a payload and returns what the acknowledgement says."""
        more = {} if retry is None else {"retry_attempt": retry, "retry_reason": "timeout"}
        return (await self._slack.send(payload, **more)).get("payload") or {}


class Http:
    """Signed calls."""

    def __init__(self, address):
        self.url = f"{address}/slack/events"

    async def send(self, payload, *, retry=None):
        """Sends a payload and returns what the answer to the call says."""
        post = post_event if payload.get("type") in ("event_callback", "url_verification") else post_form
        response = await post(self.url, payload, SECRET, retry_num=retry)
        assert response.status == 200
        return json.loads(response.body) if response.body.startswith("{") else {}


@asynccontextmanager
async def over_socket(slack, access, kept, responder):
    """Listens over Socket Mode."""
    async with open_slack(access, kept) as chat, running(chat.listen(responder)) as task:
        await asyncio.wait([task, up := asyncio.ensure_future(slack.until_connected())], return_when="FIRST_COMPLETED")
        up.cancel()
        yield Socket(slack)


@asynccontextmanager
async def over_http(access, kept, responder):
    """Listens for signed calls."""
    called = replace(access, mode="http", signing_secret=SECRET, app_token=None, listen=("127.0.0.1", 0))
    async with address_learned() as known, open_slack(called, kept) as chat, running(chat.listen(responder)):
        yield Http(await asyncio.wait_for(known, 3))


@pytest.fixture(params=["socket", "http"])
async def line(request, slack, access, kept, responder):
    """Slack's line to the adapter, which listens."""
    made = (
        over_socket(slack, access, kept, responder) if request.param == "socket" else over_http(access, kept, responder)
    )
    async with made as found:
        yield found


@pytest.fixture
async def socket(slack, access, kept, responder):
    """The same over Socket Mode alone, for what does not depend on it."""
    async with over_socket(slack, access, kept, responder) as found:
        yield found


@pytest.fixture
async def http(access, kept, responder):
    """The same over HTTP alone."""
    async with over_http(access, kept, responder) as found:
        yield found


def answered(slack, number=1):
    """Returns what comes by response URLs once there is so much."""
    return until(lambda: len(slack.of("response_url")) >= number and slack.of("response_url"))


async def quiet():
    """Waits for as long as anything that is not to happen would take."""
    await asyncio.sleep(0.05)


def long_answer(pages, **more):
    """Returns an answer of so many pages."""
    return Answer(
        document=Document(blocks=tuple(Paragraph(spans=(Span(text="x" * 1_900),)) for _ in range(5 * pages))), **more
    )


# ---------------------------------------------------------------------------------------------------- slash commands


async def test_a_command_is_answered_privately(slack, line, responder):
    """What somebody types is answered to them alone, with a button to share it."""
    assert await line.send(slack.slash_command("story 2 &amp; more", user="U2")) == {}
    [answer] = await answered(slack)
    assert responder.asked == [Command(channel="slack:C1", user="slack:U2", text="story 2 & more")]
    assert (answer["response_type"], answer["text"]) == ("ephemeral", "You said: story 2 &amp; more")
    assert answer["replace_original"] is False
    [share] = answer["blocks"][-1]["elements"]
    assert share["text"]["text"] == "Share"


async def test_it_is_acknowledged_before_it_is_answered(slack, line, responder):
    """Slack has its acknowledgement while the answer is still being made."""
    responder.free.clear()
    assert await line.send(slack.slash_command("story 2")) == {}
    await until(lambda: responder.asked)
    assert slack.of("response_url") == []
    responder.free.set()
    await answered(slack)


@pytest.mark.parametrize("command", ["/news", "/newsdesk", "/nachrichten"])
async def test_any_name_of_the_command_is_answered(slack, socket, responder, command):
    """Whatever the workspace calls the command, it is answered."""
    await socket.send(slack.slash_command("help", command=command))
    await answered(slack)
    assert responder.asked[0].text == "help"


async def test_nothing_behind_the_command_is_a_command(slack, socket, responder):
    """The command alone is passed on as no words."""
    await socket.send(slack.slash_command(""))
    await answered(slack)
    assert responder.asked[0].text == ""


async def test_an_answer_that_found_nothing_is_not_shared(slack, socket, responder):
    """There is no button to share what was not found, or what changes settings."""
    responder.answers["nothing"] = said("Not in your sources.", found=False)
    responder.settings = {"schedule off"}
    await socket.send(slack.slash_command("nothing"))
    await socket.send(slack.slash_command("schedule off"))
    assert [len(one["blocks"]) for one in await answered(slack, 2)] == [1, 1]


@pytest.mark.parametrize(
    ("answer", "logged"),
    [(answers.broken(500), "500"), (answers.error("expired_url"), None), (answers.cut_after(), "Disconnected")],
)
async def test_an_answer_that_does_not_arrive_is_not_sent_again(slack, socket, caplog, answer, logged):
    """An answer goes out once; one that is not taken is logged."""
    slack.script("response_url", answer)
    await socket.send(slack.slash_command("story 2"))
    await answered(slack)
    await until(lambda: logged is None or caplog.records)
    await quiet()
    assert len(slack.of("response_url")) == 1
    assert [record.action for record in caplog.records] == ["answer_not_sent"] * (logged is not None)
    assert not logged or logged in caplog.text


@pytest.mark.parametrize("error", [RuntimeError("a defect"), Refused("no", concerns="message")])
async def test_what_breaks_is_logged_and_the_next_is_answered(slack, line, responder, caplog, error):
    """An answer that breaks holds nothing up, is in the log, and whoever asked is told under which reference."""
    responder.answers["break"] = error
    await line.send(slack.slash_command("break"))
    [told] = await answered(slack)
    [record] = caplog.records
    assert record.action == "slack_failed"
    assert record.reference in told["text"]
    assert told["response_type"] == "ephemeral"
    await line.send(slack.slash_command("help"))
    await answered(slack, 2)


# ----------------------------------------------------------------------------------------- mentions and direct messages


async def test_a_mention_is_answered_in_its_thread(slack, line, responder):
    """Who mentions the bot in a channel is answered below that message, for everybody."""
    event = slack.app_mention("story 2")
    await line.send(event)
    _, reply = await until(lambda: len(slack.posted("C1")) == 2 and slack.posted("C1"))
    assert responder.asked == [Command(channel="slack:C1", user="slack:U1", text="story 2")]
    assert reply["thread_ts"] == event["event"]["ts"]
    assert reply["text"] == "You said: story 2"


async def test_a_mention_in_a_thread_is_answered_there(slack, socket):
    """A mention that stands in a thread is answered in that thread."""
    parent = slack.app_mention("first")["event"]["ts"]
    await socket.send(slack.app_mention("story 2", thread_ts=parent))
    reply = (await until(lambda: len(slack.posted("C1")) == 3 and slack.posted("C1")))[-1]
    assert reply["thread_ts"] == parent


async def test_a_direct_message_is_answered(slack, line, responder):
    """Who writes to the bot alone is answered there, outside of any thread."""
    await line.send(slack.direct_message("story 2"))
    _, reply = await until(lambda: len(slack.posted("DU1")) == 2 and slack.posted("DU1"))
    assert responder.asked[0].channel == "slack:DU1"
    assert "thread_ts" not in reply


async def test_a_long_answer_is_several_messages(slack, socket, responder):
    """What does not fit one message goes on in the next, in the same thread."""
    responder.answers["story 2"] = long_answer(3)
    await socket.send(slack.app_mention("story 2"))
    messages = await until(lambda: len(slack.posted("C1")) == 4 and slack.posted("C1"))
    assert len({message.get("thread_ts", message["ts"]) for message in messages}) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B2", "user": "U9"},
        {"user": BOT},
        {"user": BOT, "bot_id": "B1", "app_id": "A1"},
        {"subtype": "message_changed", "message": {"text": "help", "user": "U1", "ts": "1.0"}},
        {"subtype": "message_deleted", "previous_message": {"text": "help", "user": "U1", "ts": "1.0"}},
        {"subtype": "bot_message", "bot_id": "B2"},
        {"subtype": "channel_join"},
        {"channel": "C1", "channel_type": "channel"},
    ],
)
async def test_what_nobody_said_to_the_bot_is_left(slack, line, responder, more):
    """Messages of bots, the bot's own, changed ones and those in channels that do not mention it are not answered."""
    event = {"type": "message", "channel": slack.direct("U1").id, "channel_type": "im", "user": "U1", "text": "help"}
    await line.send(slack.event({**event, "ts": slack.ts(), **more}))
    await quiet()
    assert responder.asked == []


async def test_a_retried_event_does_nothing_twice(slack, line, responder):
    """What Slack tells again since it heard no answer is acknowledged, and not answered again."""
    payload = slack.app_mention("story 2")
    await line.send(payload)
    await line.send(payload, retry=1)
    await until(lambda: len(slack.posted("C1")) == 2)
    await quiet()
    assert len(responder.asked) == 1
    assert len(slack.posted("C1")) == 2


async def test_an_answer_that_cannot_be_posted_is_logged(slack, socket, caplog):
    """Where the bot may not post, the log says so."""
    event = slack.app_mention("story 2")
    slack.channels["C1"].is_archived = True
    await socket.send(event)
    await until(lambda: caplog.records)
    [record] = caplog.records
    assert (record.action, record.channel) == ("answer_not_sent", "C1")
    assert "archived" in caplog.text


# ------------------------------------------------------------------------------------------------- buttons and selects


OFFER = Answer(
    document=Document(
        blocks=(
            Heading(text="Quay reopens"),
            Buttons(buttons=(Button(label="Quotes", command="quotes 2"),)),
            Buttons(buttons=(Button(label="Settings", command="schedule edit", channel="slack:C7"),)),
            Choice(label="Another", command="story", options=()),
        )
    )
)


async def test_a_button_is_a_command(slack, line, responder):
    """Who presses a button of a message is answered alone, for the channel in which it stands."""
    responder.answers["story 2"] = OFFER
    await line.send(slack.app_mention("story 2"))
    message = (await until(lambda: len(slack.posted("C1")) == 2 and slack.posted("C1")))[-1]
    assert await line.send(slack.block_actions(button_in(message, "press:1:0"), message=message, user="U2")) == {}
    [answer] = await answered(slack)
    assert responder.asked[-1] == Command(channel="slack:C1", user="slack:U2", text="quotes 2")
    assert answer["response_type"] == "ephemeral"


async def test_a_button_may_be_for_another_channel(slack, socket, responder):
    """A button that names a channel is for that one, wherever it is pressed."""
    await socket.send(slack.block_actions(pressed("press:0:0", action_value("story 1", channel="slack:C7"))))
    await answered(slack)
    assert responder.asked[0].channel == "slack:C7"


async def test_a_button_of_an_answer_to_one_person_is_a_command(slack, socket, responder):
    """Of a message that only its reader sees Slack keeps nothing; its buttons work all the same."""
    await socket.send(slack.block_actions(pressed("press:0:0", action_value("story 1")), ephemeral=True))
    await answered(slack)
    assert responder.asked == [Command(channel="slack:C1", user="slack:U1", text="story 1")]


@pytest.mark.parametrize("value", ["", "[]", "no json"])
async def test_a_button_that_stands_for_nothing_does_nothing(slack, socket, responder, value):
    """What carries no command is acknowledged."""
    await socket.send(slack.block_actions(pressed("press:0:0", value)))
    await quiet()
    assert responder.asked == []


async def test_a_select_offers_and_answers(slack, line, responder):
    """A select offers what is found for the letters typed, and choosing is a command."""
    responder.suggestions = [Suggestion(label="Quay reopens", value="s1"), Suggestion(label="", value="s2")]
    offered = await line.send(slack.block_suggestion("choose:3:story", "qua"))
    text = {"type": "plain_text", "text": "Quay reopens", "emoji": False}
    assert offered == {"options": [{"text": text, "value": "s1"}]}
    assert responder.heard == [("suggest", Kind.STORY, "qua", "slack:C1")]
    await line.send(slack.block_actions(chosen("choose:3:story", "s1")))
    await answered(slack)
    assert responder.asked[0].text == "story s1"


async def test_a_page_is_turned(slack, line, responder):
    """Turning the page puts another in the message's place."""
    responder.answers["story 2"] = long_answer(3)
    await line.send(slack.slash_command("story 2"))
    [first] = await answered(slack)
    assert [one["text"]["text"] for one in first["blocks"][-1]["elements"]] == ["Next page (2 of 3)", "Share"]
    await line.send(slack.block_actions(button_in(first, "page:2"), ephemeral=True))
    second = (await answered(slack, 2))[-1]
    assert (second["response_type"], second["replace_original"]) == ("ephemeral", True)
    labels = [one["text"]["text"] for one in second["blocks"][-1]["elements"]]
    assert labels == ["Previous page (1 of 3)", "Next page (3 of 3)", "Share"]
    responder.answers["story 2"] = long_answer(1)
    await line.send(slack.block_actions(button_in(second, "page:3"), ephemeral=True))
    assert [one["text"]["text"] for one in (await answered(slack, 3))[-1]["blocks"][-1]["elements"]] == ["Share"]


async def test_an_answer_is_shared(slack, line):
    """Share posts the answer to the channel, and says who asked what in words that call nobody."""
    await line.send(slack.slash_command("story 2"))
    [private] = await answered(slack)
    await line.send(slack.block_actions(button_in(private, "share"), user="U2", ephemeral=True))
    shared = (await answered(slack, 2))[-1]
    assert (shared["response_type"], shared["replace_original"]) == ("in_channel", False)
    assert shared["text"].split("\n") == ["Shared by ben: story 2", "You said: story 2"]


async def test_a_very_long_answer_is_shared_in_part(slack, socket, responder):
    """Slack takes five messages by that address: the fifth says that there is more, however long the command is."""
    text = "ask " + "why " * 450
    responder.answers[text] = long_answer(9)
    await socket.send(slack.block_actions(pressed("share", action_value(text, channel="slack:C1"))))
    shared = await answered(slack, 5)
    await quiet()
    assert len(slack.of("response_url")) == 5
    assert "There is more" in shared[-1]["blocks"][-1]["elements"][0]["text"]
    assert slack.findings == []


# ------------------------------------------------------------------------------------------------ shortcuts and forms


async def test_a_shortcut_asks_about_a_message(slack, line, responder):
    """The shortcut on somebody's message asks its command of the message's words, for who chose it alone."""
    message = {
        "type": "message",
        "user": "U2",
        "ts": slack.ts(),
        "text": "The *quay* reopens &amp; <https://e.org|more>",
    }
    assert await line.send(slack.message_shortcut("ask", message)) == {}
    [answer] = await answered(slack)
    assert responder.asked[0].text == "ask The *quay* reopens & more"
    assert answer["response_type"] == "ephemeral"


async def test_a_command_opens_a_form(slack, line, responder):
    """Where a command has a form it opens, and nothing is answered."""
    responder.forms["schedule edit"] = FORM
    await line.send(slack.slash_command("schedule edit"))
    [view] = await until(lambda: list(slack.views.values()))
    assert view["title"]["text"] == "This channel"
    assert [block["block_id"] for block in view["blocks"]] == ["state", "when"]
    assert slack.of("response_url") == []


VALUES = {
    "state": {"state": {"type": "static_select", "selected_option": {"value": "off"}}},
    "when": {"when": {"type": "plain_text_input", "value": "noon"}},
}


async def test_a_form_is_taken(slack, line, responder):
    """What is filled in changes settings, and what holds now stands in the form's place."""
    responder.forms["schedule edit"], responder.settings = FORM, {"schedule edit"}
    await line.send(slack.slash_command("schedule edit"))
    [view] = await until(lambda: list(slack.views.values()))
    came = await line.send(slack.view_submission(view, VALUES))
    command = Command(channel="slack:C1", user="slack:U1", text="schedule edit", may_configure=True)
    assert responder.heard == [("submit", command, {"state": "off", "when": "noon"})]
    assert came["response_action"] == "update"
    assert came["view"]["title"]["text"] == "This channel"
    assert came["view"]["blocks"][0]["elements"][0]["elements"][0]["text"] == "It holds."
    assert slack.homes == {}


async def test_mistakes_stand_at_their_fields(slack, line, responder):
    """A form with mistakes stays open and names them."""
    responder.forms["schedule edit"] = FORM
    responder.taken = Mistakes(fields={"when": "Write it as 08:30."})
    await line.send(slack.slash_command("schedule edit"))
    [view] = await until(lambda: list(slack.views.values()))
    came = await line.send(slack.view_submission(view, VALUES))
    assert came == {"response_action": "errors", "errors": {"when": "Write it as 08:30."}}


async def test_a_form_that_is_refused_is_answered(slack, socket, responder):
    """Who may not open a form is told why, alone."""
    responder.forms["schedule edit"] = said("Only admins may.", found=False)
    await socket.send(slack.slash_command("schedule edit", user="U2"))
    [answer] = await answered(slack)
    assert (answer["response_type"], answer["text"]) == ("ephemeral", "Only admins may.")
    assert responder.asked == []


async def test_a_form_that_does_not_open_is_logged(slack, socket, responder, caplog):
    """When Slack opens no view, the log says so."""
    responder.forms["schedule edit"] = FORM
    slack.script("views.open", "expired_trigger_id")
    await socket.send(slack.slash_command("schedule edit"))
    await until(lambda: caplog.records)
    assert [record.action for record in caplog.records] == ["view_not_shown"]


# --------------------------------------------------------------------------------------------------------- the rights


async def rights(slack, socket, responder, user):
    """Returns whether a user may change settings."""
    responder.settings = {"schedule off"}
    before = len(responder.asked)
    await socket.send(slack.slash_command("schedule off", user=user))
    await until(lambda: len(responder.asked) > before)
    return responder.asked[-1].may_configure


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ({"is_admin": True}, True),
        ({"is_owner": True}, True),
        ({"is_primary_owner": True}, True),
        ({}, False),
        ({"is_admin": True, "team_id": "T9"}, False),
        ({"is_admin": True, "team_id": "T1"}, True),
    ],
)
async def test_admins_and_owners_may_change_settings(slack, socket, responder, user, may):
    """Slack says who is an admin or owner of this workspace; nobody else may."""
    slack.script("users.info", {"ok": True, "user": {"id": "U5", **user}})
    assert await rights(slack, socket, responder, "U5") is may


async def test_who_the_settings_name_may(slack, access, kept, responder):
    """Who is in the settings' list may, without Slack being asked."""
    async with over_socket(slack, replace(access, admins=frozenset({"U2"})), kept, responder) as socket:
        assert await rights(slack, socket, responder, "U2") is True
    assert slack.of("users.info") == []


async def test_rights_are_asked_for_where_they_matter(slack, socket, responder):
    """Slack is asked for commands that change settings alone, and once for a while."""
    await socket.send(slack.slash_command("story 2"))
    await answered(slack)
    assert slack.of("users.info") == []
    assert await rights(slack, socket, responder, "U1") is True
    assert await rights(slack, socket, responder, "U1") is True
    assert len(slack.of("users.info")) == 1


async def test_rights_that_are_unknown_are_none(slack, socket, responder, caplog):
    """Where Slack does not say who somebody is they may not, are asked about again, and the log says so."""
    slack.script("users.info", "missing_scope")
    assert await rights(slack, socket, responder, "U1") is False
    assert [record.action for record in caplog.records] == ["rights_unknown"]
    assert await rights(slack, socket, responder, "U1") is True


# ---------------------------------------------------------------------------------------------------------- the home


async def test_the_home_tab_is_shown(slack, line, responder):
    """Who opens the app's home sees their own page, made for the channels that they are in."""
    slack.add_channel("G1", "inner", is_private=True, members=["U1"])
    slack.add_channel("C3", "other", members=["U2"])
    await line.send(slack.app_home_opened())
    home = await until(lambda: slack.homes.get("U1"))
    assert home["type"] == "home"
    assert responder.heard == [("home", "slack:U1", ["slack:C1", "slack:G1"])]
    await line.send(slack.app_home_opened(tab="messages"))
    await quiet()
    assert len(slack.of("views.publish")) == 1


async def test_all_channels_of_a_user_are_asked_for(slack, socket, responder):
    """Channels come by pages, of which all are read."""
    slack.most = 2
    for number in range(2, 7):
        slack.add_channel(f"C{number}", members=["U1"])
    await socket.send(slack.app_home_opened())
    await until(lambda: slack.homes)
    assert responder.heard[0][2] == [f"slack:C{number}" for number in range(1, 7)]


async def test_of_endless_channels_there_is_an_end(slack, socket, responder):
    """Nobody's page waits for more than a thousand channels."""
    full = {"ok": True, "channels": [{"id": "C1"}] * 500, "response_metadata": {"next_cursor": "next:1"}}
    slack.script("users.conversations", full, full, full)
    await socket.send(slack.app_home_opened())
    await until(lambda: slack.homes)
    assert len(responder.heard[0][2]) == 1_000


async def test_a_home_without_channels_is_shown_too(slack, socket, responder, caplog):
    """Where the channels cannot be listed the page is shown without, and the log says so."""
    slack.script("users.conversations", answers.broken(500))
    await socket.send(slack.app_home_opened())
    await until(lambda: slack.homes)
    assert responder.heard == [("home", "slack:U1", [])]
    assert [record.action for record in caplog.records] == ["channels_unknown"]


async def test_a_button_on_the_home_tab_opens_a_view(slack, line, responder):
    """There is no message to answer to on the home tab, so the answer stands in a view over it."""
    responder.answers["home"] = OFFER
    await line.send(slack.app_home_opened())
    home = await until(lambda: slack.homes.get("U1"))
    await line.send(slack.block_actions(button_in(home, "press:1:0"), view=home))
    [view] = await until(lambda: list(slack.views.values()))
    assert responder.asked == [Command(channel="slack:U1", user="slack:U1", text="quotes 2")]
    assert view["title"]["text"] == "Newsdesk"


async def test_a_form_on_the_home_tab_shows_it_anew(slack, line, responder):
    """A form that was opened there is for its channel, and the page is shown as it is afterwards."""
    responder.answers["home"] = OFFER
    responder.forms["schedule edit"] = FORM
    await line.send(slack.app_home_opened())
    home = await until(lambda: slack.homes.get("U1"))
    await line.send(slack.block_actions(button_in(home, "press:2:0"), view=home))
    [view] = await until(lambda: list(slack.views.values()))
    await line.send(slack.view_submission(view, VALUES))
    await until(lambda: len(slack.of("views.publish")) == 2)
    assert [heard[1].channel for heard in responder.heard if heard[0] == "submit"] == ["slack:C7"]


async def test_a_form_that_is_refused_on_the_home_tab_is_answered_there(slack, socket, responder):
    """Who may not change settings is told so in a view."""
    responder.answers["home"] = OFFER
    responder.forms["schedule edit"] = said("Only admins may.", found=False)
    await socket.send(slack.app_home_opened())
    home = await until(lambda: slack.homes.get("U1"))
    await socket.send(slack.block_actions(button_in(home, "press:2:0"), view=home))
    [view] = await until(lambda: list(slack.views.values()))
    assert view["blocks"][0]["elements"][0]["elements"][0]["text"] == "Only admins may."
    assert responder.asked == []


async def test_a_select_on_the_home_tab_is_for_its_user(slack, socket, responder):
    """What is chosen there is completed and answered for who chooses."""
    home = {"id": "V1", "type": "home", "blocks": []}
    await socket.send(slack.block_suggestion("choose:3:story", "", view=home))
    assert responder.heard == [("suggest", Kind.STORY, "", "slack:U1")]


# ------------------------------------------------------------------------------------------------- who comes and goes


async def test_joining_a_channel_is_heard(slack, line, responder):
    """When the bot comes into a channel it is told since when; others who come are no matter."""
    payload = slack.member_joined_channel()
    await line.send(payload)
    await line.send(payload, retry=1)
    await line.send(slack.member_joined_channel(user="U2"))
    at = datetime.fromtimestamp(float(payload["event"]["event_ts"]), UTC)
    await until(lambda: responder.heard)
    await quiet()
    assert responder.heard == [("joined", "slack:C1", at)]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("member_left_channel", "removed"),
        ("channel_left", "removed"),
        ("group_left", "removed"),
        ("channel_archive", "archived"),
        ("group_archive", "archived"),
        ("channel_deleted", "deleted"),
        ("group_deleted", "deleted"),
    ],
)
async def test_a_channel_that_is_closed_is_heard(slack, line, responder, event, why):
    """When the bot is removed, or a channel archived or deleted, it is told once, with what to do."""
    payload = slack.event({"type": event, "channel": "C1", "user": BOT if event.startswith("member") else "U1"})
    await line.send(payload)
    await line.send(payload, retry=1)
    await until(lambda: responder.heard)
    await quiet()
    [(told, channel, said_why)] = responder.heard
    assert (told, channel) == ("closed", "slack:C1")
    assert why in said_why


async def test_others_who_leave_are_no_matter(slack, socket, responder):
    """A member who goes changes nothing."""
    await socket.send(slack.member_left_channel(user="U2"))
    await quiet()
    assert responder.heard == []


async def test_a_new_name_changes_nothing(slack, line, responder):
    """A channel that is renamed keeps its settings, which go by its id; any other event is taken note of."""
    await line.send(slack.channel_rename("C1", "newest"))
    await line.send(slack.event({"type": "team_join", "user": {"id": "U9"}}))
    await quiet()
    assert responder.heard == []
    await line.send(slack.slash_command("help"))
    await answered(slack)


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_being_uninstalled_is_heard(slack, line, responder, kind):
    """When the app is taken out of the workspace, nothing more is posted there; who the bot is is asked anew."""
    await line.send(getattr(slack, kind)())
    [(told, within, why)] = await until(lambda: responder.heard)
    assert (told, within) == ("withdrawn", "slack:")
    assert "install" in why
    before = len(slack.of("auth.test"))
    await line.send(slack.slash_command("help"))
    await answered(slack)
    assert len(slack.of("auth.test")) > before


async def test_tokens_of_users_are_no_matter(slack, socket, responder):
    """When only somebody's own token is revoked, the bot's stands."""
    await socket.send(slack.tokens_revoked(bots=(), users=("U1",)))
    await quiet()
    assert responder.heard == []


async def test_a_workspace_that_says_nothing_of_itself_is_left(slack, line, responder, caplog):
    """When Slack does not say who the bot is, the event is acknowledged, logged and left."""
    await line.send(slack.app_uninstalled())
    await until(lambda: responder.heard)
    slack.tokens[BOT_TOKEN].state = "inactive"
    caplog.clear()
    await line.send(slack.app_mention("help"))
    await quiet()
    assert responder.asked == []
    assert "not_authorized" in {getattr(record, "action", "") for record in caplog.records}


# ----------------------------------------------------------------------------------------------------------- over HTTP


async def test_slack_checks_the_address(http):
    """Slack's question whether the address is ours is answered with its challenge."""
    assert await http.send({"type": "url_verification", "challenge": "abc", "token": "x"}) == {"challenge": "abc"}


@pytest.mark.parametrize(
    ("secret", "age"), [("another" * 5, 0), (SECRET, 301), (SECRET, -301), (SECRET, 10_000)], ids=str
)
async def test_what_slack_did_not_sign_now_is_refused(slack, http, responder, secret, age):
    """A call under another secret, or signed more than five minutes ago or ahead, does nothing."""
    at = datetime.now(UTC).timestamp() - age
    response = await post_form(http.url, slack.slash_command("help"), secret, at=at)
    assert response.status == 401
    response = await post_event(http.url, slack.app_mention("help"), secret, at=at)
    assert response.status == 401
    await quiet()
    assert responder.asked == []


VECTOR = urlencode(
    {
        "token": "xyzz0WbapA4vBCDEFasx0q6G",
        "team_id": "T1DC2JH3J",
        "team_domain": "testteamnow",
        "channel_id": "G8PSS9T3V",
        "channel_name": "foobar",
        "user_id": "U2CERLKJA",
        "user_name": "roadrunner",
        "command": "/webhook-collect",
        "text": "",
        "response_url": "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
        "trigger_id": "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    }
).encode()
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_slacks_own_example_is_taken_when_it_is_new(slack, http, responder):
    """The documented request has the documented signature, is refused for its age, and taken when it is signed now."""
    old = signed(VECTOR, secret=SECRET, at=1531420618)
    assert old["X-Slack-Signature"] == SIGNATURE
    url = slack.response_url()
    here = VECTOR.replace(
        quote_plus("https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN").encode(),
        quote_plus(url).encode(),
    )
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    async with aiohttp.ClientSession() as session:
        async with session.post(http.url, data=VECTOR, headers={**kind, **old}) as response:
            assert response.status == 401
        async with session.post(http.url, data=here, headers={**kind, **signed(here, secret=SECRET)}) as response:
            assert response.status == 200
        tampered = {**kind, **signed(VECTOR, secret=SECRET)}
        async with session.post(http.url, data=here, headers=tampered) as response:
            assert response.status == 401
        async with session.post(http.url, data=here, headers=kind) as response:
            assert response.status == 401
        async with session.get(http.url) as response:
            assert response.status == 405
    await answered(slack)
    assert [command.channel for command in responder.asked] == ["slack:G8PSS9T3V"]


# ------------------------------------------------------------------------------------------------- lines that are lost


@asynccontextmanager
async def hasty_socket(slack, access, responder):
    """Listens over Socket Mode, and looks every tenth of a second whether the socket lives."""
    async with aiohttp.ClientSession() as session:
        one, names = OneWorkspace(web_client(access, session, access.bot_token)), Names(alone=True)
        heard = Listening(one, names, responder, Answering(responder, names, access.admins))
        app = listening(heard, None, web_client(access, session))
        client = web_client(access, session, access.app_token)
        async with running(receive(access, app, client, None, look=0.1)) as task:
            await slack.until_connected()
            yield task


@pytest.mark.parametrize("end", ["disconnect", "warning", "drop"])
async def test_a_line_that_ends_is_opened_anew(slack, access, responder, end):
    """After a connection ended, announced or not, a command is answered over the next."""
    async with hasty_socket(slack, access, responder):
        before = slack.connections
        if end == "drop":
            slack.drop()
        else:
            await slack.disconnect("refresh_requested" if end == "disconnect" else "warning")
        await until(lambda: slack.connections > before and slack.connected)
        await slack.send(slack.slash_command("help"))
        await answered(slack)
    assert len(responder.asked) == 1


async def test_a_line_that_does_not_come_back_is_given_up(slack, access, responder, caplog):
    """When Slack opens no socket for too long, listening ends with what is wrong."""
    caplog.set_level(logging.CRITICAL, logger="adapters.slack.listening.bolt")

    async def lose():
        async with hasty_socket(slack, access, responder) as task:
            slack.script("apps.connections.open", *[answers.error("internal_error")] * 1_000)
            slack.drop()
            await asyncio.wait([task], timeout=3)

    with pytest.raises(NotTaken, match="no connection to Slack"):
        await lose()


async def listen(access, kept, responder):
    """Listens until that ends in an error, and returns it."""
    async with open_slack(access, kept) as chat:
        with pytest.raises(ChatError) as error:
            await asyncio.wait_for(chat.listen(responder), 3)
    return error.value


async def test_a_token_that_is_not_taken_is_said_at_once(slack, access, kept, responder, caplog):
    """Listening ends when Slack takes the bot token or the app token for none, and says which."""
    caplog.set_level(logging.CRITICAL)
    for token, named in ((APP_TOKEN, "app_token"), (BOT_TOKEN, "bot token")):
        slack.tokens[token].state = "revoked"
        error = await listen(access, kept, responder)
        assert isinstance(error, Refused)
        assert named in str(error)
        assert token not in str(error)


@pytest.mark.parametrize(("mode", "named"), [("socket", "app_token"), ("http", "signing_secret")])
async def test_without_its_secret_nothing_is_heard(access, kept, responder, mode, named):
    """No call is taken without a secret to check it by, and no socket opened without a token."""
    error = await listen(replace(access, mode=mode, app_token=None), kept, responder)
    assert named in str(error)


async def test_a_port_that_is_taken_is_said(access, kept, responder):
    """When another program has the port the error says so, and which setting to change."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with server:
        taken = replace(access, mode="http", signing_secret=SECRET, listen=server.sockets[0].getsockname())
        error = await listen(taken, kept, responder)
    assert "another program listens there" in str(error)
    error = await listen(replace(taken, listen=("192.0.2.1", 1)), kept, responder)
    assert "set [slack] listen" in str(error)
