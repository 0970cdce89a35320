"""What people do on the loopback Discord: commands, menus, presses, choices, forms; and what they see of the answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.discord.calls import Call
from tests.discord.components import nested
from tests.discord.gateway import Gateway, until
from tests.discord.library import discord
from tests.discord.world import MANAGING, TOKEN, Channel, Member, User

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5  # what an interaction is
LATER, NO_CHANGE, MODAL = 5, 6, 9  # how one is answered
SLASH, MESSAGE_MENU = 1, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, NUMBER = 1, 2, 3, 4, 5, 6, 7, 10
_KINDS = {bool: BOOLEAN, int: INTEGER, float: NUMBER, str: STRING, Channel: CHANNEL, Member: USER, User: USER}
_ROW, _INPUT, _LABEL = 1, 4, 18


class Asked:
    """One interaction: the calls that answer it, and the messages that come of them."""

    def __init__(self, calls: list[Call], written: dict[str, Any], channel: Channel) -> None:
        self._calls = calls
        self.id, self.token, self.channel = int(written["id"]), written["token"], channel
        self.kind: int = written["type"]
        self.source: dict[str, Any] | None = written.get("message")
        self.callback: dict[str, Any] | None = None  # the first answer
        self.original: dict[str, Any] | None = None  # the message of the first answer, and what it is edited to
        self.followups: list[dict[str, Any]] = []
        self.expired = False  # set it, and every further answer is refused

    @property
    def calls(self) -> list[Call]:
        """Every call for this interaction, in order, refused ones too."""
        return [call for call in self._calls if f"/{self.token}" in call.path]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The messages that there are now, each as last edited."""
        return ([self.original] if self.original else []) + self.followups

    async def answered(self, count: int | None = None, seconds: float = 5) -> list[Call]:
        """Waits for so many calls, or for one that is no mere "later"; returns the calls so far."""
        await until(lambda: len(self.calls) >= count if count else any(map(_says, self.calls)), seconds)
        return self.calls


def _says(call: Call) -> bool:
    return not (call.path.endswith("/callback") and call.body["type"] in (LATER, NO_CHANGE))


class People(Gateway):
    """Somebody does something in a channel or a direct conversation; each method returns what comes of it."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.calls: list[Call] = []
        self.asked: dict[str, Asked] = {}  # by token

    async def slash(
        self, channel: Channel, user: User, command: str, options: Mapping[str, Any] | None = None, **more: Any
    ) -> Asked:
        """Somebody calls a command, such as "digest" or "digest show", with options in Python's types."""
        return await self._ask(COMMAND, channel, user, self._command(channel, command, options or {}), **more)

    async def complete(
        self, channel: Channel, user: User, command: str, options: Mapping[str, Any], focused: str, **more: Any
    ) -> Asked:
        """Somebody types at one option of a command."""
        data = self._command(channel, command, options, focused)
        return await self._ask(COMPLETION, channel, user, data, **more)

    async def menu(self, channel: Channel, user: User, name: str, message: Mapping[str, Any], **more: Any) -> Asked:
        """Somebody picks an entry of a message's menu."""
        data = self._named(channel, name, MESSAGE_MENU)
        data |= {"target_id": message["id"], "resolved": {"messages": {message["id"]: message}}}
        return await self._ask(COMMAND, channel, user, data, **more)

    async def press(self, user: User, message: dict[str, Any], custom_id: str, **more: Any) -> Asked:
        """Somebody presses a button of a message."""
        return await self._use(user, message, custom_id, {}, **more)

    async def select(
        self, user: User, message: dict[str, Any], custom_id: str, values: Sequence[str], **more: Any
    ) -> Asked:
        """Somebody chooses from a select of a message."""
        return await self._use(user, message, custom_id, {"values": list(values)}, **more)

    async def submit(
        self, user: User, asked: Asked, values: Mapping[str, str | Sequence[str]] | None = None, **more: Any
    ) -> Asked:
        """Somebody sends off the form that an interaction was answered with; what is not filled in stays as it was."""
        form = (asked.callback or {}).get("data", {})
        assert (asked.callback or {}).get("type") == MODAL, "no form was shown"
        data = {
            "custom_id": form["custom_id"],
            "components": [_filled(part, values or {}) for part in form["components"]],
        }
        more = {"message": asked.source} | more if asked.source else more
        return await self._ask(FORM, asked.channel, user, data, **more)

    async def _use(
        self, user: User, message: dict[str, Any], custom_id: str, data: dict[str, Any], **more: Any
    ) -> Asked:
        used = next((part for part in nested(message["components"]) if part.get("custom_id") == custom_id), None)
        assert used, f"there is nothing to use under {custom_id!r}"
        assert not used.get("disabled"), f"{custom_id!r} is disabled"
        data |= {"custom_id": custom_id, "component_type": used["type"], "id": used.get("id", 1)}
        channel = self.channels[int(message["channel_id"])]
        return await self._ask(COMPONENT, channel, user, data, message=message, **more)

    async def _ask(
        self,
        kind: int,
        channel: Channel,
        user: User,
        data: dict[str, Any],
        *,
        permissions: discord.Permissions | None = None,
        **more: Any,
    ) -> Asked:
        number = self.ids.new()
        written = {"id": str(number), "token": f"interaction-{number}", "type": kind, "data": data, "version": 1}
        written |= {"application_id": str(self.application), "locale": "en-US", "attachment_size_limit": 10 << 20}
        written |= {"channel": channel.written(), "channel_id": str(channel.id), "entitlements": []}
        written |= {"app_permissions": str(channel.permissions.value)} | _who(channel, user, permissions) | more
        asked = self.asked[written["token"]] = Asked(self.calls, written, channel)
        await self.dispatch("INTERACTION_CREATE", written)
        return asked

    def _named(self, channel: Channel, name: str, kind: int) -> dict[str, Any]:
        """Returns the data of a command; once some are registered, nobody can call another."""
        guild = channel.guild.id if channel.guild else None
        for scope in (guild, None):
            for command in self.commands.get(scope, []):
                if (command["name"], command["type"]) == (name, kind):
                    local = {} if scope is None else {"guild_id": str(scope)}
                    return {"id": command["id"], "name": name, "type": kind} | local
        assert not self.commands, f"{name!r} is not registered"
        return {"id": str(self.ids.new()), "name": name, "type": kind}

    def _command(
        self, channel: Channel, command: str, options: Mapping[str, Any], focused: str | None = None
    ) -> dict[str, Any]:
        name, *parents = command.split()
        data = self._named(channel, name, SLASH)
        given = [_option(key, value) | ({"focused": True} if key == focused else {}) for key, value in options.items()]
        for kind, parent in zip((SUBCOMMAND, GROUP), reversed(parents), strict=False):
            given = [{"type": kind, "name": parent, "options": given}]
        return data | {"options": given, "resolved": _resolved(options.values())}


def _option(name: str, value: Any) -> dict[str, Any]:
    sent = str(value.id) if isinstance(value, (Channel, User)) else value
    return {"name": name, "type": _KINDS[type(value)], "value": sent}


def _resolved(values: Any) -> dict[str, Any]:
    values = list(values)
    channels = {str(value.id): _seen(value) for value in values if isinstance(value, Channel)}
    users = [value for value in values if isinstance(value, User)]
    members = {str(user.id): _member(user, user.permissions) for user in users if isinstance(user, Member)}
    return {"channels": channels, "users": {str(user.id): user.written() for user in users}, "members": members}


def _seen(channel: Channel) -> dict[str, Any]:
    return channel.written() | {"permissions": str(channel.permissions.value)}


def _member(member: Member, permissions: discord.Permissions) -> dict[str, Any]:
    return member.joined() | {"permissions": str(permissions.value)}


def _who(channel: Channel, user: User, permissions: discord.Permissions | None) -> dict[str, Any]:
    if channel.guild is None:
        return {"user": user.written(), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    owned = MANAGING if user is channel.guild.owner else discord.Permissions.none()
    allowed = permissions if permissions is not None else getattr(user, "permissions", owned)
    member = user if isinstance(user, Member) else Member(user.id, user.name, role=channel.guild.id)
    number = str(channel.guild.id)
    where = {"guild_id": number, "guild": {"id": number, "locale": "en-US", "features": []}, "guild_locale": "en-US"}
    return where | {"member": _member(member, allowed), "context": 0, "authorizing_integration_owners": {"0": number}}


def _filled(part: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a part of a form as it is sent back."""
    if part["type"] == _ROW:
        return {"type": _ROW, "id": 1, "components": [_filled(inner, values) for inner in part["components"]]}
    if part["type"] == _LABEL:
        return {"type": _LABEL, "id": 1, "component": _filled(part["component"], values)}
    sent = {"type": part["type"], "id": part.get("id", 1)}
    if "custom_id" not in part:
        return sent
    if part["type"] == _INPUT:
        return sent | {"custom_id": part["custom_id"], "value": values.get(part["custom_id"], part.get("value", ""))}
    chosen = [option["value"] for option in part.get("options", []) if option.get("default")]
    return sent | {"custom_id": part["custom_id"], "values": list(values.get(part["custom_id"], chosen))}
