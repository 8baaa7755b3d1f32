"""Reads a roster and says what is wrong with it, each fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..a1 import address
from ..values import folded
from .faults import Fault, fragment_fault, is_fragment
from .judged import line_faults
from .listed import find_heads, heads_of, lines_below
from .model import Roster, RosterError, RosterLine
from .ranks import rank_notices
from .seen import apart_from_merges, merge_faults, seen_notices, struck_faults
from .source import read_table
from .words import COLUMNS, REQUIRED

_SHOWN = 20  # faults


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
    heads = heads_of(rows[top]) if rows else []
    where = f"{path}" + (f" 工作表“{table.sheet}”" if table.sheet else "")
    missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in heads]
    if missing:
        raise RosterError(f"{where} 第 {top + 1} 行：缺少列 {'、'.join(missing)}，请补上")
    twice = dict.fromkeys(
        folded(str(cell)) for cell, head in zip(rows[top], heads, strict=True) if head and heads.count(head) > 1
    )
    if twice:
        raise RosterError(f"{where} 第 {top + 1} 行：列 {'、'.join(twice)} 重复，请只留一个")
    lines, closing = lines_below(rows, top)
    if not lines:
        raise RosterError(f"{where}：名录里一个单位也没有，请逐行填写")
    whole = [line for line in lines if not is_fragment(line)]
    fragments = [fragment_fault(line) for line in lines if is_fragment(line)]
    faults = {*fragments, *line_faults(whole)}
    merged = merge_faults(table, top, heads, lines)
    struck = struck_faults(table, heads, whole)
    told = sorted({*apart_from_merges(sorted(faults), table, top, heads, lines), *merged, *struck})
    passed = [f"{'、'.join(closing)}不是单位，没有读取"] if closing else []
    notices = [*passed, *rank_notices(whole), *seen_notices(table, top, heads, lines)]
    return Draft(
        where,
        tuple(lines),
        tuple(_told(fault, heads) for fault in told),
        tuple(f"{where}：{notice}" for notice in notices),
    )


def _told(fault: Fault, heads: list[str]) -> str:
    row, name, message = fault
    return f"{address(row - 1, heads.index(COLUMNS[name]))} {COLUMNS[name]}：{message}"
