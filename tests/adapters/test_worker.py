"""Tests of the process that hostile work is done in."""

import os
import signal
import time
from datetime import UTC

import pytest

from adapters.worker import Overrun, Worker
from digests.reading import Unreadable, read_all

PROSE = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."


@pytest.fixture(scope="module")
def worker():
    """A worker with small limits, started once."""
    with Worker(seconds=5, memory=500_000_000) as worker:
        yield worker


def test_results_and_errors_cross(worker):
    """A function's result comes back, and what it raises is raised here."""
    assert worker.run(sorted, [3, 1, 2]) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        worker.run(divmod, 1, 0)
    assert worker.run(len, "abc") == 3


def test_one_process_does_all_the_work(worker):
    """The process is started once, and is another one."""
    assert worker.run(os.getpid) == worker.run(os.getpid) != os.getpid()


def test_too_much_memory_is_said_and_the_next_piece_is_done(worker):
    """Work that needs more memory than there is is given up with the reason."""
    assert worker.run(bytearray, 2_000_000_000) == Overrun("needed more than 0.5 GB of memory")
    assert worker.run(len, "abc") == 3


def test_a_dead_process_is_said_and_replaced(worker):
    """Work that takes the process down is given up with the signal, and the next has a new process."""
    before = worker.run(os.getpid)
    assert worker.run(signal.raise_signal, signal.SIGSEGV) == Overrun("ended the process that reads pages (SIGSEGV)")
    assert worker.run(os._exit, 3) == Overrun("ended the process that reads pages")
    assert worker.run(os.getpid) != before
    os.kill(worker.run(os.getpid), signal.SIGKILL)  # between two pieces of work
    assert worker.run(len, "abc") in (Overrun("ended the process that reads pages (SIGKILL)"), 3)
    assert worker.run(len, "abc") == 3


def test_what_takes_too_long_is_ended():
    """Work past the limit of time is given up, and its process is gone."""
    with Worker(seconds=0.5) as worker:
        process = worker.run(os.getpid)
        started = time.monotonic()
        assert worker.run(time.sleep, 60) == Overrun("took longer than 0.5 s")
        assert time.monotonic() - started < 5
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
        assert worker.run(len, "abc") == 3


def test_a_closed_worker_leaves_no_process():
    """Nothing runs any more behind its end."""
    with Worker() as worker:
        process = worker.run(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_pages_cross(worker):
    """Articles and reasons come back as they are."""
    page = f"<html><body><article><h1>Fog keeps the ferry in port</h1><p>{PROSE}</p></article></body></html>"
    [article] = worker.run(read_all, "fog.html", page.encode(), UTC)
    assert [article] == read_all("fog.html", page.encode(), UTC)
    [unreadable] = worker.run(read_all, "fog.html", b"", UTC)
    assert isinstance(unreadable, Unreadable)
    assert (unreadable.reason, unreadable.where) == ("is empty", None)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<b><i>" * 50_000,
        "<table><tr><td>" * 20_000,
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>]><p>" + "&b;" * 1000,
        "<p>" + "&#x41;" * 200_000,
        f"<p>{PROSE}</p>" * 100_000,
        "\0" * 1000,
        f"<article><p>{PROSE}</p>\0",
    ],
    ids="blocks marks tables entities references long binary zero".split(),
)
def test_hostile_pages_end(worker, page):
    """Each page gives an article or a reason within the limits."""
    found = worker.run(read_all, "x.html", f"<html><body>{page}".encode(), UTC)
    assert isinstance(found, Overrun) or len(found) == 1
