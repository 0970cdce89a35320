"""``newsdesk slack-manifest``."""

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
