"""A workbook that came back, with figures in it that the office corrected since; all else stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...form.layout import Layout
from ...stamp import stamp_of
from ..template.content import Draft
from ..template.live_formulas import formulas, results
from .arranged import stamped
from .entries import ValuesError
from .inside import by_sheet, content_of, issue_of
from .issued import IssuedWorkbook


def correct_workbook(data: bytes, layout: Layout, figures: Mapping[int, int | None]) -> bytes:
    """``data``, an xlsx file arranged as ``layout``, with ``figures`` (steps, by index in ``Form.fields``) in their
    input cells, and those results of its formulas that come to something else by them.

    Who saved it and when stays as it is noted there. Raises ValuesError where it is no workbook of ours that can be
    changed for certain.
    """
    issued = IssuedWorkbook(data, "")
    stamp, _ = stamp_of(stamped(issued))
    if stamp is None:
        raise ValuesError("不是本系统发放的模板")
    before, issue = content_of(issued, layout), issue_of(issued, layout, stamp)
    values = list(before.values)
    for index, steps in figures.items():
        values[index] = steps
    old = results(Draft(layout, issue, before))
    new = results(Draft(layout, issue, replace(before, values=tuple(values))))
    live = formulas(layout, collated=issue.collated)
    units = {index: layout.form.fields[index].unit for index in figures}
    issued.put(
        by_sheet(
            {
                layout.places[index]: "" if steps is None else units[index].number(steps)
                for index, steps in figures.items()
            }
        ),
        by_sheet({spot: new[spot] for spot in live if new[spot] != old[spot]}),
    )
    return issued.data()
