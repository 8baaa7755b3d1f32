"""What a sheet's part says around its cells: merged ranges, the lock, hidden columns, drawings, conditional formats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from ..a1 import COLUMNS, area_of
from ..refusal import Refused
from .attributes import flag, index
from .conditional import Rule
from .limits import Limits, check_count
from .xml_events import relation_id

ROW_SAYS = frozenset(("r", "s", "hidden", "ht", "customFormat", "outlineLevel", "collapsed"))
_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_DEEPEST = 7  # groups in each other, ECMA-376 part 1, 18.3.1.73
_LEAST_WIDTH, _LEAST_HEIGHT = 1.3, 2.0  # characters, points: of less than that nothing is seen
_LEAST_DEFAULT = 6.0  # points: of rows that state no height, as are those in which somebody wrote
_SIZE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """``hidden_columns`` count from 0; ``rows_hidden``: rows that state no height of their own are not shown.

    ``rules`` are those for conditional formats; ``drawing`` and ``notes`` are ids of relations: what is drawn on the
    sheet, and the boxes of its notes. ``sparklines`` are the cells that hold one. ``column_styles`` have the first and
    the last column (from 0) that have a style of their own, and that style. ``summary_below``: the row that stands for
    a group of rows is the one beneath it.
    """

    protected: bool = False
    merges: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    rows_hidden: bool = False
    drawing: str = ""
    rules: tuple[Rule, ...] = ()
    column_styles: tuple[tuple[int, int, str], ...] = ()
    notes: str = ""
    sparklines: tuple[str, ...] = ()


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
    notes: str = ""
    sparklines: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    column_styles: list[tuple[int, int, str]] = field(default_factory=list)
    summary_below: bool = True
    summary_right: bool = True
    columns: list[Line] = field(default_factory=list)
    columns_said: int = 0
    narrow: bool = False  # columns of which nothing is said
    wide: list[range] = field(default_factory=list)  # columns of which something is

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Takes in an element of the main namespace: ``name`` is the path to it from the worksheet."""
        if name == "sheetProtection":
            self.protected = self._flag(attributes, "sheet")
        elif name == "mergeCells/mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "cols/col":
            self._column(attributes)
        elif name == "sheetFormatPr":
            height = _size(attributes.get("defaultRowHeight"), self.name)
            low = height is not None and height < _LEAST_DEFAULT and self._flag(attributes, "customHeight")
            self.rows_hidden = low or self._flag(attributes, "zeroHeight")
            width = _size(attributes.get("defaultColWidth"), self.name)
            self.narrow = width is not None and width < _LEAST_WIDTH
        elif name == "sheetPr/outlinePr":
            self.summary_below = self._flag(attributes, "summaryBelow", default=True)
            self.summary_right = self._flag(attributes, "summaryRight", default=True)
        elif name == "drawing":
            self.drawing = relation_id(attributes)
        elif name == "legacyDrawing":
            self.notes = relation_id(attributes)

    def _flag(self, attributes: Mapping[str, str], name: str, *, default: bool = False) -> bool:
        return flag(attributes.get(name), self.name, default=default)

    def made(self) -> Frame:
        hidden = self.hidden_columns | folded_away(self.columns, summary_behind=self.summary_right)
        if self.narrow:
            hidden |= set(range(COLUMNS)).difference(*self.wide)
        return Frame(
            self.protected,
            tuple(self.merges),
            frozenset(hidden),
            self.rows_hidden,
            self.drawing,
            tuple(self.rules),
            tuple(self.column_styles),
            self.notes,
            tuple(dict.fromkeys(self.sparklines)),
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
        width = _size(attributes.get("width"), self.name)
        hidden = self._flag(attributes, "hidden") or (width is not None and width < _LEAST_WIDTH)
        level = outline_level(attributes, self.name)
        collapsed = self._flag(attributes, "collapsed")
        style = index(attributes.get("style"), self.name)
        if not (hidden or level or collapsed or style or self.narrow):
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last)) or int(last) > COLUMNS:
            self._refuse()
        among = range(int(first) - 1, int(last))
        self.columns_said += len(among)
        if self.columns_said > COLUMNS:  # some of them twice
            self._refuse()
        if width is not None:
            self.wide.append(among)
        if hidden:
            self.hidden_columns.update(among)
        if level or collapsed:
            self.columns += [Line(column, level, collapsed) for column in among]
        if style:
            self.column_styles.append((among.start, among.stop - 1, str(style)))

    def _refuse(self) -> NoReturn:
        raise Refused("PART-AMBIGUOUS", part=self.name)


class Line(NamedTuple):
    """A row or column (from 0) of an outline: how deep it lies in groups, and whether the group it stands for is folded
    away.
    """

    place: int
    level: int
    collapsed: bool


def folded_away(lines: Sequence[Line], *, summary_behind: bool) -> set[int]:
    """Those of ``lines`` (in order) in groups that are folded away, as some programs hide them by that alone."""
    gone: set[int] = set()
    before: list[tuple[int, int]] = []  # runs right before this line: where each begins, and its level, ever deeper
    lines = lines if summary_behind else lines[::-1]
    for at, line in enumerate(lines):
        if at and abs(line.place - lines[at - 1].place) != 1:
            before.clear()
        first = at
        while before and before[-1][1] > line.level:
            first, _ = before.pop()
        if line.collapsed:  # groups of one level don't overlap, and there are but few levels
            gone.update(other.place for other in lines[first:at])
        before.append((first, line.level))
    return gone


def hides_row(attributes: Mapping[str, str], part: str, *, by_default: bool) -> bool:
    """Whether a row with these attributes is not shown; ``by_default``: rows that state no height are not.

    Raises Refused for what is no flag and no height.
    """
    height = row_height(attributes, part)
    unseen = height < _LEAST_HEIGHT if height is not None else by_default
    return flag(attributes.get("hidden"), part) or unseen


def row_height(attributes: Mapping[str, str], part: str) -> float | None:
    """The height that a row states, in points. Raises Refused for what is none."""
    return _size(attributes.get("ht"), part)


def row_style(attributes: Mapping[str, str], part: str) -> str:
    """The style of a row's cells that name none; empty for none. Raises Refused for what is no style."""
    style = index(attributes.get("s"), part)
    return str(style) if style and flag(attributes.get("customFormat"), part) else ""


def outline_level(attributes: Mapping[str, str], part: str) -> int:
    """How deep a row or column lies in groups. Raises Refused for what is no such depth."""
    level = index(attributes.get("outlineLevel"), part)
    if level > _DEEPEST:
        raise Refused("PART-AMBIGUOUS", part=part)
    return level


def _size(size: str | None, part: str) -> float | None:
    """A width or height; None where none is stated. Raises Refused for what is no number."""
    if size is None:
        return None
    if not _SIZE.fullmatch(size):
        raise Refused("PART-AMBIGUOUS", part=part)
    return float(size)
