"""Sparklines: small charts in cells of their own, which newer programs write into a sheet's extensions."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..a1 import area_of, range_of

_SPARKLINE = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}sparkline"
_PLACE = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"


def read_sparklines(extensions: Element) -> Iterator[str]:
    """The cells that a sparkline stands in; what is no place in the grid is left out."""
    for sparkline in extensions.iter(_SPARKLINE):
        for place in sparkline.iterfind(_PLACE):
            for cells in (place.text or "").replace("$", "").split():
                try:
                    yield range_of(area_of(cells))
                except ValueError:
                    continue
