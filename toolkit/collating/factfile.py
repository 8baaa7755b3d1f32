"""Reads the facts that an earlier collation wrote, from facts.parquet or facts.csv."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..form import load_edition
from .csvtext import untamed
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
    names = ("agency_code", "year", "edition", "field", "value")
    table = read_table(path, names)
    groups: Groups = {}
    forms = {edition: load_edition(edition) for edition in table["edition"].unique().to_pylist()}
    rows: dict[tuple[str, int, str], list[int | None]] = {}
    for code, year, edition, field, value in zip(*(table[name].to_pylist() for name in names), strict=True):
        form = forms[edition]
        if field in form.by_code:
            mine = rows.setdefault((edition, year, code), [None] * len(form.fields))
            item = form.by_code[field]
            mine[item.index] = _steps(value, item.unit.decimals)
    for (edition, year, code), values in rows.items():
        groups.setdefault((edition, year), {})[code] = tuple(values)
    return groups


def _steps(value: Decimal, decimals: int) -> int:
    return int(value.scaleb(decimals)) if decimals else int(value)
