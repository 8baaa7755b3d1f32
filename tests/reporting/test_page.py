"""The report as a page: what it marks, and that hostile text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.reporting.made import filled, finding, report, returned
from toolkit.editions import load_form
from toolkit.form import Severity
from toolkit.form.layout import load_layout
from toolkit.records import Return
from toolkit.reporting import render


class Cells(HTMLParser):
    """Gathers the figure cells of a page: address to (class, text), and every tag's name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: dict[str, tuple[str, str]] = {}
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self._at = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.add(tag)
        self.loads += [str(facts[name]) for name in ("src", "href", "action") if name in facts]
        if tag == "td" and facts.get("id"):
            self._at = str(facts["id"])
            self.cells[self._at] = (str(facts.get("class") or ""), "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at:
            state, text = self.cells[self._at]
            self.cells[self._at] = (state, text + data.strip())


def page(*returns: Return) -> Cells:
    return Cells(str(render(report(*returns), "html")))


def test_page__draws_every_figure_as_filled() -> None:
    form = load_form(2024)
    item = filled("甲.xlsx", 2024, finding(cell="D30"))
    cells = page(item).cells
    assert item.record is not None
    layout = load_layout(form)
    tables = [table.table for table in layout.tables]
    for field, value in zip(form.fields, item.record.values, strict=True):
        assert value is not None
        at = f"r1-t{tables.index(field.table) + 1}-{layout.place(field.index)[1]}"
        assert cells[at][1].split("✗")[0] == field.unit.text(value)


def test_page__marks_the_wrong_cell_and_those_that_take_part() -> None:
    cells = page(filled("甲.xlsx", 2024, finding(cell="D30", related=("D6", "D7")))).cells
    assert cells["r1-t2-D30"][0].split()[0] == "error"
    assert cells["r1-t2-D30"][1].endswith("✗1")
    assert [at for at, (state, _) in cells.items() if "related" in state] == ["r1-t2-D6", "r1-t2-D7"]


def test_page__marks_the_cells_of_capped_repeats_too() -> None:
    cells = page(filled("甲.xlsx", 2024, *(finding("FILLED", f"D{row}") for row in range(6, 16)))).cells
    assert sum("error" in state for state, _ in cells.values()) == 10


def test_page__hostile_text_stays_text_and_nothing_is_fetched() -> None:
    hostile = "<script>fetch('http://evil.example')</script><img src=http://evil.example/x onerror=x>\u202e"
    item = returned(
        f"{hostile}.xlsx",
        finding(message=hostile, found=hostile, label=hostile, fix=hostile, cell="D30"),
        finding("T3-CARRIED", severity=Severity.EXPLAIN, explanation=hostile),
    )
    drawn = page(item)
    assert not drawn.tags & {"script", "img", "iframe", "object", "form"}
    assert all(load.startswith(("#", "data:,")) for load in drawn.loads)
    assert "\u202e" not in str(render(report(item), "html"))


def test_page__every_link_has_its_anchor() -> None:
    text = str(render(report(filled("甲.xlsx", 2020, finding(cell="D30", sheet="表三 依申请公开"))), "html"))
    anchors = set(re.findall(r'id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= anchors


def test_page__a_settled_finding_shows_its_explanation() -> None:
    text = str(
        render(report(filled("甲.xlsx", 2024, finding(severity=Severity.EXPLAIN, explanation="机构改革划入"))), "html")
    )
    assert "情况说明：机构改革划入" in text


def test_page__says_what_was_superseded_and_what_was_passed_over() -> None:
    old = replace(returned("旧.xlsx", finding()), superseded_by="新<1>.xlsx")
    page = str(render(replace(report(old, returned("新<1>.xlsx")), passed_over={"临时文件": 2}), "html"))
    assert "已由“新&lt;1&gt;.xlsx”取代，不计在内" in page
    assert "未读取 2 个文件：临时文件" in page
