"""facts.parquet: every figure of a collation as a row of its own, with all that is known of it, typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..form import Form
from ..form.layout import load_layout
from ..rollup import Summary
from .blocks import Block, blocks

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "scope", "agency_code", "agency_name", "year", "edition", "table", "field", "row", "column", "value", "unit",
    "file", "sheet", "cell", "sha256",
)  # fmt: skip
_DIGITS = 38  # of the widest decimal that Parquet readers agree on
_ROWS_AT_ONCE = 500_000
_WORD = 2**63


def write_table(summaries: Sequence[tuple[Summary, bool]], path: Path) -> None:
    """Writes the facts of ``summaries`` (each with whether its sums count) to ``path``."""
    import pyarrow.parquet as pq

    decimals = max(field.unit.decimals for one, _ in summaries for field in one.form.fields)
    schema = _schema(decimals)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for one, summed in summaries:
            waiting: list[Block] = []
            most = max(1, _ROWS_AT_ONCE // len(one.form.fields))
            for block in blocks(one, summed=summed):
                waiting.append(block)
                if len(waiting) >= most:
                    writer.write_table(_table(one, waiting, schema, decimals))
                    waiting = []
            if waiting:
                writer.write_table(_table(one, waiting, schema, decimals))


def _schema(decimals: int) -> pa.Schema:
    import pyarrow as pa

    word = pa.dictionary(pa.int32(), pa.string())
    types = {"year": pa.int32(), "table": pa.int32(), "value": pa.decimal128(_DIGITS, decimals)}
    return pa.schema([(name, types.get(name, word)) for name in COLUMNS])


def _table(summary: Summary, waiting: list[Block], schema: pa.Schema, decimals: int) -> pa.Table:
    """One row group. Columns are made of indices into short lists of words, so that a million rows take moments."""
    import numpy as np
    import pyarrow as pa

    form = summary.form
    width, height = len(form.fields), len(waiting)
    each = np.repeat(np.arange(height, dtype=np.int32), width)  # the block of each row
    field = np.tile(np.arange(width, dtype=np.int32), height)  # the field of each row

    def words(of: Any, texts: list[str]) -> pa.Array:
        unique = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        places = np.array([unique[text] for text in texts], dtype=np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(places[of]), pa.array(list(unique), pa.string()))

    sheets, cells = _places(waiting, form)
    at = np.arange(height * width, dtype=np.int32)
    columns = {
        "scope": words(each, [block.scope for block in waiting]),
        "agency_code": words(each, [block.code for block in waiting]),
        "agency_name": words(each, [block.name for block in waiting]),
        "year": pa.array(np.full(len(each), summary.year, dtype=np.int32)),
        "edition": words(np.zeros(len(each), dtype=np.int32), [form.edition]),
        "table": pa.array(np.array([item.table_number for item in form.fields], dtype=np.int32)[field]),
        "field": words(field, [item.code for item in form.fields]),
        "row": words(field, ["/".join(item.row) for item in form.fields]),
        "column": words(field, ["/".join(item.column) for item in form.fields]),
        "value": _decimals([value for block in waiting for value in block.values], form, height, decimals),
        "unit": words(field, [item.unit.label for item in form.fields]),
        "file": words(each, [block.returned.file if block.returned else "" for block in waiting]),
        "sheet": words(at, sheets),
        "cell": words(at, cells),
        "sha256": words(each, [block.returned.sha256 if block.returned else "" for block in waiting]),
    }
    table = pa.Table.from_arrays([columns[name].cast(schema.field(name).type) for name in COLUMNS], schema=schema)
    blank = columns["value"].null_count
    return table.filter(columns["value"].is_valid()) if blank else table


def _places(waiting: list[Block], form: Form) -> tuple[list[str], list[str]]:
    layout = load_layout(form)
    usual = [layout.place(index) for index in range(len(form.fields))]
    usual_sheets, usual_cells = [place[0] for place in usual], [place[1] for place in usual]
    none = [""] * len(usual)
    sheets: list[str] = []
    cells: list[str] = []
    for block in waiting:
        record = block.returned.record if block.returned else None
        if record is None:
            sheets += none
            cells += none
        elif not record.moved:
            sheets += usual_sheets
            cells += usual_cells
        else:
            places = [record.place(index, layout) for index in range(len(usual))]
            sheets += [place[0] for place in places]
            cells += [place[1] for place in places]
    return sheets, cells


def _decimals(values: list[int | None], form: Form, height: int, decimals: int) -> pa.Array:
    """``values`` as exact decimals. Those of up to 63 bits, as all but absurd ones are, go by their bytes."""
    import numpy as np
    import pyarrow as pa

    kind = pa.decimal128(_DIGITS, decimals)
    scales = [10 ** (decimals - item.unit.decimals) for item in form.fields]
    steps = [None if v is None else v * scale for v, scale in zip(values, scales * height, strict=True)]
    if None in steps or max(map(abs, steps), default=0) >= _WORD:  # type: ignore[arg-type]
        from decimal import Decimal

        return pa.array([None if step is None else Decimal(step).scaleb(-decimals) for step in steps], kind)
    low = np.array(steps, dtype=np.int64)
    pairs = np.stack([low, low >> 63], axis=1)
    return pa.Array.from_buffers(kind, len(low), [None, pa.py_buffer(pairs.tobytes())])
