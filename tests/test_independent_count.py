"""The same sums by other means: the VALUES files added with Decimal, the summary read with openpyxl alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest

from tests.collating.books import values_of, write_returns, write_roster
from tests.collating.province import record, roster
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.jobs import collate
from toolkit.records import Return

Counts = Mapping[str, Decimal]
T3_COLUMNS = ("natural", "company", "research", "welfare", "legal", "others")
OUTCOMES = ("granted", "partial", "refused", "unavailable", "unprocessed", "other")


def returns() -> list[Return]:
    """A return of every organ with figures everywhere, in balance."""
    random = Random(20)
    made = []
    for line in roster().organs:
        figures: dict[str, int] = {}
        for field in load_form(2024).inputs:
            figures[field.code] = random.randrange(1, 400)
        figures["t2.fees.amount"] = random.randrange(1, 10**9)
        for column in T3_COLUMNS:
            closed = sum(n for code, n in figures.items() if is_outcome(code) and code.endswith(f".{column}"))
            figures[f"t3.received.{column}"] = closed + figures[f"t3.carried_out.{column}"]
            figures[f"t3.carried_in.{column}"] = 0
        for row in ("rules", "norms"):
            figures[f"t2.{row}.valid"] = figures[f"t2.{row}.made"]
        made.append(Return(f"{line.code}.xlsx", "", record(line.code, line.name, figures)))
    return made


def is_outcome(code: str) -> bool:
    return code.startswith("t3.") and code.split(".")[1] in OUTCOMES


def with_totals(inputs: Counts) -> dict[str, Decimal]:
    """``inputs`` with the totals of the official tables, written out by hand."""
    whole = dict(inputs)
    for column in T3_COLUMNS:
        parts = [n for code, n in inputs.items() if is_outcome(code) and code.endswith(f".{column}")]
        whole[f"t3.closed.{column}"] = sum(parts, Decimal())
    for row in {code.rpartition(".")[0] for code in whole if code.startswith("t3.")}:
        whole[f"{row}.total"] = sum((whole[f"{row}.{column}"] for column in T3_COLUMNS), Decimal())
    for group in ("review", "direct", "reviewed"):
        parts = [whole[f"t4.{group}.{outcome}"] for outcome in ("upheld", "corrected", "other", "pending")]
        whole[f"t4.{group}.total"] = sum(parts, Decimal())
    return whole


def counted(items: list[Return]) -> dict[str, dict[str, Decimal]]:
    """By government: the sum of the VALUES of every organ below it."""
    sums: dict[str, dict[str, Decimal]] = {}
    for item in items:
        values = values_of(item)
        for line in roster().path_to(str(values["cover"]["agency_code"]))[:-1]:
            mine = sums.setdefault(line.code, {})
            for code, text in values["fields"].items():
                mine[code] = mine.get(code, Decimal()) + Decimal(str(text))
    return {code: with_totals(mine) for code, mine in sums.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("count")
    write_returns(returns(), base / "in")
    collate([base / "in"], write_roster(base / "roster.csv"), base / "out")
    return base


def official(path: Path) -> dict[str, Decimal]:
    """The figures that stand in the official tables of a summary workbook."""
    form, layout = load_form(2024), load_layout(load_form(2024))
    book = openpyxl.load_workbook(path, data_only=True)
    cells = {field.code: layout.place(field.index) for field in form.fields}
    return {code: Decimal(str(book[sheet][cell].value)) for code, (sheet, cell) in cells.items()}


def rows_by_code(path: Path, sheet: str) -> Iterator[tuple[str, list[object]]]:
    for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True):
        yield str(row[1]), list(row)


def test_count__of_every_cell_of_the_official_tables(folder: Path) -> None:
    assert official(folder / "out" / "summary.xlsx") == counted(returns())["52"]


def test_count__of_every_government_in_facts(folder: Path) -> None:
    found: dict[str, dict[str, Decimal]] = {}
    with (folder / "out" / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["scope"] == "government":
                found.setdefault(row["agency_code"], {})[row["field"]] = Decimal(row["value"])
    assert found == counted(returns())


def test_count__of_every_government_in_the_detail_sheet(folder: Path) -> None:
    form = load_form(2024)
    found = dict(rows_by_code(folder / "out" / "summary.xlsx", "单位明细"))
    for code, sums in counted(returns()).items():
        figures = [Decimal(str(value)) for value in found[code][-len(form.fields) :]]
        assert figures == [sums[field.code] for field in form.fields]


def test_count__of_indicators_is_pooled(folder: Path) -> None:
    found = dict(rows_by_code(folder / "out" / "summary.xlsx", "指标"))
    for code, sums in counted(returns()).items():
        closed = sums["t3.closed.total"]
        assert found[code][3] == sums["t3.received.total"] + sums["t3.carried_in.total"]
        assert found[code][5] == pytest.approx(float(sums["t3.granted.total"] / closed))
        assert found[code][7] == pytest.approx(float(sums["t3.partial.total"] / closed))


def test_closure__a_city_s_summary_handed_up_gives_the_same_province(folder: Path, tmp_path: Path) -> None:
    inside = ("5201-01.xlsx", "5201-02.xlsx", "520101-1.xlsx", "520101-2.xlsx")
    extract = tmp_path / "city.csv"
    heads, *lines = (folder / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    extract.write_text("\n".join([heads, *(line for line in lines if line.startswith("5201"))]), encoding="utf-8")
    inbox = folder / "in"
    collate([inbox / name for name in inside], extract, tmp_path / "city")
    rest = [path for path in inbox.iterdir() if path.name not in inside]
    summary = collate([*rest, tmp_path / "city" / "summary.xlsx"], folder / "roster.csv", tmp_path / "province")
    assert summary.completeness == "应报 8 家，已汇总 8 家（其中待说明 2 家），退回 0 家，未报 0 家"
    assert official(tmp_path / "province" / "summary.xlsx") == counted(returns())["52"]
