"""An issued workbook that exists, perhaps saved by another program since: what it says, and how it is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ...a1 import Spot, address
from ...book import text_of
from ...ooxml.cell_replacing import replace_cells
from ...ooxml.cell_values import CellReader
from ...ooxml.editing import EditablePackage
from ...ooxml.limits import MIB, Limits
from ...ooxml.main_part import MainPart, read_main_part
from ...ooxml.properties import read_properties
from ...ooxml.saving_note import note_saving
from ...ooxml.shared_strings import read_strings
from ...ooxml.sheet_data import PlannedSheet, content_of, open_sheet
from ...ooxml.styles import Styles, read_styles
from ...ooxml.xml_tree import UneditableError
from ...refusal import Refused
from ...rules.case import Value
from ...stamp import STAMP_NAME_PREFIX
from ...values import Cell
from .entries import ValuesError

_LIMITS = Limits(unpacked=64 * MIB)  # a template comes to less than one megabyte


class IssuedWorkbook:
    """The workbook of ``data``, told of as ``file``. Raises ValuesError where it can't be read or changed for sure."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        with self._sound("不是 .xlsx 工作簿"):
            self.package = EditablePackage(data, _LIMITS)
        self._read: dict[str, Mapping[str, Cell]] = {}

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet, by the sheet's name."""
        with self._sound():
            related = self.package.relations(self.package.main).by_id
        found = {entry.name: related.get(entry.relation) for entry in self._facts.sheets}
        return {
            name: relation.part
            for name, relation in found.items()
            if relation is not None and relation.kind == "worksheet" and relation.part in self.package
        }

    @property
    def properties(self) -> Mapping[str, str]:
        """Custom document properties, by name."""
        return self._properties[0]

    @property
    def saved_at(self) -> str:
        """When it was saved, as the workbook writes it; empty where it does not say."""
        return self._properties[1]

    @cached_property
    def _properties(self) -> tuple[Mapping[str, str], str, str]:
        with self._sound():
            return read_properties(self.package.source)

    @property
    def names(self) -> Mapping[str, str]:
        """Defined names and what they stand for."""
        return self._facts.names

    def cells(self, sheet: str) -> Mapping[str, Cell]:
        """What stands in the sheet's cells, by address."""
        if sheet not in self._read:
            with self._sound():
                self._read[sheet] = self._cells(sheet)
        return self._read[sheet]

    def text(self, sheet: str, spot: Spot) -> str:
        """What stands in one cell, as a text; empty for a blank."""
        return text_of(self.cells(sheet).get(address(*spot)))

    def fill(
        self,
        contents: Mapping[str, Mapping[Spot, Value]],
        results: Mapping[str, Mapping[Spot, Value]],
        *,
        program: str,
        saved: datetime,
    ) -> bytes:
        """The workbook with ``contents`` in its cells, by sheet and cell, and ``results`` where formulas come to them,
        saved by ``program`` at ``saved``.

        Raises ValuesError for a cell that is not there.
        """
        self.put(contents, results)
        with self._sound():
            note_saving(self.package, program, saved)
        return self.data()

    def put(self, contents: Mapping[str, Mapping[Spot, Value]], results: Mapping[str, Mapping[Spot, Value]]) -> None:
        """As ``fill``, without a note of who saved it."""
        for sheet in dict.fromkeys((*contents, *results)):
            with self._sound():
                missing = replace_cells(
                    self.package, self._part(sheet), _by_cell(contents.get(sheet)), _by_cell(results.get(sheet))
                )
            if missing:
                lost = "、".join(sorted(missing)[:5])
                raise ValuesError(f"“{self.file}”的“{sheet}”里没有 {lost} 这些单元格，请换用发放的模板")

    def data(self) -> bytes:
        """The workbook as it is now."""
        with self._sound():
            return self.package.save()

    def _cells(self, sheet: str) -> Mapping[str, Cell]:
        part = self._part(sheet)
        source, styles = self.package.source, self._styles
        frame, cut, plan, passed = open_sheet(source[part], source.cut(source[part]), part, _LIMITS)
        reader = CellReader(sheet, self._strings, styles.dates, self._facts.epoch_1904)
        if cut is not None and plan is not None:
            return PlannedSheet(cut, plan, frame, reader, styles).content().cells
        assert passed is not None
        return content_of(passed, frame, reader, styles).cells

    @cached_property
    def _facts(self) -> MainPart:
        with self._sound():
            return read_main_part(self.package[self.package.main], self.package.main, STAMP_NAME_PREFIX)

    @cached_property
    def _strings(self) -> tuple[Cell, ...]:
        _, part = self.package.related(self.package.main, "sharedStrings")
        return read_strings(self.package[part], part) if part else ()

    @cached_property
    def _styles(self) -> Styles:
        _, part = self.package.related(self.package.main, "styles")
        return read_styles(self.package[part], part) if part else Styles()

    def _part(self, sheet: str) -> str:
        if sheet not in self.sheets:
            raise ValuesError(f"“{self.file}”里没有“{sheet}”这张表，请换用发放的模板")
        return self.sheets[sheet]

    @contextmanager
    def _sound(self, told: str = "不是完好的 .xlsx 工作簿") -> Iterator[None]:
        """Tells a person of what is not as it should be in the file."""
        try:
            yield
        except (Refused, UneditableError) as error:
            large = isinstance(error, Refused) and error.wording_id == "GUARD-UNPACKED"
            why = "展开后过大，不像是发放的模板" if large else told
            raise ValuesError(f"“{self.file}”{why}，请换用发放的模板") from error


def open_issued(path: Path) -> IssuedWorkbook:
    """The workbook at ``path``. Raises ValuesError where it is none, or can't be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ValuesError(f"找不到“{path}”，请检查路径") from error
    except OSError as error:
        raise ValuesError(f"读不出“{path}”：{error.strerror or error}；请检查路径和权限") from error
    return IssuedWorkbook(data, str(path))


def _by_cell(contents: Mapping[Spot, Value] | None) -> dict[str, Value]:
    return {address(*spot): content for spot, content in (contents or {}).items()}
