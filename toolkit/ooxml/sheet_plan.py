"""What a sheet's cells hold, worked out once for each skeleton and remembered.

The grammar is that of the usual programs (the toolkit, Excel, WPS, LibreOffice, openpyxl), and no wider: a skeleton
with anything else in it has no plan, and its sheet is read element by element.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from ..a1 import letters_of, position
from ..book import ByCell, Look
from ..memory import remembered
from ..values import Cell
from .cell_values import EXACT, CellReader
from .extent import Extent
from .formula_cells import formulas_of
from .frames import Frame
from .looks import looks_by_cell, styled
from .sheet_cut import LARGEST, Cut
from .sheet_slots import RowTag, Slot, rows_before, slot_of
from .styles import Styles
from .veils import Veils, find_veils

_START = b'<c r="'
_GROUP_OF = {"s": 0, "": 1, "n": 1}  # strings, numbers; all else is of the third group

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that are read alike: ``pick`` takes their values out of all those of the sheet."""

    addresses: tuple[str, ...]
    slots: tuple[Slot, ...]
    pick: Callable[[Sequence[bytes]], Sequence[bytes]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How to read the values of one skeleton. ``unsized_rows`` state no height of their own."""

    strings: Group
    numbers: Group
    others: Group
    styles: frozenset[str]  # of the numbers
    formulas: ByCell[str]
    spills: tuple[str, ...]
    slots: tuple[Slot, ...]
    hidden_rows: frozenset[int]
    unsized_rows: frozenset[int]
    row_styles: Mapping[int, str]
    row_heights: Mapping[int, float]
    extent: Extent

    def only(self, columns: Columns) -> Plan:
        """The plan of the cells in some columns alone."""
        return _some(self, columns)

    def bear(self, texts: ByCell[str], values: Sequence[bytes], strings: Sequence[Cell]) -> bool:
        """Whether ``texts`` stand in their cells as shared strings."""
        group = _texts_of(self, texts)
        if group is None:
            return False
        try:
            indices = list(map(int, group.pick(values)))
            found = [strings[index] for index in indices]
        except (ValueError, IndexError):
            return False
        return found == list(texts.by_cell.values()) and min(indices, default=0) >= 0

    def cells(self, values: Sequence[bytes], reader: CellReader) -> dict[str, Cell]:
        """What is not blank, by address. Raises Refused."""
        held: dict[str, Cell] = {}
        strings = reader.strings
        picked = self.strings.pick(values)
        indices = list(map(int, picked)) if _are_whole(picked) else [len(strings)]
        if max(indices) < len(strings):
            held.update(zip(self.strings.addresses, map(strings.__getitem__, indices), strict=True))
        else:
            _add(held, reader, self.strings, picked)
        picked = self.numbers.pick(values)
        if _are_whole(picked) and reader.dates.isdisjoint(self.styles):
            held.update(zip(self.numbers.addresses, map(int, picked), strict=True))
        else:
            _add(held, reader, self.numbers, picked)
        _add(held, reader, self.others, self.others.pick(values))
        return held


def _add(held: dict[str, Cell], reader: CellReader, group: Group, values: Sequence[bytes]) -> None:
    """Reads values one at a time: those that are not the common sort."""
    for slot, value in zip(group.slots, values, strict=True):
        if value:
            held[slot.address] = reader.read_raw(slot.address, slot.kind, slot.style, value)


def _are_whole(values: Sequence[bytes]) -> bool:
    """Whether all are digits alone, few enough to be exact."""
    return b"".join(values).isdigit() and b"" not in values and max(map(len, values)) < EXACT


def plan_of(cut: Cut) -> Plan | None:
    """How to read ``cut``'s values; None where a cell of it is written in another way."""
    return _plan(cut.skeleton)


@remembered(64, longest=LARGEST)
def _plan(skeleton: bytes) -> Plan | None:
    head, *pieces = skeleton.split(_START)
    before = rows_before(head)
    if before is None or b"xmlns" in skeleton or b"<?" in skeleton:
        return None
    rows, row = [*before[0]], before[1]
    slots = []
    for piece in pieces:
        slot = slot_of(piece)
        if slot is None or slot.row != row:
            return None
        slots.append(slot)
        rows += slot.rows
        row = slot.next_row
    if len({slot.address for slot in slots}) < len(slots) or row >= 0:
        return None  # two cells at one address, or a row that does not end
    return _arrange(tuple(slots), range(sum(slot.filled for slot in slots)), tuple(rows))


@remembered(64)
def _some(plan: Plan, columns: Columns) -> Plan:
    places = iter(range(sum(slot.filled for slot in plan.slots)))
    kept, where = [], []
    for slot in plan.slots:
        place = next(places) if slot.filled else -1
        if letters_of(slot.address) in columns:
            kept.append(slot)
            if slot.filled:
                where.append(place)
    return _arrange(tuple(kept), where, ())


@remembered(64)
def _texts_of(plan: Plan, texts: ByCell[str]) -> Group | None:
    """The cells of ``texts``, in their order; None where one of them holds no shared string."""
    places = {slot.address: place for place, slot in enumerate(slot for slot in plan.slots if slot.filled)}
    strings = {slot.address: slot for slot in plan.strings.slots}
    if not texts.by_cell.keys() <= strings.keys():
        return None
    return _group([(strings[cell], places[cell]) for cell in texts.by_cell])


def _arrange(slots: tuple[Slot, ...], places: Sequence[int], rows: tuple[RowTag, ...]) -> Plan:
    """The plan of ``slots``, of which those with a value find it at ``places``."""
    filled = [slot for slot in slots if slot.filled]
    groups: tuple[list[tuple[Slot, int]], ...] = ([], [], [])
    for slot, place in zip(filled, places, strict=True):
        groups[_GROUP_OF.get(slot.kind, 2)].append((slot, place))
    strings, numbers, others = map(_group, groups)
    texts, spills = formulas_of((slot.address, slot.formula) for slot in slots if slot.formula is not None)
    return Plan(
        strings=strings,
        numbers=numbers,
        others=others,
        styles=frozenset(slot.style for slot in numbers.slots),
        formulas=ByCell(texts),
        spills=spills,
        slots=slots,
        hidden_rows=frozenset(tag.row for tag in rows if tag.hidden),
        unsized_rows=frozenset(tag.row for tag in rows if tag.height is None),
        row_styles={tag.row: tag.style for tag in rows if tag.style},
        row_heights={tag.row: tag.height for tag in rows if tag.height is not None},
        extent=_extent(slots),
    )


def _extent(slots: Sequence[Slot]) -> Extent:
    extent = Extent()
    for slot in slots:
        if slot.filled or slot.formula is not None:
            extent.take_in(*position(slot.address))
    return extent


@remembered(64)
def looks_of(plan: Plan, frame: Frame, styles: Styles) -> ByCell[Look]:
    """How each cell with a value or a formula looks, those with a plain look left out."""
    return looks_by_cell(_styled(plan, frame), plan.row_heights, styles)


@remembered(64)
def veils_of(plan: Plan, frame: Frame, styles: Styles) -> Veils:
    """Where conditional formats may show a figure otherwise."""
    return find_veils(_styled(plan, frame), frame, styles) if frame.rules else Veils()


def _styled(plan: Plan, frame: Frame) -> list[tuple[str, str]]:
    filled = [slot for slot in plan.slots if slot.filled or slot.formula is not None]
    return styled([(slot.address, slot.style) for slot in filled], plan.row_styles, frame)


def _group(members: Sequence[tuple[Slot, int]]) -> Group:
    slots = tuple(slot for slot, _ in members)
    places = [place for _, place in members]
    pick: Callable[[Sequence[bytes]], Sequence[bytes]]
    # One place alone would be given bare, not as a sequence.
    pick = itemgetter(*places) if len(places) > 1 else lambda values: [values[place] for place in places]
    return Group(tuple(slot.address for slot in slots), slots, pick)
