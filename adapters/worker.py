"""Runs work that input may turn against us in a process of its own, which a limit of time and memory can end."""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from subprocess import DEVNULL, Popen
from typing import Any, Self, TypeVar

from adapters.errors import AdapterError

T = TypeVar("T")
SECONDS = 20.0
"""How long one piece of work may take."""
MEMORY = 1_000_000_000
"""The bytes of address space that the process may have."""
_START = 60.0  # seconds in which a process has to be there, on a machine that does much else
_PIECES = 2000  # of work that one process does; parsers keep every name that they ever met


class WorkerError(AdapterError):
    """The process cannot be started."""


@dataclass(frozen=True)
class Overrun:
    """Why work was given up, as a clause: "took longer than 20 s"."""

    reason: str


class Worker:
    """A process that is started for the first piece of work, does one after the other and is replaced where it ends.

    The limit of time is that of a clock on the wall, for a process that is used again has used up time before.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, function: Callable[..., T], *arguments: Any) -> T | Overrun:
        """Return what a function returns, or why it was given up.

        Args:
            function: A function of a module, whose arguments and result can be pickled.
            arguments: What it is called with.

        Raises:
            Exception: Whatever the function raises.
        """
        if self._process is None:
            self._process = _Process(self._memory)
        process = self._process
        try:
            process.pipe.send((function, arguments))
            if not process.pipe.poll(self._seconds):
                return self._given_up(f"took longer than {self._seconds:g} s")
            succeeded, result = process.pipe.recv()
        except (EOFError, OSError):
            return self._given_up(process.last_word())
        if isinstance(result, MemoryError):
            return self._given_up(f"needed more than {self._memory / 1_000_000_000:g} GB of memory")
        process.pieces += 1
        if process.pieces == _PIECES:
            self.close()
        if not succeeded:
            raise result
        return result  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process if there is one; the next piece of work starts another."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _given_up(self, reason: str) -> Overrun:
        self.close()
        return Overrun(reason)


class _Process:
    """One process, the pipe to it, and how many pieces of work it did.

    It is started plainly, for multiprocessing would have it run the program's main module once more.
    """

    def __init__(self, memory: int) -> None:
        self.pieces = 0
        self.pipe, other = Pipe()
        call = f"from adapters.worker import serve; serve({other.fileno()}, {memory})"
        self._popen = Popen(  # noqa: S603 - nothing of the command is input
            [sys.executable, "-P", "-c", f"import sys; sys.path[:] = {sys.path}; {call}"],
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,  # what libraries remark on hostile input
            pass_fds=[other.fileno()],
        )
        other.close()
        try:
            started = self.pipe.poll(_START) and self.pipe.recv()
        except EOFError:
            started = False
        if not started:
            self.end()
            raise WorkerError("The process that reads web pages does not start.")

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.pipe.close()
        self._popen.kill()
        self._popen.wait()

    def last_word(self) -> str:
        """Return, as a clause, how the process ended of itself."""
        code = self._popen.wait()
        ended = "ended the process that reads pages"
        return f"{ended} ({signal.Signals(-code).name})" if code < 0 else ended


def serve(descriptor: int, memory: int) -> None:
    """Do pieces of work until the pipe closes; this is all that the process does.

    Args:
        descriptor: The pipe's end on this side.
        memory: The most bytes of address space.
    """
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    pipe = Connection(descriptor)
    pipe.send("started")
    while True:
        try:
            function, arguments = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(function, arguments))


def _done(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except Exception as error:  # noqa: BLE001 - it is raised again on the other side
        return False, error
