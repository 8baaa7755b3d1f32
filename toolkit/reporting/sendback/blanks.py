"""Many cells that a table leaves blank, told together: for the organ they are one thing to see to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...a1 import address, position, range_of, rectangles
from ...findings import Finding
from ...form.layout import Layout
from ...form.sendback import Words
from ..text import SHOWN
from .slip import Slip

_RANGES = 8  # that are named


def with_blanks_together(slips: Sequence[Slip], layout: Layout | None, words: Words) -> tuple[Slip, ...]:
    """``slips`` with the blanks of each table as one, where they are more than would be told one by one."""
    if layout is None:
        return tuple(slips)
    by_rule = layout.form.by_rule
    tables: dict[str, list[int]] = {}
    for index, slip in enumerate(slips):
        rule = by_rule.get(slip.lead.rule)
        if rule is not None and rule.kind == "filled" and slip.lead.field:
            tables.setdefault(slip.lead.key, []).append(index)
    if sum(map(len, tables.values())) <= SHOWN:
        return tuple(slips)
    several = [mine for mine in tables.values() if len(mine) > 1]
    together = {mine[0]: _together([slips[index] for index in mine], layout, words) for mine in several}
    taken = {index for mine in several for index in mine[1:]}
    return tuple(together.get(index, slip) for index, slip in enumerate(slips) if index not in taken)


def _together(slips: Sequence[Slip], layout: Layout, words: Words) -> Slip:
    """The one slip of all blanks of a table; what comes of any of them lies beneath it."""
    each = tuple(slip.lead for slip in slips)
    beneath = tuple(finding for slip in slips for finding in slip.beneath)
    return Slip(_lead(each, layout, words), beneath, each)


def _lead(each: Sequence[Finding], layout: Layout, words: Words) -> Finding:
    first = each[0]
    ranges = rectangles(position(finding.cell) for finding in each if finding.sheet == first.sheet)
    shown = "、".join(map(range_of, ranges[:_RANGES])) + ("……" if len(ranges) > _RANGES else "")
    table = layout.sheet(first.key).short
    message = words.say("blanks", table=table, cells=shown, count=len(each))
    return replace(first, message=message, field="", label="", cell=address(*ranges[0][:2]))
