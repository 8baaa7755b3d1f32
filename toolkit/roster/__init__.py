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
from .words import COLUMNS, DEPARTMENT, GOVERNMENT, KINDS, LEVELS, OFFICE, REQUIRED, TOWNSHIP

__all__ = [
    "COLUMNS",
    "DEPARTMENT",
    "GOVERNMENT",
    "KINDS",
    "LEVELS",
    "OFFICE",
    "REQUIRED",
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
    "names_another",
    "read_draft",
    "read_roster",
]
