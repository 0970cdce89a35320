"""How the running desk is: whether it lives, and what keeps it from its work."""

import time
from collections.abc import Callable, Mapping

LOOP = "loop"
"""The beat by which the event loop shows that it is not held up; without it the process is to be started anew."""
WITHIN = {LOOP: 15.0, "scheduler": 120.0}
"""Within how many seconds each beat has to come again."""


class Health:
    """What the parts of the service tell of themselves.

    A part that works in rounds beats with each of them; one that works or does not fails and clears.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, within: Mapping[str, float] = WITHIN) -> None:
        """Expect the beats from now on.

        Args:
            clock: Gives seconds that only grow.
            within: The names of the beats, each with the seconds within which it has to come again; `LOOP` among them.
        """
        self._clock = clock
        self._within = dict(within)
        self._last = dict.fromkeys(within, clock())
        self._begun: set[str] = set()
        self._failures: dict[str, str] = {}

    def beat(self, name: str) -> None:
        """Note that a part still makes its rounds."""
        self._last[name] = self._clock()
        self._begun.add(name)

    def fail(self, name: str, reason: str) -> None:
        """Note that something does not work, and why, until it is cleared; the last reason holds."""
        self._failures[name] = reason

    def clear(self, name: str) -> None:
        """Note that something works."""
        self._failures.pop(name, None)

    def alive(self) -> bool:
        """Return whether the event loop gets round."""
        return self._silence(LOOP) <= self._within[LOOP]

    def problems(self) -> list[str]:
        """Return what keeps the desk from its work, a sentence each; none if it is ready."""
        return [*filter(None, map(self._missing, self._within)), *(f"{n}: {why}" for n, why in self._failures.items())]

    def _missing(self, name: str) -> str:
        if name not in self._begun:
            return f"{name}: has not begun yet"
        silence = self._silence(name)
        return f"{name}: no sign of life for {silence:.0f} seconds" if silence > self._within[name] else ""

    def _silence(self, name: str) -> float:
        return self._clock() - self._last[name]
