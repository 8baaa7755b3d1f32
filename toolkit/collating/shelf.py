"""A summary folder read back: its status list and its facts."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..csvtext import untamed
from ..editions import load_edition
from ..form import Form
from ..output import restore_folder
from ..written import SUMMARY
from .factfile import find_facts, read_table
from .inbox import CollatingError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Shelf:
    """A summary folder. ``lines`` are the rows of status.csv by code; ``facts`` those of its main year."""

    path: Path
    form: Form
    year: int
    lines: Mapping[str, Mapping[str, str]]
    facts: pa.Table

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The codes at the top of the tree."""
        return tuple(code for code, line in self.lines.items() if line["parent_code"] not in self.lines)

    def is_below(self, code: str, top: str) -> bool:
        """Whether ``code`` is ``top`` or somewhere below it."""
        while code in self.lines:
            if code == top:
                return True
            code = self.lines[code]["parent_code"]
        return False

    def find_line(self, wanted: str) -> str:
        """The code of the line that ``wanted`` names, by code or name. Raises CollatingError where none or several."""
        if wanted in self.lines:
            return wanted
        named = [code for code, line in self.lines.items() if line["agency_name"] == wanted]
        if len(named) == 1:
            return named[0]
        remedy = "有几个，请用单位代码" if named else "没有，请核对单位代码"
        raise CollatingError(f"“{wanted}”在 {self.path} 里{remedy}")


def open_summary(path: Path) -> Shelf:
    """The summary folder at ``path``. Raises CollatingError where it is none."""
    path = path.parent if path.name == SUMMARY else path
    restore_folder(path)
    facts, status = find_facts(path), path / "status.csv"
    if not path.is_dir() or facts is None or not status.is_file():
        raise CollatingError(
            f"“{path}”不是汇总文件夹：里面应有 facts.parquet 和 status.csv，请给出 collate 的 -o 文件夹"
        )
    try:
        with status.open(encoding="utf-8-sig", newline="") as file:
            rows = [{name: untamed(text or "") for name, text in row.items() if name} for row in csv.DictReader(file)]
        lines = {row["agency_code"]: row for row in rows}
        if not all({"parent_code", "agency_name", "state", "file"} <= row.keys() for row in rows):
            raise KeyError
    except (KeyError, UnicodeDecodeError, csv.Error):
        raise CollatingError(f"“{status}”不是汇总生成的清单，请重新汇总") from None
    table = read_table(facts)
    if not table.num_rows:
        raise CollatingError(f"“{path}”的汇总里没有任何数字：没有一份报送件计入")
    # The main year stands first; but where nothing of it was summed, it stands nowhere.
    year, edition = _said_of(path) or (table["year"][0].as_py(), table["edition"][0].as_py())
    import pyarrow.compute as pc

    mine = table.filter(pc.and_(pc.equal(table["year"], year), pc.equal(table["edition"], edition)))
    if not mine.num_rows:
        raise CollatingError(f"“{path}”的汇总里没有 {year} 年度（{edition} 版）的数字：没有一份这样的报送件计入")
    return Shelf(path, load_edition(edition), year, lines, mine)


def _said_of(path: Path) -> tuple[int, str] | None:
    """The year and edition of a summary folder, as the first line of its findings.json says; None where it does not."""
    try:
        with (path / "findings.json").open(encoding="utf-8") as file:
            head = json.loads(file.readline().rstrip().rstrip(",") + "}")
    except (OSError, ValueError):
        return None
    year, edition = (head.get("year"), head.get("form")) if isinstance(head, dict) else (None, None)
    return (year, edition) if isinstance(year, int) and isinstance(edition, str) else None
