"""Filling a workbook as its reader and its own check sheet see it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.reading.run.opening import read_content
from toolkit.records import Record
from toolkit.writing import ValuesError, fill_workbook, write_template

YEARS = (2020, 2023, 2024)


def filled(tmp_path: Path, year: int, values: Mapping[str, object]) -> Path:
    write_template(load_form(year), tmp_path / "blank.xlsx", force=True)
    fill_workbook(tmp_path / "blank.xlsx", values, tmp_path / "filled.xlsx", force=True)
    return tmp_path / "filled.xlsx"


def record_of(path: Path) -> Record:
    record = read_content(path.name, path.read_bytes(), "xlsx").record
    assert record is not None
    return record


def verdicts(path: Path, year: int) -> dict[str, object]:
    layout = load_layout(load_form(year))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(layout.checks_sheet).to_python(skip_empty_area=False)
    return {check.id: rows[check.row][layout.check_columns["verdict"]] for check in layout.checks}


@pytest.mark.parametrize("year", YEARS)
def test_fill__reads_back_as_given(tmp_path: Path, year: int) -> None:
    values = sample_values(year)
    record = record_of(filled(tmp_path, year, values))
    form = load_form(year)
    got = {item.code: item.unit.decimal(record.values[item.index] or 0) for item in form.inputs}
    assert got == {code: Decimal(str(value)) for code, value in values["fields"].items()}
    assert {key: record.cover[key] for key in values["cover"]} == values["cover"]
    assert {key: record.narrative[key] for key in values["narrative"]} == {
        key: str(value) for key, value in values["narrative"].items()
    }


@pytest.mark.parametrize("year", YEARS)
def test_fill__leaves_right_results_behind_every_formula(tmp_path: Path, year: int) -> None:
    path = filled(tmp_path, year, sample_values(year))
    assert set(verdicts(path, year).values()) <= {"通过", "—"}


def test_fill__keeps_every_digit_of_an_amount(tmp_path: Path) -> None:
    path = filled(tmp_path, 2024, {"fields": {"t2.fees.amount": "59237.2449"}})
    with zipfile.ZipFile(path) as archive:
        assert b"<v>59237.2449</v>" in archive.read("xl/worksheets/sheet3.xml")


def test_fill__takes_labels_and_titles_for_ids(tmp_path: Path) -> None:
    values = {"cover": {"填报人": "李四", "表四空白单元格是否均为 0": "是"}, "narrative": {"一、总体情况": "已写。"}}
    record = record_of(filled(tmp_path, 2024, values))
    assert (record.cover["preparer"], record.narrative["overview"]) == ("李四", "已写。")
    assert record.values[load_form(2024).by_code["t4.review.total"].index] == 0


def test_fill__declared_blanks_count_as_zero_in_the_checks(tmp_path: Path) -> None:
    path = filled(tmp_path, 2024, {"cover": {"zero.t4": "是"}})
    told = verdicts(path, 2024)
    assert (told["FILLED@t4"], told["FILLED@t3"]) == ("通过", "未填")


def test_fill__an_explanation_settles_its_check(tmp_path: Path) -> None:
    fields = {"t2.rules.made": 3, "t2.rules.repealed": 0, "t2.rules.valid": 1}
    assert verdicts(filled(tmp_path, 2024, {"fields": fields}), 2024)["T2-STOCK@rules"] == "需说明"
    for rule in ("T2-STOCK@rules", "T2-STOCK"):  # a rule's bare id speaks for all its instances
        told = {"fields": fields, "explanations": {rule: "划转下级。"}}
        assert verdicts(filled(tmp_path, 2024, told), 2024)["T2-STOCK@rules"] == "已说明"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"fields": {"t3.receved.natural": 1}}, "t3.received.natural"),
        ({"fields": {"t3.received.natural": "5件"}}, "整数"),
        ({"fields": {"t3.received.natural": True}}, "整数"),
        ({"fields": {"t3.received.natural": [1]}}, "整数"),
        ({"fields": {"t3.received.natural": "NaN"}}, "整数"),
        ({"fields": {"t3.received.natural": 1.5}}, "应为整数"),
        ({"fields": {"t2.fees.amount": "0.1234567"}}, "最多 6 位小数"),
        ({"fields": {"t2.fees.amount": "1234567890123456"}}, "15 位"),
        ({"field": {}}, "fields"),
        ({"fields": []}, "一组"),
        ({"cover": {"填报员": "张三"}}, "填报人"),
        ({"cover": {"zero.t2": "对"}}, "可选"),
        ({"cover": {"preparer": "a\x01"}}, "控制字符"),
        ({"narrative": {"overveiw": "x"}}, "overview"),
        ({"explanations": {"T3-BALANCE@natural": "x"}}, "T3-BALANCE@natural"),
        ({"explanations": {"T2-STOCK@rule": "x"}}, "T2-STOCK@rules"),
        ({"cover": {"period": "全年"}}, "统计时限"),
    ],
)
def test_fill__refuses_and_writes_nothing(tmp_path: Path, values: dict[str, object], told: str) -> None:
    with pytest.raises(ValuesError, match=told):
        filled(tmp_path, 2024, values)
    assert not (tmp_path / "filled.xlsx").exists()


def test_fill__refuses_a_total_that_its_parts_do_not_make(tmp_path: Path) -> None:
    fields = dict(sample_values(2024)["fields"])
    filled(tmp_path, 2024, {"fields": {**fields, "t3.received.total": 3525}})
    with pytest.raises(ValuesError, match="相差 1"):
        filled(tmp_path, 2024, {"fields": {**fields, "t3.received.total": 3526}})
