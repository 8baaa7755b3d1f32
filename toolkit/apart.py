"""What is written lies apart from what is read: no input is written over, and no run reads what another one wrote."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from .form.folders import own_definitions
from .output import OutputError

_LOCAL = ("file://", "local://")  # URLs of what lies here after all

Identity = tuple[int, int] | str  # the same for all spellings and links of one file


def refuse_inputs(output: Path | None, inputs: Iterable[str | Path | None], *, option: str = "-o") -> None:
    """Raises OutputError where ``output``, which ``option`` names, is one of ``inputs``, lies inside one or holds one.

    The definitions of an office's own editions are inputs of every run. All are told by what they lead to: links, hard
    links and other spellings deceive nobody. What is None, or is not there, or is behind a URL that leads elsewhere, is
    no input.
    """
    if output is None:
        return
    for given in (*inputs, *own_definitions()):
        path = _local(given)
        if path is not None and (said := _overlap(output, path)):
            raise OutputError(said.format(output=output, input=path, option=option))


def refuse_together(folder: Path | None, others: Iterable[Path | None], *, option: str) -> None:
    """Raises OutputError where one of ``others`` is or lies in ``folder``, which is replaced as a whole."""
    for other in others:
        if folder is not None and other is not None and other.resolve().is_relative_to(folder.resolve()):
            raise OutputError(f"“{other}”在“{folder}”里面，那个文件夹要整个换新；没有写，请用 {option} 换一个位置")


def refuse_links(folder: Path, files: Iterable[PurePath]) -> None:
    """Raises OutputError where one of ``files``, which are to be written at these paths in ``folder``, lies behind a
    link in it, which somebody left there.
    """
    for inside in dict.fromkeys(parent for file in files for parent in file.parents if parent.parts):
        place = folder / inside
        if place.is_symlink():
            raise OutputError(
                f"“{place}”是一个链接，指向“{place.readlink()}”，不会通过链接去写；没有写，请移走这个链接，或换一个 -o"
            )


_SAME = "“{output}”就是要读取的“{input}”，写了就会盖掉它；没有写，原件没有动，请用 {option} 换一个位置或名称"
_INSIDE = "“{output}”在要读取的文件夹“{input}”里面，会和要读取的文件混在一起；没有写，请用 {option} 换到那个文件夹外面"
_HOLDS = "要读取的“{input}”在“{output}”里面，结果不能和它放在一起；没有写，请用 {option} 换一个位置"


def _overlap(output: Path, read: Path) -> str:
    """How the two lie, as a sentence to fill in; empty where they lie apart."""
    mine, theirs = _identity(output), _identity(read)
    if theirs is None:
        return ""
    if mine == theirs:
        return _SAME
    if read.is_dir():
        if theirs in map(_identity, _above(output)):
            return _INSIDE
        if _is_linked(output) and mine in map(_identity, _files(read)):
            return _SAME
    return _HOLDS if output.is_dir() and mine in map(_identity, _above(read)) else ""


def _local(given: str | Path | None) -> Path | None:
    if isinstance(given, str):
        for scheme in _LOCAL:
            if given.lower().startswith(scheme):
                return Path(given[len(scheme) :])
        return None if "://" in given else Path(given)
    return given


def _identity(path: Path) -> Identity | None:
    """None for what is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.normcase(path.resolve())


def _above(path: Path) -> Iterator[Path]:
    """The folders above ``path`` where it stands, and above what it leads to where it is a link."""
    yield from path.resolve().parents
    if path.is_symlink():
        standing = path.parent.resolve()
        yield from (standing, *standing.parents)


def _is_linked(path: Path) -> bool:
    """Whether the file has other names too."""
    return path.is_file() and path.stat().st_nlink > 1


def _files(folder: Path) -> Iterator[Path]:
    for inside, _, names in os.walk(folder):
        yield from (Path(inside, name) for name in names)
