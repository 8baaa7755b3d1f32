"""Why a figure is otherwise: told of two summaries by their own files, without any ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.province import everyone, roster, sent, unreadable
from tests.collating.test_corrections import corrected
from toolkit.collating import CollatingError, sum_up, write_facts, write_status
from toolkit.collating.compared_render import write_comparison
from toolkit.collating.compared_words import words_of
from toolkit.collating.comparing import Change, Compared, compare_summaries
from toolkit.collating.why import Reason, Why
from toolkit.office import Office
from toolkit.records import Return
from toolkit.roster import Roster

FIELD, ORGAN = "t3.granted.natural", "5201-02"
RETURNED = {"wrong": True}


def summary(folder: Path, returns: Sequence[Return], lines: Roster | None = None) -> Path:
    folder.mkdir()
    made = sum_up(returns, Office(lines or roster(), year=2024))
    write_facts(made, folder)
    write_status(made, folder / "status.csv")
    return folder


def others() -> list[Return]:
    return everyone(but=[ORGAN])


def change_of(found: Compared, code: str, field: str = FIELD) -> Change:
    return next(one for one in found.changes if (one.code, one.field.code) == (code, field))


def reasons(first: Path, second: Path, field: str = FIELD) -> tuple[Reason, ...]:
    """Why the sum of ORGAN's government is otherwise, which it alone made so."""
    found = compare_summaries(first, second)
    (cause,) = found.main_causes(change_of(found, "5201", field)).told
    return cause.reasons


@pytest.mark.parametrize(
    ("before", "after", "why", "words"),
    [
        ([], [sent(ORGAN, 9)], Why.FIRST, "上次没有报送，这次报了"),
        ([sent(ORGAN, 9)], [], Why.GONE, "上次计入，这次没有报送件"),
        ([sent(ORGAN, 9, wrong=True)], [sent(ORGAN, 9)], Why.TAKEN, "上次退回，这次计入"),
        ([sent(ORGAN, 9)], [sent(ORGAN, 9, wrong=True)], Why.RETURNED, "上次计入，这次退回"),
        (
            [sent(ORGAN, 9)],
            [replace(sent(ORGAN, 12, file="补报/新.xlsx"), sha256="ef" * 32)],
            Why.AGAIN,
            f"换了一份报送件：{ORGAN}.xlsx → 新.xlsx",
        ),
    ],
    ids=["new", "gone", "taken", "back", "again"],
)
def test_reason__is_told_by_state_and_hash(
    tmp_path: Path, before: list[Return], after: list[Return], why: Why, words: str
) -> None:
    first, second = summary(tmp_path / "a", [*others(), *before]), summary(tmp_path / "b", [*others(), *after])
    assert reasons(first, second) == (Reason(why, words),)


def test_reason__of_one_that_could_not_be_read(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", [*others(), unreadable(f"inbox/{ORGAN}_乙市教育局_2024.xlsx")])
    assert reasons(first, summary(tmp_path / "b", everyone())) == (Reason(Why.TAKEN, "上次读不出，这次计入"),)


def test_reason__is_the_office_s_correction_with_who_and_why(tmp_path: Path) -> None:
    first, second = summary(tmp_path / "a", everyone()), summary(tmp_path / "b", corrected(everyone()))
    said = "原报 8，更正为 11（2026-01-12，张三：=电话核实）"
    assert reasons(first, second) == (Reason(Why.CORRECTED, said, 7),)
    (of_total,) = reasons(first, second, "t3.granted.total")
    assert of_total.words == f"三、本年度办理结果·（一）予以公开 / 自然人 {said}"
    (lapsed,) = reasons(second, first)
    assert (lapsed.why, lapsed.words) == (Why.LAPSED, f"上次更正过，这次没有：{said}")


def test_reason__of_a_list_of_corrections_that_was_spoilt(tmp_path: Path) -> None:
    first, second = summary(tmp_path / "a", everyone()), summary(tmp_path / "b", corrected(everyone()))
    (second / "corrections.csv").write_text("别的\n1\n", encoding="utf-8")
    with pytest.raises(CollatingError, match=r"corrections\.csv"):
        list(words_of(compare_summaries(first, second), capped=True))


def test_reason__is_what_a_round_decided(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", [*others(), sent(ORGAN, 9, wrong=True)])
    second = summary(tmp_path / "b", everyone())
    heads = "agency_code,agency_name,field,label,without,value,line,verb,day,by,reason"
    line = f"{ORGAN},乙市教育局,{FIELD},,,9,14,accept,2026-01-20,李四,确有其事"
    (second / "decisions.csv").write_text(f"{heads}\n{line}\n", encoding="utf-8-sig")
    assert reasons(first, second) == (
        Reason(Why.DECIDED, "受理了说明（2026-01-20，李四：确有其事）", 14),
        Reason(Why.TAKEN, "上次退回，这次计入"),
    )


def test_reason__of_organs_that_were_listed_renamed_and_merged(tmp_path: Path) -> None:
    """5201-02 takes over 52-02, and is called otherwise."""
    lines = tuple(
        replace(line, name="乙市教育体育局", former="乙市教育局、甲省教育厅") if line.code == ORGAN else line
        for line in roster().lines
        if line.code != "52-02"
    )
    first = summary(tmp_path / "a", everyone())
    second = summary(tmp_path / "b", [*everyone(but=["52-02", ORGAN]), sent(ORGAN, 10)], replace(roster(), lines=lines))
    found = compare_summaries(first, second)
    assert found.reasons(change_of(found, ORGAN)) == (
        Reason(Why.RENAMED, "改名，原名“乙市教育局”"),
        Reason(Why.MERGED, "并入了“甲省教育厅”"),
    )
    field = change_of(found, ORGAN).field
    assert found.why("52-02", field) == (Reason(Why.MERGED, "这次不在名录，并入或改为“乙市教育体育局”"),)
    back = compare_summaries(second, first)
    assert back.why("52-02", field) == (Reason(Why.LISTED, "这次新列入名录"),)


def test_reason__of_organs_that_the_roster_tells_merged_split_and_recoded(tmp_path: Path) -> None:
    """52-02 is part of 5201-02 now, 5202-02 has another code, and part of 5202-01 is an organ of its own."""
    known = roster().by_code
    changed = {
        "52-02": replace(known["52-02"], merged_into=ORGAN, since="2025-01-02"),
        "5202-02": replace(known["5202-02"], code="5202-09", former_codes="5202-02"),
    }
    part = replace(known["5202-01"], code="5202-03", name="戊市数据局", kind="部门", split_from="5202-01")
    lines = Roster("名录.csv", (*(changed.get(line.code, line) for line in roster().lines), part))
    first = summary(tmp_path / "a", everyone())
    returns = [*everyone(but=["52-02", "5202-02"]), sent("5202-09", 3, lines=lines), sent("5202-03", 5, lines=lines)]
    found = compare_summaries(first, summary(tmp_path / "b", returns, lines))
    told = {
        code: [(one.why, one.words) for one in found.why(code, found.changes[0].field)]
        for code in ("52-02", ORGAN, "5202-02", "5202-09", "5202-01", "5202-03")
    }
    assert told == {
        "52-02": [(Why.MERGED, "已并入“乙市教育局”（自 2025-01-02）")],
        ORGAN: [(Why.MERGED, "并入了“甲省教育厅”")],
        "5202-02": [(Why.RENAMED, "代码改为 5202-09")],
        "5202-09": [(Why.RENAMED, "原代码 5202-02")],
        "5202-01": [(Why.SPLIT, "分出了“戊市数据局”")],
        "5202-03": [(Why.SPLIT, "由“戊市人民政府办公室”分出")],
    }


def test_reason__without_the_list_of_sources_is_not_guessed(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone())
    again = replace(sent(ORGAN, 12), sha256="ef" * 32)
    second = summary(tmp_path / "b", [*others(), again])
    (second / "sources.csv").unlink()
    assert reasons(first, second) == ()


def test_reason__of_another_year_is_no_other_file(tmp_path: Path) -> None:
    first = tmp_path / "a"
    first.mkdir()
    made = sum_up([sent(ORGAN, 5, year=2023)], Office(roster(), year=2023))
    write_facts(made, first)
    write_status(made, first / "status.csv")
    second = summary(tmp_path / "b", [replace(sent(ORGAN, 9), sha256="ef" * 32)])
    assert reasons(first, second) == ()


def test_faces__tell_the_organs_and_why_and_how_many_more(tmp_path: Path) -> None:
    """All organs but one have nothing more; twelve would be told, were there as many."""
    first = summary(tmp_path / "a", everyone())
    second = summary(tmp_path / "b", [sent(line.code, 0) for line in roster().organs if line.code != "52-01"])
    found = compare_summaries(first, second, field="予以公开 自然人")
    assert {one.field.code for one in found.changes} == {FIELD}
    lines = list(words_of(found, capped=True))
    whole = next(line for line in lines if "戊市教育局" in line and "其余" in line)
    assert whole.strip().endswith("其余 5 家 -31")
    write_comparison(found, tmp_path / "c.json", "json")
    changes = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["changes"]
    top = next(one for one in changes if one["agency_code"] == "52")
    assert [one["agency_code"] for one in top["causes"]][:2] == ["5202-02", "5202-01"]
    assert top["more_causes"] == 0
    assert top["causes"][-1]["reasons"] == [
        {"kind": "missing", "words": "上次计入，这次没有报送件", "line": None}
    ]  # fmt: skip
    assert found.main_causes(change_of(found, "52")).largest(2).more == 6
    write_comparison(found, tmp_path / "c.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    rows = [row for row in book["变化的来由"].iter_rows(min_row=3, values_only=True) if row[1] == "52"]
    assert len(rows) == 8
    assert rows[-1][5:] == ("甲省人民政府办公厅", "52-01", 1, None, -1, "上次计入，这次没有报送件")
