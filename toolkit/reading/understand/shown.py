"""Whether a person who opens the workbook sees the figures that are read: formats, fonts, hidden rows, merged cells.

Told only where the two differ. What is alike in thousands of returns (formats, merged ranges) is looked at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...a1 import area_of, layers, position
from ...book import ByCell, Content, Look, Sheet
from ...findings import Finding, tell
from ...form import Field, Form
from ...form.layout import Layout
from ...memory import remembered
from ...ooxml.number_formats import parse_format
from ...ooxml.number_shown import shown, shows_counts
from ...quoting import quoted
from ...values import read_value
from .expected import ExpectedTable, expected_tables
from .places import Located
from .telling import tell_at, tell_cells

_PLAIN = Look()
_YUAN = "元"
_ANY = "甲"  # stands for every text


class _Standing(NamedTuple):
    """One table's figures as they stand in a sheet: the field at each of ``cells``; ``values`` by field, in steps."""

    form: Form
    table: ExpectedTable
    sheet: Sheet
    cells: ByCell[int]
    content: Content
    values: Sequence[int | None]

    def told(self, rule: str, cells: Sequence[str]) -> Finding:
        return tell_cells(rule, [(self.sheet.name, cell) for cell in cells], self.table.sheet.short)


def tell_unseen(layout: Layout, located: Located, values: Sequence[int | None]) -> list[Finding]:
    """Findings where what is shown at the places of the figures is not ``values`` (in steps, totals included)."""
    findings: list[Finding] = []
    for table, home in zip(expected_tables(layout), located.homes, strict=True):
        for sheet, cells in _homes(table, home, located):
            here = _Standing(layout.form, table, sheet, cells, sheet.content(), values)
            for cell in odd_looks(cells, here.content.looks, layout.form):
                findings += _tell_look(here, cell)
            findings += (*_tell_hidden(here), *_tell_merged(here), *_tell_veiled(here))
        if home is not None:
            findings += _tell_labels(table, home)
    return findings


def _tell_labels(table: ExpectedTable, home: Sheet) -> Iterator[Finding]:
    """Texts beside the figures that are shown as other texts: the figures would be read under wrong heads."""
    content = home.content()
    for cell in rewritten(table.fields, content.looks):
        text = content.cells.get(cell)
        told = shown(parse_format(content.looks.by_cell[cell].format), text) if isinstance(text, str) else None
        if isinstance(text, str) and told is not None and told.strip() != text.strip():
            yield tell("SHOWN-LABEL", sheet=home.name, cell=cell, found=quoted(text), shown=quoted(told))


@remembered(64)
def rewritten(figures: ByCell[int], looks: ByCell[Look]) -> tuple[str, ...]:
    """The cells beside ``figures`` whose format shows a text as another one."""
    return tuple(
        cell
        for cell, look in looks.by_cell.items()
        if cell not in figures.by_cell and shown(parse_format(look.format), _ANY) not in (_ANY, None)
    )


def _homes(table: ExpectedTable, home: Sheet | None, located: Located) -> Iterator[tuple[Sheet, ByCell[int]]]:
    """Each sheet that holds figures of the table, with the field at each cell."""
    if home is not None:
        yield home, table.fields
        return
    places = [(index, located.places[index]) for index in table.fields.by_cell.values()]
    for sheet in dict.fromkeys(id(place[0]) for _, place in places if place is not None):
        mine = {place[1]: index for index, place in places if place is not None and id(place[0]) == sheet}
        yield next(place[0] for _, place in places if place is not None and id(place[0]) == sheet), ByCell(mine)


@remembered(64)
def odd_looks(cells: ByCell[int], looks: ByCell[Look], form: Form) -> tuple[str, ...]:
    """Those of ``cells`` (field by cell) whose look may show another figure than they hold."""
    odd = []
    for cell, index in cells.by_cell.items():
        look = looks.by_cell.get(cell, _PLAIN)
        decimals = form.fields[index].unit.decimals
        if look != _PLAIN and (
            look.struck or look.invisible or look.repeated or look.turned or not _shows_all(look.format, decimals)
        ):
            odd.append(cell)
    return tuple(odd)


@remembered(512, longest=1_000)
def _shows_all(code: str, decimals: int) -> bool:
    """Whether a format shows every figure of so many decimals as its plain digits, and a text as it is."""
    number_format = parse_format(code)
    probe = float(f"1.{'123456789'[:decimals]}") if decimals else 1
    expected = [(probe, f"{probe:.15g}"), (_ANY, _ANY)]
    return shows_counts(number_format) and all(
        (shown(number_format, held) or "").strip() == told for held, told in expected
    )


def _tell_look(here: _Standing, cell: str) -> Iterator[Finding]:
    index = here.cells.by_cell[cell]
    item, value, look = here.form.fields[index], here.values[index], here.content.looks.by_cell[cell]
    if value is None:
        return
    held, figure = here.content.cells.get(cell), item.unit.number(value)
    if held is None and item.computed and cell in here.content.formulas.by_cell:
        held = figure if isinstance(figure, int) else float(figure)  # as it will be worked out
    if held is None:
        return
    if look.struck:
        yield tell_at("SHOWN-STRUCK", item, here.sheet.name, cell, figure)
    elif look.invisible and figure:
        yield tell_at("SHOWN-INVISIBLE", item, here.sheet.name, cell, figure)
    elif look.repeated:
        yield tell_at("SHOWN-REPEATED", item, here.sheet.name, cell, figure)
    elif look.turned and figure:
        yield tell_at("SHOWN-TURNED", item, here.sheet.name, cell, figure)
    elif isinstance(held, int | float | str) and not (isinstance(held, bool) or look.invisible):
        yield from _tell_format(here, cell, item, held, value, look.format)


def _tell_format(
    here: _Standing, cell: str, item: Field, held: int | float | str, value: int, code: str
) -> Iterator[Finding]:
    text, figure = shown(parse_format(code), held), item.unit.number(value)
    if text is None:
        yield tell_at("SHOWN-UNCLEAR", item, here.sheet.name, cell, figure, format=quoted(code))
    elif figure_shown(text, item) != value:
        yield tell_at("SHOWN-OTHERWISE", item, here.sheet.name, cell, figure, shown=quoted(text), format=quoted(code))


def figure_shown(text: str, item: Field) -> int | None:
    """The figure that a person reads in ``text``, in steps of the field's unit; None where it is none."""
    bare = text.strip().removesuffix(".")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if item.unit.label == _YUAN:
        bare = bare.replace("¥", "").replace("￥", "").strip()
    return read_value(bare, item.unit, signed=item.signed).steps


def _tell_hidden(here: _Standing) -> Iterator[Finding]:
    """Figures other than 0 in rows, columns or sheets that are not shown."""
    if not (here.sheet.hidden or here.content.hidden_rows or here.content.hidden_columns):
        return
    hidden = [
        cell
        for cell, index in here.cells.by_cell.items()
        if here.values[index] and not here.form.fields[index].computed and _is_hidden(here.sheet, here.content, cell)
    ]
    if hidden:
        yield here.told("HIDDEN-SHEET" if here.sheet.hidden else "HIDDEN-FIGURES", hidden)


def _is_hidden(sheet: Sheet, content: Content, cell: str) -> bool:
    row, column = position(cell)
    return sheet.hidden or row in content.hidden_rows or column in content.hidden_columns


def _tell_merged(here: _Standing) -> Iterator[Finding]:
    """Figures that lie under a merged cell, and are not shown."""
    covered = covered_by(here.cells, here.content.merges)
    indices = here.cells.by_cell
    inputs = [cell for cell in covered if not here.form.fields[indices[cell]].computed]
    wrong = [cell for cell in inputs if here.values[indices[cell]] != 0]
    if wrong:
        yield here.told("MERGED-FIGURES", wrong)
    elif covered:
        yield here.told("MERGED-CELLS", covered)


@remembered(64)
def covered_by(cells: ByCell[int], ranges: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``cells`` that lie in one of ``ranges``, but not at its top left corner."""
    areas = [area_of(cells) for cells in ranges]
    corners = Counter(area[:2] for area in areas)
    held = layers(areas, [position(cell) for cell in cells.by_cell])
    return tuple(cell for cell in cells.by_cell if held.get(position(cell), 0) > corners[position(cell)])


@remembered(64)
def lying_in(cells: ByCell[int], ranges: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``cells`` that lie in one of ``ranges``."""
    held = layers(map(area_of, ranges), [position(cell) for cell in cells.by_cell])
    return tuple(cell for cell in cells.by_cell if position(cell) in held)


def _tell_veiled(here: _Standing) -> Iterator[Finding]:
    """Figures where a conditional format may show something else, or something lies on them: on a 0, too."""
    over, content = here.sheet.drawn_over, here.content
    for rule, figures, zeros in (
        ("SHOWN-CONDITIONAL", content.veils, content.zero_veils),
        ("SHOWN-COVERED", over, over),
    ):
        if not (figures or zeros):
            continue
        beneath = {*lying_in(here.cells, figures)}, {*lying_in(here.cells, zeros)}
        values = [(cell, here.values[index]) for cell, index in here.cells.by_cell.items()]
        if veiled := [cell for cell, value in values if value is not None and cell in beneath[value == 0]]:
            yield here.told(rule, veiled)
