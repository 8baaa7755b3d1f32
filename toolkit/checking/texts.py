"""The narrative sections: are they written, and do they state what they must."""

from __future__ import annotations

import numpy as np

from ..a1 import address
from ..findings import Finding
from ..form import Rule
from ..rules.of_sections import OfSections
from ..rules.stated import Stated
from .batch import Batch, Whole
from .rounds import Round
from .telling import wordings


def measure_written(batch: Batch, rule: Rule[OfSections]) -> Whole:
    """1 where a return (row) leaves a section (column) empty; a collation has figures only, no narrative."""
    empty = [
        [int(not record.is_summary and not section_text(batch, row, part)) for part in rule.says.sections]
        for row, record in enumerate(batch.records)
    ]
    return np.array(empty, dtype=np.int64).reshape(len(batch.records), len(rule.says.sections))


def tell_written(batch: Batch, rule: Rule[OfSections], instance: int, row: int) -> list[Finding]:
    return [at_section(batch, rule, rule.says.sections[instance], "written", key=rule.says.sections[instance])]


def measure_stated(batch: Batch, rule: Rule[Stated]) -> Whole:
    """1 where a return's section is written and yet says nothing of the matter, nor gives the figures asked for."""
    silent = [int(_is_silent(batch, rule, row)) for row in range(len(batch.records))]
    return np.array(silent, dtype=np.int64)[:, np.newaxis]


def tell_stated(batch: Batch, rule: Rule[Stated], instance: int, row: int) -> list[Finding]:
    return [
        at_section(batch, rule, rule.says.section, "stated", matter=rule.says.mentions[0] if rule.says.mentions else "")
    ]


def at_section(
    batch: Batch | Round, rule: Rule, section: str, wording: str, *, key: str = "", quote: str = "", **facts: object
) -> Finding:
    """A breach of ``rule`` told at the text box of a narrative section."""
    layout = batch.layout
    box = next(place.text for place in layout.narrative if place.section == section)
    title = next(part.title for part in batch.form.narrative if part.id == section)
    cell = address(box.row, box.column)
    message = wordings()[wording].format_map({
        "place": f"{layout.narrative_sheet}!{cell} {title}", "quote": quote, **facts,
    })  # fmt: skip
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        fix=rule.fix,
        key=key,
        sheet=layout.narrative_sheet,
        cell=cell,
        label=title,
    )


def _is_silent(batch: Batch, rule: Rule[Stated], row: int) -> bool:
    narrative = batch.records[row].narrative
    text = "".join(section_text(batch, row, rule.says.section).split())
    if not text or any(mention in text for mention in rule.says.mentions):
        return False
    return not (rule.says.inputs and all(narrative.get(name, "").strip() for name in rule.says.inputs))


def section_text(batch: Batch, row: int, section: str) -> str:
    """A section's text; empty where it holds no letter or digit, or only the hint it was issued with."""
    text = batch.records[row].narrative.get(section, "").strip()
    hint = next((part.hint for part in batch.form.narrative if part.id == section), "")
    return text if any(character.isalnum() for character in text) and text != hint.strip() else ""
