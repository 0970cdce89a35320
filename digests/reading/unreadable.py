"""What is said of input that cannot be read, and the sizes above which it is refused."""

MAX_BYTES = 100_000_000  # of a file, also behind its compression
MAX_PAGE = 5_000_000  # characters of a web page or bytes of a feed: their parsers need many times as much memory
MAX_RECORD = 8_000_000  # characters of one line of JSON
MAX_TEXT = 5_000_000  # characters of one article's raw text
MAX_LINE = 1_000_000  # characters of one line of it
MAX_LINES = 20_000  # lines with a word in it


class Unreadable(ValueError):
    """Input that holds no article, with the reason as a clause to stand behind its name: "is empty".

    `where` is the place inside the file ("line 3", which the reason then begins with), or None for all of it.
    """

    def __init__(self, reason: str, where: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where
