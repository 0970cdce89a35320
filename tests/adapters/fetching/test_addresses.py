"""Tests of which addresses are of the open internet."""

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.fetching.addresses import closed


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
     "2a00:1450:4001:80b::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)  # fmt: skip
def test_the_open_internet_is_open(address):
    """Outlets are reached, also by NAT64 from networks that have no IPv4."""
    assert closed(address) is None


@given(st.ip_addresses())
def test_what_is_not_global_is_closed(address):
    """Nothing that Python knows to be private, reserved or for many machines is open."""
    doubtful = address.is_private or address.is_loopback or address.is_multicast or address.is_link_local
    assert closed(str(address)) or not (doubtful or address.is_reserved or address.is_unspecified) or _carried(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_an_address_is_judged_by_itself(address):
    """An IPv4 address that IPv6 carries is no more open than it is alone."""
    for prefix in (0xFFFF << 32, 0x64_FF9B << 96):
        assert closed(str(ip_address(prefix | int(address) if prefix >> 96 else prefix + int(address)))) == closed(
            str(address)
        )


def _carried(address):
    """Returns whether it is an open IPv4 address in the spelling of NAT64 or of IPv6, which Python calls reserved."""
    return (
        address.version == 6
        and int(address) >> 32 in (0xFFFF, 0x64_FF9B << 64)
        and not closed(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    )
