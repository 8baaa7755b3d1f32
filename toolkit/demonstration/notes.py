"""What was done to whose return of the demonstration, as a list to look up beside its folders."""

from __future__ import annotations

from pathlib import Path

from ..jobs.collating import strangers_in_summary
from ..roster import Roster
from ..writing.lists.findings_book import Column, List, write_lists
from ..written import strangers_beside, written_beside
from .breaking import Damage

ISSUED, RETURNED, SUMMARY, NOTES = "发放", "收到", "汇总", "演示说明.xlsx"


def write_notes(damages: list[Damage], roster: Roster, path: Path) -> None:
    """Writes the list to ``path``; its properties list all that stands beside it."""
    columns = (Column("单位代码", 16), Column("单位名称", 30), Column("情形", 80, wrap=True))
    names = {code: line.name for code, line in roster.by_code.items()}
    rows = [[damage.agency, names.get(damage.agency, ""), damage.note] for damage in damages]
    write_lists(path, [List("各种情形", columns, rows)], properties=written_beside(path))


def strangers_in_demonstration(folder: Path) -> list[str]:
    """What in the folder is not as a demonstration wrote it. Real rounds stand in folders of these names too."""
    inside = [f"{SUMMARY}/{name}" for name in strangers_in_summary(folder / SUMMARY)]
    return [name for name in strangers_beside(NOTES)(folder) if not name.startswith(f"{SUMMARY}/")] + inside
