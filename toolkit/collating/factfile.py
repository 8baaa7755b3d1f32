"""Reads the facts that an earlier collation wrote, from facts.parquet or facts.csv.

A facts.csv of today names the organ and the place alone, and what lies beside it says the rest; one of an earlier
version says all of it in every row, as facts.parquet does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..csvtext import untamed
from ..editions import load_edition
from ..form import DefinitionError, Form
from ..written import CHASE, CORRECTIONS, STATUS, edited_in
from .factfields import read_places
from .factsources import read_names_beside, read_sources
from .facttable import COLUMNS
from .factwords import faults_of, lacking
from .inbox import CollatingError

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

Groups = dict[tuple[str, int | None], dict[str, tuple[int | None, ...]]]  # by (edition, year), then by code
ROWS_AT_ONCE, BYTES_AT_ONCE = 100_000, 4 << 20
NAMES = ("facts.parquet", "facts.csv")
BESIDE = (
    "fields.csv",
    "sources.csv",
    CORRECTIONS,
    STATUS,
)  # what a facts.csv leaves to be said beside it, and the roster's lines
FIGURES = ("agency_code", "year", "edition", "field", "value")  # the columns that hold figures; the rest says whence
_PLACED = ("scope", *FIGURES, "sheet", "cell")
_TRACED = (*_PLACED, "agency_name", "file")


def find_facts(path: Path) -> Path | None:
    """The file of facts that ``path`` is or holds; None where it has none."""
    if path.is_dir():
        return next((path / name for name in NAMES if (path / name).is_file()), None)
    return path if path.suffix.lower() in (".parquet", ".csv") else None


def edited_words(facts: Path) -> str:
    """Which of the files that tell the figures of a summary folder, ``facts`` among them, were changed since it was
    written, and which of them tells the figures; empty where none was.
    """
    edited = edited_in(facts.parent, CHASE, (*NAMES, *BESIDE))
    return f"“{facts.parent}”里的 {'、'.join(edited)} 在汇总写出之后改动过，数字取自 {facts.name}" if edited else ""


def read_first(path: Path) -> tuple[int, str] | None:
    """Year and edition of the first of the facts at ``path``; None where there are none."""
    for table in _batches(path, ("year", "edition")):
        if table.num_rows:
            return table["year"][0].as_py(), table["edition"][0].as_py()
    return None


def read_traced(path: Path, edition: str, year: int) -> pa.Table:
    """The facts of one edition and year at ``path``, each with its organ's name, its file, sheet and cell: the year as
    a number, the value as a decimal, all else as text.

    Raises CollatingError where it is no file of facts, or what lay beside it is gone.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = "file" in _heads(path)
    found = []
    for table in _batches(path, _TRACED if whole else _PLACED):
        mine = table.filter(pc.and_(pc.equal(table["edition"], edition), pc.equal(table["year"], year)))
        texts = [mine[name].cast(pa.string()) if _is_word(mine, name) else mine[name] for name in mine.column_names]
        found.append(pa.Table.from_arrays(texts, names=mine.column_names))
    facts = pa.concat_tables(found)
    return facts if whole else _with_sources(facts, path.parent, edition, year)


def _is_word(table: pa.Table, name: str) -> bool:
    import pyarrow as pa

    is_dictionary: bool = pa.types.is_dictionary(table.schema.field(name).type)
    return is_dictionary


def _with_sources(facts: pa.Table, folder: Path, edition: str, year: int) -> pa.Table:
    """``facts`` with what fields.csv and sources.csv in ``folder`` say of its rows."""
    import pyarrow.compute as pc

    sources, places = read_sources(folder, edition, year), read_places(folder, edition)
    of_code = {code: (source.name, source.file) for code, source in sources.items()}
    names, files = (_looked_up(facts["agency_code"], of_code, part) for part in (0, 1))
    own = pc.or_(pc.not_equal(facts["cell"], ""), pc.equal(files, ""))  # a computed sum stands in no cell
    for part, column in enumerate(("sheet", "cell")):
        usual = _looked_up(facts["field"], places, part)
        at = facts.column_names.index(column)
        facts = facts.set_column(at, column, pc.if_else(own, facts[column], usual))
    return facts.append_column("agency_name", names).append_column("file", files)


def _looked_up(keys: pa.ChunkedArray, known: Mapping[str, tuple[str, str]], part: int) -> pa.ChunkedArray:
    """For each of ``keys`` that part of what is known of it; an empty text where nothing is."""
    import pyarrow as pa

    chunks = [chunk.dictionary_encode() for chunk in keys.chunks]
    words = [[known.get(key, ("", ""))[part] for key in chunk.dictionary.to_pylist()] for chunk in chunks]
    found = [pa.array(word, pa.string()).take(chunk.indices) for word, chunk in zip(words, chunks, strict=True)]
    return pa.chunked_array(found, pa.string())


def read_figures(path: Path, year: int | None = None) -> Groups:
    """All figures of the facts at ``path``, in steps of their units and the field order of their editions.

    They are read a stretch at a time: memory holds the figures, never the file. Raises as ``read_table``; ``year`` is
    that of the example in what is said of a file made by hand.
    """
    import pyarrow as pa

    groups: dict[tuple[str, int | None], dict[str, list[int | None]]] = {}
    for table in _batches(path, FIGURES, year):
        for (edition, year), mine in _by_edition_and_year(table):
            try:
                _note_figures(groups.setdefault((edition, year), {}), mine, load_edition(edition))
            except ValueError as error:
                raise CollatingError(f"“{path}”里{error}，请改正，或改用汇总生成的原件") from None
            except DefinitionError as error:
                raise CollatingError(f"“{path}”用不了：{error}，请在 edition 一列写其中之一") from None
    pa.default_memory_pool().release_unused()
    # Row by row, so that memory never holds them twice.
    return {key: {code: tuple(rows.pop(code)) for code in list(rows)} for key, rows in groups.items()}


def read_names(path: Path, years: Iterable[int | None]) -> dict[tuple[int | None, str], str]:
    """What each organ is called in the facts at ``path``, which are of ``years``, by year and code; nothing where they
    name nobody, nor does what lies beside them.
    """
    columns = ("year", "agency_code", "agency_name")
    if lacking(_heads(path), columns):
        return read_names_beside(path.parent, years) if is_collated(path) else {}
    names: dict[tuple[int | None, str], str] = {}
    for table in _batches(path, columns):
        texts = [table[name].cast("string") if name != "year" else table[name] for name in columns]
        once = table.from_arrays(texts, names=list(columns)).group_by(list(columns)).aggregate([])
        for year, code, name in zip(*(once[column].to_pylist() for column in columns), strict=True):
            if name:
                names.setdefault((year, code), name)
    return names


def is_collated(path: Path) -> bool:
    """Whether the facts at ``path`` have a column that nobody needs who makes such a table by hand."""
    return "scope" in _heads(path)


def _heads(path: Path) -> list[str]:
    """The names of the columns; none where it is no table, which reading it tells."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if path.suffix.lower() == ".parquet":
            names: list[str] = pq.read_schema(path).names
            return names
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except (pa.ArrowException, OSError, UnicodeDecodeError, csv.Error):
        return []


def _batches(path: Path, columns: tuple[str, ...], year: int | None = None) -> Iterator[pa.Table]:
    """Stretches of ``columns``, texts as dictionaries. Raises CollatingError where it is no file of facts."""
    import pyarrow as pa

    try:
        yield from _parquet_batches(path, columns) if path.suffix.lower() == ".parquet" else _csv_batches(path, columns)
    except (pa.ArrowException, KeyError, OSError):
        faults = faults_of(path, columns, year) if path.suffix.lower() == ".csv" else ""
        if faults:
            raise CollatingError(
                f"“{path}”里的数字用不了：{faults}\n也可以给出汇总文件夹，或汇总生成的 facts 文件"
            ) from None
        raise CollatingError(f"“{path}”不是汇总生成的 facts 文件，或已损坏，请给出汇总文件夹") from None


def _parquet_batches(path: Path, columns: tuple[str, ...]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, memory_map=False) as file:
        if told := lacking(file.schema_arrow.names, columns):
            raise CollatingError(f"“{path}”{told}\n请给出汇总生成的 facts 文件")
        none = file.schema_arrow.empty_table().select(columns)
        yield none
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(columns)):
            yield pa.Table.from_batches([batch]).select(columns)


def _csv_batches(path: Path, columns: tuple[str, ...]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.csv as pcsv

    text = pa.dictionary(pa.int32(), pa.string())
    types = {**dict.fromkeys(COLUMNS, text), "year": pa.int32(), "value": pa.decimal128(38, 6)}
    # An empty text is no null here, a file or a cell may well be empty; and a figure is a number or nothing we read.
    options = pcsv.ConvertOptions(
        column_types=types, include_columns=columns, strings_can_be_null=False, null_values=[]
    )
    with pcsv.open_csv(path, read_options=pcsv.ReadOptions(block_size=BYTES_AT_ONCE), convert_options=options) as file:
        for batch in file:
            table = pa.Table.from_batches([batch])
            for index, name in enumerate(columns):
                if table.schema.field(name).type == text:
                    table = table.set_column(index, name, _untamed(table[name].combine_chunks()))
            yield table


def _untamed(column: pa.Array) -> pa.Array:
    """A dictionary column with the apostrophes taken off that keep its texts from being formulas."""
    import pyarrow as pa

    column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    words = column.dictionary.to_pylist()
    if not any(word.startswith("'") for word in words):
        return column
    return pa.DictionaryArray.from_arrays(column.indices, pa.array(map(untamed, words), pa.string()))


def _by_edition_and_year(table: pa.Table) -> Iterator[tuple[tuple[str, int | None], pa.Table]]:
    import pyarrow.compute as pc

    for edition in table["edition"].unique().to_pylist():
        of_edition = table.filter(pc.equal(table["edition"], edition))
        for year in of_edition["year"].unique().to_pylist():
            yield (edition, year), of_edition.filter(pc.equal(of_edition["year"], year))


def _note_figures(rows: dict[str, list[int | None]], table: pa.Table, form: Form) -> None:
    """Puts the figures of one edition and year into ``rows``, by code. Raises ValueError for what can't be one."""
    import numpy as np

    if table["value"].null_count:
        raise ValueError("有的数字是空的")
    codes = table["agency_code"].combine_chunks().dictionary_encode()
    fields = table["field"].combine_chunks().dictionary_encode()
    mine = [rows.setdefault(code, [None] * len(form.fields)) for code in codes.dictionary.to_pylist()]
    if "" in codes.dictionary.to_pylist():
        raise ValueError("有的行没有写单位代码")
    places = [form.by_code[code].index if code in form.by_code else -1 for code in fields.dictionary.to_pylist()]
    if not any(place >= 0 for place in places):
        raise ValueError(f"没有一个 field 是 {form.edition} 版的填报项代码（见 nianbao fields）")
    scale = table["value"].type.scale
    drops = np.array([10 ** (scale - item.unit.decimals) for item in form.fields])
    at = np.array(places)[fields.indices]
    known = at >= 0
    at, whose, steps = at[known], np.asarray(codes.indices)[known], _steps(table["value"].combine_chunks())[known]
    drop = drops[at]
    if (steps % drop).any():
        first = int(np.flatnonzero(steps % drop)[0])
        raise ValueError(_told(codes.dictionary[int(whose[first])].as_py(), form, int(at[first]), "的小数位数过多"))
    for code, place, figure in zip(whose.tolist(), at.tolist(), (steps // drop).tolist(), strict=True):
        row = mine[code]
        if row[place] is None:
            row[place] = figure
        elif row[place] != figure:
            raise ValueError(_told(codes.dictionary[code].as_py(), form, place, "有两个不同的数字"))


def _told(code: str, form: Form, place: int, what: str) -> str:
    return f"单位 {code} 的 {form.fields[place].code} {what}"


def _steps(column: pa.Array) -> npt.NDArray[Any]:
    """``column`` of decimals as whole numbers of its smallest step, by their bytes where 63 bits hold them."""
    import numpy as np

    pairs = np.frombuffer(column.buffers()[1], dtype=np.int64).reshape(-1, 2)[column.offset :][: len(column)]
    if (pairs[:, 0] >> 63 == pairs[:, 1]).all():
        return pairs[:, 0]
    return np.array([int(value.scaleb(column.type.scale)) for value in column.to_pylist()], dtype=object)
