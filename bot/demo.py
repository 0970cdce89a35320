"""The demonstration: the sample articles in a temporary store, their last day's digest posted to a mock chat."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from importlib.resources import as_file, files
from tempfile import TemporaryDirectory

from adapters.errors import AdapterError
from adapters.mock import MockChat
from bot.collecting import articles_at, keep
from bot.settings import Settings
from bot.wiring import open_desk
from digests.model.article import Article
from digests.model.document import Document
from digests.presenting.stories import digest_document


async def post_digest(show: Callable[[Document], None]) -> MockChat:
    """Post the digest of the samples' last day and return the chat it was posted to.

    Args:
        show: Called with the document as it is posted.

    Raises:
        AdapterError: A sample article cannot be read, or the temporary store not opened.
    """
    with TemporaryDirectory(prefix="newsdesk-") as folder, as_file(files("seeds")) as seeds:
        samples = list(articles_at([str(seeds)], UTC))
        articles = [sample for sample in samples if isinstance(sample, Article)]
        if len(articles) < len(samples) or not articles:
            raise AdapterError(f"the sample articles in {seeds} cannot be read")
        last = max(at for article in articles if (at := article.published.at)).date()
        settings = Settings.model_construct().with_store(f"sqlite:///{folder}/newsdesk.db")
        chat = MockChat(show=show)
        async with open_desk(settings, clock=lambda: datetime.combine(last, time(18), UTC)) as desk:
            await keep(articles, desk.archive, desk.clock())
            await chat.post("demo", digest_document(await desk.digest(desk.today(), channel="demo")))
        return chat
