"""Tests of what holds around every test: no network, no settings and no files of whoever runs the suite."""

import os
import socket
import time
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError


def test_only_loopback_can_be_reached():
    """A connection to another host is refused before it leaves, and one to loopback gets through."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
    with (
        socket.socket() as client,
        pytest.warns(UserWarning, match="192.0.2.1"),
        pytest.raises(SocketConnectBlockedError),
    ):
        client.connect(("192.0.2.1", 80))


def test_no_setting_of_the_user_is_seen():
    """No NEWSDESK_ variable is left in the environment."""
    assert [name for name in os.environ if name.startswith("NEWSDESK_")] == []


@pytest.mark.parametrize("run", ["first", "second"])
def test_home_is_empty_and_of_this_test_alone(run):
    """What a test leaves in its home folder is not there for the next one."""
    home = Path.home()
    assert list(home.iterdir()) == []
    (home / run).touch()


def test_local_time_is_no_zone_that_a_machine_would_have():
    """The process believes itself in a zone whose offset no test expects, so that a slip into local time shows."""
    assert time.localtime(0).tm_gmtoff == 12.75 * 3600
