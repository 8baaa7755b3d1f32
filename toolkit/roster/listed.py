"""The lines that a roster's rows list, in the roster's own words: what is read, and what two sheets are compared by."""

from __future__ import annotations

from collections.abc import Sequence

from ..organ_names import listed_in, split_remark
from ..values import folded, seen
from .days import day_of
from .model import RosterLine
from .spoken import head_of, is_closing, kind_of, level_of
from .words import COLUMNS, REQUIRED

_HEAD_WITHIN = 10  # rows: a title may stand above the heads
_SHOWN = 20  # characters of a line that is no organ
_FIRM = 2**53  # beyond it a spreadsheet's number has lost digits
_NEEDED = frozenset(COLUMNS[name] for name in REQUIRED)
Rows = list[list[object]]


def heads_of(row: Sequence[object]) -> list[str]:
    """The heads that the cells of ``row`` are, in the roster's own words."""
    return [head_of(str(cell)) for cell in row]


def find_heads(rows: Sequence[Sequence[object]]) -> int:
    """The index of the row of heads: of the first rows, the one with the most of the required ones."""
    scores = [len(_NEEDED & set(heads_of(row))) for row in rows[:_HEAD_WITHIN]]
    return max(range(len(scores)), key=lambda index: (scores[index], -index), default=0)


def lines_below(rows: Rows, top: int) -> tuple[list[RosterLine], list[str]]:
    """The organs below the row of heads at ``top``, and what stands among them that is none."""
    heads = heads_of(rows[top]) if rows else []
    lines: list[RosterLine] = []
    closing = []
    for number, cells in enumerate(rows[top + 1 :], start=top + 2):
        held = {head: _text(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if any(held.values()):
            texts = dict(held)
            known = {name: texts.pop(head, "") for name, head in COLUMNS.items()}
            known |= {"code": _code(known["code"]), "parent": _code(known["parent"])}
            known |= {"kind": kind_of(_code(known["kind"])), "level": level_of(_code(known["level"]))}
            known |= {name: _codes(known[name]) for name in ("former_codes", "split_from")}
            known |= {"merged_into": _code(known["merged_into"]), "since": day_of(known["since"]) or known["since"]}
            told = [text for head, text in held.items() if head in _NEEDED and text]
            if told and is_closing(told[0], known["kind"], known["level"]):
                closing.append(f"第 {number} 行“{told[0][:_SHOWN]}”")
            else:
                lines.append(RosterLine(**known, row=number, extra=texts))
    return lines, closing


def _text(cell: object) -> str:
    """A cell as text: a code that a spreadsheet holds as a number has no ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}" if abs(cell) < _FIRM else f"{cell:e}"
    return seen(str(cell)).replace("\u00a0", " ").strip()


def _codes(text: str) -> str:
    """Several codes in one cell, each as ``_code`` has it, without the remarks in brackets behind them."""
    bare = (_code((split_remark(one) or (one,))[0]) for one in listed_in(text))
    return "、".join(dict.fromkeys(filter(None, bare)))


def _code(text: str) -> str:
    """A code or a choice, in half width and without blanks or the apostrophe that keeps leading zeros."""
    return folded(text).removeprefix("'")
