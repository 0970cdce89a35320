"""discord.py, whose import warns of a module that Python 3.13 no longer has; warnings are errors here."""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord

__all__ = ["discord"]
