"""What may stand in what in an ods file's content.xml, as far as it is read (ODF 1.3 part 3, chapters 3 and 9).

Each open element is a Step; a child's Step follows from its parent's and from its name. What is known and of no
interest is ASIDE, with all that is in it. What nobody knows is FOREIGN: harmless, unless cells or texts stand in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, auto

from ...memory import remembered
from .ods_xml import CALCEXT, DRAW, OFFICE, TABLE, TEXT


class Step(IntEnum):
    """Where in the content an element stands."""

    OUTSIDE = auto()
    DOCUMENT = auto()
    STYLES = auto()
    STYLE = auto()  # anything within the list of styles
    BODY = auto()
    WORKBOOK = auto()
    NAMES = auto()
    NAME = auto()
    SHEET = auto()
    GROUP = auto()  # of rows or columns
    COLUMN = auto()
    ROW = auto()
    CELL = auto()
    COVERED = auto()
    NOTE = auto()  # of a cell
    PARAGRAPH = auto()
    RUN = auto()  # text within a paragraph's text
    FIELD = auto()  # a text that the program makes anew
    SPACES = auto()
    TAB = auto()
    BREAK = auto()
    CONDITIONS = auto()  # for how cells look
    CONDITIONAL = auto()  # the conditions for some ranges
    CONDITION = auto()
    SHAPES = auto()  # of a sheet
    SHAPE = auto()
    SHAPE_TEXT = auto()
    ASIDE = auto()
    FOREIGN = auto()
    FOREIGN_IN_CELL = auto()


class MisplacedError(Exception):
    """A part of the tables stands where the standard has none."""


_GRID = frozenset(
    TABLE + name
    for name in ("table", "table-row", "table-cell", "covered-table-cell", "table-rows", "table-row-group",
                 "table-header-rows")
)  # fmt: skip
_TEXTS = frozenset(TEXT + name for name in ("p", "h", "list"))
_GROUPS = dict.fromkeys(
    (
        TABLE + name
        for name in ("table-rows", "table-header-rows", "table-row-group", "table-columns", "table-header-columns",
                     "table-column-group")
    ),
    Step.GROUP,
)  # fmt: skip
_ASIDE = frozenset((
    OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms", OFFICE + "scripts", OFFICE + "dde-source",
    OFFICE + "event-listeners", OFFICE + "font-face-decls",
    *(TABLE + name for name in (
        "calculation-settings", "consolidation", "content-validations", "data-pilot-tables", "database-ranges", "desc",
        "dde-links", "detective", "label-ranges", "named-expressions", "scenario", "table-source", "title",
        "tracked-changes",
    )),
    TEXT + "note", TEXT + "ruby-text", TEXT + "tracked-changes",
))  # fmt: skip
_BLANKS = {TEXT + "s": Step.SPACES, TEXT + "tab": Step.TAB, TEXT + "line-break": Step.BREAK}
_INLINE = frozenset(TEXT + name for name in ("span", "a", "ruby", "ruby-base", "meta"))

_STEPS: Mapping[Step, Mapping[str, Step]] = {
    Step.OUTSIDE: {OFFICE + "document-content": Step.DOCUMENT},
    Step.DOCUMENT: {OFFICE + "automatic-styles": Step.STYLES, OFFICE + "body": Step.BODY},
    Step.BODY: {OFFICE + "spreadsheet": Step.WORKBOOK},
    Step.WORKBOOK: {TABLE + "table": Step.SHEET, TABLE + "named-expressions": Step.NAMES},
    Step.NAMES: {TABLE + "named-expression": Step.NAME},
    Step.SHEET: {
        **_GROUPS, TABLE + "table-row": Step.ROW, TABLE + "table-column": Step.COLUMN, TABLE + "shapes": Step.SHAPES,
        CALCEXT + "conditional-formats": Step.CONDITIONS,
    },
    Step.CONDITIONS: {CALCEXT + "conditional-format": Step.CONDITIONAL},
    Step.CONDITIONAL: dict.fromkeys((CALCEXT + kind for kind in ("condition", "icon-set", "data-bar")), Step.CONDITION),
    Step.GROUP: {**_GROUPS, TABLE + "table-row": Step.ROW, TABLE + "table-column": Step.COLUMN},
    Step.ROW: {TABLE + "table-cell": Step.CELL, TABLE + "covered-table-cell": Step.COVERED},
    # A table within a cell is a thing of its own, which no spreadsheet shows.
    Step.CELL: {TEXT + "p": Step.PARAGRAPH, OFFICE + "annotation": Step.NOTE, TABLE + "table": Step.ASIDE},
    Step.PARAGRAPH: {**_BLANKS, **dict.fromkeys(_INLINE, Step.RUN)},
    Step.SHAPES: {TABLE + "table": Step.ASIDE},
    Step.SHAPE: {TEXT + "p": Step.SHAPE_TEXT, TEXT + "h": Step.SHAPE_TEXT, TABLE + "table": Step.ASIDE},
    Step.SHAPE_TEXT: {**_BLANKS, TABLE + "table": Step.ASIDE},
}  # fmt: skip
_ALIKE = {Step.COVERED: Step.CELL, Step.RUN: Step.PARAGRAPH, Step.FIELD: Step.PARAGRAPH}
_SAME = frozenset((Step.ASIDE, Step.STYLE))
_NO_TEXTS = frozenset((Step.CELL, Step.PARAGRAPH, Step.FOREIGN_IN_CELL))
_SHAPED = frozenset((Step.SHAPES, Step.CELL, Step.PARAGRAPH, Step.SHAPE, Step.SHAPE_TEXT))


@remembered(1024, longest=200)
def next_step(name: str, here: Step) -> Step:
    """The Step of a child called ``name``. Raises MisplacedError."""
    if here in _SAME:
        return here
    if here is Step.STYLES:
        return Step.STYLE
    if here is Step.NOTE:
        return Step.ASIDE
    here = _ALIKE.get(here, here)
    found = _STEPS.get(here, {}).get(name)
    if found is not None:
        return found
    if name in _ASIDE:
        return Step.ASIDE
    if name in _GRID or (name in _TEXTS and here in _NO_TEXTS):
        raise MisplacedError(name)
    if here in _SHAPED and name.startswith(DRAW):
        return Step.SHAPE
    if here is Step.PARAGRAPH:
        return Step.FIELD if name.startswith(TEXT) else Step.RUN
    if here in (Step.SHAPE, Step.SHAPE_TEXT):
        return here
    return Step.FOREIGN_IN_CELL if here in (Step.CELL, Step.FOREIGN_IN_CELL) else Step.FOREIGN
