"""What is done with a round as a whole: its current returns as a folder, a copy of it, files forgotten in time."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..apart import refuse_inputs
from ..leftovers import MARK
from ..output import OutputError, reason, whole_folder
from ..reading.find.sources import told_apart
from ..records import base_name
from ..rollup import State, Summary
from ..source import Source
from .arrivals import Arrival
from .folder import LEDGER, RoundError, version_path
from .holding import sole_writer
from .judging import summarize
from .ledger import open_ledger
from .model import Round, open_round
from .standing import standing


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many files were removed, and how many ``bytes`` they were; ``in_inbox`` still lie where they came from."""

    files: int
    bytes: int
    in_inbox: int


def export_returns(
    folder: str | Path, output: str | Path, *, at: date | None = None, force: bool = False
) -> Sequence[str]:
    """Writes the files that count in the round in ``folder`` (at the end of the day ``at``) into ``output``, as they
    came, which appears whole; their names there. Raises RoundError where one was forgotten or is not as it came.
    """
    with open_round(folder) as of:
        refuse_inputs(Path(output), [of.folder])
        stands = standing(of, at)
        current = list(_current(summarize(stands)))
        arrivals = [one for one in stands.arrivals if one.file in current]
        named = told_apart([Source(base_name(one.file), one.path) for one in arrivals])
        with whole_folder(Path(output), force=force) as target:
            for arrival, source in zip(arrivals, named, strict=True):
                copy = target / source.name
                copy.write_bytes(_content(of, arrival))
                os.utime(copy, ns=(arrival.modified, arrival.modified))
    return [source.name for source in named]


def back_up(folder: str | Path, output: str | Path) -> int:
    """Copies the round in ``folder`` into the new folder ``output``, while others may use it; how many files it has.

    Raises RoundError where the ledger is not whole, or a version is not as it came: then there is no copy.
    """
    with open_round(folder) as of:
        if Path(output).exists():
            raise OutputError(f"“{output}”已经存在，备份不会覆盖它；请换一个名称，如加上日期")
        wrong = of.ledger.check()
        if wrong:
            raise RoundError(f"“{of.ledger.path}”有损坏（{wrong}），没有备份；请用先前的备份恢复")
        with whole_folder(Path(output)) as target:
            if target.resolve().is_relative_to(of.folder.resolve()):
                raise OutputError(f"备份不能放在这一轮的文件夹里：“{output}”；请换一个位置")
            of.ledger.copy_to(target / LEDGER)  # first: what it names is kept already
            copied = sum(_copy(path, target / path.relative_to(of.folder)) for path in _files(of.folder))
            _refuse_lacking(target)
        if os.name == "posix":
            Path(output).chmod(0o700)
        return copied + 1


def forget_files(folder: str | Path, before: date, *, reason: str = "", by: str = "") -> Forgotten:
    """Removes the contents that came before the day ``before`` alone; their hashes and figures stay in the ledger.

    Raises RoundError where the round has no cut-off yet.
    """
    with open_round(folder) as of, sole_writer(of.folder, "清除到期的原件"):
        lines = of.ledger.lines()
        if not any(line.verb == "close" for line in lines):
            raise RoundError("这一轮还没有截止（nianbao round close），原件不能清除")
        rows = of.ledger.rows(
            "SELECT sha256, ending, size FROM version WHERE kept = 1 AND sha256 NOT IN "
            "(SELECT sha256 FROM arrival WHERE received >= ?) ORDER BY sha256",
            (before.isoformat(),),
        )
        if not rows:
            _remove_forgotten(of)
            return Forgotten(0, 0, 0)
        with of.ledger.changing():  # noted first: a file that is left over is removed the next time
            about = {"before": before.isoformat(), "reason": reason, "sha256": [row[0] for row in rows]}
            of.ledger.add("forget", by, about)
            of.ledger.write("UPDATE version SET kept = 0 WHERE sha256 = ?", [(row[0],) for row in rows])
        _remove_forgotten(of)
        gone = {row[0] for row in rows}
        paths = {path for path, sha256 in of.ledger.rows("SELECT path, sha256 FROM arrival") if sha256 in gone}
        left = sum((of.folder / path).is_file() for path in paths)
        return Forgotten(len(rows), sum(row[2] for row in rows), left)


def _remove_forgotten(of: Round) -> None:
    for sha256, ending in of.ledger.rows("SELECT sha256, ending FROM version WHERE kept = 0"):
        path = of.folder / version_path(sha256, ending)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(reason(path, error)) from error


def _current(summary: Summary) -> Iterator[str]:
    """The files of the returns that count, or would once they are mended, and those among which must be chosen."""
    for entry in summary.entries:
        if entry.chosen is not None and entry.state is not State.MERGED:
            yield entry.chosen.file
            yield from (item.file for item in (*entry.rivals, *entry.unread))


def _content(of: Round, arrival: Arrival) -> bytes:
    """What came, as it came."""
    ((ending, kept),) = of.ledger.rows("SELECT ending, kept FROM version WHERE sha256 = ?", (arrival.sha256,))
    path = of.folder / version_path(arrival.sha256, ending)
    if not kept:
        raise RoundError(f"“{arrival.file}”的原件已到期清除，只留下了数字；不能导出")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RoundError(f"“{arrival.file}”留存的原件读不了（{path}）；请从备份恢复") from error
    if hashlib.sha256(data).hexdigest() != arrival.sha256:
        raise RoundError(f"“{arrival.file}”留存的原件（{path}）被改动过，与收到时不同；请从备份恢复")
    return data


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
