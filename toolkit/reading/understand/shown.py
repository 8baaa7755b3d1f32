"""Whether a person who opens the workbook sees the figures that are read: formats, fonts, hidden rows, merged cells.

Told only where the two differ. What is alike in thousands of returns (formats, merged ranges) is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...a1 import area_of, holds, position
from ...book import ByCell, Content, Look, Sheet
from ...findings import Finding
from ...form import Field, Form
from ...form.layout import Layout
from ...ooxml.number_formats import parse_format
from ...ooxml.number_shown import shown, shows_counts
from ...quoting import quoted
from ...values import read_value
from .expected import ExpectedTable, expected_tables
from .places import Located
from .telling import tell_at, tell_cells

_PLAIN = Look()
_YUAN = "元"


def tell_unseen(layout: Layout, located: Located, values: Sequence[int | None]) -> list[Finding]:
    """Findings where what is shown at the places of the figures is not ``values`` (in steps, totals included)."""
    findings: list[Finding] = []
    for table, home in zip(expected_tables(layout), located.homes, strict=True):
        for sheet, cells in _standing(table, home, located):
            content = sheet.content()
            for cell in odd_looks(cells, content.looks, layout.form):
                findings += _tell_look(layout.form, cells.by_cell[cell], sheet, cell, content, values)
            findings += _tell_hidden(layout, table, sheet, cells, content, values)
            findings += _tell_merged(layout, table, sheet, cells, content, values)
            findings += _tell_veiled(layout, table, sheet, cells, content, values)
    return findings


def _standing(table: ExpectedTable, home: Sheet | None, located: Located) -> Iterator[tuple[Sheet, ByCell[int]]]:
    """Each sheet that holds figures of the table, with the field at each cell."""
    if home is not None:
        yield home, table.fields
        return
    places = [(index, located.places[index]) for index in table.fields.by_cell.values()]
    for sheet in dict.fromkeys(id(place[0]) for _, place in places if place is not None):
        mine = {place[1]: index for index, place in places if place is not None and id(place[0]) == sheet}
        yield next(place[0] for _, place in places if place is not None and id(place[0]) == sheet), ByCell(mine)


@lru_cache(maxsize=64)
def odd_looks(cells: ByCell[int], looks: ByCell[Look], form: Form) -> tuple[str, ...]:
    """Those of ``cells`` (field by cell) whose look may show another figure than they hold."""
    odd = []
    for cell, index in cells.by_cell.items():
        look = looks.by_cell.get(cell, _PLAIN)
        decimals = form.fields[index].unit.decimals
        if look != _PLAIN and (look.struck or look.invisible or not _shows_all(look.format, decimals)):
            odd.append(cell)
    return tuple(odd)


@lru_cache(maxsize=512)
def _shows_all(code: str, decimals: int) -> bool:
    """Whether a format shows every figure of so many decimals as its plain digits."""
    number_format = parse_format(code)
    probe = float(f"1.{'123456789'[:decimals]}") if decimals else 1
    return shows_counts(number_format) and (shown(number_format, probe) or "").strip() == f"{probe:.15g}"


def _tell_look(
    form: Form, index: int, sheet: Sheet, cell: str, content: Content, values: Sequence[int | None]
) -> Iterator[Finding]:
    held, item = content.cells.get(cell), form.fields[index]
    if values[index] is None:
        return
    look = content.looks.by_cell[cell]
    figure = item.unit.number(values[index] or 0)
    if held is None and item.computed and cell in content.formulas.by_cell:
        held = figure if isinstance(figure, int) else float(figure)  # as it will be worked out
    if held is None:
        return
    if look.struck:
        yield tell_at("SHOWN-STRUCK", item, sheet.name, cell, figure)
    elif look.invisible:
        if figure:
            yield tell_at("SHOWN-INVISIBLE", item, sheet.name, cell, figure)
    elif isinstance(held, int | float | str) and not isinstance(held, bool):
        text = shown(parse_format(look.format), held)
        if text is None:
            yield tell_at("SHOWN-UNCLEAR", item, sheet.name, cell, figure, format=quoted(look.format))
        elif figure_shown(text, item) != values[index]:
            yield tell_at(
                "SHOWN-OTHERWISE", item, sheet.name, cell, figure, shown=quoted(text), format=quoted(look.format)
            )


def figure_shown(text: str, item: Field) -> int | None:
    """The figure that a person reads in ``text``, in steps of the field's unit; None where it is none."""
    bare = text.strip().removesuffix(".")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if item.unit.label == _YUAN:
        bare = bare.replace("¥", "").replace("￥", "").strip()
    return read_value(bare, item.unit, signed=item.signed).steps


def _tell_hidden(
    layout: Layout,
    table: ExpectedTable,
    sheet: Sheet,
    cells: ByCell[int],
    content: Content,
    values: Sequence[int | None],
) -> Iterator[Finding]:
    """Figures other than 0 in rows, columns or sheets that are not shown."""
    if not (sheet.hidden or content.hidden_rows or content.hidden_columns):
        return
    hidden = [
        cell
        for cell, index in cells.by_cell.items()
        if values[index] and not layout.form.fields[index].computed and _is_hidden(sheet, content, cell)
    ]
    if hidden:
        yield tell_cells(
            "HIDDEN-SHEET" if sheet.hidden else "HIDDEN-FIGURES",
            _at(sheet, hidden),
            table.sheet.short,
        )


def _is_hidden(sheet: Sheet, content: Content, cell: str) -> bool:
    row, column = position(cell)
    return sheet.hidden or row in content.hidden_rows or column in content.hidden_columns


def _tell_merged(
    layout: Layout,
    table: ExpectedTable,
    sheet: Sheet,
    cells: ByCell[int],
    content: Content,
    values: Sequence[int | None],
) -> Iterator[Finding]:
    """Figures that lie under a merged cell, and are not shown."""
    covered = covered_by(cells, content.merges)
    inputs = [cell for cell in covered if not layout.form.fields[cells.by_cell[cell]].computed]
    wrong = [cell for cell in inputs if values[cells.by_cell[cell]] != 0]
    if wrong:
        yield tell_cells("MERGED-FIGURES", _at(sheet, wrong), table.sheet.short)
    elif covered:
        yield tell_cells("MERGED-CELLS", _at(sheet, covered), table.sheet.short)


@lru_cache(maxsize=64)
def covered_by(cells: ByCell[int], ranges: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``cells`` that lie in one of ``ranges``, but not at its top left corner."""
    areas = [area_of(cells) for cells in ranges]
    return tuple(
        cell
        for cell in cells.by_cell
        if any(holds(area, position(cell)) and position(cell) != area[:2] for area in areas)
    )


def _tell_veiled(
    layout: Layout,
    table: ExpectedTable,
    sheet: Sheet,
    cells: ByCell[int],
    content: Content,
    values: Sequence[int | None],
) -> Iterator[Finding]:
    """Figures other than 0 where a conditional format may show something else."""
    if not content.veils:
        return
    areas = [area_of(veil) for veil in content.veils]
    veiled = [
        cell
        for cell, index in cells.by_cell.items()
        if values[index] and any(holds(area, position(cell)) for area in areas)
    ]
    if veiled:
        yield tell_cells("SHOWN-CONDITIONAL", _at(sheet, veiled), table.sheet.short)


def _at(sheet: Sheet, cells: Sequence[str]) -> list[tuple[str, str]]:
    return [(sheet.name, cell) for cell in cells]
