"""Tests of deliveries under faults, in a small size of `make faults`, by the platform's count and not by ours."""

import pytest

from tests.faults.stores import Databases, Files
from tests.faults.storm import storm


@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("sqlite", 2), ("postgresql", 2)])
async def test_whatever_dies_each_digest_is_there_once(request, tmp_path, kind, processes):
    """Processes are killed at any step and the platform fails in any way: nothing comes twice, is lost or feigned."""
    if kind == "sqlite":
        stores = Files(tmp_path)
    else:
        server = request.getfixturevalue("server")
        stores = Databases(server.execute, server.url)
    came = await storm(2, stores, first=10_000 * processes, processes=processes)
    assert (came.twice, came.lost, came.shown_not_posted) == (0, 0, 0), came.wrong
    assert came.kills > 0
    assert came.faults.total() > came.faults["none"] > 0
