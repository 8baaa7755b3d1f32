"""The sheets in an ods file's content.xml, read as a stream; which element may stand where, ods_steps says."""

from __future__ import annotations

from collections.abc import Mapping

from ...ooxml.limits import Limits
from ...refusal import Refused
from .ods_shapes import ShapeReader
from .ods_steps import MisplacedError, Step, next_step
from .ods_styles import StyleReader, Styles
from .ods_tables import Table, TableReader
from .ods_text import BREAK, SPACE, TAB, Paragraphs
from .ods_xml import TABLE, parse

PART = "content.xml"
_TEXT_STEPS = frozenset((Step.PARAGRAPH, Step.RUN, Step.FIELD))
_BLANKS = {Step.SPACES: SPACE, Step.TAB: TAB, Step.BREAK: BREAK}


class ContentReader:
    """Gathers ``tables``, constant ``names`` and whether the structure is ``locked``; fills ``styles`` on the way.

    ``read`` raises Refused where the content is damaged, asks for too much, or can be shown in more than one way.
    """

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self.styles = styles
        self.tables: list[Table] = []
        self.names: dict[str, str] = {}
        self.locked: bool | None = None
        self._limits = limits
        self._known: set[str] = set()  # the names of the tables, as they are told apart
        self._bodies = 0
        self._step = Step.OUTSIDE
        self._steps: list[Step] = []  # of the elements around the innermost that is open
        self._style_reader = StyleReader(styles)
        self._table_reader = TableReader(styles, limits)
        self._text = self._table_reader.text
        self._box = Paragraphs()
        self._shapes = ShapeReader(styles)
        self._open = {
            **self._table_reader.open,
            Step.WORKBOOK: self._open_workbook, Step.NAME: self._open_name, Step.SHEET: self._open_sheet,
        }  # fmt: skip
        self._close = {
            **self._table_reader.close, Step.SHAPE: self._close_shape, Step.SHAPE_TEXT: self._close_shape_text,
        }  # fmt: skip

    def read(self, data: bytes) -> None:
        parse(PART, data, self._start, self._end, self._add)
        if self._bodies != 1:
            raise Refused("ODS-BODY", count=self._bodies)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        here = self._step
        try:
            step = next_step(name, here)
        except MisplacedError:
            raise self._table_reader.refused("ODS-MISPLACED", found=name.rpartition(" ")[2][:100]) from None
        self._steps.append(here)
        self._step = step
        if step is Step.STYLE:
            self._style_reader.start(name, attributes)
        elif step is Step.SHAPE:
            self._shapes.start(name, attributes, None if here is Step.SHAPES else self._table_reader.place)
        elif here is Step.SHAPE_TEXT and step in _BLANKS:
            self._box.add_blank(_BLANKS[step])
        elif (opening := self._open.get(step)) is not None:
            opening(attributes)

    def _end(self, name: str) -> None:
        step = self._step
        self._step = self._steps.pop()
        if step is Step.STYLE:
            self._style_reader.end(name)
        elif (closing := self._close.get(step)) is not None:
            closing()

    def _add(self, text: str) -> None:
        step = self._step
        if step in _TEXT_STEPS:
            self._text.add(text)
        elif step is Step.SHAPE_TEXT:
            self._box.add(text)
        elif step is Step.STYLE:
            self._style_reader.text(text)

    def _open_workbook(self, attributes: Mapping[str, str]) -> None:
        self._bodies += 1
        self.locked = attributes.get(TABLE + "structure-protected") == "true" or None  # not all programs keep it

    def _open_name(self, attributes: Mapping[str, str]) -> None:
        self.names.setdefault(attributes.get(TABLE + "name", ""), attributes.get(TABLE + "expression", ""))

    def _open_sheet(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get(TABLE + "name", "")
        if name.casefold() in self._known:
            raise Refused("ODS-SHEET-TWICE", sheet=name)
        self._known.add(name.casefold())
        protected = attributes.get(TABLE + "protected") == "true"
        self.tables.append(self._table_reader.begin(name, attributes.get(TABLE + "style-name", ""), protected))
        if len(self.tables) > self._limits.sheets:
            raise Refused("GUARD-SHEETS", count=len(self.tables), limit=self._limits.sheets)

    def _close_shape_text(self) -> None:
        if self._step is not Step.SHAPE_TEXT:  # spans and the like within a paragraph are part of it
            self._box.close()

    def _close_shape(self) -> None:
        """The outermost shape tells all texts in it as one."""
        text = "" if self._step is Step.SHAPE else str(self._box.take()).strip()
        if text:
            self.tables[-1].text_boxes.append(text)
        if (box := self._shapes.close(text)) is not None:
            self.tables[-1].places.boxes.append(box)
