"""The proof of the idea: an edition nobody has issued goes through the whole round without a line of Python."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

import toolkit
from tests.cli.conftest import Run, nianbao  # noqa: F401
from toolkit.form import Severity

HERE = Path(__file__).resolve().parent
ROSTER = """单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话
P,甲省,,汇总,省,,
P0,甲省办公厅,P,本级,省,张一,1
P1,甲省一厅,P,部门,省,张二,2
C,乙县,P,汇总,县,,
C0,乙县办公室,C,本级,县,张三,3
"""
ORGANS = ("P0", "P1", "C0")


def fields_of(number: int) -> dict[str, object]:
    """Figures that keep every rule of the invented edition, told apart by ``number``."""
    flow = {
        "came": (5 + number, 3, 2), "kept": (1, 0, 0), "answered": (4 + number, 2, 1),
        "passed.up": (1, 1, 0), "passed.down": (0, 0, 1), "left": (1, 0, 0),
    }  # fmt: skip
    fields: dict[str, object] = {
        f"s2.{row}.{column}": figure
        for row, figures in flow.items()
        for column, figure in zip(("phone", "web", "app"), figures, strict=True)
    }
    orders = 2 if number == 0 else 0
    fields |= {"s1.orders.opened": orders, "s1.orders.closed": 0, "s1.orders.stock": orders * 2}
    fields |= {"s1.notices.opened": number, "s1.notices.closed": 1, "s1.notices.stock": 9}
    fields |= {"s1.printing.spent": f"{number + 1}.05", "s1.printing.change": "-0.5"}
    return fields | {"s3.window": "12.5", "s3.hotline": number}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a roster and, for each organ, VALUES of the invented edition."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for number, organ in enumerate(ORGANS):
        values = {
            "cover": {"clerk": "李四"},
            "fields": fields_of(number),
            "narrative": {"text": "情况正常，各项工作都已完成。", "rest": "复制材料若干。", "copies": 3},
        }
        (tmp_path / f"{organ}.json").write_text(json.dumps(values), encoding="utf-8")
    return tmp_path


def test_invented_edition__goes_through_the_whole_round(
    nianbao: Run,  # noqa: F811
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(HERE))
    result = nianbao("distribute", "roster.csv", "--year", "2040", "-o", "outbox", forms=HERE)
    assert result.returncode == 0, result.stderr
    with (office / "outbox" / "manifest.csv").open(encoding="utf-8-sig") as file:
        manifest = {row["agency_code"]: row["path"] for row in csv.DictReader(file)}
    assert set(manifest) == set(ORGANS)
    for organ, path in manifest.items():
        values = json.loads((office / f"{organ}.json").read_text(encoding="utf-8"))
        toolkit.fill_workbook(office / "outbox" / path, values, office / "inbox" / f"{organ}.xlsx")

    result = nianbao("validate", "inbox", "--roster", "roster.csv", "--format", "json", forms=HERE)
    report = json.loads(result.stdout)
    assert [item["status"] for item in report["returns"]] == ["accepted"] * 3, result.stdout
    assert result.returncode == 0

    result = nianbao("collate", "inbox", "--roster", "roster.csv", "-o", "summary", forms=HERE)
    assert result.returncode == 0, result.stderr
    with (office / "summary" / "facts.csv").open(encoding="utf-8-sig") as file:
        facts = [row for row in csv.DictReader(file) if row["scope"] == "government" and row["agency_code"] == "P"]
    for fact in facts:
        if fact["field"] in fields_of(0):
            total = sum(Decimal(str(fields_of(number)[fact["field"]])) for number in range(3))
            assert Decimal(fact["value"]) == total, fact
    assert len(facts) == 41


@pytest.mark.parametrize(
    ("changes", "rule", "status"),
    [
        ({"s2.left.web": 1}, "S2-FLOW", "rejected"),
        ({"s3.window": "2000.5"}, "S3-CAP", "rejected"),
        ({"s1.notices.stock": 0}, "S1-STOCK", "needs-explanation"),
        ({"s1.printing.spent": 20000}, "YUAN", "needs-explanation"),
        ({"s1.orders.opened": 1, "s1.orders.stock": 1}, "ORDERS-POWER", "needs-explanation"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_invented_edition__a_breach_is_told_by_its_rule(
    office: Path, changes: dict[str, object], rule: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(HERE))
    values = json.loads((office / "P1.json").read_text(encoding="utf-8"))
    values["fields"].update(changes)
    values["cover"] |= {"organ_code": "P1", "organ_name": "甲省一厅"}
    toolkit.write_template(toolkit.load_form(2040), office / "blank.xlsx")
    toolkit.fill_workbook(office / "blank.xlsx", values, office / "P1.xlsx")
    (item,) = toolkit.validate([office / "P1.xlsx"], roster=office / "roster.csv").returns
    assert {finding.rule for finding in item.findings if finding.severity is not Severity.NOTICE} == {rule}
    assert item.status.value == status
