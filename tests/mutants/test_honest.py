"""Unaltered returns that LibreOffice and openpyxl saved again say what they said, and nothing new is found in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import sample_values
from tests.mutants.office import save_as
from toolkit import fill_workbook, load_form, read_returns, write_template
from toolkit.form import Form, Severity
from toolkit.form.layout import load_layout
from toolkit.reading import Source
from toolkit.records import Return

pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]

Way = Callable[[list[Path], Path], list[Path]]


def by_office(*kinds: str) -> Way:
    """Saved by LibreOffice as one kind after the other."""

    def save(paths: list[Path], folder: Path) -> list[Path]:
        for kind in kinds:
            paths = save_as(paths, kind, folder / kind) if kind != "xlsx" else save_as(paths, kind, folder / "again")
        return paths

    return save


def by_openpyxl(paths: list[Path], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    saved = [folder / path.name for path in paths]
    for path, target in zip(paths, saved, strict=True):
        load_workbook(path).save(target)
    return saved


def by_both(paths: list[Path], folder: Path) -> list[Path]:
    return by_office("xlsx")(by_openpyxl(paths, folder / "openpyxl"), folder)


# Each way of saving, and the rules of the findings that it may bring, with the reason.
WAYS: dict[str, tuple[Way, frozenset[str]]] = {
    "office-xlsx": (by_office("xlsx"), frozenset()),
    "office-ods": (by_office("ods"), frozenset()),
    "office-ods-xlsx": (by_office("ods", "xlsx"), frozenset()),
    "office-xls": (by_office("xls"), frozenset()),
    "office-xls-xlsx": (by_office("xls", "xlsx"), frozenset()),
    "openpyxl": (by_openpyxl, frozenset()),
    "openpyxl-office": (by_both, frozenset()),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """The figures of a year, each times ``times``, so that what balanced balances still."""

    year: int
    times: int

    @property
    def name(self) -> str:
        return f"{self.year}-times-{self.times}"

    def values(self, form: Form) -> dict[str, dict[str, object]]:
        values = sample_values(self.year)
        given = values["fields"]
        fields: Mapping[str, object] = {
            code: value * self.times if isinstance(value, int | float) else value for code, value in given.items()
        }
        rules = {rule.id for rule in form.rules if rule.severity is Severity.EXPLAIN}
        checks = [check.id for check in load_layout(form).checks if check.rule in rules]
        told: dict[str, object] = {
            check: f"因_x0041_统计口径调整，“{at}”项较上年 < & > 变化" for at, check in enumerate(checks[:3])
        }
        narrative: dict[str, object] = {
            part.id: f"　　本年度做法：{part.title}\n第二段 _x0041_ <完> & ①。" for part in form.narrative
        }
        return {**values, "fields": dict(fields), "narrative": narrative, "explanations": told}


SAMPLES = (Sample(2020, 1), Sample(2020, 7), Sample(2023, 1), Sample(2024, 3))


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("originals")
    paths = []
    for sample in SAMPLES:
        form = load_form(sample.year)
        write_template(form, folder / "template.xlsx", force=True)
        paths.append(folder / f"{sample.name}.xlsx")
        fill_workbook(folder / "template.xlsx", sample.values(form), paths[-1])
    return paths


def read(paths: list[Path]) -> list[Return]:
    return list(read_returns([Source(path.name, str(path)) for path in paths]))


@pytest.mark.parametrize("way", WAYS)
def test_honest__says_the_same_and_nothing_new(way: str, originals: list[Path], tmp_path: Path) -> None:
    save, accepted = WAYS[way]
    for before, after in zip(read(originals), read(save(originals, tmp_path)), strict=True):
        assert before.record is not None
        assert after.record is not None, (after.file, after.findings)
        for part in ("values", "unread", "overtyped", "moved", "cover", "narrative", "explanations", "agency", "year"):
            assert getattr(after.record, part) == getattr(before.record, part), (after.file, part)
        usual = {(item.rule, item.sheet, item.cell) for item in before.findings}
        new = [item for item in after.findings if (item.rule, item.sheet, item.cell) not in usual]
        assert [item for item in new if item.rule not in accepted] == [], after.file
