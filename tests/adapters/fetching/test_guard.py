"""Tests of the guard: nothing but the open internet is connected to, whatever an address looks like."""

import socket
from dataclasses import replace

import pytest

from adapters.fetching.opening import open_fetching
from adapters.interface import Asked, Failed, Fetched
from tests.adapters.fetching.invented import PUBLIC, saying

SPELLINGS = """
    127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 0x7f000001 0x7f.0.0.1 0X7F.1 017700000001
    0177.0.0.1 0177.0.0.01 0x7f.0x0.0x0.0x1 127.0.0.1. 0 0.0.0.0 0x0 00000 localhost LOCALHOST
    localhost. 127。0。0。1 １２７.０.０.１ ①②⑦.⓪.⓪.① ｌｏｃａｌｈｏｓｔ %31%32%37.0.0.1 127.0.0.1%00 [::1] [::]
    [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1] [::127.0.0.1]
    [::7f00:1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1]
    [2002:7f00:1::] [2002:7f00:1::1] [2001:0:7f00:1::80ff:fffe] [fe80::1] [fe80::1%25lo]
    [fe80::1%lo] [::1%25lo] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1] [2001:db8::1] [100::1]
    [5f00::1] [3fff::1] 10.0.0.1 172.16.0.1 172.31.255.254 192.168.0.1 169.254.169.254 0xa9fea9fe
    2852039166 100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 198.18.0.1
    198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 192.88.99.1
""".split()

LOOKED_UP = """
    127.0.0.1 ::1 :: 0.0.0.0 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::7f00:1
    2002:7f00:1:: 2001:0:7f00:1::80ff:fffe fe80::1%lo fe80::1 fec0::1 fd00::1 ::1%lo 10.0.0.1
    169.254.169.254 100.64.0.1 224.0.0.1 ff02::1
""".split()


@pytest.fixture
async def inside(listening):
    """A server of the machine itself that nobody may reach, on IPv4 and IPv6; one whose port is open to all."""
    return await listening(saying(body=b"a secret"), host=None, port=socket_port())


def socket_port():
    """Returns a port that is free on IPv4 and IPv6."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def refused(outcome, inside, net, *dialled):
    """Holds an outcome against the promise: it failed, and nothing was connected to but what is named."""
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason
    assert inside.connections == 0
    assert net.dialled == list(dialled)


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_of_a_closed_address_is_connected_to(inside, net, outside, host):
    """Whatever the machine's own resolver makes of a host, it is checked before anything is connected to."""
    async with open_fetching(outside=replace(outside, resolve=None), ports={inside.port}) as fetching:
        refused(await fetching.fetch(Asked(url=f"http://{host}:{inside.port}/feed")), inside, net)


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_redirect_leads_to_a_closed_address(listening, inside, net, outside, host):
    """An outlet on the open internet cannot send the desk where it could not go by itself."""
    outlet = await listening(saying("302 Found", Location=f"http://{host}:{inside.port}/feed"))
    net.server = outlet.port

    async def resolve(name, port):
        return [PUBLIC] if name == "outlet.example" else await system(name, port)

    async with open_fetching(outside=replace(outside, resolve=resolve), ports={80, inside.port}) as fetching:
        refused(await fetching.fetch(Asked(url="http://outlet.example/feed")), inside, net, PUBLIC)
    assert outlet.connections == 1


async def system(name, port):
    """Looks a name up as the machine does; without a thread, for these are all numbers."""
    return [str(place[0]) for *_, place in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


@pytest.mark.parametrize("address", LOOKED_UP)
async def test_no_name_of_a_closed_address_is_connected_to(opened, inside, net, address):
    """A name that means a closed address is refused by what it means, and the reason says so."""
    net.names["trap.example"] = [[address]]
    async with opened(ports={inside.port}) as fetching:
        outcome = await fetching.fetch(Asked(url=f"http://trap.example:{inside.port}/feed"))
    refused(outcome, inside, net)
    assert outcome.reason.startswith(f"trap.example is at {address}, ")


@pytest.mark.parametrize("address", LOOKED_UP)
async def test_a_name_with_one_closed_address_is_refused_whole(opened, inside, net, address):
    """Among addresses of the open internet none may hide that is not."""
    net.names["trap.example"] = [[PUBLIC, address]]
    async with opened(ports={inside.port}) as fetching:
        refused(await fetching.fetch(Asked(url=f"http://trap.example:{inside.port}/feed")), inside, net)


@pytest.mark.parametrize("address", LOOKED_UP)
async def test_a_name_that_changes_its_meaning_gains_nothing(listening, opened, inside, net, address):
    """What is connected to is the address that was checked; the next connection looks up and checks again."""
    outlet = await listening(saying("302 Found", Location="/again", Connection="close"))
    net.server = outlet.port
    net.names["trap.example"] = [[PUBLIC], [address]]
    async with opened(ports={80, inside.port}) as fetching:
        refused(await fetching.fetch(Asked(url="http://trap.example/feed")), inside, net, PUBLIC)
    assert net.looked_up == ["trap.example"] * 2


async def test_robots_txt_leads_to_no_closed_address_either(listening, opened, inside, net):
    """A redirect of robots.txt is checked as any other."""
    outlet = await listening(saying("301 Moved Permanently", Location=f"http://127.0.0.1:{inside.port}/"))
    net.server = outlet.port
    net.names["127.0.0.1"] = [["127.0.0.1"]]
    async with opened(ports={80, inside.port}) as fetching:
        outcome = await fetching.fetch(Asked(url="http://outlet.example/page", what="page"))
    refused(outcome, inside, net, PUBLIC)


async def test_a_private_host_that_is_named_is_open(inside, outside):
    """What the settings allow is fetched, at the port they name; this also shows that the listener above listens."""
    for allowed in (f"127.0.0.1:{inside.port}", f"localhost:{inside.port}"):
        host = allowed.partition(":")[0]
        before = inside.connections
        async with open_fetching(allow_hosts=[allowed], outside=replace(outside, resolve=None)) as fetching:
            outcome = await fetching.fetch(Asked(url=f"http://{host}:{inside.port}/feed"))
        assert isinstance(outcome, Fetched), outcome
        assert inside.connections == before + 1


async def test_a_private_host_is_open_at_the_usual_ports_alone(opened, net):
    """A host without a port in the settings does not open a machine's every service."""
    net.names["intranet.example"] = [["10.0.0.5"]]
    async with opened(allow_hosts=["intranet.example"]) as fetching:
        outcome = await fetching.fetch(Asked(url="http://intranet.example:6379/"))
    assert outcome == Failed(
        reason="port 6379 is none that is fetched from; fetch.allow_hosts can open intranet.example:6379"
    )
    assert net.looked_up == net.dialled == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "none of http:// or https://"),
        ("ftp://outlet.example/feed", "none of http:// or https://"),
        ("gopher://outlet.example:70/_x", "none of http:// or https://"),
        ("//outlet.example/feed", "none of http:// or https://"),
        ("outlet.example/feed", "none of http:// or https://"),
        ("http:///feed", "none of http:// or https://"),
        ("", "none of http:// or https://"),
        ("javascript:alert(1)", "none of http:// or https://"),
        ("http://desk:word@outlet.example/", "a user's name or password"),
        ("http://outlet.example\\@127.0.0.1/", "a user's name or password"),
        ("http://outlet.example:22/", "port 22 is none"),
        ("http://outlet.example:0/", "port 0 is none"),
        ("http://outlet.example:99999/", "port 99999 is none"),
        ("http://outlet.example:x/", "none that can be fetched"),
        ("http://outlet.example/\r\nX: y", "none that can be fetched"),
        ("http://[::1", "none that can be fetched"),
        ("http://outlet.example/" + "a" * 9_000, "longer than 8,000"),
    ],
)
async def test_what_is_no_address_of_the_web_is_said(opened, net, url, said):
    """Other schemes, passwords, odd ports and nonsense get their reason, and nothing is looked up for them."""
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url=url))
    assert isinstance(outcome, Failed), outcome
    assert said in outcome.reason
    assert net.looked_up == net.dialled == []


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "none of http:// or https://"),
        ("javascript:alert(1)", "none of http:// or https://"),
        ("http://desk:word@outlet.example/", "a user's name or password"),
        ("//outlet.example:22/", "port 22 is none"),
        ("http://outlet.example:0/", "port 0 is none"),
        ("http://outlet.example:x/", "it names no address"),
        ("http://[::1", "it names no address"),
        ("/" + "a" * 9_000, "longer than 8,000"),
        ("", "it does not say where to"),
    ],
)
async def test_a_redirect_to_what_is_no_address_of_the_web_is_said(listening, opened, location, said):
    """Each hop keeps to the same rules as the first, and the reason names who sent the desk there."""
    outlet = await listening(saying("302 Found", Location=location))
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url="http://outlet.example/"))
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason.startswith("outlet.example redirects where nothing is fetched: ")
    assert said in outcome.reason
    assert outlet.connections == 1


async def test_a_name_that_is_not_known_is_said(opened, net):
    """A name without an address is named in the reason."""
    net.names["nowhere.example"] = [OSError("unknown")]
    net.names["empty.example"] = [[]]
    async with opened() as fetching:
        for host in ("nowhere.example", "empty.example"):
            outcome = await fetching.fetch(Asked(url=f"http://{host}/"))
            assert isinstance(outcome, Failed)
            assert host in outcome.reason


async def test_the_next_address_is_tried(listening, opened, net):
    """A host of several addresses is reached by one that takes connections."""
    await listening(saying(body=b"news"))
    unused = socket_port()
    net.names["outlet.example"] = [["93.184.215.99", PUBLIC]]
    net.elsewhere["93.184.215.99"] = unused
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url="http://outlet.example/"))
    assert isinstance(outcome, Fetched), outcome
    assert net.dialled == ["93.184.215.99", PUBLIC]
