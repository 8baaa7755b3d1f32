"""What all sheets of a workbook share: its strings and its styles, found by their relations."""

from __future__ import annotations

from ..values import Cell
from .colours import Palette, read_theme
from .package import Package
from .shared_strings import read_strings
from .styles import Styles, read_styles


def styles_of(package: Package) -> Styles:
    """The styles of the workbook that ``package`` holds. Raises Refused as ``read_styles`` does."""
    part = _part(package, "styles")
    if not part:
        return Styles()
    data = package.related(part)
    theme = _part(package, "theme") if b"theme=" in data else ""
    return read_styles(data, part, read_theme(package.related(theme), theme) if theme else ())


def strings_of(package: Package, palette: Palette) -> tuple[Cell, ...]:
    """Its shared strings, whose runs refer to the colours of ``palette``. Raises Refused as ``read_strings`` does."""
    part = _part(package, "sharedStrings")
    return read_strings(package.related(part), part, palette) if part else ()


def _part(package: Package, kind: str) -> str:
    """The one part of ``kind``; empty where the workbook has none."""
    name = package.relations(package.main).only(kind, package.main)
    return name if name in package else ""
