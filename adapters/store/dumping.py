"""Backups of PostgreSQL databases, made and read by its own programs; passwords reach them by no argument."""

import asyncio
import os
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, text

from adapters.errors import StoreError
from adapters.store.address import Address
from adapters.store.copies import free_beside, put_in_place
from adapters.store.engines import connect
from adapters.store.schema import CONTENT, metadata
from adapters.store.upgrading import VERSION, judged, revision_of

_TABLES = (*metadata.tables, "article_words", VERSION)
_PLAIN = ("--no-owner", "--no-privileges")


async def dump(named: Address, target: Path) -> None:
    """Write what the database holds at one moment to a new file in the format of `pg_restore`.

    Raises:
        StoreError: There is no store, `pg_dump` is not installed or fails, or the file cannot be written.
    """
    if (await _state(named))[0] is None:
        raise StoreError(f"the store {named.name} is empty")
    try:
        with tempfile.TemporaryDirectory(prefix=".newsdesk-", dir=target.parent) as folder:
            written = Path(folder, "dump")
            tables = [f"--table={table}" for table in _TABLES]
            await _run(named, "pg_dump", "--format=custom", *_PLAIN, *tables, f"--file={written}", _uri(named))
            put_in_place(written, target)
    except OSError as error:
        raise StoreError(f"{error.filename or target} cannot be written: {error.strerror}") from error


async def load(source: Path, named: Address, *, force: bool) -> Path | None:
    """Have a dump take the place of what the database holds, in one transaction, and return where that is kept.

    Raises:
        StoreError: The file is no dump or of a newer version, the database holds something, or a program is missing.
    """
    version = await _version(source, named)
    judged((), version, str(source), alone=False)
    _, held = await _state(named)
    if held and not force:
        raise StoreError(f"the store {named.name} holds something; with --force it is replaced, and kept in a file")
    kept = None
    if held:
        kept = free_beside(source)
        await dump(named, kept)
    with tempfile.TemporaryDirectory(prefix="newsdesk-") as folder:
        dumped = f"{folder}/dump.sql"
        await _run(named, "pg_restore", *_PLAIN, f"--file={dumped}", str(source))
        dropped = "; ".join(f"DROP TABLE IF EXISTS {table} CASCADE" for table in _TABLES)
        steps = (f"--command=SET lock_timeout = '10s'; {dropped}", f"--file={dumped}")
        strictly = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        await _run(named, "psql", *strictly, *steps, f"--dbname={_uri(named)}")
    return kept


async def _version(source: Path, named: Address) -> str:
    """Return the revision of a dump.

    Raises:
        StoreError: The file is no dump of a store.
    """
    try:
        said = await _run(named, "pg_restore", "--data-only", f"--table={VERSION}", "--file=-", str(source))
    except StoreError as error:
        raise StoreError(f"{source} is no backup of a store on PostgreSQL ({error})") from error
    lines = said.splitlines()
    rows = [after for line, after in pairwise(lines) if line.startswith("COPY ")]
    if not rows:
        raise StoreError(f"{source} is no backup of Newsdesk: it has no revision")
    return rows[0]


async def _state(named: Address) -> tuple[str | None, bool]:
    """Return the revision of the database, None if it has none, and whether it holds something."""
    database = connect(named)
    try:
        async with database.read("cannot be opened") as connection:
            revision = await connection.run_sync(revision_of, named.name)
            return revision, await connection.run_sync(_holds)
    finally:
        await database.close()


def _holds(connection: Connection) -> bool:
    found = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    tables = CONTENT & set(found.scalars())
    return any(connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() for table in tables)  # noqa: S608


def _uri(named: Address) -> str:
    """Return the address as the programs take it, without the password."""
    plain = named.url.set(drivername="postgresql", password=None).difference_update_query(["password"])
    return plain.render_as_string(hide_password=False)


async def _run(named: Address, program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs and return what it prints.

    Raises:
        StoreError: It is not installed, or fails; the message has its last words.
    """
    path = shutil.which(program)
    if path is None:
        raise StoreError(
            f"backups of a store on PostgreSQL need {program}, which is not installed; "
            "on Debian and Ubuntu: apt-get install postgresql-client"
        )
    password = named.url.password or named.url.query.get("password")
    secret = {"PGPASSWORD": str(password)} if password else {}
    never_asking = ("--no-password",) if program != "pg_restore" else ()
    process = await asyncio.create_subprocess_exec(
        path, *never_asking, *arguments, env={**os.environ, **secret},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, failed = await process.communicate()
    if process.returncode:
        last = failed.decode(errors="replace").strip().splitlines()[-1:] or [f"status {process.returncode}"]
        raise StoreError(f"{program} failed for the store {named.name}: {last[0]}")
    return said.decode(errors="replace")
