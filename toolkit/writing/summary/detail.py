"""单位明细: a row an organ, a column a field, each government's subtotal a live SUM over its direct children.

Nothing is counted twice: an organ's figures stand once, a government's row adds up the rows directly below it,
and an organ whose figures are not summed shows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from ...a1 import ROWS, absolute, column_ranges
from ...doubts import NONE, doubts_of
from ...form import Field
from ...form.figures import short
from ...ooxml.row_writing import Cell, cells_xml, figures_pattern, formula_xml, letters, number_text, row_xml
from ...rollup import Entry, Source, Summary, Values
from ...rules.formulas import literal
from ...wording import DOUBT_LEGEND, DOUBTFUL, STATES, corrected_words
from ..stream import StreamedSheet, add_streamed, fitted_height, named_height, style_id
from .style import DETAIL, WIDE_SCALE, Styles, heads_of, print_setup, print_wide, title_rows

_LABELS = heads_of("detail", (34, 20, 9, 6, 20, 9, 16))
FIRST_FIELD = len(_LABELS.labels)
HEADS = (2, 3, 4)  # table, row label, column label
FIRST_ROW = 5
_NARROWEST = 7.0  # of a column of figures
_PAPER = 1_530  # pixels across that paper within its margins
_ARGUMENTS = 250  # SUM takes 255
_PARENT = 4  # the column of 上级代码
_RULE = "缩进和分级显示表示隶属关系；汇总单位一行是其直接下级各行之和（公式可查）；未计入汇总的单位不列数"


@dataclass(frozen=True, slots=True)
class Line:
    """One row to come: a roster line, or a government's own summary where that stands for what is below it."""

    entry: Entry
    level: int
    origin: str
    values: Values | None
    adds: tuple[int, ...] | None  # the rows that a government adds up (as indices of lines); None for leaves
    name: str
    parent: str


def add_detail(book: Workbook, styles: Styles, summary: Summary) -> StreamedSheet:
    """Adds the sheet to ``book``."""
    sheet = add_streamed(book, DETAIL)
    lines = plan(summary)[: ROWS - FIRST_ROW]
    fields = summary.form.fields
    for index, width in enumerate(_LABELS.widths):
        sheet.set_column(index, index, width)
    width_of = _widths(lines)
    for item in fields:
        sheet.set_column(FIRST_FIELD + item.index, FIRST_FIELD + item.index, width_of(item))
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.outline_settings(symbols_below=False)
    sheet.outline_row_level = min(max((line.level for line in lines), default=0), 7)
    sheet.autofilter(HEADS[-1], 0, FIRST_ROW + len(lines) - 1, FIRST_FIELD + len(fields) - 1)
    runs = _runs(fields)
    pages = _pages(runs, [width_of(item) for item in fields])
    titled = _titled(fields, pages)
    ends = [*(first - 1 for first in titled[1:]), len(fields) - 1]
    for row, joined in ((HEADS[0], zip(titled, ends, strict=True)), (HEADS[1], runs)):
        for first, last in joined:
            if last > first:
                sheet.join(row, FIRST_FIELD + first, row, FIRST_FIELD + last)
    print_setup(sheet, summary, HEADS[0], HEADS[-1])
    print_wide(sheet)
    sheet.set_v_pagebreaks([FIRST_FIELD + first for first in pages])
    _note_corrections(sheet, summary, lines)
    sheet.stream(_rows(styles, summary, lines, titled), FIRST_ROW + len(lines), FIRST_FIELD + len(fields))
    return sheet


def _note_corrections(sheet: StreamedSheet, summary: Summary, lines: Sequence[Line]) -> None:
    """A comment at each figure that the office changed after it came: what stood there, who changed it and why."""
    for row, line in enumerate(lines, start=FIRST_ROW):
        chosen = line.entry.chosen
        if line.adds is not None or line.values is None or chosen is None:
            continue
        for one in chosen.corrections:
            told = corrected_words(summary.form.fields[one.field], one)
            sheet.write_comment(row, FIRST_FIELD + one.field, told, {"author": "", "x_scale": 1.6})


def _runs(fields: Sequence[Field]) -> list[tuple[int, int]]:
    """The first and the last figure of each row of the official tables: they stand under one head."""
    firsts = [
        i
        for i, item in enumerate(fields)
        if i == 0 or (item.table, item.row) != (fields[i - 1].table, fields[i - 1].row)
    ]
    return [(first, end - 1) for first, end in zip(firsts, [*firsts[1:], len(fields)], strict=True)]


def _pages(runs: Sequence[tuple[int, int]], widths: Sequence[float]) -> list[int]:
    """The figures that begin a page, so that no row of the official tables is torn as long as it fits on one."""
    paper = _PAPER * 100 / WIDE_SCALE
    names = _pixels(_LABELS.widths[0])
    used = sum(map(_pixels, _LABELS.widths))
    breaks = []
    for first, last in runs:
        taken = sum(map(_pixels, widths[first : last + 1]))
        if used + taken > paper:
            breaks.append(first)
            used = names
        used += taken
    return breaks


def _titled(fields: Sequence[Field], pages: Sequence[int]) -> list[int]:
    """The figures above which the title of their table stands: its first, and the first on each page."""
    tables = [i for i, item in enumerate(fields) if i == 0 or fields[i - 1].table != item.table]
    return sorted({*tables, *pages})


def _pixels(width: float) -> int:
    """How wide a column of so many characters is at most: where the font is missing, programs measure by wider ones."""
    return int(9.8 * (width + 0.7))


def _widths(lines: Sequence[Line]) -> Callable[[Field], float]:
    """How wide a field's column must be for its longest figure, bold and with separators of thousands."""
    filled = [line.values for line in lines if line.values is not None]
    tops = [line.values for line in lines if line.values is not None and not line.level]

    def width(item: Field) -> float:
        # A sum of counts is the longest of them; of amounts, any may have the most decimals.
        texts = (item.unit.text(values[item.index] or 0) for values in (filled if item.unit.decimals else tops))
        longest = max(map(len, texts), default=0)
        return max(_NARROWEST, longest + longest // 3 + 2.5)

    return width


def plan(summary: Summary) -> list[Line]:
    """All rows in order: each government, its own organs, then the governments below it."""
    lines: list[Line] = []

    def place(code: str, level: int) -> int:
        entry = summary.by_code[code]
        index = len(lines)
        node = summary.nodes.get(code)
        if node is None:
            origin = "上级报送的汇总数已含" if entry.covered_by else ("报送件" if entry.included else "")
            lines.append(Line(entry, level, origin, entry.values, None, entry.line.name, entry.line.parent))
            return index
        lines.append(Line(entry, level, "", node.values, (), entry.line.name, entry.line.parent))
        adds = []
        if node.source is Source.OWN:
            adds.append(len(lines))
            name = f"（{entry.line.name}报送的汇总数）"
            lines.append(Line(entry, level + 1, "本单位报送的汇总数", node.values, None, name, code))
        children = summary.roster.children.get(code, ())
        for child in sorted(children, key=lambda line: line.is_government):
            row = place(child.code, level + 1)
            if node.source is Source.CHILDREN:
                adds.append(row)
        origin = {Source.CHILDREN: "下级各行之和", Source.OWN: "本单位报送的汇总数", Source.NONE: ""}[node.source]
        lines[index] = Line(entry, level, origin, node.values, tuple(adds), entry.line.name, entry.line.parent)
        return index

    for root in summary.roster.roots:
        place(root.code, 0)
    return lines


def sum_formula(column: str, rows: Sequence[int], parent: str = "") -> str:
    """SUM over cells of one column (rows counted from 0), neighbours as ranges.

    Where there are too many for one formula, all rows whose 上级代码 is ``parent``, compared as text: SUMIF would
    take codes of 18 digits for numbers and tell only the first 15 apart.
    """
    ranges = column_ranges(column, rows)
    if len(ranges) <= _ARGUMENTS:
        return f"SUM({','.join(ranges)})"
    parents = f"{absolute(rows[0], _PARENT)}:{absolute(rows[-1], _PARENT)}"
    (whole,) = column_ranges(column, range(rows[0], rows[-1] + 1))
    return f"SUMPRODUCT(--({parents}={literal(parent)}),{whole})"


def _rows(styles: Styles, summary: Summary, lines: Sequence[Line], titled: Sequence[int]) -> Iterator[str]:
    doubts = doubts_of(summary)
    yield from title_rows(styles, summary, f"{DETAIL}（{_RULE}）", DOUBT_LEGEND if doubts else "")
    yield from _heads(styles, summary, titled)
    fields = summary.form.fields
    number = {bold: [style_id(styles.figure(item, bold=bold)) for item in fields] for bold in (False, True)}
    marked = {
        bold: [style_id(styles.figure(item, bold=bold, mark=DOUBTFUL)) for item in fields] if doubts else []
        for bold in (False, True)
    }
    plain = {bold: style_id(styles.text(wrap=True, bold=bold)) for bold in (False, True)}
    widths = _LABELS.widths
    amounts = [(item.index, item.unit) for item in fields if item.unit.decimals]
    names = letters()[FIRST_FIELD : FIRST_FIELD + len(fields)]
    # A row with all its figures, as most are, is made by one call.
    whole = {bold: figures_pattern(mine, FIRST_FIELD) for bold, mine in number.items()}
    for index, line in enumerate(lines):
        government = line.adds is not None
        owner = style_id(styles.text(wrap=True, bold=government, indent=line.level))
        labels = _labels(summary, line)
        cells = cells_xml(labels, [owner, *[plain[government]] * (FIRST_FIELD - 1)])
        doubtful = doubts.get(line.entry.line.code, NONE)
        styled = number[government]
        if doubtful:
            styled = [marked[government][at] if at in doubtful else style for at, style in enumerate(styled)]
        values: list[Cell] = list(line.values or [None] * len(fields))
        for place, unit in amounts:
            value = line.values[place] if line.values else None
            values[place] = None if value is None else unit.number(value)
        if line.adds:
            formulas = _repeated([FIRST_ROW + other for other in line.adds], line.entry.line.code)
            for column, (name, style) in enumerate(zip(names, styled, strict=True)):
                cells.append(formula_xml(FIRST_FIELD + column, formulas(name), values[column] or 0, style))
        elif doubtful or None in values:
            cells += cells_xml(values, styled, FIRST_FIELD)
        else:
            for place, _ in amounts:
                values[place] = number_text(values[place])
            cells.append(whole[government] % tuple(values))
        yield row_xml(FIRST_ROW + index, cells, level=line.level, height=named_height(labels, widths, line.level))


def _repeated(rows: Sequence[int], parent: str) -> Callable[[str], str]:
    """``sum_formula`` of the same rows for any column, worked out once."""
    pattern = sum_formula("\1", rows, parent)
    return lambda column: pattern.replace("\1", column)


def _labels(summary: Summary, line: Line) -> list[str | None]:
    entry = line.entry
    return [
        line.name,
        entry.line.code,
        entry.line.kind,
        entry.line.level,
        line.parent,
        "" if line.adds is not None and line.origin == "下级各行之和" else STATES[entry.state],
        line.origin or "未计入",
    ]


def _heads(styles: Styles, summary: Summary, titled: Sequence[int]) -> Iterator[str]:
    fields = summary.form.fields
    titles = {table.id: table.title for table in summary.form.tables}
    head = style_id(styles.head())
    blank: list[str | None] = [None] * FIRST_FIELD
    top = [titles[item.table] if index in titled else None for index, item in enumerate(fields)]
    runs = _runs(fields)
    heads = {first: "·".join(short(label) for label in fields[first].row) for first, _ in runs}
    middle = [heads.get(index) for index in range(len(fields))]
    units = [
        f"（{item.unit.label}）" if item.unit.decimals and item.unit.label not in item.label else "" for item in fields
    ]
    bottom = ["·".join(item.column) + unit for item, unit in zip(fields, units, strict=True)]
    narrow = [int(_NARROWEST)] * len(fields)
    for row, texts, height in (
        (HEADS[0], [*blank, *top], 20),
        (
            HEADS[1],
            [*blank, *middle],
            fitted_height(list(heads.values()), [int(_NARROWEST) * (last - first + 1) for first, last in runs]),
        ),
        (HEADS[2], [*_LABELS.labels, *bottom], fitted_height(bottom, narrow)),
    ):
        yield row_xml(row, cells_xml(texts, [head] * len(texts)), height=height)
