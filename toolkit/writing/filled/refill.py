"""A fresh workbook that takes over what could be read of one that is beyond repair."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...form import Form
from ...form.layout import load_layout
from ...prior import Prior
from ...records import Agency, Record
from ...stamp import make_seal
from ..template.content import Content, Draft, Issue, blank_content, is_prefilled
from ..template.workbook import draft_bytes, make_stamp_of


def write_refilled(
    form: Form,
    path: Path,
    record: Record | None,
    *,
    year: int,
    agency: Agency,
    standing: tuple[str, str] = ("", ""),
    prior: Prior | None = None,
    seal_key: bytes | None = None,
    deadline: str = "",
    contact: str = "",
) -> None:
    """One locked workbook at ``path`` addressed to ``agency``, with all that ``record`` holds, or blank without one.

    ``standing`` is the roster's kind and level of the agency; ``deadline`` and ``contact`` are what its guidance names.
    """
    layout = load_layout(form)
    prior = prior.before(year) if prior else None
    before = prior.comparable(form, agency.code) if prior else None
    issue = Issue(
        year,
        agency,
        standing,
        prior=before,
        prior_year=prior.year if prior else None,
        deadline=deadline,
        contact=contact,
        prefilled=record is None and is_prefilled(form, before),
    )
    if seal_key:
        issue = replace(issue, seal=make_seal(seal_key, make_stamp_of(layout, issue)))
    content = blank_content(form, issue)
    if record is not None:
        content = Content(record.values, {**record.cover, **content.cover}, record.narrative, record.explanations)
    path.write_bytes(draft_bytes(Draft(layout, issue, content)))
