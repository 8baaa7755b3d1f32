"""fields.csv: each field of the editions in facts.csv, once: what its rows leave out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..form import Form
from ..form.layout import load_layout
from .factlist import read_list, write_list

_NAME = "fields.csv"
_COLUMNS = ("edition", "field", "table", "row", "column", "unit", "sheet", "cell")


def write_fields(forms: Iterable[Form], folder: Path) -> None:
    """Writes the fields of ``forms`` into ``folder``, those of each edition once."""
    once = {form.edition: form for form in forms}
    write_list(folder / _NAME, _COLUMNS, (row for form in once.values() for row in _rows(form)))


def _rows(form: Form) -> Iterable[tuple[object, ...]]:
    layout = load_layout(form)
    for item in form.fields:
        labels = ("/".join(item.row), "/".join(item.column))
        place = layout.place(item.index)
        yield (form.edition, item.code, item.table_number, *labels, item.unit.label, *place)


def read_places(folder: Path, edition: str) -> dict[str, tuple[str, str]]:
    """The sheet and cell of each field of ``edition`` by its code. Raises CollatingError where nothing says them."""
    rows = read_list(folder / _NAME, _COLUMNS)
    return {row["field"]: (row["sheet"], row["cell"]) for row in rows if row["edition"] == edition}
