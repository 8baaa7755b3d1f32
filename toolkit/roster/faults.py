"""What can be wrong with a roster: cell by cell (pandera), and in the tree that its lines make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..values import folded
from .model import RosterLine
from .spoken import near_kind, near_level
from .words import COLUMNS, KINDS, LEVELS, OFFICE, REQUIRED

if TYPE_CHECKING:
    import pandas as pd

Fault = tuple[int, str, str]  # row in the file, column name of RosterLine, what is wrong and how to mend it

_CELLS = {
    "filled": "没有填写，请补上",
    "code": "“{found}”不是单位代码：可能是表格软件改写的数字，请把该列设为文本后重新填写",
    "kind": f"“{{found}}”应为 {'、'.join(KINDS)} 之一{{near}}",
    "level": f"“{{found}}”应为 {'、'.join(LEVELS)} 之一{{near}}",
}
_NEAR = {"kind": near_kind, "level": near_level}


def cell_faults(lines: Sequence[RosterLine]) -> list[Fault]:
    """Faults that single cells have: blanks, codes that a spreadsheet mangled, unknown kinds and levels."""
    # pandera is slow to import and is only needed where a roster is read.
    import pandas as pd
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    names = (*REQUIRED, "merged_into", "split_from")
    frame = pd.DataFrame({name: [getattr(line, name) for line in lines] for name in names}, dtype=object)

    def filled(column: pd.Series[str]) -> pd.Series[bool]:
        return column.str.len() > 0

    def sound(column: pd.Series[str]) -> pd.Series[bool]:
        return ~column.str.fullmatch(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+|#.*|\d+\.\d+")

    def one_of(*choices: str) -> pa.Check:
        return pa.Check(lambda column: (column.str.len() == 0) | column.isin(choices), name="choice")

    full, code = pa.Check(filled, name="filled"), pa.Check(sound, name="code")
    schema = pa.DataFrameSchema({
        "code": pa.Column(object, [full, code]),
        "name": pa.Column(object, [full]),
        "parent": pa.Column(object, [code]),
        "kind": pa.Column(object, [full, one_of(*KINDS)]),
        "level": pa.Column(object, [full, one_of(*LEVELS)]),
        "merged_into": pa.Column(object, [code]),
        "split_from": pa.Column(object, [code]),
    })  # fmt: skip
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        told = zip(cases["index"], cases["column"], cases["check"], cases["failure_case"], strict=True)
        return [
            (
                lines[int(place)].row,
                str(name),
                _CELLS[str(name) if check == "choice" else str(check)].format(
                    found=found, near=_nearest(str(name), str(found))
                ),
            )
            for place, name, check, found in told
        ]
    return []


def _nearest(column: str, found: str) -> str:
    near = _NEAR[column](found) if found and column in _NEAR else ""
    return f"，最接近的是“{near}”" if near else ""


def is_fragment(line: RosterLine) -> bool:
    """Whether so little stands in ``line`` that it is a heading or a remark rather than an organ."""
    return sum(bool(getattr(line, name)) for name in REQUIRED) <= 1


def fragment_fault(line: RosterLine) -> Fault:
    """One fault for a line that ``is_fragment``, in place of one for each cell that is blank."""
    column = next((name for name in REQUIRED if getattr(line, name)), "code")
    texts = (getattr(line, column), *(getattr(line, name) for name in COLUMNS), *line.extra.values())
    shown = next(text for text in texts if text)
    told = f"这一行只有“{shown}”，不像一个单位；是小标题或说明的请删去这一行，是单位的请把其余各项补齐"
    return line.row, column, told


def with_codes(lines: Sequence[RosterLine]) -> dict[str, RosterLine]:
    """The first line with each code. One without a code is no line's parent, least of all that of a root."""
    return {line.code: line for line in reversed(lines) if line.code}


def tree_faults(lines: Sequence[RosterLine]) -> list[Fault]:
    """Faults between lines: codes and names that repeat, parents that can't be, circles."""
    faults: list[Fault] = []
    codes: dict[str, RosterLine] = {}
    names: dict[tuple[str, str], RosterLine] = {}
    for line in lines:
        first = codes.setdefault(line.code.casefold(), line) if line.code else line
        if first is not line:
            told = "重复" if first.code == line.code else f"“{first.code}”只差大小写"
            faults.append((line.row, "code", f"“{line.code}”与第 {first.row} 行{told}，请改正其中一个"))
        twin = names.setdefault((line.parent, folded(line.name)), line) if line.name else line
        if twin is not line:
            told = "重名" if twin.name == line.name else f"“{twin.name}”只差空格或全角、半角"
            faults.append((line.row, "name", f"同一上级下“{line.name}”与第 {twin.row} 行{told}，请加以区分"))
    by_code = with_codes(lines)
    return [*faults, *_parent_faults(lines, by_code, codes), *circle_faults(lines, by_code, "parent")]


def _parent_faults(
    lines: Sequence[RosterLine], by_code: Mapping[str, RosterLine], alike: Mapping[str, RosterLine]
) -> Iterator[Fault]:
    """``alike`` are the lines by their codes in lower case."""
    outside = [line for line in lines if line.parent and line.parent not in by_code]
    blank = [line for line in lines if not line.parent]
    # A city's extract of a province's roster: its own line names a parent that the file does not hold.
    extract = outside[0] if len(outside) == 1 and outside[0].is_government and not blank else None
    governed = any(line.is_government for line in lines)
    for line in lines:
        parent = by_code.get(line.parent)
        near = alike.get(line.parent.casefold())
        if line in outside and near is not None:
            yield line.row, "parent", f"“{line.parent}”与第 {near.row} 行的单位代码“{near.code}”只差大小写，请改成一样"
        elif line in outside and line is not extract:
            yield line.row, "parent", f"“{line.parent}”不在名录里，请补上这个单位或改正代码"
        elif parent is not None and not parent.is_government:
            yield line.row, "parent", _no_government(parent)
        elif not line.parent and governed and not line.is_government:
            yield line.row, "parent", "没有填写上级代码；只有最上级的汇总单位可以不填"


def _no_government(parent: RosterLine) -> str:
    told = f"上级“{parent.name}”（第 {parent.row} 行）的单位性质是“{parent.kind}”，应为汇总"
    if parent.kind == OFFICE:
        return f"{told}；请填它所属政府的代码" + (f"“{parent.parent}”" if parent.parent else "")
    if parent.kind in KINDS:
        return (
            f"{told}；下面确有单位报送的，把第 {parent.row} 行改为汇总，另加一行{OFFICE}报它自己的数字"
            f"（上级代码填“{parent.code}”）；否则请改正上级代码"
        )
    return told


def circle_faults(
    lines: Sequence[RosterLine], by_code: Mapping[str, RosterLine], column: str, *, least: int = 1
) -> Iterator[Fault]:
    """Each circle of ``least`` lines or more that the codes in ``column`` make, told once, at its first line."""
    settled: set[str] = set()
    for line in lines:
        trail: dict[str, RosterLine] = {}
        step: RosterLine | None = line
        while step is not None and step.code not in settled and step.code not in trail:
            trail[step.code] = step
            step = by_code.get(getattr(step, column).partition("、")[0])
        if step is not None and step.code in trail:
            codes = list(trail)
            circle = [trail[code] for code in codes[codes.index(step.code) :]]
            shown = "→".join(one.name for one in (*circle, circle[0]))
            if len(circle) >= least:
                row = min(one.row for one in circle)
                yield row, column, f"{COLUMNS[column]}绕成一圈（{shown}），请改正其中一个"
        settled.update(trail)
