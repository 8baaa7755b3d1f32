"""Reads a roster and says what is wrong with it, each fault at its cell."""

from __future__ import annotations

from pathlib import Path

from ..a1 import address
from ..values import folded
from .faults import Fault, cell_faults, tree_faults
from .model import COLUMNS, REQUIRED, Roster, RosterError, RosterLine
from .source import Rows, find_heads, read_rows

_SHOWN = 20
_FIRM = 2**53  # beyond it a spreadsheet's number has lost digits


def read_roster(path: str | Path) -> Roster:
    """The roster at ``path`` (xlsx and its kin, or csv in UTF-8 or GBK). Columns beyond the known are kept.

    Raises RosterError, which names every fault with its sheet and cell, where it can't be relied on.
    """
    path = Path(path)
    sheet, rows = read_rows(path)
    top = find_heads(rows)
    heads = [folded(str(cell)) for cell in rows[top]] if rows else []
    where = f"{path}" + (f" 工作表“{sheet}”" if sheet else "")
    missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in heads]
    if missing:
        raise RosterError(f"{where} 第 {top + 1} 行：缺少列 {'、'.join(missing)}，请补上")
    twice = [head for head in dict.fromkeys(heads) if head and heads.count(head) > 1]
    if twice:
        raise RosterError(f"{where} 第 {top + 1} 行：列 {'、'.join(twice)} 出现了两次，请删去一个")
    lines = _lines(rows, top, heads)
    if not lines:
        raise RosterError(f"{where}：名录里一个单位也没有，请逐行填写")
    faults = sorted({*cell_faults(lines), *tree_faults(lines)})
    if faults:
        told = [_told(fault, heads) for fault in faults[:_SHOWN]]
        more = [f"……另有 {len(faults) - _SHOWN} 处"] if len(faults) > _SHOWN else []
        raise RosterError("\n".join([f"{where}：名录有 {len(faults)} 处错误", *told, *more]))
    return Roster(str(path), tuple(lines))


def _lines(rows: Rows, top: int, heads: list[str]) -> list[RosterLine]:
    lines = []
    for number, cells in enumerate(rows[top + 1 :], start=top + 2):
        texts = {head: _text(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if any(texts.values()):
            known = {name: texts.pop(head, "") for name, head in COLUMNS.items()}
            for name in ("code", "parent", "kind", "level"):
                known[name] = _code(known[name])
            lines.append(RosterLine(**known, row=number, extra=texts))
    return lines


def _text(cell: object) -> str:
    """A cell as text: a code that a spreadsheet holds as a number has no ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}" if abs(cell) < _FIRM else f"{cell:e}"
    return str(cell).strip()


def _code(text: str) -> str:
    """A code or a choice, in half width and without blanks or the apostrophe that keeps leading zeros."""
    return folded(text).removeprefix("'")


def _told(fault: Fault, heads: list[str]) -> str:
    row, name, message = fault
    return f"{address(row - 1, heads.index(COLUMNS[name]))} {COLUMNS[name]}：{message}"
