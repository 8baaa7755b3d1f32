"""What people write in a cell for a figure: what is mended is told, what is not certain is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.reading.books import Draft, draft
from toolkit.a1 import address
from toolkit.book import Sheet
from toolkit.editions import load_form
from toolkit.form import Field, Form
from toolkit.quoting import LONGEST
from toolkit.reading.run.opening import open_book
from toolkit.reading.understand.figures import Figures, read_figures
from toolkit.reading.understand.labels import bare, normal
from toolkit.reading.understand.places import locate
from toolkit.values import MarkedText


@pytest.fixture
def book(form: Form) -> Draft:
    return draft(form)


def count_field(form: Form) -> Field:
    return next(item for item in form.inputs if item.table == "t3" and not item.unit.decimals)


def amount_field(form: Form) -> Field:
    return next(item for item in form.inputs if item.unit.decimals)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("12", "MENDED-TEXT"),
        ("１２", "MENDED-WIDTH"),
        (" 12\u00a0", "MENDED-SPACES"),
        ("12\u200b", "MENDED-SPACES"),
        ("12件", "MENDED-UNIT"),
        ("12 条", "MENDED-UNIT"),
        ("12项", "MENDED-UNIT"),
        ("１２次", "MENDED-UNIT"),
    ],
)
def test_count__is_mended_and_told(book: Draft, written: str, rule: str) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, written)
    assert book.record().values[item.index] == 12
    assert [(f.rule, f.cell) for f in book.read().findings] == [(rule, cell)]


def test_thousands_separators__are_mended_and_told(book: Draft) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, "1,234,567")
    assert book.record().values[item.index] == 1234567
    assert [(f.rule, f.cell) for f in book.read().findings] == [("MENDED-COMMAS", cell)]


@pytest.mark.parametrize("written", ["无", "/", "—", "-", "——", "零", " 无 ", "没有"])
def test_words_for_none__are_zero_and_told(book: Draft, written: str) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, written)
    assert book.record().values[item.index] == 0
    assert [(f.rule, f.cell) for f in book.read().findings] == [("MENDED-NONE", cell)]


def test_many_of_one_kind__are_one_finding_with_their_cells(book: Draft) -> None:
    items = [item for item in book.form.inputs if item.table == "t3"][:5]
    cells = [book.put(item.code, str(book.values[item.index])) for item in items]
    (finding,) = book.read().findings
    assert (finding.rule, finding.cell, finding.related) == ("MENDED-TEXT", cells[0], tuple(cells[1:]))
    assert "5" in finding.message
    assert book.record().values == book.values


def test_yuan_under_wan_yuan__is_converted_exactly_and_told_with_both(book: Draft) -> None:
    item = amount_field(book.form)
    book.put(item.code, "251000元")
    assert book.record().values[item.index] == 25_100_000
    (finding,) = book.read().findings
    assert finding.rule == "MENDED-CONVERTED"
    assert "251000元" in finding.message
    assert "25.1万元" in finding.message


def test_wan_yuan_written_out__is_the_figure(book: Draft) -> None:
    item = amount_field(book.form)
    book.put(item.code, "59,237.2449万元")
    assert book.record().values[item.index] == 59_237_244_900
    assert book.rules() == {"MENDED-UNIT"}


@pytest.mark.parametrize(
    "written", ["1,23", "12/3", "约10", "3-5", "1 234", "12,34,567", "十几", "5件左右", "=x", "1.2.3", "--3", "见附件"]
)
def test_what_could_mean_two_things__is_asked(book: Draft, written: str) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, "'=" + written[1:] if written.startswith("=") else written)
    assert item.index in book.record().unread
    assert book.record().values[item.index] is None
    assert ("VALUE-TEXT", cell) in {(f.rule, f.cell) for f in book.read().findings}


@pytest.mark.parametrize("written", [2.5, "2.5", datetime(2024, 3, 5), True, "#REF!", 10**17, 1e300])
def test_what_is_no_count__breaches_the_counts_rule(book: Draft, written: object) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, written)
    assert item.index in book.record().unread
    assert ("COUNT", cell) in {(f.rule, f.cell) for f in book.read().findings}


def test_amount_with_too_many_decimals__breaches_the_amounts_rule(book: Draft) -> None:
    item = amount_field(book.form)
    cell = book.put(item.code, 1.2345678)
    assert ("AMOUNT", cell) in {(f.rule, f.cell) for f in book.read().findings}


@pytest.mark.parametrize(
    ("stored", "steps"), [(59237.2449, 59_237_244_900), (72701.257799999992, 72_701_257_800), (0.1 + 0.2, 300_000)]
)
def test_amount__is_what_excel_shows_without_float_noise(book: Draft, stored: float, steps: int) -> None:
    item = amount_field(book.form)
    book.put(item.code, stored)
    assert book.record().values[item.index] == steps


def test_negative__is_left_for_the_rules(book: Draft) -> None:
    item = count_field(book.form)
    book.put(item.code, -3)
    assert book.record().values[item.index] == -3
    assert book.read().findings == ()


def test_error_value__is_not_a_blank_even_where_blanks_are_zero(book: Draft) -> None:
    item = count_field(book.form)
    line = book.layout.cover_cell("zero.t3")
    book.sheets[book.layout.cover_sheet][f"B{line.row + 1}"] = book.layout.yes
    book.put(item.code, "#DIV/0!")
    assert item.index in book.record().unread


def test_declaration_in_other_words__is_asked(book: Draft) -> None:
    line = book.layout.cover_cell("zero.t3")
    book.sheets[book.layout.cover_sheet][f"B{line.row + 1}"] = "大概是"
    assert book.rules() == {"CHOICE-UNKNOWN"}


def with_cell(sheet: Sheet, cell: str, content: object) -> Sheet:
    held = replace(sheet.content(), cells={**sheet.cells, cell: content})
    return replace(sheet, content=lambda: held)


def figures_with(book: Draft, item: Field, content: object) -> Figures:
    """What is read of ``book`` where its reader gives ``content`` for ``item``."""
    name, cell = book.place(item.code)
    opened = open_book(book.save(), "xlsx")
    opened = replace(
        opened, sheets=tuple(with_cell(one, cell, content) if one.name == name else one for one in opened.sheets)
    )
    located = locate(opened, book.layout)
    return read_figures(book.layout, located.places, located.homes, frozenset())


@pytest.mark.parametrize(
    ("written", "rule", "quotes"),
    [
        ("22①", "VALUE-MARK", ("①", "22①")),
        ("22²", "VALUE-MARK", ("²", "22²")),
        ("22（其中修订16件）", "VALUE-REMARK", ("22（其中修订16件）",)),
        ("3*", "VALUE-REMARK", ("3*",)),
        ("٣٤", "VALUE-TEXT", ("٣٤",)),
    ],
)
def test_figure_with_something_beside_it__is_asked_and_quoted(
    book: Draft, written: str, rule: str, quotes: tuple[str, ...]
) -> None:
    item = count_field(book.form)
    cell = book.put(item.code, written)
    told = [finding for finding in book.read().findings if finding.cell == cell]
    assert [(finding.rule, finding.severity, finding.found) for finding in told] == [(rule, "error", written)]
    assert all(quote in told[0].message for quote in quotes)
    assert item.index in book.record().unread


@pytest.mark.parametrize(
    ("kind", "word"),
    [("superscript", "上标"), ("subscript", "下标"), ("struck", "删除线"), ("invisible", "看不见的字")],
)
def test_run_that_is_not_shown_as_the_rest__is_asked_and_named(book: Draft, kind: str, word: str) -> None:
    item = count_field(book.form)
    figures = figures_with(book, item, MarkedText("221", (kind,)))
    assert figures.values[item.index] is None
    assert item.index in figures.unread
    (told,) = figures.findings
    assert (told.rule, told.cell, told.found) == ("VALUE-RUN", book.place(item.code)[1], "221")
    assert word in told.message


def test_change_in_words__is_read_with_its_sign_and_told() -> None:
    book = draft(load_form(2020))
    item = next(item for item in book.form.inputs if item.signed)
    cell = book.put(item.code, "减4")
    assert book.record().values[item.index] == -4
    (told,) = (finding for finding in book.read().findings if finding.cell == cell)
    assert told.rule == "MENDED-SIGNED"
    assert "减4＝-4" in told.message


def test_change_in_words__is_asked_in_a_column_without_signs(book: Draft) -> None:
    item = next(item for item in book.form.inputs if not item.signed)
    cell = book.put(item.code, "减4")
    assert ("VALUE-TEXT", cell) in {(f.rule, f.cell) for f in book.read().findings}


def test_long_text__is_quoted_short_wherever_it_stands(book: Draft) -> None:
    long = "长" * 30_000
    item, total = count_field(book.form), next(item for item in book.form.fields if item.computed)
    cells = [book.put(item.code, long), book.put(total.code, long)]
    book.table(3)[book.find("商业企业", 3)] = long
    line = book.layout.cover_cell("zero.t3")
    book.sheets[book.layout.cover_sheet][f"B{line.row + 1}"] = long
    title = book.layout.narrative[0].title
    book.sheets[book.layout.narrative_sheet][address(title.row, title.column)] = long
    findings = book.read().findings
    assert {("VALUE-TEXT", cells[0]), ("TOTAL-TEXT", cells[1])} <= {(f.rule, f.cell) for f in findings}
    assert {"CHOICE-UNKNOWN", "CELL-CHANGED", "LABEL-CHANGED"} <= {finding.rule for finding in findings}
    assert "长" * (LONGEST + 1) not in "".join(f"{finding.message}{finding.fix}{finding.found}" for finding in findings)


def test_label__longer_than_any_is_compared_as_it_stands() -> None:
    long = "a" + "\u0301\u0316" * 100_000
    assert normal(long) == bare(long) == long
    assert bare("1、 属于国家秘密") == bare("（1）属于国家秘密")
