"""Who stands where in the tree: townships, governments' own offices and governments at levels that can't be theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..values import folded
from .faults import Fault, with_codes
from .model import RosterLine
from .words import DEPARTMENT, GOVERNMENT, LEVELS, OFFICE, TOWNSHIP

_PROVINCE, _LOWEST = LEVELS[0], LEVELS[-1]
_NAMED = 3


def rank_faults(lines: Sequence[RosterLine]) -> list[Fault]:
    """What would put figures into the sum of another government, or twice into its own."""
    by_code = with_codes(lines)
    offices: dict[str, RosterLine] = {}
    faults: list[Fault] = []
    for line in filter(_is_live, lines):
        above = by_code.get(line.parent)
        if above is not None and above.is_government and above is not line:
            faults += _below(line, above, by_code)
        if line.kind == TOWNSHIP and line.level == _PROVINCE:
            faults.append((line.row, "level", f"{TOWNSHIP}不会是“{_PROVINCE}”一级，请填“{_LOWEST}”"))
        if line.kind == OFFICE and line.parent:
            first = offices.setdefault(line.parent, line)
            if first.code != line.code and first.name != line.name:  # else told as the same unit twice
                whose = f"“{above.name}”" if above is not None else "这个上级"
                faults.append((line.row, "kind", _second(whose, first)))
    return faults


def _is_live(line: RosterLine) -> bool:
    """Whether it has a place in the tree still: what has become part of another organ puts figures nowhere."""
    return not line.merged_into


def _below(line: RosterLine, above: RosterLine, by_code: Mapping[str, RosterLine]) -> Iterator[Fault]:
    if not {line.level, above.level} <= set(LEVELS):
        return  # told at its own cell
    if line.kind == OFFICE and line.level != above.level:
        yield (
            line.row,
            "level",
            f"{OFFICE}“{line.name}”填的是“{line.level}”，它的政府“{above.name}”（第 {above.row} 行）是“{above.level}”，"
            f"两者应当一致；请改正层级，或改正上级代码",
        )
    elif line.kind != OFFICE and above.level == _PROVINCE and _LOWEST in (line.level, _kind_level(line)):
        yield (
            line.row,
            "parent",
            f"“{line.name}”是{_LOWEST}一级，不能直接隶属省级的“{above.name}”（第 {above.row} 行）；"
            "请填所在县（市、区）的代码，没有县的填所在市的代码",
        )
    elif (
        line.is_government
        and LEVELS.index(line.level) < LEVELS.index(above.level)
        and not _is_above(line, above, by_code)
    ):
        yield (
            line.row,
            "level",
            f"“{line.name}”填的是“{line.level}”，却在“{above.level}”一级的“{above.name}”（第 {above.row} 行）之下；"
            "请改正层级，或改正上级代码",
        )


def _is_above(line: RosterLine, other: RosterLine, by_code: Mapping[str, RosterLine]) -> bool:
    """Whether ``line`` is above itself by way of ``other``: a circle, which is told as such."""
    step: RosterLine | None = other
    passed: set[str] = set()
    while step is not None and step.code not in passed:
        if step.code == line.code:
            return True
        passed.add(step.code)
        step = by_code.get(step.parent)
    return False


def _kind_level(line: RosterLine) -> str:
    return _LOWEST if line.kind == TOWNSHIP else line.level


def _second(whose: str, first: RosterLine) -> str:
    return (
        f"{whose}已有一个{OFFICE}：第 {first.row} 行“{first.name}”，政府自己的数字会计入两次；"
        f"一个政府只有一个{OFFICE}，请把另一个改为部门，或删去一行"
    )


def rank_notices(lines: Sequence[RosterLine]) -> list[str]:
    """What may be right, and is worth a look; what is alike in one line."""
    lines = [line for line in lines if _is_live(line)]
    offices = {line.parent for line in lines if line.kind == OFFICE}
    parents = {line.parent for line in lines if line.parent}
    bare = [
        line
        for line in lines
        if line.kind == GOVERNMENT and line.level != _LOWEST and line.code in parents and line.code not in offices
    ]
    high = [line for line in lines if line.kind == TOWNSHIP and line.level not in (_PROVINCE, _LOWEST)]
    by_code = with_codes(lines)
    raised = [line for line in lines if _is_above_its_own(line, by_code)]
    twins = list(_twins(lines, by_code))
    notices = []
    if raised:
        notices.append(
            f"{named(raised)}的层级比所属的政府高，数字仍计入所属的政府；上级代码填错的请改正，没有填错的把层级改成与政府一致"
        )
    if twins:
        notices.append(f"{_each_twice(twins)}，会各算一家、各发一份；是同一个单位的请删去一行，不是的不用处理")
    if bare:
        notices.append(
            f"{named(bare)}没有{OFFICE}，政府自己的文件和申请没有单位报送，汇总里就没有；"
            f"由政府办公室（厅）报送的，把那一行的单位性质改为{OFFICE}；确实没有的不用处理"
        )
    if high:
        notices.append(f"{named(high)}是{TOWNSHIP}，层级一般填“{_LOWEST}”，请核对")
    return notices


def _is_above_its_own(line: RosterLine, by_code: Mapping[str, RosterLine]) -> bool:
    """Whether a department stands at a higher level than the government it is summed into."""
    above = by_code.get(line.parent)
    if line.kind != DEPARTMENT or above is None or not {line.level, above.level} <= set(LEVELS):
        return False
    return LEVELS.index(line.level) < LEVELS.index(above.level)


def _twins(lines: Sequence[RosterLine], by_code: Mapping[str, RosterLine]) -> Iterator[tuple[RosterLine, RosterLine]]:
    """Organs of one name below two governments, of which it begins with one: 丙县教育局 below 丙县 and its city."""
    first: dict[str, RosterLine] = {}
    for line in lines:
        other = first.setdefault(folded(line.name), line) if not line.is_government and line.name else line
        above = by_code.get(line.parent), by_code.get(other.parent)
        if other is not line and line.parent != other.parent and None not in above:
            begins = [folded(line.name).startswith(folded(one.name)) for one in above if one is not None and one.name]
            if any(begins) and not all(begins):
                yield other, line


def _each_twice(pairs: Sequence[tuple[RosterLine, RosterLine]]) -> str:
    shown = "、".join(f"“{one.name}”在第 {one.row} 行和第 {other.row} 行" for one, other in pairs[:_NAMED])
    more = f"等 {len(pairs)} 个单位" if len(pairs) > _NAMED else ""
    return f"{shown}{more}各有一个，上级不同"


def named(lines: Sequence[RosterLine]) -> str:
    """The first of ``lines`` by name and row, and how many they are."""
    shown = "、".join(f"{line.name}（第 {line.row} 行）" for line in lines[:_NAMED])
    return shown + (f"等 {len(lines)} 个单位" if len(lines) > _NAMED else "")
