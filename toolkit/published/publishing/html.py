"""A report as one self-contained page: plain tables with heads that say their scope, to publish or to paste."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ...width import columns
from .look import Font
from .report import Cell, Grid, PublishedReport

_FOLDER = Path(__file__).parent / "pages"
_DIGIT, _PADDING, _LABEL = 0.65, 0.8, 5  # in ems: of any font that may stand in, beside a figure, the least of labels


def to_html(report: PublishedReport, encoding: str = "utf-8") -> bytes:
    """``report`` as an HTML document in ``encoding`` that asks for nothing beyond itself.

    What the encoding does not know is written as a character reference.
    """
    families = {name: _families(face.font) for name, face in report.look.faces.items()}
    page = _template().render(
        report=report, charset=encoding.upper() if encoding == "utf-8" else encoding, families=families,
        spans=_spans, scope=_scope, ems=_ems, page=report.look.page,
    )  # fmt: skip
    return page.encode(encoding, "xmlcharrefreplace")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _families(font: Font) -> Markup:
    """The fonts of a style sheet, which needs no escaping: the names are our own data, without quotation marks."""
    names = ", ".join(f'"{name}"' for name in (font.name, *font.others))
    return Markup(f"{names}, {font.generic}")  # noqa: S704


def _spans(cell: Cell) -> Markup:
    spans = (("rowspan", cell.height), ("colspan", cell.width))
    return Markup("").join(Markup(' {}="{}"').format(name, span) for name, span in spans if span > 1)


def _scope(cell: Cell, grid: Grid) -> str:
    """What a head speaks of: one row or column, several of them, or all the rows of a block."""
    if cell.role == "block":
        return "rowgroup"
    if cell.role == "row":
        return "rowgroup" if cell.height > 1 else "row"
    return "colgroup" if cell.width > 1 and cell.role == "head" and not _is_lowest(cell, grid) else "col"


def _is_lowest(cell: Cell, grid: Grid) -> bool:
    """Whether figures stand right below a head, not heads of their own."""
    below = cell.row + cell.height
    return any(one.row == below and one.column == cell.column and one.role == "figure" for one in grid.cells)


def _ems(grid: Grid) -> int:
    """How many times as wide as its type ``grid`` must be, that no figure stands beyond the paper."""
    widest = [_LABEL if column < grid.labels else 0.0 for column in range(grid.columns)]
    for cell in grid.cells:
        if cell.role == "figure":
            share = (columns(cell.text) * _DIGIT + _PADDING) / cell.width
            for column in range(cell.column, cell.column + cell.width):
                widest[column] = max(widest[column], share)
    return ceil(sum(widest))
