"""The help command, and the helpful answers to what is no command."""

import difflib
from collections.abc import Sequence

from adapters.interface import Kind, Parameter
from bot.commands.registry import Arguments, Entry, Registry
from bot.desk import Desk
from digests.model.answer import Answer
from digests.model.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Choice,
    Document,
    Heading,
    Option,
    Paragraph,
    Span,
    Table,
)
from digests.presenting.spans import plain

ROOT = "/news"
"""The root command on every platform."""


def with_help(entries: tuple[Entry, ...]) -> Registry:
    """Return a registry of the commands and of ``help``, which knows them all."""

    async def handler(desk: Desk, arguments: Arguments) -> Answer:
        del desk
        if not arguments.words:
            return _overview(registry)
        entry = registry.get(arguments.words.lower())
        return _explained(entry) if entry else unknown(registry, arguments.words)

    own = Entry(
        name="help",
        summary="What there is to ask, or how one command is used.",
        parameters=(Parameter("COMMAND", Kind.COMMAND, "the command to explain", required=False),),
        examples=("help", "help ask"),
        handler=handler,
    )
    registry = Registry((*entries, own))
    return registry


def unknown(registry: Registry, text: str) -> Answer:
    """Answer what is no command with the nearest one, and a question with ``ask``."""
    name, *_ = text.split() or [""]
    near = difflib.get_close_matches(name.lower(), registry.names, n=1)
    if text.rstrip().endswith("?"):
        suggested = f"ask {text.strip()}"
    else:
        suggested = next((entry.examples[0] for entry in registry.entries if entry.name in near), "help")
    return mistaken(f"There is no command “{name}”. Did you mean this?", suggested)


def missing(entry: Entry, stories: Sequence[Option] = ()) -> Answer:
    """Answer a command that lacks its words with what it takes, an example, and stories to choose from if it takes one.

    Args:
        entry: The command.
        stories: Some of those there are.
    """
    needed = next(parameter for parameter in entry.parameters if parameter.required)
    answer = mistaken(f"“{entry.name}” needs {needed.help}. For example:", entry.examples[0])
    if not stories:
        return answer
    choice = Choice(label="Choose a story", command=entry.name, options=tuple(stories))
    return answer.model_copy(update={"document": Document(blocks=(*answer.document.blocks, choice))})


def mistaken(said: str, example: str) -> Answer:
    """Answer with what is wrong and an example, as text and as a button."""
    spans = (Span(text=f"{said} "), Span(text=f"{ROOT} {example}", style="strong"))
    blocks = (Paragraph(spans=spans), Buttons(buttons=(Button(label=example, command=example),)))
    return Answer(found=False, text=f"{said} {ROOT} {example}", document=Document(blocks=blocks))


def failed(said: str) -> Answer:
    """Answer that something could not be done, and why."""
    return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(plain(said),)),)))


def said(text: str, *buttons: Button) -> Answer:
    """Answer with one sentence or two, and perhaps what to do next."""
    offered = (Buttons(buttons=buttons),) if buttons else ()
    return Answer(text=text, document=Document(blocks=(Paragraph(spans=(plain(text),)), *offered)))


def _overview(registry: Registry) -> Answer:
    rows = tuple(
        ((Span(text=f"{ROOT} {entry.usage}", style="strong"),), (Span(text=entry.summary),))
        for entry in registry.entries
    )
    table = Table(header=("Command", "Answers"), rows=rows)
    return Answer(document=Document(blocks=(Heading(text="What you can ask", level=1), table)))


def _explained(entry: Entry) -> Answer:
    parameters = tuple((Span(text=p.name, style="strong"), Span(text=f": {p.help}")) for p in entry.parameters)
    blocks: list[Block] = [
        Heading(text=f"{ROOT} {entry.usage}", level=1),
        Paragraph(spans=(Span(text=entry.summary),)),
        Bullets(items=parameters),
        Paragraph(spans=(Span(text="Examples", style="strong"),)),
        Bullets(items=tuple((Span(text=f"{ROOT} {example}"),) for example in entry.examples)),
    ]
    return Answer(document=Document(blocks=tuple(blocks)))
