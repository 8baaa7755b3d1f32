"""What the conditional formats of a sheet may do to its cells: hide a figure, or show another in its place.

A rule puts some properties on, and leaves the others as the cell's own style has them: both are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..a1 import COLUMNS, ROWS, area_of, layers, position, range_of
from .conditional import Rule
from .frames import Frame
from .number_formats import parse_format
from .number_shown import misleads_of_zero, shows_counts
from .style_sheet import TINY, Conditional, is_unseen
from .styles import Styles

_MOST_KINDS = 300  # of rules, told apart by what they put on
_EVERYWHERE = (0, 0, ROWS - 1, COLUMNS - 1)

Area = tuple[int, int, int, int]


class Veils(NamedTuple):
    """``figures`` are the ranges where a figure may be shown otherwise, or not at all; ``zeros`` those where a 0 may be
    shown as another figure: that nobody sees it changes nothing.
    """

    figures: tuple[str, ...] = ()
    zeros: tuple[str, ...] = ()


def find_veils(styled: Sequence[tuple[str, str]], frame: Frame, styles: Styles) -> Veils:
    """The veils over the cells of a sheet, each given with the style that it has."""
    figures: dict[str, None] = {}
    zeros: dict[str, None] = {}
    used = dict.fromkeys(style for _, style in styled)
    alike: dict[tuple[object, ...], list[Rule]] = {}
    for rule in frame.rules:
        alike.setdefault((rule.style, repr(rule.own), rule.covers, rule.of_zeros), []).append(rule)
    if len(alike) > _MOST_KINDS:  # no more than any honest sheet has
        everywhere = (range_of(_EVERYWHERE),)
        return Veils(everywhere, everywhere)
    for rule, *others in alike.values():
        areas = [_area(text) for mine in (rule, *others) for text in mine.ranges.split()]
        put = _put(rule, styles)
        if put is not None and (code := styles.code_of(put)) and misleads_of_zero(parse_format(code)):
            zeros |= dict.fromkeys(map(range_of, areas))
        hiding = {style for style in used if _hides(rule, put, style, styles)}
        if len(hiding) == len(used) and hiding:
            figures |= dict.fromkeys(map(range_of, areas))
        elif hiding:
            figures |= dict.fromkeys(_cells_in(areas, [cell for cell, style in styled if style in hiding]))
    return Veils(tuple(figures), tuple(zeros))


def _put(rule: Rule, styles: Styles) -> Conditional | None:
    if rule.own is not None:
        return rule.own
    return styles.conditional[rule.style] if 0 <= rule.style < len(styles.conditional) else None


def _hides(rule: Rule, put: Conditional | None, style: str, styles: Styles) -> bool:
    """Whether a figure other than 0 in a cell of ``style`` may be shown otherwise, or can't be seen."""
    if rule.of_zeros:
        return False
    if rule.covers or put is None:
        return rule.covers
    code = styles.code_of(put)
    if code and not shows_counts(parse_format(code)):
        return True
    own_font, own_fill = styles.ink(style)
    font, fill = put.font, put.fill
    if fill.pattern in ("", "solid") and fill.back is not None:  # the one colour of conditional fills stands there
        fill = replace(fill, pattern="solid", fore=fill.back)
    seen_anew = (
        (font.size < TINY or font.symbols)
        or font.colour is not None
        or fill.pattern != ""
        or fill.fore is not None
        or code
    )
    font = font if font.colour is not None else replace(font, colour=own_font.colour)
    fill = fill if fill.pattern or fill.fore is not None else own_fill
    return font.struck or put.crossed or bool(seen_anew and is_unseen(font, fill, styles.palette, code))


def _area(text: str) -> Area:
    """A range as it is written; all of the sheet for what is none to us, and may be one to a program."""
    try:
        return area_of(text.upper())
    except ValueError:
        return _EVERYWHERE


def _cells_in(areas: Sequence[Area], cells: Iterable[str]) -> list[str]:
    places = {position(cell): cell for cell in cells}
    held = layers(areas, list(places))
    return [cell for place, cell in places.items() if held.get(place, 0)]
