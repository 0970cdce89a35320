"""The sections of the settings: their keys, what each may be, and what is right where it is not."""

import re
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import unquote
from zoneinfo import available_timezones

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from bot import times
from digests.model.subscription import QuietDay, Schedule

_PASSWORD = re.compile(
    r"(?<=://)(?P<user>[^:/@]*):(?P<own>.+)@|(?<=[?&])(?P<key>\w*password\w*)=(?P<asked>[^&]+)", re.IGNORECASE
)
"""A password in a URL: before the host, up to the last @, so that one with an @ too many is hidden whole; or asked."""

_SHORTEST_KEY = 16
_LONGEST_DELAY = 60


def _zone(name: str) -> str:
    return name if name in available_timezones() else times.zone(name)


def _slots(value: Any) -> tuple[time, ...]:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ValueError('it must be a list of times of day, such as ["08:30"]')
    return tuple(sorted({one if isinstance(one, time) and not one.second else times.clock(str(one)) for one in listed}))


def _days(value: Any) -> Any:
    if isinstance(value, list):
        raise ValueError('it must be text, such as "weekdays" or "mon,wed"')  # noqa: TRY004  pydantic takes ValueError
    return times.days(value) if isinstance(value, str) else value


def _grace(value: Any) -> timedelta:
    found = times.duration(value) if isinstance(value, str) else value
    if not isinstance(found, timedelta) or found < timedelta(minutes=1):
        raise ValueError('it must be a minute or more, written as "4h" or "30m"')
    return found


def _retention(value: Any) -> Any:
    if value == "forever" or value is None:
        return None
    try:
        days = 0 if isinstance(value, bool | float) else int(value)
    except (TypeError, ValueError):
        days = 0
    if days < 1:
        raise ValueError('it must be a number of days, such as 365, or "forever"')
    return days


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _store_url(url: SecretStr) -> SecretStr:
    if not re.match(r"(?:sqlite|postgres(?:ql)?)(?:\+\w+)?://", url.get_secret_value()):
        raise ValueError("it must be as sqlite:///path/to/newsdesk.db or postgresql://user:password@host/database")
    return url


def address(listen: str) -> tuple[str, int] | None:
    """Return the host and the port of ``127.0.0.1:8080`` or ``[::1]:8080``, None of an empty text.

    Raises:
        ValueError: It is neither.
    """
    if not listen:
        return None
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+)):(\d{1,5})", listen, re.ASCII)
    if not found or int(found[3]) > 65535:
        raise ValueError(f'{listen!r} is no address to listen at; write it as 127.0.0.1:8080, or "" to switch it off')
    return found[1] or found[2], int(found[3])


def _listen(value: str) -> str:
    address(value)
    return value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^/\s]+", value):
        raise ValueError("it must be an address that begins with https://")
    return value


def _socket_address(value: str) -> str:
    if not re.match(r"wss?://[^/\s]+", value):
        raise ValueError("it must be an address that begins with wss://")
    return value


def _long_enough(key: SecretStr | None) -> SecretStr | None:
    if key is not None and len(key.get_secret_value()) < _SHORTEST_KEY:
        raise ValueError(f"it must have {_SHORTEST_KEY} characters or more; openssl rand -base64 32 makes a good one")
    return key


def _host(value: str) -> str:
    found = re.fullmatch(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", value)
    if not found or int(found[1] or 0) > 65535:
        raise ValueError(f"{value!r} is no host; write it as intranet.example, 10.0.0.5:8080 or [fd00::5]:8080")
    return value


def _contact(value: str) -> str:
    if not re.fullmatch(r"(?:https?://|mailto:)?[\w.%+/?=&~@:-]*", value, re.ASCII):
        raise ValueError("it must be the address of a page or a mailbox, such as https://example.org/newsdesk")
    return value


def _delay(value: Any) -> timedelta:
    """Return what "2s", "500ms" or "0.5" says, a number being seconds."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d*)?)\s*(ms|s|sec|seconds?|m|min|minutes?|)\s*", str(value).lower(), re.ASCII)
    if isinstance(value, timedelta):
        return value
    if isinstance(value, bool) or not found:
        raise ValueError('it must be a length of time, written as "1s" or "500ms"')
    seconds = float(found[1]) * (0.001 if found[2] == "ms" else 60 if found[2].startswith("m") else 1)
    if not 0 <= seconds <= _LONGEST_DELAY:
        raise ValueError(f"it must be no more than {_LONGEST_DELAY:g} seconds")
    return timedelta(seconds=seconds)


def _listed(value: Any) -> Any:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


class Section(BaseModel):
    """A part of the settings: it has the keys it names and no other, and is shown without its secrets."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def secrets(self) -> Iterator[str]:
        """Yield the values that nobody may read anywhere."""
        for name in type(self).model_fields:
            if isinstance(value := getattr(self, name), SecretStr):
                yield value.get_secret_value()


class StoreSettings(Section):
    """Where articles are kept, and for how many days; by default in the user's data folder and for good.

    Only the password in the URL is secret; `shown` is the URL without it.
    """

    url: Annotated[SecretStr, AfterValidator(_store_url)] = Field(
        default_factory=lambda: SecretStr(f"sqlite:///{platformdirs.user_data_path('newsdesk') / 'newsdesk.db'}")
    )
    retention_days: Annotated[int | None, BeforeValidator(_retention)] = None

    @property
    def shown(self) -> str:
        """The URL with ``***`` for the password in it."""
        return _PASSWORD.sub(
            lambda found: f"{found['key']}=***" if found["key"] else f"{found['user']}:***@",
            self.url.get_secret_value(),
        )

    def secrets(self) -> Iterator[str]:
        """Yield the passwords in the URL, and of one that cuts the URL short each piece: errors name what is behind."""
        for found in _PASSWORD.finditer(self.url.get_secret_value()):
            password = found["own"] or found["asked"]
            yield from dict.fromkeys((password, unquote(password), *re.split(r"[@:/?#]", password)))


class DigestSettings(Section):
    """What holds for digests.

    `zone`, an IANA name, is where days begin and times without a zone are read. The others are the schedule of a
    channel that says nothing else.
    """

    slots: Annotated[tuple[time, ...], BeforeValidator(_slots)] = (time(8, 30),)
    days: Annotated[tuple[int, ...], BeforeValidator(_days)] = (0, 1, 2, 3, 4)
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    grace: Annotated[timedelta, BeforeValidator(_grace)] = timedelta(hours=4)
    quiet_day: QuietDay = "say"

    @property
    def schedule(self) -> Schedule:
        """The schedule of a channel that says nothing else."""
        return Schedule(slots=self.slots, days=self.days, zone=self.zone, grace=self.grace, quiet_day=self.quiet_day)


class PlatformSettings(Section):
    """The connection to a platform. An empty text stands for what is not set, as files for containers have it."""

    @model_validator(mode="before")
    @classmethod
    def _set(cls, given: Any) -> Any:
        return {key: value for key, value in given.items() if value != ""} if isinstance(given, dict) else given


class SlackSettings(PlatformSettings):
    """The connection to Slack: one workspace by `bot_token`, or by `client_id` all that install the app.

    In mode ``socket`` the desk connects to Slack, in mode ``http`` Slack calls `listen`. `admins` are users, by Slack's
    ids, who may change channels' settings besides admins and owners of the workspace.
    """

    mode: Annotated[Literal["socket", "http"], BeforeValidator(_lower)] = "socket"
    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    base_url: Annotated[str, AfterValidator(_web_address)] = "https://slack.com/api/"
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:3000"
    client_id: str | None = None
    client_secret: SecretStr | None = None
    authorize_url: str = "https://slack.com/oauth/v2/authorize"
    redirect_url: str | None = None
    encryption_key: Annotated[SecretStr | None, AfterValidator(_long_enough)] = None
    admins: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()

    @property
    def connected(self) -> bool:
        """Whether there is anything to connect with."""
        return self.bot_token is not None or self.client_id is not None

    @model_validator(mode="after")
    def _complete(self) -> "SlackSettings":
        if not self.connected:
            return self
        if self.bot_token and self.client_id:
            raise ValueError("set bot_token for one workspace or client_id for many, not both")
        needed = ["app_token" if self.mode == "socket" else "signing_secret"]
        needed += ["client_secret", "encryption_key"] if self.client_id else []
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            first = "client_id" if self.client_id else "bot_token"
            raise ValueError(f'{first} is set, and with mode = "{self.mode}" it needs {" and ".join(missing)}')
        return self


class DiscordSettings(PlatformSettings):
    """The connection to Discord, by the bot's token.

    `sync_guilds` are guilds, by their ids, that get the commands in place of all, at once, which is for development;
    `shards` is how many connections the guilds are spread over, None for as many as Discord advises; `publish` are
    announcement channels, by their ids, whose posts are passed on to the channels that follow them.
    """

    token: SecretStr | None = None
    base_url: Annotated[str, AfterValidator(_web_address)] = "https://discord.com/api/v10"
    gateway_url: Annotated[str, AfterValidator(_socket_address)] = "wss://gateway.discord.gg/"
    sync_guilds: Annotated[tuple[int, ...], BeforeValidator(_listed)] = ()
    shards: Annotated[int, Field(ge=1)] | None = None
    publish: Annotated[tuple[int, ...], BeforeValidator(_listed)] = ()

    @property
    def connected(self) -> bool:
        """Whether there is anything to connect with."""
        return self.token is not None


class FetchSettings(Section):
    """How the web is fetched from.

    `allow_hosts` are private hosts that may be fetched from, each as ``host``, at the usual ports, or as ``host:port``;
    `contact` is an address for those who run servers, which each of them is told; `concurrency` is how many requests
    there may be at once, and `per_host_delay` the least time between two to one host.
    """

    allow_hosts: Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], BeforeValidator(_listed)] = ()
    contact: Annotated[str, AfterValidator(_contact)] = ""
    concurrency: Annotated[int, Field(ge=1, le=256)] = 16
    per_host_delay: Annotated[timedelta, BeforeValidator(_delay)] = timedelta(seconds=1)


class WebSettings(Section):
    """Where health and metrics are served, as ``127.0.0.1:8080``; nowhere if it is empty."""

    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"


class LogSettings(Section):
    """What is logged from which level on, and how: ``auto`` is ``console`` on a terminal and ``json`` elsewhere."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    format: Annotated[Literal["auto", "console", "json"], BeforeValidator(_lower)] = "auto"
