"""What a run has half done stands beside its results under names of its own; a killed run's is cleared away."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import zlib
from pathlib import Path
from uuid import uuid4

MARK = ".nianbao-"


def temporary_beside(path: Path) -> Path:
    """A free name, in the folder of ``path``, for what this process is at work on."""
    return path.parent / f"{MARK}{_machine()}-{os.getpid()}-{uuid4().hex[:8]}"


def clear_leftovers(folder: Path) -> None:
    """Removes from ``folder`` what runs on this machine left half done there when they were killed."""
    own = f"{MARK}{_machine()}-"
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(own)]
    for name in names:
        process = name.removeprefix(own).partition("-")[0]
        if process.isdigit() and not _is_running(int(process)):
            remove(folder / name)


def remove(path: Path) -> None:
    """Removes the file, link or folder ``path``; of a link, what it leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return  # what could not be written at all, as in a read-only folder, need not go


def _machine() -> str:
    """Tells this machine's processes from those of others that work on the same shared folder."""
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    else:  # noqa: RET505 -- the type checker passes over what is for another system
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE, _NO_SUCH_PROCESS, _STILL_RUNNING = 0x00100000, 87, 0x102

    def _is_running_on_windows(process: int) -> bool:
        """``os.kill`` would end the process that it asks after."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, process)
        if not handle:
            return ctypes.get_last_error() != _NO_SUCH_PROCESS
        try:
            return bool(kernel.WaitForSingleObject(ctypes.c_void_p(handle), 0) == _STILL_RUNNING)
        finally:
            kernel.CloseHandle(ctypes.c_void_p(handle))
