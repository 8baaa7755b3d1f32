"""What a cell's style says about it: its number format, and whether what it shows is seen, struck or repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from ..book import Look
from .attributes import index
from .built_in_formats import BUILT_IN
from .colours import OFFICE, Palette
from .conditional import Rule
from .number_formats import is_date, parse_format
from .number_shown import shows_counts
from .style_sheet import CellStyle, Conditional, Fill, Font, StyleSheet, is_unseen

T = TypeVar("T")

_PLAIN = Look()


@dataclass(frozen=True, slots=True, eq=False)
class Styles:
    """``looks`` has one for each style, by the index cells refer to it with; ``dates`` are those styles that show a
    number as a date or a time. ``veiling`` tells of each conditional style whether it may show a figure otherwise.
    """

    looks: tuple[Look, ...] = ()
    dates: frozenset[str] = frozenset()
    veiling: tuple[bool, ...] = ()
    palette: Palette = OFFICE

    def look(self, style: str) -> Look:
        """The look of ``style`` as a cell names it; the plain one where there is no such style."""
        at = int(style or "0")
        return self.looks[at] if at < len(self.looks) else _PLAIN

    def veils(self, rule: Rule, part: str) -> bool:
        """Whether a rule for conditional formats may show another figure than a cell holds, or none."""
        if rule.own is not None:
            return _veils(rule.own, self.palette, {}, part)
        return rule.covers or (0 <= rule.style < len(self.veiling) and self.veiling[rule.style])


@lru_cache(maxsize=64)
def read_styles(data: bytes, name: str, theme: tuple[str, ...] = ()) -> Styles:
    """The styles in ``data``, the part called ``name``; ``theme`` has the theme's colours by their index.

    Raises Refused where it can't be parsed, or where programs differ in what it says.
    """
    sheet = StyleSheet(name, theme).read(data)
    looks = tuple(_look(sheet, style) for style in sheet.styles)
    dates = frozenset(str(at) for at, look in enumerate(looks) if is_date(parse_format(look.format)))
    veiling = tuple(_veils(style, sheet.palette, sheet.formats, name) for style in sheet.conditional)
    return Styles(looks, dates, veiling, sheet.palette)


def _look(sheet: StyleSheet, style: CellStyle) -> Look:
    says = _inherited(sheet, style)
    font = _pick(sheet, sheet.fonts, says.get("fontId")) or Font()
    fill = _pick(sheet, sheet.fills, says.get("fillId")) or Fill()
    alignment = style.alignment or {}
    return Look(
        _code(sheet.formats, says.get("numFmtId"), sheet.name),
        font.struck,
        is_unseen(font, fill, sheet.palette),
        repeated=alignment.get("horizontal") == "fill",
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


def _veils(style: Conditional, palette: Palette, formats: Mapping[str, str], part: str) -> bool:
    if (number := style.number) is not None:
        code = number.get("formatCode") or _code(formats, number.get("numFmtId"), part)
        if not shows_counts(parse_format(code)):
            return True
    fill = style.fill
    if fill.pattern in ("", "solid") and fill.back is not None:  # the one colour of conditional fills stands there
        fill = replace(fill, pattern="solid", fore=fill.back)
    return style.font.struck or is_unseen(style.font, fill, palette)
