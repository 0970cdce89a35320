"""The only reader of the environment and of newsdesk.toml."""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.sections import (
    DigestSettings,
    DiscordSettings,
    FetchSettings,
    LogSettings,
    SlackSettings,
    StoreSettings,
    WebSettings,
)

FILE = "newsdesk.toml"
_PREFIX = "NEWSDESK_"


class SettingsError(ValueError):
    """The settings are wrong; the message names the key, where it stands and what is right."""


class Settings(BaseSettings):
    """All settings: environment variables (``NEWSDESK_STORE__URL``) over newsdesk.toml over the defaults."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_nested_delimiter="__",
        enable_decoding=False,  # a list is written 08:30,17:00 in a variable and not as JSON
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    store: StoreSettings = Field(default_factory=StoreSettings)
    slack: SlackSettings = Field(default_factory=SlackSettings)
    discord: DiscordSettings = Field(default_factory=DiscordSettings)
    digest: DigestSettings = Field(default_factory=DigestSettings)
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    web: WebSettings = Field(default_factory=WebSettings)
    log: LogSettings = Field(default_factory=LogSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read only what is named here: no .env file and no secrets folder."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    def with_store(self, url: str) -> "Settings":
        """Return the settings with another store."""
        return self.model_copy(update={"store": self.store.model_copy(update={"url": SecretStr(url)})})

    @property
    def connected(self) -> bool:
        """Whether there is a platform to connect with."""
        return self.slack.connected or self.discord.connected

    def secrets(self) -> frozenset[str]:
        """Return the values that nobody may read anywhere: tokens, and the passwords in URLs."""
        sections = [getattr(self, name) for name in type(self).model_fields]
        return frozenset(secret for section in sections for secret in section.secrets())


def load(config: Path | None = None) -> Settings:
    """Return the settings.

    Args:
        config: The settings file; without it the one that `found` names, and where there is none, the defaults.

    Raises:
        SettingsError: The file is not there or no TOML, a key is unknown or a value wrong.
    """
    path = config or found()
    values = _toml(path) if path else {}
    _refuse_unknown(values, Settings.model_fields, f"in {path}", ())
    _refuse_unknown(_environment(), Settings.model_fields, "in the environment", ())
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(_explained(first["loc"], first["msg"], path)) from None


def places() -> tuple[Path, ...]:
    """Return where the settings file is looked for, in order: beside the process, and in the configuration folder."""
    return Path(FILE), platformdirs.user_config_path("newsdesk") / FILE


def found() -> Path | None:
    """Return the settings file that is read when none is named, None if there is none."""
    return next((path for path in places() if path.is_file()), None)


def _explained(place: tuple[int | str, ...], said: str, path: Path | None) -> str:
    of_value = said.startswith("Value error, ")
    section, *rest = map(str, place)
    key = ".".join([section, *rest[:1]])
    names = {_PREFIX + "__".join(part).upper() for part in ((section,), (section, *rest[:1]))}
    variable = next((name for name in os.environ if name.upper() in names), None)
    said = said.removeprefix("Value error, ").replace("Input should be", "it must be").replace("a valid string", "text")
    if not rest and not of_value:
        said = f"it is a section; write its keys as [{section}] in the file or {_PREFIX}{section.upper()}__KEY"
    return f"setting {key} in {variable or path}: {said}"


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is no TOML: {error}") from None


def _environment() -> dict[str, Any]:
    """Return the names in our part of the environment as nested keys."""
    nested: dict[str, Any] = {}
    for name in os.environ:
        if name.startswith(_PREFIX):
            section, _, key = name.removeprefix(_PREFIX).lower().partition("__")
            nested.setdefault(section, {}).update({key: ""} if key else {})
    return nested


def _refuse_unknown(values: dict[str, Any], known: Any, where: str, path: tuple[str, ...]) -> None:
    for key, value in values.items():
        name = ".".join((*path, key))
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1, cutoff=0)
            raise SettingsError(f"unknown setting {name} {where}; did you mean {'.'.join((*path, *nearest))}?")
        section = known[key].annotation
        if isinstance(value, dict) and isinstance(section, type) and issubclass(section, BaseModel):
            _refuse_unknown(value, section.model_fields, where, (*path, key))
