"""``newsdesk cluster``: articles to stories, without a store."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.options import located, settings


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@located
def cluster(paths: tuple[str, ...], store: str | None, config: Path | None) -> None:
    """Print the story and the origin of each article.

    Articles are taken in the order of the file, each may revise the stories near it, and the result after the last
    is printed: a line an article, in the same order. What cannot be read is named on standard error, and the exit
    status is then 1. Nothing is kept in the store.
    """
    zone = ZoneInfo(settings(store, config).digest.zone)
    import json

    from bot.cli.printing import Problems
    from bot.collecting import articles_at
    from digests.grouping import Grouping, origins, sketch

    problems = Problems()
    grouping = Grouping()
    articles = {}
    shown = sys.stderr.isatty()
    for number, article in enumerate(problems.reported(articles_at(paths, zone)), 1):
        articles[article.id] = article
        grouping.add(sketch(article))
        if shown and number % 100 == 0:
            click.echo(f"\r{number} articles grouped", nl=False, err=True)
    if shown:
        click.echo("\r", nl=False, err=True)
    origin = {
        member: shared.articles[0]
        for story in grouping.groups()
        for shared in origins([articles[member] for member in story.articles])
        for member in shared.articles
    }
    for identity in articles:
        line = {"article": identity, "story": grouping.story_of(identity), "origin": origin[identity]}
        click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(problems.count > 0)
