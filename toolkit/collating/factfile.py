"""Reads the facts that an earlier collation wrote, from facts.parquet or facts.csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..csvtext import untamed
from ..form import Form, load_edition
from .facts import COLUMNS
from .inbox import CollatingError

if TYPE_CHECKING:
    import pyarrow as pa

Groups = dict[tuple[str, int | None], dict[str, tuple[int | None, ...]]]  # by (edition, year), then by code
NAMES = ("facts.parquet", "facts.csv")


def find_facts(path: Path) -> Path | None:
    """The file of facts that ``path`` is or holds; None where it has none."""
    if path.is_dir():
        return next((path / name for name in NAMES if (path / name).is_file()), None)
    return path if path.suffix.lower() in (".parquet", ".csv") else None


def read_table(path: Path, columns: tuple[str, ...] = COLUMNS) -> pa.Table:
    """``columns`` of the facts at ``path``: the year as a number, the value as a decimal, all else as text.

    Raises CollatingError where it is no file of facts.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pcsv
    import pyarrow.parquet as pq

    try:
        if path.suffix.lower() == ".parquet":
            table = pq.read_table(path, columns=list(columns))
        else:
            options = pcsv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string()), include_columns=columns)
            table = pcsv.read_csv(path, convert_options=options)
            table = table.set_column(columns.index("value"), "value", table["value"].cast(pa.decimal128(38, 6)))
            table = table.set_column(columns.index("year"), "year", table["year"].cast(pa.int32()))
    except (pa.ArrowException, KeyError, OSError) as error:
        reason = str(error).splitlines()[0][:120]
        raise CollatingError(f"“{path}”不是汇总生成的 facts 文件（{reason}），请给出汇总文件夹") from None
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        raise CollatingError(f"“{path}”缺少列 {'、'.join(missing)}，请给出汇总生成的 facts 文件")
    for index, name in enumerate(columns):
        if pa.types.is_dictionary(table.schema.field(name).type):
            table = table.set_column(index, name, table[name].cast(pa.string()))
    if path.suffix.lower() == ".csv":
        for index, name in enumerate(columns):
            if pa.types.is_string(table.schema.field(name).type):
                live = pc.match_substring_regex(table[name], "^'[=+\\-@\t\r]")
                if pc.any(live).as_py():
                    table = table.set_column(index, name, pa.array([untamed(text) for text in table[name].to_pylist()]))
    return table


def read_figures(path: Path) -> Groups:
    """All figures of the facts at ``path``, in steps of their units and the field order of their editions."""
    import pyarrow.compute as pc

    table = read_table(path, ("agency_code", "year", "edition", "field", "value"))
    groups: Groups = {}
    for edition in table["edition"].unique().to_pylist():
        of_edition = table.filter(pc.equal(table["edition"], edition))
        for year in of_edition["year"].unique().to_pylist():
            mine = of_edition.filter(pc.equal(of_edition["year"], year))
            groups[edition, year] = _grid(mine, load_edition(edition))
    return groups


def _grid(table: pa.Table, form: Form) -> dict[str, tuple[int | None, ...]]:
    """The figures of one edition and year, a row a code."""
    codes = table["agency_code"].combine_chunks().dictionary_encode()
    fields = table["field"].combine_chunks().dictionary_encode()
    names = codes.dictionary.to_pylist()
    places = [form.by_code[code].index if code in form.by_code else -1 for code in fields.dictionary.to_pylist()]
    rows: list[list[int | None]] = [[None] * len(form.fields) for _ in names]
    drops = [10 ** (table["value"].type.scale - item.unit.decimals) for item in form.fields]
    raw = _steps(table["value"].combine_chunks())
    for code, field, value in zip(codes.indices.to_pylist(), fields.indices.to_pylist(), raw, strict=True):
        if places[field] >= 0:
            rows[code][places[field]] = value // drops[places[field]]
    return {name: tuple(row) for name, row in zip(names, rows, strict=True)}


def _steps(column: pa.Array) -> list[int]:
    """``column`` of decimals as whole numbers of its smallest step, by their bytes where 63 bits hold them."""
    import numpy as np

    pairs = np.frombuffer(column.buffers()[1], dtype=np.int64).reshape(-1, 2)[column.offset :][: len(column)]
    if (pairs[:, 0] >> 63 == pairs[:, 1]).all():
        whole: list[int] = pairs[:, 0].tolist()
        return whole
    return [int(value.scaleb(column.type.scale)) for value in column.to_pylist()]
