"""What a return says beside its figures: cover, narrative, explanations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ..findings import Finding, tell
from ..form.answer import load_answer
from ..form.drawing import Box
from ..form.layout import Layout, address
from ..values import Cell, read_value
from .cells import Book, Sheet, position, text_of


@dataclass(slots=True)
class Texts:
    """The texts by id; ``zero_tables`` are those whose blanks the cover declares to be 0."""

    cover: dict[str, str] = field(default_factory=dict)
    narrative: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    zero_tables: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)


def read_texts(book: Book, layout: Layout) -> Texts:
    """The texts of ``book``, each at its place in ``layout``."""
    texts = Texts()
    _read_cover(book.sheet(layout.cover_sheet), layout, texts)
    _read_narrative(book.sheet(layout.narrative_sheet), layout, texts)
    _read_explanations(book.sheet(layout.checks_sheet), layout, texts)
    _read_answers(book.sheet(load_answer().sheet), texts)
    return texts


def _read_cover(sheet: Sheet | None, layout: Layout, texts: Texts) -> None:
    if sheet is None:
        texts.findings.append(tell("SHEET-MISSING", sheet=layout.cover_sheet))
        return
    zero = set()
    for line in layout.cover:
        value = _written(sheet.cells.get(address(line.row, line.column)))
        if value:
            texts.cover[line.id] = value
        if line.kind == "zero" and value == layout.yes:
            zero.add(line.table)
    texts.zero_tables = frozenset(zero)


def _read_narrative(sheet: Sheet | None, layout: Layout, texts: Texts) -> None:
    if sheet is None:
        texts.findings.append(tell("SHEET-MISSING", sheet=layout.narrative_sheet))
        return
    units = {item.id: item.unit for part in layout.form.narrative for item in part.inputs}
    for place in layout.narrative:
        text = _written(sheet.cells.get(_corner(place.text)))
        if text:
            texts.narrative[place.section] = text
        for name, _, box in place.inputs:
            content = sheet.cells.get(_corner(box))
            reading = read_value(content, units[name])
            if reading.problem:
                found = text_of(content)
                texts.findings.append(tell("VALUE-TEXT", sheet=sheet.name, cell=_corner(box), found=found))
            elif reading.steps is not None:
                texts.narrative[name] = units[name].text(reading.steps)


def _read_explanations(sheet: Sheet | None, layout: Layout, texts: Texts) -> None:
    if sheet is None:
        return
    column = layout.check_columns["explanation"]
    for check in layout.checks:
        text = _written(sheet.cells.get(address(check.row, column)))
        if text:
            texts.explanations[check.id] = text


def _read_answers(sheet: Sheet | None, texts: Texts) -> None:
    """The explanations on the list that a workbook sent back bears; they are later than those on the check sheet."""
    if sheet is None:
        return
    answer = load_answer()
    for row in sorted({position(cell)[0] for cell in sheet.cells}):
        finding = _written(sheet.cells.get(address(row, answer.columns["rule"])))
        text = _written(sheet.cells.get(address(row, answer.columns["explanation"])))
        if row >= answer.top and finding and text:
            texts.explanations[finding] = text


def _corner(box: Box) -> str:
    return address(box.row, box.column)


def _written(content: Cell) -> str:
    if isinstance(content, datetime) and content.hour == content.minute == 0:
        content = content.date()
    return content.isoformat() if isinstance(content, date) else text_of(content).strip()
