"""The permissions that the app asks for in Slack, and what for: no more than it uses."""

SCOPES = {
    "app_mentions:read": "hear when somebody mentions Newsdesk",
    "channels:history": "look up in a public channel whether a message arrived of which Slack said nothing",
    "channels:join": "join a public channel that it is to post to",
    "channels:read": "know a user's public channels, and that one is archived or Newsdesk removed from it",
    "chat:write": "post digests and answers",
    "commands": "the command /news, and the shortcut on messages",
    "groups:history": "the same as channels:history in private channels that Newsdesk was invited to",
    "groups:read": "the same as channels:read for private channels that Newsdesk was invited to",
    "im:history": "hear direct messages, and look up there whether one arrived",
    "im:write": "tell the owner of a channel's settings what is wrong with them",
    "users:read": "know who is an admin or owner of the workspace, and may change settings",
}
