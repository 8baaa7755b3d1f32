"""Who must report: the roster (单位名录), read from xlsx or csv, with every fault told at its cell."""

from .lines import (
    line_named_otherwise,
    line_of_code,
    line_of_name,
    line_within_file,
    lines_in_heading,
    names_another,
)
from .model import Roster, RosterError, RosterLine
from .read import Draft, read_draft, read_roster
from .saved import roster_csv, save_roster
from .succession import merged, merged_words, renamed, split
from .words import COLUMNS, DEPARTMENT, GOVERNMENT, KINDS, LEVELS, OFFICE, REQUIRED, SUCCESSION, TOWNSHIP

__all__ = [
    "COLUMNS",
    "DEPARTMENT",
    "GOVERNMENT",
    "KINDS",
    "LEVELS",
    "OFFICE",
    "REQUIRED",
    "SUCCESSION",
    "TOWNSHIP",
    "Draft",
    "Roster",
    "RosterError",
    "RosterLine",
    "line_named_otherwise",
    "line_of_code",
    "line_of_name",
    "line_within_file",
    "lines_in_heading",
    "merged",
    "merged_words",
    "names_another",
    "read_draft",
    "read_roster",
    "renamed",
    "roster_csv",
    "save_roster",
    "split",
]
