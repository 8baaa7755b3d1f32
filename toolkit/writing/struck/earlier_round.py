"""What an earlier run handed out: the manifest and the workbooks that stand in a folder of distribution."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...csvtext import untamed
from ...output import OutputError
from ...roster import Roster
from ...stamp import told_by_properties
from ..bookfile import MADE
from ..filled.entries import ValuesError
from ..filled.issued import open_issued
from .naming import Places, plan_places

MANIFEST = "manifest.csv"
COLUMNS = ("agency_code", "agency_name", "path", "sha256", "seal")
_HEAD = ",".join(COLUMNS)
_SHOWN = 5
_AS_MADE = f"{MADE:%Y-%m-%dT%H:%M:%SZ}"
_HANDED_OUT = (".xlsx", ".zip")


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """``workbooks`` (and archives of them) lie in the folder; ``seals`` holds what its manifest lists, if it has one,
    by code and name of the organ: empty where a workbook was handed out without a seal.
    """

    workbooks: int
    seals: Mapping[tuple[str, str], str]
    has_manifest: bool

    def __bool__(self) -> bool:
        return self.has_manifest or self.workbooks > 0


def find_earlier_round(folder: Path) -> EarlierRound:
    """What stands in ``folder`` and below it; nothing where there is no such folder. Raises OSError."""
    if not folder.is_dir():
        return EarlierRound(0, {}, False)
    files = [path for path in folder.rglob("*") if path.suffix.casefold() in _HANDED_OUT and path.is_file()]
    manifest = folder / MANIFEST
    return EarlierRound(len(files), read_seals(manifest), manifest.exists())


def would_overwrite(roster: Roster, year: int, folder: Path, *, governments: bool = False) -> bool:
    """Whether something stands in ``folder`` where a distribution with another key would write something else."""
    workbooks = plan_places(roster, year, folder, governments=governments).workbooks.values()
    return (folder / MANIFEST).exists() or any(_holds(folder / path) for path in workbooks)


def was_saved(path: Path) -> bool:
    """Whether somebody has saved the workbook since it was handed out, so that figures may be in it."""
    try:
        return open_issued(path).saved_at not in ("", _AS_MADE)
    except ValuesError:
        return False


def _holds(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0  # an empty one is what a power cut leaves, and no workbook


@dataclass(frozen=True, slots=True)
class Issued:
    """One line of a manifest: a workbook, by its path in the folder, and whose it is."""

    agency_code: str
    agency_name: str
    path: str
    sha256: str
    seal: str


def read_manifest(manifest: Path) -> tuple[Issued, ...]:
    """The lines of a manifest; none where it is missing or no manifest. Raises OSError."""
    try:
        rows = list(csv.DictReader(io.StringIO(manifest.read_bytes().decode("utf-8-sig"), newline="")))
        return tuple(
            Issued(
                untamed(row["agency_code"] or ""),
                untamed(row["agency_name"] or ""),
                row["path"] or "",
                (row["sha256"] or "").strip(),
                (row["seal"] or "").strip(),
            )
            for row in rows
        )
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError, KeyError, csv.Error):
        return ()


def read_seals(manifest: Path) -> dict[tuple[str, str], str]:
    """The seals that a manifest lists, by code and name of the organ; none where it is missing or no manifest."""
    return {(line.agency_code, line.agency_name): line.seal for line in read_manifest(manifest)}


def refuse_other_lines(folder: Path, lines: Sequence[Issued], places: Places) -> None:
    """Raises OutputError where the manifest of ``folder`` has ``lines`` that this distribution would not have: of
    organs that bear another name now, belong elsewhere, or are gone. Also where it is no manifest at all.
    """
    manifest = folder / MANIFEST
    if not lines and _holds(manifest) and not manifest.read_bytes().decode("utf-8-sig", "replace").startswith(_HEAD):
        raise OutputError(f"“{manifest}”已经存在，而且不是发放清单；没有改动任何文件。请先移走，或换一个 -o")
    others = [line for line in lines if places.workbooks.get(line.agency_code) != PurePosixPath(line.path)]
    if others:
        shown = "\n".join(f"  {_change(line, places)}" for line in others[:_SHOWN])
        more = f"\n  另有 {len(others) - _SHOWN} 个" if len(others) > _SHOWN else ""
        raise OutputError(
            f"“{manifest}”里有 {len(others)} 个已发放的工作簿与这次的名录对不上；没有改动任何文件：\n{shown}{more}\n"
            "名录无误、要按它重发，请加 --force（旧文件会留着，并列出来），或换一个 -o"
        )


def _change(line: Issued, places: Places) -> str:
    now = places.workbooks.get(line.agency_code)
    return f"{line.path} → {now}" if now else f"{line.path}（名录里已没有 {line.agency_code}）"


@dataclass(frozen=True, slots=True)
class Stray:
    """A workbook or an archive in the folder that this distribution did not put there; ``now`` is where the workbook of
    its organ lies now, empty where it is nobody's of the roster.
    """

    path: str
    now: str


def find_strays(folder: Path, places: Places, lines: Sequence[Issued]) -> tuple[Stray, ...]:
    """What lies in ``folder`` from other times; ``lines`` are those of the manifest that stood there. Whose a workbook
    is, says the manifest or the workbook itself, not its name.
    """
    own = {*places.workbooks.values(), *places.archives.values()}
    listed = {line.path: line.agency_code for line in lines}
    strays = []
    for path in sorted(folder.rglob("*")):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        if relative.suffix.casefold() in _HANDED_OUT and relative not in own and path.is_file():
            code = listed.get(str(relative)) or _code_in(path)
            strays.append(Stray(str(relative), str(places.workbooks.get(code, ""))))
    return tuple(strays)


def _code_in(path: Path) -> str:
    try:
        return told_by_properties(open_issued(path).properties).get("agency_code", "")
    except ValuesError:
        return ""


def other_seals(folder: Path, count: int, *, with_key: bool) -> str:
    """Says that a distribution is refused, since ``count`` workbooks in the manifest have other seals than now."""
    listed = f"“{folder / MANIFEST}”里已发出的工作簿有 {count} 个"
    remedy = "请用 --seal 给出发放时所用的密钥文件"
    if with_key:
        told = f"{listed}的校验码与这次的不同：密钥不是发放时的那一个（或者当时没有用密钥，或者年度、模板变了）"
    else:
        told, remedy = f"{listed}带校验码，这次没有给密钥", f"{remedy}，同一轮不要有的带、有的不带"
    return f"{told}；没有改动任何文件。\n{remedy}；要全部重发请加 --force，或换一个 -o"
