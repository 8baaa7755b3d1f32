"""Published reports, in: each read, judged as a return is, and put into a filled workbook of its edition and year."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..apart import refuse_inputs
from ..editions import load_form
from ..form.layout import load_layout
from ..ooxml.cell_text import FORBIDDEN
from ..output import refuse_existing, refuse_open, whole_file
from ..reading.find.endings import is_handed_in, is_page
from ..records import Record, Report, Return, numbered
from ..roster import RosterLine
from .given import Given, refuse_faulty_definitions
from .means import READ_REPORT, Means, find

if TYPE_CHECKING:
    from ..writing.struck.striking import Striker

_WORKBOOK, _VALUES = ".xlsx", ".json"


@dataclass(frozen=True, slots=True)
class Imported:
    """The reports as returns with their findings, and for each the file that was written, None where it holds none."""

    report: Report
    paths: tuple[Path | None, ...]


def import_reports(
    paths: Sequence[str | Path],
    output: str | Path,
    given: Given | None = None,
    means: Means | None = None,
    *,
    values: bool = False,
    force: bool = False,
    now: datetime | None = None,
) -> Imported:
    """Reads the published reports at ``paths`` (pages, Word documents, texts, folders of them) and writes each as a
    filled workbook, or its VALUES with ``values``: to the file ``output``, where that is named .xlsx (.json), else into
    the folder ``output``. ``now`` is when the workbooks say that they were saved, by default the time of the clock.

    Raises CollatingError where there is nothing at ``paths``, OutputError where ``output`` can't be written, or is one
    file for several reports.
    """
    from ..published.importing.organ import with_organs

    given, means, output = given or Given(), means or Means(), Path(output)
    refuse_faulty_definitions()
    refuse_inputs(output, [*paths, *given.places])
    found = find(paths)
    given.refuse_early()
    targets = _targets([source.name for source in found.files], output, _VALUES if values else _WORKBOOK)
    for target in targets:
        refuse_existing(target, force)
        refuse_open(target)
    reading = means.read(found, READ_REPORT)
    roster = given.read_roster(means.notice)
    read = with_organs(reading, roster)
    from ..checking import check_returns

    returns = check_returns(numbered(read), given.known(read, roster))
    blanks = _Blanks()
    written = [
        _write(item, target, blanks, values=values, force=force, now=now)
        for item, target in zip(returns, targets, strict=True)
    ]
    return Imported(_report(returns, given.year, found.findings, found.passed_over), tuple(written))


def values_of(record: Record) -> dict[str, object]:
    """``record`` as the content of a VALUES.json: what was read, and nothing for a blank."""
    form = load_form(record.year) if record.year else None
    assert form is not None  # a report without a year holds no record
    figures = {
        item.code: item.unit.number(steps)
        for item, steps in zip(form.fields, record.values, strict=True)
        if steps is not None and not item.computed
    }
    texts = {name: FORBIDDEN.sub("", text) for name, text in record.narrative.items()}
    return {"cover": dict(record.cover), "fields": figures, "narrative": texts}


def _write(
    item: Return, target: Path, blanks: _Blanks, *, values: bool, force: bool, now: datetime | None
) -> Path | None:
    """Writes what ``item`` holds to ``target``; None where it holds nothing."""
    from ..writing import fill_workbook

    if item.record is None or item.record.year is None:
        return None
    content = values_of(item.record)
    target.parent.mkdir(parents=True, exist_ok=True)
    if values:
        with whole_file(target, force=force) as path:
            path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=_exact) + "\n", encoding="utf-8")
        return target
    with TemporaryDirectory() as folder:
        blank = Path(folder) / f"blank{_WORKBOOK}"
        blank.write_bytes(blanks.of(item.record))
        fill_workbook(blank, content, target, force=force, now=now)
    return target


class _Blanks:
    """The workbooks that are filled: one is built for each edition and year, the others are struck from it."""

    def __init__(self) -> None:
        self._strikers: dict[int, Striker] = {}

    def of(self, record: Record) -> bytes:
        """A blank workbook addressed to the organ of ``record``, which names its year."""
        from ..writing.struck.striking import Order, Striker

        assert record.year is not None
        if record.year not in self._strikers:
            self._strikers[record.year] = Striker(load_layout(load_form(record.year)), record.year)
        line = RosterLine(record.agency.code, record.agency.name, "", "", "", "", "", 0)
        return self._strikers[record.year].strike(Order(line))[0]


def _exact(number: object) -> object:
    """A Decimal as text, which VALUES takes: JSON's own numbers are floats to many who read them."""
    if isinstance(number, Decimal):
        return f"{number:f}"
    raise TypeError(type(number))


_TEXTS = (".json", ".txt")


def _targets(names: Sequence[str], output: Path, ending: str) -> list[Path]:
    from ..output import OutputError

    if output.suffix.lower() == ending:
        if len(names) > 1:
            raise OutputError(f"有 {len(names)} 份报告，写不进“{output}”这一个文件；请用 -o 写一个文件夹")
        return [output]
    is_file = is_handed_in(output.name) or is_page(output.name) or output.suffix.lower() in _TEXTS
    if is_file and not output.is_dir():
        raise OutputError(f"写不成“{output.suffix}”文件：“{output}”；请用 -o 写一个文件夹，或名为 *{ending} 的文件")
    if output.is_file():
        raise OutputError(f"“{output}”是一个文件；请用 -o 写一个文件夹，或名为 *{ending} 的文件")
    targets: list[Path] = []
    taken: set[str] = set()
    for name in names:
        stem = Path(name).stem
        number, chosen = 1, stem
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{stem}-{number}"
        taken.add(chosen.casefold())
        targets.append(output / f"{chosen}{ending}")
    return targets


def _report(
    returns: Sequence[Return], year: int | None, general: Sequence[object], passed_over: Mapping[str, int]
) -> Report:
    editions = {item.record.edition for item in returns if item.record is not None}
    years = {item.record.year for item in returns if item.record is not None}
    return Report(
        edition=editions.pop() if len(editions) == 1 else "",
        year=year or (years.pop() if len(years) == 1 else None),
        returns=tuple(returns),
        general=tuple(general),  # type: ignore[arg-type]
        passed_over=passed_over,
    )
