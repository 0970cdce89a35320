"""The world of the loopback Slack: its channels, users, tokens, messages and views, which a test sets up and reads."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TEAM, APP, BOT, BOT_ID = "T1", "A1", "UBOT", "B1"
BOT_TOKEN, APP_TOKEN = "xoxb-1", "xapp-1"
SCOPES = frozenset(
    "app_mentions:read channels:history channels:join channels:read chat:write commands groups:history groups:read "
    "im:history im:read im:write users:read".split()
)


class Refused(Exception):
    """Slack says no; `answer` is what it says."""

    def __init__(self, code, **more):
        super().__init__(code)
        self.answer = {"ok": False, "error": code, **more}


@dataclass
class Channel:
    """A channel, or with `user` the direct messages with a person; `is_member` says whether the bot is in it."""

    id: str
    name: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_member: bool = True
    members: list[str] = field(default_factory=list)
    user: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kind(self):
        """The type as lists of conversations name it."""
        return "im" if self.user else "private_channel" if self.is_private else "public_channel"

    @property
    def family(self):
        """What the scopes of such a channel begin with."""
        return {"im": "im", "private_channel": "groups", "public_channel": "channels"}[self.kind]

    @property
    def hidden(self):
        """Whether Slack feigns that there is no such channel."""
        return self.is_private and not self.is_member


@dataclass
class User:
    """A person."""

    id: str
    name: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    tz: str = "Europe/Berlin"
    tz_offset: int = 7200


@dataclass
class Token:
    """A token; `state` is "valid", "revoked" or "inactive"."""

    value: str
    scopes: frozenset[str] = SCOPES
    state: str = "valid"
    team: str = TEAM

    @property
    def is_app(self):
        """Whether it is the app's and not a bot's."""
        return self.value.startswith("xapp-")


class Workspace:
    """Everything that a test may set up; C1 "news" with U1 (an admin) and U2, and the two usual tokens, are there.

    `clock` gives the seconds from which the timestamps of messages, of events and the age of URLs follow.
    """

    def __init__(self, clock: Callable[[], float] = time.time):
        self.clock = clock
        self.channels: dict[str, Channel] = {}
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.codes: dict[str, dict[str, Any]] = {}  # what `oauth.v2.access` answers to a code, once
        self.views: dict[str, dict[str, Any]] = {}  # the open modals by their ids
        self.homes: dict[str, dict[str, Any]] = {}  # the home tabs by their users
        self.triggers: dict[str, float] = {}  # when each was made; a trigger that was used is gone
        self._last = 0
        self._number = itertools.count(1)
        self.add_user("U1", "ada", is_admin=True)
        self.add_user("U2", "ben")
        self.add_channel("C1", "news", members=["U1", "U2"])
        self.add_token(BOT_TOKEN)
        self.add_token(APP_TOKEN, scopes=frozenset({"connections:write"}))

    def add_channel(self, channel_id, name="", **state):
        """Add a channel, or put another in its place, and return it."""
        self.channels[channel_id] = Channel(channel_id, name or channel_id.lower(), **state)
        return self.channels[channel_id]

    def add_user(self, user_id, name="", **state):
        """Add a user, or put another in their place, and return them."""
        self.users[user_id] = User(user_id, name or user_id.lower(), **state)
        return self.users[user_id]

    def add_token(self, value, **state):
        """Add a token, or put another in its place, and return it."""
        self.tokens[value] = Token(value, **state)
        return self.tokens[value]

    def add_code(self, code, token, *, team=TEAM, scopes=SCOPES):
        """Make a code with which `oauth.v2.access` gives a new bot token, once."""
        self.codes[code] = {
            "app_id": APP,
            "authed_user": {"id": "U1"},
            "scope": ",".join(sorted(scopes)),
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": BOT,
            "team": {"id": team, "name": "Desk"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def direct(self, user):
        """Return the direct messages with a user; they are opened where they are not."""
        found = self.channels.get(f"D{user}")
        return found or self.add_channel(f"D{user}", user=user, members=[user])

    def posted(self, channel):
        """Return the messages of a channel, oldest first, replies among them."""
        return self.channels[channel].messages if channel in self.channels else []

    def number(self, prefix):
        """Return an id that was not there before."""
        return f"{prefix}{next(self._number)}"

    def trigger(self):
        """Return a new trigger, with which a modal can be opened once and within three seconds."""
        made = f"{self.number('')}.1.{TEAM}"
        self.triggers[made] = self.clock()
        return made

    def ts(self):
        """Return a timestamp that is later than all before it, even where the clock stands still or goes back."""
        self._last = max(self._last + 100, int(self.clock() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06}"

    def keep(self, channel, message):
        """Put a message in a channel, with a timestamp if it has none; returns it."""
        message.setdefault("ts", self.ts())
        if channel in self.channels:
            self.channels[channel].messages.append(message)
        return message
