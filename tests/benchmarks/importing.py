"""Importing: published reports to filled workbooks, against opening the same files with the libraries alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docx import Document
from lxml import html

from tests.benchmarks.measure import Measure, take_turns
from tests.published.importing import pages
from toolkit.editions import load_form
from toolkit.jobs import import_reports
from toolkit.output import whole_folder

_TURNS = 3
_MOST = 100  # reports: filling their workbooks takes most of the time, and grows with them alone


def run(organs: int) -> list[Measure]:
    """Imports up to 100 pages, and as many Word documents, with as many readers as there are cores."""
    count = min(organs, _MOST)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("html", "docx"):
            _write(folder / kind, kind, count)
        taken = take_turns(
            _TURNS,
            html=lambda: import_reports([folder / "html"], folder / "out", force=True),
            docx=lambda: import_reports([folder / "docx"], folder / "out", force=True),
            parse=lambda: [html.parse(str(path)) for path in (folder / "html").iterdir()],
            open=lambda: [Document(str(path)) for path in (folder / "docx").iterdir()],
        )
    return [
        Measure("pages to workbooks", taken["html"], count, "lxml, parsing them", taken.ratio("html", "parse")),
        Measure("documents to workbooks", taken["docx"], count, "python-docx, opening", taken.ratio("docx", "open")),
    ]


def _write(folder: Path, kind: str, count: int) -> None:
    form = load_form(2024)
    with whole_folder(folder) as target:
        for number in range(count):
            rows = {one.id: pages.rows_of(form, one.id, pages.figures(form, number)) for one in form.tables}
            if kind == "docx":
                data = pages.word_document(form, rows)
            else:
                tables = {name: pages.html_table(table) for name, table in rows.items()}
                data = pages.html_page(form, tables).encode("utf-8")
            (target / f"{number}.{kind}").write_bytes(data)
