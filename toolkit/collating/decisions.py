"""decisions.csv of a round's summary, its columns and how it is read back: what decisions made otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..written import DECISIONS
from .factlist import read_list

COLUMNS = (
    "agency_code", "agency_name", "field", "label", "without", "value", "line", "verb", "day", "by", "reason",
)  # fmt: skip
_WORDS = {"accept": "受理了说明", "choose": "选定了这一份"}  # what is corrected stands in corrections.csv


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom and why, in words; ``line`` is that of the ledger."""

    words: str
    line: int


def read_decisions(folder: Path) -> Mapping[tuple[str, str], tuple[Decision, ...]]:
    """The decisions in ``folder`` by the code of the organ and of the field; none where it has no such list. Raises
    CollatingError where it is none.
    """
    path = folder / DECISIONS
    if not path.exists():
        return {}
    found: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for row in read_list(path, COLUMNS):
        if row["verb"] in _WORDS:
            who = "：".join(filter(None, (row["by"], row["reason"])))
            words = f"{_WORDS[row['verb']]}（{'，'.join(filter(None, (row['day'], who)))}）"
            key = (row["agency_code"], row["field"])
            line = int(row["line"]) if row["line"].isdecimal() else 0
            found[key] = (*found.get(key, ()), Decision(words, line))
    return found
