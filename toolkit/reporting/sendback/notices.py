"""The notice to paste into a message, and the office's table of all notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from ...form import Severity
from ...form.answer import load_answer
from ...records import Agency, Return
from ...roster import Roster
from ...width import printable
from ...wording import STATUSES
from ...writing.findings_book import Cell, Column, Link, List, write_lists
from ...written import written_beside
from ..numbered import Numbered
from ..text import told
from . import wording

_TOLD = 10  # findings in a notice; the list in the workbook has them all


class Way(Enum):
    """What goes back, by the wording that ends its notice: the organ's own workbook, a new one with what could be read,
    its blank one again; or no workbook, where there is none to send or nobody knows whose figures these are.
    """

    MARKED = wording.NOTICE_MEND
    CARRIED = wording.NOTICE_FRESH
    BLANK = wording.NOTICE_BLANK
    WHOSE = wording.NOTICE_WHOSE
    NONE = wording.NOTICE_NONE


@dataclass(frozen=True, slots=True)
class SentBack:
    """One return that goes back. ``copy`` and ``notice`` are file names in the folder; ``copy`` is empty where no
    workbook could be made.
    """

    item: Return
    agency: Agency
    copy: str
    notice: str
    way: Way
    text: str


def counts_of(item: Return) -> str:
    """The counts of what is wrong, in words."""
    counted = [(severity, item.count(severity)) for severity in Severity]
    return "，".join(wording.COUNTS[severity.value].format(count=count) for severity, count in counted if count)


def base_name(file: str) -> str:
    """The name of a returned file without the folders or the archive it came in."""
    return PurePosixPath(file.replace("\\", "/")).name


def notice_text(
    item: Return, agency: Agency, numbered: Sequence[Numbered], year: int | None, copy: str, way: Way
) -> str:
    """The 退回通知 in printable text."""
    sheet, file = load_answer().sheet, printable(base_name(item.file))
    title = wording.NOTICE_TITLE.format(year=f"{year}年度" if year else "")
    lines = [title, "", *([f"{printable(agency.name)}："] if agency.name else [])]
    opening = wording.NOTICE_OPENING if item.record else wording.NOTICE_UNREADABLE
    lines.append("　　" + opening.format(file=file, counts=counts_of(item)))
    owed = [one for one in numbered if one.state in ("error", "explain")]
    for one in owed[:_TOLD]:
        finding = one.finding
        ending = f"；{wording.MORE_PLACES.format(count=one.more, cells=cells_of(one))}" if one.more else ""
        lines.append(f"　　{one.number}．{printable(told(finding))}{printable(ending)}")
        lines.append(f"　　　　改法：{printable(finding.fix.replace(*wording.TO_THE_ORGAN))}")
    if len(owed) > _TOLD:
        more = wording.NOTICE_MORE if way in (Way.MARKED, Way.CARRIED) else wording.NOTICE_MORE_UNLISTED
        lines.append("　　" + more.format(count=len(owed) - _TOLD, list=sheet))
    lines.append("　　" + way.value.format(copy=copy, list=sheet))
    return "\n".join(lines) + "\n"


def cells_of(one: Numbered, most: int = 20) -> str:
    """The places of the repeats, as many as a line takes."""
    cells = [finding.cell for finding in one.also if finding.cell]
    return "、".join(cells[:most]) + ("……" if len(cells) > most else "")


def write_table(path: Path, sent: Sequence[SentBack], roster: Roster | None) -> None:
    """All notices of a run as one table for the office. Its properties list all that stands beside it."""
    rows: list[list[Cell]] = []
    for one in sent:
        line = roster.by_code.get(one.agency.code) if roster else None
        facts: dict[str, Cell] = {
            "status": STATUSES[one.item.status],
            "code": one.agency.code,
            "name": one.agency.name,
            "contact": line.contact if line else "",
            "phone": line.phone if line else "",
            "file": one.item.file,
            "error": one.item.count(Severity.ERROR),
            "explain": one.item.count(Severity.EXPLAIN),
            "copy": Link(one.copy, one.copy) if one.copy else "",
            "text": one.text,
        }
        rows.append([facts[name] for name in wording.TABLE_COLUMNS])
    wrapped = ("name", "file", "copy", "text")
    columns = [Column(label, width, name in wrapped) for name, (label, width) in wording.TABLE_COLUMNS.items()]
    write_lists(path, [List(wording.TABLE_SHEET, columns, rows)], properties=written_beside(path))
