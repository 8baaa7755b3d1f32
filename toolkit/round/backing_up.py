"""A copy of a round, made while others may use it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..apart import refuse_inputs
from ..leftovers import MARK
from ..output import OutputError, whole_folder
from .folder import LEDGER, RoundError, version_path
from .ledger import open_ledger
from .model import open_round


def back_up(folder: str | Path, output: str | Path) -> int:
    """Copies the round in ``folder`` into the new folder ``output``, while others may use it; how many files it has.

    Raises RoundError where the ledger is not whole, or a version is not as it came: then there is no copy.
    """
    with open_round(folder) as of:
        refuse_inputs(Path(output), [of.folder])
        if Path(output).exists():
            raise OutputError(f"“{output}”已经存在，备份不会覆盖它；请换一个名称，如加上日期")
        wrong = of.ledger.check()
        if wrong:
            raise RoundError(f"“{of.ledger.path}”有损坏（{wrong}），没有备份；请用先前的备份恢复")
        with whole_folder(Path(output)) as target:
            of.ledger.copy_to(target / LEDGER)  # first: what it names is kept already
            copied = sum(_copy(path, target / path.relative_to(of.folder)) for path in _files(of.folder))
            _refuse_lacking(target)
        if os.name == "posix":
            Path(output).chmod(0o700)
        return copied + 1


def _files(folder: Path) -> Iterator[Path]:
    """All files of a round but its ledger and what runs lay there for the time of their work."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(MARK) and not Path(inside, name).is_symlink()]
        here = Path(inside)
        yield from (
            here / name
            for name in names
            if not name.startswith(MARK) and not (here == folder and name.startswith(LEDGER))
            and not (here / name).is_symlink()
        )  # fmt: skip


def _copy(source: Path, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return 0  # as what a run that works there has just put in its place
    return 1


def _refuse_lacking(target: Path) -> None:
    """Raises RoundError where a version is lacking in the copy, or is not as it came."""
    with open_ledger(target) as copied:
        versions = copied.rows("SELECT sha256, ending FROM version WHERE kept = 1")
    for sha256, ending in versions:
        path = target / version_path(sha256, ending)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise RoundError(f"留存的原件 {version_path(sha256, ending)} 缺失或被改动过，没有备份；请从先前的备份恢复")
