"""Real workbooks for the tests of what goes back: written, read and checked by the toolkit itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.reporting.made import filled
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.reading.run.opening import read_content
from toolkit.records import Agency, Report, Return
from toolkit.reporting import with_repeats
from toolkit.writing.filled.refill import write_refilled

AGENCY = Agency("11321300MB0001", "某市教育局")
CONTACT = {"address": "人民路1号", "postcode": "990000", "telephone": "099-60000000"}
TEXTS = {
    "overview": "一年来，认真贯彻落实条例，主动公开、依申请公开、政府信息管理、平台建设和监督保障工作有序推进。",
    "problems": "业务培训不够，将按季组织。",
    "others": "本年度未收取信息处理费。",
}


def workbook(path: Path, year: int = 2024, changed: Mapping[str, int | None] | None = None, **texts: str) -> bytes:
    """A workbook with the published figures of ``year`` but ``changed`` (field code to steps), written to ``path``."""
    form = load_form(year)
    record = filled("", year).record
    assert record is not None
    values = list(record.values)
    for code, steps in (changed or {}).items():
        values[form.by_code[code].index] = steps
    record = replace(record, values=tuple(values), cover=CONTACT, narrative={**TEXTS, **texts})
    write_refilled(form, path, record, year=year, agency=AGENCY)
    return path.read_bytes()


def checked(*files: tuple[str, bytes], year: int = 2024) -> Report:
    """The report on returned files, each given by its name and its bytes."""
    read = [read_content(name, data, "xlsx") for name, data in files]
    returns = tuple(check_returns(read))
    return with_repeats(Report(load_form(year).edition, year, returns))


def only(report: Report) -> Return:
    (item,) = report.returns
    return item
