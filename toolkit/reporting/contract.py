"""A report as JSON: the contract that other programs read, described in ``schemas/findings.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import uuid4

from ..findings import Finding, Number
from ..records import Report, Return
from ..version import __version__
from .verdict import totals

_compact = json.JSONEncoder(ensure_ascii=False).encode


def to_json(report: Report) -> str:
    """``report`` as JSON text, a finding a line. Amounts are exact numbers, whatever their digits."""
    return "".join(json_pieces(report))


def json_pieces(report: Report) -> Iterator[str]:
    """The text of ``to_json`` in pieces, one for each return, so that a large run need not stand in memory twice."""
    head = {"tool": "nianbao", "version": __version__, "form": report.edition or None, "year": report.year}
    head |= {"rules": report.rules} if report.rules else {}
    yield _compact(head)[:-1] + ',\n "returns": ['
    for index, item in enumerate(report.returns):
        yield (",\n" if index else "\n") + _return(item)
    yield "\n ],"
    if report.general:
        yield f'\n "general": [{_findings(report.general)}],'
    if report.passed_over:
        yield f'\n "passed_over": {_compact(dict(report.passed_over))},'
    yield f'\n "totals": {_compact(totals(report))}}}\n'


def _return(item: Return) -> str:
    record = item.record
    agency = {"code": record.agency.code, "name": record.agency.name} if record else {"code": "", "name": ""}
    facts = {
        "file": item.file,
        "sha256": item.sha256,
        "agency": agency,
        "year": record.year if record else None,
        "edition": record.edition if record else None,
        "status": item.status.value,
        **({"superseded_by": item.superseded_by} if item.superseded_by else {}),
    }
    return f'  {_compact(facts)[:-1]},\n   "findings": [{_findings(item.findings)}]}}'


def _findings(findings: Sequence[Finding]) -> str:
    lines = ",".join(f"\n    {finding_json(finding)}" for finding in findings)
    return f"{lines}\n   " if lines else ""


def finding_json(finding: Finding) -> str:
    """One finding as a JSON object on one line."""
    mark = ""
    numbers = (finding.found, finding.expected, finding.difference)
    if any(isinstance(number, Decimal) for number in numbers):
        mark = uuid4().hex  # stands for a number that json can't write exactly; no cell can hold it by chance
    found, expected, difference = (_marked(number, mark, slot) for slot, number in enumerate(numbers))
    facts = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "field": finding.field,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "related": list(finding.related),
        "label": finding.label,
        "found": found,
        "expected": expected,
        "difference": difference,
        "message": finding.message,
        "fix": finding.fix,
    }
    if finding.explanation:
        facts["explanation"] = finding.explanation
    text = _compact(facts)
    for slot, number in enumerate(numbers):
        if isinstance(number, Decimal):
            text = text.replace(f'"{mark}{slot}"', f"{number:f}")
    return text


def _marked(number: Number | str | None, mark: str, slot: int) -> int | str | None:
    return f"{mark}{slot}" if isinstance(number, Decimal) else number
