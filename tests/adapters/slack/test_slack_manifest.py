"""Tests of the app's manifest: Slack's limits, and that it asks for what is used and no more."""

import pytest

from adapters.interface import Offer
from adapters.slack.manifest import manifest
from adapters.slack.scopes import SCOPES

OFFERS = (
    Offer(name="digest", summary="The digest.", parameters=(), examples=("digest",)),
    Offer(name="ask", summary="An answer.", parameters=(), examples=("ask why",), shortcut="Ask the news desk"),
)
URL = "https://news.example.org"

# The keys of @slack/web-api 7.19, dist/types/request/manifest.d.ts: a dictionary has keys, a set names all there are.
KNOWN = {
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {
        "app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
        "bot_user": {"display_name", "always_online"},
        "shortcuts": {"name", "type", "callback_id", "description"},
        "slash_commands": {"command", "description", "should_escape", "url", "usage_hint"},
    },
    "oauth_config": {"redirect_urls": set(), "scopes": {"bot", "user", "bot_optional", "user_optional"}},
    "settings": {
        "event_subscriptions": {"bot_events", "user_events", "request_url", "metadata_subscriptions"},
        "interactivity": {"is_enabled", "message_menu_options_url", "request_url"},
        "org_deploy_enabled": set(),
        "socket_mode_enabled": set(),
        "token_rotation_enabled": set(),
    },
}
EVENTS = set(
    "app_context_changed app_home_opened app_mention app_rate_limited app_uninstalled channel_archive channel_created "
    "channel_deleted channel_id_changed channel_left channel_rename channel_shared channel_unarchive channel_unshared "
    "group_archive group_close group_deleted group_left group_open group_rename group_unarchive member_joined_channel "
    "member_left_channel message.app_home message.channels message.groups message.im message.mpim "
    "tokens_revoked".split()
)


def unknown(made, known, at=""):
    """Yields the keys that Slack does not know."""
    for one in made if isinstance(made, list) else [made]:
        for key, value in one.items():
            if key not in known:
                yield f"{at}.{key}"
            elif isinstance(known, dict) and known[key]:
                yield from unknown(value, known[key], f"{at}.{key}")


@pytest.fixture(params=["socket", "http", "many"])
def made(request):
    """The manifest for each way to connect."""
    url = None if request.param == "socket" else URL
    return manifest(OFFERS, url=url, many=request.param == "many")


def test_slack_knows_every_key(made):
    """There is nothing in it that Slack's published type does not have."""
    assert list(unknown(made, KNOWN)) == []


def test_texts_have_the_lengths_that_slack_takes(made):
    """Names and descriptions fit, and the long description is as long as it must be."""
    shown, features = made["display_information"], made["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000
    assert len(features["bot_user"]["display_name"]) <= 80
    for one in features["shortcuts"]:
        assert len(one["name"]) <= 24
        assert len(one["description"]) <= 150
        assert len(one["callback_id"]) <= 255
    for one in features["slash_commands"]:
        assert len(one["command"]) <= 32
        assert len(one["description"]) <= 2_000
        assert len(one["usage_hint"]) <= 1_000


def test_it_asks_for_the_permissions_that_are_used(made):
    """The scopes are those that the adapter explains, and no user's."""
    assert made["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


def test_it_hears_what_it_answers_to(made):
    """The events are such as Slack has, each once."""
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) <= EVENTS
    assert len(events) == len(set(events))


def test_over_a_socket_slack_calls_nowhere():
    """In Socket Mode there is no address in it."""
    made = manifest(OFFERS, url=None, many=True)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "https://" not in str(made)


def test_over_http_slack_calls_one_address():
    """Commands, events, buttons and selects all come to the same path."""
    made = manifest(OFFERS, url=URL)
    settings, address = made["settings"], f"{URL}/slack/events"
    assert settings["socket_mode_enabled"] is False
    assert made["features"]["slash_commands"][0]["url"] == address
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert settings["interactivity"]["message_menu_options_url"] == address
    assert "redirect_urls" not in made["oauth_config"]


@pytest.mark.parametrize(
    ("url", "back", "expected"),
    [
        (URL, None, f"{URL}/slack/oauth_redirect"),
        (URL, "https://other.example.org/back", "https://other.example.org/back"),
        (None, "https://other.example.org/back", "https://other.example.org/back"),
    ],
)
def test_who_installs_comes_back(url, back, expected):
    """Where many workspaces may install it, it says where they come back to."""
    made = manifest(OFFERS, url=url, redirect_url=back, many=True)
    assert made["oauth_config"]["redirect_urls"] == [expected]


def test_shortcuts_are_those_that_are_offered():
    """A command that is offered on messages is a shortcut there; its id is the command's name."""
    [shortcut] = manifest(OFFERS, url=None)["features"]["shortcuts"]
    assert (shortcut["name"], shortcut["type"], shortcut["callback_id"]) == ("Ask the news desk", "message", "ask")


def test_the_hint_names_the_commands_that_fit():
    """The usage hint names the commands, of very many the first."""
    assert manifest(OFFERS, url=None)["features"]["slash_commands"][0]["usage_hint"] == "[digest | ask]"
    for name in ("{:04}", "{:07}", "command{}"):
        many = [Offer(name=name.format(number), summary="", parameters=(), examples=()) for number in range(200)]
        hint = manifest(many, url=None)["features"]["slash_commands"][0]["usage_hint"]
        assert 980 < len(hint) <= 1_000
        assert hint.startswith(f"[{many[0].name} | {many[1].name} | ")
