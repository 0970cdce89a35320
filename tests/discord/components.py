"""What Discord refuses of components, in messages and in forms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.discord.measures import count, known, link, number, size, text, unique

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 1, 2, 3, 4, 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, UPLOAD = 17, 18, 19
SELECTS = (SELECT, 5, 6, 7, 8)
CHOOSING = (UPLOAD, 21, 22, 23)  # of forms alone: uploads, radio buttons and check boxes
LINK, PREMIUM = 5, 6  # styles of a button

_ANYWHERE = {"type", "id"}
_CHOICE = {"custom_id", "placeholder", "min_values", "max_values", "disabled", "required", "default_values"}
_KNOWN = {
    ROW: {"components"},
    BUTTON: {"style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"},
    SELECT: _CHOICE - {"default_values"} | {"options"},
    INPUT: {"custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder"},
    **dict.fromkeys((5, 6, 7), _CHOICE),
    8: _CHOICE | {"channel_types"},
    SECTION: {"components", "accessory"},
    TEXT: {"content"},
    THUMBNAIL: {"media", "description", "spoiler"},
    GALLERY: {"items"},
    FILE: {"file", "spoiler", "name", "size"},
    SEPARATOR: {"divider", "spacing"},
    CONTAINER: {"components", "accent_color", "spoiler"},
    LABEL: {"label", "description", "component"},
    **dict.fromkeys(CHOOSING, frozenset({"custom_id", "min_values", "max_values", "required", "options", "default"})),
}
_IN_CONTAINER = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}
_NEWER = _IN_CONTAINER | {CONTAINER}
_IN_LABEL = {INPUT, *SELECTS, *CHOOSING}
_IN_ROW = {BUTTON, *SELECTS}


def nested(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Returns components with those in them, the outer first."""
    for component in components:
        yield component
        inner = [*component.get("components", []), component.get("accessory"), component.get("component")]
        yield from nested([part for part in inner if part])


def is_newer(parts: Sequence[Mapping[str, Any]]) -> bool:
    """Returns whether there is a component that only messages of components alone may hold."""
    return any(part.get("type", 0) in _NEWER | {THUMBNAIL} - {ROW} for part in nested(parts))


def in_message(parts: Sequence[Mapping[str, Any]], *, newer: bool) -> Iterator[str]:
    """Returns what is wrong with the components of a message, of the older or the newer kind."""
    for place, part in enumerate(parts):
        yield from _part(f"components[{place}]", part, _NEWER if newer else {ROW})
    yield from _numbers(parts)
    if not newer:
        yield from count("components: rows", parts, 5)
        return
    everything = list(nested(parts))
    yield from count("components, nested ones too", everything, 40, 1)
    said = sum(size(part.get("content") or "") for part in everything if part.get("type") == TEXT)
    if said > 4000:
        yield f"text displays: {said} characters, at most 4000"


def in_form(form: Mapping[str, Any]) -> Iterator[str]:
    """Returns what is wrong with a form."""
    parts = form.get("components") or []
    yield from known("form", form, {"title", "custom_id", "components"})
    yield from text("form title", form.get("title"), 45, 1)
    yield from text("form custom_id", form.get("custom_id"), 100, 1)
    yield from count("form components", parts, 5, 1)
    for place, part in enumerate(parts):
        yield from _part(f"components[{place}]", part, {ROW, LABEL, TEXT}, in_row={INPUT})
    yield from _numbers(parts)


def _numbers(parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    everything = list(nested(parts))
    for name in ("custom_id", "id"):
        yield from unique(name, [part[name] for part in everything if part.get(name)])


def _part(where: str, part: Mapping[str, Any], taken: set[int], in_row: set[int] = _IN_ROW) -> Iterator[str]:
    """Returns what is wrong with one component, which has to be of a type that is taken here, and what is in it."""
    kind = part.get("type")
    if kind not in _KNOWN:
        yield f"{where}: unknown component type {kind!r}"
        return
    if kind not in taken:
        yield f"{where}: component type {kind} does not belong here"
    yield from known(
        where, {name: value for name, value in part.items() if value is not None}, _KNOWN[kind] | _ANYWHERE
    )
    inner = {ROW: in_row, SECTION: {TEXT}, CONTAINER: _IN_CONTAINER}.get(kind, set())
    for place, child in enumerate(part.get("components") or []):
        yield from _part(f"{where}.components[{place}]", child, inner)
    if kind in _CHECKS:
        yield from _CHECKS[kind](where, part)


def _row(where: str, row: Mapping[str, Any]) -> Iterator[str]:
    parts = row.get("components") or []
    buttons = [part for part in parts if part.get("type") == BUTTON]
    yield from count(where, parts, 5 if len(buttons) == len(parts) else 1, 1)


def _button(where: str, button: Mapping[str, Any]) -> Iterator[str]:
    style = button.get("style")
    yield from number(f"{where} style", style or 0, 1, 6)
    yield from text(f"{where} label", button.get("label"), 80)
    if style != PREMIUM and not (button.get("label") or button.get("emoji")):
        yield f"{where}: neither label nor emoji"
    if style == LINK:
        yield from link(f"{where} url", button.get("url"), 512, ("http://", "https://", "discord://"))
    elif button.get("url") is not None:
        yield f"{where}: only link buttons have a url"
    if style not in (LINK, PREMIUM):
        yield from text(f"{where} custom_id", button.get("custom_id"), 100, 1)
    elif button.get("custom_id") is not None:
        yield f"{where}: a button that does not answer has no custom_id"


def _select(where: str, select: Mapping[str, Any]) -> Iterator[str]:
    options = select.get("options") or []
    yield from text(f"{where} custom_id", select.get("custom_id"), 100, 1)
    yield from text(f"{where} placeholder", select.get("placeholder"), 150)
    yield from number(f"{where} min_values", select.get("min_values"), 0, 25)
    yield from number(f"{where} max_values", select.get("max_values"), 1, 25)
    least, most = (1 if select.get(name) is None else select[name] for name in ("min_values", "max_values"))
    if least > most:
        yield f"{where}: min_values {least} is more than max_values {most}"
    if select["type"] != SELECT:
        return
    yield from count(f"{where} options", options, 25, 1)
    if options and most > len(options):
        yield f"{where}: max_values {most} of {len(options)} options"
    if sum(bool(option.get("default")) for option in options) > most:
        yield f"{where}: more defaults than max_values"
    yield from unique(f"{where} option value", [option.get("value") for option in options])
    for place, option in enumerate(options):
        yield from _option(f"{where}.options[{place}]", option)


def _option(where: str, option: Mapping[str, Any]) -> Iterator[str]:
    yield from known(where, option, {"label", "value", "description", "emoji", "default"})
    yield from text(f"{where} label", option.get("label"), 100, 1)
    yield from text(f"{where} value", option.get("value"), 100, 1)
    yield from text(f"{where} description", option.get("description"), 100)


def _input(where: str, field: Mapping[str, Any]) -> Iterator[str]:
    yield from text(f"{where} custom_id", field.get("custom_id"), 100, 1)
    yield from number(f"{where} style", field.get("style") or 0, 1, 2)
    yield from text(f"{where} label", field.get("label"), 45)
    yield from text(f"{where} value", field.get("value"), 4000)
    yield from text(f"{where} placeholder", field.get("placeholder"), 100)
    yield from number(f"{where} min_length", field.get("min_length"), 0, 4000)
    yield from number(f"{where} max_length", field.get("max_length"), 1, 4000)
    least, most, filled = field.get("min_length") or 0, field.get("max_length") or 4000, size(field.get("value") or "")
    if least > most or filled > most or 0 < filled < least:
        yield f"{where}: a value of {filled} characters between {least} and {most}"


def _label(where: str, label: Mapping[str, Any]) -> Iterator[str]:
    yield from text(f"{where} label", label.get("label"), 45, 1)
    yield from text(f"{where} description", label.get("description"), 100)
    yield from _part(f"{where}.component", label.get("component") or {}, _IN_LABEL)


def _section(where: str, section: Mapping[str, Any]) -> Iterator[str]:
    yield from count(f"{where} texts", section.get("components"), 3, 1)
    yield from _part(f"{where}.accessory", section.get("accessory") or {}, {BUTTON, THUMBNAIL})


def _text(where: str, shown: Mapping[str, Any]) -> Iterator[str]:
    yield from text(f"{where} content", shown.get("content"), 4000, 1)


def _picture(where: str, picture: Mapping[str, Any]) -> Iterator[str]:
    media = picture.get("media") or {}
    yield from link(f"{where} media", media.get("url"), 2048, ("http://", "https://", "attachment://"))
    yield from text(f"{where} description", picture.get("description"), 1024)


def _gallery(where: str, gallery: Mapping[str, Any]) -> Iterator[str]:
    items = gallery.get("items") or []
    yield from count(f"{where} items", items, 10, 1)
    for place, item in enumerate(items):
        yield from known(f"{where}.items[{place}]", item, {"media", "description", "spoiler"})
        yield from _picture(f"{where}.items[{place}]", item)


def _file(where: str, shown: Mapping[str, Any]) -> Iterator[str]:
    yield from link(f"{where} file", (shown.get("file") or {}).get("url"), 2048, ("attachment://",))


def _separator(where: str, separator: Mapping[str, Any]) -> Iterator[str]:
    yield from number(f"{where} spacing", separator.get("spacing"), 1, 2)


def _container(where: str, container: Mapping[str, Any]) -> Iterator[str]:
    yield from count(f"{where} components", container.get("components"), 39, 1)
    yield from number(f"{where} accent_color", container.get("accent_color"), 0, 0xFFFFFF)


_CHECKS = {
    ROW: _row,
    BUTTON: _button,
    INPUT: _input,
    LABEL: _label,
    SECTION: _section,
    TEXT: _text,
    THUMBNAIL: _picture,
    GALLERY: _gallery,
    FILE: _file,
    SEPARATOR: _separator,
    CONTAINER: _container,
    **dict.fromkeys(SELECTS, _select),
}
