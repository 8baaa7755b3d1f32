"""What is drawn on a sheet of an ods file lies on the cells that a person sees beneath it."""

from __future__ import annotations

import pytest

from tests.reading.others.ods_drafts import cell, number, read, row, sheet

STYLES = (
    '<style:style style:name="co" style:family="table-column"><style:table-column-properties style:column-width="1in"/>'
    '</style:style><style:style style:name="ro" style:family="table-row"><style:table-row-properties '
    'style:row-height="0.5in"/></style:style>'
)
COLUMNS = '<table:table-column table:style-name="co" table:number-columns-repeated="2"/>'
FULL = 'svg:x="0.1in" svg:y="0.1in" svg:width="0.8in" svg:height="0.3in"'
WORDS = "<text:p>9999</text:p>"
IMAGE, BOX = "<draw:image/>", "<draw:text-box/>"


def style(attributes: str) -> str:
    return f'<style:style style:name="gr" style:family="graphic"><style:graphic-properties {attributes}/></style:style>'


def shape(kind: str = "rect", attributes: str = FULL, inside: str = "") -> str:
    return f'<draw:{kind} draw:style-name="gr" {attributes}>{inside}</draw:{kind}>'


def covered(*shapes: str, held: str = "", look: str = "", rows: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """What is covered of a sheet with ``shapes``, and with ``held`` in B2; its columns are 1 in, its rows 0.5 in."""
    low = 'table:style-name="ro"'
    lines = rows or (row(number(1), number(2), attributes=low), row(number(3), cell(inside=held), attributes=low))
    drawn = f"<table:shapes>{''.join(shapes)}</table:shapes>" if shapes else ""
    return read(sheet(drawn, COLUMNS, *lines), STYLES + style(look)).sheets[0].drawn_over


@pytest.mark.parametrize(
    ("drawn", "look", "covers"),
    [
        (shape(), "", True),
        (shape(), 'draw:fill="solid"', True),
        (shape(), 'draw:fill="none"', False),
        (shape(inside=WORDS), 'draw:fill="none"', True),
        (shape(), 'draw:fill="solid" draw:opacity="40%"', False),
        (shape(), 'draw:fill="none" svg:stroke-width="0.05cm"', False),  # a ring around the figure
        (shape(), 'draw:fill="none" svg:stroke-width="0.4cm"', True),
        (shape(), 'draw:fill="none" svg:stroke-width="0.4cm" draw:stroke="none"', False),
        (shape(attributes=FULL + ' draw:display="none"'), "", False),
        (shape(attributes=FULL + ' table:table-background="true"'), "", False),
        (shape("custom-shape", inside="<draw:enhanced-geometry/>"), "", True),
        (shape("line", 'svg:x1="0.9in" svg:y1="0.1in" svg:x2="0.1in" svg:y2="0.4in"'), "", False),
        (shape("line", 'svg:x1="0.9in" svg:y1="0.1in" svg:x2="0.1in" svg:y2="0.4in"'), 'svg:stroke-width="9pt"', True),
        (shape("frame", inside=IMAGE), 'draw:fill="none"', True),
        (shape("frame", inside=IMAGE), 'draw:image-opacity="20%"', False),
        (shape("frame", inside=BOX), 'draw:fill="none"', False),
        (shape("frame", inside=f"<draw:text-box>{WORDS}</draw:text-box>"), 'draw:fill="none"', True),
        (shape("frame", FULL + ' table:table-background="true"', IMAGE), "", False),
        (shape("control"), "", True),
        (f"<draw:g>{shape()}</draw:g>", "", True),
        (f"<draw:g>{shape()}</draw:g>", 'draw:fill="none"', False),
        ("<draw:g/>", "", False),
    ],
)
def test_shape__covers_its_cell_where_a_figure_beneath_cannot_be_read(drawn: str, look: str, covers: bool) -> None:
    assert covered(held=drawn, look=look) == (("B2",) if covers else ())
    assert covered(held=f"<text:p>{drawn}</text:p>", look=look) == (("B2",) if covers else ())
    assert covered(drawn, look=look) == (("A1",) if covers else ())


@pytest.mark.parametrize(
    ("attributes", "cells"),
    [
        ('svg:x="1.1in" svg:y="0.6in" svg:width="0.8in" svg:height="0.3in"', "B2"),
        ('svg:x="0.5in" svg:y="0in" svg:width="1in" svg:height="1in"', "A1:B2"),
        ('svg:x="1in" svg:y="0.5in" svg:width="1in" svg:height="0.5in"', "B2"),  # to the very edges
        ('svg:x="2.1in" svg:y="0.6in" svg:width="4in" svg:height="0.1in"', "C2:G2"),
        ('svg:width="0.8in" svg:height="0.3in" draw:transform="translate (1.1in 0.6in)"', "B2"),
        ('svg:x="9999in" svg:y="999999in" svg:width="999999in" svg:height="999999in"', "PPQ1048576:XFD1048576"),
        ('svg:x="?" svg:y="-9in" svg:width="0.1in" svg:height="9in"', "A1"),
    ],
)  # fmt: skip
def test_shape__of_the_sheet_covers_cells_by_their_sizes(attributes: str, cells: str) -> None:
    assert covered(shape(attributes=attributes)) == (cells,)


def test_shape__that_is_turned_covers_what_it_is_turned_to() -> None:
    turned = 'svg:width="1.8in" svg:height="0.1in" draw:transform="rotate (1.5707963) translate (1.5in 0.5in)"'
    assert covered(shape(attributes=turned)) == ("B1:B10",)


def test_shape__that_says_the_cell_of_its_end_reaches_there() -> None:
    end = FULL + ' table:end-cell-address="\'表 三\'.C3" table:end-x="0.5in" table:end-y="0.1in"'
    assert covered(held=shape(attributes=end)) == ("B2:C3",)
    back = FULL + ' table:end-cell-address="表.A8" table:end-x="0.1in"'
    assert covered(held=shape(attributes=back)) == ("A2:B7",)
    assert covered(held=shape(attributes=FULL + ' table:end-cell-address="甲"')) == ("B2",)


def test_shape__lies_below_rows_that_are_shown_alone() -> None:
    hidden = row(attributes='table:style-name="ro" table:visibility="collapse" table:number-rows-repeated="9"')
    at = shape(attributes='svg:x="0.1in" svg:y="0.1in" svg:width="0.1in" svg:height="0.1in"')
    assert covered(at, rows=(hidden, row(number(1), attributes='table:style-name="ro"'))) == ("A10",)


@pytest.mark.parametrize(
    ("attributes", "cells"),
    [
        (FULL, ()),
        ('office:display="false" ' + FULL, ()),
        ('office:display="true" ' + FULL, ("A1",)),
        ('office:display="true"', ("C1:D2",)),
    ],
)
def test_note__covers_cells_where_it_is_always_shown(attributes: str, cells: tuple[str, ...]) -> None:
    assert covered(held=f"<office:annotation {attributes}>{WORDS}</office:annotation>") == cells


def test_texts__of_notes_and_shapes_are_none_of_their_cells() -> None:
    held = (
        f"<office:annotation office:display='true'>{WORDS}</office:annotation>{shape(inside=WORDS)}<text:p>5</text:p>"
    )
    book = read(sheet(row(cell('office:value-type="string"', held))))
    assert book.sheets[0].cells == {"A1": "5"}
    assert book.sheets[0].text_boxes == ("9999",)
