"""How Discord is reached: what an administrator sets."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Access:
    """The token, addresses and what goes where; the token is never shown.

    Attributes:
        token: The bot's.
        base_url: Where the REST interface is, without a slash at the end.
        gateway_url: Where the gateway is; as Discord says itself if there is more than one shard or this is not set.
        sync_guilds: The guilds, by their ids, that get the commands in place of all: there they are new at once, which
            is for development.
        shards: How many connections the guilds are spread over, None for as many as Discord advises.
        publish: The announcement channels, by their ids, whose posts are passed on to the channels that follow them.
    """

    token: str = field(repr=False)
    base_url: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"
    sync_guilds: tuple[int, ...] = ()
    shards: int | None = None
    publish: frozenset[int] = frozenset()
