"""A report as one self-contained page: plain tables with heads that say their scope, to publish or to paste."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from .look import Font
from .report import Cell, Grid, PublishedReport

_FOLDER = Path(__file__).parent / "pages"


def to_html(report: PublishedReport, encoding: str = "utf-8") -> bytes:
    """``report`` as an HTML document in ``encoding`` that asks for nothing beyond itself.

    What the encoding does not know is written as a character reference.
    """
    families = {name: _families(face.font) for name, face in report.look.faces.items()}
    page = _template().render(
        report=report, charset=encoding.upper() if encoding == "utf-8" else encoding, families=families,
        spans=_spans, scope=_scope,
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
