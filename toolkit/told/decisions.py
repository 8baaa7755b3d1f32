"""What decisions did, in words: to the state of an organ, to figures of a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..form import Severity
from ..round.cutoffs import Written
from ..round.deciding import Decided
from ..round.effects import Effect
from ..wording import SEVERITIES, STATES

_SHOWN = 5  # figures of one organ


def decided_lines(one: Decided) -> Iterator[str]:
    """What was decided, and what it changed."""
    yield f"已记账第 {one.n} 号：{one.said}"
    if one.before is None or one.now is None:
        return
    before, now = STATES[one.before.state], STATES[one.now.state]
    chosen = one.now.chosen
    counts = "，".join(f"{SEVERITIES[kind]} {count}" for kind in Severity if chosen and (count := chosen.count(kind)))
    moved = f"{before} → {now}" if before != now else now
    yield f"重新校验：{moved}" + (f"（{counts}）" if counts else "")


def frozen_lines(done: Written) -> Iterator[str]:
    """Of frozen summaries that are not as they were, and of those that nobody noted."""
    for name in done.unnoted:
        yield f"注意：{name} 是一次中断的汇总写下的，没有记账；请不要用"
    for number in done.edited:
        yield edited_words(number)


def edited_words(number: int) -> str:
    """What is told of a frozen summary that is not as it was."""
    return f"注意：冻结的汇总“汇总/{number}”不在了或被改动过，与截止时不同；请从备份恢复"


def effects_lines(effects: Sequence[Effect]) -> Iterator[str]:
    """The figures that decisions made otherwise, a few of each organ."""
    by_organ: dict[str, list[Effect]] = {}
    for one in effects:
        by_organ.setdefault(one.line.code, []).append(one)
    if effects:
        yield f"因更正和决定而与原报不同的数 {len(effects)} 个（全部见 decisions.csv）："
    for found in by_organ.values():
        yield from _effects_of_one(found)


def _effects_of_one(found: Sequence[Effect]) -> Iterator[str]:
    name = found[0].line.name
    if all(one.without is None for one in found) or all(one.value is None for one in found):
        counts = "原不计入，现计入" if found[0].without is None else "原计入，现不计入"
        yield f"  {name}  {counts}，{len(found)} 个数（账上第 {_numbers(found)} 号）"
        return
    for one in found[:_SHOWN]:
        unit = one.field.unit
        before, now = ("空白" if steps is None else unit.text(steps) for steps in (one.without, one.value))
        yield f"  {name}  {one.field.label}：{before} → {now}（账上第 {_numbers([one])} 号）"
    if len(found) > _SHOWN:
        yield f"  {name}  ……还有 {len(found) - _SHOWN} 个"


def _numbers(effects: Sequence[Effect]) -> str:
    return "、".join(map(str, sorted({line.n for one in effects for line in one.lines})))
