"""The ledger of a round: an SQLite file to which lines are added, and in which no line is ever changed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..output import make_private
from . import clock, schema
from .disk import is_local
from .folder import LEDGER, RoundError
from .ledger_file import readable, version_at
from .sqlite_errors import told

_PATIENCE = 30.0  # seconds for which another process may be writing


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger. ``at`` is when it was written (``clock``), ``organ`` the code of whom it is about."""

    n: int
    at: str
    by: str
    verb: str
    organ: str
    data: Mapping[str, Any]


class Ledger:
    """An open ledger. ``rows`` asks, ``changing`` makes one change whole or not at all, within which ``add`` writes.

    Errors of the database are raised as RoundError, of a full or refusing disk as OutputError, in Chinese.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What ``query`` finds."""
        with told(self.path):
            return self._connection.execute(query, values).fetchall()

    def lines(self) -> list[Line]:
        """All lines in their order."""
        rows = self.rows("SELECT n, at, by, verb, organ, data FROM line ORDER BY n")
        return [Line(n, at, by, verb, organ, json.loads(data)) for n, at, by, verb, organ, data in rows]

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One change: all that is written within the block, or nothing of it."""
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def add(self, verb: str, by: str, data: Mapping[str, Any], organ: str = "") -> int:
        """A new line, within ``changing``; its number."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        values = (clock.now(), by, verb, organ, text)
        cursor = self._connection.execute("INSERT INTO line (at, by, verb, organ, data) VALUES (?, ?, ?, ?, ?)", values)
        return int(cursor.lastrowid or 0)

    def write(self, statement: str, rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> None:
        """``statement`` for each of ``rows``, within ``changing``; never about a line."""
        self._connection.executemany(statement, rows)

    def copy_to(self, path: Path) -> None:
        """Copies the ledger as it is at this moment, while others may write, into the new file ``path``."""
        make_private(path)
        with told(self.path), closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")

    def check(self) -> str:
        """What the database finds wrong with itself; empty where it is whole."""
        said = "；".join(str(row[0]) for row in self.rows("PRAGMA integrity_check"))
        wrong = self.rows("PRAGMA foreign_key_check")
        return "" if said == "ok" and not wrong else said + (f"；{len(wrong)} 处缺所指的行" if wrong else "")


@contextmanager
def new_ledger(folder: Path) -> Iterator[Ledger]:
    """A new, empty ledger in ``folder``, readable by its owner alone."""
    path = folder / LEDGER
    make_private(path)
    with told(path), closing(_connect(path, "rw")) as connection:
        _set_up(connection, local=is_local(folder))
        schema.create(connection)
        yield Ledger(path, connection)


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """The ledger of the round in ``folder``. Raises RoundError where there is none, or none of this version.

    One of an older version is copied beside itself and then made one of today; of a folder that can't be written it is
    read as it stands.
    """
    path = folder / LEDGER
    if not path.is_file():
        raise RoundError(f"“{folder}”里没有 {LEDGER}，不是一轮工作的文件夹；请新建一轮，或换一个位置")
    version = version_at(path)  # before the database is opened, which may write into it
    with told(path), ExitStack() as stack:
        if os.access(path, os.W_OK) and os.access(folder, os.W_OK):
            file, connection = path, stack.enter_context(closing(_connect(path, "rw")))
            _set_up(connection, local=is_local(folder))
        else:
            file = stack.enter_context(readable(path, whole=version == schema.VERSION))
            connection = stack.enter_context(closing(_connect(file, "ro&immutable=1" if file == path else "rw")))
        _migrate(Ledger(file, connection), connection, schema.version_of(connection))
        yield Ledger(path, connection)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, isolation_level=None, timeout=_PATIENCE
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _set_up(connection: sqlite3.Connection, *, local: bool) -> None:
    """Write-ahead log on a disk of this machine; elsewhere, where processes of several machines share no memory, the
    rollback journal.
    """
    if local:
        connection.execute("PRAGMA journal_mode = WAL")
    else:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before anything is read: no shared memory is asked for
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = NORMAL")
        # Lets go: who waits for his turn keeps nobody from writing.
        connection.execute("PRAGMA user_version").fetchone()
    connection.execute("PRAGMA synchronous = FULL")


def _migrate(ledger: Ledger, connection: sqlite3.Connection, version: int) -> None:
    """Makes a ledger of an older ``version`` one of today, with a copy beside it."""
    if version == schema.VERSION:
        return
    copy = ledger.path.with_name(f"{ledger.path.stem}（第{version}版）{ledger.path.suffix}")
    if not copy.exists():
        ledger.copy_to(copy)
    with ledger.changing():
        schema.migrate(connection, schema.version_of(connection))  # as it is now: another run may have been faster
