"""The running service: settings, wiring, commands and the command line."""
