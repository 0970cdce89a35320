"""What Slack sends to an app: events, commands and interactions, in the shapes of its reference.

See https://docs.slack.dev/reference/events and https://docs.slack.dev/reference/interaction-payloads.
"""

from tests.slack.workspace import APP, BOT, TEAM

_TOKEN = "verification"  # the deprecated one, which is in every payload all the same
_ONE_TEAM = {"enterprise": None, "is_enterprise_install": False}


def pressed(action_id, value="", *, block_id="b1", text="Press"):
    """Return the action of a button."""
    label = {"type": "plain_text", "text": text, "emoji": True}
    known = {"value": value} if value else {}
    return {"type": "button", "action_id": action_id, "block_id": block_id, "text": label, **known}


def chosen(action_id, value, *, block_id="b1", text=None):
    """Return the action of a choice from an `external_select`."""
    option = {"text": {"type": "plain_text", "text": text or value, "emoji": True}, "value": value}
    return {"type": "external_select", "action_id": action_id, "block_id": block_id, "selected_option": option}


def button_in(holder, action_id):
    """Return the action of a button that really is in a message or view; raises LookupError."""
    for number, block in enumerate(holder["blocks"]):
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            if element.get("type") == "button" and element.get("action_id") == action_id:
                return {**element, "block_id": block.get("block_id", f"b{number}")}
    raise LookupError(f"no button {action_id!r}")


class Payloads:
    """Makes payloads; stands on a `Workspace` and on `response_url` of the server."""

    def event(self, event, *, team=TEAM):
        """Wrap an event as Slack does."""
        who = {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        return {
            "token": _TOKEN,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": {"event_ts": self.ts(), **event},
            "type": "event_callback",
            "event_id": self.number("Ev"),
            "event_time": int(self.clock()),
            "authorizations": [who],
            "is_ext_shared_channel": False,
            "event_context": self.number("4-"),
        }

    def _said(self, text, channel, user, thread_ts, **more):
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        own = {"type": "message", "client_msg_id": self.number("said-"), "user": user, "text": text, "team": TEAM}
        message = self.keep(channel, {**own, **thread})
        return self.event({**message, "channel": channel, "event_ts": message["ts"], **more})

    def app_mention(self, text, channel="C1", user="U1", *, thread_ts=None):
        """Somebody writes to the bot in a channel; the message is there from then on."""
        return self._said(f"<@{BOT}> {text}", channel, user, thread_ts, type="app_mention")

    def direct_message(self, text, user="U1", *, thread_ts=None):
        """Somebody writes to the bot alone."""
        return self._said(text, self.direct(user).id, user, thread_ts, channel_type="im")

    def app_home_opened(self, user="U1", *, tab="home"):
        """Somebody looks at the app's home; the event has what is published there."""
        view = {"view": self.homes[user]} if tab == "home" and user in self.homes else {}
        return self.event(
            {"type": "app_home_opened", "user": user, "channel": self.direct(user).id, "tab": tab, **view}
        )

    def _moved(self, kind, channel, user, **more):
        letter = "G" if self.channels[channel].is_private else "C"
        return self.event(
            {"type": kind, "user": user, "channel": channel, "channel_type": letter, "team": TEAM, **more}
        )

    def member_joined_channel(self, channel="C1", user=BOT, *, inviter="U1"):
        """Somebody, usually the bot, comes into a channel; what the channel knows of it is the test's affair."""
        return self._moved("member_joined_channel", channel, user, inviter=inviter)

    def member_left_channel(self, channel="C1", user=BOT):
        """Somebody, usually the bot, leaves a channel or is removed."""
        return self._moved("member_left_channel", channel, user)

    def channel_archive(self, channel="C1", user="U1"):
        """A channel is archived; of a private one the event has another name."""
        kind = "group_archive" if self.channels[channel].is_private else "channel_archive"
        return self.event({"type": kind, "channel": channel, "user": user, "is_moved": 0})

    def channel_rename(self, channel, name):
        """A channel gets another name; of a private one the event has another name, too."""
        private = self.channels[channel].is_private
        flags = {"is_channel": not private, "is_mpim": False, "created": 1}
        told = {"id": channel, "name": name, "name_normalized": name, **flags}
        return self.event({"type": "group_rename" if private else "channel_rename", "channel": told})

    def app_uninstalled(self, *, team=TEAM):
        """A workspace removes the app."""
        return self.event({"type": "app_uninstalled"}, team=team)

    def tokens_revoked(self, *, bots=(BOT,), users=(), team=TEAM):
        """Tokens are taken back, those of the bot or those of users."""
        return self.event({"type": "tokens_revoked", "tokens": {"oauth": [*users], "bot": [*bots]}}, team=team)

    def slash_command(self, text="", channel="C1", user="U1", command="/news", *, team=TEAM):
        """Somebody types a command."""
        place = self.channels.get(channel)
        return {
            "token": _TOKEN,
            "team_id": team,
            "team_domain": "desk",
            "channel_id": channel,
            "channel_name": "directmessage" if place and place.user else place.name if place else "privategroup",
            "user_id": user,
            "user_name": self._name(user),
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url(),
            "trigger_id": self.trigger(),
        }

    def _name(self, user):
        return self.users[user].name if user in self.users else user.lower()

    def _by(self, kind, user):
        name = self._name(user)
        who = {"id": user, "username": name, "name": name, "team_id": TEAM}
        ours = {"type": kind, "team": {"id": TEAM, "domain": "desk"}, "user": who, "api_app_id": APP, "token": _TOKEN}
        return {**ours, **_ONE_TEAM}

    def _place(self, channel, message, view, *, ephemeral):
        """Return where something was pressed: in a view, in a message that only its reader sees, or in any other."""
        if view is not None:
            return {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        message = message or {"type": "message", "user": BOT, "ts": self.ts(), "text": "", "blocks": []}
        thread = {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
        inside = {"message_ts": message["ts"], "channel_id": channel, "is_ephemeral": ephemeral, **thread}
        # Of what is ephemeral Slack keeps nothing, so the payload has no message.
        shown = {} if ephemeral else {"message": message}
        return {"container": {"type": "message", **inside}, "channel": self._told(channel), **shown}

    def _told(self, channel):
        place = self.channels.get(channel)
        return {"id": channel, "name": "directmessage" if place and place.user else place.name if place else channel}

    def block_actions(self, action, *, channel="C1", user="U1", message=None, view=None, ephemeral=False):
        """Somebody presses or chooses something; see `pressed`, `chosen` and `button_in` for the action."""
        answers = {} if view is not None else {"response_url": self.response_url()}
        return {
            **self._by("block_actions", user),
            **self._place(channel, message, view, ephemeral=ephemeral),
            "trigger_id": self.trigger(),
            "state": {"values": {}},
            **answers,
            "actions": [{**action, "action_ts": self.ts()}],
        }

    def block_suggestion(
        self, action_id, typed, *, block_id="b1", channel="C1", user="U1", message=None, view=None, ephemeral=False
    ):
        """Somebody types into an `external_select`, which asks the app for options."""
        asked = {"action_id": action_id, "block_id": block_id, "value": typed}
        place = self._place(channel, message, view, ephemeral=ephemeral)
        return {**self._by("block_suggestion", user), **place, **asked}

    def message_shortcut(self, callback_id, message, *, channel="C1", user="U1"):
        """Somebody chooses the app's shortcut in a message's menu."""
        return {
            **self._by("message_action", user),
            "action_ts": self.ts(),
            "channel": self._told(channel),
            "callback_id": callback_id,
            "trigger_id": self.trigger(),
            "response_url": self.response_url(),
            "message_ts": message["ts"],
            "message": message,
        }

    def view_submission(self, view, values=None, *, user="U1", response_urls=()):
        """Somebody submits a modal; `values` is `{block_id: {action_id: {"type": ..., "value": ...}}}`."""
        state = {"values": values or {}}
        whole = {"id": self.number("V"), "team_id": TEAM, "hash": self.number("hash."), "private_metadata": "", **view}
        submitted = {"callback_id": "", "external_id": "", "root_view_id": whole["id"], "app_id": APP, **whole}
        by = self._by("view_submission", user)
        return {
            **by,
            "trigger_id": self.trigger(),
            "view": {**submitted, "state": state},
            "response_urls": [*response_urls],
        }
