"""Slips that many returns share, such as those of one wrong template sent out: told once for the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..findings import Finding, tell
from ..records import Report, Return

SHARED = "SHARED-SLIP"
LEAST_RETURNS = 3
LEAST_SHARE = 4  # of the returns, one in so many

Slip = tuple[str, str, str, str, str, str]


def slip_of(item: Return, finding: Finding) -> Slip:
    """What makes two returns' findings the same slip: edition, rule, place, and the words found and expected there, or
    where it has neither, what it says.

    One cell is another figure in each edition. Figures differ from organ to organ, so a sum that is wrong in the same
    cell is no shared slip.
    """
    edition = item.record.edition if item.record else ""
    found = finding.message if finding.found is None and finding.expected is None else str(finding.found)
    return edition, finding.rule, finding.sheet, finding.cell, found, str(finding.expected)


def with_repeats(report: Report) -> Report:
    """``report`` with a general finding for each rule that many returns break in the same way."""
    general = shared_slips(report.returns)
    return replace(report, general=(*report.general, *general)) if general else report


def shared_slips(returns: Sequence[Return]) -> tuple[Finding, ...]:
    """One finding for each edition, rule and number of returns that share its slips, the most widespread first."""
    told: dict[tuple[str, str, int], list[Finding]] = defaultdict(list)
    for (edition, *_), (count, finding) in shared(returns).items():
        told[edition, finding.rule, count].append(finding)
    found = []
    for (*_, count), findings in sorted(told.items(), key=lambda item: -item[0][-1]):
        first = findings[0]
        wording = tell(
            SHARED,
            sheet=first.sheet,
            cell=first.cell,
            related=tuple(f"{f.sheet}!{f.cell}" for f in findings[1:] if f.cell),
            label=first.label,
            found=first.found,
            expected=first.expected,
            count=count,
            total=len(returns),
            places=len(findings),
            rule=first.rule,
            example=first.message,
        )
        found.append(replace(wording, severity=first.severity))
    return tuple(found)


def _may_be_shared(finding: Finding) -> bool:
    """Whether a finding says enough of where or what it found to be told apart from others of its rule, and is no
    question of one organ's text against another's: none of those is answered by what was sent out.
    """
    return not finding.settled and finding.against is None and bool(finding.sheet or finding.found is not None)


def shared(returns: Sequence[Return]) -> dict[Slip, tuple[int, Finding]]:
    """The slips that enough returns share: how many, and one finding that tells it."""
    least = max(LEAST_RETURNS, -(-len(returns) // LEAST_SHARE))
    counts: dict[Slip, tuple[int, Finding]] = {}
    for item in returns:
        seen = {slip_of(item, finding): finding for finding in item.findings if _may_be_shared(finding)}
        for slip, finding in seen.items():
            counts[slip] = (counts[slip][0] + 1 if slip in counts else 1, finding)
    return {slip: counted for slip, counted in counts.items() if counted[0] >= least}
