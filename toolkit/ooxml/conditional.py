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
_ZERO = re.compile(r"=?\"?0(?:\.0*)?\"?")
_CELL = r"(\$?[A-Z]{1,3}\$?[0-9]{1,7})"
_SAME = r"(?:ISNUMBER\(" + _CELL + r"\)|" + _CELL + r"<>\"\")"
# What is asked of a cell by rules that change no figure but 0, as they are mostly written, without blanks.
_OWN = tuple(
    re.compile(way.replace("CELL", _CELL).replace("SAME", _SAME))
    for way in (
        r"\(?CELL=0\)?", r"0=CELL", r"AND\(CELL=0\)", r"AND\(SAME,CELL=0\)", r"AND\(CELL=0,SAME\)", r"NOT\(CELL\)",
        r"VALUE\(CELL\)=0", r"CELL\+0=0", r"IF\(CELL=0,(?:TRUE|1),(?:FALSE|0)\)",
        r"ISBLANK\(CELL\)", r'CELL=""', r'CELL="0"', r"LEN\((?:TRIM\()?CELL\)?\)=0", r"IS(?:ERROR|ERR|NA)\(CELL\)",
    )
)  # fmt: skip


class Rule(NamedTuple):
    """What one rule may do in ``ranges`` (parted by blanks): put on the style of the workbook with the index ``style``
    (-1 for none), or the style ``own``; or show icons or bars in place of the figures (``covers``). A rule ``of_zeros``
    asks whether the cell is 0, blank or an error: many sheets hide these so.
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
    of_zeros = _spares_figures(rule, ranges)
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


def _spares_figures(rule: Element, ranges: str) -> bool:
    """Whether a rule holds for no figure but 0: it asks for 0, for blanks or for errors of the cell itself."""
    kind, asked = (
        rule.get("type"),
        [_bare(child.text or "") for child in rule if child.tag.endswith(("}formula", "}f"))],
    )
    if kind in ("containsBlanks", "containsErrors"):
        return True
    if kind == "cellIs":
        wanted = {"equal": 1, "between": 2}.get(rule.get("operator", ""), 0)
        return len(asked) == wanted and all(_ZERO.fullmatch(text) for text in asked)
    return kind == "expression" and len(asked) == 1 and _spares(asked[0], ranges)


def _bare(formula: str) -> str:
    return "".join(formula.split()).upper()


def _spares(formula: str, ranges: str) -> bool:
    found = next((match for way in _OWN if (match := way.fullmatch(formula))), None)
    return found is not None and all(_is_own(reference, ranges) for reference in found.groups() if reference)


def _is_own(reference: str, ranges: str) -> bool:
    """Whether a reference in a rule's formula, which is written for the first cell, means each cell itself."""
    cells = ranges.upper().replace("$", "").split()
    if len(cells) != 1:  # programs differ in which cell it is written for
        return False
    first, _, last = cells[0].partition(":")
    column_fixed, row_fixed = reference.startswith("$"), "$" in reference[1:]
    alike = [re.sub(pattern, "", first) == re.sub(pattern, "", last or first) for pattern in (r"[0-9]", r"[A-Z]")]
    return reference.replace("$", "") == first and (alike[0] or not column_fixed) and (alike[1] or not row_fixed)


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
