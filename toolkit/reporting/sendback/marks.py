"""Findings as marks on cells and as rows of the list."""

from __future__ import annotations

from collections.abc import Sequence

from ...a1 import address, sheet_prefix
from ...findings import Finding
from ...form import Severity
from ...form.answer import load_answer
from ...wording import EXPLAINED, SEVERITIES
from ..numbered import Numbered, related_places
from ..text import place, said
from . import wording
from .listing import Row
from .marking import Mark
from .notices import cells_of

_FEW = 6  # related cells that are each told what they take part in; a sum of many is only coloured


def marks_of(numbered: Sequence[Numbered]) -> list[Mark]:
    """A mark at each cell a finding is told at, and a fainter one at each that takes part. What is settled has none."""
    marks: list[Mark] = []
    faint: list[Mark] = []
    for one in numbered:
        if one.state == "settled":
            continue
        for finding in (one.finding, *one.also):
            if not finding.cell:
                continue
            marks.append(Mark(finding.sheet, finding.cell, one.state, _comment(one.number, finding)))
            others = related_places(finding)
            text = wording.RELATED_COMMENT.format(list=load_answer().sheet, number=one.number, cell=finding.cell)
            faint += [Mark(sheet, cell, "related", text if len(others) <= _FEW else "") for sheet, cell in others]
    return marks + faint


def _comment(number: int, finding: Finding) -> str:
    head = wording.FINDING_COMMENT.format(number=number, state=SEVERITIES[finding.severity], said=said(finding))
    return f"{head}\n{wording.FIX_COMMENT.format(fix=finding.fix)}" if finding.fix else head


def list_rows(numbered: Sequence[Numbered], *, cured: bool = False) -> list[Row]:
    """The rows of the list. ``cured``: the workbook is a fresh one, in which what has no place is mended already."""
    return [_row(one, cured and not one.finding.cell) for one in numbered]


def _row(one: Numbered, cured: bool) -> Row:
    finding = one.finding
    message = f"{finding.label}：{said(finding)}" if finding.label else said(finding)
    if one.more:
        message += "\n" + wording.MORE_PLACES.format(count=one.more, cells=cells_of(one))
    explain = finding.severity is Severity.EXPLAIN
    return Row(
        state=one.state,
        texts={
            "number": one.number,
            "severity": EXPLAINED if finding.settled else SEVERITIES[finding.severity],
            "place": place(finding),
            "found": finding.found,
            "expected": finding.expected,
            "message": message,
            "fix": wording.CURED if cured else finding.fix,
            "explanation": finding.explanation,
            "rule": finding.id,
        },
        target=sheet_prefix(finding.sheet) + (finding.cell or address(0, 0)) if finding.sheet else "",
        open=explain,
    )
