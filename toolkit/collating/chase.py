"""催报清单.xlsx: whom the office must still ask, with what and how to reach them, to print and to tick off."""

from __future__ import annotations

from pathlib import Path

from ..form import Severity
from ..form.summary_words import load_summary_words
from ..records import base_name
from ..rollup import Entry, State, Summary
from ..wording import STATES
from ..writing.lists.findings_book import Cell, Column, List, write_lists
from ..written import CHASE, written_beside
from .status import note

_SHEET = Path(CHASE).stem
_WIDTHS = (9, 24, 13, 14, 8, 14, 6, 7, 30, 22, 16)
_BARE = (0, 6, 7, 10)  # columns of one word or number; all others wrap
_COLUMNS = tuple(
    Column(label, width, wrap=index not in _BARE)
    for index, (label, width) in enumerate(zip(load_summary_words().heads["chase"], _WIDTHS, strict=True))
)
_FILLS = {
    State.MISSING: "F8CBAD",
    State.REJECTED: "FFE699",
    State.UNREADABLE: "FFE699",
    State.NEEDS_EXPLANATION: "FFF2CC",
}


def write_chase(summary: Summary, path: Path) -> None:
    """Writes ``Summary.chase`` to ``path``. Its properties list all that stands beside it, so it is written last."""
    rows = [_row(summary, entry) for entry in summary.chase]
    fills = [(STATES[state], colour) for state, colour in _FILLS.items()]
    head = f"{'、'.join(node.line.name for node in summary.roots)}　{summary.year} 年度　{summary.completeness}"
    write_lists(path, [List(_SHEET, _COLUMNS, rows, head, fills)], properties=written_beside(path))


def _row(summary: Summary, entry: Entry) -> list[Cell]:
    line, chosen = entry.line, entry.chosen
    above = summary.by_code.get(line.parent)
    return [
        STATES[entry.state],
        line.name,
        line.code,
        above.line.name if above else "",
        line.contact,
        line.phone,
        chosen.count(Severity.ERROR) if chosen else None,
        chosen.count(Severity.EXPLAIN) if chosen else None,
        base_name(chosen.file) if chosen else "",
        note(summary, entry),
        None,
    ]
