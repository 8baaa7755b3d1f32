"""Conditional formats: the ranges where one may show a figure otherwise, and the styles that it may put on there.

Rules that newer programs write stand in the sheet's extensions, with their styles inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .attributes import flag, index
from .style_sheet import Conditional, take_conditional

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_IS_ZERO = re.compile(r"\s*(\$?[A-Z]{1,3}\$?[0-9]{1,7})\s*=\s*0\s*")


class Rule(NamedTuple):
    """What one rule may do in ``ranges`` (parted by blanks): put on the style of the workbook with the index ``style``
    (-1 for none), or the style ``own``; or show icons or bars in place of the figures (``covers``). A rule ``of_zeros``
    asks whether the cell is 0: many sheets hide their zeros so.
    """

    ranges: str
    style: int = -1
    own: Conditional | None = None
    covers: bool = False
    of_zeros: bool = False


def read_rules(element: Element, space: str, part: str) -> Iterator[Rule]:
    """The rules in a ``conditionalFormatting`` of the sheet's namespace ``space``, in ``part``. Raises Refused."""
    for rule in element.findall(f"{space}cfRule"):
        yield from _read(rule, element.get("sqref", ""), space, space, part)


def read_extended(extensions: Element, space: str, part: str) -> Iterator[Rule]:
    """The rules that stand in a sheet's extensions, as ``read_rules``."""
    for element in extensions.iter(f"{_X14}conditionalFormatting"):
        ranges = " ".join(found.text or "" for found in element.iter(f"{_XM}sqref"))
        for rule in element.findall(f"{_X14}cfRule"):
            yield from _read(rule, ranges, _X14, space, part)


def _read(rule: Element, ranges: str, space: str, main: str, part: str) -> Iterator[Rule]:
    of_zeros = _asks_for_zero(rule, ranges)
    if "dxfId" in rule.attrib:
        yield Rule(ranges, index(rule.attrib["dxfId"], part), of_zeros=of_zeros)
    for own in rule.findall(f"{space}dxf"):
        yield Rule(ranges, own=_style(own, main, part), of_zeros=of_zeros)
    for shown in (*rule.iter(f"{space}iconSet"), *rule.iter(f"{space}dataBar")):
        if not flag(shown.get("showValue"), part, default=True):
            yield Rule(ranges, covers=True)
    for colour in rule.iter():  # of scales and bars: they lie behind the figures
        if colour.tag in (f"{space}color", f"{space}fillColor"):
            made = Conditional()
            made.fill.back = dict(colour.attrib)
            yield Rule(ranges, own=made)


def _asks_for_zero(rule: Element, ranges: str) -> bool:
    asked = [child.text or "" for child in rule if child.tag.endswith(("}formula", "}f"))]
    if rule.get("type") == "cellIs" and rule.get("operator") == "equal":
        return [text.strip() for text in asked] == ["0"]
    found = _IS_ZERO.fullmatch(asked[0]) if rule.get("type") == "expression" and len(asked) == 1 else None
    return found is not None and _is_own(found[1], ranges)


def _is_own(reference: str, ranges: str) -> bool:
    """Whether a reference in a rule's formula, which is written for the first cell, means each cell itself."""
    first, _, last = (ranges.split() or [""])[0].upper().partition(":")
    alone = last in ("", first) and len(ranges.split()) == 1
    return reference.replace("$", "") == first.replace("$", "") and (alone or "$" not in reference)


def _style(element: Element, main: str, part: str) -> Conditional:
    style = Conditional()
    waiting = [(child, "") for child in element]
    while waiting:
        here, above = waiting.pop()
        if here.tag.startswith(main):
            where = above + here.tag.removeprefix(main)
            take_conditional(style, where, here.attrib, part)
            waiting += [(child, f"{where}/") for child in here]
    return style
