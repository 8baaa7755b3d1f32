"""Writes workbooks: the only room that imports xlsxwriter."""

from .fill import fill_workbook
from .given import ValuesError
from .summary import write_summary
from .workbook import write_template

__all__ = ["ValuesError", "fill_workbook", "write_summary", "write_template"]
