"""What the cover must give for the published report: filled in, and numbers where there should be."""

from __future__ import annotations

import numpy as np

from ..findings import Finding
from ..form import Rule
from ..records import Record
from ..rules.entries import Entries, entry_place
from .batch import Batch, Whole
from .telling import wordings


def measure(batch: Batch, rule: Rule[Entries]) -> Whole:
    """How many entries of each return's cover are missing or no numbers; a summary owes none."""
    faults = [0 if record.is_summary else len(_faulty(record, rule)) for record in batch.records]
    return np.array(faults, dtype=np.int64)[:, np.newaxis]


def tell(batch: Batch, rule: Rule[Entries], instance: int, row: int) -> list[Finding]:
    """One finding a cover, told at the first of the cells."""
    record = batch.records[row]
    places = {name: entry_place(batch.layout, name) for name in _faulty(record, rule)}
    said = []
    for name, place in places.items():
        found = record.cover.get(name, "").strip()
        wording = "entry-odd" if found else "entry-missing"
        facts = {"label": place.words, "cell": place.cell, "found": found, "digits": rule.says.digits.get(name, 0)}
        said.append(wordings()[wording].format_map(facts))
    first, *others = places.values()
    message = wordings()["entries"].format(place=f"{first.sheet}!{first.cell} {first.words}", entries="，".join(said))
    return [
        Finding(
            rule=rule.id,
            severity=rule.severity,
            message=message,
            fix=rule.fix,
            sheet=first.sheet,
            cell=first.cell,
            related=tuple(other.cell for other in others),
            label=first.words,
        )
    ]


def _faulty(record: Record, rule: Rule[Entries]) -> list[str]:
    """The entries that say nothing, or have fewer digits than such a number has. Of a cover that could not be read,
    which is told elsewhere, there are none.
    """
    if not record.cover:
        return []
    return [name for name in rule.says.entries if _is_faulty(record.cover.get(name, ""), rule.says.digits.get(name, 0))]


def _is_faulty(text: str, digits: int) -> bool:
    return not any(map(str.isalnum, text)) or sum(map(str.isdigit, text)) < digits
