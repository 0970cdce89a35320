"""Rows of editions and deliveries, and what they are."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping

from adapters.interface import Delivery, Edition
from digests.model.digest import Window
from digests.model.document import Document

_COLUMNS = (
    "id", "channel", "day", "slot", "kind", "due_at", "deadline", "thread", "state", "attempts", "error", "mark",
    "finished_at",
)  # fmt: skip


def edition_of(row: RowMapping, parts: Sequence[RowMapping] = (), lease: str | None = None) -> Edition:
    """Return the edition of a row with its parts.

    Raises:
        ValueError: A row is damaged.
    """
    values = {name: row[name] for name in _COLUMNS}
    window = None if row["window"] is None else Window.model_validate_json(row["window"])
    said = tuple(delivery_of(part) for part in parts)
    return Edition.model_validate({**values, "window": window, "deliveries": said, "lease": lease})


def delivery_of(row: RowMapping) -> Delivery:
    """Return the part of a row.

    Raises:
        ValueError: The row is damaged.
    """
    values = {name: row[name] for name in ("number", "key", "state", "message")}
    document = Document.model_validate_json(row["document"])
    return Delivery.model_validate({**values, "document": document, "shown": json.loads(row["shown"])})


def shown_json(shown: Mapping[str, Sequence[str]]) -> str:
    """Return how the stories of a part are kept, in their order."""
    return json.dumps({story: list(articles) for story, articles in shown.items()}, ensure_ascii=False)
