"""What memory and disk a run over many files will take, told before it starts.

The figures are from collations of 5,000 and 50,000 invented returns (380 and 720 MiB at the most, 14 KB of results for
each return), rounded up for longer texts and for what is needed while writing: an order of magnitude.
"""

from __future__ import annotations

import shutil
from pathlib import Path

MANY = 1000  # files beyond which a run says its needs

# Bytes: of a process before it has read anything, and for each file.
_MEMORY_START, _MEMORY_FILE = 350_000_000, 15_000
_DISK_SUMMARY, _DISK_WORKBOOK = 25_000, 45_000


def needs_of_reading(files: int) -> str:
    """The line for a validation of ``files``; empty where they are few."""
    return _line(files, f"约需内存 {_megabytes(_MEMORY_START + files * _MEMORY_FILE)} MB")


def needs_of_collating(files: int, folder: Path) -> str:
    """The line for a collation of ``files`` into ``folder``; empty where they are few."""
    memory = _megabytes(_MEMORY_START + files * _MEMORY_FILE)
    return _line(files, f"约需内存 {memory} MB，{_disk(files * _DISK_SUMMARY, folder)}")


def needs_of_distributing(files: int, folder: Path) -> str:
    """The line for ``files`` workbooks to be written into ``folder``; empty where they are few."""
    return _line(files, f"约需内存 {_megabytes(_MEMORY_START)} MB，{_disk(files * _DISK_WORKBOOK, folder)}")


def _line(files: int, needs: str) -> str:
    return f"共 {files} 个文件，{needs}" if files > MANY else ""


def _disk(size: int, folder: Path) -> str:
    place = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path.cwd())
    free = shutil.disk_usage(place).free
    short = "，空间不足，请先清理" if free < size else ""
    return f"磁盘 {_megabytes(size)} MB（可用 {_megabytes(free)} MB{short}）"


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000):,}"
