"""Whether a folder lies on a disk of this machine, or on one of another: the ledger is kept otherwise there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# File systems whose locks and shared memory hold between the processes of this machine.
_LOCAL = frozenset(
    {"apfs", "bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "hfs", "jfs", "msdos", "ntfs"}
    | {"ntfs3", "overlay", "ramfs", "reiserfs", "tmpfs", "udf", "ufs", "vfat", "xfs", "zfs"}
)
_MOUNTS = Path("/proc/self/mountinfo")


def is_local(folder: Path) -> bool:
    """Whether ``folder`` is known to lie on a disk of this machine. What can't be told is taken for a network drive:
    slower there, and never wrong.
    """
    return _is_local(os.path.realpath(folder))


def file_system(path: str, mounts: str) -> str:
    """The kind of file system that holds ``path``, by what the kernel says of its ``mounts`` (``mountinfo``)."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, behind = line.partition(" - ")
        if len(fields := before.split(" ")) < 5 or not behind:
            continue
        point = _unescaped(fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:  # of two at one point, the later one hides the other
            longest, kind = len(point), behind.split(" ")[0]
    return kind


def _unescaped(point: str) -> str:
    for written, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(written, sign)
    return point


if sys.platform == "win32":
    import ctypes

    _REMOVABLE, _FIXED, _RAM_DISK = 2, 3, 6

    def _is_local(path: str) -> bool:
        drive = os.path.splitdrive(path)[0]
        if drive.startswith("\\\\"):
            return False
        return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") in (_REMOVABLE, _FIXED, _RAM_DISK)
elif sys.platform == "darwin":

    def _is_local(path: str) -> bool:
        """By what ``mount`` says of its mounts: ``/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)``."""
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        longest, local = -1, False
        for line in said.splitlines():
            point, _, flags = line.partition(" on ")[2].rpartition(" (")
            if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= longest:
                longest, local = len(point), "local" in flags.rstrip(")").split(", ")
        return local
else:

    def _is_local(path: str) -> bool:
        try:
            return file_system(path, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")) in _LOCAL
        except OSError:
            return False
