"""A report for a terminal: grouped by return, worst first, repeats capped with a count."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..findings import Finding
from ..form import Severity
from ..records import Report, Return, Status
from ..width import columns, printable, wrap
from ..wording import SEVERITIES, STATUSES, status_words
from .repeats import SHARED, Slip, shared, slip_of
from .verdict import gravest, ranked, status_counts, totals

GENERAL = "总体情况"
SHOWN = 3  # of one kind in one return
LISTED = 20  # returns without a finding, by name
WIDEST = 120
NARROWEST = 40


def to_text(report: Report, width: int | None = None) -> str:
    """``report`` in lines of at most ``width`` columns (default: the terminal's, or 100 where there is none)."""
    room = max(NARROWEST, min(width or shutil.get_terminal_size((100, 24)).columns, WIDEST))
    common = shared(report.returns) if any(finding.rule == SHARED for finding in report.general) else {}
    lines = list(_general(report.general, room))
    clean = [item for item in report.returns if item.status is Status.ACCEPTED and not item.findings]
    for item in ranked(report.returns):
        if item.findings or item.status is not Status.ACCEPTED:
            lines += [*_return(item, room, common), ""]
    lines += _clean(clean, room)
    lines += wrap(total_line(report), room)
    return "\n".join(lines) + "\n"


def total_line(report: Report) -> str:
    """All counts in one line of words."""
    counts = totals(report)
    by_status = "，".join(f"{STATUSES[status]} {count}" for status, count in status_counts(report).items())
    by_severity = "，".join(f"{SEVERITIES[severity]} {counts[severity.value]} 处" for severity in Severity)
    aside = len(report.returns) - len(report.counted)
    also = f"；另有 {aside} 个已被同一单位的另一份取代，不计在内" if aside else ""
    return f"共 {counts['returns']} 个报送件：{by_status}；{by_severity}{also}"


def place(finding: Finding) -> str:
    """Where a finding is told, as people write it: ``表三 依申请公开!D31``."""
    return f"{finding.sheet}!{finding.cell}" if finding.sheet and finding.cell else finding.sheet or finding.cell


def told(finding: Finding) -> str:
    """The whole sentence: the place and the label before the message, where it does not name them itself."""
    where, label = place(finding), finding.label
    if finding.cell and f"!{finding.cell}" in finding.message:
        return finding.message
    if label and label not in finding.message:
        where = f"{where} {label}".strip()
    return f"{where}：{finding.message}" if where and where not in finding.message else finding.message


def said(finding: Finding) -> str:
    """The message alone, for where the place stands beside it."""
    at = finding.message.find(f"!{finding.cell} ") if finding.cell else -1
    depth = 0
    for index, character in enumerate(finding.message):
        depth += (character == "（") - (character == "）")
        if character == "：" and depth == 0 and index > at >= 0:
            return finding.message[index + 1 :]
    return finding.message


def _general(findings: Sequence[Finding], room: int) -> Iterator[str]:
    if findings:
        yield GENERAL
        for finding in findings:
            yield from _finding(finding, room)
        yield ""


def _return(item: Return, room: int, common: Mapping[Slip, object]) -> Iterator[str]:
    yield from wrap(printable(_head(item)), room, rest="    ")
    own = [finding for finding in item.findings if slip_of(item, finding) not in common]
    kinds: dict[tuple[str, bool], list[Finding]] = defaultdict(list)
    for finding in gravest(own):
        kinds[finding.rule, finding.settled].append(finding)
    for findings in kinds.values():
        shown = findings[:SHOWN]
        for finding, later in zip(shown, [*shown[1:], None], strict=True):
            yield from _finding(finding, room, remedy=later is None or later.fix != finding.fix)
        if len(findings) > SHOWN:
            yield from _more(findings[SHOWN:], room)
    if len(own) < len(item.findings):
        yield from wrap(f"另有 {len(item.findings) - len(own)} 处见上面“{GENERAL}”", room, "  ", "  ")


def _head(item: Return) -> str:
    counts = [f"{SEVERITIES[severity]} {item.count(severity)}" for severity in Severity if item.count(severity)]
    agency = ""
    if item.record:
        who = item.record.agency
        agency = f"　{who.name}（{who.code}）" if who.name and who.code else f"　{who.name or who.code}"
    return f"[{status_words(item)}] {item.file}{agency.rstrip('　')}　{'，'.join(counts)}".rstrip("　")


def _finding(finding: Finding, room: int, *, remedy: bool = True) -> Iterator[str]:
    state = "已说明" if finding.settled else SEVERITIES[finding.severity]
    lead = f"  {state}  "
    hang = " " * columns(lead)
    yield from wrap(printable(told(finding)), room, lead, hang)
    if finding.settled:
        yield from wrap(printable(f"情况说明：{finding.explanation}"), room, hang, hang)
    elif finding.fix and remedy:
        yield from wrap(printable(f"→ {finding.fix}（{finding.id}）"), room, hang, hang)


def _more(findings: Sequence[Finding], room: int) -> Iterator[str]:
    """The count of what is not told one by one, with as many of the places as go into one line."""
    text = f"同类问题另有 {len(findings)} 处"
    places = [place(finding) for finding in findings if finding.cell]
    if places:
        short = list(_without_repeated_sheet(places))
        shown = [
            f"{text}：{'、'.join(short[:count])}{'' if count == len(short) else '……'}"
            for count in range(len(short), 0, -1)
        ]
        text = next((line for line in shown if columns(printable(line)) + 10 <= room), text)
    yield from wrap(printable(text), room, " " * 10, " " * 10)


def _without_repeated_sheet(places: Iterable[str]) -> Iterator[str]:
    before = ""
    for name in places:
        sheet, _, cell = name.rpartition("!")
        yield cell if sheet == before else name
        before = sheet


def _clean(returns: Sequence[Return], room: int) -> Iterator[str]:
    if returns and len(returns) <= LISTED:
        for item in returns:
            yield from wrap(printable(_head(item)), room, rest="    ")
        yield ""
    elif returns:
        yield f"另有 {len(returns)} 个报送件没有问题"
        yield ""
