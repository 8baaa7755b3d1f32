"""Files that come from the browser: bounded, under names that are safe on every system, whole or not there."""

from __future__ import annotations

import os
import re
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

from ..output import OutputError, reason

LARGEST = 512 * 1024**2  # bytes of one file; what reads it has bounds of its own
MOST = 50_000  # files of one drop
ROOM = 200 * 1024**2  # bytes that must stay free on the disk
_OLDEST = 315_532_800 * 10**9  # 1980, in nanoseconds: what archives begin with
_LEVELS = 4  # folders and the name, from the end
_LONGEST = 80  # characters of each, and
_BYTES = 200  # bytes in UTF-8
_BAD = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class UploadError(Exception):
    """A file is not taken. The text says why, in Chinese."""


def safe_path(name: str) -> PurePosixPath:
    """A relative path for a file that the browser calls ``name``: nothing in it leads anywhere else."""
    parts = [part for part in re.split(r"[/\\]+", name) if part.strip(" .")]
    kept = [_safe(part) for part in parts[-_LEVELS:]]
    return PurePosixPath(*kept) if kept else PurePosixPath("未命名")


def _safe(part: str) -> str:
    text = unicodedata.normalize("NFC", part.encode("utf-8", "replace").decode())
    text = _BAD.sub("_", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = text, "", ""
    stem = stem[:_LONGEST]
    while len(f"{stem}{dot}{ending}".encode()) > _BYTES:
        stem = stem[:-1]
    text = f"{stem.rstrip(' .')}{dot}{ending}"
    return f"_{text}" if _RESERVED.fullmatch(text) or not text else text


def free_path(folder: Path, path: PurePosixPath) -> Path:
    """Where ``path`` goes in ``folder``: numbered where something is called so already, in whatever case."""
    target = folder / path
    number = 1
    while os.path.lexists(target):
        number += 1
        target = folder / path.parent / f"{PurePosixPath(path.name).stem}（{number}）{path.suffix}"
    return target


async def receive(
    chunks: AsyncIterator[bytes], folder: Path, name: str, *, modified: str = "", largest: int = LARGEST
) -> Path:
    """Writes what comes in ``chunks`` into ``folder`` under a name after ``name``, and gives it the time at which
    it was ``modified`` (milliseconds), as the browser says: the newest of an organ may be told by that.

    Raises UploadError for too much of it, OutputError where it can't be written; then nothing of it is left.
    """
    if not folder.is_dir():
        raise UploadError("收到一半的文件被移走了（这一轮的文件夹可能移动过），请重新拖一次")
    path = safe_path(name)
    target = free_path(folder, path)
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < ROOM:
            raise UploadError("磁盘快满了，没有收下；请清理后再试")
        try:
            with target.open("xb") as file:
                async for chunk in chunks:
                    written += len(chunk)
                    if written > largest:
                        raise UploadError(f"“{path.name}”超过 {largest // 1024**2} MB，没有收下；报送件不会这么大")
                    file.write(chunk)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        _date(target, modified)
    except OSError as error:
        raise OutputError(reason(target, error)) from error
    return target


def _date(path: Path, modified: str) -> None:
    """Gives the file at ``path`` its own time, where that can be one."""
    if modified.isascii() and modified.isdecimal() and len(modified) < 15:
        nanoseconds = int(modified) * 1_000_000
        if _OLDEST < nanoseconds <= time.time_ns():
            os.utime(path, ns=(nanoseconds, nanoseconds))
