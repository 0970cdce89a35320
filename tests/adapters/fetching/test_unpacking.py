"""Tests of unpacking: whole bodies, however they come in pieces, and an end to those that have none."""

import gzip
import random
import sys
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.fetching.failures import Unfetched
from adapters.fetching.unpacking import Unpacker

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BODY = b"".join(b"<item><title>Item %d</title></item>" % number for number in range(5_000))
MOST = 1_000_000


def raw_deflate(body):
    """Packs as deflate without zlib's header."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZip ": gzip.compress,
    "deflate": zlib.compress,
    "deflate raw": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
    "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    "zstd, identity": zstd.compress,
    "gzip members": lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:]),
    "gzip padded": lambda body: gzip.compress(body) + bytes(100),
    "zstd frames": lambda body: zstd.compress(body[:100]) + zstd.compress(body[100:]),
}
NAMES = {"deflate raw": "deflate", "gzip members": "gzip", "gzip padded": "gzip", "zstd frames": "zstd"}


def unpacked(encoding, packed, sizes=(1_000_000,), most=MOST, *, cut=False):
    """Returns what is in a packed body that comes in pieces of these sizes, over and over."""
    unpacker = Unpacker(encoding, most, cut=cut)
    at = number = 0
    while at < len(packed):
        size = sizes[number % len(sizes)]
        if not unpacker.take(packed[at : at + size]):
            break
        at, number = at + size, number + 1
    return unpacker.whole()


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("sizes", [(10_000_000,), (1,), (1, 7, 1_000)])
def test_a_body_is_unpacked_whole(packing, sizes):
    """Every packing that is asked for is undone, in several layers too, in whatever pieces it comes."""
    body = BODY[:20_000] if sizes == (1,) else BODY
    assert unpacked(NAMES.get(packing, packing), PACKED[packing](body), sizes) == body


@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=500), st.lists(st.integers(1, 50), min_size=1))
def test_any_body_is_unpacked_whole(packing, body, sizes):
    """The same holds for bodies of any bytes, empty ones too."""
    assert unpacked(NAMES.get(packing, packing), PACKED[packing](body), sizes) == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_nothing_is_an_empty_body(encoding):
    """Servers name a packing also where there is nothing to pack."""
    assert unpacked(encoding, b"") == b""


@pytest.mark.parametrize("packing", ["gzip", "deflate", "deflate raw", "br", "zstd", "gzip, br", "gzip, gzip"])
def test_a_body_that_breaks_off_is_said(packing):
    """Half a packed body is no body: a feed that lacks its end would look as if entries had gone."""
    with pytest.raises(Unfetched, match="breaks off in the middle"):
        unpacked(NAMES.get(packing, packing), PACKED[packing](BODY)[:-20])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
@given(st.binary(min_size=3, max_size=200))
def test_what_is_not_packed_as_it_says_is_said(encoding, body):
    """Nonsense has its plain reason, and never an error of a library."""
    with suppress(Unfetched):  # a few bytes in a thousand are some body, packed
        unpacked(encoding, body, (7,))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("compress", "a way that is not known: compress"), ("gzip, gzip, gzip", "packed 3 times"), ("br, x", "known: x")],
)
def test_packings_that_are_not_known_are_said(encoding, said):
    """What nobody asked for, and layers without end, are not begun with."""
    with pytest.raises(Unfetched, match=said):
        Unpacker(encoding, MOST)


def bomb(packing, size=100_000_000):
    """Returns a body of zeros, which is small when it is packed."""
    block = bytes(1_000_000)
    if packing == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join([*(packer.process(block) for _ in range(size // len(block))), packer.finish()])
    packer = zstd.ZstdCompressor() if packing == "zstd" else zlib.compressobj(wbits=31 if packing == "gzip" else 15)
    return b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "gzip, br"])
def test_a_bomb_is_cut_in_little_memory(encoding):
    """A body that unpacks to 100 MB is given up at its limit, and no more is ever held."""
    packed = bomb(encoding.partition(",")[0])
    packed = PACKED[encoding.partition(", ")[2]](packed)
    tracemalloc.start()
    try:
        with pytest.raises(Unfetched, match="larger than 1 MB"):
            unpacked(encoding, packed, (65_536,))
        assert tracemalloc.get_traced_memory()[1] < 4 * MOST
    finally:
        tracemalloc.stop()


def test_a_large_body_is_refused_or_cut():
    """Up to the limit a body is taken whole; past it is refused, or cut where a part will do."""
    assert len(unpacked("", bytes(MOST))) == MOST
    with pytest.raises(Unfetched, match="larger than 1 MB"):
        unpacked("", bytes(MOST + 1))
    for encoding in ("", "gzip", "zstd"):
        body = random.Random(1).randbytes(3 * MOST)  # noqa: S311  it has only to be hard to pack
        part = unpacked(encoding, PACKED[encoding](body), (65_536,), cut=True)
        assert body.startswith(part)
        assert MOST / 2 < len(part) <= MOST


def test_a_window_of_any_size_is_not_granted():
    """A zstd frame that asks the reader for 128 MB of memory is refused."""
    packed = zstd.compress(random.Random(1).randbytes(20_000_000), options={zstd.CompressionParameter.window_log: 27})  # noqa: S311
    with pytest.raises(Unfetched, match="not packed as it says"):
        unpacked("zstd", packed, (65_536,), 30_000_000)
