"""What the tests with the loopback Slack share."""

import pytest

from tests.slack.clients import client_of
from tests.slack.platform import Slack


@pytest.fixture
async def slack():
    """A Slack to which nothing has happened."""
    async with Slack() as running:
        yield running


@pytest.fixture
def client(slack):
    """A client of its Web API that tries nothing twice."""
    return client_of(slack)
