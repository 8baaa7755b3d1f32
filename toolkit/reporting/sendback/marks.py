"""What is told as marks on cells and as rows of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...a1 import address, sheet_prefix
from ...findings import Finding, catalogue
from ...form import Severity
from ...form.answer import load_answer
from ...form.layout import Layout
from ...form.sendback import Words, where_to_explain
from ...wording import EXPLAINED, SEVERITIES
from ..numbered import related_places
from ..text import place, said
from .listing import Row
from .marking import Mark
from .notices import remedy, repeats
from .slip import Told
from .slips import FEW, Places


@dataclass(frozen=True, slots=True)
class Telling:
    """What marks and rows are made of: the slips, where the figures stand in the workbook that goes back, the words."""

    told: Sequence[Told]
    places: Places
    layout: Layout
    words: Words


def marks_of(telling: Telling) -> list[Mark]:
    """A mark at each cell where something is to be mended, and a fainter one at each that takes part.

    A total is none to be mended: what it is made of is. What is settled has none.
    """
    marks: list[Mark] = []
    faint: list[Mark] = []
    for one in telling.told:
        numbered = one.numbered
        if numbered.state == "settled":
            continue
        for cells in one.cells:
            for at, finding in enumerate(cells):
                told = tuple(_told_at(numbered.number, numbered.state, finding, telling))
                if at >= FEW:  # of many that are told together, the list says all that a comment would
                    told = tuple(replace(mark, comment="") for mark in told)
                marks += [mark for mark in told if mark.state != "related"]
                faint += [mark for mark in told if mark.state == "related"]
        for finding in one.beneath:
            if finding.cell:
                state = "related" if telling.places.is_total(finding) else finding.severity.value
                faint.append(Mark(finding.sheet, finding.cell, state, _comment(numbered.number, finding, telling)))
    return marks + faint


def _told_at(number: int, state: str, finding: Finding, telling: Telling) -> Iterator[Mark]:
    """The marks of one thing to mend."""
    if not finding.cell:
        return
    others, own = related_places(finding), state
    if not finding.field and finding.rule in catalogue():  # one kind of thing at several places, each to be seen to
        for at, (sheet, cell) in enumerate(others):
            yield Mark(sheet, cell, state, _comment(number, finding, telling) if at < FEW else "")
        others = []
    if telling.places.is_total(finding):
        parts = telling.places.spots(telling.places.figures(finding).inputs)
        if not telling.places.is_long_sum(finding):
            yield from (Mark(sheet, cell, state, _related_comment(number, finding, telling)) for sheet, cell in parts)
        own, others = "related", list(dict.fromkeys((*parts, *others)))
    yield Mark(finding.sheet, finding.cell, own, _comment(number, finding, telling))
    text = _related_comment(number, finding, telling) if len(others) <= FEW else ""
    yield from (Mark(sheet, cell, "related", text) for sheet, cell in others)


def _comment(number: int, finding: Finding, telling: Telling) -> str:
    words = telling.words
    head = words.say("comment", number=number, state=SEVERITIES[finding.severity], said=said(finding))
    fix = remedy(finding, telling.places, words)
    return f"{head}\n{words.say('comment_fix', fix=fix)}" if fix else head


def _related_comment(number: int, finding: Finding, telling: Telling) -> str:
    return telling.words.say("comment_related", list=load_answer().sheet, number=number, cell=finding.cell)


def list_rows(telling: Telling) -> list[Row]:
    """The rows of the list: each thing to mend, and below it what comes of the same slip."""
    rows = []
    for one in telling.told:
        ending = f"\n{repeats(one, telling.words)}" if one.numbered.more else ""
        if cell := telling.places.suspect(one.numbered.finding, one.beneath):
            ending += f"\n{telling.words.say('suspect', cell=cell)}"
        rows.append(_row(one.numbered.number, one.numbered.finding, one.numbered.state, telling, ending))
        for finding in one.beneath:
            # What is owed beside an explanation of its own goes away with the slip.
            state = finding.severity.value if finding.severity is Severity.EXPLAIN else "related"
            rows.append(_row(one.numbered.number, finding, state, telling))
    return rows


def _row(number: int, finding: Finding, state: str, telling: Telling, ending: str = "") -> Row:
    words = telling.words
    message = f"{finding.label}：{said(finding)}" if finding.label else said(finding)
    explain = finding.severity is Severity.EXPLAIN
    at = telling.layout.explanation_cells.get(finding.id, "") if explain else ""
    severity = words.say("same") if state == "related" else SEVERITIES[finding.severity]
    return Row(
        state=state,
        texts={
            "number": number,
            "severity": EXPLAINED if finding.settled else severity,
            "place": place(finding),
            "found": finding.found,
            "expected": finding.expected,
            "message": message + ending,
            "fix": remedy(finding, telling.places, words),
            "explanation": where_to_explain(telling.layout)[finding.id] if at else "",
            "rule": finding.id,
        },
        target=sheet_prefix(finding.sheet) + (finding.cell or address(0, 0)) if finding.sheet else "",
        room=sheet_prefix(telling.layout.checks_sheet) + at if at else "",
        open=explain,
    )
