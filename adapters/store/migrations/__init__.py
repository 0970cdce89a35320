"""The steps from each version of the tables to the next, run by alembic.

A change of the tables is made in `schema`, in a new module of `versions`, and in the revisions of `upgrading`; tests
hold the three together.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def configuration(connection: Connection) -> Config:
    """Return alembic's configuration for a connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, found: str | None) -> None:
    """Bring tables of a known revision, or none, to the newest one; within the connection's transaction."""
    config = configuration(connection)
    if found is not None:
        command.stamp(config, found)
    command.upgrade(config, "head")
