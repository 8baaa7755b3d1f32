"""What changed between two summaries, as a workbook of lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..writing.lists.findings_book import MOST_ROWS, Cell, Column, List, write_lists
from .causes import MainCauses
from .compared_words import STATE_WORDS, cause_words, reason_words
from .comparing import Compared

_CAUSE_HEADS = (
    Column("汇总单位", 28), Column("汇总单位代码", 20), Column("项目", 50, True), Column("填报项代码", 26),
    Column("单位", 8), Column("来自哪个单位", 28), Column("它的代码", 20), Column("先前", 14), Column("后来", 14),
    Column("增减", 14), Column("原因", 60, True),
)  # fmt: skip


def write_comparison_book(found: Compared, path: Path) -> None:
    """Writes ``found`` to ``path``: the figures that changed, whose made them so and why, the states, what can't be
    compared.
    """
    heads = [Column("单位名称", 28), Column("单位代码", 20), Column("范围", 8), Column("项目", 50, True),
             Column("填报项代码", 26), Column("单位", 8), Column("先前", 14), Column("后来", 14), Column("增减", 14),
             Column("增减率", 10), Column("两次都有的单位：先前", 14), Column("两次都有的单位：后来", 14),
             Column("主要来自，和原因", 60, True), Column("说明", 44, True)]  # fmt: skip
    causes = {place: found.main_causes(change) for place, change in enumerate(found.changes[:MOST_ROWS])}
    rows = [
        [
            change.name, change.code, "汇总" if change.is_government else "单位", change.field.label,
            change.field.code, change.field.unit.label, change.field.unit.number(change.before),
            change.field.unit.number(change.after), change.field.unit.number(change.difference),
            "—" if change.rate is None else f"{change.rate:+.1%}",
            *(None if steps is None else change.field.unit.number(steps) for steps in change.alike or (None, None)),
            cause_words(causes[place], change) or reason_words(found.reasons(change)), found.remark(change.code),
        ]
        for place, change in enumerate(found.changes[:MOST_ROWS])
    ]  # fmt: skip
    note = f"先前：{found.first.title}，{found.first.year} 年度；后来：{found.second.title}，{found.second.year} 年度"
    note = "；".join(filter(None, (note, found.first.edited, found.second.edited)))
    if len(found.changes) > MOST_ROWS:
        note += f"；只列出前 {MOST_ROWS} 个"
    moved = [[one.name, one.code, STATE_WORDS[one.before], STATE_WORDS[one.after]] for one in found.moved]
    skipped = [[field.label, field.code] for field in found.not_comparable]
    lists = [List("数字变化", heads, rows, note)]
    if any(one.told for one in causes.values()):
        lists.append(List("变化的来由", _CAUSE_HEADS, _cause_rows(found, causes)[:MOST_ROWS], note))
    state_heads = [Column("单位名称", 28), Column("单位代码", 20), Column("先前", 12), Column("后来", 12)]
    lists.append(List("报送状态变化", state_heads, moved, note))
    if skipped:
        lists.append(List("不可比的项目", [Column("项目", 60, True), Column("填报项代码", 30)], skipped, note))
    write_lists(path, lists)


def _cause_rows(found: Compared, causes: Mapping[int, MainCauses]) -> list[list[Cell]]:
    """A row for each organ that made a change, the largest first, and one for all that are left out."""
    rows: list[list[Cell]] = []
    for place, several in causes.items():
        change = found.changes[place]
        number = change.field.unit.number
        head: list[Cell] = [change.name, change.code, change.field.label, change.field.code, change.field.unit.label]
        for one in several.told:
            sides = [None if steps is None else number(steps) for steps in (one.before, one.after)]
            rows.append([*head, one.name, one.code, *sides, number(one.difference), reason_words(one.reasons)])
        if several.more:
            rows.append([*head, f"其余 {several.more} 家", "", None, None, number(several.rest), ""])
    return rows
