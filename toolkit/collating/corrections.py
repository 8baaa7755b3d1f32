"""corrections.csv: each figure that the office changed after it came, with who did it and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..form import Field, Form
from ..form.layout import load_layout
from ..records import Correction, inputs_of
from ..rollup import Entry, Summary
from ..written import CORRECTIONS
from .factlist import read_list, write_list
from .inbox import CollatingError

_COLUMNS = (
    "agency_code", "agency_name", "field", "label", "sheet", "cell", "old", "new", "day", "by", "reason", "line",
)  # fmt: skip

Corrected = Mapping[str, tuple[Correction, ...]]  # by the code of the organ


def write_corrections(summary: Summary, folder: Path) -> None:
    """Writes those of the returns that count in ``summary`` into ``folder``, in the order of the tree; nothing where
    there are none.
    """
    rows = [row for _, entry in summary.tree() for row in _rows(summary.form, entry)]
    if rows:
        write_list(folder / CORRECTIONS, _COLUMNS, rows)


def _rows(form: Form, entry: Entry) -> Iterator[tuple[object, ...]]:
    chosen = entry.chosen
    if chosen is None or chosen.record is None or chosen.record.edition != form.edition:
        return
    for one in chosen.corrections:
        field = form.fields[one.field]
        figures = ("" if steps is None else field.unit.text(steps) for steps in (one.old, one.new))
        about = (field.code, field.label, *chosen.record.place(one.field, load_layout(form)))
        yield (entry.line.code, entry.line.name, *about, *figures, one.day, one.by, one.reason, one.line)


def read_corrections(folder: Path, form: Form) -> Corrected:
    """The corrections that ``folder`` lists, of fields of ``form``; none where it has no such list. Raises
    CollatingError where it is none.
    """
    path = folder / CORRECTIONS
    if not path.exists():
        return {}
    found: dict[str, tuple[Correction, ...]] = {}
    for number, row in enumerate(read_list(path, _COLUMNS), start=2):
        field = form.by_code.get(row["field"])
        if field is not None:
            try:
                old, new = (_steps(row[name], field) for name in ("old", "new"))
                line = int(row["line"] or 0)
            except (InvalidOperation, ValueError):
                raise CollatingError(f"“{path}”第 {number} 行的数字改坏了，请重新汇总") from None
            one = Correction(field.index, old, new, row["reason"], row["by"], row["day"], line)
            found[row["agency_code"]] = (*found.get(row["agency_code"], ()), one)
    return found


def _steps(text: str, field: Field) -> int | None:
    return int(Decimal(text).scaleb(field.unit.decimals)) if text else None


def corrections_in(corrected: Corrected, form: Form, code: str, field: Field) -> tuple[Correction, ...]:
    """Those that made the figure ``field`` of organ ``code``: of itself, or of what it is the total of."""
    inside = inputs_of(form, field.index)
    return tuple(one for one in corrected.get(code, ()) if one.field in inside)
