"""The letters of one day: what goes back, who is reminded, which corrections are to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reporting.test_sendback import SHEET, WRONG, opened
from tests.reporting.workbooks import AGENCY, checked, only, workbook
from toolkit.editions import load_form
from toolkit.findings import tell
from toolkit.form.answer import load_answer
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.output import OutputError
from toolkit.reading import find_files
from toolkit.records import Agency, Correction, Return, Status
from toolkit.reporting.contacts import hiding_in
from toolkit.reporting.reachable import LEFT_OUT
from toolkit.reporting.sendback import Chased, Kind, Sender, Sent, write_letters
from toolkit.reporting.sendback.sent import SentBack
from toolkit.roster import Roster, RosterLine
from toolkit.round.corrected import with_corrections
from toolkit.written import LETTERS

LINE = RosterLine(AGENCY.code, AGENCY.name, "", "department", "city", "王安", "099-60001234", 2)
OTHER = RosterLine("11321300MB0002", "某市公安局", "", "department", "city", "陈安", "099-60005678", 3)
OFFICE = Office(Roster("名录.csv", (LINE, OTHER)), year=2024)
SENDER = Sender("某市政府办公室", "张三 0571-88001234", "2025年2月10日")
DAY = date(2025, 2, 5)
DUE = date(2025, 1, 31)
FORM = load_form(2024)
AT = FORM.by_code["t3.carried_out.natural"].index


def corrected(item: Return, code: str, new: int, day: str = "2025-02-04", by: str = "李四") -> Return:
    field = FORM.by_code[code]
    assert item.record is not None
    old = item.record.values[field.index]
    return with_corrections(item, [Correction(field.index, old, new, "电话核实，漏计 3 件", by, day)])


class Day:
    """Writes letters into one folder after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data: dict[str, bytes] = {}

    def returned(self, file: str = "县教育局.xlsx", changed: dict[str, int | None] | None = None) -> Return:
        self.data[file] = workbook(self.folder / "原件.xlsx", changed=changed)
        return only(checked((file, self.data[file])))

    def write(self, *returns: Return, chased: tuple[Chased, ...] = (), **more: Any) -> tuple[Sent, ...]:
        given = {"office": OFFICE, "sender": SENDER, **more}
        return write_letters(
            DAY, self.out, lambda item: self.data.get(item.file), returns=returns, chased=chased, **given
        )

    @property
    def out(self) -> Path:
        return self.folder / "函件"

    def letter(self, one: Sent) -> str:
        return (self.out / one.notice).read_text(encoding="utf-8")

    def copy(self, one: Sent) -> bytes:
        return (self.out / one.copy).read_bytes()


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)


def table(day: Day) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(day.out / LETTERS).worksheets[0].iter_rows(values_only=True)
    heads = [str(head) for head in next(rows)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_chase__says_what_is_owed_since_when_and_to_whom(day: Day) -> None:
    (one,) = day.write(chased=(Chased(OTHER, DUE, template="11321300MB0002_某市公安局_2024.xlsx"),))
    assert (one.kinds, one.copy, one.agency.code) == ((Kind.CHASE,), "", OTHER.code)
    assert sorted(path.name for path in day.out.iterdir()) == sorted([*one.files, LETTERS])
    text = day.letter(one)
    assert text == one.text
    for part in (
        "关于报送2024年度政府信息公开工作年度报告的催报通知", "某市公安局：", "报送期限是2025年1月31日", "逾期 5 天",
        "“11321300MB0002_某市公安局_2024.xlsx”", "报送给：某市政府办公室", "张三 0571-88001234", "2025年2月10日",
        "2025年2月5日",
    ):  # fmt: skip
        assert part in text
    assert "次催报" not in text


def test_chase__from_the_second_on_says_so_and_when_the_earlier_ones_went_out(day: Day) -> None:
    before = (date(2025, 2, 1), date(2025, 2, 3))
    (one,) = day.write(chased=(Chased(OTHER, DUE, before=before),))
    assert one.text.startswith("关于报送2024年度政府信息公开工作年度报告的第3次催报通知")
    assert "这是第3次催报（第1次催报在2025年2月1日、第2次催报在2025年2月3日）" in one.text
    assert "发给你单位的模板" in one.text


def test_chase__none_while_there_is_leave_then_by_its_day(day: Day) -> None:
    on_leave, over = Chased(OTHER, DAY, leave=True), Chased(LINE, date(2025, 2, 4), leave=True)
    (one,) = day.write(chased=(on_leave, over))
    assert one.agency.code == LINE.code
    assert "经同意，报送期限延至2025年2月4日" in one.text
    assert "逾期 1 天" in one.text


def test_chase__before_the_day_and_without_one_is_not_late(day: Day) -> None:
    first, second = day.write(chased=(Chased(LINE, date(2025, 2, 20)), Chased(OTHER)))
    assert "报送期限是2025年2月20日" in first.text
    assert "报送期限" not in second.text
    assert "逾期" not in first.text + second.text


def test_letters__of_every_kind_stand_in_one_table(day: Day) -> None:
    bad, good = day.returned("坏.xlsx", WRONG), day.returned("好.xlsx")
    fine = replace(corrected(good, "t3.received.natural", 1), findings=())
    sent = day.write(bad, fine, chased=(Chased(OTHER, DUE),))
    assert [one.kinds for one in sent] == [(Kind.BACK,), (Kind.CONFIRM,), (Kind.CHASE,)]
    rows = table(day)
    assert [row["函件"] for row in rows] == ["退回通知", "更正确认函", "催报通知"]
    assert [row["联系人"] for row in rows] == ["王安", "王安", "陈安"]
    assert [(row["须改正"], row["已更正"], row["逾期天数"]) for row in rows] == [
        (1, None, None), (None, 1, None), (None, None, 5)
    ]  # fmt: skip
    assert [row["通知"] for row in rows] == [one.text for one in sent]
    assert [(row["附件"], row["通知文件"]) for row in rows] == [(one.copy or None, one.notice) for one in sent]


def test_letters__an_accepted_return_without_corrections_gets_none(day: Day) -> None:
    assert day.write(replace(day.returned(), findings=())) == ()
    assert table(day) == []


def test_letters__late_and_sent_back_is_one_letter(day: Day) -> None:
    (one,) = day.write(day.returned(changed=WRONG), chased=(Chased(LINE, DUE, before=(date(2025, 2, 1),)),))
    assert one.kinds == (Kind.BACK, Kind.CHASE)
    assert "现退回" in one.text
    assert "报送期限是2025年1月31日，到2025年2月5日已逾期 5 天。这是第2次催报" in one.text
    assert one.text.count("报回期限") == 1


CODE = "t3.received.natural"


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


OUTCOME = "t3.granted.natural"


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


def test_unreadable__gets_its_blank_and_says_that_it_is_late(day: Day) -> None:
    broken = Return(f"{OTHER.name}.docx", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    (one,) = day.write(broken, chased=(Chased(OTHER, DUE),))
    assert one.kinds == (Kind.BACK, Kind.CHASE)
    assert "无法读取" in one.text
    assert "逾期 5 天" in one.text
    assert one.copy


def test_names__that_clash_are_told_apart(day: Day) -> None:
    item = day.returned("甲/报告.xlsx", WRONG)
    day.data["乙/报告.XLSX"] = day.data["甲/报告.xlsx"]
    other = corrected(replace(item, file="乙/报告.XLSX", findings=()), CODE, 22)
    clash = replace(OTHER, code="报告", name="")
    sent = day.write(item, other, chased=(Chased(OTHER, DUE), Chased(replace(OTHER, code="x"), DUE), Chased(clash)))
    names = [name for one in sent for name in one.files]
    assert len({name.casefold() for name in names}) == len(names)
    assert sorted(path.name for path in day.out.iterdir()) == sorted([*names, LETTERS])


def test_names__of_a_confirmation_that_comes_back_stay(day: Day) -> None:
    item = corrected(replace(day.returned("县教育局-更正确认.xlsx"), findings=()), CODE, 22)
    (one,) = day.write(item)
    assert one.copy == "县教育局-更正确认.xlsx"


def hidden(item: Return) -> Callable[[str], str]:
    return hiding_in(item, OFFICE.roster)


def test_contacts__are_hidden_in_the_table_where_it_is_passed_on(day: Day) -> None:
    item = corrected(replace(day.returned("王安 县教育局.xlsx"), findings=()), CODE, 22)
    sent = day.write(item, chased=(Chased(OTHER, DUE),), office=OFFICE.without_contacts(), hiding=hidden)
    assert not any("王安" in path.name for path in day.out.iterdir())
    told = "\n".join(str(value) for row in table(day) for value in row.values())
    for name in (LINE.contact, LINE.phone, OTHER.contact, OTHER.phone, "李四"):
        assert name not in told
    assert LEFT_OUT in told
    assert "张三 0571-88001234" in told  # whom the office itself says to ask
    assert "李四" in day.letter(sent[0])


def test_folder__that_is_not_empty_is_left_alone(day: Day) -> None:
    day.out.mkdir()
    (day.out / "别人的.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="已经存在"):
        day.write(chased=(Chased(OTHER, DUE),))
    with pytest.raises(OutputError, match=r"别人的\.txt"):
        day.write(chased=(Chased(OTHER, DUE),), force=True)
    assert [path.name for path in day.out.iterdir()] == ["别人的.txt"]
    assert sorted(path.name for path in day.folder.iterdir()) == ["函件"]


def test_folder__is_replaced_where_all_in_it_is_ours(day: Day) -> None:
    day.write(chased=(Chased(OTHER, DUE), Chased(LINE, DUE)))
    day.write(chased=(Chased(OTHER, DUE),), force=True)
    assert len(list(day.out.iterdir())) == 2


def test_folder__holds_no_returns(day: Day) -> None:
    item = corrected(replace(day.returned(), findings=()), CODE, 22)
    day.write(item, chased=(Chased(OTHER, DUE),))
    found = find_files([day.folder])
    assert [Path(source.name).name for source in found.files] == ["原件.xlsx"]


def test_originals__are_never_changed(day: Day) -> None:
    item = corrected(day.returned(changed=WRONG), CODE, 22)
    original = bytes(day.data["县教育局.xlsx"])
    day.write(item)
    assert day.data["县教育局.xlsx"] == original


def test_sent_back__alone_says_that_it_goes_back() -> None:
    assert SentBack.__dataclass_fields__["kinds"].default == (Kind.BACK,)
    assert Sent(Agency(), (Kind.CHASE,), "", "甲.txt", "").files == ("甲.txt",)
