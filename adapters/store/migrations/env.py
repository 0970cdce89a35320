"""Runs the steps on the connection that is given; alembic loads it."""

from alembic import context

from adapters.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
