"""What grouping needs: sketches of the articles, where stories went, what repairs are about, and when it changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables; articles from before get their sketches when they are grouped with."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "sketches",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("article", sa.String, nullable=False, unique=True),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "moves",
        sa.Column("story", sa.String, primary_key=True),
        sa.Column("into", sa.String, primary_key=True),
        sa.Column("whole", sa.Boolean, nullable=False),
    )
    op.create_index("ix_moves_into", "moves", ["into"])
    op.add_column("revisions", sa.Column("placings", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("repairs", sa.Column("articles", sa.Text, nullable=False, server_default="[]"))
