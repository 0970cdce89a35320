"""The methods of the loopback Slack's Web API: each takes a body and the token, and answers or refuses.

Answers and error codes are those of https://docs.slack.dev/reference/methods.
"""

from tests.slack.workspace import APP, BOT, BOT_ID, Refused, Workspace

_MODAL_SECONDS = 3  # for so long a trigger opens a modal
_CONTENT = ("text", "blocks", "attachments", "markdown_text")


def _allowed(token, needed):
    if needed and needed not in token.scopes:
        raise Refused("missing_scope", needed=needed, provided=",".join(sorted(token.scopes)))


def _message(body, token, **more):
    kept = {key: body[key] for key in (*_CONTENT, "metadata", "thread_ts", "reply_broadcast") if body.get(key)}
    own = {"type": "message", "user": BOT, "bot_id": BOT_ID, "app_id": APP, "team": token.team, "text": ""}
    return {**own, **kept, **more}


def _page(items, body, most):
    cursor, limit = body.get("cursor") or "next:0", min(int(body.get("limit") or 100), most)
    if not cursor.removeprefix("next:").isdigit():
        raise Refused("invalid_cursor")
    start = int(cursor.removeprefix("next:"))
    end = start + limit
    following = f"next:{end}" if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}, "has_more": bool(following)}


def _within(messages, body):
    inclusive = body.get("inclusive")
    oldest, latest = float(body.get("oldest") or 0), float(body.get("latest") or "inf")
    return [
        message
        for message in messages
        if oldest < float(message["ts"]) < latest or (inclusive and float(message["ts"]) in (oldest, latest))
    ]


def _shown(messages, body):
    hidden = () if body.get("include_all_metadata") else ("metadata",)
    return [{key: value for key, value in message.items() if key not in hidden} for message in messages]


def _told(channel):
    flags = {"is_im": bool(channel.user), "is_channel": not channel.user, "is_group": False, "is_mpim": False}
    own = {key: getattr(channel, key) for key in ("id", "is_private", "is_archived", "is_member")}
    return {**own, **flags, **({"user": channel.user} if channel.user else {"name": channel.name})}


class WebApi(Workspace):
    """A workspace that answers calls; `host` is where its server listens, `most` how many items a page may have."""

    host = ""
    most = 1000

    def answered(self, method, body, token):
        """Do what a call asks, and return the answer."""
        try:
            return {"ok": True, **self._done(method, body, token)}
        except Refused as refused:
            return refused.answer

    def _done(self, method, body, token):
        if method not in METHODS:
            raise Refused("unknown_method")
        if method == "oauth.v2.access":  # who asks shows a client's id and secret, and not a token
            return self._installed(body)
        return METHODS[method](self, body, self._checked(method, token))

    def _checked(self, method, value):
        token = self.tokens.get(value)
        if token is None:
            raise Refused("invalid_auth" if value else "not_authed")
        if token.state != "valid":
            raise Refused({"revoked": "token_revoked", "inactive": "account_inactive"}[token.state])
        if method != "auth.test" and token.is_app != (method == "apps.connections.open"):
            raise Refused("not_allowed_token_type")
        _allowed(token, SCOPE.get(method))
        return token

    def _channel(self, body, token, ending=""):
        found = self.channels.get(body.get("channel", ""))
        if found is None or found.hidden:
            raise Refused("channel_not_found")
        if ending:
            _allowed(token, f"{found.family}:{ending}")
        return found

    def _writable(self, body, token):
        if body.get("channel") in self.users:  # a user's id stands for the direct messages with them
            return self.direct(body["channel"])
        found = self._channel(body, token)
        if found.is_archived:
            raise Refused("is_archived")
        if not found.is_member and "chat:write.public" not in token.scopes:
            raise Refused("not_in_channel")
        return found

    def _post(self, body, token):
        channel = self._writable(body, token)
        if not any(body.get(key) for key in _CONTENT):
            raise Refused("no_text")
        message = self.keep(channel.id, _message(body, token))
        return {"channel": channel.id, "ts": message["ts"], "message": message}

    def _post_ephemeral(self, body, token):
        channel = self._writable(body, token)
        if body.get("user") not in channel.members:
            raise Refused("user_not_in_channel")
        return {"message_ts": self.ts()}

    def _own(self, body, token, code):
        channel = self._channel(body, token)
        found = next((kept for kept in channel.messages if kept["ts"] == body.get("ts")), None)
        if found is None:
            raise Refused("message_not_found")
        if found.get("bot_id") != BOT_ID:
            raise Refused(code)
        return channel, found

    def _update(self, body, token):
        channel, message = self._own(body, token, "cant_update_message")
        message |= {key: body[key] for key in (*_CONTENT, "metadata") if key in body}
        message["edited"] = {"user": BOT, "ts": self.ts()}
        return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}

    def _delete(self, body, token):
        channel, message = self._own(body, token, "cant_delete_message")
        channel.messages.remove(message)
        return {"channel": channel.id, "ts": message["ts"]}

    def _readable(self, body, token):
        channel = self._channel(body, token, "history")
        if not channel.is_member:
            raise Refused("not_in_channel")
        return channel

    def _history(self, body, token):
        messages = self._readable(body, token).messages
        top = [one for one in messages if one.get("thread_ts", one["ts"]) == one["ts"] or one.get("reply_broadcast")]
        # With `oldest` alone the pages go forward from there, else back from the newest; each is newest first.
        forward = bool(body.get("oldest")) and not body.get("latest")
        page, rest = _page(_within(top, body)[:: 1 if forward else -1], body, self.most)
        return {"messages": _shown(page[::-1] if forward else page, body), **rest}

    def _replies(self, body, token):
        messages = self._readable(body, token).messages
        parent = [message for message in messages if message["ts"] == body.get("ts")]
        if not parent:
            raise Refused("thread_not_found")
        replies = [one for one in messages if one.get("thread_ts") == body["ts"] != one["ts"]]
        # The first page begins with the parent, whatever times are asked for.
        page, rest = _page(parent + _within(replies, body), body, self.most)
        return {"messages": _shown(page, body), **rest}

    def _info(self, body, token):
        channel = self._channel(body, token, "read")
        count = {"num_members": len(channel.members)} if body.get("include_num_members") else {}
        return {"channel": {**_told(channel), **count}}

    def _join(self, body, token):
        channel = self._channel(body, token)
        if channel.kind != "public_channel":
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise Refused("is_archived")
        channel.is_member = True
        return {"channel": _told(channel)}

    def _open_direct(self, body, token):
        if body.get("users") not in self.users:
            raise Refused("user_not_found")
        return {"channel": {"id": self.direct(body["users"]).id}}

    def _listed(self, body, token, member=None):
        kinds = (body.get("types") or "public_channel").split(",")
        found = [
            _told(channel)
            for channel in self.channels.values()
            if channel.kind in kinds
            and not channel.hidden
            and not (body.get("exclude_archived") and channel.is_archived)
            and (member is None or (channel.is_member if member == BOT else member in channel.members))
        ]
        page, rest = _page(found, body, self.most)
        return {"channels": page, "response_metadata": rest["response_metadata"]}

    def _list_of_user(self, body, token):
        return self._listed(body, token, body.get("user") or BOT)

    def _user(self, body, token):
        user = self.users.get(body.get("user", ""))
        if user is None:
            raise Refused("user_not_found")
        profile = {"real_name": user.name.title(), "display_name": user.name}
        return {"user": {**vars(user), "team_id": token.team, "deleted": False, "profile": profile}}

    def _view(self, body, **known):
        made = {"id": self.number("V"), "team_id": "T1", "app_id": APP, "bot_id": BOT_ID, **body["view"], **known}
        return {"state": {"values": {}}, "root_view_id": made["id"], **made, "hash": self.number("hash.")}

    def _open_view(self, body, token):
        made = self.triggers.pop(body.get("trigger_id"), None)
        if made is None:
            raise Refused("invalid_trigger_id")
        if self.clock() - made > _MODAL_SECONDS:
            raise Refused("expired_trigger_id")
        view = self._view(body)
        self.views[view["id"]] = view
        return {"view": view}

    def _publish_view(self, body, token):
        if body.get("user_id") not in self.users:
            raise Refused("user_not_found")
        known = self.homes.get(body["user_id"])
        if body.get("hash") and known and known["hash"] != body["hash"]:
            raise Refused("hash_conflict")
        self.homes[body["user_id"]] = self._view(body, **({"id": known["id"]} if known else {}))
        return {"view": self.homes[body["user_id"]]}

    def _update_view(self, body, token):
        known = self.views.get(body.get("view_id", ""))
        if known is None:
            raise Refused("not_found")
        if body.get("hash") and known["hash"] != body["hash"]:
            raise Refused("hash_conflict")
        self.views[known["id"]] = self._view(body, id=known["id"])
        return {"view": self.views[known["id"]]}

    def _open_socket(self, body, token):
        return {"url": f"ws://{self.host}/link/?ticket={self.number('')}&app_id={APP}"}

    def _installed(self, body):
        given = self.codes.pop(body.get("code"), None)
        if given is None:
            raise Refused("invalid_code")
        self.add_token(given["access_token"], scopes=frozenset(given["scope"].split(",")), team=given["team"]["id"])
        return given

    def _who(self, body, token):
        ours = {"url": "https://desk.slack.com/", "team": "Desk", "team_id": token.team, "is_enterprise_install": False}
        return {**ours, "user": "newsdesk", "user_id": BOT, "bot_id": BOT_ID}


METHODS = {
    "apps.connections.open": WebApi._open_socket,
    "auth.test": WebApi._who,
    "chat.delete": WebApi._delete,
    "chat.postEphemeral": WebApi._post_ephemeral,
    "chat.postMessage": WebApi._post,
    "chat.update": WebApi._update,
    "conversations.history": WebApi._history,
    "conversations.info": WebApi._info,
    "conversations.join": WebApi._join,
    "conversations.list": WebApi._listed,
    "conversations.open": WebApi._open_direct,
    "conversations.replies": WebApi._replies,
    "oauth.v2.access": WebApi._installed,
    "users.conversations": WebApi._list_of_user,
    "users.info": WebApi._user,
    "views.open": WebApi._open_view,
    "views.publish": WebApi._publish_view,
    "views.update": WebApi._update_view,
}

SCOPE = {  # what a method needs whatever the channel; reading one needs the scope of its type as well
    "apps.connections.open": "connections:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.list": "channels:read",
    "conversations.open": "im:write",
    "users.conversations": "channels:read",
    "users.info": "users:read",
}
