"""Locks that keep two runs from one place: files that a process holds, and that go with it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from .leftovers import remove

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def take_lock(lock: Path) -> int | None:
    """A descriptor of the locked file, None where another process holds it. Raises OSError where ``lock`` is a link."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), lock.stat()):
                return descriptor
        os.close(descriptor)  # whoever held it removed it meanwhile: a lock that nobody else sees


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


def let_go(lock: Path, descriptor: int) -> None:
    """Ends what ``take_lock`` took; the file goes."""
    if os.name == "posix":
        remove(lock)  # before others can hold it: nobody removes a lock that is not his
    os.close(descriptor)
    if os.name != "posix":
        remove(lock)  # which is refused while another run has it open
