"""Small disks for tests, which fill up or turn read-only when told. They need leave to mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PAGE = 4096
_BALLAST = "ballast"


class Disk:
    """A file system of its own at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def leave(self, room: int) -> None:
        """Fills the disk until no more than ``room`` bytes are free."""
        self.clear()
        state = os.statvfs(self.path)
        taken = (state.f_bavail * state.f_frsize - room) // PAGE * PAGE
        assert taken >= 0, "the disk is too small for this test"
        with (self.path / _BALLAST).open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(taken, 1))

    def clear(self) -> None:
        (self.path / _BALLAST).unlink(missing_ok=True)

    def seal(self) -> None:
        """From now on nobody can write on it, not even root."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.path)], check=True)

    def content(self) -> dict[str, bytes]:
        """Every file on it but the ballast, also what has no final name."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if path.is_file() and path.name != _BALLAST
        }


@contextmanager
def mounted(path: Path, size: int = 32 << 20) -> Iterator[Disk]:
    """A new disk at ``path`` until the block ends; skips the test where none may be mounted."""
    path.mkdir()
    try:
        asked = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "nianbao-test", str(path)]
        done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    except OSError as error:
        pytest.skip(f"no mount here: {error}")
    if done.returncode:
        pytest.skip(f"may not mount a disk here: {done.stderr.strip()}")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def moments(result: Path) -> list[int]:
    """For each file of ``result`` in the order they were written: the room that holds all of it but its last page."""
    files = [path for path in result.rglob("*") if path.is_file()] or [result]
    rooms, before = [], 0
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns):
        size = -(-path.stat().st_size // PAGE) * PAGE
        rooms.append(before + max(0, size - PAGE))
        before += size
    return rooms
