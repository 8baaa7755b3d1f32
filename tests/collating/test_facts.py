"""The files that a summary writes beside the workbook."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.collating.province import everyone, roster, sent
from toolkit.collating import sum_up, write_facts, write_status
from toolkit.editions import load_form
from toolkit.form.layout import load_layout


def rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_facts__hold_every_figure_of_organs_and_governments_with_its_place(tmp_path: Path) -> None:
    write_facts(sum_up(everyone(but=["52-02"]), roster()), tmp_path)
    found = rows(tmp_path / "facts.csv")
    form = load_form(2024)
    assert len(found) == (7 + 4) * len(form.fields)
    code = "t3.granted.natural"
    mine = {row["agency_code"]: row for row in found if row["field"] == code}
    assert mine["52"]["value"] == "253"
    assert (mine["52"]["file"], mine["52"]["sheet"], mine["52"]["cell"], mine["52"]["sha256"]) == ("", "", "", "")
    assert (mine["52"]["scope"], mine["52-01"]["scope"]) == ("government", "organ")
    place = load_layout(form).place(form.by_code[code].index)
    assert (mine["52-01"]["sheet"], mine["52-01"]["cell"]) == place
    assert mine["52-01"]["row"] == "三、本年度办理结果/（一）予以公开"
    assert mine["52-01"]["column"] == "自然人"
    fee = next(row for row in found if row["field"] == "t2.fees.amount" and row["agency_code"] == "52")
    assert (Decimal(fee["value"]), fee["unit"]) == (Decimal(1234567 * 253).scaleb(-6), "万元")


def test_facts__of_another_year_are_the_organs_alone(tmp_path: Path) -> None:
    """Two strays make no sum of a province; a government's own summary of that year is its figure."""
    strays = [sent("52-01", 5, year=2023), sent("52-02", 6, year=2023)]
    own = sent("5202", 9, year=2023, file="5202/summary.xlsx", summary=True)
    write_facts(sum_up([*everyone(), *strays, own], roster()), tmp_path)
    for found in (rows(tmp_path / "facts.csv"), pq.read_table(tmp_path / "facts.parquet").to_pylist()):
        of_year = {(row["scope"], row["agency_code"]) for row in found if str(row["year"]) == "2023"}
        assert of_year == {("organ", "52-01"), ("organ", "52-02"), ("government", "5202")}


def test_facts__parquet_says_the_same_as_csv_exactly(tmp_path: Path) -> None:
    huge = sent("52-02", 2 * 10**13)  # beyond 64 bits in the finest step
    negative_name = sent("52-01", 7, name="甲省人民政府办公厅")
    write_facts(sum_up([*everyone(but=["52-01", "52-02"]), huge, negative_name], roster()), tmp_path)
    table = pq.read_table(tmp_path / "facts.parquet")
    assert pa.types.is_decimal(table.schema.field("value").type)
    found = rows(tmp_path / "facts.csv")
    assert table.column_names == list(found[0])
    for ours, theirs in zip(table.to_pylist(), found, strict=True):
        assert {**ours, "value": None} == {
            **theirs, "value": None, "year": int(theirs["year"]), "table": int(theirs["table"])
        }  # fmt: skip
        assert ours["value"] == Decimal(theirs["value"])


def test_facts__an_organ_s_name_is_never_a_formula(tmp_path: Path) -> None:
    live = roster("52 甲省 - 汇总 省\n52-01 =cmd 52 部门 省")
    summary = sum_up([sent("52-01", 1, lines=live)], live)
    write_facts(summary, tmp_path)
    write_status(summary, tmp_path / "status.csv")
    names = {row["agency_name"] for name in ("facts.csv", "status.csv") for row in rows(tmp_path / name)}
    assert names == {"甲省", "'=cmd"}


def test_status__tells_each_line_and_the_counts_of_each_government(tmp_path: Path) -> None:
    write_status(sum_up(everyone(but=["520101-2"]), roster()), tmp_path / "status.csv")
    found = {row["agency_code"]: row for row in rows(tmp_path / "status.csv")}
    assert list(found) == [line.code for line in roster().lines]
    assert (found["520101-2"]["state"], found["520101-2"]["file"]) == ("missing", "")
    assert [found["5201"][name] for name in ("expected", "summed", "rejected", "missing")] == ["4", "3", "0", "1"]
    assert (found["52-02"]["state"], found["52-02"]["phone"]) == ("accepted", "123")
