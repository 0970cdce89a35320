"""The `Presence` port: on a file store each process keeps a file locked, which the system unlocks when it dies."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from adapters.errors import StoreError
from adapters.interface import Presence
from adapters.store.address import Address


class NotKnown:
    """Presence where it cannot be known for certain who died: over a network silence is no proof, and leases decide."""

    async def enter(self, holder: str) -> None:
        """Do nothing."""

    async def gone(self, holder: str) -> bool:
        """Return False."""
        del holder
        return False

    async def leave(self) -> None:
        """Do nothing."""


class FilePresence:
    """Presence of the processes of one machine: a locked file beside the database for each.

    A file that is there and not locked is that of a process that died; who left in order has removed it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own: tuple[Path, int] | None = None

    async def enter(self, holder: str) -> None:
        """Make known that this process is at work."""
        path = self._of(holder)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            raise StoreError(f"the file {path}, by which this process is known: {error.strerror}") from error
        self._own = path, descriptor

    async def gone(self, holder: str) -> bool:
        """Return whether the process of that name has died."""
        try:
            descriptor = os.open(self._of(holder), os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._of(holder).unlink(missing_ok=True)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return True

    async def leave(self) -> None:
        """Make known that this process has let go of everything."""
        if self._own is not None:
            path, descriptor = self._own
            self._own = None
            with suppress(OSError):
                path.unlink(missing_ok=True)
            os.close(descriptor)

    def _of(self, holder: str) -> Path:
        name = "".join(one if one.isalnum() or one in "-_." else "_" for one in holder)
        return self._path.with_name(f"{self._path.name}.{name}.held")


def presence_of(address: Address) -> Presence:
    """Return the presence that suits a store."""
    return NotKnown() if address.postgresql or address.path is None else FilePresence(address.path)
