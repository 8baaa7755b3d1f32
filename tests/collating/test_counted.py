"""Of what several files say of one organ: what can't be read, is blank, misnamed or of another year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collating.province import everyone, roster, sent, unreadable
from toolkit.checking import check_returns
from toolkit.cli.collate import remarks, wrong
from toolkit.collating import sum_up
from toolkit.collating.counted import with_superseded
from toolkit.collating.status import note
from toolkit.coverage import Coverage
from toolkit.findings import tell
from toolkit.office import Office
from toolkit.records import Return, Status, numbered
from toolkit.rollup import Summary


def granted(summary: Summary, code: str) -> int | None:
    """So many applications of natural persons were granted in the area of ``code``."""
    values = summary.nodes[code].values
    return values[summary.form.by_code["t3.granted.natural"].index] if values else None


def states(summary: Summary) -> dict[str, str]:
    return {entry.line.code: entry.state.value for entry in summary.entries if not entry.line.is_government}


@pytest.mark.parametrize(
    "file", ["in/52-02 甲省教育厅.xlsx", "in/甲省教育厅.xlsx", "in/52-02_x.et", "in/52-02甲省.xls"]
)
def test_unreadable__is_placed_by_the_name_of_its_file(file: str) -> None:
    summary = sum_up([*everyone(but=["52-02"]), unreadable(file)], Office(roster()))
    assert states(summary)["52-02"] == "unreadable"
    assert summary.coverage == Coverage(8, 7, 1, 0)


def test_unreadable__of_an_organ_that_reported_since_is_superseded() -> None:
    summary = sum_up([*everyone(), unreadable("in/52-01.xls")], Office(roster()))
    (replaced,) = summary.superseded
    assert (replaced.returned.file, replaced.counted.file) == ("in/52-01.xls", "inbox/52-01.xlsx")
    assert [finding.rule for finding in replaced.returned.findings] == ["SUPERSEDED-UNREAD"]
    assert summary.coverage.complete


@pytest.mark.parametrize(
    "file", ["in/甲省教育厅/扫描件.pdf", "in/52-02/a.xlsx", "in/52-02 甲省教育厅.zip/1.docx", "in\\甲省教育厅\\1.jpg"]
)
def test_unreadable__is_placed_by_its_folder_where_its_name_says_nothing(file: str) -> None:
    summary = sum_up([*everyone(but=["52-02"]), unreadable(file)], Office(roster()))
    assert states(summary)["52-02"] == "unreadable"


def test_unreadable__that_its_name_calls_anothers_is_not_placed_by_its_folder() -> None:
    summary = sum_up([*everyone(but=["52-02"]), unreadable("in/甲省教育厅/52-01 52-02.pdf")], Office(roster()))
    assert [item.file for item in summary.unplaced] == ["in/甲省教育厅/52-01 52-02.pdf"]


def test_unreadable__newer_than_what_counts_is_asked_about_and_nothing_is_lost() -> None:
    broken = unreadable("in/52-02 更正.xlsx").with_findings([tell("READER-FAULT", reason="甲")])
    later = replace(broken, saved_at="2026-01-01T00:00:00Z")
    summary = sum_up([*everyone(), later], Office(roster()))
    assert granted(summary, "52") == 255
    (entry,) = summary.chase
    assert (entry.line.code, entry.included, [item.file for item in entry.unread]) == ("52-02", True, [later.file])
    (told,) = [item for item in summary.returns if item.file == later.file]
    assert told.findings[-1].rule == "NEWER-UNREAD"
    assert "inbox/52-02.xlsx" in told.findings[-1].message
    assert not summary.unplaced
    assert not told.superseded_by
    assert "52-02 更正.xlsx" in note(summary, entry)
    assert wrong(summary)


@pytest.mark.parametrize("file", ["in/乱.xlsx", "in/52-01 52-02.xlsx"])
def test_unreadable__that_names_no_organ_is_listed(file: str) -> None:
    summary = sum_up([*everyone(but=["52-02"]), unreadable(file)], Office(roster()))
    assert states(summary)["52-02"] == "missing"
    assert [item.file for item in summary.unplaced] == [file]


def misnamed(saved: str) -> Return:
    """A return of another organ by its cover, that its file calls 甲省教育厅's."""
    item = sent("52-01", 9, file="甲省教育厅.xlsx", saved=saved).with_findings(
        [tell("FILE-OTHER", expected="甲省教育厅", found="甲省人民政府办公厅")]
    )
    assert item.status == "rejected"
    return item


def test_misnamed__later_displaces_nobodys_own_and_is_asked_about() -> None:
    summary = sum_up([*everyone(), misnamed("2025-02-01T00:00:00Z")], Office(roster(), year=2024))
    assert granted(summary, "52") == 255
    (odd,) = [item for item in summary.returns if item.file == "甲省教育厅.xlsx"]
    assert not odd.superseded_by
    assert wrong(summary)


def test_misnamed__that_the_organs_own_followed_is_settled() -> None:
    summary = sum_up([*everyone(), misnamed("2025-01-02T00:00:00Z")], Office(roster(), year=2024))
    assert granted(summary, "52") == 255
    (odd,) = [item for item in summary.returns if item.file == "甲省教育厅.xlsx"]
    assert odd.superseded_by == "inbox/52-02.xlsx"


def blank(code: str, saved: str = "2026-01-01T00:00:00Z") -> Return:
    """The workbook of an organ as it was handed out."""
    item = sent(code, 0, file=f"发放/{code}.xlsx", saved=saved)
    assert item.record is not None
    return replace(item, record=replace(item.record, values=(None,) * len(item.record.values), narrative={}))


def test_blank__that_was_handed_out_replaces_nothing_whenever_it_was_copied() -> None:
    summary = sum_up([blank(line.code) for line in roster().organs] + everyone(), Office(roster()))
    assert granted(summary, "52") == 255
    assert summary.coverage.complete
    told = {item.findings[-1].rule for item in summary.returns if item.file.startswith("发放")}
    assert told == {"BLANK-BESIDE"}
    assert not wrong(summary)


def test_blank__of_an_organ_that_sent_nothing_else_is_what_it_sent() -> None:
    summary = sum_up([*everyone(but=["52-02"]), blank("52-02")], Office(roster()))
    assert next(item for item in summary.returns if item.file.startswith("发放")).superseded_by == ""


def test_other_year__of_an_organ_that_sent_this_years_too_is_asked_about_no_more() -> None:
    summary = sum_up([*everyone(), sent("52-02", 9, file="旧.xlsx", year=2023)], Office(roster(), year=2024))
    (stray,) = [item for item in summary.returns if item.file == "旧.xlsx"]
    assert (stray.superseded_by, stray.findings[-1].rule) == ("inbox/52-02.xlsx", "SUPERSEDED-YEAR")
    assert not wrong(summary)


def test_other_year__of_an_organ_that_sent_nothing_else_goes_back() -> None:
    summary = sum_up(
        [*everyone(but=["52-02"]), sent("52-02", 9, file="旧.xlsx", year=2023)], Office(roster(), year=2024)
    )
    (stray,) = [item for item in summary.returns if item.file == "旧.xlsx"]
    assert (stray.superseded_by, stray.status) == ("", "rejected")
    assert wrong(summary)


def test_rivals__are_told_by_who_judges_as_by_who_sums() -> None:
    """Of one moment, with other figures: neither counts, so neither may pass."""
    returns = [*everyone(), sent("52-02", 1000, file="b.xlsx")]
    judged = with_superseded(check_returns(numbered(returns), Office(roster=roster())), roster(), 2024)
    told = {item.file: item.status for item in judged if any(finding.rule == "CHOICE" for finding in item.findings)}
    assert told == {"b.xlsx": Status.REJECTED, "inbox/52-02.xlsx": Status.REJECTED}
    summed = sum_up(returns, Office(roster())).returns
    assert [item.status for item in judged] == [item.status for item in summed]


def test_stranger__with_an_organs_code_never_replaces_it_however_new() -> None:
    """Somebody without a code of their own took one; under another name of the organ itself it is a correction."""
    stranger = sent("52-02", 999, file="in/开发区.xlsx", name="甲省开发区管委会", saved="2025-02-01T00:00:00")
    summary = sum_up([*everyone(), stranger], Office(roster()))
    assert (granted(summary, "52"), summary.coverage) == (255, Coverage(8, 8))
    (told,) = summary.doubted
    assert told.file == "in/开发区.xlsx"
    assert "不知道是哪个单位的数，未计入：1 份，in/开发区.xlsx" in remarks(summary)
    assert sum_up(everyone(), Office(roster())).doubted == ()
    assert (told.status, told.superseded_by) == (Status.REJECTED, "")
    corrected = replace(stranger, record=sent("52-02", 999, name="省教育厅").record)
    assert sum_up([*everyone(), corrected], Office(roster())).coverage == Coverage(8, 7, 1, 0)
    alone = sum_up([*everyone(but=["52-02"]), stranger], Office(roster()))
    assert states(alone)["52-02"] == "rejected"


def test_unreadable__beside_another_that_is_too_is_not_called_readable() -> None:
    files = ["in/52-02 甲省教育厅.csv", "in/甲省教育厅说明.docx"]
    summary = sum_up([*everyone(but=["52-02"]), *map(unreadable, files)], Office(roster()))
    (replaced,) = summary.superseded
    assert [finding.rule for finding in replaced.returned.findings] == ["UNREAD-BESIDE"]
    assert states(summary)["52-02"] == "unreadable"
