"""Conditional formats of an ods file: where a figure may be shown otherwise than it is held.

Programs write them twice: as a map in the cell's own style, as the standard has it, and as an extension of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...a1 import area_of, range_of
from .ods_xml import CALCEXT, STYLE

MAP_STYLE, MAP_CONDITION, MAP_BASE = (STYLE + name for name in ("apply-style-name", "condition", "base-cell-address"))
RULE_STYLE, RULE_CONDITION, RULE_BASE = (CALCEXT + name for name in ("apply-style-name", "value", "base-cell-address"))
RANGES, SHOWS_VALUE = CALCEXT + "target-range-address", CALCEXT + "show-value"
# What is asked of a cell by rules that change no figure but 0: many sheets hide their zeros so.
_IS_ZERO = re.compile(
    r"\s*(?:(?:cell-content\(\)\s*)?=\s*0"
    r"|(?:formula-is|is-true-formula)\(\s*\[?\.?([A-Z]{1,3}[0-9]{1,7})\]?\s*=\s*0\s*\))\s*"
)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_RANGE = re.compile(r"[^\s.:]*\.?\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::[^\s.:]*\.?\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def asks_for_zero(condition: str, base: str) -> bool:
    """Whether a condition, which is written for the cell ``base``, holds for cells that hold 0 alone."""
    found = _IS_ZERO.fullmatch(condition)
    return found is not None and (found[1] is None or found[1] == base.rpartition(".")[2].replace("$", ""))


def shows_no_value(attributes: Mapping[str, str]) -> bool:
    """Whether icons or bars stand in place of the figures."""
    return attributes.get(SHOWS_VALUE) == "false"


def ranges_of(written: str) -> Iterator[str]:
    """The ranges of a list such as ``'表三'.D6:'表三'.D9 .B2``, each as ``D6:D9``; what is none is left out."""
    for found in _RANGE.finditer(_QUOTED.sub("", written)):
        first, last = f"{found[1]}{found[2]}", f"{found[3] or found[1]}{found[4] or found[2]}"
        try:
            yield range_of(area_of(f"{first}:{last}"))
        except ValueError:
            continue
