"""What somebody may do in channels, asked of Discord without its gateway."""

from collections.abc import Mapping
from typing import Any

import discord
from discord.http import Route

from adapters.discord.calling import Rest

Json = Mapping[str, Any]

_PATIENCE = 5.0  # seconds


class Rights:
    """Asks what one user may do; what it was told of a guild it does not ask again."""

    def __init__(self, rest: Rest, user: int | str) -> None:
        """Ask of a user.

        Args:
            rest: Calls Discord.
            user: Their id.
        """
        self._rest = rest
        self._user = user
        self._told: dict[str, tuple[Json, Json]] = {}

    async def within(self, channel: str) -> discord.Permissions | None:
        """Return the user's permissions in a channel by Discord's id of it; None where there are none, between two.

        Raises:
            ChatError: Discord does not say, or the channel cannot be seen.
        """
        place = await self._asked(Route("GET", "/channels/{channel_id}", channel_id=channel))
        guild = place.get("guild_id")
        if guild is None:
            return None
        if guild not in self._told:
            member = Route("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild, user_id=self._user)
            about = await self._asked(Route("GET", "/guilds/{guild_id}", guild_id=guild))
            self._told[guild] = about, await self._asked(member)
        return allowed(place, *self._told[guild])

    async def _asked(self, route: Route) -> Json:
        told: Json = await self._rest.call(route, patience=_PATIENCE)
        return told


def allowed(channel: Json, guild: Json, member: Json) -> discord.Permissions:
    """Return a member's permissions in a channel of a guild.

    As https://discord.com/developers/docs/topics/permissions#permission-overwrites has it: the roles', then what the
    channel says for everyone, for the roles together, and for the member.
    """
    user, everyone = member["user"]["id"], guild["id"]
    roles = {everyone, *member["roles"]}
    base = 0
    for role in guild["roles"]:
        base |= int(role["permissions"]) if role["id"] in roles else 0
    if user == guild["owner_id"] or discord.Permissions(base).administrator:
        return discord.Permissions.all()
    for whom in ({everyone}, roles - {everyone}, {user}):
        denied = granted = 0
        for one in channel.get("permission_overwrites") or ():
            if one["id"] in whom:
                denied |= int(one["deny"])
                granted |= int(one["allow"])
        base = base & ~denied | granted
    return discord.Permissions(base)
