"""The letters of one day: what goes back, who is reminded, which corrections are to be confirmed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from tests.reporting.workbooks import AGENCY, checked, only, workbook
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.records import Correction, Return
from toolkit.reporting.sendback import Chased, Sender, Sent, write_letters
from toolkit.roster import Roster, RosterLine
from toolkit.round.corrected import with_corrections
from toolkit.written import LETTERS

LINE = RosterLine(AGENCY.code, AGENCY.name, "", "department", "city", "王安", "099-60001234", 2)
OTHER = RosterLine("11321300MB0002", "某市公安局", "", "department", "city", "陈安", "099-60005678", 3)
OFFICE = Office(Roster("名录.csv", (LINE, OTHER)), year=2024)
SENDER = Sender("某市政府办公室", "张三 0571-88001234", "2025年2月10日")
DAY = date(2025, 2, 5)
DUE = date(2025, 1, 31)
FORM = load_form(2024)
AT = FORM.by_code["t3.carried_out.natural"].index


def corrected(item: Return, code: str, new: int, day: str = "2025-02-04", by: str = "李四") -> Return:
    field = FORM.by_code[code]
    assert item.record is not None
    old = item.record.values[field.index]
    return with_corrections(item, [Correction(field.index, old, new, "电话核实，漏计 3 件", by, day)])


class Day:
    """Writes letters into one folder after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data: dict[str, bytes] = {}

    def returned(self, file: str = "县教育局.xlsx", changed: dict[str, int | None] | None = None) -> Return:
        self.data[file] = workbook(self.folder / "原件.xlsx", changed=changed)
        return only(checked((file, self.data[file])))

    def write(self, *returns: Return, chased: tuple[Chased, ...] = (), **more: Any) -> tuple[Sent, ...]:
        given = {"office": OFFICE, "sender": SENDER, **more}
        return write_letters(
            DAY, self.out, lambda item: self.data.get(item.file), returns=returns, chased=chased, **given
        )

    @property
    def out(self) -> Path:
        return self.folder / "函件"

    def letter(self, one: Sent) -> str:
        return (self.out / one.notice).read_text(encoding="utf-8")

    def copy(self, one: Sent) -> bytes:
        return (self.out / one.copy).read_bytes()


def table(day: Day) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(day.out / LETTERS).worksheets[0].iter_rows(values_only=True)
    heads = [str(head) for head in next(rows)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


CODE = "t3.received.natural"


OUTCOME = "t3.granted.natural"
