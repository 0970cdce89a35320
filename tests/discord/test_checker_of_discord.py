"""Tests of what the loopback Discord refuses: each limit from both sides, in units that emoji have two of."""

import pytest

from tests.discord.checker import pings, problems
from tests.discord.samples import (
    QUIET,
    SUPPRESS_EMBEDS,
    button,
    choice,
    command,
    embed,
    field,
    form,
    link,
    long,
    message,
    newer,
    option,
    picture,
    row,
    rows,
    section,
    select,
    text,
    whole_command,
)

POST, EDIT = ("POST", "/channels/1/messages"), ("PATCH", "/channels/1/messages/2")
CALLBACK, FOLLOW_UP = ("POST", "/interactions/1/t/callback"), ("POST", "/webhooks/1/t")
CHANGE, THREAD = ("PATCH", "/webhooks/1/t/messages/@original"), ("POST", "/channels/1/threads")
COMMAND, COMMANDS = ("POST", "/applications/1/commands"), ("PUT", "/applications/1/guilds/2/commands")

SIGNS = {"letters": "x", "emoji": "😀", "combining": "e\u0301"}

TEXTS = {  # what a text stands in, and how long it may be there
    "content": (POST, lambda said: message(content=said), 2000),
    "content of an answer": (CALLBACK, lambda said: {"type": 4, "data": message(content=said)}, 2000),
    "content of a change": (CALLBACK, lambda said: {"type": 7, "data": message(content=said)}, 2000),
    "content of a follow-up": (FOLLOW_UP, lambda said: message(content=said), 2000),
    "content of an edit": (EDIT, lambda said: {"content": said}, 2000),
    "content of an edited answer": (CHANGE, lambda said: message(content=said), 2000),
    "content in a forum": (THREAD, lambda said: {"name": "a", "message": message(content=said)}, 2000),
    "thread name": (THREAD, lambda said: {"name": said}, 100),
    "nonce": (POST, lambda said: message(nonce=said, enforce_nonce=True), 25),
    "embed title": (POST, lambda said: embed(title=said), 256),
    "embed description": (POST, lambda said: embed(description=said), 4096),
    "embed footer": (POST, lambda said: embed(footer={"text": said}), 2048),
    "embed author": (POST, lambda said: embed(author={"name": said}), 256),
    "embed field name": (POST, lambda said: embed(fields=[{"name": said, "value": "v"}]), 256),
    "embed field value": (POST, lambda said: embed(fields=[{"name": "n", "value": said}]), 1024),
    "button label": (POST, lambda said: row(button(label=said)), 80),
    "button custom_id": (POST, lambda said: row(button(custom_id=said)), 100),
    "button url": (POST, lambda said: row(link(url="https://" + said)), 512 - len("https://")),
    "select custom_id": (POST, lambda said: row(select(custom_id=said)), 100),
    "select placeholder": (POST, lambda said: row(select(placeholder=said)), 150),
    "option label": (POST, lambda said: row(select(option={"label": said})), 100),
    "option value": (POST, lambda said: row(select(option={"value": said})), 100),
    "option description": (POST, lambda said: row(select(option={"description": said})), 100),
    "text display": (POST, lambda said: newer(text(said)), 4000),
    "text displays": (POST, lambda said: newer(text("y" * 1000), text(said)), 3000),
    "alt text": (POST, lambda said: newer({"type": 12, "items": [picture(description=said)]}), 1024),
    "form title": (CALLBACK, lambda said: form(title=said), 45),
    "form custom_id": (CALLBACK, lambda said: form(custom_id=said), 100),
    "input value": (CALLBACK, lambda said: field(value=said), 4000),
    "input placeholder": (CALLBACK, lambda said: field(placeholder=said), 100),
    "completed name": (CALLBACK, lambda said: choice(name=said), 100),
    "completed value": (CALLBACK, lambda said: choice(value=said), 100),
    "command description": (COMMAND, lambda said: command(description=said), 100),
    "menu name": (COMMAND, lambda said: {"type": 3, "name": said}, 32),
    "choice name": (COMMAND, lambda said: command(options=[option(choices=[{"name": said, "value": "v"}])]), 100),
    "choice value": (COMMAND, lambda said: command(options=[option(choices=[{"name": "n", "value": said}])]), 100),
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize(("place", "build", "most"), TEXTS.values(), ids=TEXTS)
def test_a_text_may_be_as_long_as_it_is_taken(place, build, most, sign):
    """A text at its limit is taken, one unit more is not, and far more is not either."""
    assert problems(*place, build(long(most, sign))) == []
    for units in (most + 1, most * 10):
        assert any("characters, at most" in found for found in problems(*place, build(long(units, sign))))


COUNTS = {  # what there may be several of, and how many
    "embeds": (POST, lambda count: message(embeds=[{"title": "a"}] * count), 10),
    "embed fields": (POST, lambda count: embed(fields=[{"name": "n", "value": "v"}] * count), 25),
    "characters over all embeds": (
        POST,
        lambda count: message(embeds=[{"description": "x" * 3000}, {"description": "x" * (count - 3000)}]),
        6000,
    ),
    "attachments": (POST, lambda count: message(attachments=[{}] * count), 10),
    "buttons": (POST, lambda count: row(*map(button, range(count))), 5),
    "selects": (POST, lambda count: row(*(select(custom_id=f"s{number}") for number in range(count))), 1),
    "rows": (POST, rows, 5),
    "options": (POST, lambda count: row(select(count)), 25),
    "components": (POST, lambda count: newer(*[text()] * count), 40),
    "nested components": (POST, lambda count: newer({"type": 17, "components": [text()] * (count - 1)}), 40),
    "section texts": (POST, lambda count: newer(section(count)), 3),
    "pictures": (POST, lambda count: newer({"type": 12, "items": [picture()] * count}), 10),
    "parts of a form": (CALLBACK, lambda count: form(components=[text()] * count), 5),
    "completions": (CALLBACK, lambda count: {"type": 8, "data": {"choices": [{"name": "n", "value": 1}] * count}}, 25),
    "command options": (COMMAND, lambda count: command(options=list(map(option, range(count)))), 25),
    "choices": (COMMAND, lambda count: command(options=[option(choices=[{"name": "n", "value": "v"}] * count)]), 25),
    "commands": (COMMANDS, lambda count: [command(name=f"c{number}") for number in range(count)], 100),
    "menus": (COMMANDS, lambda count: [{"type": 3, "name": f"C {number}"} for number in range(count)], 15),
    "characters of a command": (COMMAND, whole_command, 8000),
}


@pytest.mark.parametrize(("place", "build", "most"), COUNTS.values(), ids=COUNTS)
def test_there_may_be_as_many_as_are_taken(place, build, most):
    """As many as the limit are taken, one more is not, and far more are not either."""
    assert problems(*place, build(most)) == []
    assert problems(*place, build(most + 1))
    assert problems(*place, build(most * 3))


WRONG = {
    "an empty message": (POST, message(content=" "), "empty"),
    "a message of buttons alone": (POST, row(button()) | {"content": ""}, "empty"),
    "an empty message of components": (POST, newer(), "components"),
    "an unknown property": (POST, message(text="a"), "no 'text'"),
    "an empty embed": (POST, message(embeds=[{}]), "empty"),
    "an empty field value": (POST, embed(fields=[{"name": "n", "value": " "}]), "value: empty"),
    "an embed's odd colour": (POST, embed(color=1 << 24), "color"),
    "an embed's odd address": (POST, embed(url="ftp://a"), "url"),
    "an unknown part of an embed": (POST, embed(text="a"), "no 'text'"),
    "an empty row": (POST, row(), "0 of them"),
    "a button beside a select": (POST, row(button(), select()), "2 of them"),
    "a button outside of a row": (POST, message(components=[button()]), "does not belong"),
    "an unknown component": (POST, row({"type": 99}), "unknown component"),
    "an unknown property of a button": (POST, row(button(text="a")), "no 'text'"),
    "a button without words": (POST, row(button(label=None)), "neither label"),
    "a button without custom_id": (POST, row(button(custom_id=None)), "missing"),
    "a button with an empty custom_id": (POST, row(button(custom_id="")), "empty"),
    "a button with an address": (POST, row(button(url="https://a")), "only link buttons"),
    "a link with custom_id": (POST, row(link(custom_id="a")), "no custom_id"),
    "a link without address": (POST, row(link(url=None)), "missing"),
    "two of one custom_id": (POST, row(button(), button()), "'b0' is there 2 times"),
    "two of one custom_id in the depth": (POST, newer(section(), {"type": 17, "components": [section()]}), "2 times"),
    "a select without options": (POST, row(select(0)), "0 of them"),
    "a select that takes more than there are": (POST, row(select(2, max_values=3)), "of 2 options"),
    "a select with limits crossed": (POST, row(select(3, min_values=3, max_values=2)), "more than max_values"),
    "two options of one value": (POST, row(select(2, option={"value": "v"})), "2 times"),
    "content beside v2": (POST, newer(text()) | {"content": "a"}, "no content"),
    "embeds beside v2": (POST, newer(text()) | {"embeds": [{"title": "a"}]}, "no embeds"),
    "v2 without the flag": (POST, message(components=[text()]), "does not belong"),
    "a section without texts": (POST, newer(section(0)), "0 of them"),
    "a section without accessory": (POST, newer(section(accessory=None)), "accessory"),
    "a container in a container": (POST, newer({"type": 17, "components": [{"type": 17}]}), "does not belong"),
    "an empty text display": (POST, newer(text("")), "empty"),
    "no pictures": (POST, newer({"type": 12, "items": []}), "0 of them"),
    "an odd separator": (POST, newer({"type": 14, "spacing": 3}), "spacing"),
    "a nonce that is not enforced": (POST, message(nonce="a"), "enforce_nonce"),
    "no allowed_mentions": (POST, {"content": "a"}, "missing"),
    "no allowed_mentions in an answer": (CALLBACK, {"type": 4, "data": {"content": "a"}}, "missing"),
    "no allowed_mentions in a follow-up": (FOLLOW_UP, {"content": "a"}, "missing"),
    "no allowed_mentions in an edited answer": (CHANGE, {"content": "a"}, "missing"),
    "everyone allowed": (POST, message(allowed_mentions={"parse": ["everyone"]}), "notified"),
    "somebody allowed": (POST, message(allowed_mentions={"users": ["1"]}), "notified"),
    "who is replied to allowed": (POST, message(allowed_mentions={"parse": [], "replied_user": True}), "notified"),
    "a link with a preview": (POST, message(content="see https://example.org"), "SUPPRESS_EMBEDS"),
    "a later answer with words": (CALLBACK, {"type": 5, "data": {"content": "a"}}, "no 'content'"),
    "an unknown answer": (CALLBACK, {"type": 99}, "type: 99"),
    "a button in a form": (CALLBACK, form(components=[{"type": 1, "components": [button()]}]), "does not belong"),
    "a form without parts": (CALLBACK, form(components=[]), "0 of them"),
    "an input that is filled too much": (CALLBACK, field(value="abc", max_length=2), "a value of 3"),
    "a command in capitals": (COMMAND, command(name="Digest"), "lower-case"),
    "a command with a blank": (COMMAND, command(name="a b"), "lower-case"),
    "a command's name too long": (COMMAND, command(name="a" * 33), "lower-case"),
    "a command without description": (COMMAND, command(description=""), "empty"),
    "a menu with description": (COMMAND, command(type=3), "no description"),
    "required after optional": (COMMAND, command(options=[option(), option(1, required=True)]), "required"),
    "two options of one name": (COMMAND, command(options=[option(), option()]), "2 times"),
    "subcommands beside options": (COMMAND, command(options=[option(type=1), option(1)]), "beside"),
    "a group in a group": (COMMAND, command(options=[option(type=2, options=[option(type=2)])]), "too deeply"),
    "a subcommand in a subcommand": (
        COMMAND,
        command(options=[option(type=1, options=[option(type=1)])]),
        "too deeply",
    ),
    "choices of a switch": (COMMAND, command(options=[option(type=5, choices=[{"name": "n", "value": 1}])]), "choices"),
    "two commands of one name": (COMMANDS, [command(), command()], "2 times"),
}


@pytest.mark.parametrize(("place", "body", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(place, body, said):
    """Each mistake is found and named."""
    assert any(said in found for found in problems(*place, body))


RIGHT = {
    "an attachment alone": (POST, QUIET | {"attachments": [{"id": 0, "filename": "a.txt"}]}),
    "a link without preview": (POST, message(content="https://example.org", flags=SUPPRESS_EMBEDS)),
    "a link in a text display": (POST, newer(text("https://example.org"))),
    "a row in a container": (POST, newer({"type": 17, "components": [{"type": 1, "components": [button(), link()]}]})),
    "everything of the newer kind": (
        POST,
        newer(section(accessory={"type": 11} | picture()), {"type": 14, "spacing": 2, "divider": True}, text()),
    ),
    "an edit of components alone": (EDIT, {"components": [text()]}),
    "a later answer": (CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "no change yet": (CALLBACK, {"type": 6}),
    "an older form": (
        CALLBACK,
        form(components=[{"type": 1, "components": [{"type": 4, "custom_id": "i", "style": 2, "label": "Topic"}]}]),
    ),
    "a group of subcommands": (
        COMMAND,
        command(options=[option(type=2, options=[option(type=1, options=[option(required=True), option(1)])])]),
    ),
    "a name of another script": (COMMAND, command(name="übersicht")),
    "a path that has no payload": (("POST", "/channels/1/typing"), {"content": "x" * 9999}),
}


@pytest.mark.parametrize(("place", "body"), RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_taken(place, body):
    """Nothing is found where nothing is wrong."""
    assert problems(*place, body) == []


@pytest.mark.parametrize("who", ["@everyone", "@here", "<@123>", "<@!123>", "<@&123>"])
def test_who_would_be_notified_is_found(who):
    """A mention notifies from any text that shows it, unless it is not allowed to or is escaped."""
    for said in (
        {"content": who},
        {"components": [{"type": 17, "components": [text(who)]}]},
        {"embeds": [{"description": who}]},
    ):
        assert len(pings(said)) == len(pings({"type": 4, "data": said})) == 1
        assert pings(said | QUIET) == []
    assert pings({"content": f"\\{who}"}) == []
    assert len(pings({"content": f"\\\\{who}"})) == 1


@pytest.mark.parametrize(
    ("allowed", "found"),
    [
        ({"parse": ["everyone"]}, ["@here in content"]),
        ({"parse": ["users"]}, ["<@1> in content", "<@!2> in content"]),
        ({"users": ["2"]}, ["<@!2> in content"]),
        ({"roles": ["3"]}, ["<@&3> in content"]),
        ({"parse": ["roles"]}, ["<@&3> in content"]),
    ],
    ids=["everyone", "users", "one user", "one role", "roles"],
)
def test_who_is_allowed_to_be_notified_is_found(allowed, found):
    """Only what allowed_mentions lets through notifies."""
    assert pings({"content": "@here <@1> <@!2> <@&3>", "allowed_mentions": allowed}) == found
