"""Writes workbooks: the only room that imports xlsxwriter."""

from .workbook import write_template

__all__ = ["write_template"]
