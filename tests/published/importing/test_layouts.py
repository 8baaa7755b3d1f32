"""Whatever the layout of a published report: every figure is right, or told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.published.importing import pages
from tests.published.importing.pages import Change, Rows
from toolkit.checking import check_returns
from toolkit.form import Form, Severity
from toolkit.published.importing.understand import understand_report
from toolkit.records import Return

WIDE = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})


def same(rows: Rows) -> Rows:
    return rows


# How the cells of a table are written, of which all can be read.
WRITTEN: dict[str, Change] = {
    "official": same,
    "spans repeated": pages.repeated_spans,
    "spans dropped": pages.without_spans,
    "labels run together": pages.run_together,
    "blanks in labels": pages.labels(lambda text: " ".join(text)),
    "labels over two lines": pages.labels(lambda text: f"{text[:2]}\n{text[2:]}"),
    "numbers with other marks": pages.labels(
        lambda text: re.sub("^([一二三四])、", r"\1.", text).replace("（", "(").replace("）", ")")
    ),
    "units in heads left out": pages.labels(lambda text: text.replace("（单位：万元）", "").replace("（万元）", "")),
    "units in heads otherwise": pages.labels(lambda text: text.replace("（单位：万元）", "（万元）")),
    "full-width digits": pages.numbers(lambda text: text.translate(WIDE)),
    "figures with units": pages.numbers(lambda text: text if "." in text else f"{text}件"),
    "blanks around figures": pages.numbers(lambda text: f" \u3000{text}\u00a0"),
    "thousands": pages.numbers(lambda text: text if "." in text else f"{int(text):,}"),
    "unseen characters": pages.every(lambda cell: replace(cell, text="\u200b".join(cell.text) + "\ufeff")),
    "no corner": lambda rows: [[c for c in row if "勾稽" not in c.text] for row in rows],
}
Made = Callable[[Form, dict[str, Rows]], tuple[bytes, str]]


def as_page(table: Callable[[Rows], str], wrap: str = "{}") -> Made:
    """A page in which each table is written by ``table``."""

    def make(form: Form, tables: dict[str, Rows]) -> tuple[bytes, str]:
        return pages.html_page(form, {name: table(rows) for name, rows in tables.items()}, wrap=wrap).encode(), "html"

    return make


MADE: dict[str, Made] = {
    "page": as_page(pages.html_table),
    "page in GB 18030, with th": lambda form, tables: (
        pages.html_page(form, {name: pages.html_table(rows, "th") for name, rows in tables.items()})
        .replace("utf-8", "gb2312").encode("gb18030"), "html"
    ),
    "page in a table": as_page(pages.html_table, "<table><tr><td>{}</td></tr></table>"),
    "pasted from Word": as_page(pages.html_pasted),
    "no tag closed": as_page(pages.html_unclosed),
    "title and unit within": as_page(pages.html_sections),
    "in two halves": as_page(pages.html_halves),
    "divs": as_page(pages.html_divs),
    "one cell a line": lambda form, tables: (
        pages.plain_page(form, {name: pages.one_cell_a_line(rows) for name, rows in tables.items()}).encode(), "text"
    ),
    "one cell a line, no bars": lambda form, tables: (
        pages.plain_page(form, {name: pages.one_cell_a_line(rows, "") for name, rows in tables.items()}).encode(),
        "text",
    ),
    "one row a line": lambda form, tables: (
        pages.plain_page(form, {name: pages.one_row_a_line(rows) for name, rows in tables.items()}).encode(), "text"
    ),
    "tabs": lambda form, tables: (
        pages.plain_page(form, {name: pages.one_row_a_line(rows, "\t") for name, rows in tables.items()})
        .encode("gb18030"), "text"
    ),
    "Word": lambda form, tables: (pages.word_document(form, tables), "docx"),
}  # fmt: skip


def read(form: Form, values: Sequence[int], change: Change, made: str) -> Return:
    tables = {table.id: change(pages.rows_of(form, table.id, values)) for table in form.tables}
    data, kind = MADE[made](form, tables)
    return understand_report(made, data, kind)


def wrong(form: Form, item: Return, values: Sequence[int]) -> list[str]:
    """The figures that are not as published, with what was read."""
    if item.record is None:
        return []
    return [
        f"{field.code}: {found} for {value}"
        for field, found, value in zip(form.fields, item.record.values, values, strict=True)
        if found not in (value, None)
    ]


def told(item: Return) -> list[str]:
    """What must be looked at."""
    return [finding.rule for finding in item.findings if finding.severity is not Severity.NOTICE]


@pytest.mark.slow
@pytest.mark.parametrize("written", WRITTEN)
def test_layout__every_figure_is_right_or_told(form: Form, written: str) -> None:
    values = pages.figures(form)
    for made in MADE:
        item = read(form, values, WRITTEN[written], made)
        assert wrong(form, item, values) == [], made
        if item.record is None or None in item.record.values:
            assert told(item) != [], made


# Where nothing is lost, all is read.
WHOLE = [
    *((written, "page") for written in WRITTEN),
    *((written, "pasted from Word") for written in WRITTEN),
    *((written, "Word") for written in WRITTEN if written != "spans dropped"),
    *(("official", made) for made in MADE),
    ("full-width digits", "one cell a line"),
    ("blanks in labels", "divs"),
]


@pytest.mark.parametrize(("written", "made"), WHOLE)
def test_layout__what_holds_every_figure_is_read_whole(form: Form, written: str, made: str) -> None:
    values = pages.figures(form, 2)
    item = read(form, values, WRITTEN[written], made)
    assert item.record is not None
    assert item.record.values == values, told(item)


# As what a damaged table is made: one of each way of being read.
ALIKE = (
    "page",
    "in two halves",
    "divs",
    "one cell a line",
    "one cell a line, no bars",
    "one row a line",
    "tabs",
    "Word",
)


def _last(rows: Rows) -> int:
    return max(cell.column for row in rows for cell in row if cell.kind == "figure")


def _shifted(rows: Rows) -> Rows:
    """Each row of figures beside the labels of the next that has as many, the last of all beside the first."""
    bearing = [number for number, row in enumerate(rows) if any(cell.kind == "figure" for cell in row)]
    size = max(sum(cell.kind == "figure" for cell in rows[number]) for number in bearing)
    full = [number for number in bearing if sum(cell.kind == "figure" for cell in rows[number]) == size]
    if len(full) < 3:  # two rows that change places are the report's own fault: the first figure goes instead
        first = next(cell for cell in rows[bearing[0]] if cell.kind == "figure")
        return [[cell for cell in row if cell is not first] for row in rows]
    moved = [list(row) for row in rows]
    for number, source in zip(full, [full[-1], *full[:-1]], strict=True):
        figures = iter([cell.text for cell in rows[source] if cell.kind == "figure"])
        moved[number] = [replace(cell, text=next(figures)) if cell.kind == "figure" else cell for cell in rows[number]]
    return moved


def _with_heads_swapped(rows: Rows) -> Rows:
    """The texts of the last two heads changed places: in the last row of heads that stand above several figures."""
    at = max(
        number for number, row in enumerate(rows)
        if len(row) > 2 and all(cell.kind != "figure" for cell in row) and row[-1].text != row[-2].text
    )  # fmt: skip
    *others, one, other = rows[at]
    swapped = [*others, replace(one, text=other.text), replace(other, text=one.text)]
    return [*rows[:at], swapped, *rows[at + 1 :]]


DAMAGED: dict[str, Callable[[Rows], Rows]] = {
    "a row missing": lambda rows: [*rows[:-2], *rows[-1:]],
    "two rows swapped": lambda rows: [*rows[:-2], rows[-1], rows[-2]] if len(rows) > 6 else [rows[-1], *rows[:-1]],
    "a table twice": lambda rows: rows + rows,
    "a cell gone": lambda rows: [*rows[:-1], rows[-1][:-1]],
    "a cell too many": lambda rows: [
        *rows[:-1], [*rows[-1], replace(rows[-1][-1], column=rows[-1][-1].column + rows[-1][-1].width)],
    ],
    "a first figure gone": lambda rows: [
        *rows[:-1], [cell for cell in rows[-1] if cell is not next(c for c in rows[-1] if c.kind == "figure")],
    ],
    "no row labels": lambda rows: [
        [cell for cell in row if cell.kind == "figure"] or row for row in rows if row
    ] if len(rows) > 6 else rows[1:],
    "a table twice, with other figures": lambda rows: rows + [
        [replace(cell, text=f"{cell.text}1") if cell.kind == "figure" else cell for cell in row] for row in rows
    ],
    "a column gone": lambda rows: [
        [cell for cell in row if cell.kind != "figure" or cell.column != _last(rows)] for row in rows
    ],
    "figures a row too low": lambda rows: _shifted(rows),
    "a figure in two": lambda rows: [
        *rows[:-1], [*rows[-1][:-1], pages.Cell("1\n2", rows[-1][-1].column, "figure")],
    ],
    "heads swapped": lambda rows: _with_heads_swapped(rows),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged__is_never_read_in_silence(form: Form, damage: str) -> None:
    values = pages.figures(form, 3)
    names, items = [], []
    for made in ALIKE:
        for table in form.tables:
            official = pages.rows_of(form, table.id, values)

            def change(rows: Rows, official: Rows = official) -> Rows:
                return DAMAGED[damage](rows) if rows == official else rows

            names.append((made, table.id))
            items.append(read(form, values, change, made))
    checked = check_returns(items)
    assert [name for name, item in zip(names, checked, strict=True) if told(item) == []] == []
