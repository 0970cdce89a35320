"""What can go wrong outside, in words for the person who runs the desk. Errors of libraries end here."""


class AdapterError(Exception):
    """Something outside failed; the message says what, where and what to do."""


class StoreError(AdapterError):
    """The store cannot be opened, read or written."""
