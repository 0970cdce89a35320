"""What is there on the loopback Discord: guilds, channels, members and messages, and how Discord writes them down."""

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.discord.library import discord

TOKEN = "a-token"
TEXT, DM, NEWS, THREAD_OF_NEWS, THREAD, FORUM = 0, 1, 5, 10, 11, 15
THREADS = (THREAD_OF_NEWS, THREAD)
EPHEMERAL = 1 << 6  # of a message: one person alone sees it, and it is kept nowhere

POSTING = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
READING = discord.Permissions(view_channel=True, read_message_history=True)
MANAGING = POSTING | discord.Permissions(manage_guild=True)

_EPOCH = 1_420_070_400_000  # milliseconds: Discord counts from 2015
_FIRST_GUILD = 150_000_000_000  # milliseconds after that, so that guilds are older than all that is said in them


class Ids:
    """Numbers as Discord gives them: they grow, and tell the time. A guild's says which shard it belongs to."""

    def __init__(self) -> None:
        self._last = 0
        self._guilds = itertools.count(_FIRST_GUILD)

    def new(self) -> int:
        """Returns a number for anything but a guild."""
        self._last = max(self._last + 1, (int(time.time() * 1000) - _EPOCH) << 22)
        return self._last

    def guild(self) -> int:
        """Returns a number for a guild; guilds in a row belong to shards in a row."""
        return next(self._guilds) << 22


def now() -> str:
    """Returns the time in Discord's form."""
    return datetime.now(UTC).isoformat()


@dataclass(eq=False)
class User:
    """Somebody, in no guild."""

    id: int
    name: str
    bot: bool = False

    def written(self) -> dict[str, Any]:
        """Returns the user as Discord writes it down."""
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "flags": 0,
        }


@dataclass(eq=False)
class Member(User):
    """Somebody in a guild, with one role that gives the permissions."""

    permissions: discord.Permissions = field(default_factory=lambda: POSTING)
    role: int = 0

    def joined(self) -> dict[str, Any]:
        """Returns the membership as Discord writes it down."""
        return {
            "user": self.written(),
            "nick": None,
            "roles": [str(self.role)],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }


@dataclass(eq=False)
class Channel:
    """A place for messages; `permissions` are those of the bot there."""

    id: int
    kind: int
    name: str
    guild: "Guild | None" = field(default=None, repr=False)
    permissions: discord.Permissions = field(default_factory=lambda: POSTING)
    parent: int | None = None
    recipient: User | None = None
    bot: int = 0
    messages: list[dict[str, Any]] = field(default_factory=list)  # oldest first

    @property
    def may_send(self) -> bool:
        """Whether the bot may write here."""
        needed = self.permissions.send_messages_in_threads if self.kind in THREADS else self.permissions.send_messages
        return needed and self.kind != FORUM

    def written(self) -> dict[str, Any]:
        """Returns the channel as Discord writes it down."""
        common = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": 0}
        if self.kind == DM:
            return common | {"recipients": [self.recipient.written()]}
        common |= {"name": self.name, "guild_id": str(self.guild.id), "parent_id": self.parent and str(self.parent)}
        return common | (self._as_thread() if self.kind in THREADS else self._as_channel())

    def _as_channel(self) -> dict[str, Any]:
        allowed, every = self.permissions.value, discord.Permissions.all().value
        ours = {"id": str(self.bot), "type": 1, "allow": str(allowed), "deny": str(every & ~allowed)}
        own = {"available_tags": [], "default_auto_archive_duration": 1440} if self.kind == FORUM else {}
        return own | {"position": 0, "topic": None, "nsfw": False, "permission_overwrites": [ours]}

    def _as_thread(self) -> dict[str, Any]:
        hidden = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": now(), "locked": False}
        counts = {"message_count": len(self.messages), "member_count": 1}
        return counts | {"owner_id": str(self.bot), "thread_metadata": hidden, "applied_tags": []}


@dataclass(eq=False)
class Guild:
    """A server; the bot has a role of its own there."""

    id: int
    name: str
    owner: User
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    left: bool = False

    def shard(self, of: int) -> int:
        """Returns the shard that hears of this guild."""
        return (self.id >> 22) % of

    def roles(self) -> list[dict[str, Any]]:
        """Returns the roles: everyone's, which allows nothing, and each member's own."""
        owned = [(self.id, "@everyone", discord.Permissions.none())]
        owned += [(member.role, member.name, member.permissions) for member in self.members.values()]
        return [
            {"id": str(number), "name": name, "permissions": str(allowed.value), "position": place}
            | {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
            for place, (number, name, allowed) in enumerate(owned)
        ]

    def written(self) -> dict[str, Any]:
        """Returns the guild as REST answers it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "roles": self.roles(),
            "features": ["NEWS"],
            "emojis": [],
            "stickers": [],
            "preferred_locale": "en-US",
        }

    def created(self, bot: int) -> dict[str, Any]:
        """Returns what GUILD_CREATE says, in which the only member is the bot."""
        channels = list(self.channels.values())
        return self.written() | {
            "unavailable": False,
            "large": False,
            "member_count": len(self.members),
            "joined_at": "2024-01-01T00:00:00+00:00",
            "channels": [channel.written() for channel in channels if channel.kind not in THREADS],
            "threads": [channel.written() for channel in channels if channel.kind in THREADS],
            "members": [self.members[bot].joined()],
            "presences": [],
            "voice_states": [],
        }


class World:
    """All of it. Tests set it up; the doors to it are in the classes built on this one."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.ids = Ids()
        self.bot = User(self.ids.new(), "Newsdesk", bot=True)
        self.application = self.ids.new()
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}  # also those that the bot cannot reach any more
        self.users: dict[int, User] = {}
        self.commands: dict[int | None, list[dict[str, Any]]] = {}  # by guild, None for everywhere

    def add_user(self, name: str = "Ada") -> User:
        """Adds somebody who is in no guild."""
        user = User(self.ids.new(), name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str = "A guild", *, owner: User | None = None) -> Guild:
        """Adds a guild that has the bot in it and no channel."""
        guild = Guild(self.ids.guild(), name, owner or self.add_user("Owner"))
        self.guilds[guild.id] = guild
        guild.members[self.bot.id] = Member(self.bot.id, self.bot.name, bot=True, role=self.ids.new())
        return guild

    def add_guilds(self, count: int, name: str = "news") -> list[Channel]:
        """Adds many guilds with one owner and one channel each; returns the channels."""
        owner = self.add_user("Owner")
        return [self.add_channel(self.add_guild(f"Guild {number}", owner=owner), name) for number in range(count)]

    def add_member(self, guild: Guild, name: str = "Ada", permissions: discord.Permissions = POSTING) -> Member:
        """Adds a member who may do what is said, in every channel."""
        member = Member(self.ids.new(), name, permissions=permissions, role=self.ids.new())
        self.users[member.id] = guild.members[member.id] = member
        return member

    def add_channel(
        self,
        guild: Guild,
        name: str = "news",
        kind: int = TEXT,
        permissions: discord.Permissions = POSTING,
        *,
        parent: Channel | None = None,
        number: int = 0,
    ) -> Channel:
        """Adds a channel in which the bot may do what is said."""
        parent_id = parent.id if parent else None
        channel = Channel(number or self.ids.new(), kind, name, guild, permissions, parent_id, bot=self.bot.id)
        self.channels[channel.id] = guild.channels[channel.id] = channel
        return channel

    def add_dm(self, user: User, permissions: discord.Permissions = POSTING) -> Channel:
        """Adds, or finds, the conversation with somebody; without the right to send, they take no messages."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.new(), DM, "", None, permissions, recipient=user, bot=self.bot.id)
        self.channels[channel.id] = channel
        return channel

    def write(self, channel: Channel, author: User, sent: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """Adds a message to a channel, if it is for everyone there, and returns it as Discord writes it down."""
        message = {
            "id": str(self.ids.new()),
            "channel_id": str(channel.id),
            "author": author.written(),
            "timestamp": now(),
            "edited_timestamp": None,
            "type": 0,
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
        }
        message |= _shown(sent) | more
        if sent.get("nonce") is not None:
            message["nonce"] = sent["nonce"]
        if not message["flags"] & EPHEMERAL:
            channel.messages.append(message)
        return message


def _shown(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what a message shows of what was sent; nothing sent is written as nothing, never left out."""
    parts = {"content": "", "embeds": [], "components": [], "flags": 0}
    return {part: sent.get(part) or nothing for part, nothing in parts.items()}


def edit(message: dict[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Changes what a message shows, where something was sent, and returns it."""
    changed = _shown(sent)
    message |= {part: changed[part] for part in changed if part in sent} | {"edited_timestamp": now()}
    return message
