"""What a run comes to: the returns in the order they deserve attention, and the counts."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding
from ..form import Severity
from ..records import Report, Return, Status

WORST_FIRST = (Status.UNREADABLE, Status.REJECTED, Status.NEEDS_EXPLANATION, Status.ACCEPTED)
_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


def ranked(returns: Sequence[Return]) -> list[Return]:
    """The returns worst first, what is superseded last; those equally bad stay in their order."""
    return sorted(
        returns,
        key=lambda item: (
            item.superseded_by != "",
            WORST_FIRST.index(item.status),
            *(-item.count(severity) for severity in Severity),
        ),
    )


def gravest(findings: Sequence[Finding]) -> list[Finding]:
    """The findings by severity, what is settled last; those equally grave stay in their order."""
    return sorted(findings, key=gravity)


def gravity(finding: Finding) -> tuple[bool, int]:
    """What findings are ranked by, the gravest first."""
    return finding.settled, _GRAVITY[finding.severity]


def totals(report: Report) -> dict[str, int]:
    """The counts of the JSON contract. Settled findings no longer count, nor what is superseded."""
    statuses = [item.status for item in report.counted]
    return {
        "returns": len(statuses),
        "accepted": statuses.count(Status.ACCEPTED),
        "rejected": statuses.count(Status.REJECTED),
        **{severity.value: sum(item.count(severity) for item in report.counted) for severity in Severity},
    }


def status_counts(report: Report) -> dict[Status, int]:
    """How many returns that count came to each status, the best first."""
    statuses = [item.status for item in report.counted]
    return {status: statuses.count(status) for status in reversed(WORST_FIRST)}
