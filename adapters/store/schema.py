"""The tables as they are now; `migrations` has how they became so.

Values that are only ever read whole are JSON; what is looked for or changed by itself has a column. The words of the
articles, for full-text search, are in a table of the database's own kind, see `search`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    true,
)

from adapters.store.columns import Moment

metadata = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts by itself only what is declared INTEGER

articles = Table(
    "articles",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("story", String),
    Column("at", Moment, nullable=False, index=True),  # when published, or read where that is unknown
    Column("read_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("revision", BigInteger, nullable=False, server_default="0", index=True),
    Column("outlet", String),
    sqlite_autoincrement=True,
)
Index("ix_articles_read_at_revision", articles.c.read_at, articles.c.revision)
Index("ix_articles_outlet_at", articles.c.outlet, articles.c.at)
# With the revision, which stands behind the long body in a row, so that versions are told without reading bodies.
Index("ix_articles_story_revision", articles.c.story, articles.c.revision)

# What grouping keeps of the articles, apart from them so that their rows stay lean; the numbers tell in which order
# they were placed.
sketches = Table(
    "sketches",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("article", String, nullable=False, unique=True),
    Column("sketch", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Where articles went that were in another story before: from each story to each that has had some of them since. The
# story is there no more if all of it went, and its id stands for the one into which it went then.
moves = Table(
    "moves",
    metadata,
    Column("story", String, primary_key=True),
    Column("into", String, primary_key=True, index=True),
    Column("whole", Boolean, nullable=False),
)

# One row: the last revision that was given. They only grow, also when the articles that had the last are forgotten.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("placings", BigInteger, nullable=False, server_default="0"),  # how often the grouping was changed
)

listings = Table(
    "listings",
    metadata,
    Column("channel", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("story", String, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("channel", String, primary_key=True),
    Column("platform", String, nullable=False),
    Column("body", Text, nullable=False),  # the settings without the mutes
    Column("active", Boolean, nullable=False),
    Column("scheduled_to", Moment, nullable=False),
    Column("next_at", Moment),
    Column("mark", BigInteger, nullable=False),
    Column("told_at", Moment),
    Column("paused", Text),
    Column("paused_platform", Boolean, nullable=False),  # whether the whole platform is why
)
waiting = subscriptions.c.active.is_(true()) & subscriptions.c.paused.is_(None)
"""The subscriptions that are waiting for their next slot; said so, the index is used."""
Index("ix_subscriptions_waiting", subscriptions.c.next_at, sqlite_where=waiting, postgresql_where=waiting)

filters = Table(
    "filters",
    metadata,
    Column("channel", String, ForeignKey("subscriptions.channel"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("until", Moment),
    Column("asked_by", String, nullable=False),
)

follows = Table(
    "follows",
    metadata,
    Column("channel", String, primary_key=True),
    Column("story", String, primary_key=True),
    Column("asked_by", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("thread", String),
    Column("told_at", Moment),
    Column("mark", BigInteger, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("outlet", String),
    Column("added_at", Moment, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_poll", Moment, index=True),
    Column("last_success", Moment),
    Column("last_change", Moment),
    Column("failures", Integer, nullable=False),
    Column("reason", Text),
    Column("full_text", Boolean, nullable=False, server_default=false()),
    Column("failing_since", Moment),
    Column("notified", String),
    Column("owner", String),
    Column("moved_from", String),
    Column("interval", Float),
    Column("gap", Float),
    Column("read", Integer, nullable=False, server_default="0"),
    Column("stubs", Integer, nullable=False, server_default="0"),
)

# What is known of entries by each of their identities. It outlasts articles and feeds: what was read once is no news.
entries = Table(
    "entries",
    metadata,
    Column("identity", String, primary_key=True),
    Column("article", String),
    Column("fingerprint", String, nullable=False),
    Column("feed", String, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)

repairs = Table(
    "repairs",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("story", String, nullable=False),
    Column("other", String, nullable=False),
    Column("articles", Text, nullable=False, server_default="[]"),
    Column("asked_by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
    sqlite_autoincrement=True,
)

installations = Table(
    "installations",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
)

# Installations that somebody has begun, and until when each may be ended.
states = Table(
    "states",
    metadata,
    Column("state", String, primary_key=True),
    Column("until", Moment, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("name", String, primary_key=True),
    Column("text", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("event", String, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

editions = Table(
    "editions",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("channel", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("day", String, nullable=False),  # ISO 8601
    Column("slot", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("try_at", Moment),
    Column("holder", String),
    Column("lease", String),
    Column("lease_until", Moment),
    Column("mark", BigInteger),
    Column("window", Text),
    Column("thread", String),
    Column("story", String),
    Column("error", Text),
    Column("recorded_at", Moment, nullable=False),
    Column("finished_at", Moment),  # none while it is open
    UniqueConstraint("channel", "day", "slot"),
    sqlite_autoincrement=True,
)
is_open = editions.c.finished_at.is_(None)
Index(
    "ix_editions_open", editions.c.platform, editions.c.due_at, editions.c.id,
    sqlite_where=is_open, postgresql_where=is_open,
)  # fmt: skip
Index(
    "ix_editions_open_channel", editions.c.channel, editions.c.due_at, editions.c.id,
    sqlite_where=is_open, postgresql_where=is_open,
)  # fmt: skip
Index("ix_editions_channel_due_at", editions.c.channel, editions.c.due_at)
untold = editions.c.state.in_([literal_column("'folded'"), literal_column("'failed'")])
"""The editions whose news nobody was told; said so, the index is used."""
Index("ix_editions_untold", editions.c.channel, editions.c.due_at, sqlite_where=untold, postgresql_where=untold)

deliveries = Table(
    "deliveries",
    metadata,
    Column("edition", _Number, ForeignKey("editions.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("message", String),
    Column("sent_at", Moment),
)

shown = Table(
    "shown",
    metadata,
    Column("channel", String, primary_key=True),
    Column("story", String, primary_key=True),
    Column("articles", Text, nullable=False),
    Column("edition", _Number, ForeignKey("editions.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

# The articles from which stories were told in any channel: they are never forgotten.
told = Table("told", metadata, Column("article", String, primary_key=True))

CONTENT = frozenset({"articles", "subscriptions", "follows", "feeds", "repairs", "installations", "editions"})
"""The tables whose rows nobody may lose: a store in which all of them are empty holds nothing."""
