"""VALUES.json, checked against the form: what goes into which input cell, and what can't."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...form import Severity, Unit
from ...form.layout import Layout
from ...form.source import nearest
from ...ooxml.cell_text import CELL_UNITS, DIGITS, FORBIDDEN
from ...width import units

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_PARTS = ("cover", "fields", "narrative", "explanations")
_SHOWN = 20  # problems told at once


class ValuesError(Exception):
    """A workbook or a VALUES.json can't be used to fill. The text lists each problem with its remedy, in Chinese."""


@dataclass(slots=True)
class Entries:
    """What VALUES.json asks for, by the form's own ids; ``figures`` counts in steps, None empties a cell."""

    figures: dict[int, int | None] = field(default_factory=dict)
    totals: dict[int, int | None] = field(default_factory=dict)
    cover: dict[str, str] = field(default_factory=dict)
    narrative: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def raise_problems(self) -> None:
        """Raise ValuesError where anything is wrong."""
        if self.problems:
            more = len(self.problems) - _SHOWN
            rest = [f"同类问题另有 {more} 处"] if more > 0 else []
            raise ValuesError("\n".join(self.problems[:_SHOWN] + rest))


def read_entries(values: Mapping[str, object], layout: Layout) -> Entries:
    """``values`` (the content of VALUES.json) as Entries, with every problem found."""
    entries = Entries()
    for part in values:
        if part not in _PARTS:
            entries.problems.append(f"不认识“{part}”这一部分，{nearest(part, _PARTS)}")
    readers = {"cover": _cover, "fields": _fields, "narrative": _narrative, "explanations": _explanations}
    for part, reader in readers.items():
        content = values.get(part)
        if isinstance(content, Mapping):
            reader(entries, {str(key): value for key, value in content.items()}, layout)
        elif content is not None:
            entries.problems.append(f"“{part}”应为一组“代码: 值”")
    return entries


def _fields(entries: Entries, content: Mapping[str, object], layout: Layout) -> None:
    form = layout.form
    for code, value in content.items():
        item = form.by_code.get(code)
        if item is None:
            entries.problems.append(f"没有“{code}”这个填报项，{nearest(code, list(form.by_code))}")
            continue
        steps = _figure(entries, f"{code}（{item.label}）", value, item.unit)
        (entries.totals if item.computed else entries.figures)[item.index] = steps


def _figure(entries: Entries, what: str, value: object, unit: Unit) -> int | None:
    """``value`` in steps of ``unit``; None for a blank, and for a problem, which is noted."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = repr(value) if isinstance(value, float) else str(value).strip()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str) or not _NUMBER.fullmatch(text):
        entries.problems.append(f"{what}：“{value}”不是{'数' if unit.decimals else '整数'}，请只填数，不带单位和文字")
        return None
    number = Decimal(text)
    if len(number.normalize().as_tuple().digits) > DIGITS or abs(number.adjusted()) > DIGITS:
        entries.problems.append(f"{what}：{value} 超过 {DIGITS} 位数字，电子表格存不准，请核对")
        return None
    steps = number.scaleb(unit.decimals)
    if steps != steps.to_integral_value():
        allowed = f"最多 {unit.decimals} 位小数" if unit.decimals else "应为整数"
        entries.problems.append(f"{what}：{value} 的小数位太多，单位是{unit.label}，{allowed}")
        return None
    return int(steps)


def _cover(entries: Entries, content: Mapping[str, object], layout: Layout) -> None:
    known = _either({cell.id: cell.label for cell in layout.cover})
    for key, value in content.items():
        cover_id = _resolve(entries, "封面项", key, known)
        if cover_id is None:
            continue
        cell = layout.cover_cell(cover_id)
        if cell.kind == "zero":
            entries.cover[cover_id] = _choice(entries, key, value, layout)
        else:
            entries.cover[cover_id] = _text(entries, key, value)


def _choice(entries: Entries, key: str, value: object, layout: Layout) -> str:
    meant = {True: layout.yes, False: layout.no}[value] if isinstance(value, bool) else value
    if meant is None or (isinstance(meant, str) and meant.strip() in (layout.yes, layout.no, "")):
        return str(meant or "").strip()
    entries.problems.append(f"{key}：“{value}”不在可选范围，请写“{layout.yes}”“{layout.no}”或留空")
    return ""


def _narrative(entries: Entries, content: Mapping[str, object], layout: Layout) -> None:
    parts = layout.form.narrative
    inputs = {item.id: item for part in parts for item in part.inputs}
    labels = {part.id: part.title for part in parts} | {item.id: item.label for item in inputs.values()}
    known = _either(labels)
    for key, value in content.items():
        part_id = _resolve(entries, "文字部分", key, known)
        if part_id in inputs:
            unit = inputs[part_id].unit
            steps = _figure(entries, key, value, unit)
            entries.narrative[part_id] = "" if steps is None else unit.text(steps)
        elif part_id is not None:
            entries.narrative[part_id] = _text(entries, key, value)


def _explanations(entries: Entries, content: Mapping[str, object], layout: Layout) -> None:
    """A rule's bare id speaks for all its instances; one that names its instance speaks over it."""
    rules = layout.form.by_rule
    known = {check.id: check.id for check in layout.checks if rules[check.rule].severity is Severity.EXPLAIN}
    for key, value in sorted(content.items(), key=lambda item: "@" in item[0]):
        if instances := [name for name in known if name == key or name.startswith(f"{key}@")]:
            entries.explanations.update(dict.fromkeys(instances, _text(entries, key, value)))
        else:
            _resolve(entries, "需说明的规则", key, known)


def _either(labels: Mapping[str, str]) -> dict[str, str]:
    """Ids by themselves and by their Chinese label."""
    return {label: name for name, label in labels.items()} | {name: name for name in labels}


def _resolve(entries: Entries, what: str, key: str, known: Mapping[str, str]) -> str | None:
    if key in known:
        return known[key]
    entries.problems.append(f"没有“{key}”这个{what}，{nearest(key, list(dict.fromkeys(known)))}")
    return None


def _text(entries: Entries, key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        entries.problems.append(f"{key}：应为文字")
        return ""
    text = str(value)
    if units(text) > CELL_UNITS:
        entries.problems.append(f"{key}：超过 {CELL_UNITS} 字，一个单元格放不下，请缩短")
    elif FORBIDDEN.search(text):
        entries.problems.append(f"{key}：含有工作簿里不能有的控制字符，请删去")
    else:
        return text
    return ""
