"""The figures that the narrative sections give agree with the tables (words: ``schemas/catalogue/lexicon.yaml``)."""

from __future__ import annotations

from .kind import Kind
from .of_sections import place_of_section, read_of_sections

KIND = Kind(
    name="narrated",
    takes=("sections",),
    needs=(("sections",),),
    read=read_of_sections,
    place=place_of_section,
    of_text=True,
)
