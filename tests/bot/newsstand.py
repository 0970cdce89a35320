"""Feeds for tests: a web of a few addresses, a server on loopback, and the feeds that are kept, in a dictionary."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from adapters.interface import Failed, Feed, Fetched

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)
LONG = "The harbour council met on Thursday and agreed on a new pier, after a debate of three hours. " * 8


class Web:
    """What is at some addresses; it implements `Fetching`, and keeps what it was asked for."""

    def __init__(self):
        self.at = {}
        self.asked = []

    def serve(self, at, body, *, content_type="", **answered):
        """Have bytes, or a text, be at an address; `answered` is what holds of the answer besides, as `moved`."""
        body = body.encode() if isinstance(body, str) else body
        self.at[at] = Fetched(**{"url": at, "body": body, "content_type": content_type, **answered})

    def fail(self, url, reason):
        """Have an address not be fetched."""
        self.at[url] = Failed(reason=reason)

    async def fetch(self, asked):
        """Return what is at an address."""
        self.asked.append(asked.url)
        return self.at.get(asked.url, Failed(reason="the server answered 404 Not Found"))


class Shelf:
    """Feeds in a dictionary; it implements what `Feeds` promises of them, and nothing of entries."""

    def __init__(self, *feeds):
        self.held = {feed.url: feed for feed in feeds}

    async def all(self):
        """Return the feeds by title."""
        return sorted(self.held.values(), key=lambda feed: feed.title.casefold())

    async def get(self, url):
        """Return the feed of an address."""
        return self.held.get(url)

    async def put(self, feed):
        """Keep a feed."""
        self.held[feed.url] = feed

    async def change(self, url, change):
        """Change a feed."""
        if url not in self.held:
            return None
        changed = change(self.held.pop(url))
        self.held[changed.url] = changed
        return changed

    async def remove(self, url):
        """Forget a feed."""
        return self.held.pop(url, None) is not None


def feed(title, **said):
    """Return a feed that is called so."""
    url = f"https://{title.lower().replace(' ', '-')}.example/feed.xml"
    return Feed(**{"url": url, "title": title, "added_at": NOON, **said})


def rss(title, *headlines, text=LONG, newest=NOON):
    """Return an RSS feed with an entry for each headline, each an hour older than the one before."""
    items = "".join(
        f"<item><title>{headline}</title><link>https://outlet.example/{number}</link>"
        f"<pubDate>{format_datetime(newest - timedelta(hours=number))}</pubDate>"
        f"<description>{text}</description></item>"
        for number, headline in enumerate(headlines)
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def page(*links):
    """Return a web page that names feeds, each a title and an address."""
    named = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">' for title, href in links
    )
    return f"<!doctype html><html><head><title>A site</title>{named}</head><body><p>{LONG}</p></body></html>"


@contextmanager
def serving(pages):
    """Serve texts by their paths, and yield where."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
