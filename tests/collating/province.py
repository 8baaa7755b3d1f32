"""A small invented province and returns for it, made without any workbook, as the tests of this room need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.editions import load_form
from toolkit.records import Agency, Record, Return, recompute
from toolkit.roster import Roster, RosterLine

YEAR = 2024

# code, name, parent, kind, level
PROVINCE = """
52       甲省                -      汇总      省
52-01    甲省人民政府办公厅  52     本级      省
52-02    甲省教育厅          52     部门      省
5201     乙市                52     汇总      市
5201-01  乙市人民政府办公室  5201   本级      市
5201-02  乙市教育局          5201   部门      市
520101   丙县                5201   汇总      县
520101-1 丙县人民政府办公室  520101 本级      县
520101-2 丁镇                520101 乡镇街道  乡
5202     戊市                52     汇总      市
5202-01  戊市人民政府办公室  5202   本级      市
5202-02  戊市教育局          5202   部门      市
"""


def roster(grid: str = PROVINCE) -> Roster:
    """The roster that ``grid`` draws; a ``-`` is no parent."""
    lines = []
    for number, row in enumerate(grid.strip().splitlines(), start=2):
        code, name, parent, kind, level = row.split()
        lines.append(RosterLine(code, name, "" if parent == "-" else parent, kind, level, "张三", "123", number))
    return Roster("名录.csv", tuple(lines))


def record(code: str, name: str, figures: Mapping[str, int] | None = None, *, year: int = YEAR) -> Record:
    """A record that breaks no rule of errors: ``figures`` are granted applications and the like, else zero."""
    form = load_form(year)
    given = {"t3.received.natural": 0, **(figures or {})}
    values = [given.get(field.code, 0) for field in form.fields]
    words = {
        "overview": "主动公开、依申请公开、政府信息管理、平台建设和监督保障工作有序推进。",
        "problems": "还有不足，将改进。",
        "others": "未收取信息处理费。",
    }
    contact = {"address": "人民路1号", "postcode": "990000", "telephone": "099-60000000"}
    return Record(form.edition, year, Agency(code, name), recompute(form, values), cover=contact, narrative=words)


def sent(
    code: str, granted: int, *, file: str = "", saved: str = "2025-01-10T00:00:00", year: int = YEAR, name: str = "",
    lines: Roster | None = None, wrong: bool = False, summary: bool = False, coverage: str = "",
) -> Return:  # fmt: skip
    """The return of organ ``code``: so many applications of natural persons, all granted (but for one, if wrong)."""
    known = (lines or roster()).by_code.get(code)
    figures = {"t3.received.natural": granted + wrong, "t3.granted.natural": granted, "t2.norms.valid": granted}
    figures["t2.fees.amount"] = granted * 1234567
    made = record(code, name or (known.name if known else "无名"), figures, year=year)
    from dataclasses import replace

    made = replace(made, is_summary=summary, coverage=coverage)
    return Return(file or f"inbox/{code}.xlsx", "ab" * 32, made, saved_at=saved)


def unreadable(file: str) -> Return:
    return Return(file, "cd" * 32, None)


def everyone(*, but: Sequence[str] = ()) -> list[Return]:
    """A return of every organ, the i-th with 2**i applications, so that any sum tells who is in it."""
    organs = [line.code for line in roster().organs]
    return [sent(code, 2**place) for place, code in enumerate(organs) if code not in but]
