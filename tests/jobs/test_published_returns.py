"""Published reports among returned workbooks: read like those, told as what they are, never in a workbook's place."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

import toolkit
from tests.collating.books import write_returns
from tests.collating.province import everyone, roster, sent
from tests.published.importing import pages
from toolkit.form import Severity
from toolkit.jobs.means import READ_ANY, READ_REPORT
from toolkit.ooxml.limits import Limits
from toolkit.reading.run import process
from toolkit.records import Return, Status
from toolkit.refusal import ReaderError

FORM = toolkit.load_form(2024)
SEALED = b"0" * 32


def published(
    item: Return, folder: Path, kind: str = "html", organ: str = "", texts: dict[str, str] = pages.TEXTS
) -> Path:
    """The return ``item`` as a page of its organ (or of one called ``organ``) in ``folder``."""
    record = item.record
    assert record is not None
    values = [value or 0 for value in record.values]
    organ = organ or roster().by_code[record.agency.code].name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{record.agency.code}.{kind}"
    if kind == "docx":
        rows = {one.id: pages.rows_of(FORM, one.id, values) for one in FORM.tables}
        path.write_bytes(pages.word_document(FORM, rows, organ))
    else:
        tables = {one.id: pages.html_table(pages.rows_of(FORM, one.id, values)) for one in FORM.tables}
        title = f"{organ}{record.year}年政府信息公开工作年度报告"
        path.write_text(pages.html_page(FORM, tables, texts=texts, title=title), encoding="utf-8")
    return path


def rules(item: Return) -> set[str]:
    return {finding.rule for finding in item.findings}


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_validate__a_report_is_read_and_told_as_what_it_is(tmp_path: Path, kind: str) -> None:
    path = published(sent("52-02", 2), tmp_path / "in", kind)
    (item,) = toolkit.validate([path], roster=roster()).returns
    assert item.record is not None
    assert item.record.agency.code == "52-02"
    assert item.record.values == tuple(value or 0 for value in sent("52-02", 2).record.values)  # type: ignore[union-attr]
    assert "REPORT-FILED" in rules(item)
    assert "SEAL-MISSING" not in rules(item)
    (sealed,) = toolkit.validate([path], roster=roster(), seal_key=SEALED).returns
    assert "SEAL-MISSING" in rules(sealed)
    assert sealed.status is Status.REJECTED


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("说明.html", "<html><body><p>我单位2024年政府信息公开工作年度报告已报，请查收。</p></body></html>"),
        ("说明.txt", "某局2024年政府信息公开工作年度报告\n一、总体情况\n已报。\n二、主动公开政府信息情况\n"),
        ("说明.csv", "单位,数\n某局,3\n"),
    ],
)
def test_validate__what_is_no_report_is_told_as_before(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (item,) = toolkit.validate([tmp_path / name]).returns
    assert rules(item) == {"FILE-KIND"}


def test_validate__a_copy_of_our_own_page_of_findings_is_no_report(tmp_path: Path) -> None:
    books = write_returns([sent("52-02", 2)], tmp_path / "in")
    toolkit.collate([books], roster(), tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_bytes()
    (tmp_path / "汇总页.html").write_bytes(page)
    (item,) = toolkit.validate([tmp_path / "汇总页.html"]).returns
    assert rules(item) == {"FILE-KIND"}
    report = toolkit.render(toolkit.validate([books]), "html")
    (tmp_path / "校验页.html").write_text(str(report), encoding="utf-8")
    (item,) = toolkit.validate([tmp_path / "校验页.html"]).returns
    assert rules(item) == {"FILE-KIND"}


def test_validate__a_letter_in_word_is_no_report(tmp_path: Path) -> None:
    letter = Document()
    letter.add_paragraph("关于报送2024年政府信息公开工作年度报告的函")
    letter.save(str(tmp_path / "函.docx"))
    (item,) = toolkit.validate([tmp_path / "函.docx"]).returns
    assert rules(item) == {"FILE-KIND"}


def test_collate__reports_alone_come_to_what_their_workbooks_come_to(tmp_path: Path) -> None:
    items = everyone()
    books = write_returns(items, tmp_path / "books")
    for item in items:
        published(item, tmp_path / "pages")
    by_books = toolkit.collate([books], roster(), tmp_path / "1")
    by_pages = toolkit.collate([tmp_path / "pages"], roster(), tmp_path / "2")
    assert by_pages.values == by_books.values
    assert by_pages.coverage == by_books.coverage
    again = toolkit.collate([tmp_path / "pages"], roster(), tmp_path / "3", cache=tmp_path / "cache")
    known = toolkit.collate([tmp_path / "pages"], roster(), tmp_path / "4", cache=tmp_path / "cache")
    assert known.values == again.values == by_books.values
    assert [item.findings for item in known.returns] == [item.findings for item in again.returns]


def test_collate__a_report_never_counts_in_the_place_of_a_workbook_unless_it_is_picked(tmp_path: Path) -> None:
    books = write_returns(everyone(but=["52-02"]), tmp_path / "in")
    write_returns([replace(sent("52-02", 2), file="52-02.xlsx")], books)
    page = published(sent("52-02", 9), books)
    filed = toolkit.collate([books], roster(), tmp_path / "1")
    without = toolkit.collate(list(books.rglob("*.xlsx")), roster(), tmp_path / "2")
    assert filed.values == without.values
    (other,) = (item for item in filed.returns if item.file.endswith(".html"))
    told = next(finding for finding in other.findings if finding.rule == "REPORT-BESIDE")
    assert told.severity is Severity.EXPLAIN
    assert other.superseded_by.endswith("52-02.xlsx")
    picked = toolkit.collate([books], roster(), tmp_path / "3", picks=[str(page)])
    assert picked.values != filed.values
    page.unlink()
    published(sent("52-02", 2), books)
    same = toolkit.collate([books], roster(), tmp_path / "4")
    assert "REPORT-SAME" in {rule for item in same.returns for rule in rules(item)}


def test_report__of_a_government_is_its_own_not_that_of_its_office(tmp_path: Path) -> None:
    top = next(line for line in roster().lines if line.is_government)
    titles = {"": top.name, "人民政府": f"{top.name.removesuffix('人民政府')}人民政府"}
    for number, name in enumerate(titles.values()):
        page = published(sent("52-02", 2), tmp_path / str(number), organ=name)
        (item,) = toolkit.validate([page], roster=roster()).returns
        assert item.record is not None
        assert item.record.agency.code == top.code


# A reader of reports that ends its process, or never ends, by the name of the file it is given.
BOOT = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from toolkit.published.importing import reading
from toolkit.reading.run import worker

read_report = reading.read_report

def unruly(source, limits):
    if "abort" in source.name:
        os.abort()
    if "hang" in source.name:
        time.sleep(600)
    return read_report(source, limits)

reading.read_report = unruly
worker.main()
"""


@pytest.mark.parametrize("read", [READ_ANY, READ_REPORT])
def test_reports__one_that_ends_its_reader_takes_no_other_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    for number, name in enumerate(("a", "b-abort", "c", "d-hang", "e")):
        path = published(sent("52-02", number), tmp_path / "in")
        path.rename(path.with_name(f"{name}.html"))
    monkeypatch.setattr(process, "BOOT", BOOT)
    files = toolkit.find_files([tmp_path / "in"]).files
    returns = list(toolkit.read_returns(files, limits=Limits(seconds=5), workers=1, read=read))
    told = {Path(item.file).stem: rules(item) for item in returns if item.record is None}
    assert told == {"b-abort": {"READER-DIED"}, "d-hang": {"GUARD-TIME"}}
    assert [Path(item.file).stem for item in returns] == ["a", "b-abort", "c", "d-hang", "e"]


def test_import__is_done_by_processes_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(sent("52-02", 2), tmp_path / "in")
    monkeypatch.setattr(process, "BOOT", "raise SystemExit(1)")
    with pytest.raises(ReaderError):
        toolkit.import_reports([tmp_path / "in"], tmp_path / "out")


def test_sending_back__a_report_comes_back_as_a_workbook_and_is_not_called_one(tmp_path: Path) -> None:
    path = published(sent("52-02", 2), tmp_path / "in")
    head, _, last = path.read_text(encoding="utf-8").rpartition("<span>2</span>")
    path.write_text(f"{head}<span>77</span>{last}", encoding="utf-8")
    back = tmp_path / "back"
    toolkit.send_back(toolkit.run_validation([path], toolkit.Given(roster())), back)
    (letter,) = back.glob("*.txt")
    text = letter.read_text(encoding="utf-8-sig")
    assert "52-02.html" in text
    assert "原工作簿" not in text
    assert [one.suffix for one in back.glob("52-02-*") if one != letter] == [".xlsx"]


def test_archive__of_published_reports_is_opened(tmp_path: Path) -> None:
    for number, code in enumerate(("52-02", "5201-02")):
        published(sent(code, number + 1), tmp_path / "公布")
    with zipfile.ZipFile(tmp_path / "公布.zip", "w") as archive:
        for page in (tmp_path / "公布").iterdir():
            archive.write(page, page.name)
    returns = toolkit.validate([tmp_path / "公布.zip"], roster=roster()).returns
    assert [item.record.agency.code for item in returns if item.record] == ["52-02", "5201-02"]


def test_prior__may_be_reports_that_were_published(tmp_path: Path) -> None:
    """By the roster, which has the codes of their organs; of the year before."""
    items = everyone()
    for item in items:
        published(item, tmp_path / "公布")
    books = write_returns(items, tmp_path / "报送")
    by_pages, by_books = (toolkit.load_prior(tmp_path / name, year=2024, roster=roster()) for name in ("公布", "报送"))
    assert by_pages.figures == by_books.figures
    assert books.is_dir()


def test_collate__says_whose_figures_come_from_what_they_published(tmp_path: Path) -> None:
    write_returns([item for item in everyone() if item.record and item.record.agency.code != "52-02"], tmp_path / "in")
    published(sent("52-02", 2), tmp_path / "in")
    summary = toolkit.collate([tmp_path / "in"], roster(), tmp_path / "out")
    name = roster().by_code["52-02"].name
    assert [note for note in summary.notes if "已公布的报告" in note] == [f"有 1 家按已公布的报告计入：{name}"]
    for file in ("status.csv", "report.html"):
        assert "按已公布的报告计入" in (tmp_path / "out" / file).read_text(encoding="utf-8-sig")
