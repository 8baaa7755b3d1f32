"""Where a figure came from, and what changed between two summaries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.province import everyone, roster, sent
from toolkit.collating import CollatingError, sum_up, write_facts, write_status
from toolkit.collating.comparing import compare_summaries
from toolkit.collating.tracing import trace_field, trace_file
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.records import Return

FIELD = "t3.granted.natural"


def summary(folder: Path, returns: Sequence[Return], year: int = 2024) -> Path:
    folder.mkdir()
    made = sum_up(returns, Office(roster(), year=year))
    write_facts(made, folder)
    write_status(made, folder / "status.csv")
    return folder


def test_trace__of_a_figure_names_every_organ_largest_first(tmp_path: Path) -> None:
    found = trace_field(summary(tmp_path / "s", everyone()), FIELD, government="5201")
    assert [(one.code, one.value) for one in found.contributions] == [
        ("520101-2", 32), ("520101-1", 16), ("5201-02", 8), ("5201-01", 4)
    ]  # fmt: skip
    assert found.total == found.stated == 60
    assert found.contributions[0].file == "inbox/520101-2.xlsx"
    assert found.contributions[0].cell


@pytest.mark.parametrize("government", [None, "52", "5201", "乙市", "520101", "5202"])
@pytest.mark.parametrize("field", [FIELD, "t3.closed.total", "t2.fees.amount"])
def test_trace__adds_up(tmp_path: Path, government: str | None, field: str) -> None:
    found = trace_field(summary(tmp_path / "s", everyone(but=["52-01"])), field, government=government)
    assert found.total == found.stated


def test_trace__of_a_total_names_the_organs_that_have_only_some_of_its_parts(tmp_path: Path) -> None:
    """A return with a blank, counted all the same: its parts are in the government's total, its own total is not."""
    form = load_form(2024)
    returns = everyone()
    chosen = next(item for item in returns if item.record is not None and item.record.agency.code == "5201-01")
    assert chosen.record is not None
    values = list(chosen.record.values)
    for code in ("t3.granted.company", "t3.granted.total"):
        values[form.by_code[code].index] = None
    partial = replace(chosen, record=replace(chosen.record, values=tuple(values)))
    folder = tmp_path / "s"
    folder.mkdir()
    made = sum_up(
        [partial if item is chosen else item for item in returns], Office(roster(), year=2024), include_rejected=True
    )
    write_facts(made, folder)
    write_status(made, folder / "status.csv")
    found = trace_field(folder, "t3.granted.total", government="5201")
    assert found.stated == 60 != found.total
    assert found.partial == (made.by_code["5201-01"].line.name,)


def test_trace__counts_a_government_s_own_summary(tmp_path: Path) -> None:
    mine = everyone(but=["5201-01", "5201-02", "520101-1", "520101-2"])
    own = sent("5201", 60, file="5201/summary.xlsx", summary=True)
    found = trace_field(summary(tmp_path / "s", [*mine, own]), FIELD)
    assert (found.total, found.contributions[2].code) == (255, "5201")


def test_trace__of_an_unknown_field_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(CollatingError, match=r"t3\.granted\.natural"):
        trace_field(summary(tmp_path / "s", everyone()), "t3.granted.naturel")


def test_trace__of_a_file_tells_its_figures_and_governments(tmp_path: Path) -> None:
    found = trace_file(summary(tmp_path / "s", everyone()), "520101-2.xlsx")
    assert [code for code, _ in found.governments] == ["520101", "5201", "52"]
    assert next(one.value for one in found.contributions if one.field.code == FIELD) == 32


@pytest.mark.parametrize("lost", ["sources.csv", "fields.csv"])
def test_trace__without_what_says_whence_is_refused_and_compare_goes_on(tmp_path: Path, lost: str) -> None:
    folder = summary(tmp_path / "s", everyone())
    (folder / "facts.parquet").unlink()
    whole = trace_field(folder, FIELD)
    assert compare_summaries(folder, folder).changes == ()
    (folder / lost).rename(folder / "别处.csv")
    with pytest.raises(CollatingError, match=f"里没有 {lost}"):
        trace_field(folder, FIELD)
    assert compare_summaries(folder, folder).changes == ()
    (folder / lost).write_text("别的\n1\n", encoding="utf-8")
    with pytest.raises(CollatingError, match=f"{lost}”不是汇总生成的"):
        trace_field(folder, FIELD)
    (folder / "别处.csv").replace(folder / lost)
    assert trace_field(folder, FIELD) == whole


def test_trace__tells_a_sum_that_was_changed_by_hand(tmp_path: Path) -> None:
    folder = summary(tmp_path / "s", everyone())
    (folder / "facts.parquet").unlink()
    text = (folder / "facts.csv").read_bytes()
    line = f"government,52,2024,2021,{FIELD},255,".encode()
    assert text.count(line) == 1
    (folder / "facts.csv").write_bytes(text.replace(line, line.replace(b",255,", b",256,")))
    found = trace_field(folder, FIELD)
    assert (found.total, found.stated) == (255, 256)


def test_trace__a_figure_that_stood_elsewhere_is_found_there(tmp_path: Path) -> None:
    item = sent("52-01", 3)
    assert item.record is not None
    place = load_form(2024).by_code[FIELD].index
    moved = replace(item, record=replace(item.record, moved={place: ("改过名的表", "C9")}))
    folder = summary(tmp_path / "s", [moved])
    whole = trace_field(folder, FIELD)
    assert [(one.sheet, one.cell) for one in whole.contributions] == [("改过名的表", "C9")]
    (folder / "facts.parquet").unlink()
    assert trace_field(folder, FIELD) == whole


def test_trace__of_what_is_no_summary(tmp_path: Path) -> None:
    with pytest.raises(CollatingError, match="不是汇总文件夹"):
        trace_field(tmp_path, FIELD)


def test_compare__tells_what_changed_for_whom_by_how_much(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone(but=["520101-2"]))
    second = summary(tmp_path / "b", [*everyone(but=["52-02"]), sent("52-02", 12)])
    found = compare_summaries(first, second)
    moved = {(one.code, one.before, one.after) for one in found.moved}
    assert moved == {("520101-2", "missing", "accepted")}
    changed = {one.code: (one.before, one.after) for one in found.changes if one.field.code == FIELD}
    assert changed == {"52": (223, 265), "5201": (28, 60), "520101": (16, 48), "52-02": (2, 12)}
    assert [code for code, _ in found.only_second] == ["520101-2"]


def test_compare__says_at_a_sum_how_many_organs_differ_and_what_the_others_come_to(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone(but=["520101-2"]))
    second = summary(tmp_path / "b", [*everyone(but=["52-01", "52-02", "5202-01", "5202-02"]), sent("52-01", 3)])
    found = compare_summaries(first, second)
    alike = {one.code: one.alike for one in found.changes if one.field.code == FIELD}
    assert alike == {"52": (29, 31), "5201": (28, 28), "520101": (16, 16), "52-01": None}
    assert found.remark("52") == "先前 7 家、后来 5 家，两次都有的 4 家"
    assert found.remark("52-01") == ""


def test_compare__of_the_same_organs_says_nothing_of_them(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone(but=["52-02"]))
    second = summary(tmp_path / "b", [*everyone(but=["52-01", "52-02"]), sent("52-01", 3)])
    found = compare_summaries(first, second)
    assert {(one.alike, found.remark(one.code)) for one in found.changes} == {(None, "")}


def test_compare__a_government_by_its_own_summary_stands_sum_against_sum(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone())
    own = sent("5202", 70, file="5202/summary.xlsx", summary=True)
    second = summary(tmp_path / "b", [*everyone(but=["5202-01", "5202-02"]), own])
    found = compare_summaries(first, second)
    assert "只有汇总数" in found.remark("5202")
    assert {one.code: one.alike for one in found.changes if one.field.code == FIELD}["52"] == (255, 133)


@pytest.mark.parametrize("turned", [False, True])
def test_compare__of_two_editions_names_what_is_not_comparable(tmp_path: Path, turned: bool) -> None:
    old = summary(tmp_path / "a", [sent("52-01", 5, year=2020)], year=2020)
    new = summary(tmp_path / "b", [sent("52-01", 7)])
    found = compare_summaries(*((new, old) if turned else (old, new)))
    changed = {one.code: one.difference for one in found.changes if one.field.code == FIELD}
    assert changed == dict.fromkeys(("52", "52-01"), -2 if turned else 2)
    assert any(field.table == "t2" for field in found.not_comparable)


def test_compare__of_a_summary_with_itself_is_empty(tmp_path: Path) -> None:
    one = summary(tmp_path / "a", everyone())
    found = compare_summaries(one, one)
    assert (found.changes, found.moved, found.not_comparable) == ((), (), ())


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("早.xlsx", r"另有一份“inbox/52-02\.xlsx”，以那一份为准"),
        ("外.xlsx", "“99-99”不在单位名录里"),
        ("错.xlsx", r"已退回（应为 1）"),
        ("去年.xlsx", "是 2023 年度的，不计入 2024 年度的汇总"),
    ],
)
def test_trace__of_a_file_that_is_in_no_sum_says_why(tmp_path: Path, file: str, told: str) -> None:
    """What counts in its place is named, so that it can be traced in turn."""
    folder = summary(tmp_path / "s", everyone())
    found = [{"severity": "error", "message": "应为 1"}]
    facts = {"year": 2024, "edition": "2021", "findings": []}
    returns = [
        {
            **facts,
            "file": "早.xlsx",
            "agency": {"code": "52-02"},
            "status": "accepted",
            "superseded_by": "inbox/52-02.xlsx",
        },
        {
            **facts,
            "file": "去年.xlsx",
            "year": 2023,
            "agency": {"code": "52-02"},
            "status": "accepted",
            "superseded_by": "inbox/52-02.xlsx",
        },
        {**facts, "file": "外.xlsx", "agency": {"code": "99-99"}, "status": "accepted"},
        {**facts, "file": "错.xlsx", "agency": {"code": "52-02"}, "status": "rejected", "findings": found},
    ]
    (folder / "findings.json").write_text(json.dumps({"returns": returns}), encoding="utf-8")
    with pytest.raises(CollatingError, match=told):
        trace_file(folder, file)
