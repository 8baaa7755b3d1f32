"""One filled return as its parts, to be altered by their bytes: as a forger or an odd program would."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from tests.conftest import ROOT
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return
from toolkit.source import Source

FILE = ROOT / "samples" / "filled" / "suqian-2024.xlsx"
LAYOUT = load_layout(load_form(2024))
FIELD = "t3.received.natural"
CELL = LAYOUT.place(LAYOUT.form.by_code[FIELD].index)[1]
TOTAL = "t3.received.total"
TOTAL_CELL = LAYOUT.place(LAYOUT.form.by_code[TOTAL].index)[1]
FIGURE = 3440
WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
SHEET = "xl/worksheets/sheet4.xml"

Parts = dict[str, bytes]


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, bytes]:
    with zipfile.ZipFile(FILE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts() -> Parts:
    """The parts of a return in which nothing is wrong."""
    return dict(_parts())


def swapped(part: str, old: bytes | re.Pattern[bytes], new: bytes, into: Parts | None = None) -> Parts:
    """The parts with the first ``old`` in ``part`` replaced."""
    made = parts() if into is None else into
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    changed, count = pattern.subn(lambda _: new, made[part], count=1)
    assert count == 1, old
    return made | {part: changed}


def cell(address: str) -> re.Pattern[bytes]:
    """Where a cell stands in its sheet's part, whole."""
    return re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % address.encode(), re.DOTALL)


def packed(made: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return target.getvalue()


def read(made: Mapping[str, bytes]) -> Return:
    """What is read of these parts, and judged by the rules of the form."""
    (judged,) = check_returns([read_one(Source("a.xlsx", "a.xlsx", data=packed(made)))])
    return judged


def told(made: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """(rule, cell) of each finding."""
    return {(finding.rule, finding.cell) for finding in read(made).findings}


def figure(made: Mapping[str, bytes]) -> int | None:
    record = read(made).record
    return record.values[LAYOUT.form.by_code[FIELD].index] if record is not None else None
