"""What the office changed in a return after it came: applied to its figures, and told at their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..editions import load_edition
from ..findings import Finding, tell
from ..form import Form
from ..form.layout import load_layout
from ..records import Correction, Record, Return, recompute


def with_corrections(item: Return, corrections: Sequence[Correction]) -> Return:
    """``item`` with the newest correction of each figure made in it, totals worked out anew.

    ``item`` is as it was read: what its reading found in a cell that is corrected goes with what stood there. One whose
    old figure the return no longer has was meant for another version: it is told as lapsed, and not made; of one that
    the return already follows nothing is told.
    """
    record = item.record
    if record is None or not corrections:
        return item
    form, told, made = load_edition(record.edition), [], []
    values = list(record.values)
    for correction in {one.field: one for one in corrections}.values():
        here = values[correction.field]
        if here == correction.new:
            continue
        if here == correction.old:
            values[correction.field] = correction.new
            made.append(correction)
        told.append(_told(correction, record, form, "CORRECTED" if here == correction.old else "CORRECTION-LAPSED"))
    if not made:
        return item.with_findings(told)
    mended = {one.field for one in made}
    record = replace(record, values=recompute(form, values), unread=record.unread - mended)
    codes = {form.fields[index].code for index in mended}
    left = tuple(finding for finding in item.findings if finding.field not in codes)
    return replace(item, record=record, findings=left, corrections=tuple(made)).with_findings(told)


def _told(correction: Correction, record: Record, form: Form, wording: str) -> Finding:
    field = form.fields[correction.field]
    sheet, cell = record.place(correction.field, load_layout(form))
    here, old, new = (
        "空白" if steps is None else field.unit.text(steps)
        for steps in (record.values[correction.field], correction.old, correction.new)
    )
    return tell(
        wording,
        field=field.code,
        sheet=sheet,
        cell=cell,
        label=field.label,
        found=here,
        expected=new,
        old=old,
        day=correction.day,
        by=correction.by,
        reason=correction.reason,
    )
