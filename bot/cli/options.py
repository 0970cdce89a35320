"""What commands share: how they fail, their options, and the settings behind them."""

import asyncio
import errno
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.exits import Exit

if TYPE_CHECKING:
    from bot.settings import Settings

CONSOLE = "console"
"""The channel of the terminal."""
T = TypeVar("T")
FORMATS = ("text", "json", "jsonl", "markdown", "slack", "discord")


class Failure(click.ClickException):
    """A failure that ends the command: one line on stderr, and an exit status."""

    exit_code = Exit.FAILED

    def show(self, file: Any = None) -> None:
        """Print the message to stderr."""
        click.echo(f"newsdesk: {self.format_message()}", file=file, err=True)


class SettingsFailure(Failure):
    """The settings are wrong."""

    exit_code = Exit.SETTINGS


class StoreFailure(Failure):
    """The store cannot be reached."""

    exit_code = Exit.UNAVAILABLE


class Commands(click.Group):
    """The commands; a mistake of ours in one of them ends it with its trace, or in the log, and a status of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read the output has left, which click takes for no mistake
            sys.excepthook(type(error), error, error.__traceback__)
            ctx.exit(Exit.INTERNAL)


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


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns.

    Raises:
        Failure: Something outside failed.
    """
    from adapters.errors import AdapterError, StoreError

    try:
        return asyncio.run(work)
    except StoreError as error:
        raise StoreFailure(str(error)) from None
    except AdapterError as error:
        raise Failure(str(error)) from None


def settings(store: str | None, config: Path | None) -> "Settings":
    """Return the settings with ``--store`` over them.

    Raises:
        SettingsFailure: They are wrong.
    """
    from bot.settings import SettingsError, load

    try:
        loaded = load(config)
    except SettingsError as error:
        raise SettingsFailure(str(error)) from None
    return loaded if store is None else loaded.with_store(store)
