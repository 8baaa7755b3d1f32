"""A Book to its Return: identity, figures, cover, narrative, explanations, and what was changed."""

from __future__ import annotations

from dataclasses import replace

from ...a1 import address
from ...book import Book
from ...findings import Finding, tell
from ...form import Form
from ...form.layout import Layout, load_layout
from ...narrative.heard import Heard
from ...narrative.hearing import hear
from ...quoting import quoted
from ...records import Agency, Record, Return, recompute
from ...rules.cover import AGENCY, Cover
from ...rules.narrated import KIND as NARRATED
from ...stamp import SUMMARY_KIND, Stamp
from .admit import one_line, sound_time
from .copies import tell_copies
from .expected import official_places
from .figures import read_figures
from .identity import identify, recognised_form, stamped_form
from .integrity import inspect
from .places import Located, locate
from .shown import tell_unseen
from .texts import Texts, read_texts
from .totals import read_totals


def understand(name: str, digest: str, book: Book) -> Return:
    """The Return that ``book`` holds; ``name`` is its file as people are told it, ``digest`` that of its bytes."""
    book = replace(book, saved_at=sound_time(book.saved_at), program=one_line(book.program))
    identity = identify(book)
    stamp = identity.stamp
    form = stamped_form(stamp) if stamp else recognised_form(book)
    if form is None:
        reason = f"没有“{quoted(stamp.edition)}”版格式" if stamp else "工作簿里没有模板标记，表头也认不出"
        finding = tell("FORM-UNKNOWN", reason=reason)
        return Return(name, digest, None, (finding,), saved_at=book.saved_at, program=book.program)
    findings: list[Finding] = []
    if stamp is None:
        findings.append(tell("FORM-UNSTAMPED", edition=form.edition))
    if identity.conflicts:
        findings.append(tell("FORM-STAMPS", facts="、".join(identity.conflicts)))
    if identity.odd_year:
        findings.append(tell("FORM-YEAR", found=identity.odd_year))
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
        rules=stamp.rules if stamp else "",
        changes=stamp.changes if stamp else "",
    )


def _read_record(book: Book, form: Form, stamp: Stamp | None, findings: list[Finding]) -> Record:
    layout = load_layout(form)
    located = locate(book, layout)
    texts = read_texts(book, layout, own_rules=bool(stamp and stamp.rules))
    figures = read_figures(layout, located.places, located.homes, texts.zero_tables)
    values = recompute(form, figures.values)
    findings += located.findings
    if located.found < len(form.fields) and stamp is not None:
        other = recognised_form(book)
        if other is not None and other.edition != form.edition:
            findings.append(tell("FORM-MIXED", edition=form.edition, found=other.edition))
    copies = [*tell_copies(book, layout, located, values, frozenset(texts.sheets.values()))]
    read = frozenset((*texts.sheets.values(), *(sheet for sheet, one in copies if one.rule == "TABLE-TWICE")))
    findings += inspect(book, layout, stamp, located, texts.sheets, read)
    findings += texts.findings
    findings += figures.findings
    totals = read_totals(layout, located, values, book)
    findings += totals.findings
    findings += tell_unseen(layout, located, values)
    findings += [finding for _, finding in copies]
    agency = _agency(form, texts, stamp)
    findings += _compare_agency(layout, agency, stamp)
    year = int(stamp.year) if stamp and stamp.year else form.year
    return Record(
        edition=form.edition,
        year=year or None,
        agency=agency,
        values=values,
        unread=frozenset(figures.unread),
        overtyped=totals.overtyped,
        moved=moved_places(layout, located),
        cover=texts.cover,
        narrative=texts.narrative,
        explanations=texts.explanations,
        is_summary=stamp is not None and stamp.kind == SUMMARY_KIND,
        coverage=stamp.coverage if stamp else "",
        heard=_heard(form, texts, year or None, agency.name),
    )


def _heard(form: Form, texts: Texts, year: int | None, name: str) -> dict[str, Heard]:
    """What each section says, where a rule of the form asks: heard here, since those who read are several."""
    asked = {section for rule in form.rules if rule.kind == NARRATED.name for section in rule.says.sections}
    return {section: hear(text, form, year, name) for section, text in texts.narrative.items() if section in asked}


def moved_places(layout: Layout, located: Located) -> dict[int, tuple[str, str]]:
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
        (code and texts.cover.get(code.id)) or (stamp.agency_code.strip() if stamp else ""),
        (name and texts.cover.get(name.id)) or (stamp.agency_name.strip() if stamp else ""),
    )


def _compare_agency(layout: Layout, agency: Agency, stamp: Stamp | None) -> list[Finding]:
    """The organ on the cover is the one the workbook was addressed to."""
    covers = (rule for rule in layout.form.rules if isinstance(rule.says, Cover) and rule.says.check == AGENCY)
    rule = next(covers, None)
    if stamp is None or rule is None or not (stamp.agency_code or stamp.agency_name):
        return []
    pairs = {"code": (agency.code, stamp.agency_code), "name": (agency.name, stamp.agency_name)}
    wrong = [role for role, (found, issued) in pairs.items() if issued and found != issued]
    findings = []
    for role in wrong:
        found, issued = map(quoted, pairs[role])
        line = next(cell for cell in layout.cover if cell.kind == role)
        wording = tell("AGENCY-CHANGED", label=line.label, found=found, expected=issued)
        findings.append(
            Finding(
                rule=wording.rule,
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
