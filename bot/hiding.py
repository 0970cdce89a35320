"""Keeps secrets out of what is shown: of a finished text each place where one stands becomes ``***``."""

import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, quote_plus, unquote

HIDDEN = "***"
SHORTEST = 6
"""Secrets of fewer characters are left: hiding every "a" would hide nothing and spoil all."""


def hider(secrets: Iterable[str]) -> Callable[[str], str]:
    """Return what hides the secrets in a text, in whichever way they are written there.

    Args:
        secrets: What nobody may read.
    """
    forms = {form for secret in secrets for form in _forms(secret) if len(form) >= SHORTEST}
    if not forms:
        return lambda text: text
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lambda text: pattern.sub(HIDDEN, text)


def printable(text: str) -> str:
    r"""Return the text in one line: breaks and what a terminal would obey are written as ``\n`` and ``\x1b``."""
    return text if text.isprintable() else "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def _forms(secret: str) -> set[str]:
    """Return the secret as URLs, Python and JSON write it, and as one of these writes what another wrote."""
    forms = {secret, unquote(secret), quote(secret), quote(secret, safe=""), quote_plus(secret)}
    for _ in range(2):  # the text of a KeyError is a repr, and JSON escapes that once more
        forms |= {way(form) for form in forms for way in _WAYS}
    return forms


_WAYS: tuple[Callable[[str], str], ...] = (
    lambda text: repr(text)[1:-1],
    lambda text: repr("\"'" + text)[4:-1],  # beside a text with both kinds of quotes, its own are escaped
    lambda text: repr(text.encode(errors="surrogatepass"))[2:-1],
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: "\n".join(map(printable, text.split("\n"))),
    printable,
)
