"""Tests of what the checker knows: types, properties, and whatever calls somebody by name."""

import pytest

from tests.slack.bodies import (
    QUIET,
    actions,
    asking,
    button,
    marked,
    message,
    modal,
    plain,
    rich,
    video,
    without_submit,
)
from tests.slack.checker import CHECKED, pings, problems
from tests.slack.kit import BLOCKS, ELEMENTS, INLINE, RICH

WRONG = {
    "block": message({"type": "banner"}),
    "no type": message({"text": marked()}),
    "odd type": message({"type": ["section"]}),
    "no object": message("section"),
    "no list": ("chat.postMessage", {**QUIET, "text": "x", "blocks": {}}),
    "element": actions({"type": "slider"}),
    "text object": message({"type": "section", "text": {"type": "html", "text": "x"}}),
    "text for an object": message({"type": "section", "text": "x"}),
    "header as mrkdwn": message({"type": "header", "text": marked()}),
    "button as mrkdwn": actions(button(text=marked())),
    "property of a block": message({"type": "divider", "colour": "red"}),
    "property of an element": actions(button(colour="red")),
    "property of a text": message({"type": "section", "text": {**marked(), "emoji": True}}),
    "property of a message": message(colour="red"),
    "property of a link": rich({"type": "link", "url": "https://a.b", "title": "x"}),
    "property of a style": rich({"type": "text", "text": "x", "style": {"blink": True}}),
    "rich text": rich({"type": "footnote", "text": "x"}),
    "empty rich text": rich(),
    "emoji in code": message(
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "a"}]}],
        }
    ),
    "list of texts": message(
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}],
        }
    ),
    "empty section": message({"type": "section"}),
    "image without address": message({"type": "image", "alt_text": "x"}),
    "image without words": message({"type": "image", "image_url": "https://a.b"}),
    "input in actions": actions({"type": "plain_text_input"}),
    "button in context": message({"type": "context", "elements": [button()]}),
    "style": actions(button(style="secondary")),
    "number": rich({"type": "date", "timestamp": "1", "format": "{date}"}),
    "flag": message({"type": "section", "text": marked(), "expand": 1}),
    "one block_id twice": message(*[{"type": "divider", "block_id": "b"}] * 2),
    "one action_id twice": actions(button(action_id="a"), button(action_id="a")),
    "two tables": message(*[{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2),
    "table in a view": modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
    "nothing to submit": without_submit(),
    "view": ("views.publish", {"user_id": "U1", "view": {"type": "window", "blocks": []}}),
    "metadata without a type": message(metadata={"event_payload": {}}),
    "metadata without an object": message(metadata={"event_type": "digest", "event_payload": "x"}),
    "metadata with nothing": message(metadata={"event_type": "digest", "event_payload": {"key": None}}),
    "metadata with a list": message(metadata={"event_type": "digest", "event_payload": {"keys": ["a"]}}),
}


@pytest.mark.parametrize(("method", "body"), WRONG.values(), ids=WRONG)
def test_what_slack_does_not_know_is_found(method, body):
    """Unknown types and properties, and those that are missing or in the wrong place, are found."""
    assert problems(method, body) != []


STYLE = {"style": {"bold": True, "code": True}}
WORDS = [
    {"type": "text", "text": " ", **STYLE},
    {"type": "link", "url": "https://example.org/?a=1#b", "text": "x", "unsafe": False, **STYLE},
    {"type": "channel", "channel_id": "C1"},
    {"type": "emoji", "name": "newspaper"},
    {"type": "date", "timestamp": 1_700_000_000, "format": "{date_short}", "fallback": "x"},
    {"type": "color", "value": "#fff"},
]
PARAGRAPHS = [
    {"type": "rich_text_section", "elements": WORDS},
    {
        "type": "rich_text_list",
        "style": "ordered",
        "indent": 1,
        "elements": [{"type": "rich_text_section", "elements": WORDS}],
    },
    {"type": "rich_text_quote", "elements": WORDS, "border": 1},
    {"type": "rich_text_preformatted", "elements": WORDS[:2]},
]
RIGHT = {
    "rich text": message({"type": "rich_text", "elements": PARAGRAPHS}),
    "message": message(metadata={"event_type": "digest", "event_payload": {"key": "k", "part": 1, "of": [{"a": 1}]}}),
    "workspace": message(team_id="T1", thread_ts=None),
    "links": message({"type": "section", "text": marked("<https://a.b/c?d=1|e> <#C1> <!date^1^{date}|x> &lt;@U1&gt;")}),
    "section": message(
        {"type": "section", "text": marked(), "fields": [plain()], "accessory": button(url="http://a.b")}
    ),
    "select": actions({"type": "external_select", "action_id": "a", "min_query_length": 2, "placeholder": plain()}),
    "update": ("chat.update", {"channel": "C1", "ts": "1.2", "text": "x", "blocks": [{"type": "divider"}]}),
    "ephemeral": ("chat.postEphemeral", {"channel": "C1", "user": "U1", "text": "x"}),
    "answer": ("response_url", {"text": "x", "response_type": "ephemeral", "replace_original": False}),
    "home": ("views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": [{"type": "divider"}]}}),
    "modal": asking(hint=plain(), optional=True, block_id="b"),
    "video": video(),
}


@pytest.mark.parametrize(("method", "body"), RIGHT.values(), ids=RIGHT)
def test_what_slack_takes_passes(method, body):
    """Nothing is found in a good payload, and nobody is called by it."""
    assert problems(method, body) == []
    assert pings(body) == []


def test_the_tables_know_what_is_asked_for():
    """Each kind that the desk may use is in the tables."""
    asked = "section header divider context actions image input table video markdown file rich_text"
    assert set(BLOCKS) == set(asked.split())
    assert set(RICH) == {f"rich_text_{kind}" for kind in ("section", "list", "quote", "preformatted")}
    assert {"text", "link", "user", "channel", "emoji", "usergroup", "broadcast", "date", "color"} <= set(INLINE)
    assert {"button", "external_select", "overflow", "plain_text_input", "image"} <= set(ELEMENTS)
    assert len(CHECKED) == 7


CALLS = ["<!channel>", "<!here>", "<!everyone>", "<!here|here>", "<!subteam^S1>", "<@U1>", "<@W1|ada>"]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_found(call):
    """Whatever notifies somebody is found in a text, in parsed parts of blocks, and in views."""
    for _, body in (
        message(text=f"see {call}"),
        message({"type": "section", "text": marked(call)}),
        message({"type": "context", "elements": [marked(call)]}),
        message({"type": "markdown", "text": call}),
        modal({"type": "section", "fields": [marked(call)]}),
    ):
        assert len(pings(body)) == 1
        assert call in pings(body)[0]


@pytest.mark.parametrize("harmless", ["&lt;!here&gt;", "@here", "<#C1>", "<!date^1^{date}|x>", "&lt;@U1&gt;"])
def test_what_is_escaped_calls_nobody(harmless):
    """Escaped marks, names of channels and dates notify nobody, nor does a text that is shown as it is."""
    assert pings(message({"type": "section", "text": marked(harmless)}, text=harmless)[1]) == []
    assert pings(message({"type": "header", "text": plain("<!here>")})[1]) == []


@pytest.mark.parametrize(
    "element",
    [
        {"type": "broadcast", "range": "here"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
    ],
)
def test_a_call_in_rich_text_is_found(element):
    """Slack takes these elements, and they notify."""
    method, body = rich(element)
    assert problems(method, body) == []
    assert len(pings(body)) == 1


@pytest.mark.parametrize("asked", [{"link_names": True}, {"parse": "full"}])
def test_names_are_not_looked_for(asked):
    """Flags that turn names into mentions are found."""
    assert len(pings(message(**asked)[1])) == 1
