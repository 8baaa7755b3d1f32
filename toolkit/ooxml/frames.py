"""What a sheet's part says around its cells: merged ranges, the lock, hidden columns, drawings, conditional formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from ..a1 import COLUMNS, area_of
from ..refusal import Refused
from .limits import Limits, check_count
from .xml_events import relation_id

TRUE = ("1", "true", "on")
_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_ZERO = re.compile(r"0*\.?0*", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """``hidden_columns`` count from 0; ``rows_hidden``: rows that state no height of their own are not shown.

    ``conditional`` has the ranges of conditional formats with the index of the style that each may put on;
    ``covered`` are ranges where icons or bars stand in place of the figures. ``drawing`` is the id of a relation.
    """

    protected: bool = False
    merges: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    rows_hidden: bool = False
    drawing: str = ""
    conditional: tuple[tuple[str, int], ...] = ()
    covered: tuple[str, ...] = ()


@dataclass(slots=True)
class FrameNotes:
    """Gathers a Frame from the elements around a sheet's cells. ``name`` is the sheet's part."""

    name: str
    limits: Limits
    protected: bool = False
    merges: list[str] = field(default_factory=list)
    merged_area: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    rows_hidden: bool = False
    drawing: str = ""
    ranges: str = ""
    conditional: list[tuple[str, int]] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)

    def start(self, name: str, here: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        """Takes in the element ``name`` of the main namespace, whose ancestors are ``here``."""
        if name == "sheetProtection":
            self.protected = attributes.get("sheet") in TRUE
        elif name == "mergeCell" and here[1:] == ("mergeCells",):
            self._merge(attributes.get("ref", ""))
        elif name == "col" and here[1:] == ("cols",):
            self._column(attributes)
        elif name == "sheetFormatPr":
            self.rows_hidden = attributes.get("zeroHeight") in TRUE
        elif name == "drawing":
            self.drawing = relation_id(attributes)
        elif name == "conditionalFormatting":
            self.ranges = attributes.get("sqref", "")
        elif name == "cfRule" and _NUMBER.fullmatch(attributes.get("dxfId", "")):
            self.conditional.append((self.ranges, int(attributes["dxfId"])))
        elif name in ("iconSet", "dataBar") and attributes.get("showValue") in ("0", "false", "off"):
            self.covered.append(self.ranges)

    def made(self) -> Frame:
        return Frame(
            self.protected,
            tuple(self.merges),
            frozenset(self.hidden_columns),
            self.rows_hidden,
            self.drawing,
            tuple(self.conditional),
            tuple(self.covered),
        )

    def _merge(self, cells: str) -> None:
        try:
            top, left, bottom, right = area_of(cells)
        except ValueError:
            self._refuse()
        self.merges.append(cells)
        self.merged_area += (bottom - top + 1) * (right - left + 1)
        check_count("GUARD-MERGES", len(self.merges), self.limits.merges)
        check_count("GUARD-MERGED-AREA", self.merged_area, self.limits.merged_area)

    def _column(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") not in TRUE and not _is_zero(attributes.get("width", "")):
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last)) or int(last) > COLUMNS:
            self._refuse()
        self.hidden_columns.update(range(int(first) - 1, int(last)))

    def _refuse(self) -> NoReturn:
        raise Refused("PART-AMBIGUOUS", part=self.name)


def hides_row(attributes: Mapping[str, str], *, by_default: bool) -> bool:
    """Whether a row with these attributes is not shown; ``by_default``: rows that state no height are not."""
    height = attributes.get("ht", "")
    return attributes.get("hidden") in TRUE or _is_zero(height) or (by_default and not height)


def _is_zero(size: str) -> bool:
    return bool(size) and any(digit == "0" for digit in size) and _ZERO.fullmatch(size) is not None
