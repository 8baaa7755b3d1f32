"""summary.xlsx: the workbook that a government signs and hands up.

It is the official workbook filled with the roll-up (so that it is itself a return), with the summary's own
sheets behind: the face, every organ, who reported, differences, findings, indicators, last year, charts, sources.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import xlsxwriter

from ...doubts import doubts_of, whole_doubts
from ...form.layout import Layout, load_layout
from ...ooxml.cell_text import fitting
from ...output import whole_file
from ...records import Agency
from ...rollup import Node, Summary, Values
from ...stamp import SUMMARY_KIND, make_seal
from ...wording import DOUBTFUL
from ..bookfile import new_book
from ..template.content import Content, Draft, Issue
from ..template.workbook import draw_official_sheets, make_stamp_of
from ..true_book import LockedBook
from .charts import add_charts
from .detail import add_detail
from .face import add_face
from .findings import add_differences, add_findings
from .measures import add_indicators
from .status import add_sources, add_status
from .style import FACE, Styles, foot
from .told import caveat_of, guidance_of
from .years import add_years

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "use_zip64": True}


def write_summary(summary: Summary, path: str | Path, *, seal_key: bytes | None = None, force: bool = False) -> None:
    """The summary workbook of ``summary`` at ``path``, sealed where ``seal_key`` is given.

    Raises OutputError where ``path`` exists (and ``force`` is not set) or can't be written.
    """
    layout = load_layout(summary.form)
    with whole_file(Path(path), force=force) as temporary, new_book(temporary, _OPTIONS, LockedBook) as book:
        draw_official_sheets(book, official_draft(layout, summary, seal_key))
        styles = Styles(book, layout.template.get("font", str))
        face = add_face(book, styles, layout, summary)
        add_detail(book, styles, summary)
        add_status(book, styles, summary)
        add_differences(book, styles, summary)
        add_findings(book, styles, summary)
        add_indicators(book, styles, summary)
        add_years(book, styles, summary)
        add_charts(book, styles, summary)
        add_sources(book, styles, summary)
        _say_how_complete(book, layout, styles, summary)
        for sheet in book.worksheets():
            sheet.selected = False
        face.activate()


def official_draft(layout: Layout, summary: Summary, seal_key: bytes | None = None) -> Draft:
    """What the official sheets hold: the whole's figures, addressed to the government at the top.

    What organs explained stands with their findings (问题): it says nothing of the whole, for which the government
    answers with words of its own on the check sheet.
    """
    form = summary.form
    top = summary.roots[0] if len(summary.roots) == 1 else None
    agency = Agency(top.line.code, top.line.name) if top else Agency()
    done = summary.coverage
    issue = Issue(
        year=summary.year,
        agency=agency,
        standing=(top.line.kind, top.line.level) if top else ("", ""),
        kind=SUMMARY_KIND,
        coverage=f"{done.expected} {done.included} {done.rejected} {done.missing}",
        prior=_last_year(top) if top else None,
        prior_year=summary.prior.year if summary.prior else None,
        guidance=guidance_of(summary, layout),
        caveat=caveat_of(summary),
    )
    if seal_key:
        issue = replace(issue, seal=make_seal(seal_key, make_stamp_of(layout, issue)))
    facts = {"code": agency.code, "name": agency.name}
    cover = {entry.id: facts[entry.role] for entry in form.cover if facts.get(entry.role)}
    values = summary.values or (None,) * len(form.fields)
    return Draft(layout, issue, Content(values, cover, {}))


def _last_year(top: Node) -> Values | None:
    """Last year's figures for the live checks of the official sheets, which hold whole sums against each other: none
    where some organs are in one of the two alone.
    """
    both = top.both
    apart = both is not None and (both.only_now or both.only_then or (both.sums and not top.coverage.complete))
    return None if apart else top.prior


def _say_how_complete(book: xlsxwriter.Workbook, layout: Layout, styles: Styles, summary: Summary) -> None:
    """The completeness line below each official table, and at the foot of every page of it."""
    note = styles.format(font_size=10, text_wrap=True, bold=True)
    doubtful = {summary.form.fields[index].table for index in whole_doubts(summary, doubts_of(summary))}
    for table in layout.tables:
        sheet = book.get_worksheet_by_name(table.sheet)
        assert sheet is not None
        row = table.bottom + 1
        told = [f"本表有的数里含待说明的数，在“{FACE}”里标“{DOUBTFUL}”"] if table.table in doubtful else []
        sheet.merge_range(
            row, 0, row, table.right - 1, fitting("　".join((summary.completeness, *summary.notes, *told))), note
        )
        sheet.set_row(row, 32)
        sheet.print_area(0, 0, row, table.right - 1)
        sheet.set_footer(foot(summary))
