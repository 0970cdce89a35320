"""The commands of ``newsdesk``.

Libraries are imported where they are used, so that ``newsdesk --help`` comes at once.
"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli.clustering import cluster
from bot.cli.doctor import doctor
from bot.cli.feeds import feeds
from bot.cli.options import CONSOLE, Commands, awaited, formatted, located, settings
from bot.cli.platforms import discord_invite, slack_manifest
from bot.cli.service import chat, run, schedule
from bot.cli.store import store_group

if TYPE_CHECKING:
    from digests.model.article import Article


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsdesk")
def main() -> None:
    """A news desk for your team's chat: cited digests and answers from the outlets you choose."""


for command in (run, chat, schedule, feeds, cluster, doctor, slack_manifest, discord_invite, store_group):
    main.add_command(command)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@formatted
@located
def read(paths: tuple[str, ...], form: str, store: str | None, config: Path | None) -> None:
    """Print the articles of files or folders.

    Plain text, web pages, JSON records and feeds are read (.txt .html .json .jsonl .xml, each also .gz); - is standard
    input. A file that cannot be read is named on standard error, and the exit status is then 1.
    """
    zone = ZoneInfo(settings(store, config).digest.zone)
    from bot.cli.printing import Problems, print_each
    from bot.collecting import articles_at
    from digests.presenting.articles import article_document

    problems = Problems()
    print_each(problems.reported(articles_at(paths, zone)), form, article_document)
    sys.exit(problems.count > 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@located
def ingest(paths: tuple[str, ...], store: str | None, config: Path | None) -> None:
    """Read articles into the store.

    Takes what `read` takes, keeps the articles and groups them into stories.
    """
    configured = settings(store, config)
    from bot.cli.printing import Problems
    from bot.collecting import articles_at, keep
    from bot.wiring import open_desk

    problems = Problems()

    async def run() -> int:
        async with open_desk(configured) as desk:
            articles = problems.reported(articles_at(paths, desk.zone))
            return await keep(_counted(articles), desk.archive, desk.clock())

    new = awaited(run())
    click.echo(f"{new} new {'article' if new == 1 else 'articles'} in {configured.store.shown}", err=True)
    sys.exit(problems.count > 0)


@main.command()
@click.option("--day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The local day; today if left out.")
@click.option("--topic", metavar="WORDS", help="Only stories about this.")
@formatted
@located
def digest(day: datetime | None, topic: str | None, form: str, store: str | None, config: Path | None) -> None:
    """Print the digest of a local day.

    It has each story that began or grew in that day, with all its articles up to the day's end.
    """
    configured = settings(store, config)
    from bot.cli.printing import print_value
    from bot.wiring import open_desk
    from digests.presenting.stories import digest_document

    async def run() -> None:
        async with open_desk(configured) as desk:
            made = await desk.digest(day.date() if day else desk.today(), topic, channel=CONSOLE)
            print_value(made, form, digest_document, made.stories)

    awaited(run())


@main.command()
@click.argument("text")
@formatted
@located
def say(text: str, form: str, store: str | None, config: Path | None) -> None:
    """Answer one slash command.

    For example: newsdesk say '/news quotes Ishiba'. What there is to say: newsdesk say /news help
    """
    configured = settings(store, config)
    from adapters.mock import MockChat
    from bot.cli.printing import print_value
    from bot.commands.dispatch import respond
    from bot.wiring import open_desk

    async def run() -> None:
        async with open_desk(configured) as desk:
            answer = await MockChat().type(text, lambda command: respond(desk, command), channel=CONSOLE)
            print_value(answer, form, lambda answer: answer.document, [answer])

    awaited(run())


@main.command()
def demo() -> None:
    """Post a sample day's digest.

    Loads the sample articles into a temporary store and posts the digest of their last day. Needs no settings.
    """
    from bot.cli.printing import print_document
    from bot.demo import post_digest

    awaited(post_digest(print_document))


def _counted(articles: Iterator["Article"]) -> Iterator["Article"]:
    """Show on a terminal how many articles were read so far."""
    shown = sys.stderr.isatty()
    for number, article in enumerate(articles, 1):
        if shown and number % 100 == 0:
            click.echo(f"\r{number} articles read", nl=False, err=True)
        yield article
    if shown:
        click.echo("\r", nl=False, err=True)
