"""What the database says of a disk or a file that fails it, in words for a person."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..output import OutputError
from .folder import RoundError

_LONGEST = 504  # bytes of a path that SQLite opens on Unix


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Says errors of the database at ``path``, raised in the block, in Chinese: as OutputError or RoundError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_FULL":
            raise OutputError(f"写不了“{path}”：磁盘已满；这一步没有记下，请腾出空间后再运行") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise RoundError(f"“{path}”正被另一个程序使用，请等它结束后再运行") from error
        if name.startswith("SQLITE_CANTOPEN") and (length := len(os.fsencode(os.path.realpath(path)))) > _LONGEST:
            raise OutputError(
                f"写不了“{path}”：全路径太长，有 {length} 字节，数据库文件最多 {_LONGEST} 字节（一个汉字占 3 字节）；"
                "请把这一轮放到路径较短的文件夹"
            ) from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise OutputError(f"写不了“{path}”：没有写入的权限；请检查文件夹权限") from error
        if name.startswith("SQLITE_IOERR"):
            raise OutputError(f"写不了“{path}”：磁盘读写出错（可能已满）；这一步没有记下，请检查磁盘") from error
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
            raise RoundError(f"“{path}”已损坏，没有改动；请用先前的备份恢复") from error
        raise
