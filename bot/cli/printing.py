"""Prints values to stdout in the format asked for, and problems to stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click
from pydantic import BaseModel

from bot.collecting import Problem
from digests.model.article import Article
from digests.model.document import Document

V = TypeVar("V", bound=BaseModel)
PLATFORMS = ("slack", "discord")


def print_value(value: V, form: str, document: Callable[[V], Document], lines: Iterable[BaseModel]) -> None:
    """Print one value.

    Args:
        value: What to print as ``json``.
        form: One of `FORMATS`.
        document: What it looks like in all but ``json`` and ``jsonl``.
        lines: What it is made of, a line each as ``jsonl``.
    """
    if form == "json":
        click.echo(_json(value, indent=2))
    elif form == "jsonl":
        for line in lines:
            click.echo(_json(line))
    else:
        print_document(document(value), form)


def print_each(values: Iterable[V], form: str, document: Callable[[V], Document]) -> None:
    """Print values as they come: a JSON array, a line each, or one document after the other."""
    if form == "json":
        _print_array(values)
        return
    for number, value in enumerate(values):
        if form == "jsonl":
            click.echo(_json(value))
        else:
            if form not in PLATFORMS:
                click.echo("\n---\n" if number else "", nl=bool(number))
            print_document(document(value), form)


def print_document(document: Document, form: str = "text") -> None:
    """Print a document as ``text`` or ``markdown``, or what a platform would be sent, a call a line."""
    if form in PLATFORMS:
        from bot.wiring import rendered

        for call in rendered(document, form):
            click.echo(json.dumps(call, ensure_ascii=False))
    elif form == "markdown":
        from adapters.console import markdown

        click.echo(markdown.render(document), nl=False)
    else:
        from adapters.console import text

        text.show(document, sys.stdout)


class Problems:
    """Takes problems out of a stream of articles, prints each to stderr and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def reported(self, found: Iterable[Article | Problem]) -> Iterator[Article]:
        """Yield the articles and print the problems in between."""
        for one in found:
            if isinstance(one, Problem):
                self.count += 1
                click.echo(f"newsdesk: {one.path}: {one.reason}", err=True)
            else:
                yield one


def _print_array(values: Iterable[BaseModel]) -> None:
    opening = "["
    for value in values:
        click.echo(f"{opening}\n{_json(value, indent=2)}", nl=False)
        opening = ","
    click.echo("[]" if opening == "[" else "\n]")


def _json(value: BaseModel, indent: int | None = None) -> str:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent=indent)
