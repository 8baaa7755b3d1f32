"""Tells what became of a table whose labels are not all at their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...a1 import address
from ...book import Sheet, text_of
from ...findings import Finding, tell
from ...form.layout import Layout
from ...quoting import quoted
from .expected import ExpectedTable
from .figures import Place
from .labels import normal
from .match import Match

_SHOWN = 8


def tell_moved(
    layout: Layout,
    table: ExpectedTable,
    own: Sheet | None,
    matches: Sequence[tuple[Sheet, Match]],
    found: Sequence[Place | None],
) -> list[Finding]:
    """Findings for one table that was searched by its labels: where it is now, what is lost, which labels changed."""
    short = table.sheet.short
    if not matches:
        if own is None:
            return [tell("SHEET-MISSING", sheet=table.sheet.sheet)]
        return [tell("TABLE-MISSING", sheet=own.name, cell=table.places[0], table=short)]
    findings = _tell_labels(table, own, matches, found)
    lost = [offset for offset, place in enumerate(found) if place is None]
    if lost:
        fields = [layout.form.fields[table.first + offset] for offset in lost]
        findings.append(
            tell(
                "FIGURES-LOST",
                sheet=matches[0][0].name,
                cell=table.places[lost[0]],
                related=tuple(table.places[offset] for offset in lost[1:]),
                table=short,
                count=len(lost),
                labels="、".join(item.label for item in fields[:_SHOWN]) + ("等" if len(lost) > _SHOWN else ""),
            )
        )
    sheets = list(dict.fromkeys(place[0].name for place in found if place is not None))
    if own is None and len(sheets) == 1:
        findings.append(tell("SHEET-RENAMED", sheet=table.sheet.sheet, found=quoted(sheets[0])))
    elif sheets and (len(sheets) > 1 or own is None or sheets[0] != own.name):
        findings.append(tell("TABLE-ELSEWHERE", sheet=sheets[0], table=short, sheets="、".join(map(quoted, sheets))))
    moved = [
        (offset, place) for offset, place in enumerate(found) if place is not None and place[1] != table.places[offset]
    ]
    if moved:
        offset, place = moved[0]
        findings.append(
            tell(
                "TABLE-MOVED",
                sheet=place[0].name,
                cell=place[1],
                table=short,
                count=len(moved),
                example=f"{table.places[offset]}→{place[1]}",
            )
        )
    return findings or _tell_displaced(table, own)


def _tell_displaced(table: ExpectedTable, own: Sheet | None) -> list[Finding]:
    """A label that has changed places with another, where that moves no figure."""
    cells = own.cells if own is not None else {}
    for cell, text in table.labels.items():
        now = text_of(cells.get(cell))
        if own is not None and now != text:
            return [tell("HEADING-CHANGED", sheet=own.name, cell=cell, expected=text, found=quoted(now) or "空白")]
    return []


def _tell_labels(
    table: ExpectedTable,
    own: Sheet | None,
    matches: Sequence[tuple[Sheet, Match]],
    found: Sequence[Place | None],
) -> list[Finding]:
    """Labels that are missing, doubled, or written otherwise."""
    findings = []
    complete = None not in found
    cells: Mapping[str, object] = own.cells if own is not None else {}
    here = {normal(text_of(content)) for sheet, _ in matches for content in sheet.cells.values()}
    addresses: dict[str, list[str]] = {}
    for cell, text in table.labels.items():
        addresses.setdefault(text, []).append(cell)
    absent = set.intersection(*(set(match.missing) for _, match in matches))
    expected = {normal(text) for text in table.labels.values()}
    for text in (text for text in addresses if text in absent):
        wrong = [cell for cell in addresses[text] if text_of(cells.get(cell)) != text]
        cell = wrong[0] if wrong else addresses[text][0]
        now = text_of(cells.get(cell))
        # What stands there now may be another label that moved: then nothing replaced this one.
        now = "" if normal(now) in expected else now
        wording = "HEADING-CHANGED" if complete or normal(text) in here else "LABEL-CHANGED"
        findings.append(
            tell(wording, sheet=matches[0][0].name, cell=cell, expected=text, found=quoted(now) or "空白或已移走")
        )
    doubled = {label: (sheet, cell) for sheet, match in matches for label, cell in match.doubled.items()}
    for label, (sheet, spot) in doubled.items():
        findings.append(tell("LABEL-TWICE", sheet=sheet.name, cell=address(*spot), found=label or "数字行"))
    exact = set(table.labels.values())
    spelt = [
        (address_of, text_of(sheet.cells[address_of]))
        for sheet, match in matches
        for address_of in _written_otherwise(sheet, match, exact)
    ]
    if spelt:
        findings.append(
            tell(
                "LABEL-SPELT",
                sheet=matches[0][0].name,
                cell=spelt[0][0],
                related=tuple(cell for cell, _ in spelt[1:]),
                table=table.sheet.short,
                count=len(spelt),
                labels="、".join(f"{cell}“{quoted(text)}”" for cell, text in spelt[:_SHOWN]),
            )
        )
    return findings


def _written_otherwise(sheet: Sheet, match: Match, exact: set[str]) -> list[str]:
    cells = (address(*cell) for cell in sorted(match.labels))
    return [cell for cell in cells if text_of(sheet.cells.get(cell)) not in exact]
