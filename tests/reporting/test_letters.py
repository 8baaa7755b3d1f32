"""The letter and the copy speak to the organ: who asks, by when, whom to call, what to do, in the form's own words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reporting.test_sendback import SHEET, UNEXPLAINED, WRONG, opened
from tests.reporting.workbooks import AGENCY, checked, workbook
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.findings import catalogue, tell
from toolkit.form import Severity
from toolkit.form.answer import load_answer
from toolkit.form.colours import load_colours
from toolkit.form.folders import FORMS_VARIABLE
from toolkit.form.layout import load_layout
from toolkit.form.sendback import load_words
from toolkit.form.source import DefinitionError
from toolkit.office import Office
from toolkit.reading.run.opening import read_content
from toolkit.records import Record, Report, Return, recompute
from toolkit.reporting.sendback import Sender, SentBack, return_copies
from toolkit.reporting.sendback.speech import Way
from toolkit.roster import Roster, RosterLine
from toolkit.writing import write_template
from toolkit.writing.filled.asked import asked_in
from toolkit.writing.filled.refill import write_refilled

ROSTER = Roster("名录.csv", (RosterLine(AGENCY.code, AGENCY.name, "", "department", "city", "", "", 2),))


def issued(tmp_path: Path, **asked: str) -> bytes:
    """A workbook that was sent out, wrong in one figure when it came back."""
    path = tmp_path / "发放.xlsx"
    write_template(load_form(2024), path, agency=AGENCY, force=True, **asked)  # type: ignore[arg-type]
    return path.read_bytes()


def answered(tmp_path: Path, data: bytes, sender: Sender | None = None) -> SentBack:
    (one,) = return_copies(checked(("甲.xlsx", data)), tmp_path / "退回", lambda _: data, sender=sender)
    return one


def list_text(one: SentBack, folder: Path) -> str:
    sheet = opened((folder / one.copy).read_bytes())[load_answer().sheet]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_letter__says_who_asks_by_when_and_whom_to_call(tmp_path: Path) -> None:
    data = workbook(tmp_path / "甲.xlsx", changed=WRONG)
    one = answered(tmp_path, data, Sender("某市政府办公室", "张三 0571-88001234", "2025年2月10日"))
    for text in (one.text, list_text(one, tmp_path / "退回")):
        assert "张三 0571-88001234" in text
        assert "2025年2月10日" in text
    assert one.text.rstrip().endswith("某市政府办公室")


def test_letter__without_them_says_what_the_workbook_itself_was_sent_out_with(tmp_path: Path) -> None:
    one = answered(tmp_path, issued(tmp_path, deadline="2025年1月20日", contact="李四 123"))
    assert "2025年1月20日" in one.text
    assert "李四 123" in one.text


@pytest.mark.parametrize(("changed", "blanks"), [(WRONG, False), ({**WRONG, "t2.licences.decisions": None}, True)])
def test_letter__calls_the_colours_as_they_show(tmp_path: Path, changed: dict[str, int | None], blanks: bool) -> None:
    """A blank of a table that was begun shows the workbook's own colour, whatever mark it bears."""
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed=changed))
    colours = load_colours()
    assert f"{colours['wrong'].name}色的单元格须改正" in one.text
    assert (f"显示{colours['missing'].name}色" in one.text) is blanks


@pytest.mark.parametrize(("given", "expected"), [("", "2025年1月20日"), ("2025年3月1日", "2025年3月1日")])
def test_copy__that_replaces_a_workbook_has_the_rounds_deadline(tmp_path: Path, given: str, expected: str) -> None:
    book = opened(issued(tmp_path, deadline="2025年1月20日", contact="李四 123"))
    book[SHEET]["D29"] = 88  # over its formula: the workbook can't be mended where it is
    book.save(tmp_path / "乙.xlsx")
    one = answered(tmp_path, (tmp_path / "乙.xlsx").read_bytes(), Sender(deadline=given))
    assert one.way is Way.CARRIED
    found = asked_in((tmp_path / "退回" / one.copy).read_bytes(), load_layout(load_form(2024)))
    assert (found.deadline, found.contact) == (expected, "李四 123")


def test_copy__of_a_file_that_says_nothing_has_the_rounds_deadline_too(tmp_path: Path) -> None:
    """As the other workbooks of the round have it, where none was given."""
    good = issued(tmp_path, deadline="2025年1月20日")
    report = checked(("好.xlsx", good))
    broken = Return(f"{AGENCY.name}.docx", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    report = Report("2021", 2024, (broken, *report.returns))
    first, _ = return_copies(
        report, tmp_path / "退回", lambda item: {"好.xlsx": good}.get(item.file), office=Office(roster=ROSTER)
    )
    assert first.way is Way.BLANK
    found = asked_in((tmp_path / "退回" / first.copy).read_bytes(), load_layout(load_form(2024)))
    assert found.deadline == "2025年1月20日"


def test_letter__names_one_sheet_to_explain_on_which_is_open_there(tmp_path: Path) -> None:
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed=UNEXPLAINED))
    layout = load_layout(load_form(2024))
    guidance = "".join(layout.template.section("guidance").strings("lines"))
    told = one.text + list_text(one, tmp_path / "退回") + guidance
    assert set(re.findall(r"“([^”]*)”表的?情况说明栏", told)) == {layout.checks_sheet}
    assert not re.findall(r"(?<!”表的)(?<!”表)情况说明栏", told)
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    assert not book[layout.checks_sheet][layout.explanation_cells["T2-YUAN"]].protection.locked


def test_copy__the_list_leads_to_where_explanations_are_written(tmp_path: Path) -> None:
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed=UNEXPLAINED))
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    layout, answer = load_layout(load_form(2024)), load_answer()
    room = book[answer.sheet].cell(answer.top + 1, answer.columns["explanation"] + 1)
    assert room.hyperlink is not None
    assert room.hyperlink.location == f"'{layout.checks_sheet}'!{layout.explanation_cells['T2-YUAN']}"
    back = read_content("甲.xlsx", (tmp_path / "退回" / one.copy).read_bytes(), "xlsx")
    assert back.record is not None
    assert back.record.explanations == {}  # the pointer is no explanation


def test_copy__an_explanation_written_on_an_earlier_list_stands_on_the_check_sheet(tmp_path: Path) -> None:
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed={**WRONG, **UNEXPLAINED}))
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    layout, answer = load_layout(load_form(2024)), load_answer()
    sheet = book[answer.sheet]
    rows = range(answer.top + 1, sheet.max_row + 1)
    row = next(row for row in rows if sheet.cell(row, answer.columns["rule"] + 1).value == "T2-YUAN")
    sheet.cell(row, answer.columns["explanation"] + 1).value = "土地出让代收费用一次性入账所致"
    book.save(tmp_path / "再报.xlsx")
    data = (tmp_path / "再报.xlsx").read_bytes()
    (again,) = return_copies(checked(("再报.xlsx", data)), tmp_path / "再退", lambda _: data)
    made = opened((tmp_path / "再退" / again.copy).read_bytes())
    assert made[layout.checks_sheet][layout.explanation_cells["T2-YUAN"]].value == "土地出让代收费用一次性入账所致"


@pytest.mark.parametrize("changed", [WRONG, UNEXPLAINED, {"t3.granted.natural": None}])
def test_letter__counts_what_it_lists_and_begins_nothing_with_an_id(
    tmp_path: Path, changed: dict[str, int | None]
) -> None:
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed=changed))
    items = [line for line in one.text.splitlines() if re.match(r"　+\d+．", line)]
    counted = sum(int(count) for count in re.findall(r"(\d+) 处(?:须|已)", one.text.splitlines()[3]))
    assert counted == len(items)
    assert not re.search(r"[A-Z]\d?-[A-Z]{3}", one.text)


def test_letter__more_than_it_lists_is_counted(tmp_path: Path) -> None:
    negative: dict[str, int | None] = {f.code: -1 for f in load_form(2024).inputs if f.table == "t3"}
    one = answered(tmp_path, workbook(tmp_path / "甲.xlsx", changed=negative))
    lines = one.text.splitlines()
    (stated,) = re.findall(r"(\d+) 处须改正", lines[3])
    listed = sum(bool(re.match(r"　+\d+．", line)) for line in lines)
    more = sum(int(count) for line in lines for count in re.findall(r"(?:另有|其余) (\d+) 处", line))
    assert int(stated) == listed + more == len(negative)


def test_catalogue__what_the_organ_is_told_is_for_the_organ() -> None:
    words = load_words(None)
    of_the_run = ("SHARED-SLIP", "PRIOR-", "SUPERSEDED", "COPY")
    for wording in catalogue().values():
        if wording.office_only or wording.id.startswith(of_the_run):
            assert not wording.office_only or wording.severity is Severity.NOTICE
            continue
        told = words.to_organ(wording.organ_message or wording.message) + "".join(
            words.to_organ(fix) for fix in (wording.organ_fix or wording.fix, wording.carried)
        )
        for stranger in ("报送单位", "来历不明", "--", "维护者", "本工具", "再校验", "本单位"):
            assert stranger not in told, (wording.id, told)
        for text in (wording.organ_message, wording.organ_fix, wording.carried):
            assert "{" not in text, wording.id


def test_words__said_to_the_organ_leave_quotations_alone() -> None:
    assert load_words(None).to_organ("请报送单位核对“本单位 5 件”；本单位应为 0") == "请核对“本单位 5 件”；你单位应为 0"


@pytest.fixture
def own_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the invented edition, to be changed."""
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / "tests" / "invented" / name, tmp_path / "forms" / name)
    monkeypatch.setenv(FORMS_VARIABLE, str(tmp_path / "forms"))
    return tmp_path / "forms"


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_words__an_edition_says_its_own(own_forms: Path) -> None:
    add(own_forms / "templates" / "2040.yaml", "\nsendback:\n  title: 请重报{form}\n  marked: 改 {copy}。\n")
    add(own_forms / "schemas" / "2040.yaml", "\nshortest_explanation: 12\n")
    form = load_form(2040)
    words = load_words(load_layout(form))
    assert words.say("title", form=form.title, year="") == f"请重报{form.title}"
    assert words.texts["blank"] == load_words(None).texts["blank"]
    assert form.shortest_explanation == 12
    assert load_form(2024).shortest_explanation == 5


@pytest.mark.parametrize(
    ("own", "told"), [("titel: 请", "titel"), ("title: 请{who}", "{who}"), ("title: 请{", "花括号")]
)
def test_words__that_can_not_be_used_are_told_with_their_line(own_forms: Path, own: str, told: str) -> None:
    add(own_forms / "templates" / "2040.yaml", f"\nsendback:\n  {own}\n")
    with pytest.raises(DefinitionError, match=re.escape(told)) as error:
        load_words(load_layout(load_form(2040)))
    assert re.search(r"2040\.yaml 第 \d+ 行", str(error.value))


def test_letter__of_an_own_edition_is_in_its_words_and_names_its_sheets(own_forms: Path, tmp_path: Path) -> None:
    add(own_forms / "schemas" / "2040.yaml", "\nshortest_explanation: 12\n")
    form = load_form(2040)
    values = [0 for _ in form.fields]
    values[form.by_code["s1.orders.opened"].index] = 3 * form.by_code["s1.orders.opened"].unit.scale
    record = Record(form.edition, 2040, AGENCY, recompute(form, values), narrative={"text": "情况正常，工作都已完成。"})
    write_refilled(form, tmp_path / "甲.xlsx", record, year=2040, agency=AGENCY)
    data = (tmp_path / "甲.xlsx").read_bytes()
    report = Report("2040", 2040, tuple(check_returns([read_content("甲.xlsx", data, "xlsx")])))
    (one,) = return_copies(report, tmp_path / "退回", lambda _: data)
    assert f"2040年度{form.title}" in one.text.splitlines()[0]
    assert "“核对”表" in one.text
    assert "不少于 12 个字" in one.text
    assert "政府信息公开" not in one.text
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    formulas = [str(cell.value) for row in book["核对"].iter_rows() for cell in row]
    assert any(">=12" in formula for formula in formulas)
