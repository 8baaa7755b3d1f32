"""All findings of a run as one workbook: the returns, the findings, and what many returns share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..findings import Finding
from ..form import Severity
from ..records import Report, Return, Status, base_name
from ..source import Source
from ..wording import EXPLAINED, FINDING_PARTS, SEVERITIES, STATUSES, status_words
from ..writing.lists.findings_book import MOST_ROWS, Cell, Column, Link, List, write_lists
from .text import GENERAL, said, total_line
from .verdict import gravest, ranked

_RETURN_WIDTHS = {
    "status": 10, "file": 50, "code": 20, "name": 28, "year": 7, "edition": 7,
    "error": 7, "explain": 8, "notice": 7, "sha256": 72,
}  # fmt: skip
_FINDING_WIDTHS = {
    "severity": 8, "status": 9, "name": 14, "code": 11, "file": 34, "rule": 10, "sheet": 9, "cell": 7, "label": 17,
    "found": 8, "expected": 8, "difference": 7, "message": 35, "fix": 24, "explanation": 13, "related": 24,
}  # fmt: skip
_GENERAL_WIDTHS = {"severity": 8, "sheet": 12, "cell": 8, "message": 70, "fix": 46, "related": 24}
_UNWRAPPED = ("severity", "status", "year", "edition")
_FOR_THE_SCREEN = ("sha256", "related")  # on paper, what they tell stands in the message
_STATUS_FILLS = ((STATUSES[Status.ACCEPTED], "E2EFDA"), (STATUSES[Status.NEEDS_EXPLANATION], "FFF2CC"),
                 (STATUSES[Status.REJECTED], "F8CBAD"), (STATUSES[Status.UNREADABLE], "D9D9D9"))  # fmt: skip
_SEVERITY_FILLS = ((SEVERITIES[Severity.ERROR], "F8CBAD"), (SEVERITIES[Severity.EXPLAIN], "FFF2CC"),
                   (SEVERITIES[Severity.NOTICE], "DDEBF7"), (EXPLAINED, "E2EFDA"))  # fmt: skip


def write_book(report: Report, path: Path, *, beside: Path | None = None) -> None:
    """Writes the workbook to ``path``. Its links lead to the returned files; they are relative to the folder
    ``beside`` (default: that of ``path``), so that results and returns can be moved together.
    """
    folder = (beside or path.parent).resolve()
    returns = [(item, _target(item.source, folder)) for item in ranked(report.returns)]
    findings = [row for item, target in returns for row in _finding_rows(item, target)]
    note = total_line(report)
    if len(findings) > MOST_ROWS - 1:
        note += f"；问题太多，只列出前 {MOST_ROWS - 1} 处"
    lists = [
        List("问题", _columns(_FINDING_WIDTHS), findings, note, _SEVERITY_FILLS),
        List(
            "报送件",
            _columns(_RETURN_WIDTHS),
            [_return_row(item, target) for item, target in returns],
            note,
            _STATUS_FILLS,
        ),
    ]
    if report.general:
        shared = [_parts(finding, {}) for finding in report.general]
        rows = [[row[name] for name in _GENERAL_WIDTHS] for row in shared]
        lists.append(List(GENERAL, _columns(_GENERAL_WIDTHS), rows, "", _SEVERITY_FILLS))
    write_lists(path, lists)


def _columns(widths: dict[str, int]) -> list[Column]:
    severities = {severity.value: SEVERITIES[severity] for severity in Severity}
    return [
        Column(
            FINDING_PARTS.get(name) or severities[name],
            width,
            wrap=name not in _UNWRAPPED,
            printed=name not in _FOR_THE_SCREEN,
        )
        for name, width in widths.items()
    ]


def _target(source: Source | None, folder: Path) -> str:
    """Where a link to a return leads: into an archive, to the archive. Empty where there is nothing to lead to."""
    if source is None or source.is_remote:
        return ""
    path = Path(source.path).resolve()
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return str(path)


def _link(text: str, target: str, place: str = "") -> Cell:
    return Link(text, target, place) if target else text


def _return_row(item: Return, target: str) -> list[Cell]:
    record = item.record
    facts: dict[str, Cell] = {
        "status": status_words(item),
        "file": _link(item.file, target),
        "code": record.agency.code if record else "",
        "name": record.agency.name if record else "",
        "year": record.year if record else None,
        "edition": record.edition if record else "",
        "sha256": item.sha256,
        **{severity.value: item.count(severity) for severity in Severity},
    }
    return [facts[name] for name in _RETURN_WIDTHS]


def _finding_rows(item: Return, target: str) -> Iterator[list[Cell]]:
    record = item.record
    about: dict[str, Cell] = {
        "status": status_words(item),
        "name": record.agency.name if record else "",
        "code": record.agency.code if record else "",
    }
    for finding in gravest(item.findings):
        place = ""
        if finding.sheet and target.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".et")):
            sheet = finding.sheet.replace("'", "''")
            place = f"'{sheet}'!{finding.cell or 'A1'}"
        parts = _parts(finding, {**about, "file": _link(base_name(item.file), target, place)})
        yield [parts[name] for name in _FINDING_WIDTHS]


def _parts(finding: Finding, about: dict[str, Cell]) -> dict[str, Cell]:
    return {
        **about,
        "severity": EXPLAINED if finding.settled else SEVERITIES[finding.severity],
        "rule": finding.id,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "label": finding.label,
        "found": finding.found,
        "expected": finding.expected,
        "difference": finding.difference,
        "message": said(finding),
        "fix": finding.fix,
        "explanation": finding.explanation,
        "related": "、".join(finding.related),
    }
