"""Tests of what people do on the loopback Discord: the real discord.py hears it, and what it answers is seen."""

import pytest

from tests.discord.client import connected
from tests.discord.library import discord
from tests.discord.world import MANAGING


@pytest.fixture
def ada(platform, channel):
    """A member who may manage the guild."""
    return platform.add_member(channel.guild, "Ada", MANAGING)


class Form(discord.ui.Modal, title="A question"):
    """A form with one input."""

    topic = discord.ui.TextInput(label="Topic", custom_id="topic")

    async def on_submit(self, interaction):
        """Says what was filled in."""
        await interaction.response.send_message(f"about {self.topic.value}", ephemeral=True)


class Buttons(discord.ui.View):
    """A button that counts, and a select."""

    def __init__(self):
        super().__init__(timeout=None)

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction, _):
        """Changes the message."""
        await interaction.response.edit_message(content="changed")

    @discord.ui.select(custom_id="days", options=[discord.SelectOption(label=day) for day in ("Mon", "Tue")])
    async def days(self, interaction, select):
        """Says what was chosen, later."""
        await interaction.response.defer(thinking=True)
        await interaction.followup.send(f"chose {select.values}")


def commands(client):
    """Gives a client one command of each kind."""
    group = discord.app_commands.Group(name="digest", description="Digests")

    @group.command(description="Shows one")
    async def show(interaction, number: int, where: discord.TextChannel):
        may = interaction.permissions.manage_guild
        await interaction.response.send_message(f"{number} {where.name} {may}", view=Buttons())

    @show.autocomplete("number")
    async def numbers(_, typed):
        return [discord.app_commands.Choice(name=f"after {typed}", value=7)]

    @client.tree.context_menu(name="Explain")
    async def explain(interaction, message: discord.Message):
        await interaction.response.send_message(f"that is {message.content}")

    @client.tree.command(description="Asks")
    async def ask(interaction):
        await interaction.response.send_modal(Form())

    client.tree.add_command(group)


async def test_a_command_is_called_with_its_options(platform, channel, ada):
    """A subcommand gets values, a channel, and what its caller may do."""
    async with connected(platform) as client:
        commands(client)
        await client.tree.sync()
        asked = await platform.slash(channel, ada, "digest show", {"number": 3, "where": channel})
        [call] = await asked.answered()
    assert call.body["data"]["content"] == "3 news True"
    assert asked.shown == channel.messages


async def test_what_is_not_registered_cannot_be_called(platform, channel, ada):
    """Once commands are registered, a test cannot call one that is not there."""
    async with connected(platform) as client:
        commands(client)
        await client.tree.sync(guild=discord.Object(channel.guild.id))
        await client.tree.sync()
        assert {command["name"] for command in platform.commands[None]} == {"digest", "Explain", "ask"}
        with pytest.raises(AssertionError, match="not registered"):
            await platform.slash(channel, ada, "other")


async def test_an_option_is_completed(platform, channel, ada):
    """What somebody types is answered with choices."""
    async with connected(platform) as client:
        commands(client)
        asked = await platform.complete(channel, ada, "digest show", {"number": "1"}, "number")
        [call] = await asked.answered()
    assert call.body["data"]["choices"] == [{"name": "after 1", "value": 7}]


async def test_a_menu_is_picked_in_a_direct_conversation(platform):
    """A message's menu hands over the message, outside of guilds too."""
    user = platform.add_user()
    dm = platform.add_dm(user)
    message = platform.write(dm, user, {"content": "news"})
    async with connected(platform) as client:
        commands(client)
        asked = await platform.menu(dm, user, "Explain", message)
        await asked.answered()
    assert [shown["content"] for shown in asked.shown] == ["that is news"]


async def test_buttons_and_selects_are_used(platform, channel, ada):
    """A press changes the message that it was at; a choice is answered later, in the place that was kept for it."""
    async with connected(platform) as client:
        sent = await client.get_channel(channel.id).send("hello", view=Buttons())
        pressed = await platform.press(ada, channel.messages[0], "more")
        await pressed.answered()
        chosen = await platform.select(ada, channel.messages[0], "days", ["Tue"])
        calls = await chosen.answered()
        with pytest.raises(AssertionError, match="nothing to use"):
            await platform.press(ada, channel.messages[0], "other")
    assert (channel.messages[0]["id"], channel.messages[0]["content"]) == (str(sent.id), "changed")
    assert len(calls) == 2
    assert [shown["content"] for shown in chosen.shown] == ["chose ['Tue']"]


async def test_a_form_is_filled_in(platform, channel, ada):
    """A form that a command shows comes back with its values; what one person alone sees is not in the channel."""
    async with connected(platform) as client:
        commands(client)
        shown = await platform.slash(channel, ada, "ask")
        await shown.answered()
        sent = await platform.submit(ada, shown, {"topic": "water"})
        await sent.answered()
    assert [message["content"] for message in sent.shown] == ["about water"]
    assert channel.messages == []


async def test_an_interaction_is_answered_once_and_in_time(platform, channel, ada):
    """A second first answer is 40060, one that comes too late is 10062."""
    codes, expired = [], []

    async def answer(interaction):
        if expired:
            platform.asked[interaction.token].expired = True
        for _ in range(2):
            interaction.response._response_type = None
            try:
                await interaction.response.send_message("hello")
            except discord.HTTPException as refusal:
                codes.append(refusal.code)

    async with connected(platform) as client:
        client.tree.command(name="ask", description="Asks")(answer)
        await (await platform.slash(channel, ada, "ask")).answered(2)
        expired.append(True)
        await (await platform.slash(channel, ada, "ask")).answered(2)
    assert codes == [40060, 10062, 10062]


async def test_answers_are_changed_and_taken_back(platform, channel, ada):
    """The first answer can be read, changed and deleted for as long as its interaction lasts."""
    seen = []

    async def answer(interaction):
        await interaction.response.send_message("first")
        await interaction.edit_original_response(content="second")
        seen.append((await interaction.original_response()).content)
        await interaction.delete_original_response()

    async with connected(platform) as client:
        client.tree.command(name="ask", description="Asks")(answer)
        asked = await platform.slash(channel, ada, "ask")
        await asked.answered(4)
    assert (seen, asked.shown, channel.messages) == (["second"], [], [])
