"""The store: articles, stories and listings in a database behind the `Archive` port."""
