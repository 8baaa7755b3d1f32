"""What goes back for a file that says no figures, or where nobody knows whose figures it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.reporting.test_sendback import WRONG, opened
from tests.reporting.workbooks import checked, only, workbook
from toolkit.checking import check_returns
from toolkit.findings import tell
from toolkit.form.answer import load_answer
from toolkit.reading.run.opening import read_content
from toolkit.records import Agency, Report, Return
from toolkit.reporting.sendback import return_copies
from toolkit.reporting.sendback.speech import Way
from toolkit.roster import Roster, RosterLine

ROSTER = Roster("名录.csv", (RosterLine("41-02", "某市教育局", "", "department", "city", "张三", "123", 2),))


def test_copy__of_a_file_without_figures_is_the_organs_own_template_again(tmp_path: Path) -> None:
    """A scan, mail, a covering note: known by its name alone."""
    item = Return("报送/某市教育局.docx", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    key = b"k" * 32
    (one,) = return_copies(
        Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: b"a", roster=ROSTER, seal_key=key
    )
    assert one.way is Way.BLANK
    assert "空白模板" in one.text
    assert not any(word in one.text for word in ("转入", "无需处理", "报送单位"))
    data = (tmp_path / "退回" / one.copy).read_bytes()
    (back,) = check_returns([read_content("a.xlsx", data, "xlsx")], roster=ROSTER, seal_key=key)
    assert back.record is not None
    assert (back.record.agency, back.record.year) == (Agency("41-02", "某市教育局"), 2024)
    assert not any(finding.rule.startswith(("SEAL-", "AGENCY-")) for finding in back.findings)
    assert load_answer().sheet not in opened(data).sheetnames


def test_copy__of_a_file_without_figures_from_nobody_known_is_none(tmp_path: Path) -> None:
    item = Return("报送/扫描件.pdf", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    (one,) = return_copies(Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: b"a", roster=ROSTER)
    assert (one.way, one.copy) == (Way.NONE, "")
    table = openpyxl.load_workbook(tmp_path / "退回" / "退回通知汇总.xlsx").worksheets[0]
    assert table.cell(2, 6).value == "报送/扫描件.pdf"


@pytest.mark.parametrize("rule", ["AGENCY-CHANGED", "SEAL-WRONG", "SEAL-MISSING", "FORM-STAMPS"])
def test_copy__where_nobody_knows_whose_figures_these_are_none_are_carried_over(tmp_path: Path, rule: str) -> None:
    data = workbook(tmp_path / "a.xlsx", changed=WRONG)
    report = checked(("某市教育局.xlsx", data))
    doubtful = only(report).with_findings([replace(tell("FILE-TRUNCATED"), rule=each) for each in (rule, "FORM-MIXED")])
    (one,) = return_copies(
        replace(report, returns=(doubtful,)), tmp_path / "退回", lambda _: data, roster=ROSTER, seal_key=b"k" * 32
    )
    assert (one.way, one.copy) == (Way.WHOSE, "")
    assert "哪个单位的数" in one.text
    assert any(finding.sheet.startswith("表三") for finding in report.returns[0].findings)
    assert "表三" not in one.text  # what another organ may have reported is none of theirs


def test_copy__of_a_workbook_issued_to_another_organ_carries_none_of_its_figures(tmp_path: Path) -> None:
    """As it is read: nobody needs a seal to see that the cover and the stamp name two organs."""
    book = opened(workbook(path := tmp_path / "a.xlsx", changed=WRONG))
    book["封面"]["B3"], book["封面"]["B4"] = "41-03", "某市公安局"
    book.save(path)
    report = checked(("某市公安局.xlsx", data := path.read_bytes()))
    (one,) = return_copies(report, tmp_path / "退回", lambda _: data)
    assert (one.way, one.copy) == (Way.WHOSE, "")
    assert "这份模板是发给“某市教育局”的" in one.text


@pytest.mark.parametrize("rule", ["SEAL-WRONG", "SEAL-MISSING"])
def test_copy__of_another_years_workbook_is_this_years_blank_one(tmp_path: Path, rule: str) -> None:
    """Its seal was made with another year's key; nothing is carried over, and nobody's deadline is last year's."""
    report = checked(("某市教育局.xlsx", data := workbook(tmp_path / "a.xlsx", changed=WRONG)))
    stray = only(report).with_findings([tell(rule)])
    (one,) = return_copies(
        replace(report, returns=(stray,)),
        tmp_path / "退回",
        lambda _: data,
        roster=ROSTER,
        year=2025,
        seal_key=b"k" * 32,
    )
    assert one.way is Way.BLANK
    assert "期限" not in one.text
    back = read_content("a.xlsx", (tmp_path / "退回" / one.copy).read_bytes(), "xlsx").record
    assert back is not None
    assert (back.agency.code, back.year, set(back.values) <= {None, 0}) == ("41-02", 2025, True)


def test_copy__of_a_scan_is_of_the_year_that_most_returns_are_of(tmp_path: Path) -> None:
    """One stray return of another year takes nobody's template away."""
    datas = {name: workbook(tmp_path / "a.xlsx", changed=WRONG) for name in ("甲.xlsx", "乙.xlsx", "丙.xlsx")}
    report = checked(*datas.items())
    stray = report.returns[0]
    assert stray.record is not None
    stray = replace(stray, record=replace(stray.record, year=2023))
    scan = Return("报送/某市教育局.pdf", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    mixed = replace(report, year=None, returns=(stray, *report.returns[1:], scan))
    answers = return_copies(mixed, tmp_path / "退回", datas.get, roster=ROSTER)
    (one,) = [answer for answer in answers if answer.item.file == scan.file]
    assert one.way is Way.BLANK
    back = read_content("a.xlsx", (tmp_path / "退回" / one.copy).read_bytes(), "xlsx").record
    assert back is not None
    assert back.year == 2024


@pytest.mark.parametrize("changed", [{}, WRONG])
def test_copy__of_an_organ_that_is_not_on_the_roster_is_a_question(
    tmp_path: Path, changed: dict[str, int | None]
) -> None:
    """No workbook with its figures, sealed for a code that the next validation turns down again."""
    other = Roster("名录.csv", (RosterLine("41-09", "某市财政局", "", "部门", "市", "", "", 2),))
    data = workbook(tmp_path / "a.xlsx", changed=changed)
    (item,) = check_returns([replace(only(checked(("a.xlsx", data))), findings=())], roster=other)
    assert [one.rule for one in item.findings if one.label == "单位代码"] == ["COVER-AGENCY"]
    (one,) = return_copies(
        Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: data, roster=other, seal_key=b"k" * 32
    )
    assert (one.way, one.copy) == (Way.UNLISTED, "")
    assert all(word in one.text for word in ("不在单位名录里", "列入名录", "没有转入"))
    assert "表三!" not in one.text


def test_copy__of_a_wrong_code_with_a_known_name_is_that_organs_workbook(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx")
    read = only(checked(("a.xlsx", data)))
    assert read.record is not None
    other = Roster("名录.csv", (RosterLine("41-09", read.record.agency.name, "", "部门", "市", "", "", 2),))
    (item,) = check_returns([replace(read, findings=())], roster=other)
    (one,) = return_copies(Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: data, roster=other)
    assert (one.way, one.agency.code) == (Way.CARRIED, "41-09")
