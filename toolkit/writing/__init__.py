"""Writes workbooks: the only room that imports xlsxwriter."""

from .entries import ValuesError
from .fill import fill_workbook
from .summary import write_summary
from .workbook import write_template

__all__ = ["ValuesError", "fill_workbook", "write_summary", "write_template"]
