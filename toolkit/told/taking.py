"""What taking in returns brought, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..form import Severity
from ..records import Return
from ..round.taking import Changed, Taken
from ..wording import SEVERITIES, STATES, status_words


def told_of(taken: Taken) -> Iterator[str]:
    """What came, and what changed for whom."""
    if not taken.returns:
        yield f"没有新的报送件（看过的 {taken.unchanged} 份没有变化）"
    else:
        yield f"新收 {len(taken.returns)} 份" + (f"（另有 {taken.unchanged} 份没有变化）" if taken.unchanged else "")
        yield from (_arrived(item) for item in taken.returns)
    for one in taken.changed:
        yield f"{one.entry.line.name}（{one.entry.line.code}）：{changed_words(one)}"
        yield from _of_corrections(one)
    yield from refused_lines(taken)


def _arrived(item: Return) -> str:
    name = item.record.agency.name if item.record else ""
    counts = "，".join(f"{SEVERITIES[one]} {count}" for one in Severity if (count := item.count(one)))
    return f"  {status_words(item)}  {name or '看不出单位'}  {item.file}" + (f"（{counts}）" if counts else "")


def changed_words(one: Changed) -> str:
    """How an organ stood and stands now."""
    now = one.entry.state
    said = f"{STATES[one.before]} → {STATES[now]}" if one.before != now else STATES[now]
    figures = f"，与先前计入的相比有 {one.figures} 个数不同" if one.figures else ""
    choice = "，有几份保存时间相同、数字不同，请选定一份" if one.entry.rivals else ""
    return f"{said}{figures}{choice}"


def _of_corrections(one: Changed) -> Iterator[str]:
    """What becomes of earlier corrections in the return that counts now."""
    for finding in one.entry.chosen.findings if one.entry.chosen else ():
        if finding.rule.startswith("CORRECT"):
            yield f"  更正  {finding.sheet}!{finding.cell} {finding.label}：{finding.message}"


def refused_lines(taken: Taken) -> Iterator[str]:
    """What could not be had, and why."""
    for name, finding in taken.refused.items():
        yield f"现在读不了，没有收下：{name}：{finding.message}。{finding.fix}"


def beside_lines(taken: Taken) -> Iterator[str]:
    """What was not looked at, and why."""
    yield from (f"{finding.message}。{finding.fix}" for finding in taken.findings)
    yield from (f"未读取 {count} 个：{reason}" for reason, count in taken.passed_over.items())
