"""What changed between two summaries, as a workbook of lists."""

from __future__ import annotations

from pathlib import Path

from ..writing.lists.findings_book import MOST_ROWS, Column, List, write_lists
from .compared_words import STATE_WORDS, cause_words
from .comparing import Compared


def write_comparison_book(found: Compared, path: Path) -> None:
    """Writes ``found`` to ``path``: the figures that changed, the states, what can't be compared."""
    heads = [Column("单位名称", 28), Column("单位代码", 20), Column("范围", 8), Column("项目", 50, True),
             Column("填报项代码", 26), Column("单位", 8), Column("先前", 14), Column("后来", 14), Column("增减", 14),
             Column("增减率", 10), Column("两次都有的单位：先前", 14), Column("两次都有的单位：后来", 14),
             Column("主要来自", 60, True), Column("说明", 44, True)]  # fmt: skip
    rows = [
        [
            change.name, change.code, "汇总" if change.is_government else "单位", change.field.label,
            change.field.code, change.field.unit.label, change.field.unit.number(change.before),
            change.field.unit.number(change.after), change.field.unit.number(change.difference),
            "—" if change.rate is None else f"{change.rate:+.1%}",
            *(None if steps is None else change.field.unit.number(steps) for steps in change.alike or (None, None)),
            cause_words(found.causes(change), change), found.remark(change.code),
        ]
        for change in found.changes[:MOST_ROWS]
    ]  # fmt: skip
    note = f"先前：{found.first.path}，{found.first.year} 年度；后来：{found.second.path}，{found.second.year} 年度"
    note = "；".join(filter(None, (note, found.first.edited, found.second.edited)))
    if len(found.changes) > MOST_ROWS:
        note += f"；只列出前 {MOST_ROWS} 个"
    moved = [[one.name, one.code, STATE_WORDS[one.before], STATE_WORDS[one.after]] for one in found.moved]
    skipped = [[field.label, field.code] for field in found.not_comparable]
    lists = [List("数字变化", heads, rows, note)]
    state_heads = [Column("单位名称", 28), Column("单位代码", 20), Column("先前", 12), Column("后来", 12)]
    lists.append(List("报送状态变化", state_heads, moved, note))
    if skipped:
        lists.append(List("不可比的项目", [Column("项目", 60, True), Column("填报项代码", 30)], skipped, note))
    write_lists(path, lists)
