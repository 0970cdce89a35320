"""Tests of forms as Discord's modals, of the invitation, and of rights computed from what Discord tells."""

from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.discord.invite import PERMISSIONS, invite
from adapters.discord.rights import allowed
from adapters.discord.translate import filled
from adapters.discord.views import form_view, mistakes_document, whole
from adapters.interface import Field, Form, Mistakes
from tests.discord.checker import problems
from tests.discord.library import discord

MANY = tuple(Field(name=f"f{n}", label=f"Field {n}", value=f"v{n}") for n in range(7))


def shown(*fields):
    """Returns the components of a form that Discord takes."""
    view = form_view(Form(title="Settings of this channel", fields=fields), "form:0::schedule edit")
    assert problems("POST", "/interactions/1/x/callback", {"type": 9, "data": view}) == []
    return view["components"]


def test_a_text_is_an_input_with_what_holds():
    """A field has its label, its hint and what it holds; a long text has more lines."""
    [short, long, empty] = shown(
        Field(name="slots", label="Times", value="08:30", hint="as 08:30, 17:00"),
        Field(name="topics", label="x" * 50, value="tariffs, " * 20, hint="y" * 120),
        Field(name="outlets", label="Outlets"),
    )
    assert short["description"] == "as 08:30, 17:00"
    assert (short["component"]["value"], short["component"]["style"]) == ("08:30", 1)
    assert (long["component"]["style"], len(long["label"]), len(long["description"])) == (2, 45, 100)
    assert "value" not in empty["component"]


def test_a_choice_is_a_select_with_what_holds_chosen():
    """A field that is chosen offers its choices; more than Discord shows are typed."""
    [days, zones] = shown(
        Field(name="days", label="Days", value="daily", choices=("weekdays", "daily")),
        Field(name="zone", label="Zone", value="z3", choices=tuple(f"z{n}" for n in range(30))),
    )
    assert [one["value"] for one in days["component"]["options"] if one.get("default")] == ["daily"]
    assert (zones["component"]["type"], zones["component"]["value"]) == (4, "z3")


def test_fields_that_do_not_fit_stay_as_they_are():
    """Discord shows five; the others are handed in with what they hold."""
    assert len(shown(*MANY)) == 5
    form = Form(title="Settings", fields=MANY)
    assert whole(form, {"f0": "new"}) == {"f5": "v5", "f6": "v6", "f0": "new"}


def test_what_is_filled_in_is_read_by_field():
    """Texts and choices come back under their names, nothing chosen as an empty text."""
    components = [
        {"type": 18, "component": {"type": 4, "custom_id": "slots", "value": "09:00"}},
        {"type": 18, "component": {"type": 3, "custom_id": "days", "values": ["daily"]}},
        {"type": 18, "component": {"type": 3, "custom_id": "zone", "values": []}},
        {"type": 1, "components": [{"type": 4, "custom_id": "topics", "value": ""}]},
    ]
    assert filled({"components": components}) == {"slots": "09:00", "days": "daily", "zone": "", "topics": ""}


def test_mistakes_are_named_by_their_fields():
    """Each is said with its field's label, with a button that opens the form again for its channel."""
    form = Form(title="Settings", fields=MANY)
    mistakes = Mistakes(fields={"f1": "no such time", "other": "no"})
    [_, bullets, buttons] = mistakes_document(form, mistakes, "schedule edit", "discord:17").blocks
    assert ["".join(span.text for span in item) for item in bullets.items] == ["Field 1: no such time", "other: no"]
    assert (buttons.buttons[0].command, buttons.buttons[0].channel) == ("schedule edit", "discord:17")


def test_the_invitation_asks_for_what_is_used():
    """The address has both scopes and the least permissions."""
    address = urlsplit(invite("123", "https://discord.example"))
    asked = parse_qs(address.query)
    assert (address.netloc, address.path, asked["client_id"]) == ("discord.example", "/oauth2/authorize", ["123"])
    assert asked["scope"] == ["bot applications.commands"]
    granted = discord.Permissions(int(asked["permissions"][0]))
    assert all(getattr(granted, name) for name in PERMISSIONS)
    assert len([name for name, given in granted if given]) == len(PERMISSIONS)


VIEW, SEND, ADMIN = 1 << 10, 1 << 11, 1 << 3


def guild(everyone=0, role=0):
    """Returns a guild with two roles."""
    roles = [{"id": "1", "permissions": str(everyone)}, {"id": "2", "permissions": str(role)}]
    return {"id": "1", "owner_id": "99", "roles": [*roles, {"id": "3", "permissions": str(ADMIN)}]}


def over(whom, allow=0, deny=0):
    """Returns what a channel says for somebody."""
    return {"id": whom, "allow": str(allow), "deny": str(deny)}


@pytest.mark.parametrize(
    ("overwrites", "roles", "may"),
    [
        ([], ["2"], True),
        ([], [], False),
        ([over("2", deny=SEND)], ["2"], False),
        ([over("1", deny=SEND)], ["2"], False),
        ([over("1", deny=SEND), over("2", allow=SEND)], ["2"], True),
        ([over("2", deny=SEND), over("7", allow=SEND)], ["2"], True),
        ([over("1", allow=SEND), over("7", deny=SEND)], [], False),
        ([over("1", deny=SEND)], ["3"], True),
        ([over("5", deny=SEND)], ["2"], True),
    ],
)
def test_rights_are_those_that_discord_computes(overwrites, roles, may):
    """Roles come first, then what the channel says for all, for the roles, and for the member; admins may all."""
    member = {"user": {"id": "7"}, "roles": roles}
    assert allowed({"permission_overwrites": overwrites}, guild(VIEW, SEND), member).send_messages is may


def test_an_owner_may_everything():
    """Whose server it is needs no role."""
    member = {"user": {"id": "99"}, "roles": []}
    assert allowed({"permission_overwrites": [over("1", deny=VIEW)]}, guild(), member).manage_guild
