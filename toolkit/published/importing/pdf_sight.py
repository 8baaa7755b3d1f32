"""What of a PDF a reader sees: characters without ink are left out; what is printed otherwise than it says is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .glyphs import Glyphs

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.pdf import PDF

Unseen = list[tuple[str, str]]
Picture = np.ndarray[Any, np.dtype[np.uint8]]

_SCALE = 4.0  # pixels a point, where a page is no larger than one of paper
_MOST_PIXELS = 24_000_000
_INK = 40  # of 255, by which the darkest of a character differs from the lightest around it
_PRIVATE = (0xE000, 0xF8FF)
_BESIDE = {"EmbeddedFiles": "object", "JavaScript": "script"}


def seen_of(data: bytes, pages: Sequence[PdfPage]) -> Iterator[tuple[PdfPage, Unseen]]:
    """Each of ``pages`` with the characters alone that leave ink where it is printed, and what was left out."""
    import pypdfium2

    document, glyphs = pypdfium2.PdfDocument(data), Glyphs()
    try:
        for page, drawn in zip(pages, document, strict=True):
            scale = min(_SCALE, (_MOST_PIXELS / max(page.width * page.height, 1)) ** 0.5)
            picture = drawn.render(scale=scale, grayscale=True).to_numpy()
            hidden: dict[int, str] = {}
            remapped = False
            for one in page.chars:
                text = one["text"]
                if not text.strip():
                    continue
                place = _place(one, page, picture, scale)
                if place.size == 0 or int(place.max()) - int(place.min()) < _INK:
                    hidden[id(one)] = text
                elif _is_private(text) or not glyphs.fits(one["fontname"], text, place):
                    remapped = True
            told: Unseen = [("hidden", "".join(hidden.values())[:40])] if hidden else []
            told += [("glyphs", "")] if remapped else []
            told += [("note", "") for one in page.annots if one.get("contents")]

            def is_seen(one: dict[str, Any], hidden: dict[int, str] = hidden) -> bool:
                return one["object_type"] != "char" or id(one) not in hidden

            yield page.filter(is_seen), told
    finally:
        document.close()


def unseen_parts(document: PDF) -> Unseen:
    """What a PDF holds beside its pages: a form to be filled in, files, scripts."""
    from pdfminer.pdftypes import resolve1

    catalogue: dict[str, Any] = document.doc.catalog
    names = resolve1(catalogue.get("Names")) or {}
    form = resolve1(catalogue.get("AcroForm")) or {}
    told = [("form", "")] if resolve1(form.get("Fields")) else []
    return told + [(kind, "") for name, kind in _BESIDE.items() if name in names]


def _place(one: dict[str, Any], page: PdfPage, picture: Picture, scale: float) -> Picture:
    """The part of ``picture`` where ``one`` is; empty where that is beside the page."""
    left, top, _, _ = page.bbox
    edges = (one["top"] - top, one["bottom"] - top, one["x0"] - left, one["x1"] - left)
    above, below, first, last = (max(0, int(edge * scale)) for edge in edges)
    return picture[above : below + 1, first : last + 1]


def _is_private(text: str) -> bool:
    """Whether a character has no meaning of its own: of a private use, or none that the font tells."""
    return text.startswith("(cid:") or any(_PRIVATE[0] <= ord(character) <= _PRIVATE[1] for character in text)
