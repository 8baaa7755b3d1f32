"""Figures of PDFs that look otherwise than they say: each is told, and none that is honest."""

from __future__ import annotations

from itertools import product

import pytest

from tests.published.importing import pdfs
from tests.published.importing.printed import CELL, NAMES, figure, told, words
from toolkit.published.importing.pdf import read_pdf

CHANGED = {  # what is drawn on a digit that makes it another
    "8 with its lower left covered": ("8", "q 1 1 1 rg 142 591 1.6 2.6 re f Q\n"),
    "6 with its lower left covered": ("6", "q 1 1 1 rg 142 591 1.6 2.6 re f Q\n"),
    "8 with its left covered": ("8", "q 1 1 1 rg 142 590 1.5 8 re f Q\n"),
    "5 with a stroke": ("5", "q 0 0 0 RG .7 w 142.7 592 m 142.7 594.5 l S Q\n"),
    "3 with two strokes": ("3", "q .7 w 142.8 592 m 142.8 594 l S 142.8 594.4 m 142.8 596.4 l S Q\n"),
    "1 with a bar": ("1", "q .8 w 142.1 596.4 m 145.6 596.4 l S Q\n"),
}


@pytest.mark.parametrize("size", [8, 12])
@pytest.mark.parametrize("how", CHANGED)
def test_changed__a_digit_that_is_drawn_over_is_told(how: str, size: int) -> None:
    said, drawn = CHANGED[how]
    grown = f"q {size / 8} 0 0 {size / 8} {142 * (1 - size / 8)} {591 * (1 - size / 8)} cm {drawn} Q\n"
    _, kinds = figure(pdfs.text(*CELL, said, size=size) + grown)
    assert kinds


@pytest.mark.parametrize(("drawn", "said"), [(",", "."), (".", ","), ("-", ","), ("-", "."), (",", "-")])
def test_glyphs__a_mark_that_looks_like_another_is_told(drawn: str, said: str) -> None:
    _, kinds = figure("", f"1{drawn}835", unicode={ord(drawn): said, **{ord(one): one for one in "1835"}})
    assert kinds


def test_glyphs__a_digit_that_says_it_is_a_sign_is_told() -> None:
    _, kinds = figure("", "182", unicode={ord("1"): "+", ord("8"): "8", ord("2"): "2"})
    assert kinds


@pytest.mark.parametrize("font", ["F0", "F1", "F2"])
@pytest.mark.parametrize("size", [4, 7, 9, 16, 30])
def test_glyphs__of_honest_faces_are_what_they_say(font: str, size: int) -> None:
    shown = "".join(
        pdfs.text(80, 600 - 40 * n, line, font=font, size=size) for n, line in enumerate(("01234", "56789", "1,3.4-5"))
    )
    data = pdfs.pdf([NAMES + shown])
    assert told(data) == []
    assert "0123456789" in words(read_pdf(data))


PAIRS = [(drawn, said) for drawn, said in product("0123456789", repeat=2) if drawn != said]


@pytest.mark.parametrize("size", [5, 6, 7.5, 9, 10.5, 16])
def test_glyphs__a_digit_that_looks_like_another_is_told(size: float) -> None:
    silent = [
        (drawn, said) for drawn, said in PAIRS
        if not told(pdfs.pdf([NAMES + pdfs.text(80, 600, drawn, size=size)], unicode={ord(drawn): said}))
    ]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("said", [" ", "\u00a0", "", ",", "，", ".", "·", "-", "¹", "⒈", "58", "１", "\u200b"])
def test_glyphs__a_digit_that_says_something_else_is_told(said: str) -> None:
    """In a cell that has another digit, which alone would be read."""
    _, kinds = figure("", "58", unicode={ord("8"): said, ord("5"): "5"})
    assert kinds


def test_glyphs__without_a_meaning_are_told() -> None:
    data = pdfs.pdf([NAMES + pdfs.text(80, 600, "1")], unicode={ord("1"): "\uf031"})
    assert told(data) in (["glyphs"], ["hidden"])  # as the program that draws it has such a character, or has none
