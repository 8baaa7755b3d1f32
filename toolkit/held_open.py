"""Whether an office program has a file open: as it says by the owner file that it lays beside it, or by a refusal."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

# How Excel (and WPS), WPS again, and LibreOffice name the file that says who has ``{}`` open.
_OWNERS = ("~${}", ".~{}", ".~lock.{}#")
_SHARED = (32, 33)  # Windows: another process uses the file, or has locked a part of it
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})


def open_in_program(path: Path) -> str:
    """Says that a program has ``path`` open, or a file in it where it is a folder, and what to do; else nothing."""
    found = next(_owned(path), None)
    if found is None:
        return ""
    file, owner = found
    return (
        f"“{file}”正在 Excel、WPS 等程序里打开着：请先关闭它，再重新运行；没有写，原有的文件没有动"
        f"（如果已经关闭，请删去旁边的“{owner.name}”）"
    )


def refused_in_place(path: Path, error: OSError) -> str:
    """Says of an ``error`` in putting a finished result in the place of ``path`` that a program has it open; nothing
    where the error tells of something else.
    """
    shared = getattr(error, "winerror", None) in _SHARED
    if not shared and (error.errno not in _REFUSED or not path.exists()):
        return ""
    blocked = [file for file in _files(path) if _is_blocked(file)] if path.is_dir() else [path]
    names = "、".join(f"“{file}”" for file in blocked[:3]) or f"“{path}”里的文件"
    return (
        f"换不了{names}，多半是正在 Excel、WPS 等程序里打开着：请先关闭，再重新运行；原有的文件没有动"
        "（仍不行，请检查文件夹的权限）"
    )


def _owned(path: Path) -> Iterator[tuple[Path, Path]]:
    """Each file with the owner file beside it."""
    for file in _files(path) if path.is_dir() else (path,):
        for pattern in _OWNERS if file.exists() else ():
            owner = file.with_name(pattern.format(file.name))
            if owner.exists():
                yield file, owner


def _is_blocked(file: Path) -> bool:
    """Whether writing to it is refused now. Nothing is written."""
    try:
        with file.open("r+b"):
            return False
    except OSError:
        return True


def _files(folder: Path) -> Iterator[Path]:
    for inside, _, names in os.walk(folder):
        present = set(names)
        yield from (Path(inside, name) for name in sorted(present))
