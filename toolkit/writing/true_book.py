"""XlsxWriter's workbooks with every text written by the house's one escape (``ooxml.escapes``).

XlsxWriter has one of its own that misses some: the results of formulas, two escapes that share an underscore, and a
text that begins and ends like markup (``<r>…</r>``), which it takes for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter
from xlsxwriter.custom import Custom
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet

from ..ooxml.cell_text import fitting
from ..ooxml.escapes import escaped
from ..ooxml.text_elements import text_element
from ..ooxml.zip_packing import Packing


def _escaped(data: Any) -> Any:
    """XlsxWriter asks this of numbers, too."""
    return escaped(data) if isinstance(data, str) else data


class TrueSheet(Worksheet):
    """A worksheet that holds the texts it is given; one that no cell can hold is cut, and says so."""

    _escape_control_characters = staticmethod(_escaped)

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        return super()._write_string(row, col, fitting(string), cell_format)

    def _xml_formula_element(self, formula: Any, result: Any, attributes: Sequence[Any] = ()) -> None:
        super()._xml_formula_element(_escaped(formula), _escaped(result), attributes)


class TrueBook(xlsxwriter.Workbook):
    """A workbook of TrueSheets."""

    worksheet_class = TrueSheet
    packing: Packing | None = None  # takes the parts; without one XlsxWriter puts them together itself
    _escape_control_characters = staticmethod(_escaped)

    def _get_packager(self) -> Packager:
        return _Packager(self.packing)


class LockedBook(TrueBook):
    """A workbook whose structure is locked as it is written, without a password."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])


class _Strings(SharedStrings):
    def _write_si(self, string: str) -> None:
        file: TextIO = vars(self)["fh"]
        file.write(f"<si>{text_element(string)}</si>")


class _Properties(Custom):
    _escape_control_characters = staticmethod(_escaped)


class _Packager(Packager):
    def __init__(self, packing: Packing | None) -> None:
        super().__init__()
        self._packing, self._handed = packing, 0

    def _create_package(self) -> list[tuple[Any, ...]]:
        super()._create_package()  # type: ignore[no-untyped-call]
        return self._not_handed_over()

    def _filename(self, xml_filename: str) -> Any:
        self._not_handed_over()  # all before it are complete
        return super()._filename(xml_filename)  # type: ignore[no-untyped-call]

    def _not_handed_over(self) -> list[tuple[Any, ...]]:
        """The parts that are left to XlsxWriter: none where ``packing`` takes them."""
        made: list[tuple[Any, ...]] = vars(self)["filenames"]
        if self._packing is None:
            return made
        for path, name, _ in made[self._handed :]:
            self._packing.add(name, Path(path))
        self._handed = len(made)
        return []

    def _write_shared_strings_file(self) -> None:
        table = vars(self)["workbook"].str_table
        if table.count:
            strings = _Strings()
            strings.string_table = table
            self._assemble(strings, "xl/sharedStrings.xml")

    def _write_custom_file(self) -> None:
        if facts := vars(self)["workbook"].custom_properties:
            properties = _Properties()
            properties._set_properties(facts)
            self._assemble(properties, "docProps/custom.xml")

    def _assemble(self, part: Any, name: str) -> None:
        part._set_xml_writer(self._filename(name))
        part._assemble_xml_file()
