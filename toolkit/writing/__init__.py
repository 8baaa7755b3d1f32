"""Writes workbooks: the only room that imports xlsxwriter."""

from .distribution import Manifest, distribute
from .earlier_round import Issued
from .entries import ValuesError
from .fill import fill_workbook
from .roster_book import write_roster
from .summary import write_summary
from .workbook import write_template

__all__ = [
    "Issued",
    "Manifest",
    "ValuesError",
    "distribute",
    "fill_workbook",
    "write_roster",
    "write_summary",
    "write_template",
]
