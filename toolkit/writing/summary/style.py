"""How the summary's own sheets look, and what they say: fonts, number formats, heads and titles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...form import Field
from ...form.summary_words import load_summary_words
from ...ooxml.row_writing import cells_xml, row_xml
from ...rollup import Summary
from .. import wording
from ..stream import MOST_INDENTED, StreamedSheet, add_streamed, style_id

OWN_SHEETS = tuple(load_summary_words().sheets.values())
FACE, DETAIL, STATUS, DIFFERENCES, FINDINGS, INDICATORS, YEARS, CHARTS, SOURCES = OWN_SHEETS

HEADS_ROW = 2  # below the title and the completeness line, where a sheet has one row of heads
WIDE_SCALE = 58  # per cent: some sixty lines on a page
_GREY, _PALE = "#D9D9D9", "#F2F2F2"


@dataclass(eq=False)
class Styles:
    """The formats of one workbook, made on first use; ``id(...)`` is the number a streamed cell refers to one by."""

    book: Workbook
    font: str
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": self.font, "valign": "vcenter", **properties})
        return self.made[key]

    def id(self, **properties: Any) -> int:
        return style_id(self.format(**properties))

    def title(self) -> Format:
        return self.format(bold=True, font_size=16)

    def note(self) -> Format:
        return self.format(font_size=11)

    def head(self) -> Format:
        return self.format(bold=True, border=1, bg_color=_GREY, text_wrap=True, align="center", font_size=10)

    def text(self, *, wrap: bool = False, bold: bool = False, indent: int = 0) -> Format:
        # A quote prefix keeps a returned text such as =1+1 a text even when somebody edits its cell.
        look = {"border": 1, "font_size": 10, "quote_prefix": True}
        extra: dict[str, Any] = {"text_wrap": True} if wrap else {}
        if bold:
            extra |= {"bold": True, "bg_color": _PALE}
        return self.format(**look, **extra, **({"indent": min(indent, MOST_INDENTED)} if indent else {}))

    def number(self, decimals: int = 0, *, bold: bool = False, signed: bool = False, mark: str = "") -> Format:
        """``mark`` stands behind the number, which stays one."""
        digits = "#,##0" + ("." + "#" * decimals if decimals else "")
        number = _marked(f"+{digits};-{digits};0" if signed else digits, mark)
        # Rather small than ###: what a whole province adds up to is known only when it is written.
        look = {"bold": True, "bg_color": _PALE} if bold else {}
        return self.format(border=1, font_size=10, num_format=number, shrink=True, **look)

    def percent(self, *, bold: bool = False, signed: bool = False, mark: str = "") -> Format:
        number = _marked("+0.00%;-0.00%;0.00%" if signed else "0.00%", mark)
        look = {"bold": True, "bg_color": _PALE} if bold else {}
        return self.format(border=1, font_size=10, num_format=number, align="right", shrink=True, **look)

    def figure(self, item: Field, *, bold: bool = False, signed: bool = False, mark: str = "") -> Format:
        return self.number(item.unit.decimals, bold=bold, signed=signed, mark=mark)


def _marked(number: str, mark: str) -> str:
    return ";".join(f'{section}"{mark}"' for section in number.split(";")) if mark else number


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a list: their heads and widths."""

    labels: tuple[str, ...]
    widths: tuple[int, ...]

    def beside(self, more: Heads) -> Heads:
        """These, and then ``more``."""
        return Heads((*self.labels, *more.labels), (*self.widths, *more.widths))


def heads_of(name: str, widths: tuple[int, ...]) -> Heads:
    """The heads that the summary's words have for the list ``name``, in columns of ``widths``."""
    labels = load_summary_words().heads[name]
    assert len(labels) == len(widths), name
    return Heads(labels, widths)


def add_list(
    book: Workbook,
    styles: Styles,
    summary: Summary,
    name: str,
    heads: Heads,
    *,
    title: str = "",
    legend: str = "",
    frozen: int = 2,
) -> tuple[StreamedSheet, list[str]]:
    """A streamed sheet with title, completeness line and one row of heads; returns it and those rows."""
    sheet = add_streamed(book, name)
    for index, width in enumerate(heads.widths):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(HEADS_ROW + 1, frozen)
    print_setup(sheet, summary, HEADS_ROW, HEADS_ROW)
    sheet.fit_to_pages(1, 0)
    head = style_id(styles.head())
    rows = [
        *title_rows(styles, summary, title or name, legend),
        row_xml(HEADS_ROW, cells_xml(heads.labels, [head] * len(heads.labels)), height=30),
    ]
    return sheet, rows


def title_rows(styles: Styles, summary: Summary, title: str, legend: str = "") -> list[str]:
    """The first two rows of every sheet: what it is, and how complete; then what its marks mean."""
    told = "　".join(filter(None, (face_line(summary), legend)))
    return [
        row_xml(0, cells_xml([title_of(summary, title)], [style_id(styles.title())]), height=28),
        row_xml(1, cells_xml([told], [style_id(styles.note())]), height=20),
    ]


def title_of(summary: Summary, name: str) -> str:
    top = "、".join(node.line.name for node in summary.roots)
    return f"{top}{summary.year}年度{summary.form.title}　{name}"


def face_line(summary: Summary) -> str:
    """The completeness line and what else belongs on every face."""
    return "　".join((summary.completeness, *summary.notes))


def print_setup(sheet: Worksheet, summary: Summary, first_head: int, last_head: int) -> None:
    """A4 across, heads on every page, completeness and page number at the foot."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.7)
    sheet.repeat_rows(first_head, last_head)
    sheet.set_footer(foot(summary))


def print_wide(sheet: Worksheet) -> None:
    """A3 across for what is too wide for one page: page after page to the right, the names repeated on each."""
    sheet.set_paper(8)
    sheet.repeat_columns(0, 0)
    sheet.set_print_scale(WIDE_SCALE)
    sheet.print_across()


def foot(summary: Summary) -> str:
    """The footer of every printed page; Excel allows 255 characters."""
    line = summary.completeness.replace("&", "&&")[:200]
    return f"&L&9{line}&R&9{wording.PAGE}"
