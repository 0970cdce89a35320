"""Tests of servers that are slow, broken or hostile, over real connections: each gets its reason, and none holds on."""

import asyncio
import gzip
import socket
import ssl
import struct
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.fetching.exchanging import Limits
from adapters.fetching.opening import open_fetching
from adapters.fetching.outside import Outside
from adapters.interface import Asked, Failed, Fetched, Outcome, Unchanged
from tests.adapters.fetching.invented import CLOSE, HOLD, Net, saying, serving

FEED = Asked(url="http://outlet.example/feed")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


def sending(data, then=CLOSE):
    """Returns a server that sends these bytes, whatever it is asked."""

    async def answer(_head, writer):
        writer.write(data)
        await writer.drain()
        return then

    return answer


async def resetting(_head, writer):
    """Breaks the connection off as a crashed server does."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return CLOSE


def dripping(start, drop):
    """Returns a server that sends a little all the time and never comes to an end."""

    async def answer(_head, writer):
        writer.write(start)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.001)

    return answer


BROKEN = [
    "silence",
    "reset",
    "short body",
    "short chunks",
    "bad chunk size",
    "endless chunk size",
    "negative length",
    "two lengths",
    "no header",
    "odd status",
    "mail server",
    "tls alert",
    "many headers",
    "long header",
    "short gzip",
    "no gzip",
    "large",
    "bomb",
    "endless",
    "endless chunks",
]
"""The names of the ways below."""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (sending(b""), "broke the connection off without an answer"),
        (resetting, "broke the connection off"),
        (sending(HEAD + b"Content-Length: 100\r\n\r\n<rss>"), "broke the connection off in the middle of its answer"),
        (sending(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"), "broke the connection off in the middle"),
        (sending(HEAD + b"Transfer-Encoding: chunked\r\n\r\nx5\r\n<rss>\r\n"), "sent what is no HTTP"),
        (sending(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 100 + b"\r\n"), "sent what is no HTTP"),
        (sending(HEAD + b"Content-Length: -5\r\n\r\n<rss>"), "sent what is no HTTP"),
        (sending(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<rss>"), "sent what is no HTTP"),
        (sending(b"HTTP/1.1 200 OK\r\nno header\r\n\r\n"), "sent what is no HTTP"),
        (sending(b"HTTP/1.1 999999 What\r\n\r\n"), "sent what is no HTTP"),
        (sending(b"220 mail.example ESMTP\r\n\r\n"), "sent what is no HTTP"),
        (sending(b"\x16\x03\x01\x00\x02\x02\x28"), "sent what is no HTTP"),
        (sending(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000, HOLD), "sent headers without end"),
        (sending(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000, HOLD), "sent headers without end"),
        (sending(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<rss/>" * 99)[:-9]), "breaks off"),
        (sending(HEAD + b"Content-Encoding: gzip\r\n\r\n<rss/>"), "not packed as it says"),
        (sending(HEAD + b"Content-Length: 99999999999\r\n\r\n" + bytes(20_000), HOLD), "larger than 0.01 MB"),
        (sending(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9_000_000)), HOLD), "larger than 0.01"),
        (dripping(HEAD + b"\r\n", b"x" * 100), "larger than 0.01 MB"),
        (dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"64\r\n" + b"x" * 100 + b"\r\n"), "larger than 0.01"),
    ],
    ids=BROKEN,
)
async def test_what_a_broken_server_sends_has_its_reason(listening, opened, answer, said):
    """Each way in which an answer can break has plain words, and the next request goes on as if nothing were."""
    server = await listening(answer)
    async with opened(Limits(body=10_000)) as fetching:
        outcome = await fetching.fetch(FEED)
        assert isinstance(outcome, Failed), outcome
        assert said in outcome.reason
        assert isinstance(await fetching.fetch(FEED), Failed)
    assert server.connections == 2


@pytest.mark.parametrize(
    ("answer", "limits", "said"),
    [
        (sending(b"", HOLD), Limits(read=0.05), "outlet.example fell silent"),
        (sending(HEAD, HOLD), Limits(read=0.05), "outlet.example fell silent"),
        (sending(HEAD + b"Content-Length: 9\r\n\r\n<rss", HOLD), Limits(read=0.05), "outlet.example fell silent"),
        (dripping(b"HTTP/1.1 200 OK\r\nX: ", b"y"), Limits(whole=0.1), "did not send all of it within 0.1 seconds"),
        (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), Limits(whole=0.1), "did not send all of it within 0.1"),
        (dripping(HEAD + b"\r\n", b"y"), Limits(whole=0.1), "did not send all of it within 0.1 seconds"),
    ],
    ids="no answer, headers, body, slow header, endless informing, slow body".split(", "),
)
async def test_a_slow_server_is_given_up(listening, opened, answer, limits, said):
    """Neither silence nor a byte now and then holds a place for longer than its limit."""
    await listening(answer)
    async with opened(limits) as fetching:
        outcome = await fetching.fetch(FEED)
    assert isinstance(outcome, Failed), outcome
    assert said in outcome.reason


async def test_a_server_that_is_not_there_is_said(opened, net):
    """A port at which nobody listens refuses, and the reason says so."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        net.server = unused.getsockname()[1]
    async with opened() as fetching:
        assert await fetching.fetch(FEED) == Failed(reason="outlet.example refused the connection")


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda more: HEAD + more)))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_of_a_server_raise(data):
    """Whatever a server sends, there is an outcome."""

    async def run():
        async def handle(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(data)

        net = Net()
        outside = Outside(resolve=net.resolve, network=net, tls=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        async with serving(handle) as net.server, open_fetching(outside=outside) as fetching:
            assert isinstance(await fetching.fetch(FEED), Outcome)

    asyncio.run(run())


async def test_connections_are_used_again(listening, opened):
    """Several requests to a host share a connection, after an answer without a body too."""
    new, old = saying(body=b"<rss/>"), saying("304 Not Modified")
    server = await listening(lambda head, writer: (old if b"If-None-Match" in head else new)(head, writer))
    async with opened() as fetching:
        for etag in (None, '"1"', None, '"1"'):
            outcome = await fetching.fetch(Asked(url=FEED.url, etag=etag))
            assert isinstance(outcome, Unchanged if etag else Fetched), outcome
    assert (server.connections, len(server.heads)) == (1, 4)


async def test_giving_up_closes_the_connection(listening, opened):
    """A fetch that is cancelled passes that on and leaves nothing open; the next has its place."""
    asked = asyncio.Event()
    plain = saying(body=b"<rss/>")

    async def answer(head, writer):
        if asked.is_set():
            return await plain(head, writer)
        asked.set()
        return HOLD  # until the client closes the connection, or the test never ends

    server = await listening(answer)
    async with opened(concurrency=1) as fetching:
        fetch = asyncio.create_task(fetching.fetch(FEED))
        await asked.wait()
        fetch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetch
        assert isinstance(await fetching.fetch(FEED), Fetched)
    assert server.connections == 2


def certificate(host, *, valid=True):
    """Returns TLS for a server of this name, and for a client that trusts nobody but it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=9 if valid else -1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return made, key


@pytest.fixture
def tls(tmp_path):
    """Makes TLS for a server and for a client that trusts it."""

    def maker(host, *, valid=True):
        made, key = certificate(host, valid=valid)
        public = made.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (tmp_path / "server.pem").write_bytes(public + private)
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(tmp_path / "server.pem")
        return server, ssl.create_default_context(cadata=public.decode())

    return maker


async def test_tls_speaks_to_the_host_by_its_name(listening, opened, net, tls):
    """The connection goes to an address, but the certificate must be the host's, and is asked for by its name."""
    server, client = tls("outlet.example")
    named = []
    server.sni_callback = lambda _socket, name, _context: named.append(name)
    await listening(saying(body=b"<rss/>"), tls=server)
    async with opened(tls=client) as fetching:
        assert isinstance(await fetching.fetch(Asked(url="https://outlet.example/feed")), Fetched)
        other = await fetching.fetch(Asked(url="https://other.example/feed"))
    assert named == ["outlet.example", "other.example"]
    assert isinstance(other, Failed)
    assert other.reason.startswith("the certificate of other.example is not to be trusted: Hostname mismatch")
    assert net.looked_up == ["outlet.example", "other.example"]


@pytest.mark.parametrize(("valid", "trusted", "said"), [(False, True, "has expired"), (True, False, "self-signed")])
async def test_a_certificate_that_is_not_to_be_trusted_is_said(listening, opened, tls, valid, trusted, said):
    """An outlet whose certificate ran out, or that nobody vouches for, is not read, and the reason helps its owner."""
    server, client = tls("outlet.example", valid=valid)
    await listening(saying(body=b"<rss/>"), tls=server)
    async with opened(tls=client if trusted else None) as fetching:
        outcome = await fetching.fetch(Asked(url="https://outlet.example/feed"))
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason.startswith("the certificate of outlet.example is not to be trusted: ")
    assert said in outcome.reason.replace("self signed", "self-signed")


async def test_a_server_without_tls_is_said(opened, net):
    """TLS at a port that speaks plain HTTP comes to no connection."""

    async def handle(reader, writer):
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        await reader.read()

    async with serving(handle) as net.server, opened() as fetching:
        outcome = await fetching.fetch(Asked(url="https://outlet.example/feed"))
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason.startswith("no encrypted connection to outlet.example came about (")
