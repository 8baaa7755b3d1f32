"""What a summary says of itself on the sheets it shares with a template: true of a summary, and of this one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.summaries import collated
from toolkit.form.layout import load_layout
from toolkit.form.summary_words import load_summary_words
from toolkit.rollup import Summary
from toolkit.writing import fill_workbook
from toolkit.writing.summary.told import guidance_of
from toolkit.writing.summary.workbook import write_summary

LAYOUT = load_layout(collated().form)


def texts(sheet: Any) -> list[str]:
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]


def verdicts(path: Path) -> tuple[str, str]:
    """The verdict on the check sheet and on the cover."""
    book = openpyxl.load_workbook(path, data_only=True)
    spots = ((LAYOUT.checks_sheet, LAYOUT.checks_verdict), (LAYOUT.cover_sheet, LAYOUT.cover_verdict))
    first, second = (str(book[sheet].cell(row + 1, column + 1).value) for sheet, (row, column) in spots)
    return first, second


def lacking() -> Summary:
    return collated(missing=["5201D1", "520101T"], back=["520201D2"])


def test_verdict__of_an_incomplete_summary_says_who_lacks_and_never_that_all_is_well(tmp_path: Path) -> None:
    write_summary(lacking(), tmp_path / "s.xlsx")
    first, second = verdicts(tmp_path / "s.xlsx")
    assert first == second
    assert first.startswith("应报 25 家，缺 3 家（退回 1 家，未报 2 家）；")
    assert not any(word in first for word in ("全部通过", "可以报送"))


def test_verdict__of_a_summary_with_all_says_no_more_than_that_of_a_return(tmp_path: Path) -> None:
    whole = collated(with_prior=False)
    assert whole.coverage.complete
    write_summary(whole, tmp_path / "s.xlsx")
    assert "家" not in verdicts(tmp_path / "s.xlsx")[0]


def test_verdict__stays_when_the_office_fills_in_its_own_part(tmp_path: Path) -> None:
    write_summary(lacking(), tmp_path / "s.xlsx")
    fill_workbook(tmp_path / "s.xlsx", {"cover": {"address": "人民路 1 号"}}, tmp_path / "f.xlsx")
    assert verdicts(tmp_path / "f.xlsx") == verdicts(tmp_path / "s.xlsx")


@pytest.mark.office
def test_verdict__is_what_a_spreadsheet_program_reckons(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program
    write_summary(lacking(), tmp_path / "s.xlsx")
    (tmp_path / "out").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "s.xlsx")], check=True, capture_output=True, timeout=180)
    assert verdicts(tmp_path / "out" / "s.xlsx") == verdicts(tmp_path / "s.xlsx")


def test_guidance__speaks_of_a_summary_and_not_of_a_blank_to_fill_in(tmp_path: Path) -> None:
    summary = lacking()
    write_summary(summary, tmp_path / "s.xlsx")
    said = texts(openpyxl.load_workbook(tmp_path / "s.xlsx")[LAYOUT.guidance_sheet])
    assert not set(said) & set(LAYOUT.template.section("guidance").strings("lines"))
    assert not any(word in text for word in ("报回", "填报期限", "等待填写") for text in said)
    assert any(summary.completeness in text for text in said)
    assert any(summary.roots[0].line.name in text and "汇总" in text for text in said)
    assert set(load_summary_words().legend.values()) <= set(said)


@pytest.mark.parametrize("with_prior", [True, False])
def test_guidance__sends_to_the_comparison_with_the_year_before_where_there_is_one(with_prior: bool) -> None:
    said = "\n".join(guidance_of(collated(with_prior=with_prior), LAYOUT))
    assert ("与上年比较" in said) is with_prior
