"""The content of VALUES.json held against the form: what it gives for each field, cover line, section and rule."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from ..form import Unit
from ..form.layout import Layout
from ..form.source import nearest
from .content import Content

PARTS = ("cover", "fields", "narrative", "explanations")


class ValuesError(Exception):
    """VALUES.json can't be used. The text names the entry, what is there and what should be, in Chinese."""


def read_given(values: Mapping[str, object], layout: Layout) -> Content:
    """What ``values`` gives, by the ids of the layout; figures that are not given are None.

    Cover lines and sections may be named by id or by their printed label. Raises ValuesError for a name that the
    form does not have (naming the nearest that it has), and for a figure that is no exact number of its unit.
    """
    for part in values:
        if part not in PARTS:
            raise ValuesError(f"VALUES 里不认识“{part}”，{nearest(part, PARTS)}")
    form = layout.form
    figures: list[int | None] = [None] * len(form.fields)
    for code, given in _part(values, "fields").items():
        field = form.by_code.get(code)
        if field is None:
            raise ValuesError(f"没有“{code}”这个字段，{nearest(code, [item.code for item in form.inputs])}")
        if field.computed:
            raise ValuesError(f"“{code}”（{field.label}）由公式得出，不能填；请删去")
        figures[field.index] = read_figure(given, field.unit, f"“{code}”（{field.label}）")
    cover_names = {cell.label: cell.id for cell in layout.cover if not cell.text}
    section_names = {part.title: part.id for part in form.narrative}
    inputs = {item.id: item for part in form.narrative for item in part.inputs}
    section_names |= {item.label: item.id for item in inputs.values()}
    narrative = _named(_part(values, "narrative"), section_names, "文字部分")
    for name, item in inputs.items():
        if name in narrative:
            figure = read_figure(narrative[name], item.unit, f"“{name}”（{item.label}）")
            narrative[name] = "" if figure is None else item.unit.text(figure)
    rules = {check.id: check.id for check in layout.checks}
    return Content(
        tuple(figures),
        _named(_part(values, "cover"), cover_names, "封面"),
        narrative,
        _named(_part(values, "explanations"), rules, "情况说明"),
    )


def read_figure(given: object, unit: Unit, where: str) -> int | None:
    """``given`` in steps of ``unit``; None for null or an empty text. Raises ValuesError for what is no such number."""
    if given is None or given == "":
        return None
    try:
        if isinstance(given, bool) or not isinstance(given, int | float | str | Decimal):
            raise InvalidOperation
        steps = Decimal(str(given)).scaleb(unit.decimals)
        if not steps.is_finite() or steps != steps.to_integral_value():
            raise InvalidOperation
    except InvalidOperation:
        kind = f"最多 {unit.decimals} 位小数的数" if unit.decimals else "整数"
        raise ValuesError(f"{where}应为{kind}，现为 {given!r}") from None
    return int(steps)


def _part(values: Mapping[str, object], name: str) -> dict[str, object]:
    part = values.get(name) or {}
    if not isinstance(part, Mapping):
        raise ValuesError(f"VALUES 的“{name}”应为 {{…}}，现为 {part!r}")
    return {str(key): value for key, value in part.items()}


def _named(given: Mapping[str, object], labels: Mapping[str, str], what: str) -> dict[str, str]:
    """``given`` by id, whether it was named by id or by label."""
    ids = set(labels.values())
    named: dict[str, str] = {}
    for name, value in given.items():
        if name not in ids and name not in labels:
            raise ValuesError(f"{what}没有“{name}”这一项，{nearest(name, sorted(ids | set(labels)))}")
        named[name if name in ids else labels[name]] = "" if value is None else str(value)
    return named
