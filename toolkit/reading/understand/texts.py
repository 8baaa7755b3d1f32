"""What a return says beside its figures: cover, narrative, explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ...a1 import address, column_letters, letters_of, position
from ...book import Book, Sheet, text_of
from ...findings import Finding, tell
from ...form import NarrativeInput
from ...form.answer import load_answer
from ...form.check_lines import CheckRow
from ...form.layout import Layout
from ...form.sendback import every_pointer
from ...memory import remembered
from ...ooxml.cell_text import CELL_UNITS
from ...quoting import quoted
from ...values import Cell, read_value
from .admit import LINE, cut, fits_cell, one_line, whole
from .expected import cover_cells, explanation_cells, fixed_texts, narrative_cells
from .labels import bare
from .problems import tell_no_figure

_NAMED = 5  # cells named in one finding


@dataclass(slots=True)
class Texts:
    """The texts by id; ``zero_tables`` are those whose blanks the cover declares to be 0."""

    cover: dict[str, str] = field(default_factory=dict)
    narrative: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    zero_tables: frozenset[str] = frozenset()
    sheets: dict[str, str] = field(default_factory=dict)  # the names that those read have now, by their own
    findings: list[Finding] = field(default_factory=list)
    cuts: list[tuple[str, str, int]] = field(default_factory=list)  # sheet, cell and length of texts cut short


def read_texts(book: Book, layout: Layout, *, own_rules: bool = False) -> Texts:
    """The texts of ``book``, each at its place in ``layout``. ``own_rules``: its check sheet has the lines that an
    office's own rules file gave it.
    """
    texts = Texts()
    _read_cover(book, layout, texts)
    _read_narrative(book, layout, texts)
    _read_explanations(book, layout, texts, own_rules=own_rules)
    _read_answers(book.sheet(load_answer().sheet), layout, texts)
    if texts.cuts:
        texts.findings.append(_tell_cuts(texts.cuts))
    return texts


def _read_cover(book: Book, layout: Layout, texts: Texts) -> None:
    sheet = _home(book, layout, layout.cover_sheet, [line.label for line in layout.cover])
    if sheet is None:
        texts.findings.append(tell("SHEET-MISSING", sheet=layout.cover_sheet))
        return
    _note_name(sheet, layout.cover_sheet, texts)
    cells = sheet.cells
    zero = set()
    for line, own, beside in cover_cells(layout):
        label = own if cells.get(own) == line.label else _find(cells, line.label)
        cell = _right_of(label) if label and label != own else beside
        value = _taken(sheet, cell, texts, line=line.kind in ("code", "name")) if label else ""
        if value:
            texts.cover[line.id] = value
        if line.kind == "zero" and value == layout.yes:
            zero.add(line.table)
        elif line.kind == "zero" and value not in ("", layout.no):
            texts.findings.append(
                tell(
                    "CHOICE-UNKNOWN",
                    sheet=sheet.name,
                    cell=cell,
                    label=line.label,
                    found=quoted(value, 20),
                    yes=layout.yes,
                    no=layout.no,
                )
            )
    texts.zero_tables = frozenset(zero)


def _read_narrative(book: Book, layout: Layout, texts: Texts) -> None:
    sheet = _home(book, layout, layout.narrative_sheet, [part.title for part in layout.form.narrative])
    if sheet is None:
        texts.findings.append(tell("SHEET-MISSING", sheet=layout.narrative_sheet))
        return
    _note_name(sheet, layout.narrative_sheet, texts)
    cells = sheet.cells
    for place in narrative_cells(layout):
        title = place.title_cell if cells.get(place.title_cell) == place.title else _find(cells, place.title)
        if title is None:
            continue  # told as a changed title
        text = _taken(sheet, _beside(title, place.title_cell, place.text_cell), texts)
        if text:
            texts.narrative[place.section] = text
        for item, label_cell, value_cell in place.inputs:
            label = label_cell if cells.get(label_cell) == item.label else _find(cells, item.label)
            if label is not None:
                _read_input(sheet, _beside(label, label_cell, value_cell), item, texts)


def _read_input(sheet: Sheet, cell: str, item: NarrativeInput, texts: Texts) -> None:
    content = sheet.cells.get(cell)
    reading = read_value(content, item.unit)
    if reading.problem:
        texts.findings.append(tell_no_figure(content, reading, sheet=sheet.name, cell=cell, label=item.label))
    elif reading.steps is not None:
        texts.narrative[item.id] = item.unit.text(reading.steps)


def _read_explanations(book: Book, layout: Layout, texts: Texts, *, own_rules: bool) -> None:
    """Each line's explanation; where lines have moved, the n-th line of a rule is still its n-th."""
    sheet = _checks_home(book, layout)
    if sheet is None:
        return
    _note_name(sheet, layout.checks_sheet, texts)
    names = explanation_cells(layout)
    column = layout.check_columns["explanation"]
    written = sheet.columns(frozenset({column_letters(column)}))
    if not sheet.bears(fixed_texts(layout)[layout.checks_sheet]):
        rules = sheet.columns(frozenset({column_letters(layout.check_columns["rule"])}))
        # Names of rules alone, which are short and ours: those of earlier templates stand the same in every return.
        held = tuple([item for item in rules.items() if item[1] in layout.form.by_rule])
        rows = _lines_of_rules(held, layout, own_rules)
        names = {address(row, column): name for name, row in rows.items()}
    fixes = {rule.fix for rule in layout.form.rules} if own_rules else frozenset()
    for cell in filter(written.__contains__, names):
        text = _taken(sheet, cell, texts, content=written[cell])
        if text and text not in fixes:  # which stand there where a rule is not to be explained
            texts.explanations[names[cell]] = text


def _checks_home(book: Book, layout: Layout) -> Sheet | None:
    """The check sheet by its name, else the first that no template has and that bears most of its rules."""
    sheet = book.sheet(layout.checks_sheet)
    if sheet is not None:
        return sheet
    own = {name.casefold() for name in (*layout.sheets, load_answer().sheet)}
    rules = {check.rule for check in layout.checks}
    letters = column_letters(layout.check_columns["rule"])
    for other in book.sheets:
        if other.name.casefold() not in own:
            held = {str(content) for cell, content in other.cells.items() if letters_of(cell) == letters}
            if len(rules & held) * 2 > len(rules):
                return other
    return None


def _read_answers(sheet: Sheet | None, layout: Layout, texts: Texts) -> None:
    """The explanations on the list that a workbook sent back bears; they are later than those on the check sheet.

    Their place is the check sheet, to which the list points: what is written over the pointer counts all the same.
    """
    if sheet is None:
        return
    answer = load_answer()
    pointers = every_pointer(layout)
    for row in sorted({position(cell)[0] for cell in sheet.cells}):
        finding = one_line(_written(sheet.cells.get(address(row, answer.columns["rule"]))))
        text = _taken(sheet, address(row, answer.columns["explanation"]), texts)
        if row >= answer.top and finding and text and text not in pointers:
            texts.explanations[finding] = text


@remembered(16, longest=1_000)
def _lines_of_rules(held: tuple[tuple[str, Cell], ...], layout: Layout, own_rules: bool) -> Mapping[str, int]:
    """The row of each check by its name, for rules that still have all their lines: those that may be explained, by an
    office's own rules any. ``held`` are cells with rules.
    """
    column = layout.check_columns["rule"]
    found: dict[str, list[int]] = {}
    for cell, content in held:
        row, at = position(cell)
        if at == column and isinstance(content, str):
            found.setdefault(content, []).append(row)
    expected: dict[str, list[str]] = {}
    for check in _instances(layout) if own_rules else layout.checks:
        if own_rules or check.id in layout.explanation_cells:
            expected.setdefault(check.rule, []).append(check.id)
    return {
        name: row
        for rule, names in expected.items()
        if len(found.get(rule, ())) == len(names)
        for name, row in zip(names, sorted(found[rule]), strict=True)
    }


def _instances(layout: Layout) -> list[CheckRow]:
    """Every instance of every rule, wherever it may stand."""
    return [CheckRow(rule.id, key, -1) for rule in layout.form.rules for key in rule.says.keys]


def _home(book: Book, layout: Layout, name: str, labels: list[str]) -> Sheet | None:
    """The sheet called ``name``, else the first that bears most of ``labels``.

    The guidance and check sheets repeat the labels of others, so they stand in for none.
    """
    sheet = book.sheet(name)
    if sheet is not None:
        return sheet
    wanted = {bare(label) for label in labels}
    asides = (layout.guidance_sheet, layout.checks_sheet, layout.stamp_sheet)
    for other in book.sheets:
        if other.name in asides:
            continue
        held = {bare(content) for content in other.cells.values() if isinstance(content, str) and len(content) < 100}
        if len(wanted & held) * 2 > len(wanted):
            return other
    return None


def _note_name(sheet: Sheet, name: str, texts: Texts) -> None:
    texts.sheets[name] = sheet.name
    if sheet.name.casefold() != name.casefold():
        texts.findings.append(tell("SHEET-RENAMED", sheet=name, found=quoted(sheet.name)))


def _find(cells: Mapping[str, Cell], label: str) -> str | None:
    """The only cell that says the same as ``label``."""
    wanted = bare(label)
    found = [
        other
        for other, content in cells.items()
        if isinstance(content, str) and len(content) < 100 and bare(content) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _right_of(cell: str) -> str:
    row, column = position(cell)
    return address(row, column + 1)


def _beside(found: str, usual: str, cell: str) -> str:
    """Where ``cell`` is that stands beside ``usual``, when that was ``found`` elsewhere."""
    if found == usual:
        return cell
    (row, column), (usual_row, usual_column), (down, right) = map(position, (found, usual, cell))
    return address(row + down - usual_row, column + right - usual_column)


def _taken(sheet: Sheet, cell: str, texts: Texts, *, content: Cell = None, line: bool = False) -> str:
    """The text in ``cell``: as much as a cell can hold, or a ``line``; what is cut off is noted in ``texts``."""
    content = sheet.cells.get(cell) if content is None else content
    if content is None:
        return ""
    text = _written(content)
    fits = len(text) <= LINE if line else fits_cell(text)
    kept = one_line(text) if line else whole(text if fits else cut(text))
    if not fits:
        texts.cuts.append((sheet.name, cell, len(text)))
    return kept


def _tell_cuts(cuts: Sequence[tuple[str, str, int]]) -> Finding:
    """One finding for all texts that were cut, at the first of them."""
    sheet, cell, length = cuts[0]
    named = "、".join(f"{sheet}!{cell}" for sheet, cell, _ in cuts[:_NAMED]) + ("等" if len(cuts) > _NAMED else "")
    related = tuple(f"{other}!{cell}" for other, cell, _ in cuts[1:])
    return tell(
        "TEXT-CUT",
        sheet=sheet,
        cell=cell,
        related=related,
        places=named,
        count=len(cuts),
        length=length,
        most=CELL_UNITS,
        line=LINE,
    )


def _written(content: Cell) -> str:
    if isinstance(content, str):
        return content.strip()
    if isinstance(content, datetime) and content.hour == content.minute == 0:
        content = content.date()
    return content.isoformat() if isinstance(content, date) else text_of(content).strip()
