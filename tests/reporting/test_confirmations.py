"""Figures that the office corrected, for the organ to confirm: the letter, and the copy that holds them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.day import CODE, DUE, FORM, LINE, OFFICE, OTHER, OUTCOME, Day, corrected
from tests.reporting.test_sendback import SHEET, WRONG, opened
from tests.reporting.workbooks import checked, only, workbook
from toolkit.editions import load_form
from toolkit.findings import tell
from toolkit.form.answer import load_answer
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.records import Correction, Return, Status
from toolkit.reporting.sendback import Chased, Kind, Sent
from toolkit.roster import Roster
from toolkit.round.corrected import with_corrections


def confirmed(day: Day) -> tuple[Return, Sent]:
    item = corrected(replace(day.returned(), findings=()), CODE, 22)
    assert item.status is Status.ACCEPTED
    (one,) = day.write(item)
    return item, one


def cells(data: bytes) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): getattr(cell.value, "text", cell.value)  # of an array formula
        for sheet in opened(data).worksheets
        if sheet.title != load_answer().sheet
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_confirmation__lists_each_correction_and_asks(day: Day) -> None:
    item, one = confirmed(day)
    assert one.kinds == (Kind.CONFIRM,)
    assert (one.copy, one.notice) == ("县教育局-更正确认.xlsx", "县教育局-更正确认函.txt")
    (change,) = item.corrections
    _, cell = load_layout(FORM).place(change.field)
    for part in (
        "关于确认2024年度", f"{SHEET}!{cell}", FORM.fields[change.field].label, f"原报 {change.old}",
        "2025年2月4日更正为 22", "经办：李四", "原因：电话核实，漏计 3 件", "请回复确认", "回复期限：2025年2月10日",
    ):  # fmt: skip
        assert part in one.text
    assert "退回" not in one.text


def test_confirmation__the_copy_holds_the_new_figure_and_all_else_as_it_was(day: Day) -> None:
    item, one = confirmed(day)
    (change,) = item.corrections
    original, copy = day.data["县教育局.xlsx"], day.copy(one)
    before, after = cells(original), cells(copy)
    spot = load_layout(FORM).place(change.field)
    assert {place: (before.get(place), after.get(place)) for place in before.keys() | after.keys()
            if before.get(place) != after.get(place)} == {spot: (change.old, 22)}  # fmt: skip
    again = only(checked(("x.xlsx", copy)))
    assert item.record is not None
    assert again.record is not None
    assert again.record == item.record  # its totals too, by what their cells show
    shaded = {(sheet.title, cell.coordinate) for sheet in opened(copy).worksheets[1:] for row in sheet.iter_rows()
              for cell in row if cell.comment is not None}  # fmt: skip
    assert shaded == {spot}
    assert f"原报 {change.old}，2025年2月4日更正为 22" in opened(copy)[spot[0]][spot[1]].comment.text


def test_confirmation__the_list_says_the_same(day: Day) -> None:
    _, one = confirmed(day)
    sheet, answer = opened(day.copy(one))[load_answer().sheet], load_answer()
    assert sheet["A1"].value == "需要确认的更正"
    row = {name: sheet.cell(answer.top + 1, at + 1).value for name, at in answer.columns.items()}
    assert (row["number"], row["severity"], row["found"], row["expected"]) == (1, "更正", 22, None)
    assert sheet.max_row == answer.top + 1


def test_confirmation__and_errors_are_one_letter_and_one_copy(day: Day) -> None:
    item = corrected(day.returned(changed=WRONG), "t2.licences.decisions", 41)
    (one,) = day.write(item)
    assert one.kinds == (Kind.BACK, Kind.CONFIRM)
    assert len(list(day.out.iterdir())) == 3
    assert "另有 1 处已代为更正" in one.text
    assert "\n　　2．" in one.text
    book = opened(day.copy(one))
    sheet, cell = load_layout(FORM).place(FORM.by_code["t2.licences.decisions"].index)
    assert book[sheet][cell].value == 41
    assert "【2】更正：原报" in book[sheet][cell].comment.text
    assert "应为 118" in book[SHEET]["D30"].comment.text
    again = only(checked(("x.xlsx", day.copy(one))))
    assert again.record == item.record


def test_confirmation__of_the_cell_that_is_wrong_stands_in_its_comment_too(day: Day) -> None:
    item = corrected(day.returned(changed=WRONG), "t3.carried_out.natural", 98)
    (one,) = day.write(replace(item, findings=(*day.returned(changed=WRONG).findings, *item.findings)))
    told = opened(day.copy(one))[SHEET]["D30"].comment.text
    assert "应为 118" in told
    assert "更正：原报 99" in told


@pytest.mark.parametrize("count", [1, 5, 9])
def test_confirmation__each_of_many_has_its_own_words(day: Day, count: int) -> None:
    item = replace(day.returned(), findings=())
    assert item.record is not None
    fields = [field for field in FORM.inputs if item.record.values[field.index] == 0][:count]
    changes = [Correction(field.index, 0, at, "", "", "2025-02-04") for at, field in enumerate(fields, 1)]
    (one,) = day.write(with_corrections(item, changes))
    book = opened(day.copy(one))
    for at, field in enumerate(fields, 1):
        sheet, cell = load_layout(FORM).place(field.index)
        assert book[sheet][cell].value == at
        assert f"原报 0，2025年2月4日更正为 {at}" in book[sheet][cell].comment.text
        assert f"{sheet}!{cell}" in one.text
    assert one.corrections == count
    assert book[load_answer().sheet].max_row == load_answer().top + count


@pytest.mark.parametrize("year", [2020, 2024])
def test_confirmation__of_money_is_exact_in_every_edition(day: Day, year: int) -> None:
    form = load_form(year)
    field = next(one for one in form.inputs if one.unit.decimals)
    day.data["甲.xlsx"] = workbook(day.folder / "原件.xlsx", year)
    item = replace(only(checked(("甲.xlsx", day.data["甲.xlsx"]), year=year)), findings=())
    assert item.record is not None
    steps = 10**field.unit.decimals * 12 + 345
    change = Correction(field.index, item.record.values[field.index], steps, "", "", "2025-02-04")
    (one,) = day.write(with_corrections(item, [change]), office=replace(OFFICE, year=year))
    assert f"更正为 {field.unit.text(steps)}" in one.text
    record = only(checked(("x.xlsx", day.copy(one)), year=year)).record
    assert record is not None
    assert record.values[field.index] == steps


def test_confirmation__to_and_from_a_blank(day: Day) -> None:
    item = replace(day.returned(changed={CODE: None}), findings=())
    assert item.record is not None
    other = FORM.by_code["t2.licences.decisions"]
    changes = [
        Correction(FORM.by_code[CODE].index, None, 7, "", "", "2025-02-04"),
        Correction(other.index, item.record.values[other.index], None, "", "", "2025-02-04"),
    ]
    (one,) = day.write(with_corrections(item, changes))
    assert "原报 空白，2025年2月4日更正为 7" in one.text
    assert "更正为 空白" in one.text
    record = only(checked(("x.xlsx", day.copy(one)))).record
    assert record is not None
    assert [record.values[change.field] for change in changes] == [7, None]


def test_confirmation__where_the_file_is_gone_a_new_workbook_holds_the_figures(day: Day) -> None:
    item = corrected(replace(day.returned(), findings=()), CODE, 22)
    day.data.clear()
    (one,) = day.write(item)
    assert "已换用新模板" in one.text
    record = only(checked(("x.xlsx", day.copy(one)))).record
    assert record is not None
    assert item.record is not None
    assert record.values == item.record.values
    sheet, cell = load_layout(FORM).place(FORM.by_code[CODE].index)
    assert "更正为 22" in opened(day.copy(one))[sheet][cell].comment.text


def test_confirmation__a_total_without_its_formula_is_not_left_wrong(day: Day) -> None:
    item = day.returned()
    part = FORM.by_code[OUTCOME].index
    total = next(one for one in FORM.computations if any(term.field == part for term in one.right))
    sheet, cell = load_layout(FORM).place(total.at)
    assert item.record is not None
    book = opened(day.data["县教育局.xlsx"])
    book[sheet][cell] = item.record.values[total.at]
    book.save(day.folder / "改.xlsx")
    day.data["县教育局.xlsx"] = (day.folder / "改.xlsx").read_bytes()
    item = replace(only(checked(("县教育局.xlsx", day.data["县教育局.xlsx"]))), findings=())
    item = corrected(item, OUTCOME, 5)
    (one,) = day.write(item)
    assert "已换用新模板" in one.text
    record = only(checked(("x.xlsx", day.copy(one)))).record
    assert record is not None
    assert item.record is not None
    assert record.values == item.record.values


def test_confirmation__formulas_as_other_programs_write_them_are_the_same(day: Day) -> None:
    """Some leave out the quotes around the name of a sheet."""
    item = replace(day.returned(), findings=())
    book = opened(day.data["县教育局.xlsx"])
    for row in book[SHEET].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = cell.value.replace("'", "")
    book.save(day.folder / "另存.xlsx")
    day.data["县教育局.xlsx"] = (day.folder / "另存.xlsx").read_bytes()
    item = replace(only(checked(("县教育局.xlsx", day.data["县教育局.xlsx"]))), findings=())
    (one,) = day.write(corrected(item, OUTCOME, 5))
    assert "其余没有改动" in one.text
    assert only(checked(("x.xlsx", day.copy(one)))).record == corrected(item, OUTCOME, 5).record


def test_confirmation__not_of_a_return_that_may_be_anothers_nor_what_is_owed(day: Day) -> None:
    """Its figures are told to nobody; that the organ owes a return is said apart."""
    item = corrected(day.returned(), CODE, 22)
    item = item.with_findings([tell("AGENCY-CHANGED", label="单位名称", found="某", expected="某某")])
    back, chase = day.write(item, chased=(Chased(LINE, DUE),))
    assert (back.kinds, chase.kinds) == ((Kind.BACK,), (Kind.CHASE,))
    assert back.copy == ""
    assert "更正" not in back.text
    assert "逾期" not in back.text


def test_confirmation__without_a_workbook_to_send_is_the_letter_alone(day: Day) -> None:
    item = corrected(replace(day.returned(), findings=()), CODE, 22)
    (one,) = day.write(item, office=Office(Roster("名录.csv", (OTHER,)), year=2024))
    assert (one.kinds, one.copy) == ((Kind.CONFIRM,), "")
    assert "更正为 22" in one.text
    assert "附上" not in one.text
