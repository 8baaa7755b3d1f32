"""The old drawing of a sheet: notes that are always shown and controls lie on cells, and no file fails for them."""

from __future__ import annotations

import pytest

from toolkit.a1 import COLUMNS, ROWS, range_of
from toolkit.ooxml.vml_shapes import read_vml

HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="t"><v:stroke/></v:shapetype>'
)
HIDDEN, SHOWN = 'style="width:9pt;visibility:hidden"', 'style="width:9pt;visibility:visible"'


def shape(
    attributes: str = "", kind: str = "Note", said: str = "", inside: str = "", at: str = "3,2,5,2,3,70,5,26"
) -> str:
    data = f'<x:ClientData ObjectType="{kind}"><x:Anchor>{at}</x:Anchor>{said}</x:ClientData>'
    return f"<v:shape {attributes}>{inside}{data}</v:shape>"


def covered(*shapes: str) -> tuple[str, ...]:
    return read_vml(f"{HEAD}{''.join(shapes)}</xml>".encode())


@pytest.mark.parametrize(
    ("drawn", "covers"),
    [
        (shape(HIDDEN), False),
        (shape(HIDDEN.replace(":hidden", ": Hidden")), False),
        (shape(HIDDEN, said="<x:Visible/>"), True),
        (shape(HIDDEN, said="<x:Visible>False</x:Visible>"), False),
        (shape(SHOWN), True),
        (shape(), True),
        (shape(HIDDEN, kind="Button", said="<x:Visible/>"), False),
        (shape(kind="Button"), True),
        (shape(kind="Drop", said="<x:UIObj/>"), False),  # the arrow of a list of choices
        (shape('filled="f"', kind="Checkbox"), False),
        (shape('filled="f"', kind="Checkbox", inside="<v:textbox><div>512</div></v:textbox>"), True),
        (shape('filled="f"', kind="Pict", inside="<v:imagedata/>"), True),
        (shape(kind="Rect", inside='<v:fill opacity="13107f"/>'), False),
        (shape(kind="Rect", inside='<v:fill opacity=".9"/>'), True),
        (shape(kind="Rect", inside='<v:fill on="f"/>'), False),
        (shape(kind="Rect").replace("v:shape", "v:rect"), True),
    ],
)
def test_shape__covers_where_it_is_shown_and_hides_what_lies_beneath(drawn: str, covers: bool) -> None:
    assert covered(drawn) == (("D6",) if covers else ())


@pytest.mark.parametrize(
    ("anchor", "cells"),
    [
        ("3, 2, 5, 2, 5, 0, 6, 0", ("D6:E6",)),
        ("3,2,5,2,5,1,6,1", ("D6:E6",)),  # by a pixel
        ("3,2,5,2,5,9,6,9", ("D6:F7",)),
        ("3,2,5,2,3,2,5,2", ()),  # of no size
        ("5,0,5,0,3,9,3,9", ("F6",)),
        ("3,2,5", ()),
        ("", ()),
        ("a,b,c,d,e,f,g,h", ()),
    ],
)
def test_anchor__tells_the_cells_by_two_corners(anchor: str, cells: tuple[str, ...]) -> None:
    assert covered(shape(at=anchor)) == cells


def test_drawing__that_is_not_well_formed_is_told_as_far_as_it_goes() -> None:
    broken = "<v:textbox><div>甲<br>乙</div></v:textbox>"
    assert covered(shape(inside=broken)) == ("D6",)
    assert covered(shape(), "<p>", shape(at="9,2,9,2,9,9,9,9")) == ("D6", "J10")
    assert covered(shape(), "</p>", shape(at="9,2,9,2,9,9,9,9")) == ("D6",)
    assert covered(shape(HIDDEN) * 40_000) == (range_of((0, 0, ROWS - 1, COLUMNS - 1)),)
    assert read_vml(b"") == read_vml(b"<!DOCTYPE a><a/>") == read_vml(b"\xff\xfe") == ()
