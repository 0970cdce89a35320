"""The command line: it parses and prints, nothing else. Results go to stdout, everything else to stderr."""

from bot.cli.main import main

__all__ = ["main"]
