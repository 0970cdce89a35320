"""Block Kit as tables: for each block, element and object its properties, with the limits that Slack publishes.

The keys are those of https://docs.slack.dev/reference/block-kit. Where sources differ the stricter limit stands here.
"""

from tests.slack.rules import choice, flag, many, number, record, string, text, typed, url

_plain = text(75, plain=True)
_id = string(255)
_name = string()

# ------------------------------------------------------------------------------------------------------- rich text

_style = {"style": record(optional=dict.fromkeys(("bold", "code", "italic", "strike", "underline"), flag))}
_border = {"border": choice(0, 1)}

INLINE = {
    "broadcast": record({"range": choice("here", "channel", "everyone")}, _style),
    "channel": record({"channel_id": _name}, _style),
    "color": record({"value": _name}, _style),
    "date": record({"timestamp": number(), "format": _name}, {"url": url(), "fallback": _name, **_style}),
    "emoji": record({"name": _name}, {"unicode": _name, "url": url(), **_style}),
    "link": record({"url": url()}, {"text": _name, "unsafe": flag, **_style}),
    "team": record({"team_id": _name}, _style),
    "text": record({"text": _name}, _style),
    "user": record({"user_id": _name}, _style),
    "usergroup": record({"usergroup_id": _name}, _style),
}
_inline = many(typed(INLINE))
_section = {"rich_text_section": record({"elements": _inline})}

RICH = {
    **_section,
    "rich_text_list": record(
        {"elements": many(typed(_section)), "style": choice("bullet", "ordered")},
        {"indent": number(0, 8), "offset": number(0), **_border},
    ),
    "rich_text_quote": record({"elements": _inline}, _border),
    "rich_text_preformatted": record({"elements": many(typed(INLINE, only=("text", "link")))}, _border),
}
_rich_text = {"rich_text": record({"elements": many(typed(RICH))}, {"block_id": _id})}

# -------------------------------------------------------------------------------------------------------- elements

_confirm = record(
    {"text": text(300)},
    {
        "title": text(100, plain=True),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
        "style": choice("primary", "danger"),
    },
)
_action = {"action_id": _id}
_confirmed = {**_action, "confirm": _confirm}
_focused = {"focus_on_load": flag}
_placed = {"placeholder": text(150, plain=True)}
_picked = {**_confirmed, **_focused, **_placed}
_typed = {
    **_action,
    **_focused,
    **_placed,
    "dispatch_action_config": record(
        optional={"trigger_actions_on": many(choice("on_enter_pressed", "on_character_entered"), 2)}
    ),
}
_several = {"max_selected_items": number(1)}
_answering = {"response_url_enabled": flag}


def _option(label):
    return record({"text": label, "value": string(75)}, {"description": _plain, "url": url()})


_choice = _option(_plain)
_mark = _option(text(75))
_group = record({"label": _plain, "options": many(_choice, 100)})
_listed = {"options": many(_choice, 100), "option_groups": many(_group, 100)}
_filter = record(
    optional={
        "include": many(choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
_conversations = {"default_to_current_conversation": flag, "filter": _filter}
_style_of_button = {"style": choice("primary", "danger"), "accessibility_label": string(75)}
_file = record(optional={"url": url(), "id": _name}, either=("url", "id"))
_picture = {"image_url": url(), "slack_file": _file}
_trigger = record(
    {
        "trigger": record(
            {"url": url()}, {"customizable_input_parameters": many(record({"name": _name, "value": _name}))}
        )
    }
)

_SELECTS = {
    "static_select": record(
        optional={**_picked, **_listed, "initial_option": _choice}, either=("options", "option_groups")
    ),
    "external_select": record(optional={**_picked, "initial_option": _choice, "min_query_length": number(0)}),
    "users_select": record(optional={**_picked, "initial_user": _name}),
    "channels_select": record(optional={**_picked, **_answering, "initial_channel": _name}),
    "conversations_select": record(optional={**_picked, **_answering, **_conversations, "initial_conversation": _name}),
    "multi_static_select": record(
        optional={**_picked, **_several, **_listed, "initial_options": many(_choice, 100)},
        either=("options", "option_groups"),
    ),
    "multi_external_select": record(
        optional={**_picked, **_several, "initial_options": many(_choice, 100), "min_query_length": number(0)}
    ),
    "multi_users_select": record(optional={**_picked, **_several, "initial_users": many(_name)}),
    "multi_channels_select": record(optional={**_picked, **_several, "initial_channels": many(_name)}),
    "multi_conversations_select": record(
        optional={**_picked, **_several, **_conversations, "initial_conversations": many(_name)}
    ),
}

_PICKERS = {
    "checkboxes": record({"options": many(_mark, 10)}, {**_confirmed, **_focused, "initial_options": many(_mark, 10)}),
    "radio_buttons": record({"options": many(_mark, 10)}, {**_confirmed, **_focused, "initial_option": _mark}),
    "datepicker": record(optional={**_picked, "initial_date": string(10)}),
    "datetimepicker": record(optional={**_confirmed, **_focused, "initial_date_time": number(0)}),
    "timepicker": record(optional={**_picked, "initial_time": string(5), "timezone": _name}),
}

_BUTTONS = {
    "button": record({"text": _plain}, {**_confirmed, **_style_of_button, "value": string(2000), "url": url()}),
    "workflow_button": record({"text": _plain, "workflow": _trigger}, {**_confirmed, **_style_of_button}),
    "overflow": record({"options": many(_choice, 5)}, _confirmed),
}

_INPUTS = {
    "plain_text_input": record(
        optional={
            **_typed,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": record(optional={**_typed, "initial_value": _name}),
    "url_text_input": record(optional={**_typed, "initial_value": _name}),
    "number_input": record(
        {"is_decimal_allowed": flag}, {**_typed, "initial_value": _name, "min_value": _name, "max_value": _name}
    ),
    "rich_text_input": record(
        optional={**_typed, "initial_value": typed(_rich_text), "min_lines": number(1), "max_lines": number(1)}
    ),
    "file_input": record(optional={**_action, "filetypes": many(_name), "max_files": number(1, 10)}),
}

_IMAGE = {"image": record({"alt_text": string(2000)}, _picture, either=("image_url", "slack_file"))}

ELEMENTS = {**_SELECTS, **_PICKERS, **_BUTTONS, **_INPUTS, **_IMAGE}
_IN_ACTIONS = {*_SELECTS, *_PICKERS, *_BUTTONS, "rich_text_input"}
_IN_INPUT = {*_SELECTS, *_PICKERS, *_INPUTS}
_IN_SECTION = {*_SELECTS, *_PICKERS, *_BUTTONS, *_IMAGE} - {"datetimepicker"}

# ---------------------------------------------------------------------------------------------------------- blocks

_named = {"block_id": _id}


def _in_context(value, at):
    kind = value.get("type") if isinstance(value, dict) else None
    yield from (typed(_IMAGE) if kind == "image" else text())(value, at)


_cell = typed(
    {**_rich_text, "raw_text": record({"text": _name}), "raw_number": record({"value": number(), "text": _name})}
)
_column = record(optional={"align": choice("left", "center", "right"), "is_wrapped": flag})

BLOCKS = {
    **_rich_text,
    "actions": record({"elements": many(typed(ELEMENTS, only=_IN_ACTIONS), 25)}, _named),
    "context": record({"elements": many(_in_context, 10)}, _named),
    "divider": record(optional=_named),
    "file": record({"source": choice("remote"), "external_id": _name}, _named),
    "header": record({"text": text(150, plain=True)}, _named),
    "image": record(
        {"alt_text": string(2000)},
        {**_picture, "title": text(2000, plain=True), **_named},
        either=("image_url", "slack_file"),
    ),
    "input": record(
        {"label": text(2000, plain=True), "element": typed(ELEMENTS, only=_IN_INPUT)},
        {"hint": text(2000, plain=True), "optional": flag, "dispatch_action": flag, **_named},
    ),
    "markdown": record({"text": string(12_000, blank=False)}, _named),
    "section": record(
        optional={
            "text": text(),
            "fields": many(text(2000), 10),
            "accessory": typed(ELEMENTS, only=_IN_SECTION),
            "expand": flag,
            **_named,
        },
        either=("text", "fields"),
    ),
    "table": record({"rows": many(many(_cell, 20), 100)}, {"column_settings": many(_column, 20), **_named}),
    "video": record(
        {
            "video_url": url(),
            "thumbnail_url": url(),
            "alt_text": string(2000),
            "title": text(199, plain=True),
        },
        {
            "title_url": url(),
            "author_name": string(49),
            "provider_name": _name,
            "provider_icon_url": url(),
            "description": text(200, plain=True),
            **_named,
        },
    ),
}
ONLY_IN_MESSAGES = ("file", "markdown", "table")
