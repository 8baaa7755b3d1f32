"""The tables of a ledger, their version, and how an older one becomes one of today.

``line`` holds all that ever happened, one row each, and is never changed: arrivals, decisions, letters, summaries. All
other tables are what lines speak of (``version``, ``arrival``, ``kept``) or save a second look (``seen``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

VERSION = 1
APPLICATION = 0x6E62_6C67  # "nblg", by which a file is known for a ledger
OLDER: Mapping[int, Callable[[sqlite3.Connection], None]] = {}  # what makes a version one of the next

_TABLES = (
    # What happened: when (UTC), by whom, which verb, for which organ, with what (JSON).
    """CREATE TABLE line (
        n INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, verb TEXT NOT NULL, organ TEXT NOT NULL DEFAULT '',
        data TEXT NOT NULL) STRICT""",
    # Every content once; with row ids, since readings fit on a page as rows, and not as keys. ``reading`` is the Return
    # as it was read (packed JSON); ``kept`` is 0 once its file is gone.
    """CREATE TABLE version (
        sha256 TEXT PRIMARY KEY, ending TEXT NOT NULL, size INTEGER NOT NULL,
        kept INTEGER NOT NULL, reading BLOB NOT NULL) STRICT""",
    # Every content by every name it came by. ``file`` is what it is called in reports, one name for one arrival;
    # ``modified`` is the time of the file in nanoseconds; ``organ`` whose it was, by the roster of today.
    """CREATE TABLE arrival (
        n INTEGER PRIMARY KEY, line INTEGER NOT NULL REFERENCES line (n), file TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES version (sha256), received TEXT NOT NULL,
        modified INTEGER NOT NULL, organ TEXT NOT NULL) STRICT""",
    # How each path looked when its content was taken in: what looks the same is not opened again.
    """CREATE TABLE seen (
        path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    # What the round was opened with: the roster, last year, the key.
    "CREATE TABLE kept (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID",
)


def create(connection: sqlite3.Connection) -> None:
    """Lays the tables of today into an empty database."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of its tables; 0 where it is no ledger at all."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return 0
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Makes tables of ``version`` those of today."""
    for step in range(version, VERSION):
        OLDER[step](connection)
        connection.execute(f"PRAGMA user_version = {step + 1}")
