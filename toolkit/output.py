"""Files that appear whole or not at all, and never over another without leave."""

from __future__ import annotations

import errno
import os
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .held_open import open_in_program, refused_in_place
from .leftovers import MARK, clear_leftovers, remove, temporary_beside
from .locks import let_go, take_lock

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EACCES: "没有写入的权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入的权限",
    errno.ENAMETOOLONG: "名称太长",
    errno.EISDIR: "那里是一个文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "那里已有同名的文件",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "那里有一个链接，不会通过链接去写",
}


class OutputError(Exception):
    """A result can't be written. The text names the path and the remedy, in Chinese."""


@contextmanager
def whole_file(path: Path, *, force: bool = False, lasting: bool = True, private: bool = False) -> Iterator[Path]:
    """Yields a path beside ``path`` to write to; it becomes ``path`` when the block ends well, else it goes.

    A ``private`` one is readable by its owner alone, whatever stood there. ``lasting`` waits until the disk has it, so
    that even a power cut leaves no half file. Raises OutputError where ``path`` exists and ``force`` is not set, where
    a program has it open, or where it can't be written.
    """
    refuse_existing(path, force)
    refuse_open(path)
    temporary, placed = temporary_beside(path), False
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        if lasting:
            clear_leftovers(path.parent)
        if private:
            make_private(temporary)
        yield temporary
        if lasting:
            _sync(temporary)
        refuse_existing(path, force)
        with _in_place(path):
            temporary.replace(path)
        placed = True
    except OSError as error:
        raise OutputError(reason(path, error)) from error
    finally:
        if not placed:
            remove(temporary)


@contextmanager
def whole_folder(
    path: Path, *, force: bool = False, strangers: Callable[[Path], Sequence[str]] | None = None
) -> Iterator[Path]:
    """Yields a new folder beside ``path``; it becomes ``path`` when the block ends well, else it goes.

    With ``force`` an existing folder is kept until the new one is complete; ``strangers`` names what no earlier run
    put there, and a folder that holds any of it is never replaced. A folder that a killed run had set aside is put
    back first. Raises OutputError as ``whole_file`` does, and where another run is writing the same folder.
    """
    temporary = temporary_beside(path)
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(reason(path, error)) from error
    with _held(_beside(path, "lock"), path):
        try:
            _settle(path)
            refuse_in_use(path)
            refuse_folder(path, force, strangers)
            temporary.mkdir()
            usual = temporary.stat().st_mode
            temporary.chmod(0o700)  # until what is private in it is closed to others
            clear_leftovers(path.parent)
            yield temporary
            temporary.chmod(usual)
            refuse_folder(path, force, strangers)
            with _in_place(path):
                if _is_empty_folder(path):
                    path.rmdir()
                elif path.exists():
                    path.rename(_beside(path, "old"))
                temporary.rename(path)
        except OSError as error:
            raise OutputError(reason(path, error)) from error
        except OutputError as error:  # of a file inside, which nobody knows by the name it had meanwhile
            raise OutputError(str(error).replace(str(temporary), str(path))) from error
        finally:
            with suppress(OSError):
                _settle(path)
            remove(temporary)


@contextmanager
def scratch_folder(path: Path) -> Iterator[Path]:
    """Yields a new folder beside ``path``, for its owner alone, for what is needed while ``path`` is written; it goes.

    The folder of a killed run goes with the other leftovers there.
    """
    folder = temporary_beside(path)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        remove(folder)


def make_private(path: Path) -> None:
    """Makes the file ``path``, readable by its owner alone, for a writer to fill. Raises OSError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def close_to_others(path: Path) -> None:
    """Leaves ``path`` readable by its owner alone. Where permissions tell nothing, as on Windows, nothing changes."""
    if os.name == "posix":
        path.chmod(path.stat().st_mode & 0o700)


def restore_folder(path: Path) -> None:
    """Puts back the folder ``path`` where a run was killed between setting it aside and putting the new one there."""
    if not path.exists() and _beside(path, "old").exists():
        with suppress(OutputError, OSError), _held(_beside(path, "lock"), path):
            _settle(path)


def _settle(path: Path) -> None:
    """Ends a replacement that was broken off: what was set aside goes where its successor stands, else comes back."""
    old = _beside(path, "old")
    if old.is_symlink() or not old.exists():  # a run sets aside no links
        return
    if not path.exists():
        old.rename(path)
        return
    doomed = temporary_beside(path)  # so that nobody ever puts back the half of it
    old.rename(doomed)
    remove(doomed)


def _beside(path: Path, kind: str) -> Path:
    """The name, in the folder of ``path``, under which every run looks for the ``kind`` of thing of ``path``."""
    whole = Path.cwd() / path  # not resolved: a link is not followed
    key = zlib.crc32(unicodedata.normalize("NFC", whole.name).casefold().encode())
    return whole.parent / f"{MARK}{kind}-{key:08x}"


@contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Makes ``folder`` where it is missing and keeps other runs out of it; removes what killed runs left half done.

    Raises OutputError where another run is at work in it, or where it can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(reason(folder, error)) from error
    with _held(folder / f"{MARK}lock", folder):
        for inside, _, _ in os.walk(folder):  # which follows no links
            clear_leftovers(Path(inside))
        yield


@contextmanager
def _held(lock: Path, folder: Path) -> Iterator[None]:
    """Holds ``lock``, a file that goes afterwards. Raises OutputError where another run has it or it can't be made."""
    try:
        descriptor = take_lock(lock)
    except OSError as error:
        raise OutputError(reason(folder, error)) from error
    if descriptor is None:
        raise OutputError(f"另一个 nianbao 正在写“{folder}”，请等它结束后再运行")
    try:
        yield
    finally:
        let_go(lock, descriptor)


def reason(path: Path, error: OSError) -> str:
    """Why ``path`` could not be written, and what to do, in one line."""
    said = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"写不了“{path}”：{said}；请检查磁盘空间和文件夹权限"


def refuse_existing(path: Path, force: bool) -> None:
    """Raises OutputError where something stands at ``path`` and ``force`` is not set."""
    if not force and path.exists() and not _is_empty_folder(path):
        raise OutputError(f"“{path}”已经存在；要覆盖请加 --force，或换一个位置")


def refuse_folder(path: Path, force: bool, strangers: Callable[[Path], Sequence[str]] | None) -> None:
    """Raises OutputError where ``whole_folder`` may not put a new folder in the place of ``path``."""
    if path.is_symlink():
        raise OutputError(f"“{path}”是一个链接，指向“{path.readlink()}”；没有写，请直接写明要用的文件夹，或换一个位置")
    refuse_existing(path, force)
    if not path.exists():
        return
    if not path.is_dir():
        raise OutputError(f"“{path}”是一个文件，不是文件夹；请换一个位置")
    refuse_open(path)
    others = strangers(path) if strangers else ()
    if others:
        shown = "、".join(others[:3]) + (f" 等 {len(others)} 个" if len(others) > 3 else "")
        raise OutputError(
            f"“{path}”里有不是本工具写的、或写好后又改过的东西：{shown}；没有覆盖，请先移走，或换一个位置"
        )


def refuse_open(path: Path) -> None:
    """Raises OutputError where a program has ``path`` open, or a file in it where it is a folder."""
    if said := open_in_program(path):
        raise OutputError(said)


@contextmanager
def _in_place(path: Path) -> Iterator[None]:
    """Tells of a program that has ``path`` open, which on Windows keeps anything from taking its place."""
    try:
        yield
    except OSError as error:
        if said := refused_in_place(path, error):
            raise OutputError(said) from error
        raise


def refuse_in_use(path: Path) -> None:
    """Raises OutputError for what is never replaced as a whole: the folder one stands in, those above it, a disk."""
    if path.exists() and Path.cwd().is_relative_to(path.resolve()):
        raise OutputError(f"“{path}”是当前所在的文件夹或其上级，不能整个替换；请换一个位置")
    if os.path.ismount(path):
        raise OutputError(f"“{path}”是整个磁盘，不能整个替换；请写明里面的一个文件夹")


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
