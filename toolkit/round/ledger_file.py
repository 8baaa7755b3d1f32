"""The file of a ledger before it is opened: whether it is ours, and how it is read where nothing can be written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import schema
from .folder import RoundError

_SIDES = ("-wal", "-journal")  # what the database has not brought into its file yet lies in a file of this ending
_HEAD = 100  # bytes, by which a file is known


@contextmanager
def readable(path: Path, *, whole: bool) -> Iterator[Path]:
    """Where the ledger at ``path``, in a folder that can't be written, is read: itself where it is ``whole`` and all in
    one file, else a copy, with what a killed run, or one at work, has not brought into it yet.
    """
    beside = [path.with_name(path.name + ending) for ending in _SIDES]
    if whole and not any(one.is_file() and one.stat().st_size for one in beside):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-") as name:
        for one in (path, *beside):
            if one.is_file():
                shutil.copyfile(one, Path(name, one.name))
        yield Path(name, path.name)


def version_at(path: Path) -> int:
    """The version of the ledger at ``path``, by its first bytes. Raises RoundError where it is none, or a newer one."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise RoundError(f"“{path}”读不了（{error.strerror}）；请检查文件夹权限") from error
    if len(head) < _HEAD or not head.startswith(b"SQLite format 3\0"):
        raise RoundError(f"“{path}”已损坏，没有改动；请用先前的备份恢复")
    version, application = (int.from_bytes(head[at : at + 4], "big") for at in (60, 68))
    if application != schema.APPLICATION:
        raise RoundError(f"“{path}”不是本工具的账，没有改动；请换一个位置，或用备份恢复")
    if version > schema.VERSION:
        raise RoundError(
            f"“{path}”是较新版本的本工具写的（第 {version} 版，本版只认到第 {schema.VERSION} 版），没有改动；"
            "请升级本工具"
        )
    return version
