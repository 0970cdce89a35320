"""Options that commands share, and the settings behind them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.settings import Settings

FORMATS = ("text", "json", "jsonl", "markdown")


class Failure(click.ClickException):
    """A failure that ends the command: one line on stderr, exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the message to stderr."""
        click.echo(f"newsdesk: {self.format_message()}", file=file, err=True)


def formatted(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format``."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print it."
    )(command)


def located(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--store`` and ``--config``."""
    command = click.option("--store", metavar="URL", help="The store, as sqlite:///path/to/newsdesk.db.")(command)
    config = click.Path(path_type=Path, dir_okay=False)
    return click.option("--config", metavar="FILE", type=config, help="The settings file.")(command)


def settings(store: str | None, config: Path | None) -> "Settings":
    """Return the settings with ``--store`` over them.

    Raises:
        Failure: They are wrong.
    """
    from bot.settings import SettingsError, load

    try:
        loaded = load(config)
    except SettingsError as error:
        raise Failure(str(error)) from None
    if store is None:
        return loaded
    return loaded.model_copy(update={"store": loaded.store.model_copy(update={"url": store})})
