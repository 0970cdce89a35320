"""A PostgreSQL server of the tests' own: on loopback and a socket, gone with them, and never waiting for the disk."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "open-sesame"
_USER = "newsdesk"
_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=200")


@dataclass(frozen=True)
class Server:
    """A server: where its socket is, its port on loopback, and who it runs as (None: as the tests)."""

    folder: str
    port: int
    run_as: str | None

    def url(self, database, *, host=None, password=PASSWORD):
        """The URL of a database, over the socket, or over loopback with a password."""
        if host is None:
            return f"postgresql://{_USER}@/{database}?host={self.folder}&port={self.port}"
        return f"postgresql://{_USER}:{password}@{host}:{self.port}/{database}"

    def execute(self, statement, database="postgres"):
        """Run a statement outside a transaction and return its rows, none where it has none."""
        import psycopg

        plain = f"host={self.folder} port={self.port} user={_USER} dbname={database}"
        with psycopg.connect(plain, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def installed():
    """Return the folder of PostgreSQL's programs, of the newest version there is; None if it is not installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(places[-1]) if places else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def serving(binaries):
    """Start a server with the programs of a folder, and end it with the block."""
    run_as = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses root; its packages bring a user for it
    folder = tempfile.mkdtemp(prefix="newsdesk-pg-")
    try:
        if run_as:
            shutil.chown(folder, run_as)
        with _started(binaries, folder, run_as) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(binaries, folder, run_as):
    secret = Path(folder, "secret")
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    _program(
        binaries / "initdb", "--pgdata", f"{folder}/data", "--username", _USER, "--pwfile", secret, "--no-sync",
        "--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256", user=run_as,
    )  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = [f"-c {option}" for option in (*_SAFE, f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1")]
    control = [binaries / "pg_ctl", "--pgdata", f"{folder}/data", "--silent", "--wait"]
    _program(*control, "start", "--log", f"{folder}/log", "--options", " ".join([*options, f"-p {port}"]), user=run_as)
    try:
        yield Server(folder, port, run_as)
    finally:
        _program(*control, "stop", "--mode", "immediate", user=run_as)


def _program(*call, user):
    """Run one of the server's programs, in a folder that its user may enter."""
    done = subprocess.run(call, check=False, cwd="/", user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout.decode()
