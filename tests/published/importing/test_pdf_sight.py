"""PDFs that show another thing than they say: what nobody sees is left out, and all of it is told."""

from __future__ import annotations

import pytest

from tests.published.importing import pdfs
from tests.published.importing.printed import CELL, NAMES, WHITE, digits, figure, told, words
from toolkit.published.importing.page import Grid
from toolkit.published.importing.pdf import read_pdf
from toolkit.published.importing.pdf_prose import lines_of

HIDDEN = {
    "no ink": pdfs.text(80, 600, "7777", before="3 Tr"),
    "white on white": pdfs.text(80, 600, "7777", before="1 1 1 rg"),
    "beside the page": pdfs.text(700, 600, "7777"),
    "below the page": pdfs.text(80, -50, "7777"),
    "beneath a white box": pdfs.text(80, 600, "7777") + "q 1 1 1 rg 70 590 100 30 re f Q\n",
    "beneath a grey box": pdfs.text(80, 600, "7777") + "q 0.5 0.5 0.5 rg 70 590 100 30 re f Q\n",
    "clipped away": "q 0 0 10 10 re W n " + pdfs.text(80, 600, "7777") + "Q\n",
    "too small": pdfs.text(80, 600, "7777", size=0.5),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden__is_left_out_and_told(hidden: str) -> None:
    data = pdfs.pdf([NAMES + HIDDEN[hidden]])
    assert "7777" not in words(read_pdf(data))
    assert told(data) == ["hidden"]


@pytest.mark.parametrize("crop", ["80 80 500 780", "0 500 595 842"])
@pytest.mark.parametrize("origin", [(0, 0), (-20, 30)])
def test_hidden__what_is_cut_off_the_page(crop: str, origin: tuple[int, int]) -> None:
    left, low = origin
    box = f"{left} {low} {left + pdfs.WIDTH} {low + pdfs.HEIGHT}"
    beside = pdfs.text(20, 400, "7777") + pdfs.text(100, 650, "6666")
    data = pdfs.pdf([NAMES + beside], box=box, attributes=f"/CropBox[{crop}]")
    assert told(data) == ["hidden"]
    assert "7777" not in words(read_pdf(data))
    assert "6666" in words(read_pdf(data))


COVERED = {
    "in its place": WHITE + digits("8"),
    "near its place": WHITE + digits("8", right=2),
    "by a group": "/G Do\n",
    "with no cover": digits("8"),
    "a digit that has all of its ink": WHITE + digits("3"),
}


@pytest.mark.parametrize("said", ["5", "3"])
@pytest.mark.parametrize("over", COVERED)
def test_covered__the_digit_on_top_is_read_and_the_other_told(over: str, said: str) -> None:
    read, kinds = figure(COVERED[over], said, group=WHITE + digits("8"))
    on_top = "3" if over.startswith("a digit") else "8"
    assert read == on_top
    assert (
        kinds in ([], ["glyphs"]) if on_top == said else "hidden" in kinds
    )  # the same twice is bold, as some programs make it


@pytest.mark.parametrize("over", [WHITE, "/G Do\n"])
def test_covered__a_figure_beneath_is_blank_and_told(over: str) -> None:
    assert figure(over, "5", group=WHITE) == ("", ["hidden"])


def test_covered__half_a_digit_is_told() -> None:
    _, kinds = figure("q 1 1 1 rg 144.2 582 50 16 re f Q\n", "8")
    assert kinds


@pytest.mark.parametrize("colour", ["0.7 0.7 0.7", "0 1 1", "1 .7 .7", "0 1 0", "1 0 0"])
def test_drawn__in_a_pale_colour_is_told(colour: str) -> None:
    assert figure(f"q {colour} RG 1 w 150 585 m 150 596 l S Q\n", "5") == ("5", ["drawn"])


def test_table__grounds_of_patterns_are_no_fault() -> None:
    assert figure("/Pattern cs /P0 scn 300 300 20 20 re f\n", "5") == ("5", [])


def test_seen__white_on_a_dark_ground_and_pale_grey_are_read() -> None:
    ground = "q 0.1 0.3 0.6 rg 70 590 100 30 re f Q\n" + pdfs.text(80, 600, "7777", before="1 1 1 rg")
    pale = pdfs.text(80, 500, "6666", before="0.6 0.6 0.6 rg")
    data = pdfs.pdf([NAMES + ground + pale])
    assert "7777" in words(read_pdf(data))
    assert "6666" in words(read_pdf(data))
    assert told(data) == []


def test_seen__print_that_is_doubled_to_be_bold_is_read_once() -> None:
    assert figure(digits("35", right=0.3), "35") == ("35", [])


@pytest.mark.parametrize(("mark", "kind"), [("某市2024", "turned"), ("草稿2024", "draft")])
@pytest.mark.parametrize("drawn", ["before", "behind"])
def test_turned__a_mark_across_the_page_is_left_out_and_told(mark: str, kind: str, drawn: str) -> None:
    across = "q 0.8 g BT /C 90 Tf 0.7 0.7 -0.7 0.7 60 400 Tm <" + mark.encode("utf-16-be").hex() + "> Tj ET Q\n"
    table = NAMES + pdfs.table(80, 600, [60, 60], [["公开", "35"]])
    page = read_pdf(pdfs.pdf([across + table if drawn == "before" else table + across]))
    assert page.unseen == ((kind, mark),)
    assert words(page).endswith("公开35")


def test_turned__a_mirrored_figure_is_told() -> None:
    mirrored = "q BT /F0 8 Tf -1 0 0 1 170 591 Tm (26) Tj ET Q\n"
    assert figure(mirrored) == ("", ["turned"])


RAISED = {
    "smaller": pdfs.text(CELL[0] + 9, CELL[1] + 2.5, "1", size=5),
    "smaller, on the line": pdfs.text(CELL[0] + 9, CELL[1], "1", size=6),
    "as large": pdfs.text(CELL[0] + 9, CELL[1] + 2, "1", size=8),
    "lowered": pdfs.text(CELL[0] + 9, CELL[1] - 1.5, "1", size=5),
}


@pytest.mark.parametrize("mark", RAISED)
def test_raised__a_mark_at_a_figure_is_none_of_its_digits(mark: str) -> None:
    read, _ = figure(RAISED[mark], "35")
    assert not read.isdigit()


def test_struck__a_figure_is_told() -> None:
    assert figure("q 0.6 w 141 593.8 m 152 593.8 l S Q\n", "35") == ("35", ["drawn"])


def test_radicals__as_browsers_print_them_are_the_characters() -> None:
    characters = [
        {"text": sign, "x0": 10 * at, "x1": 10 * at + 10, "top": 0, "bottom": 10, "size": 10}
        for at, sign in enumerate("⻘⺠⻔⼾⻅⻋⾯⾏")
    ]
    assert [line.text for line in lines_of(characters, 800)] == ["青民门户见车面行"]


DRAWN = {
    "a stroke beside it": "150 585 m 150 596 l S\n",
    "a minus": "q 0.7 w 148 594 m 153 594 l S Q\n",
    "a point": "148 589 1.4 1.4 re f\n",
    "a curve": "150 592 m 160 600 160 580 150 585 c S\n",
    "a red one": "q 1 0 0 RG 150 585 m 150 596 l S Q\n",
}


@pytest.mark.parametrize("said", ["5", ""])
@pytest.mark.parametrize("drawn", DRAWN)
def test_drawn__what_is_no_text_in_a_cell_of_figures_is_told(drawn: str, said: str) -> None:
    assert figure(DRAWN[drawn], said) == (said, ["drawn"])


HARMLESS = {
    "an underline": "q 0.5 w 142 589.5 m 147 589.5 l S Q\n",
    "a thick rule": "q 2 w 140 580 m 140 600 l S 140 600 m 200 600 l S Q\n",
    "a ground": "q 0.9 g 140 580 60 20 re f Q\n" + digits("5"),
    "two underlines": "q 0.5 w 142 589.5 m 147 589.5 l S 142 587.9 m 147 587.9 l S Q\n",
    "a highlight": "q 1 1 0 rg 141 588 8 9 re f Q\n" + digits("5"),
    "a rule within": "q 0.3 w 140 584 m 200 584 l S Q\n",
}


@pytest.mark.parametrize("drawn", HARMLESS)
def test_drawn__lines_that_are_no_figures_are_not_told(drawn: str) -> None:
    assert figure(HARMLESS[drawn], "5") == ("5", [])


TURNS = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", TURNS)
def test_turned__a_page_is_read_whichever_way_it_lies(turned: int, shown: int) -> None:
    """Drawn turned, and shown turned again: upright, on its side, or upside down."""
    drawn = NAMES + pdfs.table(80, 600, [60, 60], [["公开", "35"], ["不予公开", "6"]])
    box = f"0 0 {pdfs.HEIGHT} {pdfs.WIDTH}" if turned in (90, 270) else f"0 0 {pdfs.WIDTH} {pdfs.HEIGHT}"
    data = pdfs.pdf([f"q {TURNS[turned]} cm {drawn} Q"], attributes=f"/Rotate {shown}", box=box)
    page = read_pdf(data)
    (grid,) = (part for part in page.parts if isinstance(part, Grid))
    assert (grid.cells[0, 1], grid.cells[1, 0]) == ("35", "不予公开")
    assert page.unseen == ()
