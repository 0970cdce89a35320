"""Slack: the connection in and out, what its payloads mean, and documents as Block Kit."""
