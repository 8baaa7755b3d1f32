"""Reads a roster and says what is wrong with it, each fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..a1 import address
from ..values import folded
from .faults import Fault, cell_faults, tree_faults
from .model import COLUMNS, REQUIRED, Roster, RosterError, RosterLine
from .ranks import rank_faults, rank_notices
from .seen import apart_from_merges, merge_faults, seen_notices
from .source import Rows, find_heads, read_table

_SHOWN = 20
_FIRM = 2**53  # beyond it a spreadsheet's number has lost digits


@dataclass(frozen=True, slots=True)
class Draft:
    """A roster as it stands in its file, good or bad: what is wrong with it, and what is to be looked at."""

    where: str
    lines: tuple[RosterLine, ...]
    faults: tuple[str, ...]
    notices: tuple[str, ...]


def read_roster(path: str | Path) -> Roster:
    """The roster at ``path`` (xlsx and its kin, or csv in UTF-8 or GBK). Columns beyond the known are kept.

    Raises RosterError, which names every fault with its sheet and cell, where it can't be relied on.
    """
    draft = read_draft(path)
    if draft.faults:
        told, more = draft.faults[:_SHOWN], len(draft.faults) - _SHOWN
        rest = [f"……另有 {more} 处"] if more > 0 else []
        raise RosterError("\n".join([f"{draft.where}：名录有 {len(draft.faults)} 处错误", *told, *rest]))
    return Roster(str(path), draft.lines, draft.notices)


def read_draft(path: str | Path) -> Draft:
    """As ``read_roster``, for a roster to be corrected: raises RosterError only where no line can be made out."""
    path = Path(path)
    table = read_table(path)
    rows = table.rows
    top = find_heads(rows)
    heads = [folded(str(cell)) for cell in rows[top]] if rows else []
    where = f"{path}" + (f" 工作表“{table.sheet}”" if table.sheet else "")
    missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in heads]
    if missing:
        raise RosterError(f"{where} 第 {top + 1} 行：缺少列 {'、'.join(missing)}，请补上")
    twice = [head for head in dict.fromkeys(heads) if head and heads.count(head) > 1]
    if twice:
        raise RosterError(f"{where} 第 {top + 1} 行：列 {'、'.join(twice)} 出现了两次，请删去一个")
    lines = _lines(rows, top, heads)
    if not lines:
        raise RosterError(f"{where}：名录里一个单位也没有，请逐行填写")
    faults = {*cell_faults(lines), *tree_faults(lines), *rank_faults(lines)}
    merged = merge_faults(table, top, heads, lines)
    told = sorted({*apart_from_merges(sorted(faults), table, top, heads, lines), *merged})
    notices = [*rank_notices(lines), *seen_notices(table, top, heads, lines)]
    return Draft(
        where,
        tuple(lines),
        tuple(_told(fault, heads) for fault in told),
        tuple(f"{where}：{notice}" for notice in notices),
    )


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
