"""Full names of channels and users: ``discord:1100000000000000001``."""

PLATFORM = "discord"
_PREFIX = f"{PLATFORM}:"


def full(identity: int | str) -> str:
    """Return the name of a channel or a user by Discord's id."""
    return f"{_PREFIX}{identity}"


def identity_of(name: str) -> str:
    """Return Discord's id of a channel or a user."""
    return name.removeprefix(_PREFIX)
