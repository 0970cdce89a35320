"""Tests of the desk's health: when it lives, when it is ready, and what it says where it is not."""

from bot.health import LOOP, Health


class Watch:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        """Return its seconds."""
        return self.now


def watched(**within):
    """Returns a health that expects the loop to beat within 10 seconds, and its clock."""
    watch = Watch()
    return Health(watch, {LOOP: 10, **within}), watch


def test_it_lives_while_the_loop_beats():
    """The loop may be silent for as long as was said, and no longer; a new beat makes up for it."""
    health, watch = watched()
    watch.now += 10
    assert health.alive()
    watch.now += 0.1
    assert not health.alive()
    health.beat(LOOP)
    assert health.alive()


def test_it_is_ready_once_every_part_has_begun():
    """Before its first beat a part has not begun, which is said; a desk that starts is not ready."""
    health, _ = watched(scheduler=60)
    health.beat(LOOP)
    assert health.problems() == ["scheduler: has not begun yet"]
    health.beat("scheduler")
    assert health.problems() == []


def test_a_part_that_went_silent_is_named():
    """Who misses a beat is named with how long it is silent; that is no reason to start the process anew."""
    health, watch = watched(scheduler=60)
    health.beat(LOOP)
    health.beat("scheduler")
    watch.now += 61
    health.beat(LOOP)
    assert health.problems() == ["scheduler: no sign of life for 61 seconds"]
    assert health.alive()


def test_what_failed_is_a_problem_until_it_is_cleared():
    """The last reason of each part holds, until the part says that all is well."""
    health, _ = watched()
    health.beat(LOOP)
    health.fail("store", "cannot be reached")
    health.fail("slack", "the token was revoked")
    health.fail("store", "the disk is full")
    assert health.problems() == ["store: the disk is full", "slack: the token was revoked"]
    health.clear("store")
    health.clear("slack")
    health.clear("slack")
    assert health.problems() == []


def test_without_a_word_the_machine_s_clock_counts():
    """A service that names no clock and no beats is asked for those every service has."""
    health = Health()
    assert health.alive()
    assert health.problems() == ["loop: has not begun yet", "scheduler: has not begun yet"]
