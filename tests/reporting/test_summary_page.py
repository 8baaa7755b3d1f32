"""report.html: one page that needs nothing beyond itself, fits narrow and wide screens, and prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.summaries import collated, line, rejected, returned, with_superseded
from toolkit.coverage import Coverage
from toolkit.findings import tell
from toolkit.form.layout import load_layout
from toolkit.records import Return
from toolkit.reporting.summary_page import _share, summary_page
from toolkit.rollup import Summary
from toolkit.roster import GOVERNMENT, Roster

CHROMIUM = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)
browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def summary() -> Summary:
    return collated(missing=["5201D1", "520101T"], back=["520201D2"], own=["520202"], checked=["5201"])


@pytest.fixture(scope="module")
def page(summary: Summary) -> str:
    return summary_page(summary)


class Cells(HTMLParser):
    """The texts of all table cells, table by table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[str]] = []
        self.open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        self.open = tag in ("td", "th")
        if self.open:
            self.tables[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tables[-1][-1] += data


def test_page__asks_for_nothing_beyond_itself(page: str) -> None:
    assert "<script" not in page
    links = re.findall(r'(?:href|src|xlink:href)="([^"]*)"', page)
    assert all(link.startswith("#") or link == "data:," for link in links)
    assert not re.findall(r"url\(|@import", page)
    assert set(re.findall(r"https?://[^\"<\s]*", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "default-src 'none'" in page


def test_page__says_how_complete_it_is_and_whom_to_chase(page: str) -> None:
    assert page.count("应报 25 家，已汇总 22 家，退回 1 家，未报 2 家") >= 5  # at the top, at each table, at the foot
    chase = page[page.index('id="chase"') : page.index('id="tables"')]
    assert [name in chase for name in ("第1市第1局", "0851-5201D1", "第2市第1县第2局")] == [True] * 3
    assert chase.index("未报") < chase.index("退回")


def test_page__official_tables_hold_the_sum(page: str, summary: Summary) -> None:
    tables = Cells(page).tables[1:4]
    values = iter(summary.values or ())
    for sheet, cells in zip(load_layout(summary.form).tables, tables, strict=True):
        figures = [cell for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?", cell)]
        units = [summary.form.fields[slot.field].unit for slot in sheet.slots]
        assert figures == [unit.text(next(values)) for unit in units]


def test_page__charts_are_drawn_and_told_in_words(page: str, summary: Summary) -> None:
    assert page.count("<svg") == len(summary.form.charts)
    assert "Pygal" not in page
    assert len(re.findall(r'role="img" aria-label="[^"]+：', page)) == len(summary.form.charts)


def test_page__is_the_same_for_the_same_summary(page: str, summary: Summary) -> None:
    assert summary_page(summary) == page


def test_page__wide_boxes_can_be_reached_by_keyboard(page: str) -> None:
    boxes = re.findall(r'<div class="scroll"[^>]*>', page)
    assert boxes
    assert all('tabindex="0"' in box and "aria-label=" in box for box in boxes)


def test_page__names_are_text_never_markup() -> None:
    roster = Roster("r", (line("1", "<script>alert(1)</script>", "", GOVERNMENT), line("11", "<b>", "1", "部门")))
    told = summary_page(collated(roster, missing=["11"]))
    assert "<script" not in told
    assert "<b>" not in told
    assert "&lt;script&gt;" in told


def test_page__of_nothing_at_all_still_tells_who_is_missing() -> None:
    roster = Roster("r", (line("1", "某县", "", GOVERNMENT), line("11", "某局", "1", "部门")))
    told = summary_page(collated(roster, missing=["11"], with_prior=False))
    assert "应报 1 家，已汇总 0 家，退回 0 家，未报 1 家" in told
    assert "某局" in told


def run_chromium(folder: Path, *arguments: str) -> str:
    assert CHROMIUM
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}", *arguments,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, encoding="utf-8")
    return done.stdout


@browser
@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_page__does_not_scroll_sideways(page: str, tmp_path: Path, width: int) -> None:
    # Headless Chromium makes no window narrower than 500 pixels, so a frame of the wanted width holds the page.
    (tmp_path / "page.html").write_text(
        page.replace("default-src 'none'", "script-src 'unsafe-inline'; default-src 'none'").replace(
            "</body>",
            "<script>parent.postMessage([document.documentElement.scrollWidth, innerWidth,"
            " performance.getEntriesByType('resource').length].join(' '), '*')</script></body>",
        ),
        encoding="utf-8",
    )
    (tmp_path / "frame.html").write_text(
        f"<iframe src='page.html' width={width} height=900 style='border:0'></iframe><p id=told></p>"
        "<script>onmessage = e => { told.textContent = e.data }</script>",
        encoding="utf-8",
    )
    address = (tmp_path / "frame.html").as_uri()
    told = run_chromium(tmp_path, "--window-size=1400,1000", "--virtual-time-budget=3000", "--dump-dom", address)
    found = re.search(r'id="told">(\d+) (\d+) (\d+)<', told)
    assert found, told[-500:]
    wide, inner, requests = map(int, found.groups())
    assert (inner, requests) == (width, 0)
    assert wide <= width


@browser
@pytest.mark.browser
def test_page__prints_every_column(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    run_chromium(
        tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri()
    )
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_page__lists_every_file_that_is_not_in_the_sum(summary: Summary) -> None:
    form = summary.form
    stranger = returned(form, line("999", "外县某局", "", "部门"), (0,) * len(form.fields), file="外县.xlsx")
    broken = Return("坏<文件>.xlsx", "0" * 64, None, (rejected("文件不完整"),))
    absent = tell("FILE-MISSING", path="不在的文件夹")
    odd = replace(
        with_superseded(summary, "52D1"),
        unknown=(replace(stranger, index=-2),),
        unplaced=(replace(broken, index=-3),),
        general=(absent,),
        passed_over={"临时文件": 3},
    )
    odd = replace(odd, returns=(*odd.returns, *odd.unknown, *odd.unplaced))
    text = summary_page(odd)
    section = text[text.index('<h2 id="aside">') :]
    rows = Cells(section).tables[0][4:]
    told = {rows[at + 2]: rows[at + 3] for at in range(0, len(rows), 4)}
    assert told == {
        "坏<文件>.xlsx": "认不出是哪个单位",
        "第2市第1县第2局.xlsx": "有错误，退回改正后再计入",
        "外县.xlsx": "单位不在名录",
        "旧的.xlsx": "已由 黔州省第1局.xlsx 替代",
    }
    assert "未读取 3 个文件：临时文件" in section
    assert "不在的文件夹" in section
    assert "坏<文件>" not in text


def test_page__of_a_round_in_which_all_is_summed_says_so() -> None:
    assert "读到的报送件都已计入汇总" in summary_page(collated())


@pytest.mark.parametrize(
    ("included", "expected", "share"),
    [(13, 14, "93%"), (1, 3, "33%"), (2, 3, "67%"), (1, 1, "100%"), (0, 5, "0%"), (999, 1000, "99%"), (1, 1000, "1%")],
)
def test_share__is_rounded_and_says_all_only_of_all(included: int, expected: int, share: str) -> None:
    assert _share(Coverage(expected, included=included, missing=expected - included)) == share
