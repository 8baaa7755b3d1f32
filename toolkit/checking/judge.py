"""Puts findings to returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from ..coverage import read_coverage
from ..findings import Finding, tell
from ..form import Form, Severity
from ..form.layout import load_layout
from ..office import Office
from ..records import Return
from .across_returns import duplicates
from .batch import Batch, gather
from .contained import each_contained
from .explained import settle
from .in_force import check_edition
from .kinds import KINDS
from .round_kinds import judge_rounds
from .rules_of_issue import check_rules
from .schemas import judge_batch
from .seals import check_seal
from .standing import as_listed, check_file, with_standing
from .succession import check_succession

AT_ONCE = 10_000  # returns judged in one go: pandera's time goes with its calls, memory with the rows of each
# Errors send a return back; the rest asks for a word or a look. Each has its schema.
_PASSES = ((Severity.ERROR,), (Severity.EXPLAIN, Severity.NOTICE))


def check_returns(returns: Iterable[Return], office: Office | None = None) -> list[Return]:
    """``returns`` in their order, with the findings of every rule of their editions added, as far as ``office`` knows
    what the rule needs. Returns that could not be read pass through as they are.
    """
    office = office or Office()
    read = [as_listed(item, office.roster) for item in returns]
    judged = [with_standing(item, office.roster) for item in read]
    places: dict[Form, list[int]] = {}  # the rules of one edition may differ by year
    for place, item in enumerate(judged):
        if item.record is not None:
            places.setdefault(office.edition(item.record.edition, item.record.year), []).append(place)
    for form, mine in places.items():
        for start in range(0, len(mine), AT_ONCE):
            some = mine[start : start + AT_ONCE]
            verdicts = each_contained(partial(_judge, form, office), [(read[place], judged[place]) for place in some])
            for place, verdict in zip(some, verdicts, strict=True):
                if isinstance(verdict, Exception):
                    verdict = [tell("CHECK-FAULT", reason=type(verdict).__name__)]
                judged[place] = judged[place].with_findings(verdict)
    for place, finding in duplicates(judged, office.roster).items():
        judged[place] = judged[place].with_findings(_as_graded(finding, judged[place], office))
    for place, findings in judge_rounds(judged, office).items():
        judged[place] = judged[place].with_findings(findings)
    return judged


def _as_graded(finding: Finding, item: Return, office: Office) -> list[Finding]:
    """``finding``, of no rule of a form, as the office's rules have it; none where it is not in force."""
    if office.rules is None or item.record is None:
        return [finding]
    graded = office.rules.graded(finding, item.record.year or office.year)
    return [graded] if graded is not None else []


def _judge(form: Form, office: Office, returns: Sequence[tuple[Return, Return]]) -> list[list[Finding]]:
    """The findings of each of ``returns``, all of one edition: as they were read, and as they stand in the roster."""
    batch = gather(form, load_layout(form), [item for _, item in returns], office)
    return [
        [
            settle(one, batch.records[row], form, lacking=_lacking(batch, row, one), roster=office.roster)
            for one in findings
        ]
        + check_seal(returns[row][0], office.seal_key, office.roster)
        + check_file(returns[row][0], office.roster)
        + check_succession(returns[row][0], batch.layout, office)
        + check_edition(returns[row][0], office.year)
        + check_rules(returns[row][0], form)
        for row, findings in enumerate(_findings(batch))
    ]


def _lacking(batch: Batch, row: int, finding: Finding) -> bool:
    """Whether a government's summary lacks organs, by its own word, of which ``finding`` may come: held against last
    year's figures, what is not summed is a difference.
    """
    stated = read_coverage(batch.records[row].coverage)
    if stated is None or stated.complete:
        return False
    rule = batch.form.by_rule.get(finding.rule)
    return rule is not None and any(relation.needs_prior for relation in rule.relations)


def _findings(batch: Batch) -> list[list[Finding]]:
    """The findings of each return, in the order of the rules."""
    order = {rule.id: number for number, rule in enumerate(batch.form.rules)}
    found: list[list[tuple[int, int, list[Finding]]]] = [[] for _ in batch.records]
    for severities in _PASSES:
        rules = [rule for rule in batch.form.rules if rule.kind in KINDS and rule.severity in severities]
        for failure in judge_batch(batch, rules):
            told = KINDS[failure.rule.kind].tell(batch, failure.rule, failure.instance, failure.row)
            found[failure.row].append((order[failure.rule.id], failure.instance, told))
    return [[one for *_, told in sorted(mine, key=lambda x: x[:2]) for one in told] for mine in found]
