"""How Slack is reached: what an administrator sets."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Access:
    """Tokens, addresses and who may do what; secrets are never shown.

    Attributes:
        mode: Whether Slack is connected to (``socket``) or calls (``http``).
        bot_token: Of the one workspace, None where there are many.
        app_token: With which Slack is connected to.
        signing_secret: By which calls are known to be Slack's.
        base_url: Where its Web API is, with a slash at the end.
        listen: Where it calls: host and port.
        client_id: Of the app that many workspaces may install, None where there is but one workspace.
        client_secret: See `client_id`.
        authorize_url: Where people are sent to install it.
        redirect_url: Where they come back to, None if the app has but one such address.
        encryption_key: With which their tokens are kept.
        admins: Users by Slack's ids who may change settings besides the workspaces' admins and owners.
    """

    mode: Literal["socket", "http"] = "socket"
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    base_url: str = "https://slack.com/api/"
    listen: tuple[str, int] = ("127.0.0.1", 3000)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    authorize_url: str = "https://slack.com/oauth/v2/authorize"
    redirect_url: str | None = None
    encryption_key: str | None = field(default=None, repr=False)
    admins: frozenset[str] = frozenset()

    @property
    def alone(self) -> bool:
        """Whether there is one workspace, whose token the settings have."""
        return self.client_id is None
