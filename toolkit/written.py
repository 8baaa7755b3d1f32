"""Which files of a folder a run wrote: known by their content, from a list in the properties of one of its workbooks.

What somebody changed since, or laid beside it, is no longer ours to replace, whatever it is called.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .ooxml.package import open_package
from .ooxml.properties import read_properties
from .refusal import Refused

CHASE, NOTICES, LETTERS = "催报清单.xlsx", "退回通知汇总.xlsx", "函件汇总.xlsx"  # hold the list of their folder
CARRIERS = (CHASE, NOTICES, LETTERS)
NOTICE_ENDING = "-退回通知.txt"  # of the name of a letter that goes back with a copy
CHASE_ENDING, CONFIRM_ENDING = "-催报通知.txt", "-更正确认函.txt"  # of those that go out otherwise
SUMMARY = "summary.xlsx"  # what a government hands on as its own return
CORRECTIONS = "corrections.csv"  # of a summary folder: the figures that the office changed, where it changed any
DECISIONS = "decisions.csv"  # of a round's: those that its decisions made otherwise
RANKING = "排名.xlsx"  # governments side by side, where a level has several
STATUS = "status.csv"  # of a summary folder: what became of each line of the roster
SAVED = "2021-01-01T00:00:00Z"  # the time that we note in a workbook; each program that saves it since notes its own
_PROPERTY = "nianbao_written"
_MOST = 255  # characters that programs keep of a property
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})  # what systems leave in any folder they show

Strangers = Callable[[Path], list[str]]  # the names in a folder that are not ours


def written_beside(carrier: Path) -> dict[str, str]:
    """The properties that list all that stands in the folder of ``carrier``, which is written there last."""
    marks = sorted({_mark(carrier.parent / name) for name in _inside(carrier.parent)})
    each = _MOST // (max(map(len, marks), default=0) + 1)
    groups = [marks[start : start + each] for start in range(0, len(marks), each)]
    lists = {f"{_PROPERTY}{number}": ",".join(group) for number, group in enumerate(groups, start=1)}
    return {_PROPERTY: str(len(marks)), **lists}  # how many: it may stand alone


def strangers_beside(carrier: str) -> Strangers:
    """Tells what in a folder is not as a run wrote it whose workbook ``carrier`` holds the list."""

    def strangers(folder: Path) -> list[str]:
        is_written = written_in(folder, carrier)
        return [
            name
            for name in _inside(folder)
            if Path(name).name.casefold() not in _LITTER and not is_written(folder / name)
        ]

    return strangers


def written_in(folder: Path, *carriers: str) -> Callable[[Path], bool]:
    """Tells of a file in ``folder`` whether it is as the run wrote it that left one of ``carriers`` there."""
    own: set[str] = set()
    for name in carriers:
        marks, as_written = _listed(folder / name)
        own |= marks
        if as_written:
            own.add(_mark(folder / name))
    return lambda path: bool(own) and path.is_file() and not path.is_symlink() and _mark(path) in own


def edited_in(folder: Path, carrier: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that stand in ``folder`` otherwise than the run wrote them that left ``carrier`` there; none
    where that tells nothing.
    """
    own, _ = _listed(folder / carrier)
    return [name for name in names if own and (folder / name).is_file() and _mark(folder / name) not in own]


def _listed(carrier: Path) -> tuple[set[str], bool]:
    """What ``carrier`` lists, and whether it is itself as it was written."""
    try:
        custom, saved, _ = read_properties(open_package(carrier.read_bytes()))
    except (OSError, Refused):
        return set(), False
    lists = [text for name, text in custom.items() if name.startswith(_PROPERTY)]
    marks = {mark for text in lists for mark in text.split(",") if "-" in mark}
    return marks, bool(lists) and saved == SAVED


def _inside(folder: Path) -> Iterator[str]:
    """The files, links and empty folders below ``folder``, as paths in it."""
    for inside, folders, names in os.walk(folder):
        here = Path(inside)
        linked = [name for name in folders if (here / name).is_symlink()]
        for name in sorted((*names, *linked)):
            yield (here / name).relative_to(folder).as_posix()
        if not names and not folders and here != folder:
            yield here.relative_to(folder).as_posix()


def _mark(path: Path) -> str:
    """Length and checksum: enough to tell what was changed by chance, at a speed that a gigabyte bears."""
    check = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            check = zlib.crc32(piece, check)
        return f"{file.tell():x}-{check:08x}"
