"""The home tab and forms as Slack's views; pure."""

import json
from collections.abc import Mapping
from typing import Any

from adapters.cutting import length
from adapters.interface import Field, Form
from adapters.slack.render import Json, options, page_blocks, plain_text
from digests.model.document import Document

FORM = "form"
"""The callback id of forms."""
_TITLE, _LABEL, _HINT, _META = 24, 2000, 2000, 3000
_TYPED = 3000


def home_view(document: Document) -> Json:
    """Return a user's own page."""
    return {"type": "home", "blocks": page_blocks(document)}


def form_view(form: Form, about: Mapping[str, Any]) -> Json:
    """Return a form; `about` is handed back with what is filled in."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps(about)[:_META],
        "title": plain_text(form.title, _TITLE),
        "submit": plain_text("Save"),
        "close": plain_text("Cancel"),
        "blocks": [_input(field) for field in form.fields],
    }


def said_view(title: str, document: Document) -> Json:
    """Return what is said back to a form, in its place."""
    return {
        "type": "modal",
        "title": plain_text(title, _TITLE),
        "close": plain_text("Close"),
        "blocks": page_blocks(document),
    }


def _input(field: Field) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, _LABEL),
        "element": _select(field) if field.choices else _text(field),
        "optional": not field.choices,
    }
    return {**made, "hint": plain_text(field.hint, _HINT)} if field.hint.strip() else made


def _text(field: Field) -> Json:
    made: Json = {"type": "plain_text_input", "action_id": field.name, "max_length": _TYPED}
    return {**made, "initial_value": field.value} if 0 < length(field.value) <= _TYPED else made


def _select(field: Field) -> Json:
    offered = options((choice, choice) for choice in field.choices)
    made: Json = {"type": "static_select", "action_id": field.name, "options": offered}
    initial = next((one for one in offered if one["value"] == field.value), None)
    return {**made, "initial_option": initial} if initial else made
