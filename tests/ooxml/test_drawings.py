"""Which cells lie beneath what is drawn on a sheet, and which don't."""

from __future__ import annotations

import pytest

from toolkit.a1 import COLUMNS, ROWS, range_of
from toolkit.ooxml.drawings import read_drawing
from toolkit.ooxml.lengths import degrees, emu, share
from toolkit.refusal import Refused

USUAL = "http://schemas.openxmlformats.org/drawingml/2006/"
STRICT = "http://purl.oclc.org/ooxml/drawingml/"
RED = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
FAINT = '<a:solidFill><a:srgbClr val="FFFF00"><a:alpha val="{}"/>{}</a:srgbClr></a:solidFill>'
CALLOUT = '<a:prstGeom prst="wedgeRectCallout"><a:avLst><a:gd name="adj1" fmla="val {}"/></a:avLst></a:prstGeom>'
FRAME = '<a:xfrm {}><a:off x="{}" y="0"/><a:ext cx="100" cy="100"/>{}</a:xfrm>'
SHADOW = '<a:effectLst><a:outerShdw dist="800000" dir="0"><a:srgbClr val="0">{}</a:srgbClr></a:outerShdw></a:effectLst>'


def drawn(inside: str, home: str = USUAL) -> bytes:
    return f'<d:wsDr xmlns:d="{home}spreadsheetDrawing" xmlns:a="{home}main">{inside}</d:wsDr>'.encode()


def corner(name: str, column: int, row: int, across: int, down: int) -> str:
    return (
        f"<d:{name}><d:col>{column}</d:col><d:colOff>{across}</d:colOff>"
        f"<d:row>{row}</d:row><d:rowOff>{down}</d:rowOff></d:{name}>"
    )


def anchored(inside: str, column: int = 3) -> str:
    """``inside`` anchored in row 6, in one cell."""
    first, last = corner("from", column, 5, 10_000, 10_000), corner("to", column, 5, 600_000, 250_000)
    return f"<d:twoCellAnchor>{first}{last}{inside}</d:twoCellAnchor>"


def shape(properties: str, kind: str = "sp", beside: str = "", about: str = "") -> str:
    return f'<d:{kind}><d:nv><d:cNvPr id="2" {about}/></d:nv><d:spPr>{properties}</d:spPr>{beside}</d:{kind}>'


def covered(inside: str, home: str = USUAL) -> tuple[str, ...]:
    return read_drawing(drawn(inside, home), "drawing").covered


@pytest.mark.parametrize("home", [USUAL, STRICT])
def test_shape__is_known_in_both_kinds_of_the_format(home: str) -> None:
    words = "<d:txBody><a:p><a:r><a:t>甲</a:t></a:r></a:p><a:p><a:r><a:t>乙</a:t></a:r></a:p></d:txBody>"
    read = read_drawing(drawn(anchored(shape(RED, beside=words)), home), "drawing")
    assert (read.texts, read.covered) == (("甲\n乙",), ("D6",))


@pytest.mark.parametrize(
    ("drawing", "covers"),
    [
        (shape(RED), True),
        (shape(RED, about='hidden="1"'), False),
        (shape("<a:noFill/>"), False),
        (shape(""), False),
        (shape("", beside='<d:style><a:fillRef idx="1"/></d:style>'), True),
        (shape("", beside='<d:style><a:fillRef idx="0"/></d:style>'), False),
        (shape("<a:noFill/>", beside='<d:style><a:fillRef idx="1"/></d:style>'), False),
        (shape(FAINT.format(40_000, "")), False),
        (shape(FAINT.format("40%", "")), False),
        (shape(FAINT.format(80_000, "")), True),
        (shape(FAINT.format(0, '<a:alpha val="100000"/>')), True),
        (shape(FAINT.format(0, '<a:alphaOff val="100000"/>')), True),
        (shape('<a:ln w="19050">' + RED + "</a:ln>"), False),  # a ring around the figure
        (shape('<a:ln w="300000"><a:noFill/></a:ln>'), False),
        (shape('<a:ln w="300000"/>'), False),
        (shape('<a:ln w="50000">' + RED + "</a:ln>"), False),  # a bold one
        (shape('<a:ln w="115000">' + RED + "</a:ln>"), True),
        (shape('<a:ln w="115000"/>', beside='<d:style><a:lnRef idx="1"/></d:style>'), True),
        (shape('<a:ln w="50000">' + RED + "</a:ln>", kind="cxnSp"), True),
        (shape('<a:ln w="12700">' + RED + "</a:ln>", kind="cxnSp"), False),
        (shape("<a:noFill/>", kind="pic"), True),
        ('<d:pic><d:blipFill><a:blip><a:alphaModFix amt="20000"/></a:blip></d:blipFill></d:pic>', False),
        (f"<d:grpSp><d:grpSpPr/>{shape(RED)}</d:grpSp>", True),
        (f'<d:grpSp><d:nv><d:cNvPr hidden="1"/></d:nv><d:grpSpPr/>{shape(RED)}</d:grpSp>', False),
        (f"<d:grpSp><d:grpSpPr>{RED}</d:grpSpPr>{shape('<a:grpFill/>')}</d:grpSp>", True),
        (f"<d:grpSp><d:grpSpPr><a:noFill/></d:grpSpPr>{shape('<a:grpFill/>')}</d:grpSp>", False),
        ("<d:grpSp><d:grpSpPr/></d:grpSp>", False),
        ("<x:Choice xmlns:x='urn:nobody:knows'><d:graphicFrame/></x:Choice>", True),
    ],
)
def test_shape__covers_where_a_figure_beneath_cannot_be_read(drawing: str, covers: bool) -> None:
    assert covered(anchored(drawing)) == (("D6",) if covers else ())


@pytest.mark.parametrize(
    ("drawing", "reaches"),
    [
        (shape('<a:ln w="400000">' + RED + "</a:ln>"), "C4:E8"),
        (shape(RED + SHADOW.format("")), "D6:G6"),
        (shape(RED + SHADOW.format('<a:alpha val="40000"/>')), "D6"),
        (shape(FRAME.format("", 0, "") + '<a:custGeom><a:pathLst><a:path w="10" h="10"><a:pt x="-20" y="10"/></a:path>'
               "</a:pathLst></a:custGeom>" + RED), "A6:D6"),
        (shape(CALLOUT.format(350_000) + RED), "D6:J6"),
        (shape(CALLOUT.format(-90_000) + RED), "D6"),
        (shape(FRAME.format('rot="5400000"', 0, "") + RED), "D6"),
        (shape(FRAME.format('rot="2400000"', 0, "") + RED), "D4:D8"),
    ],
)  # fmt: skip
def test_shape__covers_what_it_reaches_beyond_its_anchor(drawing: str, reaches: str) -> None:
    assert covered(anchored(drawing)) == (reaches,)


def test_group__holds_shapes_where_its_own_lengths_put_them() -> None:
    inner = '<a:chOff x="1000" y="0"/><a:chExt cx="100" cy="100"/>'
    group = f"<d:grpSp><d:grpSpPr>{FRAME.format('', 0, inner)}</d:grpSpPr>{{}}</d:grpSp>"
    inside, outside = (shape(FRAME.format("", left, "") + RED) for left in (1000, 700))
    assert covered(anchored(group.format(inside))) == ("D6",)
    assert covered(anchored(group.format(outside), column=11)) == ("F6:L6",)
    assert covered(anchored(group.format(group.format(inside)), column=11)) != ("L6",)


@pytest.mark.parametrize(
    ("across", "length", "columns"),
    [(0, 400_000, "D6"), (0, 700_000, "D6"), (0, 700_001, "D6:E6"), (2_150_000, 690_000, "D6:E6")],
)
def test_anchor__of_one_cell_reaches_as_far_as_its_length(across: int, length: int, columns: str) -> None:
    sized = f'{corner("from", 3, 5, across, 0)}<d:ext cx="{length}" cy="200000"/>{shape(RED)}'
    assert covered(f"<d:oneCellAnchor>{sized}</d:oneCellAnchor>") == (columns,)


def test_anchor__that_stands_free_of_cells_covers_rather_more_than_less() -> None:
    at = '<d:absoluteAnchor><d:pos x="3700000" y="1650000"/><d:ext cx="900000" cy="400000"/>{}</d:absoluteAnchor>'
    assert covered(at.format(shape(RED))) == ("C4:N16",)
    assert covered(at.format(shape("<a:noFill/>"))) == ()


@pytest.mark.parametrize("root", ["ext", "col", "sp", "twoCellAnchor", "absoluteAnchor"])
def test_drawing__of_one_element_is_read(root: str) -> None:
    read = read_drawing(f'<d:{root} xmlns:d="{USUAL}spreadsheetDrawing" cx="1"/>'.encode(), "drawing")
    assert (read.texts, read.covered) == ((), ())


def test_drawing__of_lengths_beyond_all_bounds_ends_at_the_edge() -> None:
    far = '<a:off x="-99999999999" y="99999999999"/><a:ext cx="99999999999" cy="99999999999"/>'
    group = f'<d:grpSp><d:grpSpPr><a:xfrm>{far}<a:chExt cx="1" cy="1"/></a:xfrm></d:grpSpPr>{{}}</d:grpSp>'
    inner = shape(f"<a:xfrm>{far}</a:xfrm>" + RED)
    for _ in range(50):
        inner = group.format(inner)
    (found,) = covered(anchored(inner))
    assert found.endswith(str(ROWS))


def test_drawing__larger_than_honest_ones_covers_everything() -> None:
    assert covered(anchored(shape(RED)) * 20_000) == (range_of((0, 0, ROWS - 1, COLUMNS - 1)),)
    assert covered(anchored(shape(RED)) * 1_000) == ("D6",)


def test_drawing__that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(Refused):
        read_drawing(b"<a>", "drawing")


def test_lengths__are_read_in_their_units() -> None:
    assert [emu(text) for text in ("12700", "-3", "1pt", "2.5cm", "", "x", None)] == [
        12_700,
        -3,
        12_700,
        900_000,
        0,
        0,
        0,
    ]
    assert [share(text) for text in ("40000", "40%", "x")] == [0.4, 0.4, 0]
    assert degrees("5400000") == 90
