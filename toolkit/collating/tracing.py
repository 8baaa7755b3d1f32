"""Where a figure of a summary came from, and what a return contributed to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..form import Field
from ..records import Correction
from ..wording import other_year
from .corrections import corrections_in
from .inbox import CollatingError, same_file
from .shelf import Shelf, open_summary


@dataclass(frozen=True, slots=True)
class Contribution:
    """One figure that is in a sum, in steps of the field's unit, with its place; ``corrections`` are those that the
    office made in it, or in what it is the total of.
    """

    code: str
    name: str
    field: Field
    value: int
    file: str
    sheet: str
    cell: str
    corrections: tuple[tuple[Field, Correction], ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that one figure of one government is the sum of, the largest first.

    ``total`` is what the contributions add up to, ``stated`` what the summary says. Of a total they may differ by what
    the ``partial`` organs gave: some of its parts, so that they have no total of their own. Else they differ only where
    a file of the summary was changed by hand. ``edited`` says in Chinese which files were.
    """

    code: str
    name: str
    field: Field
    contributions: tuple[Contribution, ...]
    total: int
    stated: int | None
    partial: tuple[str, ...] = ()
    edited: str = ""


@dataclass(frozen=True, slots=True)
class FileTrace:
    """What a return contributed: its figures, and the governments whose sums they are in, the nearest first."""

    file: str
    code: str
    name: str
    governments: tuple[tuple[str, str], ...]
    contributions: tuple[Contribution, ...]
    edited: str = ""


def trace_field(summary: str | Path, field: str, *, government: str | None = None) -> Trace:
    """Every figure that ``field`` (a code, a place or labels) of ``government`` (a code or name; default: the top one)
    is the sum of.

    Raises CollatingError for an unknown field (naming the nearest) or one of several, an unknown government, or where
    the summary has several at the top and none was named.
    """
    shelf = open_summary(Path(summary))
    item = shelf.find_field(field)
    if government is None and len(shelf.tops) != 1:
        raise CollatingError(f"这份汇总有 {len(shelf.tops)} 个最上级单位，请用 --government 指明一个")
    top = shelf.find_line(government) if government else shelf.tops[0]
    import pyarrow.compute as pc

    rows = shelf.facts.filter(pc.equal(shelf.facts["field"], item.code)).to_pylist()
    stated = next((_steps(row, item) for row in rows if row["agency_code"] == top), None)
    found = [
        _contribution(shelf, row, item) for row in rows if _contributes(row) and shelf.is_below(row["agency_code"], top)
    ]
    found.sort(key=lambda one: (-one.value, one.code))
    total = sum(one.value for one in found)
    partial = _partial(shelf, {one.code for one in found}, top) if item.computed and total != stated else ()
    return Trace(top, shelf.lines[top]["agency_name"], item, tuple(found), total, stated, partial, shelf.edited)


def trace_file(summary: str | Path, file: str) -> FileTrace:
    """What the return called ``file`` contributed. Raises CollatingError where it is in no sum, and says why."""
    shelf = open_summary(Path(summary))
    names = shelf.facts["file"].unique().to_pylist()
    meant = [name for name in names if name and same_file(name, file)]
    meant = meant or [name for name in names if name and Path(name).name == Path(file).name]
    if len(meant) != 1:
        raise CollatingError(_why_not(shelf, file, meant))
    import pyarrow.compute as pc

    rows = shelf.facts.filter(pc.equal(shelf.facts["file"], meant[0])).to_pylist()
    organs = {row["agency_code"]: row["agency_name"] for row in rows}
    if len(organs) > 1:  # as where the names of persons, which told them apart, were left out
        whose = "、".join(f"{name}（{code}）" for code, name in organs.items())
        raise CollatingError(f"叫“{file}”的报送件有 {len(organs)} 份，是{whose}的，凭文件名分不清；请用填报项代码查")
    figures = tuple(_contribution(shelf, row, shelf.form.by_code[row["field"]]) for row in rows)
    code = rows[0]["agency_code"]
    above: list[tuple[str, str]] = []
    step = shelf.lines[code]["parent_code"] if rows[0]["scope"] == "organ" else code
    while step in shelf.lines:
        above.append((step, shelf.lines[step]["agency_name"]))
        step = shelf.lines[step]["parent_code"]
    return FileTrace(meant[0], code, rows[0]["agency_name"], tuple(above), figures, shelf.edited)


def _partial(shelf: Shelf, whole: set[str], top: str) -> tuple[str, ...]:
    """The names of the organs below ``top`` that are in the sums, but for those with a figure here: ``whole``."""
    import pyarrow.compute as pc

    organs = shelf.facts.filter(pc.equal(shelf.facts["scope"], "organ"))
    names = dict(zip(organs["agency_code"].to_pylist(), organs["agency_name"].to_pylist(), strict=True))
    return tuple(name for code, name in names.items() if code not in whole and shelf.is_below(code, top))


def _contributes(row: dict[str, object]) -> bool:
    """An organ's figure, or one that a government's own summary gave; computed sums have no file."""
    return row["scope"] == "organ" or bool(row["file"])


def _contribution(shelf: Shelf, row: dict[str, object], field: Field) -> Contribution:
    columns = ("agency_code", "agency_name", "file", "sheet", "cell")
    code, name, file, sheet, cell = (str(row[column]) for column in columns)
    made = corrections_in(shelf.corrected, shelf.form, code, field)
    corrections = tuple((shelf.form.fields[one.field], one) for one in made)
    return Contribution(code, name, field, _steps(row, field), file, sheet, cell, corrections)


def _steps(row: dict[str, object], field: Field) -> int:
    from decimal import Decimal

    value = row["value"]
    assert isinstance(value, Decimal)
    return int(value.scaleb(field.unit.decimals))


def _reason(shelf: Shelf, item: dict[str, Any]) -> str:
    """Why a return, as findings.json has it, is in no sum: the first thing that would have kept it out."""
    code = item["agency"]["code"]
    if item["year"] not in (None, shelf.year):
        return f"是 {item['year']} 年度的，{other_year(shelf.year)}"
    if other := item.get("superseded_by"):
        return f"同一单位另有一份“{other}”，以那一份为准；那一份计入了哪里，请用 --file 查它"
    if item["status"] == "unreadable":
        return f"读不出来（{item['findings'][0]['message']}）"
    if code not in shelf.lines:
        return f"单位代码“{code}”不在单位名录里"
    errors = [finding["message"] for finding in item["findings"] if finding["severity"] == "error"]
    if errors:
        return f"已退回（{errors[0]}）"
    return f"不是这份汇总的年度或格式（{item['year']} 年度，{item['edition']} 版）"


def _why_not(shelf: Shelf, file: str, meant: Sequence[str]) -> str:
    if meant:
        return f"叫“{file}”的报送件有 {len(meant)} 份，请写全路径：{'、'.join(meant[:5])}"
    try:
        told = json.loads((shelf.path / "findings.json").read_text(encoding="utf-8"))["returns"]
    except (OSError, ValueError, KeyError):
        told = []
    for item in told:
        if same_file(item["file"], file) or Path(item["file"]).name == Path(file).name:
            return f"“{item['file']}”没有计入这份汇总：{_reason(shelf, item)}"
    return f"“{file}”不在这份汇总的报送件里，请核对文件名"
