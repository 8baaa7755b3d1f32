"""What goes back: the agency's own workbook marked up, or a fresh one, with a notice and the table of all."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.reporting.workbooks import AGENCY, checked, only, workbook
from toolkit.form.answer import load_answer
from toolkit.output import OutputError
from toolkit.reading.run.opening import read_content
from toolkit.records import Report, Status
from toolkit.reporting.sendback import SentBack, return_copies
from toolkit.reporting.sendback.speech import Way

WRONG: dict[str, int | None] = {"t3.carried_out.natural": 99}
UNEXPLAINED: dict[str, int | None] = {"t2.fees.amount": 7_270_000_000_000}
SHEET = "表三 依申请公开"

Mend = Callable[[Path, Path, str, str, object], None]


def sent_back(tmp_path: Path, changed: dict[str, int | None], year: int = 2024, **texts: str) -> tuple[bytes, bytes]:
    """(the original, the copy that goes back) of a workbook with ``changed`` figures."""
    original = workbook(tmp_path / "县教育局.xlsx", year, changed, **texts)
    report = checked(("县教育局.xlsx", original), year=year)
    (one,) = return_copies(report, tmp_path / "退回", lambda _: original)
    assert one.way is Way.MARKED
    return original, (tmp_path / "退回" / one.copy).read_bytes()


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_copy__opens_on_the_list_which_names_each_finding_and_leads_to_its_cell(tmp_path: Path) -> None:
    book = opened(sent_back(tmp_path, WRONG)[1])
    answer = load_answer()
    assert book.active is book.worksheets[0]
    sheet = book[answer.sheet]
    row = answer.top + 1
    told = {name: sheet.cell(row, column + 1) for name, column in answer.columns.items()}
    assert (told["number"].value, told["found"].value, told["expected"].value) == (1, 99, 118)
    assert told["rule"].value == "T3-BALANCE@natural"
    link = told["place"].hyperlink
    assert link is not None
    assert link.location == f"'{SHEET}'!D30"


def test_copy__colours_and_comments_the_cells_of_a_finding(tmp_path: Path) -> None:
    original, copy = sent_back(tmp_path, WRONG)
    before, after = opened(original)[SHEET], opened(copy)[SHEET]
    changed = {cell.coordinate for row in after.iter_rows() for cell in row
               if cell.fill.fgColor.rgb != before[cell.coordinate].fill.fgColor.rgb}  # fmt: skip
    assert {"D30", "D6", "D7", "D29"} <= changed
    assert "应为 118" in after["D30"].comment.text
    assert after["D6"].comment is not None
    assert after["E6"].comment is None


def test_copy__keeps_every_other_part_to_the_byte(tmp_path: Path) -> None:
    original, copy = sent_back(tmp_path, WRONG)
    parts = [{name: archive.read(name) for name in archive.namelist()}
             for archive in (zipfile.ZipFile(io.BytesIO(data)) for data in (original, copy))]  # fmt: skip
    assert set(parts[0]) <= set(parts[1])
    kept = {name for name in parts[0] if parts[0][name] == parts[1][name]}
    assert {"docProps/custom.xml", "xl/sharedStrings.xml", "docProps/app.xml"} <= kept


def test_copy__stays_locked_and_fillable(tmp_path: Path) -> None:
    original, copy = sent_back(tmp_path, WRONG)
    before, after = opened(original), opened(copy)
    assert after.security.lockStructure
    for sheet in before.worksheets:
        assert after[sheet.title].protection.sheet == sheet.protection.sheet
        assert len(after[sheet.title].data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert len(after[sheet.title].conditional_formatting) == len(sheet.conditional_formatting)
        assert after[sheet.title].sheet_state == sheet.sheet_state
        for row in sheet.iter_rows():
            for cell in row:
                assert after[sheet.title][cell.coordinate].protection.locked == cell.protection.locked
    assert after[load_answer().sheet].protection.sheet


def test_copy__names_of_a_sheet_move_with_it(tmp_path: Path) -> None:
    original, copy = sent_back(tmp_path, WRONG)
    before, after = opened(original), opened(copy)
    for sheet in before.worksheets:
        moved = after[sheet.title]
        assert (moved.print_title_rows, moved.print_area) == (sheet.print_title_rows, sheet.print_area)
    assert list(after.defined_names) == list(before.defined_names)


def test_copy__room_to_explain_is_open_only_where_an_explanation_settles(tmp_path: Path) -> None:
    sheet = opened(sent_back(tmp_path, {**WRONG, **UNEXPLAINED})[1])[load_answer().sheet]
    answer = load_answer()
    rows = range(answer.top + 1, sheet.max_row + 1)
    locked = {
        sheet.cell(row, answer.columns["rule"] + 1).value: sheet.cell(
            row, answer.columns["explanation"] + 1
        ).protection.locked
        for row in rows
    }
    assert locked["T2-YUAN"] is False
    assert locked["T3-BALANCE@natural"] is True


@pytest.mark.parametrize("year", [2020, 2024])
def test_copy__says_the_same_as_the_original_and_nothing_new(tmp_path: Path, year: int) -> None:
    original, copy = sent_back(tmp_path, {"t3.carried_out.natural": 77}, year)
    first, second = (only(checked(("x.xlsx", data), year=year)) for data in (original, copy))
    assert first.record == second.record
    assert first.findings == second.findings


def test_copy__mended_by_a_library_it_comes_back_clean(tmp_path: Path) -> None:
    book = opened(sent_back(tmp_path, {**WRONG, **UNEXPLAINED})[1])
    book[SHEET]["D30"] = 118
    explain(book, "T2-YUAN", "土地出让代收费用一次性入账所致")
    book.save(tmp_path / "改好.xlsx")
    item = only(checked(("改好.xlsx", (tmp_path / "改好.xlsx").read_bytes())))
    assert item.status is Status.ACCEPTED
    assert [finding.explanation for finding in item.findings if finding.settled] == ["土地出让代收费用一次性入账所致"]


def test_copy__marked_again_bears_the_new_findings_only(tmp_path: Path) -> None:
    copy = sent_back(tmp_path, WRONG)[1]
    book = opened(copy)
    book[SHEET]["D30"] = 118
    book[SHEET]["E30"] = 9
    book.save(tmp_path / "县教育局-退回.xlsx")
    again = (tmp_path / "县教育局-退回.xlsx").read_bytes()
    report = checked(("县教育局-退回.xlsx", again))
    (one,) = return_copies(report, tmp_path / "再退", lambda _: again)
    assert (one.copy, one.way) == ("县教育局-退回.xlsx", Way.MARKED)
    made = opened((tmp_path / "再退" / one.copy).read_bytes())
    assert made.sheetnames.count(load_answer().sheet) == 1
    assert made.sheetnames[0] == load_answer().sheet
    assert made[SHEET]["D30"].comment is None
    assert made[SHEET]["D30"].fill.fgColor.rgb == made[SHEET]["F30"].fill.fgColor.rgb
    assert made[SHEET]["E30"].comment is not None
    assert only(checked(("x", (tmp_path / "再退" / one.copy).read_bytes()))).findings == only(report).findings


def explain(book: Workbook, finding: str, text: str) -> None:
    """Writes ``text`` into the room the list leaves to explain ``finding``."""
    answer = load_answer()
    sheet = book[answer.sheet]
    for row in range(answer.top + 1, sheet.max_row + 1):
        if sheet.cell(row, answer.columns["rule"] + 1).value == finding:
            sheet.cell(row, answer.columns["explanation"] + 1).value = text


def fresh_copy(tmp_path: Path, report: Report, data: bytes) -> tuple[SentBack, Workbook]:
    (one,) = return_copies(report, tmp_path / "退回", lambda _: data)
    assert one.way is Way.CARRIED
    return one, opened((tmp_path / "退回" / one.copy).read_bytes())


@pytest.mark.parametrize("harm", ["no zip", "moved", "unlocked", "typed over", "gone", "changed since"])
def test_copy__beyond_repair_a_fresh_workbook_takes_over_the_figures(tmp_path: Path, harm: str) -> None:
    data = workbook(tmp_path / "a.xlsx", changed=WRONG)
    report = checked(("a.xls", data))
    item, original = only(report), data
    record = item.record
    assert record is not None
    if harm == "no zip":
        original = b"\xd0\xcf\x11\xe0"
        item = replace(item, sha256=hashlib.sha256(original).hexdigest())
    elif harm == "gone":
        original = b""
    elif harm == "changed since":
        original = data + b" "
    elif harm == "moved":
        item = replace(item, record=replace(record, moved={0: ("表二", "C9")}))
    elif harm == "typed over":
        book = opened(data)
        book[SHEET]["J30"] = 5
        book.save(tmp_path / "b.xlsx")
        original = (tmp_path / "b.xlsx").read_bytes()
        item = only(checked(("a.xls", original)))
        assert item.record is not None
        assert item.record.overtyped
    else:
        book = opened(data)
        book[SHEET].protection.sheet = False
        book.save(tmp_path / "b.xlsx")
        original = (tmp_path / "b.xlsx").read_bytes()
        item = replace(item, sha256=hashlib.sha256(original).hexdigest())
    (one,) = return_copies(replace(report, returns=(item,)), tmp_path / "退回", lambda _: original or None)
    assert one.way is Way.CARRIED
    back = only(checked(("x", (tmp_path / "退回" / one.copy).read_bytes())))
    assert back.record is not None
    assert (back.record.values, back.record.agency) == (record.values, AGENCY)
    assert opened((tmp_path / "退回" / one.copy).read_bytes())[SHEET]["D30"].comment is not None


def test_copy__that_shows_a_total_not_reckoned_again_is_marked_where_it_is(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx")
    archive = zipfile.ZipFile(io.BytesIO(data))
    stale = io.BytesIO()
    with zipfile.ZipFile(stale, "w") as made:
        for name in archive.namelist():
            content = archive.read(name)
            made.writestr(name, re.sub(rb'(<c r="J30"[^>]*><f>[^<]*</f><v>)[^<]*', rb"\g<1>9", content))
    (one,) = return_copies(checked(("a.xlsx", stale.getvalue())), tmp_path / "退回", lambda _: stale.getvalue())
    assert one.way is Way.MARKED
    sheet = opened((tmp_path / "退回" / one.copy).read_bytes())[SHEET]
    assert sheet["J30"].comment is not None
    assert str(sheet["J30"].value).startswith("=IF(")


def test_return__writes_a_notice_beside_each_copy_and_one_table_of_all(tmp_path: Path) -> None:
    first = workbook(tmp_path / "a.xlsx", changed=WRONG)
    second = workbook(tmp_path / "b.xlsx", changed=UNEXPLAINED)
    good = workbook(tmp_path / "c.xlsx")
    names = {"收件/甲.xlsx": first, "收件.zip/甲.xlsx": second, "收件/好.xlsx": good}
    sent = return_copies(checked(*names.items()), tmp_path / "退回", lambda item: names.get(item.file))
    assert [(one.copy, one.notice) for one in sent] == [
        ("甲-退回.xlsx", "甲-退回通知.txt"), ("甲（2）-退回.xlsx", "甲（2）-退回通知.txt"),
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "退回").iterdir()) == sorted(
        [*(one.copy for one in sent), *(one.notice for one in sent), "退回通知汇总.xlsx"]
    )
    notice = (tmp_path / "退回" / "甲-退回通知.txt").read_text(encoding="utf-8")
    assert "某市教育局：" in notice
    assert "应为 118" in notice
    table = openpyxl.load_workbook(tmp_path / "退回" / "退回通知汇总.xlsx").worksheets[0]
    assert [row[5] for row in table.iter_rows(min_row=2, values_only=True)] == ["收件/甲.xlsx", "收件.zip/甲.xlsx"]


def test_return__leaves_the_original_and_an_existing_folder_alone(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx", changed=WRONG)
    (tmp_path / "退回").mkdir()
    (tmp_path / "退回" / "旧.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(OutputError, match="已经存在"):
        return_copies(checked(("a.xlsx", data)), tmp_path / "退回", lambda _: data)
    assert (tmp_path / "a.xlsx").read_bytes() == data
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["旧.txt"]


def test_copy__hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = "=1+1<&>\"'\x0b"
    data = workbook(tmp_path / "a.xlsx", changed=WRONG)
    report = checked(("a.xlsx", data))
    item = only(report)
    told = replace(item.findings[0], message=hostile, fix=hostile, found=hostile, label=hostile)
    (one,) = return_copies(
        replace(report, returns=(replace(item, findings=(told,)),)), tmp_path / "退回", lambda _: data
    )
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    sheet = book[load_answer().sheet]
    assert sheet.cell(load_answer().top + 1, load_answer().columns["found"] + 1).data_type in ("s", "inlineStr")


@pytest.mark.parametrize("text", ["编号_x0041_完", "_x0041_x0042_", "<r>甲</r>"])
def test_copy__a_text_is_told_as_it_was(tmp_path: Path, text: str) -> None:
    original = workbook(tmp_path / "a.xlsx", 2024, UNEXPLAINED)
    item = only(checked(("a.xlsx", original)))
    found = tuple(replace(finding, message=f"{finding.message}：{text}") for finding in item.findings)
    report = replace(checked(("a.xlsx", original)), returns=(replace(item, findings=found),))
    (one,) = return_copies(report, tmp_path / "退回", lambda _: original)
    copy = (tmp_path / "退回" / one.copy).read_bytes()
    back = read_content(one.copy, copy, "xlsx")
    assert back.record is not None
    cells = [str(cell.value) for row in opened(copy)[load_answer().sheet].iter_rows() for cell in row]
    notes = [cell.comment.text for sheet in opened(copy) for row in sheet.iter_rows() for cell in row if cell.comment]
    assert any(text in told.replace("x005F_", "") for told in cells)
    assert any(text in told.replace("x005F_", "") for told in notes)
