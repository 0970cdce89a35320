"""With which status ``newsdesk`` ends, so that whoever started it knows whether to start it again.

What is not among them is 0 (all went well) and click's 2 (a wrong call). The numbers from 64 on are those of BSD's
sysexits.h, which supervisors know by name.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Why it ended."""

    FAILED = 1
    """Something could not be done, and its reason was said."""
    UNAVAILABLE = 69
    """The store is needed and cannot be reached: starting again may help."""
    INTERNAL = 70
    """A mistake of ours, logged with its trace."""
    SETTINGS = 78
    """The settings are wrong: starting again does not help before they are mended."""
