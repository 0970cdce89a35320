"""Payloads for the tests of the checker: each builder returns a method and a body in which something varies."""

QUIET = {"channel": "C1", "unfurl_links": False, "unfurl_media": False}
WHERE = {"trigger_id": "1"}


def plain(text="x"):
    """Returns a text object that shows a text as it is."""
    return {"type": "plain_text", "text": text}


def marked(text="x"):
    """Returns a text object that is parsed."""
    return {"type": "mrkdwn", "text": text}


def message(*blocks, **more):
    """Returns the body of a message."""
    return "chat.postMessage", {**QUIET, "text": "news", **({"blocks": [*blocks]} if blocks else {}), **more}


def modal(*blocks, **more):
    """Returns the body that opens a modal."""
    view = {"type": "modal", "title": plain(), "submit": plain(), "blocks": [*blocks] or [{"type": "divider"}], **more}
    return "views.open", {**WHERE, "view": view}


def actions(*elements):
    """Returns a message with elements to press."""
    return message({"type": "actions", "elements": [*elements]})


def button(**more):
    """Returns a button."""
    return {"type": "button", "text": plain(), **more}


def select(**more):
    """Returns a list to choose from, of one option."""
    return {"type": "static_select", "options": [option()], **more}


def option(text="x", value="v", **more):
    """Returns an option."""
    return {"text": plain(text), "value": value, **more}


def asking(**more):
    """Returns a modal that asks for a text."""
    return modal({"type": "input", "label": plain(), "element": {"type": "plain_text_input"}, **more})


def picture(kind=message, **more):
    """Returns a message with an image."""
    return kind({"type": "image", "image_url": "https://example.org/a.png", "alt_text": "x", **more})


def video(**more):
    """Returns a message with a video."""
    address = "https://example.org/v"
    known = {"video_url": address, "thumbnail_url": address, "alt_text": "x", "title": plain()}
    return message({"type": "video", **known, **more})


def rich(*elements):
    """Returns a message of one paragraph of rich text."""
    return message({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [*elements]}]})


def without_submit():
    """Returns a modal that asks for a text which cannot be sent."""
    method, body = asking()
    return method, {**body, "view": {key: value for key, value in body["view"].items() if key != "submit"}}
