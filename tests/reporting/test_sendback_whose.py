"""What goes back for a file that says no figures, or where nobody knows whose figures it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.reporting.test_sendback import WRONG, opened
from tests.reporting.workbooks import AGENCY, checked, only, workbook
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.findings import tell
from toolkit.form.answer import load_answer
from toolkit.office import Office
from toolkit.reading.run.opening import read_content
from toolkit.records import Agency, Report, Return
from toolkit.reporting.sendback import SentBack, return_copies
from toolkit.reporting.sendback.speech import Way
from toolkit.roster import Roster, RosterLine
from toolkit.writing.filled.refill import write_refilled

ROSTER = Roster("名录.csv", (RosterLine("41-02", "某市教育局", "", "department", "city", "张三", "123", 2),))
KEY = b"k" * 32


def listing(*organs: tuple[str, str]) -> Roster:
    return Roster("名录.csv", tuple(RosterLine(code, name, "", "部门", "市", "", "", 2) for code, name in organs))


SWAPPED = listing((AGENCY.code, "某市公安局"), ("41-02", AGENCY.name))


def issued(tmp_path: Path, key: bytes | None = None) -> Return:
    """A workbook with figures, one of them wrong, as it is read: stamped, and sealed with ``key``."""
    read = read_content("a.xlsx", workbook(path := tmp_path / "a.xlsx", changed=WRONG), "xlsx")
    write_refilled(load_form(2024), path, read.record, year=2024, agency=AGENCY, seal_key=key)
    return read_content("a.xlsx", path.read_bytes(), "xlsx")


def answered(tmp_path: Path, item: Return, roster: Roster, key: bytes | None = None) -> tuple[Return, SentBack]:
    """``item`` judged by ``roster``, and what goes back for it where its own workbook can't be marked up."""
    (judged,) = check_returns([item], Office(roster=roster, seal_key=key))
    report = Report("2021", 2024, (judged,))
    (one,) = return_copies(report, tmp_path / "退回", lambda _: None, office=Office(roster=roster, seal_key=key))
    return judged, one


def test_copy__of_a_file_without_figures_is_the_organs_own_template_again(tmp_path: Path) -> None:
    """A scan, mail, a covering note: known by its name alone."""
    item = Return("报送/某市教育局.docx", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    key = b"k" * 32
    (one,) = return_copies(
        Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: b"a", office=Office(roster=ROSTER, seal_key=key)
    )
    assert one.way is Way.BLANK
    assert "空白模板" in one.text
    assert not any(word in one.text for word in ("转入", "无需处理", "报送单位"))
    data = (tmp_path / "退回" / one.copy).read_bytes()
    (back,) = check_returns([read_content("a.xlsx", data, "xlsx")], Office(roster=ROSTER, seal_key=key))
    assert back.record is not None
    assert (back.record.agency, back.record.year) == (Agency("41-02", "某市教育局"), 2024)
    assert not any(finding.rule.startswith(("SEAL-", "AGENCY-")) for finding in back.findings)
    assert load_answer().sheet not in opened(data).sheetnames


def test_copy__of_a_file_without_figures_from_nobody_known_is_none(tmp_path: Path) -> None:
    item = Return("报送/扫描件.pdf", "ab" * 32, None, (tell("FILE-TRUNCATED"),))
    (one,) = return_copies(
        Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: b"a", office=Office(roster=ROSTER)
    )
    assert (one.way, one.copy) == (Way.NONE, "")
    table = openpyxl.load_workbook(tmp_path / "退回" / "退回通知汇总.xlsx").worksheets[0]
    assert table.cell(2, 6).value == "报送/扫描件.pdf"


@pytest.mark.parametrize("rule", ["AGENCY-CHANGED", "SEAL-WRONG", "SEAL-MISSING", "FORM-STAMPS"])
def test_copy__where_nobody_knows_whose_figures_these_are_none_are_carried_over(tmp_path: Path, rule: str) -> None:
    data = workbook(tmp_path / "a.xlsx", changed=WRONG)
    report = checked(("某市教育局.xlsx", data))
    doubtful = only(report).with_findings([replace(tell("FILE-TRUNCATED"), rule=each) for each in (rule, "FORM-MIXED")])
    (one,) = return_copies(
        replace(report, returns=(doubtful,)),
        tmp_path / "退回",
        lambda _: data,
        office=Office(roster=ROSTER, seal_key=b"k" * 32),
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
        office=Office(roster=ROSTER, year=2025, seal_key=b"k" * 32),
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
    answers = return_copies(mixed, tmp_path / "退回", lambda item: datas.get(item.file), office=Office(roster=ROSTER))
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
    (item,) = check_returns([replace(only(checked(("a.xlsx", data))), findings=())], Office(roster=other))
    assert [one.rule for one in item.findings if one.label == "单位代码"] == ["COVER-AGENCY"]
    (one,) = return_copies(
        Report("2021", 2024, (item,)),
        tmp_path / "退回",
        lambda _: data,
        office=Office(roster=other, seal_key=b"k" * 32),
    )
    assert (one.way, one.copy) == (Way.UNLISTED, "")
    assert all(word in one.text for word in ("不在单位名录里", "列入名录", "没有转入"))
    assert "表三!" not in one.text


def test_copy__of_a_wrong_code_with_a_known_name_is_that_organs_workbook(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx")
    read = only(checked(("a.xlsx", data)))
    assert read.record is not None
    other = Roster("名录.csv", (RosterLine("41-09", read.record.agency.name, "", "部门", "市", "", "", 2),))
    (item,) = check_returns([replace(read, findings=())], Office(roster=other))
    (one,) = return_copies(
        Report("2021", 2024, (item,)), tmp_path / "退回", lambda _: data, office=Office(roster=other)
    )
    assert (one.way, one.agency.code) == (Way.CARRIED, "41-09")


@pytest.mark.parametrize("key", [KEY, None])
@pytest.mark.parametrize(
    ("roster", "rules"),
    [
        (SWAPPED, {"COVER-AGENCY"}),
        (listing((AGENCY.code, "某市公安局")), {"AGENCY-UNSURE", "AGENCY-RENAMED"}),
    ],
)
def test_copy__under_a_code_that_is_another_organs_by_now_carries_no_figures(
    tmp_path: Path, roster: Roster, rules: set[str], key: bytes | None
) -> None:
    """Untouched, with a stamp or a seal that agrees with its cover: a new workbook would make one organ's figures
    another's.
    """
    read = issued(tmp_path, key)
    judged, one = answered(tmp_path, read, roster, key)
    assert {finding.rule for finding in judged.findings if finding.sheet == "封面"} <= rules
    assert (one.way, one.copy) == (Way.WHOSE, "")
    assert all(word in one.text for word in ("哪个单位的数", AGENCY.name, "某市公安局"))
    assert "表三!" not in one.text
    assert "新工作簿" not in one.text


def test_copy__of_an_organ_that_may_have_been_renamed_waits_for_the_answer(tmp_path: Path) -> None:
    """However alike the names: without a key the workbook may be another office's, which has the same codes."""
    read = issued(tmp_path)
    judged, one = answered(tmp_path, read, listing((AGENCY.code, "某市教育体育局")))
    assert [finding.rule for finding in judged.findings if finding.sheet == "封面"] == ["AGENCY-UNSURE"]
    assert (one.way, one.copy) == (Way.WHOSE, "")
    assert all(word in one.text for word in ("告知发放单位", "已改名的", "没有改名的", "哪个单位的数"))


def test_copy__of_an_organ_that_has_said_that_it_was_renamed_has_its_figures(tmp_path: Path) -> None:
    read = issued(tmp_path, KEY)
    assert read.record is not None
    said = replace(read, record=replace(read.record, explanations={"AGENCY-RENAMED": "机构改革，2024年9月更名"}))
    judged, one = answered(tmp_path, said, listing((AGENCY.code, "某市公安局")), KEY)
    assert [finding.settled for finding in judged.findings if finding.rule == "AGENCY-RENAMED"] == [True]
    assert one.way is Way.CARRIED


@pytest.mark.parametrize(
    ("written", "way"),
    [("教育局", Way.CARRIED), ("", Way.CARRIED), ("某市公安局", Way.WHOSE), ("某市水利局", Way.WHOSE)],
)
def test_copy__of_an_unstamped_workbook_is_its_organs_if_the_name_may_be(
    tmp_path: Path, written: str, way: Way
) -> None:
    read = read_content("a.xlsx", workbook(tmp_path / "a.xlsx"), "xlsx")
    assert read.record is not None
    cover = replace(read.record, agency=Agency(AGENCY.code, written))
    unstamped = replace(read, record=cover, fingerprint="", findings=())
    judged, one = answered(tmp_path, unstamped, listing((AGENCY.code, AGENCY.name), ("41-02", "某市公安局")))
    assert "COVER-AGENCY" in {finding.rule for finding in judged.findings}
    assert one.way is way


def test_of_an_organ_that_has_become_part_of_another__no_workbook_goes_back(tmp_path: Path) -> None:
    gone, into = listing((AGENCY.code, AGENCY.name), ("41-09", "某市政务服务局")).lines
    roster = Roster("名录.csv", (replace(gone, merged_into="41-09", since="2025-01-05"), into))
    _, one = answered(tmp_path, issued(tmp_path), roster)
    assert (one.way, one.copy) == (Way.MERGED, "")
    assert "已并入别的单位" in one.text
    assert "一并报送" in one.text
    assert not any(word in one.text for word in ("{", "改好", "表三", "名录里这一行"))


def test_of_an_organ_with_another_code__a_new_workbook_has_that(tmp_path: Path) -> None:
    (line,) = listing(("41-99", AGENCY.name)).lines
    roster = Roster("名录.csv", (replace(line, former_codes=AGENCY.code),))
    _, one = answered(tmp_path, issued(tmp_path, KEY), roster, KEY)
    assert one.way is Way.CARRIED
    back = read_content("a.xlsx", (tmp_path / "退回" / one.copy).read_bytes(), "xlsx")
    assert back.record is not None
    assert back.record.agency == Agency("41-99", AGENCY.name)
    (again,) = check_returns([back], Office(roster=roster, seal_key=KEY))
    assert not any(finding.rule.startswith(("SEAL-", "AGENCY-")) for finding in again.findings)
