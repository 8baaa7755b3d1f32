"""What a cell's style says about it: its number format, and whether what it shows is seen, struck or repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TypeVar

from ..book import Look
from ..memory import remembered
from .attributes import index
from .built_in_formats import BUILT_IN
from .colours import OFFICE, Palette
from .number_formats import is_date, parse_format
from .style_sheet import CellStyle, Conditional, Fill, Font, StyleSheet, is_unseen

T = TypeVar("T")

_PLAIN = Look()


@dataclass(frozen=True, slots=True, eq=False)
class Styles:
    """``looks`` and ``inks`` (font and fill) have one for each style, by the index cells refer to it with; ``dates``
    are those styles that show a number as a date or a time. ``conditional`` are the styles of conditional formats,
    ``formats`` the workbook's own number formats by their numbers.
    """

    looks: tuple[Look, ...] = ()
    dates: frozenset[str] = frozenset()
    inks: tuple[tuple[Font, Fill], ...] = ()
    conditional: tuple[Conditional, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    palette: Palette = OFFICE

    def look(self, style: str) -> Look:
        """The look of ``style`` as a cell names it; the plain one where there is no such style."""
        at = int(style or "0")
        return self.looks[at] if at < len(self.looks) else _PLAIN

    def ink(self, style: str) -> tuple[Font, Fill]:
        """The font and the fill of ``style``."""
        at = int(style or "0")
        return self.inks[at] if at < len(self.inks) else (Font(), Fill())

    def code_of(self, put: Conditional) -> str:
        """The number format that a conditional style puts on; empty for none."""
        if put.number is None:
            return ""
        return put.number.get("formatCode") or _code(self.formats, put.number.get("numFmtId"), "")


@remembered(20, longest=1 << 15)
def read_styles(data: bytes, name: str, theme: tuple[str, ...] = ()) -> Styles:
    """The styles in ``data``, the part called ``name``; ``theme`` has the theme's colours by their index.

    Raises Refused where it can't be parsed, or where programs differ in what it says.
    """
    sheet = StyleSheet(name, theme).read(data)
    said = [_inherited(sheet, style) for style in sheet.styles]
    inks = tuple(_ink(sheet, says) for says in said)
    looks = tuple(map(_look, repeat(sheet), sheet.styles, said, inks))
    dates = frozenset(str(at) for at, look in enumerate(looks) if is_date(parse_format(look.format)))
    return Styles(looks, dates, inks, tuple(sheet.conditional), sheet.formats, sheet.palette)


def _ink(sheet: StyleSheet, says: Mapping[str, str]) -> tuple[Font, Fill]:
    font = _pick(sheet, sheet.fonts, says.get("fontId")) or Font()
    return font, _pick(sheet, sheet.fills, says.get("fillId")) or Fill()


def _look(sheet: StyleSheet, style: CellStyle, says: Mapping[str, str], ink: tuple[Font, Fill]) -> Look:
    code, alignment = _code(sheet.formats, says.get("numFmtId"), sheet.name), style.alignment or {}
    return Look(
        code,
        ink[0].struck or bool(_pick(sheet, sheet.crossed, says.get("borderId"))),
        is_unseen(*ink, sheet.palette, code),
        repeated=alignment.get("horizontal") == "fill",
        turned=index(alignment.get("textRotation"), sheet.name) != 0,
    )


def _inherited(sheet: StyleSheet, style: CellStyle) -> Mapping[str, str]:
    """What a style says, with what it leaves unsaid: some programs take that from the named style behind it."""
    parent = _pick(sheet, sheet.parents, style.says.get("xfId"))
    return {**parent.says, **style.says} if parent is not None else style.says


def _code(formats: Mapping[str, str], number: str | None, part: str) -> str:
    at = index(number, part)
    return formats.get(str(at)) or BUILT_IN.get(at, "General")


def _pick(sheet: StyleSheet, items: Sequence[T], written: str | None) -> T | None:
    at = index(written, sheet.name)
    return items[at] if at < len(items) else None
