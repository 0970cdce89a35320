"""Unpacks bodies piece by piece while they come in, so that one that would fill the memory is cut in time."""

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from adapters.fetching.failures import Unfetched

_PIECE = 64 * 1024
_MOST_LAYERS = 2
_WINDOW = 23  # 8 MB, the most that a server may ask a reader to keep (RFC 9659)
_PLAIN = frozenset({"", "identity", "none", "utf-8", "utf8"})  # some servers name the charset here
_GZIP = b"\x1f\x8b"


class _Layer(Protocol):
    """One packing to be undone."""

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what some more of the packed body holds, in small pieces."""

    @property
    def complete(self) -> bool:
        """Whether the packed body may end here."""


class _Zlib:
    """gzip of one or more members, and deflate with zlib's header or, as some servers send it, without."""

    def __init__(self, bits: int | None) -> None:
        self._bits = bits
        self._start = b""
        self._engine: Any = None

    def unpack(self, data: bytes) -> Iterator[bytes]:
        data = self._start + data
        if self._engine is None:
            if len(data) < 2:
                self._start = data
                return
            self._start = b""
            self._engine = zlib.decompressobj(self._bits if self._bits is not None else _deflate_bits(data))
        while data:
            if self._engine.eof:
                if self._bits is None or not data.startswith(_GZIP[: len(data)]):
                    return  # what follows the last member is padding
                if len(data) < 2:
                    self._start, self._engine = data, None
                    return
                self._engine = zlib.decompressobj(self._bits)
            yield self._engine.decompress(data, _PIECE)
            data = self._engine.unconsumed_tail or self._engine.unused_data

    @property
    def complete(self) -> bool:
        return not self._start and self._engine is not None and bool(self._engine.eof)


class _Brotli:
    def __init__(self) -> None:
        self._engine = brotli.Decompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._engine.is_finished():
            return
        piece = self._engine.process(data, output_buffer_limit=_PIECE)
        while piece or not (self._engine.can_accept_more_data() or self._engine.is_finished()):
            yield piece
            if self._engine.is_finished():
                return
            piece = self._engine.process(b"", output_buffer_limit=_PIECE)

    @property
    def complete(self) -> bool:
        return bool(self._engine.is_finished())


class _Zstandard:
    """zstd of one or more frames."""

    def __init__(self) -> None:
        self._engine = self._new()
        self._begun = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._engine.needs_input or self._engine.eof):
            if self._engine.eof:
                self._engine = self._new()
            yield self._engine.decompress(data, _PIECE)
            data = self._engine.unused_data if self._engine.eof else b""

    @property
    def complete(self) -> bool:
        return bool(self._engine.eof)

    @staticmethod
    def _new() -> Any:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})


_LAYERS: dict[str, Callable[[], _Layer]] = {
    "gzip": lambda: _Zlib(zlib.MAX_WBITS | 16),
    "x-gzip": lambda: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": lambda: _Zlib(None),
    "br": _Brotli,
    "zstd": _Zstandard,
}
ACCEPTED = "gzip, deflate, br, zstd"
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError)


class Unpacker:
    """Takes a body in as it comes and holds what is in it, up to a size.

    Args:
        encoding: The Content-Encoding: the packings in the order in which they were applied.
        most: The most bytes that a body may have, packed or unpacked.
        cut: Whether a body that has more is cut there, and not refused.

    Raises:
        Unfetched: It is packed in a way that is not known, or in too many.
    """

    def __init__(self, encoding: str, most: int, *, cut: bool = False) -> None:
        names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in _PLAIN]
        if len(names) > _MOST_LAYERS:
            raise Unfetched(f"the body is packed {len(names)} times over")
        if unknown := next((name for name in names if name not in _LAYERS), None):
            raise Unfetched(f"the body is packed in a way that is not known: {unknown[:40]}")
        self._layers = [_LAYERS[name]() for name in reversed(names)]
        self._most, self._cut = most, cut
        self._packed = 0
        self._body = bytearray()

    def take(self, data: bytes) -> bool:
        """Take some more of the packed body in, and return whether any more is wanted.

        Raises:
            Unfetched: The body is too large, or not packed as it says.
        """
        self._packed += len(data)
        if self._packed > self._most and not self._cut:
            raise self._too_large()
        try:
            for piece in self._unpacked(data, self._layers):
                self._body += piece
                if len(self._body) > self._most:
                    if not self._cut:
                        raise self._too_large()
                    return False
        except _BROKEN:
            raise Unfetched("the body is not packed as it says, or damaged") from None
        return self._packed <= self._most

    def whole(self) -> bytes:
        """Return the body when it has come to its end.

        Raises:
            Unfetched: It came to its end too early.
        """
        if self._packed and not self._cut and not all(layer.complete for layer in self._layers):
            raise Unfetched("the body breaks off in the middle")
        return bytes(self._body[: self._most])

    def _unpacked(self, data: bytes, layers: list[_Layer]) -> Iterator[bytes]:
        if not layers:
            yield data
            return
        for piece in layers[0].unpack(data):
            yield from self._unpacked(piece, layers[1:])

    def _too_large(self) -> Unfetched:
        return Unfetched(f"the body is larger than {self._most / 1_000_000:.3g} MB")


def _deflate_bits(start: bytes) -> int:
    """Return how deflate begins: as zlib's format (RFC 1950), which its first two bytes tell, or raw."""
    is_zlib = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
