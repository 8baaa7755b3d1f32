"""What can be wrong with what a roster says of former codes, mergers and splits, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .days import day_of
from .faults import Fault, circle_faults, with_codes
from .model import RosterLine
from .words import COLUMNS, GOVERNMENT, OFFICE

_Codes = Mapping[str, RosterLine]


def succession_faults(lines: Sequence[RosterLine]) -> list[Fault]:
    """Codes that are two organs', organs that became part of what can't be, days that are none."""
    if not any(line.former_codes or line.merged_into or line.split_from or line.since for line in lines):
        return []
    by_code = with_codes(lines)
    former: dict[str, RosterLine] = {}
    faults: list[Fault] = []
    for line in lines:
        faults += _former_codes(line, by_code, former)
    for line in lines:
        if line.since and not day_of(line.since):
            told = f"“{line.since}”不是日期，请写到年、月、日，如 2025-03-01"
            faults.append((line.row, "since", told))
        faults += _merged(line, by_code, former)
        faults += _split(line, by_code)
    for column in ("merged_into", "split_from"):  # a line that names itself is told above
        faults += circle_faults(lines, by_code, column, least=2)
    return faults


def _former_codes(line: RosterLine, by_code: _Codes, former: dict[str, RosterLine]) -> Iterator[Fault]:
    """``former`` takes up the codes that are told of ``line``."""
    for code in line.codes[1:]:
        now, first = by_code.get(code), former.setdefault(code, line)
        if code == line.code:
            yield line.row, "former_codes", f"“{code}”就是这个单位现在的代码，请删去；没有换过代码的不填"
        elif now is not None:
            told = f"“{code}”是第 {now.row} 行“{now.name}”现在的代码，不能又是曾用代码，请改正其中一个"
            yield line.row, "former_codes", told
        elif first is not line:
            told = f"“{code}”也是第 {first.row} 行“{first.name}”的曾用代码，请只留在真正用过它的单位那一行"
            yield line.row, "former_codes", told


def _merged(line: RosterLine, by_code: _Codes, former: _Codes) -> Iterator[Fault]:
    above = by_code.get(line.parent)
    if above is not None and above.is_government and above.merged_into and not line.merged_into:
        into = by_code.get(above.merged_into)
        meant = f"“{into.code}”" if into is not None else "并入后的政府的代码"
        told = f"上级“{above.name}”（第 {above.row} 行）已经并入别的政府；请把上级代码改为{meant}，或填写这一行的“并入”"
        yield line.row, "parent", told
    if not line.merged_into:
        return
    into = by_code.get(line.merged_into)
    if into is line or line.merged_into in line.codes:
        yield line.row, "merged_into", "填的是这个单位自己的代码；请填并入后的单位的代码，没有并入别的单位的不填"
    elif into is None:
        yield line.row, "merged_into", _no_target(line.merged_into, by_code, former)
    elif line.is_government and not into.is_government:
        told = f"“{into.name}”（第 {into.row} 行）是{into.kind}；{GOVERNMENT}单位只能并入{GOVERNMENT}单位，请改正代码"
        yield line.row, "merged_into", told
    elif into.is_government and not line.is_government:
        told = (
            f"“{into.name}”（第 {into.row} 行）是{GOVERNMENT}单位，自己不报送；请填接收它的单位，如那个政府的{OFFICE}"
        )
        yield line.row, "merged_into", told


def _no_target(code: str, by_code: _Codes, former: _Codes) -> str:
    if code in former:
        line = former[code]
        return f"“{code}”是第 {line.row} 行“{line.name}”的曾用代码，请改为现用的“{line.code}”"
    if told := _near(code, by_code):
        return told
    return f"“{code}”不在名录里；请填并入后的单位的代码，名录里没有那个单位的，请先加上一行"


def _near(code: str, by_code: _Codes) -> str:
    """That only its case parts ``code`` from one on the roster; empty where there is none like it."""
    near = next((line for line in by_code.values() if line.code.casefold() == code.casefold()), None)
    if near is None or near.code == code:
        return ""
    return f"“{code}”与第 {near.row} 行的单位代码“{near.code}”只差大小写，请改成一样"


def _split(line: RosterLine, by_code: _Codes) -> Iterator[Fault]:
    if {*line.origins} & {*line.codes}:
        told = f"填的是这个单位自己的代码；请填分设以前的单位的代码，自己就是原单位的不填“{COLUMNS['split_from']}”"
        yield line.row, "split_from", told
        return
    for told in filter(None, (_near(code, by_code) for code in line.origins)):
        yield line.row, "split_from", told
    for origin in [by_code[code] for code in line.origins if code in by_code]:
        if origin.is_government is not line.is_government:
            told = (
                f"“{line.name}”是{line.kind}，“{origin.name}”（第 {origin.row} 行）是{origin.kind}；"
                f"{GOVERNMENT}单位只能分自{GOVERNMENT}单位，请改正代码"
            )
            yield line.row, "split_from", told
