"""The commands: one registry, from which every platform, the completion and the help text are made."""
