"""LibreOffice opens a report as it was meant: its pages as PDF, its figures after it was saved there again."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from tests.published.publishing.reports import NARRATIVE, content, expected, report
from tests.writing.template.test_office import convert
from toolkit.editions import load_form
from toolkit.published.publishing.docx import to_docx
from toolkit.published.publishing.report import PublishedReport

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def written(made: PublishedReport, folder: Path) -> Path:
    path = folder / "报告.docx"
    path.write_bytes(to_docx(made))
    return path


def pages(made: PublishedReport, folder: Path) -> list[str]:
    """The text of each page as printed, without blanks."""
    out = folder / "pdf"
    out.mkdir()
    (pdf,) = convert([written(made, folder)], out, "pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("year", [2020, 2024])
def test_saved_again__figures_merges_and_texts_are_the_same(tmp_path: Path, year: int) -> None:
    before = docx.Document(str(written(report(year), tmp_path)))
    out = tmp_path / "再存"
    out.mkdir()
    (saved,) = convert([tmp_path / "报告.docx"], out, "docx")
    after = docx.Document(str(saved))
    assert [one.text for one in after.paragraphs if one.text] == [one.text for one in before.paragraphs]
    for was, now in zip(before.tables, after.tables, strict=True):
        assert [[cell.text for cell in row.cells] for row in now.rows] == [
            [cell.text for cell in row.cells] for row in was.rows
        ]


@needs_pdftotext
def test_printed__every_page_has_its_number_and_a_draft_its_word(tmp_path: Path) -> None:
    printed = pages(report(draft=True, faults={"errors": {"count": 3}}), tmp_path)
    assert len(printed) > 1
    for number, page in enumerate(printed, start=1):
        assert page.startswith("草稿有3处错误待改")
        assert page.endswith(f"—{number}—")


@needs_pdftotext
def test_printed__a_table_over_two_pages_repeats_its_heads(tmp_path: Path) -> None:
    long = "\n".join(["全年工作情况如下。"] * 14)
    printed = pages(report(narrative={**NARRATIVE, "overview": long}), tmp_path)
    with_rows = [page for page in printed if re.search(r"属于国家秘密|其他处理|结转下年度", page)]
    assert len(with_rows) == 2
    assert all("申请人情况" in page and "自然人" in page for page in with_rows)


@needs_pdftotext
def test_printed__no_figure_is_cut_off_or_broken(tmp_path: Path) -> None:
    """As large as a province's in table 3, and larger than any in table 4."""
    form = load_form(2024)
    large = {"t2": 123_456_789, "t3": 1_234_567, "t4": 123_456_789}
    values = tuple(large[field.table] + field.index for field in form.fields)
    printed = "".join(pages(report(values=values), tmp_path))
    for table in large:
        assert all(text in printed for text in expected(form, values, table))
    assert content().values != values
