"""A page of a PDF as it is printed, and its text alone: what stands on paper is held against what the file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_SCALE = 4.0  # pixels a point, where a page is no larger than one of paper
_MOST_PIXELS = 24_000_000
_DEEPEST = 32  # groups of drawings within each other
_BLACK = (0, 0, 0, 255)


@dataclass(frozen=True, slots=True)
class Print:
    """A page in grey, rows from the top: the ``whole`` of it, and its ``text`` alone, all of which is black on white.

    ``scale`` is pixels a point; ``origin`` is where the page begins, in the points of pdfplumber.
    """

    whole: Picture
    text: Picture
    scale: float
    origin: tuple[float, float]

    def pixels(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of the pictures that ``box`` covers; none where that is beside the page."""
        left, top = self.origin
        across = (max(0, round((edge - left) * self.scale)) for edge in (box[0], box[2]))
        down = (max(0, round((edge - top) * self.scale)) for edge in (box[1], box[3]))
        return slice(*down), slice(*across)


def print_page(document: Any, number: int, page: PdfPage) -> Print:
    """Page ``number`` of the pypdfium2 ``document`` over the whole sheet that ``page`` has, turned as it is; blank
    where its crop box cuts it off.
    """
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    drawn = document[number]
    drawn.set_mediabox(*media)
    drawn.set_cropbox(*media)
    drawn.set_rotation(page.rotation)
    drawn.close()
    drawn = document[number]  # takes its size from its boxes when it is opened
    scale = min(_SCALE, (_MOST_PIXELS / max(page.width * page.height, 1)) ** 0.5)
    whole = drawn.render(scale=scale, grayscale=True).to_numpy().copy()
    _leave_text(drawn)
    text = drawn.render(scale=scale, grayscale=True, draw_annots=False).to_numpy().copy()
    kept = _on_paper(drawn, crop, whole.shape)
    for picture in (whole, text):
        outside = np.ones(picture.shape, dtype=bool)
        outside[kept] = False
        picture[outside] = 255
    drawn.close()
    return Print(whole, text, scale, (float(page.bbox[0]), float(page.bbox[1])))


def objects_of(drawn: Any) -> Iterator[Any]:
    """The things drawn on a page of pypdfium2, those within groups too, as they lie over each other."""
    from pypdfium2 import raw

    def within(group: Any, depth: int) -> Iterator[Any]:
        for number in range(raw.FPDFFormObj_CountObjects(group)):
            yield from each(raw.FPDFFormObj_GetObject(group, number), depth + 1)

    def each(one: Any, depth: int) -> Iterator[Any]:
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_FORM:
            yield one
        elif depth < _DEEPEST:
            yield from within(one, depth)

    for number in range(raw.FPDFPage_CountObjects(drawn)):
        yield from each(raw.FPDFPage_GetObject(drawn, number), 0)


def _leave_text(drawn: Any) -> None:
    """Takes all but the text from ``drawn``, and makes that black: in memory alone."""
    from pypdfium2 import raw

    for one in objects_of(drawn):
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_SetFillColor(one, *_BLACK)
            raw.FPDFPageObj_SetStrokeColor(one, *_BLACK)
        else:
            raw.FPDFPageObj_SetIsActive(one, False)


def _on_paper(drawn: Any, crop: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of a picture of ``drawn`` that lie within ``crop``, in the points of the file."""
    from ctypes import c_int

    from pypdfium2 import raw

    corners = []
    for x, y in ((crop[0], crop[1]), (crop[2], crop[3])):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(drawn, 0, 0, shape[1], shape[0], 0, x, y, across, down)
        corners.append((max(0, across.value), max(0, down.value)))
    (x0, y0), (x1, y1) = corners
    return slice(min(y0, y1), max(y0, y1)), slice(min(x0, x1), max(x0, x1))
