"""Builds the official workbook of an edition: for nobody, for one organ, or filled with a summary's figures."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter

from ...form import Form
from ...form.layout import Layout, load_layout
from ...ooxml.editing import EditablePackage
from ...ooxml.lightening import lighten
from ...ooxml.structure_lock import lock_structure
from ...output import whole_file
from ...prior import Prior
from ...records import Agency
from ...rules.formulas import literal
from ...stamp import PROPERTY_PREFIX, STAMP_NAME_PREFIX, Stamp, make_seal, write_changes
from ..bookfile import MADE
from ..true_book import TrueBook
from .canvas import Canvas
from .content import Draft, Issue, blank_content, is_prefilled
from .draw_checks import draw_checks
from .draw_front import draw_cover, draw_guidance, draw_narrative, draw_stamp
from .draw_tables import draw_table
from .formats import Formats
from .live_formulas import formulas, results

_LONGEST = 255  # characters of a property, and of a text in a formula
OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(
    form: Form,
    path: str | Path,
    *,
    year: int | None = None,
    agency: Agency | None = None,
    prior: Prior | None = None,
    standing: tuple[str, str] = ("", ""),
    deadline: str = "",
    contact: str = "",
    seal_key: bytes | None = None,
    password: str | None = None,
    force: bool = False,
) -> None:
    """One locked workbook at ``path``: blank, or addressed to ``agency`` with last year's figures from ``prior``.

    ``year`` is the report year, by default the one ``form`` was loaded for; ``standing`` the organ's kind and level as
    its roster has them, ``deadline`` the day the guidance names, by default the form's own, ``contact`` whom it says to
    ask. Raises OutputError where ``path`` exists (and ``force`` is not set) or can't be written, PriorError where
    ``prior`` is not of the year before.
    """
    layout = load_layout(form)
    addressee = agency or Agency()
    year = year or form.year or form.first_year
    if prior is not None:
        prior.check_before(year)
    before = prior.comparable(form, addressee.code) if prior else None
    issue = Issue(
        year=year,
        agency=addressee,
        standing=standing,
        prior=before,
        prior_year=prior.year if prior else None,
        deadline=deadline,
        contact=contact,
        prefilled=is_prefilled(form, before),
    )
    if seal_key:
        stamp = make_stamp_of(layout, issue)
        issue = replace(issue, seal=make_seal(seal_key, stamp))
    draft = Draft(layout, issue, blank_content(form, issue))
    with whole_file(Path(path), force=force) as temporary:
        temporary.write_bytes(draft_bytes(draft, password=password))


def draft_bytes(draft: Draft, *, password: str | None = None) -> bytes:
    """The workbook that ``draft`` describes."""
    made = io.BytesIO()
    book = TrueBook(made, OPTIONS)
    draw_official_sheets(book, draft, password=password)
    book.close()
    package = EditablePackage(made.getvalue())
    lock_structure(package, password)
    lighten(package)
    return package.save()


def draw_official_sheets(book: xlsxwriter.Workbook, draft: Draft, *, password: str | None = None) -> None:
    """Draws all sheets of the edition into ``book``, in their order, with properties and defined names."""
    layout = draft.layout
    live = formulas(layout, collated=draft.issue.collated)
    canvas = Canvas(book, draft, Formats(book, layout), live, results(draft), password or "")
    stamp = make_stamp_of(layout, draft.issue)
    draw_guidance(canvas)
    draw_cover(canvas).activate()
    for table in layout.tables:
        draw_table(canvas, table)
    draw_narrative(canvas)
    draw_checks(canvas)
    draw_stamp(canvas, stamp)
    _name_things(book, layout, stamp)


def make_stamp_of(layout: Layout, issue: Issue) -> Stamp:
    """What a workbook of this layout, made for this issue, says about itself."""
    return Stamp(
        edition=layout.form.edition,
        template=layout.version,
        year=str(issue.year),
        agency_code=issue.agency.code,
        agency_name=issue.agency.name,
        fingerprint=layout.fingerprint,
        seal=issue.seal,
        kind=issue.kind,
        coverage=issue.coverage,
        rules=layout.form.rules_digest,
        changes=write_changes(layout.form.changes) if layout.form.changes else "",
    )


def _name_things(book: xlsxwriter.Workbook, layout: Layout, stamp: Stamp) -> None:
    """Document properties, and defined names for the stamp's facts."""
    book.set_properties({"title": layout.form.title, "author": "nianbao", "created": MADE})
    for name, fact in stamp.facts().items():
        if len(fact) > _LONGEST:  # then it stands on the stamp sheet alone
            continue
        book.set_custom_property(PROPERTY_PREFIX + name, fact, "text")
        book.define_name(STAMP_NAME_PREFIX + name, f"={literal(fact)}")
