"""The office's seal key: a file that is made on first use and stays with the office."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from .output import reason

_LENGTH = 32  # characters a key has at least; a new one has twice as many


class SealKeyError(Exception):
    """The key file can't be used. The text says why and what to do, in Chinese."""


def read_seal_key(path: str | Path) -> bytes:
    """The key in the file at ``path``; blanks and line ends around it do not count."""
    path = Path(path)
    try:
        key = path.read_bytes().strip()
    except FileNotFoundError:
        raise SealKeyError(f"找不到密钥文件“{path}”，请给出发放时所用的那一个") from None
    except OSError as error:
        raise SealKeyError(f"读不了密钥文件“{path}”：{error.strerror}") from None
    if len(key) < _LENGTH:
        raise SealKeyError(f"“{path}”不像密钥文件（不足 {_LENGTH} 个字符），请给出发放时所用的那一个")
    return key


def ensure_seal_key(path: str | Path) -> bytes:
    """The key in the file at ``path``, which is made, readable by its owner only, where there is none yet."""
    path = Path(path)
    if not has_seal_key(path):
        _make(path)
    return read_seal_key(path)


def has_seal_key(path: Path) -> bool:
    """Whether there is a file at ``path``, of whatever content. Raises SealKeyError where that can't be told."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SealKeyError(f"读不了密钥文件“{path}”：{error.strerror}") from None
    return True


def is_exposed(path: Path) -> bool:
    """Whether others than its owner may read the key file; always false where permissions tell nothing."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _make(path: Path) -> None:
    """Writes a new key beside ``path`` and then gives it that name, so that no half key is ever left there."""
    temporary = path.parent / f".nianbao-key-{secrets.token_hex(8)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_LENGTH) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _give_name(temporary, path)
    except OSError as error:
        raise SealKeyError(reason(path, error)) from None
    finally:
        with suppress(OSError):  # as where it could not be made
            temporary.unlink(missing_ok=True)


def _give_name(temporary: Path, path: Path) -> None:
    """Never over a key that another run made meanwhile: what that one has sealed would be good for nothing."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # as on a memory stick, whose file system knows no links
        temporary.rename(path)
