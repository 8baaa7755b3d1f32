"""The narrative sections speak of the report's year: none is last year's text (``schemas/catalogue/prose.yaml``)."""

from __future__ import annotations

from ..form.rule_model import Shown
from .kind import Kind
from .of_sections import place_of_section, read_of_sections

KIND = Kind(
    name="dated",
    takes=("sections",),
    needs=(("sections",),),
    read=read_of_sections,
    place=place_of_section,
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
