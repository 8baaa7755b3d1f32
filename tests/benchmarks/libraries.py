"""Our own code where a well-kept library does the like: what keeps ours, beside what those modules say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial

import olefile

from tests.benchmarks.measure import Measure, take_turns
from tests.hostile.ole import ole
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.ooxml.zip_reading import read_directory, slices, unpack
from toolkit.reading.find.ole import read_storage
from toolkit.writing.template.content import Draft, Issue, blank_content
from toolkit.writing.template.workbook import draft_bytes

Work = Callable[[], object]
TIMES = 200


def repeat(work: Work) -> None:
    for _ in range(TIMES):
        work()


def unpack_all(workbook: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def run(organs: int) -> list[Measure]:
    """Each of ours and the library's on the same work, ``TIMES`` over. ``organs`` is of no account."""
    form = load_form(2024)
    issue = Issue(form.year)
    workbook = draft_bytes(Draft(load_layout(form), issue, blank_content(form, issue)))
    compound = ole({"Workbook": bytes(40_000)})
    pairs: dict[str, tuple[Work, str, Work]] = {
        "directory of a compound file": (
            lambda: read_storage(compound),
            "olefile",
            partial(olefile.OleFileIO, compound),
        ),
        "workbook unpacked": (
            lambda: [
                unpack(slices(workbook), member, 1 << 24)
                for member in read_directory(slices(workbook), len(workbook), 99)
            ],
            "zipfile",
            lambda: unpack_all(workbook),
        ),
    }
    measures = []
    for what, (ours, library, theirs) in pairs.items():
        taken = take_turns(5, ours=partial(repeat, ours), theirs=partial(repeat, theirs))
        measures.append(Measure(what, taken["ours"], TIMES, library, taken.ratio("ours", "theirs")))
    return measures
