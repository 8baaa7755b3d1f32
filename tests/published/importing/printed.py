"""PDFs written by hand as they are read: what is read of one, and what is told."""

from __future__ import annotations

from tests.published.importing import pdfs
from tests.published.importing.pages import texts
from toolkit.published.importing.page import Grid, Page
from toolkit.published.importing.pdf import read_pdf

NAMES = "".join(pdfs.text(80, 760 - 20 * number, "一段看得见的文字在这里，足够成为一页。") for number in range(3))


def told(data: bytes) -> list[str]:
    """The kinds of what is told of a document."""
    return [kind for kind, _ in read_pdf(data).unseen]


def words(page: Page) -> str:
    return "".join(texts(page))


def figure(drawn: str, said: str = "", **more: object) -> tuple[str, list[str]]:
    """What is read of a cell that holds ``said`` with ``drawn`` above, in a table of one row; and what is told."""
    commands = pdfs.table(80, 600, [60, 60], [["公开", said]]) + drawn
    page = read_pdf(pdfs.pdf([NAMES + commands], **more))  # type: ignore[arg-type]
    (grid,) = (part for part in page.parts if isinstance(part, Grid))
    return grid.cells[0, 1], [kind for kind, _ in page.unseen]


CELL = (142, 591)  # where the text of the cell begins
WHITE = "q 1 1 1 rg 141 582 50 16 re f Q\n"


def digits(text: str, *, right: float = 0, font: str = "", before: str = "") -> str:
    return pdfs.text(CELL[0] + right, CELL[1], text, size=8, font=font, before=before)
