"""A published report to a Return, with the same record that a workbook gives; where each figure stood is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from ...findings import Finding, tell
from ...form import Form
from ...form.layout import load_layout
from ...narrative.heard import Heard
from ...narrative.hearing import hear
from ...quoting import quoted
from ...reading.understand.admit import admit
from ...records import Agency, Record, Return, recompute
from ...rules.narrated import KIND as NARRATED
from .contact import read_contact
from .docx import read_docx
from .html import read_html
from .identity import identify_report
from .narrative import read_narrative
from .organ import cover_of, dated
from .page import Page
from .pdf import read_pdf
from .plain import read_plain
from .repeats import without_repeats
from .tables import read_tables
from .unfinished import places_in, without_draft_marks
from .words import report_words

READERS: dict[str, Callable[[bytes], Page]] = {
    "html": read_html,
    "docx": read_docx,
    "text": read_plain,
    "pdf": read_pdf,
}


def understand_report(name: str, data: bytes, kind: str) -> Return:
    """The Return that the report in ``data`` holds, ``kind`` being one of ``READERS``; ``name`` is its file as people
    are told it. Raises what the libraries raise on what they can't open.
    """
    digest = hashlib.sha256(data).hexdigest()
    page = without_repeats(without_draft_marks(READERS[kind](data)))
    identity = identify_report(page)
    findings = [*identity.findings, *_unseen(page)]
    if identity.form is None:
        return admit(Return(name, digest, None, tuple(findings)))
    form = identity.form
    layout = load_layout(form)
    tables = read_tables(page, layout)
    if places := places_in(page, layout):
        findings.append(tell("REPORT-LACKING", found=quoted(places[0]), count=len(places)))
    texts, day, odd = read_narrative(page, form, identity.organ)
    values = recompute(form, tables.values)
    agency = Agency(name=identity.organ)
    record = Record(
        edition=form.edition,
        year=identity.year,
        agency=agency,
        values=values,
        unread=frozenset(tables.unread),
        overtyped={index: said for index, said in tables.totals.items() if values[index] not in (None, said)},
        moved=tables.places,
        cover={**cover_of(form, agency), **read_contact(page, form), **dated(form, day)},
        narrative=texts,
        heard=_heard(form, texts, identity.year, identity.organ),
        is_published=True,
    )
    findings += [*tables.findings, *odd, *_unchecked(form, tables.totals, record)]
    return admit(Return(name, digest, record, tuple(findings)))


def _heard(form: Form, texts: dict[str, str], year: int | None, name: str) -> dict[str, Heard]:
    asked = {section for rule in form.rules if rule.kind == NARRATED.name for section in rule.says.sections}
    return {section: hear(text, form, year, name) for section, text in texts.items() if section in asked}


def _unseen(page: Page) -> Iterator[Finding]:
    """One finding for each kind of what was left out."""
    told: dict[str, list[str]] = {}
    for kind, text in page.unseen:
        told.setdefault(kind, []).append(text)
    if drafts := told.pop("draft", []):
        yield tell("REPORT-DRAFT", found=quoted(drafts[0]))
    for kind, examples in told.items():
        what = report_words().unseen[kind].format(text=quoted(examples[0]))
        yield tell("REPORT-UNSEEN", found=what, count=len(examples))


def _unchecked(form: Form, totals: dict[int, int], record: Record) -> Iterator[Finding]:
    """Totals that can't be held against their parts, some of which are blank or not read, and totals left blank."""
    for index, said in totals.items():
        if record.values[index] is None and said:
            item, (sheet, cell) = form.fields[index], record.moved[index]
            found = item.unit.number(said)
            yield tell("REPORT-UNCHECKED", field=item.code, sheet=sheet, cell=cell, label=item.label, found=found)
    for item in form.fields:
        place, made = record.moved.get(item.index), record.values[item.index]
        if item.computed and place is not None and made and item.index not in totals:
            sheet, cell = place
            expected = item.unit.number(made)
            yield tell("REPORT-TOTAL", field=item.code, sheet=sheet, cell=cell, label=item.label, expected=expected)
