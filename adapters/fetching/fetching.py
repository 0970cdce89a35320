"""Fetches what is asked for, and says in a value what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx2

from adapters.fetching.exchanging import BUSY, Answer, Exchanger, Limits
from adapters.fetching.failures import Unfetched
from adapters.fetching.following import Arrival, follow
from adapters.fetching.guard import Guard
from adapters.fetching.robots import Robots
from adapters.interface import Asked, Failed, Fetched, Gone, Outcome, Unchanged

_ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
}


class WebFetching:
    """Implements the port `Fetching` on the web; see `adapters.fetching.opening.open_fetching`.

    Args:
        exchanger: What makes requests.
        guard: What says which addresses may be fetched.
        limits: How much a server may cost.
        clock: The seconds since some moment, never set back.
        now: The present moment, with its zone.
    """

    def __init__(
        self,
        exchanger: Exchanger,
        guard: Guard,
        limits: Limits,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self._exchanger = exchanger
        self._guard = guard
        self._limits = limits
        self._now = now
        self._robots = Robots(self._rules, clock)

    async def fetch(self, asked: Asked) -> Outcome:
        """See the port."""
        try:
            return self._outcome(asked, await self._arrival(asked))
        except Unfetched as stopped:
            return Failed(reason=stopped.reason, wait=stopped.wait)

    async def _arrival(self, asked: Asked) -> Arrival:
        headers = {"Accept": _ACCEPT[asked.what]}
        if asked.etag:
            headers["If-None-Match"] = asked.etag
        if asked.last_modified:
            headers["If-Modified-Since"] = asked.last_modified

        async def ask(url: httpx2.URL) -> Answer:
            delay = await self._robots.delay(url) if asked.what == "page" else 0.0
            return await self._exchanger.exchange(url, headers, most=self._limits.body, delay=delay)

        return await follow(self._guard.admit(asked.url), ask, self._guard.admit, self._limits.hops)

    async def _rules(self, url: httpx2.URL) -> Answer:
        async def ask(url: httpx2.URL) -> Answer:
            return await self._exchanger.exchange(url, {"Accept": "text/plain"}, most=self._limits.robots, cut=True)

        answer = (await follow(self._guard.admit(url), ask, self._guard.admit, self._limits.hops)).answer
        if (wait := self._wait(answer)) is not None:
            raise Unfetched(f"{answer.url.host} answered {_named(answer.status)} for its robots.txt", wait=wait)
        return answer

    def _outcome(self, asked: Asked, arrival: Arrival) -> Outcome:
        answer, headers = arrival.answer, arrival.answer.headers
        said = {
            "url": str(answer.url),
            "moved": arrival.moved,
            "etag": headers.validator("etag"),
            "last_modified": headers.validator("last-modified"),
            "fresh": headers.fresh(self._now()),
        }
        if answer.status in (200, 203):
            return Fetched(**said, body=answer.body, content_type=headers.first("content-type"))
        if answer.status == 304 and (asked.etag or asked.last_modified):
            said["etag"] = said["etag"] or asked.etag
            said["last_modified"] = said["last_modified"] or asked.last_modified
            return Unchanged(**said)
        if answer.status == HTTPStatus.GONE:
            return Gone(reason=f"{answer.url.host} says that it is gone for good ({_named(answer.status)})")
        return Failed(reason=f"{answer.url.host} answered {_named(answer.status)}", wait=self._wait(answer))

    def _wait(self, answer: Answer) -> timedelta | None:
        return answer.headers.wait(self._now()) if answer.status in BUSY else None


def _named(status: int) -> str:
    """Return a status with the name that the standard has for it; what the server calls it may be anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
