"""Forms as Discord's modals, and what is said when one holds mistakes; pure."""

from collections.abc import Mapping

from adapters.cutting import length, shortened
from adapters.discord.elements import INPUT, LABEL, SELECT, Json, options
from adapters.interface import Field, Form, Mistakes
from digests.model.document import Bullets, Button, Buttons, Document, Paragraph, Span

_LINE, _PARAGRAPH = 1, 2
_TITLE, _NAME, _HINT, _TYPED, _FIELDS, _CHOICES = 45, 45, 100, 4000, 5, 25
_IN_A_LINE = 100


def form_view(form: Form, custom_id: str) -> Json:
    """Return a form; of one that has more fields than Discord shows, the first. See `whole` for the others."""
    return {
        "custom_id": custom_id,
        "title": shortened(form.title, _TITLE),
        "components": [_labelled(field) for field in form.fields[:_FIELDS]],
    }


def whole(form: Form, filled: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in, with fields that did not fit as they are."""
    return {field.name: field.value for field in form.fields[_FIELDS:]} | dict(filled)


def mistakes_document(form: Form, mistakes: Mistakes, command: str, channel: str) -> Document:
    """Return what is wrong with what was filled in, and a button that opens the form again.

    Args:
        form: The form.
        mistakes: What is wrong.
        command: The command that opens it.
        channel: The full name of the channel that it is for.
    """
    labels = {field.name: field.label for field in form.fields}
    items = tuple(
        (Span(text=f"{labels.get(name, name)}: ", style="strong"), Span(text=said))
        for name, said in mistakes.fields.items()
    )
    again = Button(label="Open the form again", command=command, channel=channel)
    blocks = (
        Paragraph(spans=(Span(text="Nothing has changed. Put this right:"),)),
        Bullets(items=items),
        Buttons(buttons=(again,)),
    )
    return Document(blocks=blocks)


def _labelled(field: Field) -> Json:
    offered = options([(choice, choice) for choice in field.choices], field.value)
    made = {
        "type": LABEL,
        "label": shortened(field.label, _NAME),
        "component": _select(field, offered) if offered and len(field.choices) <= _CHOICES else _text(field),
    }
    return {**made, "description": shortened(field.hint, _HINT)} if field.hint else made


def _select(field: Field, offered: list[Json]) -> Json:
    return {"type": SELECT, "custom_id": field.name, "options": offered, "required": True}


def _text(field: Field) -> Json:
    long = "\n" in field.value or length(field.value) > _IN_A_LINE
    made = {
        "type": INPUT,
        "custom_id": field.name,
        "style": _PARAGRAPH if long else _LINE,
        "required": False,
        "max_length": _TYPED,
    }
    return {**made, "value": field.value} if 0 < length(field.value) <= _TYPED else made
