"""What a sheet's cells hold, worked out once for each skeleton and remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ..book import ByCell
from ..values import Cell
from .cell_values import EXACT, CellReader
from .sheet_cut import INLINE, VALUE, Cut
from .styles import Styles
from .xml_text import decode

_START = b'<c r="'
_HEAD = re.compile(rb"<sheetData>\s*(?:<row(?:\s[^>]*)?>\s*(?:</row>\s*)?)*")
# A cell after its start, with nothing behind it but the ends and starts of rows.
_CELL = re.compile(
    rb'([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>'
    rb"(<f[^>]*>(?:[^<]*</f>)?)?(?:(%b|%b)|<v/>)?</c>)\s*(?:</row>\s*(?:<row\s[^>]*>\s*)?)*" % (VALUE, INLINE)
)
_LARGEST = 1 << 18  # bytes of a skeleton whose plan is remembered
_MOST_KNOWN = 20_000  # cells whose slot is remembered; then it starts anew
_LONGEST_KNOWN = 1_000  # bytes
_GROUP_OF = {"s": 0, "": 1, "n": 1}  # strings, numbers; all else is of the third group
_INLINE = b"inlineStr"

Columns = frozenset[str]


class Slot(NamedTuple):
    """One cell of a skeleton: its type ``kind`` and ``style`` as written, whether it has a place for a value."""

    address: str
    kind: str
    style: str
    formula: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that are read alike: ``pick`` takes their values out of all those of the sheet."""

    addresses: tuple[str, ...]
    slots: tuple[Slot, ...]
    pick: Callable[[Sequence[bytes]], Sequence[bytes]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How to read the values of one skeleton."""

    strings: Group
    numbers: Group
    others: Group
    styles: frozenset[str]  # of the numbers
    formulas: frozenset[str]
    slots: tuple[Slot, ...]

    def only(self, columns: Columns) -> Plan:
        """The plan of the cells in some columns alone."""
        return _some(self, columns)

    def bear(self, texts: ByCell[str], values: Sequence[bytes], strings: Sequence[str]) -> bool:
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

    def cells(
        self, values: Sequence[bytes], strings: Sequence[str], styles: Styles, epoch_1904: bool
    ) -> dict[str, Cell]:
        """What is not blank, by address. Raises UnusualError."""
        held: dict[str, Cell] = {}
        reader = CellReader(strings, styles.dates, epoch_1904)
        picked = self.strings.pick(values)
        indices = list(map(int, picked)) if _are_whole(picked) else [len(strings)]
        if max(indices) < len(strings):
            held.update(zip(self.strings.addresses, map(strings.__getitem__, indices), strict=True))
        else:
            _add(held, reader, self.strings, picked)
        picked = self.numbers.pick(values)
        if _are_whole(picked) and styles.dates.isdisjoint(self.styles):
            held.update(zip(self.numbers.addresses, map(int, picked), strict=True))
        else:
            _add(held, reader, self.numbers, picked)
        _add(held, reader, self.others, self.others.pick(values))
        return held


def _add(held: dict[str, Cell], reader: CellReader, group: Group, values: Sequence[bytes]) -> None:
    """Reads values one at a time: those that are not the common sort."""
    for slot, value in zip(group.slots, values, strict=True):
        if value:
            held[slot.address] = reader.read(slot.kind, slot.style, decode(value))


def _are_whole(values: Sequence[bytes]) -> bool:
    """Whether all are digits alone, few enough to be exact."""
    return b"".join(values).isdigit() and b"" not in values and max(map(len, values)) < EXACT


def plan_of(cut: Cut) -> Plan | None:
    """How to read ``cut``'s values; None where a cell of it is written in another way."""
    return _known_plan(cut.skeleton) if len(cut.skeleton) <= _LARGEST else _make_plan(cut.skeleton)


def _make_plan(skeleton: bytes) -> Plan | None:
    head, *pieces = skeleton.split(_START)
    if not _HEAD.fullmatch(head) or b"<?" in skeleton:
        return None
    slots = []
    for piece in pieces:
        slot = _known_slots.get(piece) or _learn(piece)
        if slot is None:
            return None
        slots.append(slot)
    if len({slot.address for slot in slots}) < len(slots):
        return None  # of cells at one address the last counts, whatever it holds
    return _arrange(tuple(slots), range(sum(slot.filled for slot in slots)))


_known_plan = lru_cache(maxsize=64)(_make_plan)
_known_slots: dict[bytes, Slot] = {}


def _learn(piece: bytes) -> Slot | None:
    found = _CELL.fullmatch(piece)
    if found is None:
        return None
    address, style, kind, formula, filled = found.groups()
    if filled and (filled == INLINE) != (kind == _INLINE):
        return None
    slot = Slot(address.decode(), (kind or b"").decode(), (style or b"").decode(), formula is not None, bool(filled))
    if len(piece) <= _LONGEST_KNOWN:
        if len(_known_slots) >= _MOST_KNOWN:
            _known_slots.clear()
        _known_slots[piece] = slot
    return slot


@lru_cache(maxsize=64)
def _some(plan: Plan, columns: Columns) -> Plan:
    places = iter(range(sum(slot.filled for slot in plan.slots)))
    kept, where = [], []
    for slot in plan.slots:
        place = next(places) if slot.filled else -1
        if slot.address.rstrip("0123456789") in columns:
            kept.append(slot)
            if slot.filled:
                where.append(place)
    return _arrange(tuple(kept), where)


@lru_cache(maxsize=64)
def _texts_of(plan: Plan, texts: ByCell[str]) -> Group | None:
    """The cells of ``texts``, in their order; None where one of them holds no shared string."""
    places = {slot.address: place for place, slot in enumerate(slot for slot in plan.slots if slot.filled)}
    strings = {slot.address: slot for slot in plan.strings.slots}
    if not texts.by_cell.keys() <= strings.keys():
        return None
    return _group([(strings[cell], places[cell]) for cell in texts.by_cell])


def _arrange(slots: tuple[Slot, ...], places: Sequence[int]) -> Plan:
    """The plan of ``slots``, of which those with a value find it at ``places``."""
    filled = [slot for slot in slots if slot.filled]
    groups: tuple[list[tuple[Slot, int]], ...] = ([], [], [])
    for slot, place in zip(filled, places, strict=True):
        groups[_GROUP_OF.get(slot.kind, 2)].append((slot, place))
    strings, numbers, others = map(_group, groups)
    return Plan(
        strings=strings,
        numbers=numbers,
        others=others,
        styles=frozenset(slot.style for slot in numbers.slots),
        formulas=frozenset(slot.address for slot in slots if slot.formula),
        slots=slots,
    )


def _group(members: Sequence[tuple[Slot, int]]) -> Group:
    slots = tuple(slot for slot, _ in members)
    places = [place for _, place in members]
    pick: Callable[[Sequence[bytes]], Sequence[bytes]]
    # One place alone would be given bare, not as a sequence.
    pick = itemgetter(*places) if len(places) > 1 else lambda values: [values[place] for place in places]
    return Group(tuple(slot.address for slot in slots), slots, pick)
