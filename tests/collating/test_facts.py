"""The files that a summary writes beside the workbook."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.collating.province import everyone, roster, sent, unreadable
from toolkit.collating import sum_up, write_facts, write_status
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.office import Office


def rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def joined(folder: Path) -> list[dict[str, str]]:
    """The rows of facts.csv with what the lists beside it say of them: all that facts.parquet holds."""
    names = {row["agency_code"]: row["agency_name"] for row in rows(folder / "status.csv")}
    fields = {(row["edition"], row["field"]): row for row in rows(folder / "fields.csv")}
    counted = [row for row in rows(folder / "sources.csv") if row["included"] == "1"]
    sources = {(row["agency_code"], row["year"], row["edition"]): row for row in counted}
    found = []
    for row in rows(folder / "facts.csv"):
        field = fields[row["edition"], row["field"]]
        source = sources.get((row["agency_code"], row["year"], row["edition"]), {})
        place = {name: row[name] or (field[name] if source else "") for name in ("sheet", "cell")}
        about = {name: source.get(name, "") for name in ("file", "sha256")} | {"agency_name": names[row["agency_code"]]}
        found.append({**{name: field[name] for name in ("table", "row", "column", "unit")}, **row, **about, **place})
    return found


def test_facts__hold_every_figure_of_organs_and_governments_with_its_place(tmp_path: Path) -> None:
    write_facts(sum_up(everyone(but=["52-02"]), Office(roster())), tmp_path)
    found = rows(tmp_path / "facts.csv")
    form = load_form(2024)
    assert list(found[0]) == ["scope", "agency_code", "year", "edition", "field", "value", "sheet", "cell"]
    assert len(found) == (7 + 4) * len(form.fields)
    code = "t3.granted.natural"
    mine = {row["agency_code"]: row for row in found if row["field"] == code}
    assert mine["52"]["value"] == "253"
    assert (mine["52"]["scope"], mine["52-01"]["scope"]) == ("government", "organ")
    assert {(row["sheet"], row["cell"]) for row in found} == {("", "")}
    fields = rows(tmp_path / "fields.csv")
    assert [row["field"] for row in fields] == [field.code for field in form.fields]
    said = next(row for row in fields if row["field"] == code)
    assert (said["sheet"], said["cell"]) == load_layout(form).place(form.by_code[code].index)
    assert (said["edition"], said["table"], said["unit"]) == ("2021", "3", "件")
    assert (said["row"], said["column"]) == ("三、本年度办理结果/（一）予以公开", "自然人")
    fee = next(row for row in found if row["field"] == "t2.fees.amount" and row["agency_code"] == "52")
    assert Decimal(fee["value"]) == Decimal(1234567 * 253).scaleb(-6)


def test_facts__a_figure_that_stood_elsewhere_says_where(tmp_path: Path) -> None:
    item, form = sent("52-01", 3), load_form(2024)
    assert item.record is not None
    usual = load_layout(form).place(0)
    moved = replace(item, record=replace(item.record, moved={0: usual, 1: ("改过名的表", "C9")}))
    write_facts(sum_up([moved], Office(roster())), tmp_path)
    organ = [row for row in rows(tmp_path / "facts.csv") if row["agency_code"] == "52-01"]
    told = [(row["sheet"], row["cell"]) for row in organ]
    assert told[:3] == [("", ""), ("改过名的表", "C9"), ("", "")]


def test_sources__hold_every_return_once_with_what_became_of_it(tmp_path: Path) -> None:
    early = sent("52-01", 9, file="早.xlsx", saved="2025-01-01T00:00:00")
    returns = [
        early, sent("52-01", 1), sent("52-02", 2, wrong=True), unreadable("坏.xlsx"), sent("99-99", 4, file="外.xlsx"),
        sent("5201-01", 8, year=2023, file="去年.xlsx"), sent("5201-01", 8),
    ]  # fmt: skip
    write_facts(sum_up(returns, Office(roster(), year=2024)), tmp_path)
    found = rows(tmp_path / "sources.csv")
    assert [(row["file"], row["agency_code"], row["year"], row["state"], row["included"]) for row in found] == [
        ("早.xlsx", "52-01", "2024", "superseded", "0"),
        ("inbox/52-01.xlsx", "52-01", "2024", "accepted", "1"),
        ("inbox/52-02.xlsx", "52-02", "2024", "rejected", "0"),
        ("坏.xlsx", "", "", "unreadable", "0"),
        ("外.xlsx", "99-99", "2024", "unknown", "0"),
        ("去年.xlsx", "5201-01", "2023", "accepted", "1"),
        ("inbox/5201-01.xlsx", "5201-01", "2024", "accepted", "1"),
    ]
    organs = {(row["agency_code"], row["year"]) for row in rows(tmp_path / "facts.csv") if row["scope"] == "organ"}
    assert organs == {(row["agency_code"], row["year"]) for row in found if row["included"] == "1"}
    assert found[1]["agency_name"] == "甲省人民政府办公厅"
    assert (found[1]["sha256"], found[1]["saved_at"]) == ("ab" * 32, "2025-01-10T00:00:00")


def test_sources__a_file_given_twice_is_in_the_facts_once(tmp_path: Path) -> None:
    write_facts(sum_up([sent("52-01", 1), sent("52-01", 1)], Office(roster())), tmp_path)
    assert sorted(row["included"] for row in rows(tmp_path / "sources.csv")) == ["0", "1"]


def test_facts__of_another_year_are_the_organs_alone(tmp_path: Path) -> None:
    """Two strays make no sum of a province; a government's own summary of that year is its figure."""
    strays = [sent("52-01", 5, year=2023), sent("52-02", 6, year=2023)]
    own = sent("5202", 9, year=2023, file="5202/summary.xlsx", summary=True)
    write_facts(sum_up([*everyone(), *strays, own], Office(roster())), tmp_path)
    for found in (rows(tmp_path / "facts.csv"), pq.read_table(tmp_path / "facts.parquet").to_pylist()):
        of_year = {(row["scope"], row["agency_code"]) for row in found if str(row["year"]) == "2023"}
        assert of_year == {("organ", "52-01"), ("organ", "52-02"), ("government", "5202")}


def test_facts__parquet_says_the_same_as_csv_exactly(tmp_path: Path) -> None:
    huge = sent("52-02", 2 * 10**13)  # beyond 64 bits in the finest step
    negative_name = sent("52-01", 7, name="甲省人民政府办公厅")
    summary = sum_up([*everyone(but=["52-01", "52-02"]), huge, negative_name], Office(roster()))
    write_facts(summary, tmp_path)
    write_status(summary, tmp_path / "status.csv")
    table = pq.read_table(tmp_path / "facts.parquet")
    assert pa.types.is_decimal(table.schema.field("value").type)
    found = joined(tmp_path)
    assert set(table.column_names) == set(found[0])
    for ours, theirs in zip(table.to_pylist(), found, strict=True):
        assert {**ours, "value": None} == {
            **theirs, "value": None, "year": int(theirs["year"]), "table": int(theirs["table"])
        }  # fmt: skip
        assert ours["value"] == Decimal(theirs["value"])


def test_facts__an_organ_s_name_is_never_a_formula(tmp_path: Path) -> None:
    live = roster("52 甲省 - 汇总 省\n52-01 =cmd 52 部门 省")
    summary = sum_up([sent("52-01", 1, lines=live)], Office(live))
    write_facts(summary, tmp_path)
    write_status(summary, tmp_path / "status.csv")
    names = {row["agency_name"] for name in ("sources.csv", "status.csv") for row in rows(tmp_path / name)}
    assert names == {"甲省", "'=cmd"}


def test_status__tells_each_line_and_the_counts_of_each_government(tmp_path: Path) -> None:
    write_status(sum_up(everyone(but=["520101-2"]), Office(roster())), tmp_path / "status.csv")
    found = {row["agency_code"]: row for row in rows(tmp_path / "status.csv")}
    assert list(found) == [line.code for line in roster().lines]
    assert (found["520101-2"]["state"], found["520101-2"]["file"]) == ("missing", "")
    assert [found["5201"][name] for name in ("expected", "summed", "rejected", "missing")] == ["4", "3", "0", "1"]
    assert (found["52-02"]["state"], found["52-02"]["phone"]) == ("accepted", "123")
