"""What of a PDF a reader sees: characters that are not to be seen are left out, and what is printed otherwise than the
file says is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from .glyphs import sign_fits
from .pdf_ink import ACROSS, CONTRAST, DARK, Mask, box_of, ink_of, is_printed, is_private, is_seen, is_turned
from .pdf_print import Box, Print, print_page
from .unfinished import names_draft

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

Unseen = list[tuple[str, str]]

_RIM = 8  # more, by which ink differs from the pale ground of a cell
_CORE = 0.2  # of a character's box at each side, without which boxes lie over each other in no honest print
_MOSTLY = 0.5  # of it, that lies under another character
_ALIKE = 3.0  # times the size of another, from which on type is a mark across the page and covers nothing
_RULE = 2.0  # points at the edge of a cell that are its rule's
_LEAST_INK = 8  # pixels, fewer of which are the rim of something else
_THIN = 4.0  # points of an underline, that may be double
_LOW = 0.35  # of a character's height, that a line below it begins at most above its bottom


@dataclass(frozen=True, slots=True)
class Sight:
    """A page with the characters alone that are to be seen; ``owned`` is where their ink is in ``page``, its print."""

    seen: PdfPage
    told: Unseen
    page: Print
    owned: Mask

    def has_drawing(self, box: Box, characters: Sequence[Mapping[str, Any]]) -> bool:
        """Whether in the cell ``box``, with its ``characters``, is ink that neither those nor its rules are."""
        inner = self.page.pixels((box[0] + _RULE, box[1] + _RULE, box[2] - _RULE, box[3] - _RULE))
        whole = self.page.whole[inner].astype(np.int16)
        if not whole.size:
            return False
        ink = (np.abs(whole - int(np.median(whole))) >= CONTRAST + _RIM) & ~self.owned[inner]
        ink[ink.mean(axis=1) > ACROSS, :] = False
        ink[:, ink.mean(axis=0) > ACROSS] = False
        if np.count_nonzero(ink) < _LEAST_INK:
            return False
        return not (characters and self._is_underline(ink, (box[0] + _RULE, box[1] + _RULE), characters))

    def has_odd_sign(self, characters: Sequence[Mapping[str, Any]]) -> bool:
        """Whether one of the ``characters`` of a figure is printed otherwise than a mark or a sign may be."""
        return any(
            not sign_fits(one["text"], self.page.text[place], (one["bottom"] - one["top"]) * self.page.scale)
            for one in characters
            for place in (self.page.pixels(box_of(one)),)
        )

    def _is_underline(self, ink: Mask, start: tuple[float, float], characters: Sequence[Mapping[str, Any]]) -> bool:
        """Whether ``ink``, from the point ``start``, is a thin line below the whole of ``characters``."""
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        left, right, above, below = (
            at / self.page.scale for at in (columns[0], columns[-1] + 1, rows[0], rows[-1] + 1)
        )  # fmt: skip
        width = max(one["x1"] for one in characters) - min(one["x0"] for one in characters)
        highest = min(one["bottom"] - _LOW * (one["bottom"] - one["top"]) for one in characters)
        is_below = start[1] + above >= highest and start[0] + left <= min(one["x0"] for one in characters) + 1
        return bool(is_below and below - above <= _THIN and right - left >= ACROSS * width)


def sights_of(data: bytes, pages: Sequence[PdfPage]) -> Iterator[Sight]:
    """How each of ``pages`` of the document in ``data`` looks, turned so that its text stands upright."""
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        for number, page in enumerate(pages):
            upright = _upright(page)
            yield _sight(upright, print_page(document, number, upright))
    finally:
        document.close()


def _upright(page: PdfPage) -> PdfPage:
    """``page``, or where most of its text runs up, down or upside down, the same page turned."""
    directions = [_direction(one["matrix"]) for one in page.chars if one["text"].strip()]
    turn = max(set(directions), key=lambda way: (directions.count(way), -way), default=0)
    if not turn:
        return page
    turned = (page.rotation + turn) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate = turned
    return type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _direction(matrix: Sequence[float]) -> int:
    """By how many degrees text drawn by ``matrix`` is to be turned clockwise to run to the right."""
    right, up = matrix[0], matrix[1]
    if abs(right) >= abs(up):
        return 0 if right >= 0 else 180
    return 90 if up > 0 else 270


def _sight(page: PdfPage, printed: Print) -> Sight:
    dark = printed.text < DARK
    left_out: dict[int, str] = {}  # by id, why a character is not read
    read = []
    for one in page.chars:
        if one["text"].strip():
            why = _veil(one, printed.pixels(box_of(one)), dark, printed)
            if why:
                left_out[id(one)] = why
            else:
                read.append(one)
    left_out |= _covered(read, printed)

    def is_kept(one: dict[str, Any]) -> bool:
        return one["object_type"] != "char" or id(one) not in left_out

    seen = page.filter(is_kept)
    told = list(_told(page.chars, left_out))
    if any(is_private(one["text"]) or not is_printed(one, printed.pixels(box_of(one)), printed) for one in seen.chars):
        told.append(("glyphs", ""))
    inked = [one for one in page.chars if left_out.get(id(one)) in (None, "turned")]
    return Sight(seen, told, printed, ink_of(inked, dark, printed))


def _told(characters: Sequence[Mapping[str, Any]], left_out: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for why in ("hidden", "turned"):
        text = "".join(one["text"] for one in characters if left_out.get(id(one)) == why)[:40]
        if text:
            yield "draft" if names_draft(text) else why, text


def _veil(one: Mapping[str, Any], place: tuple[slice, slice], dark: Mask, printed: Print) -> str:
    """Why a character that is no blank is not read; empty where it is."""
    if is_turned(one["matrix"]):
        return "turned"
    return "" if is_seen(one, place, dark, printed) else "hidden"


def _covered(characters: Sequence[Mapping[str, Any]], printed: Print) -> dict[int, str]:
    """Those of ``characters`` that lie under another: hidden, or drawn twice to be bold."""
    found: dict[int, str] = {}
    last = np.zeros(printed.whole.shape, dtype=np.int32)  # which is the last that was drawn in a place, from 1
    for number, one in enumerate(characters, start=1):
        core = last[_core(printed.pixels(box_of(one)))]
        for under, shared in zip(*np.unique(core, return_counts=True), strict=True) if core.any() else ():
            lower = characters[under - 1]
            is_figure = one["text"].isnumeric() or lower["text"].isnumeric()
            if not under or (not is_figure and shared < _MOSTLY * core.size):
                continue  # marks that stand close, as Chinese ones may
            if _are_alike(one, lower) or (one["size"] > lower["size"] and is_figure):
                found[id(lower)] = "doubled" if lower["text"] == one["text"] else "hidden"
        core[...] = number
    return found


def _core(place: tuple[slice, slice]) -> tuple[slice, slice]:
    rows, columns = ((side.start, side.stop, round(_CORE * (side.stop - side.start))) for side in place)
    return slice(rows[0] + rows[2], rows[1] - rows[2]), slice(columns[0] + columns[2], columns[1] - columns[2])


def _are_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(1 / _ALIKE < one["size"] / other["size"] < _ALIKE)
