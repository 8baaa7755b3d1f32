"""Tells what was found: as text, JSON, a workbook, a page; ``sendback`` writes the marked-up copies that go back."""

from .render import FORMATS, render, write_report
from .repeats import with_repeats
from .verdict import ranked, totals

__all__ = ["FORMATS", "ranked", "render", "totals", "with_repeats", "write_report"]
