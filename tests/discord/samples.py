"""Payloads to Discord that it takes, to be spoilt by tests."""

QUIET = {"allowed_mentions": {"parse": []}}
V2, SUPPRESS_EMBEDS = 1 << 15, 1 << 2


def long(units, sign="x"):
    """Returns a text of so many UTF-16 units."""
    each = len(sign.encode("utf-16-le")) // 2
    return sign * (units // each) + "x" * (units % each)


def message(**parts):
    """Returns a message that notifies nobody."""
    return {"content": "hello"} | QUIET | parts


def embed(**parts):
    """Returns a message with one embed."""
    return message(embeds=[{"title": "news"} | parts])


def row(*parts):
    """Returns a message with a row."""
    return message(components=[{"type": 1, "components": list(parts)}])


def rows(count):
    """Returns a message with so many rows."""
    return message(components=[{"type": 1, "components": [button(number)]} for number in range(count)])


def newer(*parts):
    """Returns a message of components alone."""
    return QUIET | {"flags": V2, "components": list(parts)}


def text(content="hello"):
    """Returns a text display."""
    return {"type": 10, "content": content}


def button(number=0, **parts):
    """Returns a button that answers."""
    return {"type": 2, "style": 1, "label": "more", "custom_id": f"b{number}"} | parts


def link(**parts):
    """Returns a button that leads elsewhere."""
    return {"type": 2, "style": 5, "label": "more", "url": "https://example.org"} | parts


def select(count=1, *, option=None, **parts):
    """Returns a select with so many options, each with the parts that are said."""
    options = [{"label": "one", "value": f"v{number}"} | (option or {}) for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | parts


def section(texts=1, **parts):
    """Returns texts beside a button."""
    return {"type": 9, "components": [text()] * texts, "accessory": button()} | parts


def picture(**parts):
    """Returns a picture."""
    return {"media": {"url": "https://example.org/a.png"}} | parts


def field(**parts):
    """Returns a form with one input."""
    asked = {"type": 4, "custom_id": "i", "style": 1} | parts
    return form(components=[{"type": 18, "label": "Topic", "component": asked}])


def form(**parts):
    """Returns an answer that shows a form."""
    inner = [{"type": 18, "label": "Topic", "component": {"type": 4, "custom_id": "i", "style": 1}}]
    return {"type": 9, "data": {"title": "Ask", "custom_id": "f", "components": inner} | parts}


def command(**parts):
    """Returns a command."""
    return {"name": "digest", "description": "shows it"} | parts


def option(number=0, **parts):
    """Returns an option of a command."""
    return {"type": 3, "name": f"o{number}", "description": "is it"} | parts


def choice(**parts):
    """Returns an answer that completes an option."""
    return {"type": 8, "data": {"choices": [{"name": "one", "value": "1"} | parts]}}


def whole_command(total):
    """Returns a command of so many characters in all."""
    options = [option(number) for number in range(25)]
    spare = total - len("digestx") - sum(len(part["name"] + part["description"]) for part in options)
    whole, rest = divmod(spare, 100)
    choices = [{"name": "n" * 50, "value": "v" * 50}] * whole
    for number, part in enumerate(options):
        part["choices"] = choices[number::25]
    return command(description="x" * (1 + rest), options=options)
