"""Where each thing of an edition stands in its workbook: sheets, cells, merged labels.

The writer draws from this and the reader looks by it, so that neither holds an address of its own.
Rows and columns count from 0; ``address`` turns them into ``D31``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from ..a1 import address
from .check_lines import CheckLines, CheckRow, every_line, lines_of
from .drawing import Box, Label, Slot, draw_table
from .model import Form
from .rule_model import Severity
from .source import Section
from .template import read_template

FIRST_TABLE_ROW = 2  # below the section title and the line with organ, year and unit


@dataclass(frozen=True, slots=True)
class TableSheet:
    """The sheet of one official table. ``slots[i]`` is the place of the table's i-th field."""

    table: str
    sheet: str
    short: str
    title: Label
    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]
    label_widths: tuple[int, ...]
    figure_width: int
    landscape: bool
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class CoverCell:
    """One line of the cover: the label's cell and, right of it, the value's. ``kind`` is a CoverEntry's role,
    ``zero`` for a table's declaration that blanks are 0, or ``""``.
    """

    id: str
    label: str
    kind: str
    text: str
    row: int
    column: int  # of the value

    @property
    def table(self) -> str:
        """The table a zero declaration speaks of."""
        return self.id.removeprefix("zero.")


@dataclass(frozen=True, slots=True)
class NarrativePlace:
    """One narrative section: its title, its text box (read from the box's top left cell), its count and inputs."""

    section: str
    title: Box
    hint: Box
    text: Box
    count: Box
    inputs: tuple[tuple[str, Box, Box], ...]  # id, label box, value box


@dataclass(frozen=True, eq=False)
class Layout:
    """Everything about the workbook of one edition except its styling. ``earlier`` are the versions of its template
    that asked for the same.
    """

    form: Form
    template: Section
    version: str
    earlier: tuple[str, ...]
    fingerprint: str
    guidance_sheet: str
    cover_sheet: str
    tables: tuple[TableSheet, ...]
    narrative_sheet: str
    checks_sheet: str
    stamp_sheet: str
    cover: tuple[CoverCell, ...]
    narrative: tuple[NarrativePlace, ...]
    lines: CheckLines
    check_columns: Mapping[str, int]
    yes: str
    no: str

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """The rule instances of the check sheet, those that share a line among them."""
        return self.lines.checks

    @cached_property
    def with_every_line(self) -> Layout:
        """The same with a line for each rule instance on the check sheet, as templates had it until version 1."""
        return replace(self, lines=every_line(self.form))

    @cached_property
    def places(self) -> tuple[tuple[str, int, int], ...]:
        """(sheet, row, column) of each field, by field index."""
        return tuple((sheet.sheet, slot.box.row, slot.box.column) for sheet in self.tables for slot in sheet.slots)

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets in their order."""
        return (
            self.guidance_sheet,
            self.cover_sheet,
            *(table.sheet for table in self.tables),
            self.narrative_sheet,
            self.checks_sheet,
            self.stamp_sheet,
        )

    @property
    def cover_verdict(self) -> tuple[int, int]:
        """(row, column) on the cover of the verdict on the whole workbook; its label stands left of it."""
        return self.cover[-1].row + 2, 1

    @property
    def checks_verdict(self) -> tuple[int, int]:
        """(row, column) on the check sheet of the verdict on the whole workbook."""
        return 1, 1

    @property
    def caveat(self) -> tuple[int, int]:
        """(row, column) on the check sheet, in a hidden column, of what a summary says before its verdict."""
        return self.checks_verdict[0], self.facts_column

    @property
    def facts_column(self) -> int:
        """The first of five hidden columns right of the check sheet's: a caveat, last year's figures, what the
        roster says of an organ (on the check's own row), and on a shared line which of its instances is told, and how
        many there are to tell.
        """
        return len(self.check_columns) + 1

    def prior_cell(self, field: int) -> tuple[int, int]:
        """(row, column) on the check sheet of a field's last-year figure, of those in ``lines.prior_rows``."""
        return self.lines.prior_rows[field], self.facts_column + 1

    def standing_cell(self, check: CheckRow) -> tuple[int, int]:
        """(row, column) on the check sheet that says whether the roster lets this organ report an authority rule's
        figures: yes, no, or empty where the workbook was issued without a roster.
        """
        return check.row, self.facts_column + 2

    @cached_property
    def explanation_cells(self) -> Mapping[str, str]:
        """The cell of the check sheet that an explanation is written in, by the name it goes by."""
        column, rules = self.check_columns["explanation"], self.form.by_rule
        return {
            check.id: address(check.row, column)
            for check in self.checks
            if rules[check.rule].severity is Severity.EXPLAIN
        }

    def sheet(self, table: str) -> TableSheet:
        return next(sheet for sheet in self.tables if sheet.table == table)

    def place(self, field: int) -> tuple[str, str]:
        """(sheet, cell) of a field, such as ``("表三 依申请公开", "D31")``."""
        sheet, row, column = self.places[field]
        return sheet, address(row, column)

    def cover_cell(self, cover_id: str) -> CoverCell:
        return next(cell for cell in self.cover if cell.id == cover_id)


@lru_cache(maxsize=16)
def load_layout(form: Form) -> Layout:
    """The Layout of ``form``, read from the template file beside its schema (``templates/<same name>``).

    Raises DefinitionError where that file is missing, faulty, or speaks of another edition.
    """
    schema = Path(form.path)
    path = schema.parent.parent / "templates" / schema.name
    definition = read_template(path)
    template = definition.root
    if template.get("edition", str) != form.edition:
        template.fail(f"这里写的是“{template.get('edition', str)}”版，{schema.name} 是“{form.edition}”版", "edition")
    choices = template.section("cover").section("choices")
    columns = [name for name, _ in template.section("checks").section("columns").items()]
    layout = Layout(
        form=form,
        template=template,
        version=template.get("version", str),
        earlier=template.strings("earlier"),
        fingerprint="",
        guidance_sheet=template.section("guidance").get("sheet", str),
        cover_sheet=template.section("cover").get("sheet", str),
        tables=_tables(form, template.section("tables")),
        narrative_sheet=template.section("narrative").get("sheet", str),
        checks_sheet=template.section("checks").get("sheet", str),
        stamp_sheet=template.section("stamp").get("sheet", str),
        cover=_cover(form, template),
        narrative=_narrative(form, template.section("narrative")),
        lines=lines_of(form),
        check_columns={name: index for index, name in enumerate(columns)},
        yes=choices.get("yes", str),
        no=choices.get("no", str),
    )
    _check_sheet_names(layout, template)
    # An office's rules change no place and no figure that is asked for: the stamp names them beside the fingerprint.
    own = load_layout(form.unchanged).fingerprint if form.unchanged else _fingerprint(layout, definition.content)
    return replace(layout, fingerprint=own)


def _fingerprint(layout: Layout, template: bytes) -> str:
    """Changes with what a workbook asks for and where: not with a rule's wording, or with what is made of figures."""
    fields = [(item.code, item.unit.id, item.signed, item.computed) for item in layout.form.fields]
    standing = (layout.tables, layout.cover, layout.narrative, layout.lines, fields)
    return hashlib.sha256(repr(standing).encode() + template).hexdigest()[:16]


def _tables(form: Form, section: Section) -> tuple[TableSheet, ...]:
    section.only(*(table.id for table in form.tables))
    sheets = []
    start = 0
    for table in form.tables:
        if not section.has(table.id):
            section.fail(f"缺少表“{table.id}”的版式，请补上 {table.id}: {{sheet: …, short: …}}")
        look = section.section(table.id)
        look.only("sheet", "short", "label_widths", "figure_width", "orientation", "vertical")
        drawn = draw_table(table, start, FIRST_TABLE_ROW, look.get("vertical", int, 0))
        start += len(drawn.slots)
        widths = look.values.get("label_widths") or []
        if not isinstance(widths, list) or [type(width) for width in widths] != [int] * drawn.label_columns:
            look.fail(f"label_widths 应有 {drawn.label_columns} 个整数，每个标题列一个", "label_widths")
        sheets.append(
            TableSheet(
                table=table.id,
                sheet=look.get("sheet", str),
                short=look.get("short", str),
                title=Label(Box(0, 0, 1, drawn.right), table.title, "title"),
                labels=drawn.labels,
                slots=drawn.slots,
                label_widths=tuple(int(str(width)) for width in widths),
                figure_width=look.get("figure_width", int),
                landscape=look.choice("orientation", ("portrait", "landscape"), "portrait") == "landscape",
                bottom=drawn.bottom,
                right=drawn.right,
            )
        )
    return tuple(sheets)


def _cover(form: Form, template: Section) -> tuple[CoverCell, ...]:
    cover = template.section("cover")
    shorts = {table.id: template.section("tables").section(table.id).get("short", str) for table in form.tables}
    lines = [(entry.id, entry.label, entry.role, entry.text) for entry in form.cover]
    wording = cover.get("zero_declaration", str)
    lines += [(f"zero.{table.id}", wording.format(table=shorts[table.id]), "zero", "") for table in form.tables]
    return tuple(CoverCell(*line, row=row, column=1) for row, line in enumerate(lines, start=2))


def _narrative(form: Form, section: Section) -> tuple[NarrativePlace, ...]:
    """Sections one below the other, three columns wide: title, hint, text box, count, then the inputs."""
    height = section.get("lines", int)
    places = []
    row = 1
    for part in form.narrative:
        title, hint = Box(row, 0, 1, 3), Box(row + 1, 0, 1, 3)
        text = Box(row + 2, 0, height, 3)
        row += 2 + height
        count = Box(row, 2, 1, 1)
        inputs = []
        for offset, item in enumerate(part.inputs, start=1):
            inputs.append((item.id, Box(row + offset, 0, 1, 2), Box(row + offset, 2, 1, 1)))
        row += 2 + len(inputs)
        places.append(NarrativePlace(part.id, title, hint, text, count, tuple(inputs)))
    return tuple(places)


def _check_sheet_names(layout: Layout, template: Section) -> None:
    seen: set[str] = set()
    for name in layout.sheets:
        if len(name) > 31 or any(character in name for character in "[]:*?/\\") or not name:
            template.fail(f"工作表名“{name}”不合用：不超过 31 个字，不含 []:*?/\\")
        if name.casefold() in seen:
            template.fail(f"工作表名“{name}”用了两次")
        seen.add(name.casefold())
