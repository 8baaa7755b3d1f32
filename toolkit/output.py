"""Files that appear whole or not at all, and never over another without leave."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_MARK = ".nianbao-"


class OutputError(Exception):
    """A result can't be written. The text names the path and the remedy, in Chinese."""


@contextmanager
def whole_file(path: Path, *, force: bool = False, lasting: bool = True) -> Iterator[Path]:
    """Yields a path beside ``path`` to write to; it becomes ``path`` when the block ends well, else it goes.

    ``lasting`` waits until the disk has it, so that even a power cut leaves no half file. Raises OutputError
    where ``path`` exists and ``force`` is not set, or where it can't be written.
    """
    _refuse_existing(path, force)
    temporary = _temporary(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if lasting:
            clear_leftovers(path.parent)
        yield temporary
        if lasting:
            _sync(temporary)
        _refuse_existing(path, force)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(reason(path, error)) from error
    finally:
        _remove(temporary)


@contextmanager
def whole_folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Yields a new folder beside ``path``; it becomes ``path`` when the block ends well, else it goes.

    With ``force`` an existing folder is kept until the new one is complete. Raises as ``whole_file`` does.
    """
    temporary, old = _temporary(path), _temporary(path)
    try:
        _refuse_in_use(path)
        _refuse_existing(path, force)
        temporary.mkdir(parents=True)
        clear_leftovers(path.parent)
        yield temporary
        _refuse_existing(path, force)
        if _is_empty_folder(path):
            path.rmdir()
        elif path.exists():
            path.rename(old)
        temporary.rename(path)
    except OSError as error:
        raise OutputError(reason(path, error)) from error
    finally:
        _remove(temporary)
        if old.exists() and path.exists():
            _remove(old)
        elif old.exists():
            old.rename(path)


def clear_leftovers(folder: Path) -> None:
    """Removes from ``folder`` what runs on this machine left half done there when they were killed."""
    own = f"{_MARK}{_machine()}-"
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(own)]
    for name in names:
        process = name.removeprefix(own).partition("-")[0]
        if process.isdigit() and not _is_running(int(process)):
            _remove(folder / name)


@contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Makes ``folder`` where it is missing and keeps other runs out of it; removes what killed runs left half done.

    Raises OutputError where another run is at work in it, or where it can't be written.
    """
    lock = folder / f"{_MARK}lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OutputError(reason(folder, error)) from error
    try:
        if not _lock(descriptor):
            raise OutputError(f"另一个 nianbao 正在写“{folder}”，请等它结束后再运行")
        try:
            for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
                clear_leftovers(inside)
            yield
        finally:
            _remove(lock)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Whether this process now holds the lock, which goes with it; true where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def reason(path: Path, error: OSError) -> str:
    """Why ``path`` could not be written, and what to do, in one line."""
    return f"写不了“{path}”：{error.strerror or error}；请检查磁盘空间和文件夹权限"


def _refuse_existing(path: Path, force: bool) -> None:
    if path.exists() and not force and not _is_empty_folder(path):
        raise OutputError(f"“{path}”已经存在；要覆盖请加 --force，或换一个 -o")


def _refuse_in_use(path: Path) -> None:
    """Guards the folder one stands in, and all above it, from being replaced as a whole."""
    if path.exists() and Path.cwd().is_relative_to(path.resolve()):
        raise OutputError(f"“{path}”是当前所在的文件夹或其上级，不能整个替换；请换一个 -o")


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _temporary(path: Path) -> Path:
    return path.parent / f"{_MARK}{_machine()}-{os.getpid()}-{uuid4().hex[:8]}"


def _machine() -> str:
    """Tells this machine's processes from those of others that work on the same shared folder."""
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # asking elsewhere may end the process that is asked after
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return  # what could not be written at all, as in a read-only folder, need not go


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
