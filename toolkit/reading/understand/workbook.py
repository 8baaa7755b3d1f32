"""One returned workbook to its Return: identity, figures, cover, narrative, explanations, and what was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from ...a1 import address
from ...book import Book
from ...findings import Finding, tell
from ...form import Form
from ...form.layout import Layout, load_layout
from ...ooxml.package import Package, open_package
from ...ooxml.properties import read_properties
from ...ooxml.sheet_cut import cut_sheet
from ...ooxml.xml_text import UnusualError
from ...records import Agency, Record, Return, recompute
from ...stamp import SUMMARY_KIND, Stamp
from ..others.beneath_xml import read_unusual
from ..others.calamine import read_foreign
from ..others.ods import read_ods
from ..others.xls_facts import read_biff
from ..others.xlsb_facts import read_binary
from ..xlsx.workbook import read_parts
from .expected import official_places
from .figures import read_figures, tell_overtyped
from .identity import identify, recognised_form, stamped_form
from .integrity import inspect
from .places import Located, locate
from .texts import Texts, read_texts

_LIBRARY_KINDS = ("xls", "et", "xlsb", "ods")


def read_content(name: str, data: bytes, kind: str, parts: Mapping[str, bytes] | None = None) -> Return:
    """The Return that ``data``, a workbook of ``kind`` (xlsx, xlsm, xlsb, xls, ods), holds.

    ``parts`` are those of a zipped workbook where it is opened already; ``name`` is the file as people
    are told it. Raises what the libraries raise on files that can't be opened.
    """
    digest = hashlib.sha256(data).hexdigest()
    parts = _opened(data, kind) if parts is None else parts
    if kind not in _LIBRARY_KINDS:
        try:
            return _read(name, digest, _read_parts(parts))
        except UnusualError:
            pass  # sheets are scanned as they are asked for, so only now is it known that the library must read
    return _read(name, digest, _read_other(data, kind, parts))


def _read_parts(parts: Mapping[str, bytes]) -> Book:
    return read_parts(parts.get, parts.cut if isinstance(parts, Package) else cut_sheet)


def _opened(data: bytes, kind: str) -> Mapping[str, bytes]:
    return {} if kind in ("xls", "et") else open_package(data)


def _read(name: str, digest: str, book: Book) -> Return:
    identity = identify(book)
    stamp = identity.stamp
    form = stamped_form(stamp) if stamp else recognised_form(book)
    if form is None:
        reason = f"没有“{stamp.edition}”版格式" if stamp else "工作簿里没有模板标记，表头也认不出"
        finding = tell("FORM-UNKNOWN", reason=reason)
        return Return(name, digest, None, (finding,), saved_at=book.saved_at, program=book.program)
    findings: list[Finding] = []
    if stamp is None:
        findings.append(tell("FORM-UNSTAMPED", edition=form.edition))
    if identity.conflicts:
        findings.append(tell("FORM-STAMPS", facts="、".join(identity.conflicts)))
    if not book.exact:
        findings.append(tell("FORMULAS-UNKNOWN"))
    record = _read_record(book, form, stamp, findings)
    return Return(
        file=name,
        sha256=digest,
        record=record,
        findings=tuple(findings),
        saved_at=book.saved_at,
        program=book.program,
        seal=stamp.seal if stamp else "",
        fingerprint=stamp.fingerprint if stamp else "",
    )


def open_book(data: bytes, kind: str) -> Book:
    """The cells of a workbook, by the fast reader where it can, else by the library."""
    parts = _opened(data, kind)
    if kind in _LIBRARY_KINDS:
        return _read_other(data, kind, parts)
    try:
        book = _read_parts(parts)
        for sheet in book.sheets:
            sheet.content()
    except UnusualError:
        return _read_other(data, kind, parts)
    return book


def _read_other(data: bytes, kind: str, parts: Mapping[str, bytes]) -> Book:
    """The Book by a reader of its own (ods), else by calamine with what the format tells beside."""
    if kind in ("xls", "et"):
        return read_foreign(data, read_biff(data))
    if kind != "ods":
        book = read_foreign(data, read_binary(parts.get) if kind == "xlsb" else read_unusual(parts.get))
        properties, saved_at, program = read_properties(parts.get)
        return replace(book, properties=properties, saved_at=saved_at, program=program)
    return read_ods(parts.get)


def _read_record(book: Book, form: Form, stamp: Stamp | None, findings: list[Finding]) -> Record:
    layout = load_layout(form)
    located = locate(book, layout)
    texts = read_texts(book, layout)
    figures = read_figures(layout, located.places, located.homes, texts.zero_tables, book.exact)
    values = recompute(form, figures.values)
    findings += located.findings
    if located.found < len(form.fields) and stamp is not None:
        other = recognised_form(book)
        if other is not None and other.edition != form.edition:
            findings.append(tell("FORM-MIXED", edition=form.edition, found=other.edition))
    findings += inspect(book, layout, stamp, located, texts.sheets)
    findings += texts.findings
    findings += figures.findings
    findings += tell_overtyped(layout, located.places, figures, values)
    agency = _agency(form, texts, stamp)
    findings += _compare_agency(layout, agency, stamp)
    year = int(stamp.year) if stamp and stamp.year.isdigit() else form.year
    return Record(
        edition=form.edition,
        year=year or None,
        agency=agency,
        values=values,
        unread=frozenset(figures.unread),
        overtyped=figures.overtyped,
        moved=_moved(layout, located),
        cover=texts.cover,
        narrative=texts.narrative,
        explanations=texts.explanations,
        is_summary=stamp is not None and stamp.kind == SUMMARY_KIND,
        coverage=stamp.coverage if stamp else "",
    )


def _moved(layout: Layout, located: Located) -> dict[int, tuple[str, str]]:
    if [home and home.name for home in located.homes] == [table.sheet for table in layout.tables]:
        return {}
    return {
        index: (place[0].name, place[1])
        for index, (place, (sheet, cell)) in enumerate(zip(located.places, official_places(layout), strict=True))
        if place is not None and (place[1] != cell or place[0].name != sheet)
    }


def _agency(form: Form, texts: Texts, stamp: Stamp | None) -> Agency:
    """As the cover says; what it leaves blank, as the stamp does."""
    code, name = form.cover_entry("code"), form.cover_entry("name")
    return Agency(
        (code and texts.cover.get(code.id)) or (stamp.agency_code if stamp else ""),
        (name and texts.cover.get(name.id)) or (stamp.agency_name if stamp else ""),
    )


def _compare_agency(layout: Layout, agency: Agency, stamp: Stamp | None) -> list[Finding]:
    """The organ on the cover is the one the workbook was addressed to."""
    rule = next((rule for rule in layout.form.rules if rule.kind == "cover" and rule.check == "agency"), None)
    if stamp is None or rule is None or not (stamp.agency_code or stamp.agency_name):
        return []
    pairs = {"code": (agency.code, stamp.agency_code), "name": (agency.name, stamp.agency_name)}
    wrong = [role for role, (found, issued) in pairs.items() if issued and found != issued]
    findings = []
    for role in wrong:
        found, issued = pairs[role]
        line = next(cell for cell in layout.cover if cell.kind == role)
        wording = tell("AGENCY-CHANGED", label=line.label, found=found, expected=issued)
        findings.append(
            Finding(
                rule=rule.id,
                severity=rule.severity,
                message=wording.message,
                fix=rule.fix,
                sheet=layout.cover_sheet,
                cell=address(line.row, line.column),
                label=line.label,
                found=found,
                expected=issued,
            )
        )
    return findings
