"""Whatever lies among returned workbooks: a workbook, else a published report where the file holds one."""

from __future__ import annotations

from ...findings import tell
from ...ooxml.limits import DEFAULTS, Limits
from ...reading.run.read_one import read_one
from ...records import Return
from ...source import Source

_NO_WORKBOOK = "FILE-KIND"
_OF_A_REPORT = frozenset({"REPORT-YEAR", "REPORT-EDITION"})  # told of what is one, and can't be read for all that


def read_any(source: Source, limits: Limits = DEFAULTS) -> Return:
    """What ``source`` holds. Of a file that is neither, what is told of it is told as of a workbook: a letter in Word
    beside the returns is no damaged report.
    """
    item = read_one(source, limits)
    if not any(finding.rule == _NO_WORKBOOK for finding in item.findings):
        return item
    from .reading import read_report  # its libraries are a third of what a reader loads at its start, for few returns

    report = read_report(source, limits)
    is_one = report.record is not None or any(finding.rule in _OF_A_REPORT for finding in report.findings)
    return report.with_findings([tell("REPORT-FILED")]) if is_one else item
