"""The store: articles, subscriptions, editions, feeds and repairs in SQLite or PostgreSQL, behind the ports."""
