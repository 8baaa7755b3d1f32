"""What happens to workbooks on their way, and what becomes of their figures: both editions."""

from __future__ import annotations

import pytest

from tests.reading.books import Draft, draft
from toolkit.a1 import address, position
from toolkit.form import Form


@pytest.fixture
def book(form: Form) -> Draft:
    return draft(form)


def recovered(book: Draft, *rules: str) -> None:
    """All figures are read as they were, and exactly ``rules`` are told."""
    assert book.record().values == book.values
    assert book.rules() == set(rules)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_rows_inserted_above_the_table__are_found_by_labels(book: Draft, number: int) -> None:
    book.insert_row(book.name(number), 3, 2)
    recovered(book, "TABLE-MOVED")


def test_row_inserted_within_the_table__is_found_by_labels(book: Draft) -> None:
    book.insert_row(book.name(3), 12)
    recovered(book, "TABLE-MOVED")
    moved = book.record().moved
    assert all(sheet == book.name(3) for sheet, _ in moved.values())


@pytest.mark.parametrize("at", [0, 4, 9])
def test_column_inserted__is_found_by_labels(book: Draft, at: int) -> None:
    book.insert_column(book.name(3), at)
    recovered(book, "TABLE-MOVED")


def test_row_deleted__is_an_error_at_its_place(book: Draft) -> None:
    row = position(book.find("（一）予以公开", 3))[0]
    grid = book.table(3)
    for cell in [cell for cell in grid if position(cell)[0] == row]:
        del grid[cell]
    book.insert_row(book.name(3), row + 2, -1)
    record = book.record()
    lost = {item.index for item in book.form.fields if item.row_path == ("granted",)}
    assert record.unread == lost
    assert {"LABEL-CHANGED", "FIGURES-LOST"} <= book.rules()
    # All other inputs were found.
    for item in book.form.inputs:
        assert item.index in lost or record.values[item.index] == book.values[item.index]


def test_figures_in_an_unofficial_row__are_an_error(book: Draft) -> None:
    book.insert_row(book.name(3), 12)
    book.table(3).update({"B12": "小计", "D12": 7})
    assert ("EXTRA-FIGURES", "D12") in {(f.rule, f.cell) for f in book.read().findings}


def test_row_twice__is_asked_not_guessed(book: Draft) -> None:
    grid = book.table(3)
    row = position(book.find("（一）予以公开", 3))[0]
    book.insert_row(book.name(3), row + 2)
    grid = book.table(3)
    for cell in [cell for cell in grid if position(cell)[0] == row]:
        grid[address(row + 1, position(cell)[1])] = grid[cell]
    assert "LABEL-TWICE" in book.rules()
    assert book.record().unread == {item.index for item in book.form.fields if item.row_path == ("granted",)}


def test_rows_swapped__follow_their_labels(book: Draft) -> None:
    one = position(book.find("（一）予以公开", 3))[0]
    two = position(book.find("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 3))[0]
    swap = {one: two, two: one}
    book.merges[book.name(3)] = []
    name = book.name(3)
    as_before = dict(book.sheets[name])
    book.shift(name, lambda row, column: (swap.get(row, row), column))
    # Only the sums along the two rows follow: a sum down the column spans both, in either order.
    book.sheets[name] |= {cell: content for cell, content in as_before.items() if position(cell)[0] not in swap}
    recovered(book, "TABLE-MOVED")


@pytest.mark.parametrize("number", [2, 3, 4])
def test_sheet_renamed__is_recognised(book: Draft, number: int) -> None:
    book.rename(book.name(number), "Sheet1")
    recovered(book, "SHEET-RENAMED")


def test_sheet_names_exchanged__figures_follow_the_labels(book: Draft) -> None:
    two, three = book.name(2), book.name(3)
    book.sheets[two], book.sheets[three] = book.sheets[three], book.sheets[two]
    book.merges[two], book.merges[three] = book.merges[three], book.merges[two]
    assert book.record().values == book.values
    assert "TABLE-ELSEWHERE" in book.rules()


def test_sheets_reordered__are_told(book: Draft) -> None:
    book.sheets = dict(reversed(book.sheets.items()))
    recovered(book, "SHEETS-REORDERED")


def test_sheet_added__is_told(book: Draft) -> None:
    book.sheets["底稿"] = {"A1": "随手记", "B2": 5}
    recovered(book, "SHEET-ADDED")


@pytest.mark.parametrize("number", [2, 3, 4])
def test_sheet_deleted__is_an_error(book: Draft, number: int) -> None:
    table = next(table.id for table in book.form.tables if table.number == number)
    del book.sheets[book.name(number)]
    assert "SHEET-MISSING" in book.rules()
    assert book.record().unread == {item.index for item in book.form.fields if item.table == table}


def test_guidance_deleted__is_a_notice(book: Draft) -> None:
    del book.sheets[book.layout.guidance_sheet]
    recovered(book, "SHEET-GONE")


def test_texts_deleted__no_other_sheet_stands_in_for_them(book: Draft) -> None:
    del book.sheets[book.layout.narrative_sheet]
    missing = [finding.sheet for finding in book.read().findings if finding.rule == "SHEET-MISSING"]
    assert missing == [book.layout.narrative_sheet]
    assert "SHEET-RENAMED" not in book.rules()


def test_tables_pasted_into_one_sheet_of_another_workbook__are_found(book: Draft) -> None:
    pasted: dict[str, object] = {}
    offset = 0
    for table in book.layout.tables:
        for cell, content in book.sheets[table.sheet].items():
            row, column = position(cell)
            pasted[address(row + offset, column + 1)] = content
        offset += table.bottom + 2
    book.sheets, book.merges = {"Sheet1": pasted}, {}
    record = book.record()
    assert record.values == book.values
    assert (record.edition, record.year) == (book.form.edition, book.form.year)


def test_table_split_over_two_sheets__is_found(book: Draft) -> None:
    """The blocks of table 2 on sheets of their own."""
    name = book.name(2)
    grid = book.sheets[name]
    start = position(book.find("第二十条第（六）项", 2))[0]
    book.sheets["表二续"] = {cell: grid[cell] for cell in grid if position(cell)[0] >= start}
    book.sheets[name] = {cell: grid[cell] for cell in grid if position(cell)[0] < start}
    book.merges[name] = []
    assert book.record().values == book.values
    assert "TABLE-ELSEWHERE" in book.rules()


@pytest.mark.parametrize(
    ("official", "written"),
    [
        ("（一）予以公开", "（一） 予以公开"),
        ("（一）予以公开", "(一)予以公开"),
        ("（一）予以公开", "1、予以公开"),
        ("1.属于国家秘密", "（1）属于国家秘密"),
        ("1.属于国家秘密", "①属于国家秘密"),
        ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府\n信息公开申请数量"),
        ("社会公益组织", "社会\u00a0公益组织 "),
    ],
)
def test_label_written_otherwise__is_still_the_label(book: Draft, official: str, written: str) -> None:
    book.table(3)[book.find(official, 3)] = written
    recovered(book, "LABEL-SPELT")


def test_label_changed__is_an_error_at_its_cell_and_its_figures_are_not_read(book: Draft) -> None:
    cell = book.find("科研机构", 3)
    book.table(3)[cell] = "乡镇"
    assert ("LABEL-CHANGED", cell) in {(f.rule, f.cell) for f in book.read().findings}
    assert book.record().unread == {item.index for item in book.form.fields if item.column_path == ("research",)}


def test_labels_exchanged__figures_follow_them(book: Draft) -> None:
    one, two = book.find("科研机构", 3), book.find("商业企业", 3)
    book.table(3).update({one: "商业企业", two: "科研机构"})
    record = book.record()
    research, company = (book.form.by_code[f"t3.received.{column}"].index for column in ("research", "company"))
    assert (record.values[research], record.values[company]) == (book.values[company], book.values[research])
    assert "TABLE-MOVED" in book.rules()


def test_group_labels_exchanged__their_equal_heads_follow_them(book: Draft) -> None:
    one, two = book.find("未经复议直接起诉", 4), book.find("复议后起诉", 4)
    book.table(4).update({one: "复议后起诉", two: "未经复议直接起诉"})
    record = book.record()
    direct, reviewed = (book.form.by_code[f"t4.{group}.upheld"].index for group in ("direct", "reviewed"))
    assert (record.values[direct], record.values[reviewed]) == (book.values[reviewed], book.values[direct])
    assert "TABLE-MOVED" in book.rules()


def test_note_removed__is_a_notice(book: Draft) -> None:
    del book.table(3)["A3"]
    recovered(book, "HEADING-CHANGED")


def test_cover_text_changed__is_told_at_its_cell(book: Draft) -> None:
    book.sheets[book.layout.cover_sheet]["A1"] = "2019年度报告"
    assert [(f.rule, f.cell) for f in book.read().findings] == [("CELL-CHANGED", "A1")]


def test_protection_removed__is_told(book: Draft) -> None:
    book.protected = False
    recovered(book, "PROTECTION-OFF", "STRUCTURE-OFF")


def stamped(book: Draft, fact: str, text: str) -> None:
    """Writes over one of the facts on the stamp sheet."""
    grid = book.sheets[book.layout.stamp_sheet]
    cell = next(cell for cell, content in grid.items() if content == fact)
    grid[f"B{cell[1:]}"] = text


def test_other_template_version__is_told(book: Draft) -> None:
    stamped(book, "fingerprint", "0123456789abcdef")
    stamped(book, "template", "0")
    recovered(book, "TEMPLATE-OTHER")


def test_other_build_of_the_template__that_asks_the_same_is_nothing_to_tell(book: Draft) -> None:
    stamped(book, "fingerprint", "0123456789abcdef")
    words = address(book.layout.checks[0].row, book.layout.check_columns["words"])
    book.sheets[book.layout.checks_sheet][words] = "每格都要填"
    recovered(book)
    name = book.name(3)
    book.sheets["依申请"] = book.sheets.pop(name)
    recovered(book, "SHEET-RENAMED")


def test_other_build_of_the_template__that_says_it_otherwise_is_told_once(book: Draft) -> None:
    """Nobody changed the locked texts: they were other ones when the workbook was handed out."""
    stamped(book, "fingerprint", "0123456789abcdef")
    for place in book.layout.narrative[:2]:
        book.sheets[book.layout.narrative_sheet][address(place.hint.row, place.hint.column)] = "照实写"
    recovered(book, "TEMPLATE-OTHER")


def test_edition_unknown__is_one_finding_and_no_record(book: Draft) -> None:
    book.sheets[book.layout.stamp_sheet]["B1"] = "1999"
    returned = book.read()
    assert returned.record is None
    assert [f.rule for f in returned.findings] == ["FORM-UNKNOWN"]


def test_another_agencys_workbook_with_the_name_changed__is_told_at_the_cover(book: Draft) -> None:
    line = next(line for line in book.layout.cover if line.kind == "name")
    cell = address(line.row, line.column)
    book.sheets[book.layout.cover_sheet][cell] = "另一单位"
    assert [(f.rule, f.cell) for f in book.read().findings] == [("AGENCY-CHANGED", cell)]
    assert book.record().agency.name == "另一单位"


def test_rows_inserted_on_the_cover__its_lines_are_found_by_labels(book: Draft) -> None:
    book.insert_row(book.layout.cover_sheet, 4)
    assert book.record().agency.name == "某单位"
    assert book.record().values == book.values


def test_rows_inserted_among_the_texts__they_are_found_by_titles(book: Draft) -> None:
    before = book.record().narrative
    book.insert_row(book.layout.narrative_sheet, 2, 3)
    assert book.record().narrative == before


def test_lines_inserted_on_the_check_sheet__explanations_are_found_by_rule(book: Draft) -> None:
    layout = book.layout
    check = layout.checks[-1]
    book.sheets[layout.checks_sheet][address(check.row, layout.check_columns["explanation"])] = "已核实"
    book.insert_row(layout.checks_sheet, 6)
    assert book.record().explanations == {check.id: "已核实"}


def test_check_sheet_renamed__keeps_its_explanations(book: Draft) -> None:
    layout = book.layout
    check = layout.checks[-1]
    book.sheets[layout.checks_sheet][address(check.row, layout.check_columns["explanation"])] = "已核实"
    book.rename(layout.checks_sheet, "校核表")
    assert book.record().explanations == {check.id: "已核实"}
    assert book.rules() == {"SHEET-RENAMED"}


def test_cover_and_texts_renamed__are_recognised(book: Draft) -> None:
    before = book.record()
    book.rename(book.layout.cover_sheet, "Sheet1")
    book.rename(book.layout.narrative_sheet, "Sheet2")
    record = book.record()
    assert (record.cover, record.narrative) == (before.cover, before.narrative)
