"""What is counted while the desk runs, in the form Prometheus reads.

Every label has few values: platforms, names of commands, and outcomes and reasons of one word; never a channel, a user
or a message.
"""

import platform as machine
from datetime import timedelta
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

_DELIVERY = (1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600, 14400)  # seconds: at once, up to the usual grace of 4 h
_COMMAND = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds: platforms wait three for an answer


class Metrics:
    """Counts, times and present numbers, kept in a registry of its own.

    Attributes:
        registry: What a page of metrics is made from.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._editions = Counter(
            "newsdesk_editions", "Editions that ended.", ["platform", "outcome"], registry=registry
        )
        self._deliveries = Counter(
            "newsdesk_deliveries", "Parts handed to a platform.", ["platform", "outcome"], registry=registry
        )
        self._delivery_seconds = Histogram(
            "newsdesk_delivery_seconds", "From due to delivered.", buckets=_DELIVERY, registry=registry
        )
        self._lateness = Histogram(
            "newsdesk_delivery_lateness_seconds", "From due to begun.", buckets=_DELIVERY, registry=registry
        )
        self._retries = Counter(
            "newsdesk_retries", "Times an edition was put off.", ["platform", "reason"], registry=registry
        )
        self._open = Gauge("newsdesk_open_editions", "Editions due or on their way.", ["platform"], registry=registry)
        self._subscriptions = Gauge("newsdesk_subscriptions", "Channels with settings.", ["state"], registry=registry)
        self._commands = Counter("newsdesk_commands", "Commands answered.", ["command", "outcome"], registry=registry)
        self._command_seconds = Histogram(
            "newsdesk_command_seconds", "From asked to answered.", ["command"], buckets=_COMMAND, registry=registry
        )
        self._polls = Counter("newsdesk_polls", "Feeds polled.", ["outcome"], registry=registry)
        self._articles = Counter("newsdesk_articles", "Articles that feeds brought.", ["kind"], registry=registry)
        self._feeds = Gauge("newsdesk_feeds", "Feeds.", ["state"], registry=registry)
        self._leader = Gauge("newsdesk_leader", "1 while this process schedules, 0 if not.", registry=registry)
        build = Info("newsdesk_build", "What runs.", registry=registry)
        build.info({"version": version("newsdesk"), "python": machine.python_version()})

    def edition_ended(self, platform: str, outcome: str) -> None:
        """Count an edition by the state in which it ended: ``delivered``, ``quiet``, ``folded`` or ``failed``."""
        self._editions.labels(platform, outcome).inc()

    def part_handed(self, platform: str, outcome: str) -> None:
        """Count a part handed to a platform: ``sent``, ``found``, ``not_taken``, ``unknown`` or ``refused``."""
        self._deliveries.labels(platform, outcome).inc()

    def begun(self, late: timedelta) -> None:
        """Note how long after it was due an edition was begun."""
        self._lateness.observe(late.total_seconds())

    def delivered(self, took: timedelta) -> None:
        """Note how long after it was due an edition was delivered."""
        self._delivery_seconds.observe(took.total_seconds())

    def put_off(self, platform: str, reason: str) -> None:
        """Count an edition that is tried again later, by a reason of one word."""
        self._retries.labels(platform, reason).inc()

    def open_editions(self, platform: str, count: int) -> None:
        """Set how many editions of a platform are open."""
        self._open.labels(platform).set(count)

    def subscriptions(self, state: str, count: int) -> None:
        """Set how many channels are in a state: ``active``, ``off`` or ``paused``."""
        self._subscriptions.labels(state).set(count)

    def answered(self, command: str, outcome: str, took: timedelta) -> None:
        """Count a command by its name in the registry, and note how long its answer took."""
        self._commands.labels(command, outcome).inc()
        self._command_seconds.labels(command).observe(took.total_seconds())

    def polled(self, outcome: str) -> None:
        """Count a poll: ``read``, ``unchanged``, ``failed`` or ``gone``."""
        self._polls.labels(outcome).inc()

    def articles(self, *, new: int, edited: int) -> None:
        """Count articles that a feed brought."""
        self._articles.labels("new").inc(new)
        self._articles.labels("edited").inc(edited)

    def feeds(self, state: str, count: int) -> None:
        """Set how many feeds are in a state: ``well``, ``failing`` or ``paused``."""
        self._feeds.labels(state).set(count)

    def leads(self, *, leads: bool) -> None:
        """Set whether this process schedules."""
        self._leader.set(leads)
