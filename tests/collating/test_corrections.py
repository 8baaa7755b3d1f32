"""What the office corrected stands in what a collation writes, at each figure that it made otherwise."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.province import everyone, roster
from toolkit.collating import CollatingError, sum_up, write_facts, write_status
from toolkit.collating.tracing import trace_field, trace_file
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.jobs.collating import strangers_in_summary, write_collation
from toolkit.office import Office
from toolkit.records import Correction, Return, recompute
from toolkit.reporting.contacts import hide_in_summary
from toolkit.rollup import Summary
from toolkit.writing.summary.detail import FIRST_FIELD

CAME, FIELD, TOTAL, ORGAN = "t3.received.natural", "t3.granted.natural", "t3.granted.total", "5201-02"
FORM = load_form(2024)
PLACE = FORM.by_code[FIELD].index


def corrected(returns: Iterable[Return], code: str = ORGAN, new: int = 11) -> list[Return]:
    """``returns``, with the figures CAME and FIELD of one organ corrected."""
    made = []
    for item in returns:
        if item.record is not None and item.record.agency.code == code:
            values = list(item.record.values)
            both = []
            for line, place in enumerate((FORM.by_code[CAME].index, PLACE), start=6):
                both.append(Correction(place, values[place], new, "=电话核实", "张三", "2026-01-12", line))
                values[place] = new
            item = replace(item, record=replace(item.record, values=recompute(FORM, values)), corrections=tuple(both))
        made.append(item)
    return made


def summed(returns: Iterable[Return]) -> Summary:
    return sum_up(list(returns), Office(roster(), year=2024))


def folder_of(summary: Summary, folder: Path) -> Path:
    folder.mkdir()
    write_facts(summary, folder)
    write_status(summary, folder / "status.csv")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_list__says_what_stood_there_what_counts_who_and_why(tmp_path: Path) -> None:
    folder = folder_of(summed(corrected(everyone())), tmp_path / "s")
    sheet, cell = load_layout(FORM).place(PLACE)
    first, row = rows(folder / "corrections.csv")
    assert (first["field"], first["line"]) == (CAME, "6")
    assert list(row.items())[:2] == [("agency_code", ORGAN), ("agency_name", "乙市教育局")]
    assert list(row.values())[2:] == [
        FIELD, FORM.by_code[FIELD].label, sheet, cell, "8", "11", "2026-01-12", "张三", "'=电话核实", "7"
    ]  # fmt: skip
    counts = {one["agency_code"]: one["corrections"] for one in rows(folder / "sources.csv")}
    assert {code for code, count in counts.items() if count == "2"} == {ORGAN}
    assert set(counts.values()) == {"0", "2"}


def test_list__without_corrections_nothing_is_otherwise(tmp_path: Path) -> None:
    folder = folder_of(summed(everyone()), tmp_path / "s")
    assert not (folder / "corrections.csv").exists()
    assert "corrections" not in rows(folder / "sources.csv")[0]


def test_trace__tells_at_a_contribution_what_stood_there(tmp_path: Path) -> None:
    folder = folder_of(summed(corrected(everyone())), tmp_path / "s")
    found = {one.code: one for one in trace_field(folder, FIELD).contributions}
    ((field, one),) = found[ORGAN].corrections
    assert (found[ORGAN].value, one.old, one.new, one.reason, field.code) == (11, 8, 11, "=电话核实", FIELD)
    assert not any(other.corrections for code, other in found.items() if code != ORGAN)


def test_trace__of_a_total_tells_which_part_of_it_was_corrected(tmp_path: Path) -> None:
    folder = folder_of(summed(corrected(everyone())), tmp_path / "s")
    found = {one.code: one.corrections for one in trace_field(folder, TOTAL).contributions}
    assert [field.code for field, _ in found[ORGAN]] == [FIELD]
    whole = trace_file(folder, f"{ORGAN}.xlsx")
    assert {one.field.code for one in whole.contributions if one.corrections} >= {FIELD, TOTAL}


def test_trace__of_a_list_that_was_spoilt_says_the_line(tmp_path: Path) -> None:
    folder = folder_of(summed(corrected(everyone())), tmp_path / "s")
    path = folder / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",8,11,", ",八,11,"), encoding="utf-8-sig")
    with pytest.raises(CollatingError, match="第 2 行"):
        trace_field(folder, FIELD)


def test_summary__tells_them_with_the_sources_and_at_the_figure(tmp_path: Path) -> None:
    summary = summed(corrected(everyone()))
    write_collation(summary, tmp_path)
    assert strangers_in_summary(tmp_path) == []
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    heads, *lines = list(book["来源"].iter_rows(min_row=3, values_only=True))
    assert heads[-1] == "更正"
    told = {line[1]: line[-1] for line in lines}
    sheet, cell = load_layout(FORM).place(PLACE)
    first = "!".join(load_layout(FORM).place(FORM.by_code[CAME].index))
    said = "原报 8，更正为 11（2026-01-12，张三：=电话核实）"
    assert told.pop(ORGAN) == f"2 处：{first} {said}；{sheet}!{cell} {said}"
    assert set(told.values()) == {None}
    noted = {
        one.column: (one.value, one.comment.text, row[1].value)
        for row in book["单位明细"].iter_rows()
        for one in row
        if one.comment
    }
    assert noted == {FIRST_FIELD + FORM.by_code[code].index + 1: (11, said, ORGAN) for code in (CAME, FIELD)}


def test_summary__that_is_passed_on_names_nobody_who_corrected(tmp_path: Path) -> None:
    summary = hide_in_summary(summed(corrected(everyone())), roster())
    folder = folder_of(summary, tmp_path / "s")
    row, _ = rows(folder / "corrections.csv")
    assert (row["by"], row["reason"]) == ("（略）", "'=电话核实")
    assert "张三".encode() not in (folder / "corrections.csv").read_bytes()
