"""What the platforms' set-up pages ask for: ``newsdesk slack-manifest`` and ``discord-invite``."""

import base64
import binascii
import json
from pathlib import Path

import click

from bot.cli.options import Failure, located, settings


@click.command("slack-manifest")
@click.option(
    "--url", metavar="URL", help="Where Slack reaches the desk, as https://news.example.org (mode http only)."
)
@located
def slack_manifest(url: str | None, store: str | None, config: Path | None) -> None:
    """Print the manifest of the Slack app.

    Paste it where Slack asks for one: https://api.slack.com/apps, Create New App, From a manifest.
    """
    configured = settings(store, config)
    from bot.wiring import slack_manifest as made

    if configured.slack.mode == "http" and not url:
        raise Failure('with mode = "http" Slack has to know where to call: add --url https://news.example.org')
    if url and not url.startswith("https://"):
        raise Failure(f"{url} does not begin with https://, which Slack insists on")
    address = url.rstrip("/") if url and configured.slack.mode == "http" else None
    click.echo(json.dumps(made(configured, address), ensure_ascii=False, indent=2))


@click.command("discord-invite")
@click.option("--application", metavar="ID", help="The application's id; by default that of [discord] token.")
@located
def discord_invite(application: str | None, store: str | None, config: Path | None) -> None:
    """Print the address by which the bot is invited to a Discord server."""
    token = settings(store, config).discord.token
    from bot.wiring import discord_invite as made

    application = application or (_application(token.get_secret_value()) if token else None)
    if not application or not application.isdecimal():
        raise Failure("whose bot? Set [discord] token, or add --application with the id of General Information")
    click.echo(made(application))


def _application(token: str) -> str | None:
    """Return the id that a bot's token begins with, in base64: the bot's, which is its application's."""
    first = token.partition(".")[0]
    try:
        return base64.b64decode(f"{first}{'=' * (-len(first) % 4)}", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
