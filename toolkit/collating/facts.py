"""facts.csv: every figure of a collation as a row of its own; what stands there is said once in the files beside it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from ..csvtext import quoted
from ..form.layout import load_layout
from ..rollup import Summary
from .blocks import blocks
from .corrections import write_corrections
from .factfields import write_fields
from .factsources import write_sources
from .facttable import write_table

COLUMNS = ("scope", "agency_code", "year", "edition", "field", "value", "sheet", "cell")
_ORGAN = b"\0"  # where its scope and code go

Places = Mapping[int, tuple[str, str]]  # sheet and cell by the index of the field


def write_facts(summary: Summary, folder: Path) -> None:
    """Writes facts.csv, with fields.csv and sources.csv (and corrections.csv, where there are any), and facts.parquet,
    which holds the three in one, into ``folder``: the summary's facts, then those of each summary kept apart.

    What is kept apart are the stray returns of another year: their sum would be no government's figure of that year.
    """
    everything = ((summary, True), *((other, False) for other in summary.apart))
    with (folder / "facts.csv").open("wb") as file:
        file.write(codecs.BOM_UTF8 + ",".join(COLUMNS).encode() + b"\r\n")
        for one, summed in everything:
            _write_rows(one, file, summed=summed)
    write_fields([one.form for one, _ in everything], folder)
    write_sources(everything, folder)
    write_corrections(summary, folder)
    write_table(everything, folder / "facts.parquet")


def _write_rows(summary: Summary, file: BinaryIO, *, summed: bool) -> None:
    form, layout = summary.form, load_layout(summary.form)
    everything = range(len(form.fields))
    usual = _pattern(summary, everything, {})
    amounts = [(field.index, field.unit) for field in form.fields if field.unit.decimals]
    for block in blocks(summary, summed=summed):
        values: list[int | bytes | None] = list(block.values)
        for index, unit in amounts:
            steps = block.values[index]
            values[index] = None if steps is None else unit.text(steps).encode()
        record = block.returned.record if block.returned else None
        moved = (
            {index: place for index, place in record.moved.items() if place != layout.place(index)} if record else {}
        )
        pattern = usual
        if moved or None in values:
            shown = [index for index in everything if values[index] is not None]
            pattern = _pattern(summary, shown, moved)
            values = [values[index] for index in shown]
        organ = f"{block.scope},{quoted(block.code)}".replace("%", "%%").encode()
        file.write(pattern.replace(_ORGAN, organ) % tuple(values))


def _pattern(summary: Summary, shown: Sequence[int], moved: Places) -> bytes:
    """The lines of one organ's figures (of the fields ``shown``), each with a place for its value, and _ORGAN for whose
    it is. A percent sign stands twice where it is meant.
    """
    lines = []
    for index in shown:
        field = summary.form.fields[index]
        before = _cells(str(summary.year), summary.form.edition, field.code)
        value = "%b" if field.unit.decimals else "%d"
        lines.append(f"{_ORGAN.decode()},{before},{value},{_cells(*moved.get(index, ('', '')))}\r\n")
    return "".join(lines).encode()


def _cells(*texts: str) -> str:
    return ",".join(map(quoted, texts)).replace("%", "%%")
