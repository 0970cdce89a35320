"""Tests of what people do in Discord, end to end over the loopback gateway: acknowledged at once, answered once."""

import asyncio
import logging

import pytest

from adapters.discord.answering import Answering
from adapters.discord.calling import Rest
from adapters.discord.chat import open_discord
from adapters.discord.gateway import receive
from adapters.discord.listening import Listening
from adapters.errors import ChatError, NotTaken, Refused, StoreError
from adapters.interface import Field, Form, Kind, Suggestion
from digests.model.document import Button, Buttons, Choice, Document, Heading, Option, Paragraph, Span
from tests.adapters.discord.newsroom import FakeNotes, FakeResponder, access_to, listening, pages, said
from tests.discord.asking import LATER, MODAL, NO_CHANGE
from tests.discord.components import BUTTON, SELECT, nested
from tests.discord.gateway import until
from tests.discord.scripting import broken, cut, limited, refused
from tests.discord.world import EPHEMERAL, FORUM, MANAGING, READING, THREAD

CALLBACK = "/interactions/*/*/callback"
SETTINGS = Form(title="Settings", fields=tuple(Field(name=name, label=name, value="v") for name in "abcdefg"))
ZONE = Form(title="Settings", fields=(Field(name="zone", label="Zone", value="UTC"),))


@pytest.fixture
def ada(platform, guild):
    """A member who may not manage the guild."""
    return platform.add_member(guild)


@pytest.fixture
def chief(platform, guild):
    """A member who may manage it."""
    return platform.add_member(guild, "Chief", MANAGING)


@pytest.fixture
async def heard(platform, responder, notes, channel):
    """The adapter, listening, with the channel there already."""
    del channel
    async with listening(platform, responder, notes) as chat:
        yield chat


def text(message):
    """Returns all that a message says."""
    return "\n".join(part["content"] for part in nested(message["components"]) if "content" in part)


def ids(message, kind=BUTTON):
    """Returns the ids of a message's buttons, or of its selects, by what stands on them."""
    parts = [part for part in nested(message["components"]) if part["type"] == kind]
    return {part.get("label") or part.get("placeholder"): part["custom_id"] for part in parts}


def button(label, command, **more):
    """Returns an answer with a button."""
    return said("Press.").model_copy(
        update={"document": Document(blocks=(Buttons(buttons=(Button(label=label, command=command, **more),)),))}
    )


@pytest.mark.usefixtures("heard")
class TestAnswering:
    """What people type, choose and press, and what they see of it."""

    async def test_a_command_is_answered_to_who_gave_it(self, platform, responder, channel, ada):
        """It is acknowledged as private, then answered in its place, for the channel and user by their full names."""
        asked = await platform.slash(channel, ada, "news digest", {"topic": "tariffs", "day": "2025-04-17"})
        await asked.answered()
        assert asked.callback == {"type": LATER, "data": {"flags": EPHEMERAL}}
        assert text(asked.original) == "You said: digest tariffs 2025-04-17"
        assert asked.original["flags"] & EPHEMERAL
        [command] = responder.asked
        assert (command.channel, command.user) == (f"discord:{channel.id}", f"discord:{ada.id}")
        assert not command.may_configure
        assert not channel.messages

    async def test_a_command_is_acknowledged_before_it_is_answered(self, platform, responder, channel, ada):
        """However long the answer takes, Discord hears at once that there will be one."""
        responder.free.clear()
        asked = await platform.slash(channel, ada, "news help")
        await until(lambda: asked.callback is not None)
        assert [call.path.rpartition("/")[2] for call in asked.calls] == ["callback"]
        responder.free.set()
        await asked.answered()

    async def test_a_command_in_a_thread_is_for_its_channel(self, platform, responder, channel, ada):
        """Settings go by channel, and stories by its last digest."""
        thread = platform.add_channel(channel.guild, "below", THREAD, parent=channel)
        await (await platform.slash(thread, ada, "news digest")).answered()
        assert responder.asked[0].channel == f"discord:{channel.id}"

    async def test_who_manages_the_server_may_change_settings(self, platform, responder, channel, chief, ada):
        """The right is Manage Server, as Discord says it with each command."""
        for user in (chief, ada):
            await (await platform.slash(channel, user, "news mute", {"words": "cricket"})).answered()
        assert [command.may_configure for command in responder.asked] == [True, False]

    async def test_who_may_use_the_second_command_may_change_settings(self, platform, responder, channel, ada):
        """Admins say in Discord who may; the buttons of the answer work for them too."""
        responder.answers["schedule 09:00"] = button("Off", "schedule off")
        asked = await platform.slash(channel, ada, "news-settings schedule", {"setting": "09:00"})
        await asked.answered()
        pressed = await platform.press(ada, asked.original, ids(asked.original)["Off"])
        await pressed.answered()
        assert [(command.text, command.may_configure) for command in responder.asked] == [
            ("schedule 09:00", True),
            ("schedule off", True),
        ]

    async def test_alone_with_the_bot_nobody_changes_settings(self, platform, responder, ada):
        """In a direct conversation there are answers, and no rights."""
        alone = platform.add_dm(ada)
        asked = await platform.slash(alone, ada, "news mute", {"words": "cricket"})
        await asked.answered()
        assert responder.asked[0].channel == f"discord:{alone.id}"
        assert not responder.asked[0].may_configure

    async def test_a_message_is_asked_about(self, platform, responder, channel, ada):
        """The menu of a message asks with its words."""
        message = platform.write(channel, ada, {"content": "Tariffs\nwill rise."})
        await (await platform.menu(channel, ada, "What do sources say?", message)).answered()
        assert responder.asked[0].text == "ask Tariffs will rise."

    async def test_what_is_typed_is_completed(self, platform, responder, channel, ada):
        """Suggestions come as choices of at most a hundred characters."""
        found = [Suggestion(label="Tariffs\nrise " * 20, value="s1"), Suggestion(label="Long", value="x" * 101)]
        responder.suggestions = [*found, Suggestion(label="Port", value="s2")]
        asked = await platform.complete(channel, ada, "news quotes", {"who": "tar"}, "who")
        await asked.answered()
        assert [one["value"] for one in asked.callback["data"]["choices"]] == ["s1", "s2"]
        assert responder.heard == [("suggest", Kind.STORY, "tar", f"discord:{channel.id}")]

    async def test_where_nothing_can_be_suggested_nothing_is(self, platform, responder, channel, ada, caplog):
        """A store that is away leaves the list empty."""
        responder.suggestions = StoreError("away")
        asked = await platform.complete(channel, ada, "news quotes", {"who": "tar"}, "who")
        await asked.answered()
        assert asked.callback["data"]["choices"] == []
        assert "away" in caplog.text

    async def test_a_button_of_a_digest_is_answered_in_private(self, platform, heard, responder, channel, ada):
        """What is posted to all is asked about by each alone, after a restart as before."""
        await heard.post(f"discord:{channel.id}", button("Quotes", "quotes 2").document)
        [message] = channel.messages
        asked = await platform.press(ada, message, ids(message)["Quotes"])
        await asked.answered()
        assert text(asked.original) == "You said: quotes 2"
        assert asked.original["flags"] & EPHEMERAL
        assert channel.messages == [message]

    async def test_a_story_is_chosen_from_a_select(self, platform, heard, responder, channel, ada):
        """What is chosen stands behind the command."""
        choice = Choice(label="Choose a story", command="story", options=(Option(label="Tariffs", value="s1"),))
        await heard.post(f"discord:{channel.id}", Document(blocks=(choice,)))
        [message] = channel.messages
        asked = await platform.select(ada, message, ids(message, SELECT)["Choose a story"], ["s1"])
        await asked.answered()
        assert responder.asked[0].text == "story s1"

    async def test_pages_are_turned_in_place(self, platform, responder, channel, ada):
        """A page takes the place of the one before, and says where it leads on and back."""
        responder.answers["digest"] = pages(3)
        asked = await platform.slash(channel, ada, "news digest")
        await asked.answered()
        assert list(ids(asked.original)) == ["Next page (2 of 3)", "Share"]
        turned = await platform.press(ada, asked.original, ids(asked.original)["Next page (2 of 3)"])
        await turned.answered()
        assert turned.callback == {"type": NO_CHANGE}
        assert "part 2" in text(asked.original)
        assert list(ids(asked.original)) == ["Previous page (1 of 3)", "Next page (3 of 3)", "Share"]

    @pytest.mark.parametrize("words", ["port", "x" * 500])
    async def test_an_answer_is_shared(self, platform, responder, channel, ada, words):
        """Everybody sees who shared what, in at most five messages; a command too long for a button is kept."""
        responder.answers[f"search {words}"] = pages(7)
        asked = await platform.slash(channel, ada, "news search", {"words": words})
        await asked.answered()
        shared = await platform.press(ada, asked.original, ids(asked.original)["Share"])
        await shared.answered(6)
        assert shared.callback == {"type": NO_CHANGE}
        assert [message["flags"] & EPHEMERAL for message in channel.messages] == [0] * 5
        assert text(channel.messages[0]).startswith(f"-# Shared by Ada: search {words}"[:80])
        assert "There is more: /news search" in text(channel.messages[4])

    async def test_what_changes_settings_or_finds_nothing_is_not_shared(self, platform, responder, channel, chief):
        """Such an answer has no button for it."""
        responder.answers["digest nothing"] = said("Nothing.", found=False)
        for command, options in (("news mute", {"words": "cricket"}), ("news digest", {"topic": "nothing"})):
            asked = await platform.slash(channel, chief, command, options)
            await asked.answered()
            assert not ids(asked.original)

    async def test_a_command_that_is_kept_no_more_is_said(self, platform, responder, notes, channel, ada):
        """A button whose command gave way to another one says so."""
        asked = await platform.slash(channel, ada, "news search", {"words": "x" * 500})
        await asked.answered()
        notes.kept = dict.fromkeys(notes.kept, "other\ntext")
        pressed = await platform.press(ada, asked.original, ids(asked.original)["Share"])
        await pressed.answered()
        [told] = pressed.followups
        assert "too old" in text(told)
        assert told["flags"] & EPHEMERAL
        assert text(asked.original).startswith("You said")

    async def test_an_answer_stands_without_buttons_that_cannot_be_kept(self, platform, notes, channel, ada, caplog):
        """A store that is away takes the buttons of a long command, not the answer."""
        notes.broken = StoreError("away")
        asked = await platform.slash(channel, ada, "news search", {"words": "x" * 500})
        await asked.answered()
        assert not ids(asked.original)
        assert "away" in caplog.text

    async def test_a_store_that_is_away_takes_no_other_answer_along(self, platform, notes, channel, ada, caplog):
        """What cannot be looked up is logged, and the next command answered."""
        asked = await platform.slash(channel, ada, "news search", {"words": "x" * 500})
        await asked.answered()
        notes.broken = StoreError("away")
        await platform.press(ada, asked.original, ids(asked.original)["Share"])
        await until(lambda: "is left: away" in caplog.text)
        await (await platform.slash(channel, ada, "news help")).answered()

    async def test_an_answer_that_has_to_wait_waits(self, platform, channel, ada):
        """A 429 to an answer is waited out."""
        platform.script("PATCH", "/webhooks/*/*/messages/*", limited(0.05), limited(0))
        asked = await platform.slash(channel, ada, "news help")
        await asked.answered(4)
        assert text(asked.original) == "You said: help"

    async def test_an_answer_that_is_not_taken_is_logged(self, platform, channel, ada, caplog):
        """An answer that comes too late harms nobody."""
        platform.script("PATCH", "/webhooks/*/*/messages/*", refused(404, 10015))
        asked = await platform.slash(channel, ada, "news help")
        await asked.answered()
        await until(lambda: "an answer was not taken" in caplog.text)

    @pytest.mark.parametrize("failure", [broken(500, taken=True), cut(taken=True)])
    async def test_an_acknowledgement_without_an_answer_is_gone_on_from(self, platform, channel, ada, failure):
        """Where Discord's word is lost, the answer is given."""
        platform.script("POST", CALLBACK, failure)
        asked = await platform.slash(channel, ada, "news help")
        await asked.answered()
        assert text(asked.original) == "You said: help"

    @pytest.mark.parametrize("refusal", [refused(404, 10062), refused(400, 40060), limited(30)])
    async def test_what_is_not_ours_to_answer_is_left(self, platform, responder, channel, ada, refusal):
        """What has expired, or was acknowledged by another process, is not carried out."""
        platform.script("POST", CALLBACK, refusal)
        asked = await platform.slash(channel, ada, "news help")
        await until(lambda: len(asked.calls) == 1)
        await (await platform.slash(channel, ada, "news digest")).answered()
        assert [command.text for command in responder.asked] == ["digest"]

    async def test_what_is_told_twice_is_answered_once(self, platform, responder, channel, ada):
        """What Discord tells anew after a lost connection has been answered."""
        asked = await platform.slash(channel, ada, "news help")
        await asked.answered()
        again = platform.sessions[0].events[-1]
        platform.sessions[0].events.append(again)
        await platform.sessions[0].tell()
        await until(lambda: len(platform.of("POST", CALLBACK)) == 2)
        await (await platform.slash(channel, ada, "news digest")).answered()
        assert [command.text for command in responder.asked] == ["help", "digest"]

    async def test_ids_of_another_making_are_left(self, platform, responder, channel, ada):
        """A button that this adapter did not make does nothing."""
        row = {"type": 1, "components": [{"type": BUTTON, "style": 2, "label": "Old", "custom_id": "old"}]}
        message = platform.write(channel, platform.bot, {"components": [row]})
        await platform.press(ada, message, "old")
        await (await platform.slash(channel, ada, "news digest")).answered()
        assert len(responder.asked) == 1

    async def test_what_breaks_is_logged_and_the_next_is_answered(self, platform, responder, channel, ada, caplog):
        """One answer that breaks the code takes no other along."""
        responder.answers["help"] = None
        await platform.slash(channel, ada, "news help")
        await (await platform.slash(channel, ada, "news digest")).answered()
        await until(lambda: "what somebody did was told by Discord, and broke" in caplog.text)
        assert responder.asked[-1].text == "digest"


@pytest.mark.usefixtures("heard")
class TestForms:
    """Settings in forms."""

    async def test_a_command_opens_its_form_at_once(self, platform, responder, channel, chief):
        """The form is the first answer, with the first five fields; what is filled in goes with the rest as it is."""
        responder.forms["schedule edit"] = SETTINGS
        asked = await platform.slash(channel, chief, "news schedule", {"setting": "edit"})
        await asked.answered()
        assert asked.callback["type"] == MODAL
        sent = await platform.submit(chief, asked, {"a": "new"})
        await sent.answered()
        assert sent.callback == {"type": LATER, "data": {"flags": EPHEMERAL}}
        assert text(sent.original) == "It holds."
        [(_, command, filled)] = responder.heard
        assert (command.text, command.channel) == ("schedule edit", f"discord:{channel.id}")
        assert filled == {**dict.fromkeys("abcdefg", "v"), "a": "new"}

    async def test_a_mistake_is_said_with_a_way_back(self, platform, responder, channel, chief):
        """What is wrong is named by its field, and a button opens the form again."""
        responder.forms["schedule edit"] = ZONE
        asked = await platform.slash(channel, chief, "news schedule", {"setting": "edit"})
        await asked.answered()
        sent = await platform.submit(chief, asked, {"zone": "Nowhere"})
        await sent.answered()
        assert "**Zone:** There is no such zone." in text(sent.original)
        again = await platform.press(chief, sent.original, ids(sent.original)["Open the form again"])
        await again.answered()
        assert again.callback["type"] == MODAL

    async def test_who_may_not_is_told_so(self, platform, responder, channel, ada):
        """No form is opened that could not be sent off."""
        responder.forms["schedule edit"] = ZONE
        asked = await platform.slash(channel, ada, "news schedule", {"setting": "edit"})
        await asked.answered()
        assert text(asked.original) == "You may not."
        assert not responder.asked

    async def test_who_may_no_more_changes_nothing(self, platform, responder, channel, chief):
        """The right is looked at when the form is sent off, too."""
        responder.forms["schedule edit"] = ZONE
        asked = await platform.slash(channel, chief, "news schedule", {"setting": "edit"})
        await asked.answered()
        chief.permissions = READING
        sent = await platform.submit(chief, asked, {})
        await sent.answered()
        assert text(sent.original) == "You may not."
        assert not responder.heard

    async def test_a_form_that_is_no_more_is_answered(self, platform, responder, channel, chief):
        """A command that opens no form any more is answered like any other."""
        responder.forms["schedule edit"] = ZONE
        asked = await platform.slash(channel, chief, "news schedule", {"setting": "edit"})
        await asked.answered()
        responder.forms.clear()
        sent = await platform.submit(chief, asked, {})
        await sent.answered()
        assert text(sent.original) == "You said: schedule edit"

    async def test_a_button_may_be_for_another_channel(self, platform, heard, responder, channel, chief, ada):
        """What an owner is told alone has buttons for the channel; who may is looked up where that is."""
        responder.forms["schedule edit"] = ZONE
        there = f"discord:{channel.id}"
        blocks = (
            Paragraph(spans=(Span(text="It is paused."),)),
            Buttons(
                buttons=(
                    Button(label="Go on", command="schedule on", channel=there),
                    Button(label="Settings", command="schedule edit", channel=there),
                    Button(label="Digest", command="digest", channel=there),
                )
            ),
        )
        for user in (chief, ada):
            await heard.post(await heard.direct(f"discord:{user.id}"), Document(blocks=blocks))
            [message] = platform.add_dm(user).messages
            for label in ("Go on", "Settings", "Digest"):
                await (await platform.press(user, message, ids(message)[label])).answered()
        told = [(command.text, command.channel, command.may_configure) for command in responder.asked]
        assert told == [
            ("schedule on", there, True),
            ("digest", there, False),
            ("schedule on", there, False),
            ("digest", there, False),
        ]
        assert [call.body["type"] for call in platform.of("POST", CALLBACK)] == [5, 9, 5, 5, 5, 5]

    async def test_rights_that_cannot_be_known_are_none(self, platform, heard, responder, channel, chief, caplog):
        """Where Discord does not say, nobody changes settings from elsewhere."""
        answer = button("Go on", "schedule on", channel=f"discord:{channel.id}")
        await heard.post(await heard.direct(f"discord:{chief.id}"), answer.document)
        [message] = platform.add_dm(chief).messages
        platform.script("GET", "/guilds/*/members/*", broken(503))
        await (await platform.press(chief, message, ids(message)["Go on"])).answered()
        assert not responder.asked[0].may_configure
        assert "cannot be known" in caplog.text


@pytest.mark.usefixtures("heard")
class TestPlaces:
    """Servers and channels that come and go."""

    async def test_a_new_server_is_greeted_once(self, platform, responder):
        """The desk may speak in the first channel that lets it, and says so once for each time it is invited."""
        await asyncio.sleep(2.3)  # discord.py takes servers for known that come in the first two seconds
        new = platform.add_guild()
        platform.add_channel(new, "closed", permissions=READING)
        open_one = platform.add_channel(new, "open")
        await platform.join(new)
        await until(lambda: responder.heard)
        assert responder.heard == [("joined", f"discord:{open_one.id}")]
        await platform.join(new)
        mute = platform.add_guild()
        await platform.join(mute)
        await platform.delete_channel(open_one)
        await until(lambda: len(responder.heard) == 2)
        assert responder.heard[1] == ("closed", f"discord:{open_one.id}", "the channel was deleted")

    async def test_a_server_that_is_left_closes_its_channels(self, platform, responder, guild, channel):
        """Each channel that could be posted to is paused with what to do about it; headings among them are none."""
        forum = platform.add_channel(guild, "forum", FORUM)
        await platform.dispatch("CHANNEL_CREATE", forum.written())
        heading = platform.add_channel(guild, "heading", 4)
        await platform.dispatch("CHANNEL_CREATE", heading.written())
        await platform.leave(guild)
        await until(lambda: len(responder.heard) == 2)
        assert {one[1] for one in responder.heard} == {f"discord:{one.id}" for one in (channel, forum)}
        assert all("invite it again" in one[2] for one in responder.heard)

    async def test_an_outage_closes_nothing(self, platform, responder, guild, channel, ada):
        """A server that is away for now is not one that was left."""
        await platform.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
        await (await platform.slash(channel, ada, "news help")).answered()
        assert not responder.heard

    async def test_a_known_server_is_no_new_one(self, platform, responder, channel, ada):
        """What is there at the beginning is not greeted."""
        await (await platform.slash(channel, ada, "news help")).answered()
        assert not responder.heard


class TestConnection:
    """The connection, and what ends it."""

    async def test_commands_are_made_known_once(self, platform, responder, notes, channel):
        """They are put when they have changed, and not again."""
        for _ in range(2):
            async with listening(platform, responder, notes):
                pass
        assert len(platform.of("PUT", "/applications/*/commands")) == 1
        responder.offers = responder.offers[:-1]
        async with listening(platform, responder, notes):
            pass
        assert len(platform.of("PUT", "/applications/*/commands")) == 2
        assert list(notes.kept) == [f"discord commands {platform.application}"]

    async def test_commands_are_put_to_guilds_for_development(self, platform, responder, notes, guild, channel):
        """Where guilds are named, they alone get them."""
        async with listening(platform, responder, notes, sync_guilds=(guild.id,)):
            pass
        assert len(platform.of("PUT", f"/applications/*/guilds/{guild.id}/commands")) == 1
        assert not platform.of("PUT", "/applications/*/commands")

    async def test_commands_that_are_refused_keep_nobody_from_listening(
        self, platform, responder, notes, channel, caplog
    ):
        """Buttons and whatever is known already go on working."""
        platform.script("PUT", "/applications/*/commands", refused(403, 50001))
        async with listening(platform, responder, notes):
            await until(lambda: platform.sessions)
        assert "the commands are not known" in caplog.text
        assert not notes.kept

    @pytest.mark.parametrize("answer", [broken(503), refused(401, 0)])
    async def test_no_answer_to_the_commands_ends_listening(self, platform, responder, channel, answer):
        """It is begun anew later, by whoever wanted to listen."""
        platform.script("PUT", "/applications/*/commands", answer)
        with pytest.raises(ChatError):
            async with listening(platform, responder):
                pass

    async def test_a_store_that_is_away_ends_listening(self, platform, responder, notes, channel):
        """It is said as the platform's trouble."""
        notes.broken = StoreError("away")
        with pytest.raises(ChatError, match="away"):
            async with listening(platform, responder, notes):
                pass

    async def test_little_is_asked_for(self, platform, responder, channel):
        """The connection has guilds for its only intent, and as many shards as Discord advises or is said."""
        platform.shards = 1
        async with listening(platform, responder):
            pass
        async with listening(platform, responder, shards=1):
            pass
        assert [(one["intents"], one["shard"]) for one in platform.identified] == [(1, [0, 1])] * 2

    async def test_a_connection_that_is_to_be_renewed_is_resumed(self, platform, responder, channel):
        """After op 7, a lost line and op 9 that allows it nothing is missed, and nothing answered twice."""
        ada = platform.add_member(channel.guild)
        async with listening(platform, responder):
            for number, lose in enumerate((platform.reconnect, lambda: platform.invalidate(resumable=True), _drop)):
                await lose(platform) if lose is _drop else await lose()
                asked = await platform.slash(channel, ada, "news digest", {"topic": str(number)})
                await asked.answered(seconds=10)
        assert [command.text for command in responder.asked] == ["digest 0", "digest 1", "digest 2"]
        assert len(platform.resumed) == 3
        assert len(platform.identified) == 1

    async def test_a_session_that_is_over_is_begun_anew(self, platform, responder, channel):
        """After op 9 there is a new session; discord.py waits five seconds before."""
        ada = platform.add_member(channel.guild)
        async with listening(platform, responder):
            await platform.invalidate()
            await until(lambda: len(platform.identified) == 2, 10)
            await platform.until_ready()
            await (await platform.slash(channel, ada, "news digest")).answered()

    @pytest.mark.parametrize(("code", "names"), [(4004, "token"), (4014, "intents")])
    async def test_a_refused_connection_says_what_to_do(self, platform, responder, channel, code, names):
        """A wrong token and intents that are not granted concern the platform."""
        platform.refuses = code
        with pytest.raises(Refused, match=names) as caught:
            async with listening(platform, responder):
                pytest.fail("nobody refused")
        assert caught.value.concerns == "platform"

    @pytest.mark.parametrize("answer", [broken(503), cut()])
    async def test_a_gateway_that_is_not_told_is_an_error_of_the_port(self, platform, responder, channel, answer):
        """Where Discord does not say where to connect to, listening ends."""
        platform.script("GET", "/gateway/bot", *[answer] * 2)
        with pytest.raises(ChatError):
            async with listening(platform, responder):
                pytest.fail("there is no gateway")

    async def test_a_connection_that_does_not_come_is_said(self, platform, responder, channel):
        """discord.py would try for ever, and nobody would know."""
        access = access_to(platform, gateway_url="ws://127.0.0.1:9", shards=1)
        async with open_discord(access, FakeNotes()):
            rest = Rest(access)
            heard = Listening(responder, Answering(responder, rest, FakeNotes()))
            with pytest.raises(NotTaken, match="no connection to Discord"):
                await receive(access, heard, patience=0.2)

    async def test_any_other_end_is_an_error_of_the_port(self, platform, responder, channel):
        """A code that means nothing here ends listening, to be begun anew."""
        platform.refuses = 4011
        with pytest.raises(ChatError, match="4011"):
            async with listening(platform, responder):
                pytest.fail("nobody refused")

    async def test_an_event_that_cannot_be_read_is_an_error_of_the_port(self, platform, responder, channel, chat):
        """discord.py ends over it; whoever listens begins anew."""
        listens = asyncio.create_task(chat.listen(responder))
        await platform.until_ready()
        await platform.dispatch("CHANNEL_CREATE", {"guild_id": str(channel.guild.id), "type": 0})
        with pytest.raises(ChatError, match="cannot be read"):
            await asyncio.wait_for(listens, 5)

    async def test_posting_goes_on_when_listening_ends(self, platform, responder, channel, chat):
        """The way out does not hang on the way in."""
        listens = asyncio.create_task(chat.listen(responder))
        await platform.until_ready()
        await platform.close(4004)
        with pytest.raises(Refused, match="token"):
            await asyncio.wait_for(listens, 5)
        await chat.post(f"discord:{channel.id}", Document(blocks=(Heading(text="News", level=1),)), key="e-1")
        assert len(channel.messages) == 1

    async def test_what_is_being_answered_is_left_at_the_end(self, platform, channel):
        """Nothing runs on when listening ends."""
        ada, responder = platform.add_member(channel.guild), FakeResponder()
        responder.free.clear()
        async with listening(platform, responder, FakeNotes()):
            asked = await platform.slash(channel, ada, "news help")
            await until(lambda: asked.callback is not None)
        assert not [task for task in asyncio.all_tasks() if "on_interaction" in task.get_name()]

    async def test_no_token_is_logged(self, platform, responder, channel, caplog):
        """Neither the bot's token nor those of answers stand in the log, whatever goes wrong."""
        caplog.set_level(logging.INFO)
        ada = platform.add_member(channel.guild)
        async with listening(platform, responder):
            platform.script("PATCH", "/webhooks/*/*/messages/*", limited(0.05), limited(900))
            asked = await platform.slash(channel, ada, "news help")
            await asked.answered(2)
            await until(lambda: "an answer was not taken" in caplog.text)
        assert asked.token not in caplog.text
        assert platform.token not in caplog.text


async def _drop(platform):
    platform.drop()
