"""The first sheet of a workbook sent back: what is wrong, where, how to mend it, and room to explain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...form.answer import AnswerSheet
from ...ooxml.sheet_building import NewCell, NewRow, NewSheet, sheet_part
from ...ooxml.style_edit import StyleEdit
from ...width import columns
from .colours import RULES, argb, marked

_LINE = 15.0  # points
_TAB = "FFC00000"
_STATES = ("error", "explain", "notice", "related")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list. ``target`` is where its place leads ("'表三'!D31"), ``room`` where its explanation is
    written, each empty for nowhere; ``open``: what is written over that pointer counts all the same.
    """

    state: str
    texts: dict[str, str | int | Decimal | None]
    target: str = ""
    room: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """All of the sheet but its looks: ``lines`` stand between the title (that of ``answer``, where it is empty) and the
    heads.
    """

    answer: AnswerSheet
    lines: Sequence[str]
    rows: Sequence[Row]
    foot: str = ""
    title: str = ""


def draw_listing(listing: Listing, styles: StyleEdit) -> bytes:
    """The sheet's part. It is locked but for the room to explain, and prints on one page across."""
    answer = listing.answer
    looks = _looks(styles)
    rows = [NewRow(26, {0: NewCell(listing.title or answer.title, looks["title"])}, joined=True)]
    rows += [NewRow(18, {0: NewCell(line, looks["line"])}, joined=True) for line in listing.lines]
    rows += [NewRow(15, {}) for _ in range(answer.top - 1 - len(rows))]
    rows.append(NewRow(22, {at: NewCell(answer.labels[name], looks["head"]) for name, at in answer.columns.items()}))
    rows += [NewRow(_height(row, answer), _cells(row, answer, looks)) for row in listing.rows]
    widths = {at: answer.widths[name] for name, at in answer.columns.items()}
    return sheet_part(NewSheet(rows, widths, answer.top, _TAB, listing.foot))


def _cells(row: Row, answer: AnswerSheet, looks: dict[str, int]) -> dict[int, NewCell]:
    cells = {}
    for name, column in answer.columns.items():
        look = looks[row.state] if name == "severity" else looks["cell"]
        target = {"place": row.target, "explanation": row.room}.get(name, "")
        if name == "explanation":
            look = looks["open"] if row.open else looks["closed"]
        elif target:
            look = looks["link"]
        cells[column] = NewCell(row.texts.get(name), look, target)
    return cells


def _looks(styles: StyleEdit) -> dict[str, int]:
    plain = styles.look(border=RULES)
    return {
        "title": styles.look(size=16, bold=True),
        "line": styles.look(),
        "head": styles.look(bold=True, fill="FFE7E6E6", centred=True, border=RULES),
        "cell": plain,
        "link": styles.look(colour="FF0563C1", underline=True, border=RULES),
        "open": styles.look(colour="FF0563C1", underline=True, fill=argb("input"), locked=False, border=RULES),
        "closed": styles.look(fill="FFF2F2F2", border=RULES),
        "settled": plain,
        **{state: styles.look(bold=True, fill=marked()[state], border=RULES) for state in _STATES},
    }


def _height(row: Row, answer: AnswerSheet) -> float:
    """High enough for the text that wraps the most; a sheet opens with the heights it states."""
    lines = 2 if row.open else 1
    for name, content in row.texts.items():
        room = max(4, answer.widths.get(name, 40) - 2)
        text = "" if content is None else str(content)
        lines = max(lines, sum(max(1, math.ceil(columns(line) * 1.08 / room)) for line in text.split("\n")))
    return min(409.0, lines * _LINE + 3)
