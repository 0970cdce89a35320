"""Tells the addresses of the open internet from all others.

The networks are those of IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and what followed
it) that are not globally reachable, or lead on to where another address says. `ipaddress.is_global` is no help: several
releases of Python call NAT64, 6to4, site-local and multicast addresses global.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_HERE = "an address of the machine itself"
_PRIVATE = "a private address"
_LOCAL = "an address of the local link"
_RESERVED = "a reserved address"
_RELAYED = "an address that hides another"

_CLOSED_4 = {
    IPv4Network(network): kind
    for network, kind in (
        ("0.0.0.0/8", _HERE),  # Linux connects 0.0.0.0 to itself
        ("10.0.0.0/8", _PRIVATE),
        ("100.64.0.0/10", _PRIVATE),  # shared by a provider's customers; Alibaba Cloud tells secrets there
        ("127.0.0.0/8", _HERE),
        ("168.63.129.16/32", _PRIVATE),  # public in name, but Azure's machines are told their secrets there
        ("169.254.0.0/16", _LOCAL),  # where most clouds tell a machine its secrets
        ("172.16.0.0/12", _PRIVATE),
        ("192.0.0.0/24", _RESERVED),
        ("192.0.2.0/24", _RESERVED),
        ("192.31.196.0/24", _RESERVED),
        ("192.52.193.0/24", _RELAYED),
        ("192.88.99.0/24", _RELAYED),
        ("192.168.0.0/16", _PRIVATE),
        ("192.175.48.0/24", _RESERVED),
        ("198.18.0.0/15", _PRIVATE),
        ("198.51.100.0/24", _RESERVED),
        ("203.0.113.0/24", _RESERVED),
        ("224.0.0.0/4", "an address of many machines"),
        ("240.0.0.0/4", _RESERVED),
    )
}

_OPEN_6 = IPv6Network("2000::/3")
"""All that is given out for unicast between networks; what is outside is private, local, multicast or reserved."""

_CLOSED_6 = {
    IPv6Network(network): kind
    for network, kind in (
        ("::/127", _HERE),
        ("fc00::/7", _PRIVATE),
        ("fe80::/10", _LOCAL),
        ("fec0::/10", _PRIVATE),
        ("ff00::/8", "an address of many machines"),
        ("::/96", _RELAYED),  # IPv4-compatible
        ("::ffff:0:0:0/96", _RELAYED),  # IPv4-translated
        ("64:ff9b:1::/48", _RELAYED),  # NAT64 of one's own network
        ("2001::/23", _RELAYED),  # Teredo, ORCHID and other protocols
        ("2001:db8::/32", _RESERVED),
        ("2002::/16", _RELAYED),  # 6to4
        ("2620:4f:8000::/48", _RESERVED),
        ("3fff::/20", _RESERVED),
    )
}

_CARRIERS = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""IPv6 addresses that are an IPv4 address in another spelling (RFC 4291, RFC 6052).

They are judged by the IPv4 address: networks without IPv4 reach all of its internet by NAT64.
"""


def closed(address: str) -> str | None:
    """Return what kind of address it is if it is none of the open internet, else None.

    Args:
        address: An IPv4 or IPv6 address as a resolver spells it, perhaps with a scope as in ``fe80::1%eth0``.

    Raises:
        ValueError: It is no address.
    """
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return _kind_4(found)
    if found.scope_id is not None:
        return _LOCAL
    if any(found in network for network in _CARRIERS):
        return _kind_4(IPv4Address(int(found) & 0xFFFFFFFF))
    return _kind_6(found)


def _kind_4(address: IPv4Address) -> str | None:
    return next((kind for network, kind in _CLOSED_4.items() if address in network), None)


def _kind_6(address: IPv6Address) -> str | None:
    kind = next((kind for network, kind in _CLOSED_6.items() if address in network), None)
    return kind or (None if address in _OPEN_6 else _RESERVED)
