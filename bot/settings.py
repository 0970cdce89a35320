"""The only reader of the environment and of newsdesk.toml."""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

FILE = "newsdesk.toml"
_PREFIX = "NEWSDESK_"


class SettingsError(ValueError):
    """The settings are wrong; the message names the key, where it stands and what is right."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class StoreSettings(_Section):
    """Where articles are kept: ``sqlite:///`` and a path; the default is in the user's data folder."""

    url: str = Field(default_factory=lambda: f"sqlite:///{platformdirs.user_data_path('newsdesk') / 'newsdesk.db'}")


class DigestSettings(_Section):
    """What holds for digests: `zone`, an IANA name, is where days begin and times without a zone are read."""

    zone: str = "UTC"

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{zone!r} is no time zone; write one as Europe/Berlin or UTC") from None
        return zone


class Settings(BaseSettings):
    """All settings: environment variables (``NEWSDESK_STORE__URL``) over newsdesk.toml over the defaults."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    store: StoreSettings = Field(default_factory=StoreSettings)
    digest: DigestSettings = Field(default_factory=DigestSettings)

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


def load(config: Path | None = None) -> Settings:
    """Return the settings.

    Args:
        config: The settings file; without it newsdesk.toml beside the process, else in the user's configuration folder,
            and where neither is there, the defaults.

    Raises:
        SettingsError: The file is not there or no TOML, a key is unknown or a value wrong.
    """
    path = config or next((path for path in _places() if path.is_file()), None)
    values = _toml(path) if path else {}
    _refuse_unknown(values, Settings.model_fields, f"in {path}", ())
    _refuse_unknown(_environment(), Settings.model_fields, "in the environment", ())
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise SettingsError(f"setting {key}: {first['msg'].removeprefix('Value error, ')}") from None


def _places() -> tuple[Path, ...]:
    return Path(FILE), platformdirs.user_config_path("newsdesk") / FILE


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
