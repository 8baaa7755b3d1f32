"""Returns made from the published figures, changed field by field, as the tests of this room need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tests.conftest import sample_values
from toolkit.checking import check_returns
from toolkit.editions import load_edition, load_form
from toolkit.form import Form
from toolkit.office import Office
from toolkit.records import Agency, Record, Return, recompute

Changes = Mapping[str, int | str | None]


def steps(form: Form, code: str, value: object) -> int | None:
    """``value`` in steps of the field's unit, exactly."""
    return None if value is None else int(Decimal(str(value)).scaleb(form.by_code[code].unit.decimals))


def good_record(year: int, changes: Changes | None = None) -> Record:
    """The record of the published figures of ``year``, with ``changes`` to its inputs."""
    form, sample = load_form(year), sample_values(year)
    figures = {**sample["fields"], **(changes or {})}
    values = [steps(form, field.code, figures.get(field.code)) for field in form.fields]
    cover = {name: str(text) for name, text in sample["cover"].items()}
    return Record(
        edition=form.edition,
        year=year,
        agency=Agency(cover["agency_code"], cover["agency_name"]),
        values=recompute(form, values),
        cover=cover,
        narrative={name: str(text) for name, text in sample["narrative"].items()},
    )


def good_return(year: int, changes: Changes | None = None, **parts: object) -> Return:
    """A return with ``good_record``; ``parts`` replace parts of the record."""
    record = replace(good_record(year, changes), **parts)  # type: ignore[arg-type]
    return Return("县教育局.xlsx", "00", record)


# Narrative sections that speak of no figure.
PLAIN_TEXTS = {
    "overview": "主动公开、依申请公开、政府信息管理、平台建设和监督保障工作有序推进。",
    "problems": "还有不足，将改进。",
    "others": "未收取信息处理费。",
}


def breaches(item: Return, **asked: object) -> set[tuple[str, str]]:
    """(cell or field-less place, rule id with instance) of everything found in ``item``."""
    (judged,) = check_returns([item], Office(**asked))  # type: ignore[arg-type]
    return {(finding.cell, finding.id) for finding in judged.findings}


def form_of(item: Return) -> Form:
    assert item.record is not None
    return load_edition(item.record.edition)
