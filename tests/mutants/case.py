"""One mutant in the making: the parts of a filled return, and what an alteration needs to find its way in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.mutants.bases import Base
from tests.mutants.packing import HONESTLY, Packing
from toolkit.form import Form
from toolkit.form.layout import Layout

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the official form: where it stands, the part it is in, and what stands there as XML."""

    index: int
    sheet: str
    part: str
    cell: str
    value: str  # the figure in the field's unit, as text

    @property
    def row(self) -> int:
        return int(re.sub(r"\D", "", self.cell))

    @property
    def column(self) -> str:
        return re.sub(r"\d", "", self.cell)

    @property
    def other(self) -> str:
        """Another figure than the one that stands there."""
        return str(int(float(self.value)) + 500)


@dataclass(slots=True)
class Case:
    """A return to be altered. ``told`` collects the places at which a finding must come whatever is shown."""

    base: Base
    rng: Random
    parts: dict[str, bytes]
    packing: Packing = HONESTLY
    patches: list[Callable[[bytes], bytes]] = field(default_factory=list)  # what is done to the zip once it is written
    told: list[tuple[str, str]] = field(default_factory=list)

    @property
    def form(self) -> Form:
        return self.base.form

    @property
    def layout(self) -> Layout:
        return self.base.layout

    def text(self, part: str) -> str:
        try:
            return self.parts.get(part, b"").decode("utf-8")
        except UnicodeDecodeError:
            return ""

    def put(self, part: str, text: str) -> bool:
        self.parts[part] = text.encode("utf-8")
        return True

    def swap(self, part: str, old: str, new: str, count: int = 1) -> bool:
        """Puts ``new`` in the place of ``old``; False where it is not there."""
        text = self.text(part)
        return old in text and self.put(part, text.replace(old, new, count))

    def sub(self, part: str, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 1) -> bool:
        text, done = re.subn(pattern, new, self.text(part), count=count, flags=re.S)
        return bool(done) and self.put(part, text)

    def must_tell(self, spot: Spot) -> bool:
        self.told.append((spot.sheet, spot.cell))
        return True

    def must_tell_spot(self) -> Spot:
        """An input at which a finding must come."""
        spot = self.input()
        self.must_tell(spot)
        return spot

    def must_tell_sheet(self, sheet: str) -> None:
        """A sheet at which a finding must come where it holds a figure other than 0."""
        inputs = [item.index for item in self.form.fields if not item.computed and self.base.values[item.index]]
        if sheet in {self.layout.place(index)[0] for index in inputs}:
            self.told.append((sheet, ""))

    def part_of(self, sheet: str) -> str:
        return self.base.sheets[sheet]

    def spots(self, *, computed: bool = False, filled: bool = True) -> list[Spot]:
        """The inputs (or the totals) of the form, those with a figure other than 0 unless ``filled`` is False."""
        found = []
        for item, steps in zip(self.form.fields, self.base.values, strict=True):
            if item.computed is computed and steps is not None and (steps != 0 or not filled):
                sheet, cell = self.layout.place(item.index)
                found.append(Spot(item.index, sheet, self.part_of(sheet), cell, item.unit.text(steps)))
        return found

    def input(self) -> Spot:
        """An input with a whole figure other than 0."""
        return self.rng.choice([spot for spot in self.spots() if spot.value.isdigit()])

    def total(self) -> Spot:
        return self.rng.choice([spot for spot in self.spots(computed=True) if spot.value.isdigit()])

    def cell_xml(self, spot: Spot) -> str:
        found = re.search(rf'<c r="{spot.cell}"[^>]*?(?:/>|>.*?</c>)', self.text(spot.part), re.S)
        return found[0] if found else ""

    def style(self, spot: Spot) -> str:
        found = re.search(r' s="\d+"', self.cell_xml(spot).split(">")[0])
        return found[0] if found else ""

    def make(self, spot: Spot, inner: str, attributes: str = "") -> str:
        """A cell at ``spot`` with its style kept."""
        return f'<c r="{spot.cell}"{self.style(spot)}{attributes}>{inner}</c>'

    def replace_cell(self, spot: Spot, xml: str) -> bool:
        old = self.cell_xml(spot)
        return bool(old) and self.swap(spot.part, old, xml)

    def row_xml(self, part: str, row: int) -> str:
        found = re.search(rf'<row r="{row}"[^>]*?(?:/>|>.*?</row>)', self.text(part), re.S)
        return found[0] if found else ""

    def wrap_cell(self, spot: Spot, before: str, behind: str) -> bool:
        """The cell with XML before and behind it."""
        old = self.cell_xml(spot)
        return bool(old) and self.replace_cell(spot, before + old + behind)

    def doubled(self, spot: Spot, figure: str = "") -> str:
        """Another cell for the same address, with another figure."""
        return self.make(spot, f"<v>{figure or spot.other}</v>")

    def table_sheet(self) -> tuple[str, str]:
        """The name and the part of the sheet of one of the official tables."""
        sheet = self.rng.choice(self.layout.tables).sheet
        return sheet, self.part_of(sheet)


Alter = Callable[[Case], bool]
ALTERATIONS: dict[str, Alter] = {}
HONEST: set[str] = set()  # alterations that an honest program may make: the figures stay, and there is nothing to tell


def alteration(name: str, *, honest: bool = False) -> Callable[[Alter], Alter]:
    """Registers an alteration: a function that changes a Case, or gives False where it does not apply."""

    def register(function: Alter) -> Alter:
        assert name not in ALTERATIONS, name
        ALTERATIONS[name] = function
        if honest:
            HONEST.add(name)
        return function

    return register
