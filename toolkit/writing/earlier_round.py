"""What an earlier run handed out: the manifest and the workbooks that stand in a folder of distribution."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..csvtext import untamed
from ..roster import Roster
from .naming import plan_places

MANIFEST = "manifest.csv"
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


def _holds(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0  # an empty one is what a power cut leaves, and no workbook


def read_seals(manifest: Path) -> dict[tuple[str, str], str]:
    """The seals that a manifest lists, by code and name of the organ; none where it is missing or no manifest."""
    try:
        rows = csv.DictReader(io.StringIO(manifest.read_bytes().decode("utf-8-sig"), newline=""))
        return {
            (untamed(row["agency_code"] or ""), untamed(row["agency_name"] or "")): (row["seal"] or "").strip()
            for row in rows
        }
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError, KeyError, csv.Error):
        return {}


def other_seals(folder: Path, count: int, *, with_key: bool) -> str:
    """Says that a distribution is refused, since ``count`` workbooks in the manifest have other seals than now."""
    listed = f"“{folder / MANIFEST}”里已发出的工作簿有 {count} 个"
    remedy = "请用 --seal 给出发放时所用的密钥文件"
    if with_key:
        told = f"{listed}的校验码与这次的不同：密钥不是发放时的那一个（或者当时没有用密钥，或者年度、模板变了）"
    else:
        told, remedy = f"{listed}带校验码，这次没有给密钥", f"{remedy}，同一轮不要有的带、有的不带"
    return f"{told}；没有改动任何文件。\n{remedy}；要全部重发请加 --force，或换一个 -o"
