"""The neutral answer: a document that every platform, the terminal and a page render in their own way.

Text in a span is plain: it holds no markup, and a renderer must escape whatever its platform would read as such.
"""

from typing import Annotated, Literal

from pydantic import Field

from digests.model.base import Value

Style = Literal["plain", "strong", "quote", "faint"]


class Span(Value):
    """A run of text in one style; with `url` it is a link.

    `channel` is the full name of a channel that the text stands for: its platform shows it by the name it has there.
    """

    text: str
    style: Style = "plain"
    url: str | None = None
    channel: str | None = None


class Heading(Value):
    """A heading; level 1 is the document's title. `story` is the id of the story that is told below it, if any."""

    kind: Literal["heading"] = "heading"
    text: str
    level: Literal[1, 2, 3] = 2
    story: str | None = None


class Paragraph(Value):
    """A paragraph of spans."""

    kind: Literal["paragraph"] = "paragraph"
    spans: tuple[Span, ...]


class Bullets(Value):
    """A list of items, each of spans."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[tuple[Span, ...], ...]


class Quotation(Value):
    """Somebody's words, without quotation marks, and who said them where."""

    kind: Literal["quotation"] = "quotation"
    text: str
    source: tuple[Span, ...]


class Table(Value):
    """A table; each row has as many cells as `header`."""

    kind: Literal["table"] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


class Picture(Value):
    """A picture by its address, what is to be seen on it in words, and what is said of it."""

    kind: Literal["picture"] = "picture"
    url: str
    alt: str
    caption: tuple[Span, ...] = ()


class Button(Value):
    """Something the reader may do next: a label and the command it stands for, without the root ("quotes 2").

    `channel` is the full name of the channel that the command is for, None for the one in which it is pressed.
    """

    label: str
    command: str
    channel: str | None = None


class Buttons(Value):
    """A row of buttons."""

    kind: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]

    @property
    def offered(self) -> tuple[Button, ...]:
        """The buttons, as `Choice.offered` has them."""
        return self.buttons


class Option(Value):
    """What may be chosen: how it is shown, and what it stands for."""

    label: str
    value: str


class Choice(Value):
    """A story to be chosen, for the command whose name it is for.

    `options` are some of those there are; a platform that lets its users search offers all.
    """

    kind: Literal["choice"] = "choice"
    label: str
    command: str
    options: tuple[Option, ...]

    @property
    def offered(self) -> tuple[Button, ...]:
        """The options as buttons, for whom choosing is pressing."""
        return tuple(Button(label=one.label, command=f"{self.command} {one.value}") for one in self.options)


class Divider(Value):
    """A break between sections."""

    kind: Literal["divider"] = "divider"


Block = Annotated[
    Heading | Paragraph | Bullets | Quotation | Table | Picture | Buttons | Choice | Divider,
    Field(discriminator="kind"),
]


class Document(Value):
    """A digest or an answer, ready to be rendered."""

    blocks: tuple[Block, ...]
