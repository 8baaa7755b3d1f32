"""One returned workbook to its Return: identity, figures, cover, narrative, explanations, and what was changed."""

from __future__ import annotations

import hashlib
import io
import zipfile

from ..findings import Finding, tell
from ..form import Form
from ..form.layout import Layout, load_layout
from ..records import Agency, Record, Return, recompute
from ..stamp import Stamp
from .cells import Book, text_of
from .expected import expected_tables
from .figures import Place, read_figures
from .foreign import read_foreign
from .identity import identify, stamped_form
from .ooxml import Find, read_parts
from .texts import Texts, read_texts
from .xmltext import UnusualError


def read_content(name: str, data: bytes, kind: str, find: Find | None = None, *, sha256: str = "") -> Return:
    """The Return that ``data``, a workbook of ``kind`` (xlsx, xlsm, xlsb, xls, ods), holds.

    ``find`` gives the parts of a zipped workbook where they are already unpacked; ``name`` is the file as people
    are told it. Raises what the libraries raise on files that can't be opened.
    """
    digest = sha256 or hashlib.sha256(data).hexdigest()
    book = open_book(data, kind, find)
    identity = identify(book)
    form = stamped_form(identity.stamp) if identity.stamp else None
    if form is None or identity.stamp is None:
        reason = "工作簿里没有模板标记" if identity.stamp is None else f"没有“{identity.stamp.edition}”版格式"
        return _told(name, digest, book, (tell("FORM-UNKNOWN", reason=reason),))
    findings: list[Finding] = []
    if identity.conflicts:
        findings.append(tell("FORM-STAMPS", facts="、".join(identity.conflicts)))
    record = _read_record(book, form, identity.stamp, findings)
    return Return(
        file=name,
        sha256=digest,
        record=record,
        findings=tuple(findings),
        saved_at=book.saved_at,
        program=book.program,
        seal=identity.stamp.seal,
        fingerprint=identity.stamp.fingerprint,
    )


def open_book(data: bytes, kind: str, find: Find | None = None) -> Book:
    """The cells of a workbook, by the fast reader where it can, else by the library."""
    if kind in ("xls", "xlsb", "ods", "et"):
        return read_foreign(data)
    try:
        return read_parts(find or _unzipped(data))
    except UnusualError:
        return read_foreign(data)


def _unzipped(data: bytes) -> Find:
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = set(archive.namelist())
    return lambda part: archive.read(part) if part in names else None


def _told(name: str, digest: str, book: Book, findings: tuple[Finding, ...]) -> Return:
    return Return(name, digest, None, findings, saved_at=book.saved_at, program=book.program)


def _read_record(book: Book, form: Form, stamp: Stamp, findings: list[Finding]) -> Record:
    layout = load_layout(form)
    places = _places(book, layout, findings)
    texts = read_texts(book, layout)
    figures = read_figures(layout, places, texts.zero_tables, book.exact)
    findings += texts.findings
    findings += figures.findings
    return Record(
        edition=form.edition,
        year=int(stamp.year) if stamp.year.isdigit() else None,
        agency=_agency(form, texts, stamp),
        values=recompute(form, figures.values),
        unread=frozenset(figures.unread),
        overtyped=figures.overtyped,
        cover=texts.cover,
        narrative=texts.narrative,
        explanations=texts.explanations,
        is_summary=stamp.kind == "summary",
    )


def _places(book: Book, layout: Layout, findings: list[Finding]) -> list[Place | None]:
    places: list[Place | None] = []
    for table in expected_tables(layout):
        sheet = book.sheet(table.sheet.sheet)
        if sheet is None:
            findings.append(tell("SHEET-MISSING", sheet=table.sheet.sheet))
            places += [None] * len(table.places)
            continue
        changed = [cell for cell, text in table.labels.items() if sheet.cells.get(cell) != text]
        findings += [
            tell(
                "LABEL-CHANGED",
                sheet=sheet.name,
                cell=cell,
                expected=table.labels[cell],
                found=text_of(sheet.cells.get(cell)),
            )
            for cell in changed
        ]
        places += [None if changed else (sheet, cell) for cell in table.places]
    return places


def _agency(form: Form, texts: Texts, stamp: Stamp) -> Agency:
    code, name = form.cover_entry("code"), form.cover_entry("name")
    return Agency(
        (code and texts.cover.get(code.id)) or stamp.agency_code,
        (name and texts.cover.get(name.id)) or stamp.agency_name,
    )
