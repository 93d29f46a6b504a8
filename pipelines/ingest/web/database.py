"""The file that remembers the web: its tables, and how it is opened so that a kill at any moment costs nothing done.

    feeds      one row a feed, or a sitemap that an index names: validators, health, when it is due
    pages      one row an address that a feed named: its state, when it is due
    bodies     pages as they came, compressed, until they have been ingested
    robots     one row an origin: its robots.txt, or that it could not be had
    hosts      one row a host that asked for rest: until when

How the rows change stands in `feed_state.py`, `page_state.py`, `client.py` and `hosts.py`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = 1
NAME = "web.sqlite"
_SCHEMA = """
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    parent TEXT,
    changed TEXT,
    outlet TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT,
    rights TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    tried_at TEXT,
    succeeded_at TEXT,
    proven_at TEXT,
    full_at TEXT,
    new_at TEXT,
    next_at TEXT,
    entries INTEGER,
    usual_entries REAL,
    failures INTEGER NOT NULL DEFAULT 0,
    reason_code TEXT,
    reason TEXT
) STRICT;
CREATE TABLE pages (
    url TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    feed TEXT NOT NULL,
    title TEXT,
    published TEXT,
    seen_at TEXT NOT NULL,
    state TEXT NOT NULL,
    next_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    reason_code TEXT,
    reason TEXT,
    first_fetched_at TEXT,
    fetched_at TEXT,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT
) STRICT;
CREATE INDEX pages_due ON pages (next_at, host) WHERE next_at IS NOT NULL;
CREATE INDEX pages_given_up ON pages (url) WHERE state = 'given_up';
CREATE TABLE bodies (
    body_id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    charset TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL,
    rules TEXT,
    reason_code TEXT
) STRICT;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    rests_until TEXT NOT NULL,
    failures INTEGER NOT NULL
) STRICT;
"""


class DatabaseTooNew(RuntimeError):
    """The file was written by a later version of the project."""


def opened(path: Path) -> sqlite3.Connection:
    """Open the file, and make it where it is not there. Raises DatabaseTooNew for a file of a later version.

    Transactions are begun by hand; each one is on disk when it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        (held,) = connection.execute("PRAGMA user_version").fetchone()
        if held > VERSION:
            raise DatabaseTooNew(f"{NAME} was written by a later version of the project")
        if held == 0:
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of what follows, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
