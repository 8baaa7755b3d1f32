"""PDFs: printed reports come back as they were, and what nobody sees of one, or sees otherwise, is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit
from tests.published.importing import pages, pdfs
from tests.published.importing.printed import NAMES
from tests.published.publishing.reports import NARRATIVE, report
from tests.published.test_round_trip import YEARS, differences
from tests.writing.template.test_office import convert
from toolkit.editions import load_form
from toolkit.published.importing import understand
from toolkit.published.importing.page import Grid
from toolkit.published.importing.pdf import read_pdf
from toolkit.published.importing.reading import read_report
from toolkit.published.publishing.render import to_bytes
from toolkit.refusal import GET_PDF, Refused
from toolkit.source import Source
from toolkit.values import LARGEST

office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]
browser = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed"),
]


def print_docx(data: bytes, folder: Path) -> Path:
    (folder / "报告.docx").write_bytes(data)
    (out := folder / "pdf").mkdir()
    (printed,) = convert([folder / "报告.docx"], out, "pdf")
    return Path(printed)


def print_html(data: bytes, folder: Path) -> Path:
    (folder / "a.html").write_bytes(data)
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder / 'a.pdf'}",
         (folder / "a.html").as_uri()], capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return folder / "a.pdf"


WAYS = [
    pytest.param("docx", print_docx, marks=office, id="Word, LibreOffice"),
    pytest.param("html", print_html, marks=browser, id="page, Chromium"),
]


@pytest.mark.parametrize(("kind", "print_it"), WAYS)
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("texts", ["short", "long"])
def test_printed__is_read_as_it_was_published(tmp_path: Path, kind: str, print_it, year: int, texts: str) -> None:  # type: ignore[no-untyped-def]
    """Long texts move the tables over the ends of pages."""
    form = load_form(year)
    values = pages.figures(form, year)
    long = "\n".join(["全年工作情况如下，共办理各类事项12件，网站发布信息3456条，回应关切，均按期办结。"] * 16)
    said = NARRATIVE if texts == "short" else {**NARRATIVE, "overview": long}
    made = report(year, values=values, narrative=said)
    path = print_it(to_bytes(made, kind), tmp_path)
    item = read_report(Source("报告.pdf", str(path)))
    assert differences(item, form, values, said) == []
    assert item.record is not None
    assert (item.record.year, item.record.agency.name) == (year, "某市")
    assert [(finding.rule, finding.found) for finding in item.findings] == []


@pytest.mark.parametrize(("kind", "print_it"), WAYS)
def test_printed__the_largest_figures_are_read_or_told(tmp_path: Path, kind: str, print_it) -> None:  # type: ignore[no-untyped-def]
    form = load_form(2024)
    inputs = [None if item.computed else int(LARGEST) - item.index for item in form.fields]
    values = toolkit.records.recompute(form, inputs)
    item = read_report(Source("报告.pdf", str(print_it(to_bytes(report(2024, values=values), kind), tmp_path))))
    assert item.record is not None
    wrong = [
        field.code for field, found, value in zip(form.fields, item.record.values, values, strict=True)
        if found not in (value, None)
    ]  # fmt: skip
    assert wrong == []
    assert None not in item.record.values or item.findings


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_locked__is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(to_bytes(report(2024), "docx"))
    locked = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    convert([tmp_path / "a.docx"], tmp_path, f"pdf:writer_pdf_Export:{locked}")
    item = read_report(Source("a.pdf", str(tmp_path / "a.pdf")))
    assert [finding.rule for finding in item.findings] == ["REPORT-ENCRYPTED"]


def test_table__a_number_that_fills_its_cell_goes_on_in_the_next_line() -> None:
    narrow = pdfs.table(80, 600, [40, 30], [["Label", "123456\n78"], ["Label", "12\n34"]])
    (grid,) = (part for part in read_pdf(pdfs.pdf([NAMES + narrow])).parts if isinstance(part, Grid))
    assert grid.cells[0, 1] == "12345678"
    assert grid.cells[1, 1] == "12\n34"  # nobody can say that these are one


def test_table__that_goes_on_overleaf_is_one_without_the_heads_that_it_repeats() -> None:
    head = ["项目", "数"]
    first = pdfs.table(80, 300, [80, 60], [head, *([f"第{n}", str(n)] for n in range(1, 4))])
    second = pdfs.table(80, 800, [80, 60], [head, *([f"第{n}", str(n)] for n in range(4, 7))])
    (grid,) = (part for part in read_pdf(pdfs.pdf([NAMES + first, second])).parts if isinstance(part, Grid))
    assert [grid.cells[row, 1] for row in range(7)] == ["数", "1", "2", "3", "4", "5", "6"]


def test_table__that_has_more_columns_overleaf_is_one() -> None:
    """Where no row of the first page had a use for them."""
    first = pdfs.table(80, 300, [80, 60], [["项目", "数"], ["甲", "1"]])
    second = pdfs.table(80, 800, [30, 50, 60], [["乙", "丙", "2"]])
    (grid,) = (part for part in read_pdf(pdfs.pdf([NAMES + first, second])).parts if isinstance(part, Grid))
    assert [grid.cells[row, 2] for row in range(3)] == ["数", "1", "2"]


def test_table__of_other_columns_overleaf_is_another() -> None:
    first = pdfs.table(80, 300, [80, 60], [["甲", "1"]])
    second = pdfs.table(80, 800, [50, 60, 30], [["乙", "2", "3"]])
    grids = [part for part in read_pdf(pdfs.pdf([NAMES + first, second])).parts if isinstance(part, Grid)]
    assert [len(grid.cells) for grid in grids] == [2, 3]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_pdf(data)
    return refused.value.finding.rule


def test_scan__is_told_to_have_no_text() -> None:
    assert refusal(pdfs.pdf(["q 100 0 0 100 80 600 cm Q\n"])) == "REPORT-SCAN"


def test_pages__too_many_are_refused() -> None:
    assert refusal(pdfs.pdf([NAMES] * 61)) == "REPORT-PAGES"


def test_crowded__is_refused_at_a_glance(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdfs.pdf([NAMES + "0 0 1 1 re f\n" * 300_000]))
    item = read_report(Source("a.pdf", str(tmp_path / "a.pdf")))
    assert [finding.rule for finding in item.findings] == ["REPORT-CROWDED"]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 999, pdfs.pdf([NAMES])[:900]])
def test_damaged__is_told_and_no_fault_of_ours(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    item = read_report(Source("a.pdf", str(tmp_path / "a.pdf")))
    assert item.record is None
    assert {finding.rule for finding in item.findings} <= {"REPORT-BROKEN", "REPORT-SCAN"}


def test_library__that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(Refused) as refused:
        read_pdf(pdfs.pdf([NAMES]))
    assert GET_PDF in refused.value.finding.fix


@pytest.mark.parametrize(
    ("page", "rule"),
    [("q 100 0 0 100 80 600 cm Q\n", "REPORT-SCAN"), (NAMES, "REPORT-UNKNOWN")],
)
def test_other_documents__are_told_at_a_glance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, rule: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdfs.pdf([page] * 50))
    monkeypatch.setitem(understand.READERS, "pdf", lambda _: pytest.fail("was read whole"))
    assert [finding.rule for finding in read_report(Source("a.pdf", str(tmp_path / "a.pdf"))).findings] == [rule]
