"""Writes workbooks: the only room that imports xlsxwriter."""

from .filled.entries import ValuesError
from .filled.filling import fill_workbook
from .filled.values_file import read_values
from .lists.roster_book import write_roster
from .struck.distribution import Manifest, distribute
from .struck.earlier_round import Issued
from .summary.workbook import write_summary
from .template.workbook import write_template

__all__ = [
    "Issued",
    "Manifest",
    "ValuesError",
    "distribute",
    "fill_workbook",
    "read_values",
    "write_roster",
    "write_summary",
    "write_template",
]
