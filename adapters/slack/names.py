"""Full names of channels and users: ``slack:C024BE91L``, and where there are many workspaces ``slack:T1/C024BE91L``."""

from dataclasses import dataclass

PLATFORM = "slack"
_PREFIX = f"{PLATFORM}:"


@dataclass(frozen=True)
class Names:
    """Makes names and reads them.

    Attributes:
        alone: Whether there is but one workspace.
    """

    alone: bool

    def within(self, team: str | None) -> str:
        """Return what the names of all channels and users of a workspace begin with."""
        return _PREFIX if self.alone else f"{_PREFIX}{team}/"

    def full(self, team: str | None, identity: str) -> str:
        """Return the name of a channel or a user."""
        return f"{self.within(team)}{identity}"

    @staticmethod
    def taken_apart(name: str) -> tuple[str | None, str]:
        """Return the workspace, None where there is but one, and Slack's id of a channel or user."""
        team, slash, identity = name.removeprefix(_PREFIX).partition("/")
        return (team, identity) if slash else (None, team)
