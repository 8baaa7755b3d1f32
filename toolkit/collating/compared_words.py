"""What changed between two summaries, told to an office: which organs, then each figure with whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..rollup import State
from ..wording import STATES
from .causes import MainCauses
from .comparing import Change, Compared
from .why import Reason

_FIGURES = 40  # where the text is capped
_STATES = 10
_NAMED = 6
CAUSES = 3  # that are told of one change
STATE_WORDS = {**{state.value: STATES[state] for state in State}, "": "不在名录"}


def words_of(found: Compared, *, capped: bool) -> Iterator[str]:
    """The lines of ``found``; ``capped`` leaves out what is beyond a screen or two, with its count."""
    first, second = (f"{one.title}（{one.year} 年度）" for one in (found.first, found.second))
    yield f"先前：{first}　后来：{second}"
    yield f"{len(found.changes)} 个数字不同，{len(found.moved)} 个单位的报送状态不同"
    yield from filter(None, (found.first.edited, found.second.edited))
    yield from _organs(found)
    if found.not_comparable:
        labels = [field.label for field in found.not_comparable]
        yield f"两版格式不可比、没有比较的 {len(labels)} 项：{_some(labels, 8)}"
    for moved in found.moved[: _STATES if capped else None]:
        yield f"  {moved.name}（{moved.code}）：{STATE_WORDS[moved.before]} → {STATE_WORDS[moved.after]}"
    if capped and len(found.moved) > _STATES:
        yield f"  ……另有 {len(found.moved) - _STATES} 个单位"
    last = ""
    for change in found.changes[: _FIGURES if capped else None]:
        if change.code != last:
            remark = found.remark(change.code)
            yield f"{change.name}（{change.code}）" + (f"　{remark}" if remark else "")
            last = change.code
        yield f"  {_change(change)}"
        if told := cause_words(found.main_causes(change), change) or reason_words(found.reasons(change)):
            yield f"    {told}"
    if capped and len(found.changes) > _FIGURES:
        yield f"……另有 {len(found.changes) - _FIGURES} 个数字，用 --format xlsx 或 json 看全部"


def _organs(found: Compared) -> Iterator[str]:
    """Which organs changed, the one with the most figures first; which came, and which went."""
    changed = Counter((change.code, change.name) for change in found.changes if not change.is_government)
    if changed:
        named = [f"{name}（{count} 个）" for (_, name), count in changed.most_common()]
        yield f"数字有变的单位 {len(named)} 家：{_some(named, _NAMED)}"
    for label, lines in (("后来新有数字的", found.only_second), ("后来不再有数字的", found.only_first)):
        if lines:
            yield f"{label} {len(lines)} 家：{_some([name for _, name in lines], _NAMED)}"
    if found.unlike:
        named = [f"{one.now}（{one.code}，先前是“{one.then}”）" for one in found.unlike]
        yield f"代码相同、名称不同的 {len(named)} 家，按同一单位比较，请核对是不是：{_some(named, _NAMED)}"


def _some(names: Sequence[str], most: int) -> str:
    return "、".join(names[:most]) + (" 等" if len(names) > most else "")


def _change(change: Change) -> str:
    unit = change.field.unit
    rate = "" if change.rate is None else f"，{change.rate:+.1%}"
    told = f"{unit.text(change.before)} → {unit.text(change.after)}"
    told += f"（{_signed(change.difference, change)} {unit.label}{rate}）"
    if change.alike is not None and None not in change.alike and change.alike != (change.before, change.after):
        told += "；两次都有的单位 " + " → ".join(unit.text(steps) for steps in change.alike if steps is not None)
    return f"{change.field.label}：{told}　{change.field.code}"


def cause_words(causes: MainCauses, change: Change) -> str:
    """The organs that made a government's ``change``, the largest first and why; how many more, and their sum."""
    text, shown = change.field.unit.text, causes.largest(CAUSES)
    told = []
    for cause in shown.told:
        if cause.before is None:
            said = f"{cause.name} {'移入' if cause.elsewhere else '新有'} {text(cause.after or 0)}"
        elif cause.after is None:
            said = f"{cause.name} {'移出' if cause.elsewhere else '不再有'}，先前 {text(cause.before)}"
        else:
            sides = f"{text(cause.before)} → {text(cause.after)}"
            said = f"{cause.name} {sides}（{_signed(cause.difference, change)}）"
        why = reason_words(cause.reasons)
        told.append(f"{said}［{why}］" if why else said)
    if shown.more:
        told.append(f"其余 {shown.more} 家 {_signed(shown.rest, change)}")
    return "；".join(told)


def reason_words(reasons: Sequence[Reason]) -> str:
    """Why, the nearest reason first."""
    return "，".join(reason.words for reason in reasons)


def _signed(steps: int, change: Change) -> str:
    return ("+" if steps > 0 else "") + change.field.unit.text(steps)
