"""Files that appear whole or not at all, and never over another without leave."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_MARK = ".nianbao-"


class OutputError(Exception):
    """A result can't be written. The text names the path and the remedy, in Chinese."""


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Yields a path beside ``path`` to write to; it becomes ``path`` when the block ends well, else it goes.

    Raises OutputError where ``path`` exists and ``force`` is not set, or where it can't be written.
    """
    _refuse_existing(path, force)
    temporary = _temporary(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _sync(temporary)
        _refuse_existing(path, force)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(_reason(path, error)) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Yields a new folder beside ``path``; it becomes ``path`` when the block ends well, else it goes.

    With ``force`` an existing folder is kept until the new one is complete. Raises as ``whole_file`` does.
    """
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    _refuse_existing(path, force)
    temporary, old = _temporary(path), _temporary(path)
    try:
        temporary.mkdir(parents=True)
        yield temporary
        _refuse_existing(path, force)
        if path.exists():
            path.rename(old)
        temporary.rename(path)
    except OSError as error:
        raise OutputError(_reason(path, error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if old.exists() and path.exists():
            shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink()


def _refuse_existing(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise OutputError(f"“{path}”已经存在；要覆盖请加 --force，或换一个 -o")


def _temporary(path: Path) -> Path:
    return path.parent / f"{_MARK}{os.getpid()}-{uuid4().hex[:8]}"


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _reason(path: Path, error: OSError) -> str:
    return f"写不了“{path}”：{error.strerror or error}；请检查磁盘空间和文件夹权限"
