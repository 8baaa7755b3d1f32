"""Whether a printed character looks like what it says: a font may draw one and name another.

Digits are held against those of the standard faces, which the printing library brings with it: one that is clearly
more like another digit than like itself is not what it says; where it is a close call, its holes decide. Marks within
numbers are flat. No more is looked at.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Shape = np.ndarray[Any, np.dtype[np.floating[Any]]]

_FACES = (
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold",
    "Times-Italic", "Times-BoldItalic", "Courier", "Courier-Bold", "Courier-Oblique",
)  # fmt: skip
_DIGITS = "0123456789"
# Marks within numbers, after NFKC; of those that are narrow, how high each is for its width.
_MARKS = frozenset(".,'-·–—−\u2011\u2019、")
_FORMS = {".": (0.5, 1.6), ",": (1.25, 6.0), "-": (0.0, 0.7)}
_ANY_FORM = (0.0, 100.0)
_SIGNS = frozenset('+*/()[]<>=~|%^_:;!?"#&@$\\{}')
_SURELY = 0.9  # of 1, from which on a sign is a digit
_HIGHEST_MARK = 0.5  # of the height of the type; digits have some 0.7
_BESIDE = 0.3  # of a mark's width at each side, where its neighbours' ink may reach
_SMALLEST = 2  # pixels of a mark, below which its form is not told
_ROWS, _COLUMNS = 16, 12
_NARROW = 0.7  # widths of a height, that a narrow digit is filled up to: 1 is not to look as wide as 0
_CLEARLY = 0.08  # of 1: 810 digits of 27 faces come to 0.07 at most, 99 of 100 that say another are above
_DARK, _PALE = 128, 200  # of 255, below which a pixel is ink: most of it, or with its rim
_HOLES = dict.fromkeys("12357", (0,)) | {"0": (1, 2), "4": (0, 1), "6": (1,), "8": (2,), "9": (1,)}


def sign_fits(said: str, picture: Picture, size: float) -> bool:
    """Whether ``said``, a mark or a sign in type ``size`` pixels high, printed as ``picture``, black on white, may be
    one; what is neither fits.
    """
    text = unicodedata.normalize("NFKC", said)
    if text in _MARKS:
        return _is_mark(picture, *_FORMS.get(said, _ANY_FORM), size)
    shape = _shape(picture) if text in _SIGNS else None
    return shape is None or float((_standard()[1] @ shape).max()) < _SURELY


def digit_fits(said: str, picture: Picture) -> bool:
    """Whether ``said``, printed as ``picture``, black on white, looks like it; what is no digit fits."""
    text = unicodedata.normalize("NFKC", said)
    if not any(character in _DIGITS for character in text):
        return True
    if len(text) > 1:
        return False  # one sign of print that says several
    shape = _shape(picture)
    if shape is None:
        return True
    digits, shapes = _standard()
    like = shapes @ shape
    own = digits == int(text)
    apart = float(like[~own].max() - like[own].max())
    return apart <= 0 or (apart <= _CLEARLY and _holes(picture) in _HOLES[text])


def _is_mark(picture: Picture, least: float, most: float, size: float) -> bool:
    """Whether what is printed in the middle of ``picture`` is flat, and between ``least`` and ``most`` times as high as
    it is wide.
    """
    edge = round(_BESIDE * picture.shape[1])
    flat = _height(picture[:, edge : picture.shape[1] - edge]) <= _HIGHEST_MARK * size
    dark = picture < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not flat or min(rows.size, columns.size) < _SMALLEST:
        return flat
    return bool(least <= (rows[-1] - rows[0] + 1) / (columns[-1] - columns[0] + 1) <= most)


def _holes(picture: Picture) -> int:
    """How many holes the ink of ``picture`` has, where it hangs together: by Euler's number, from its corners (Gray,
    Local properties of binary images in two dimensions, 1971).
    """
    ink = np.pad(picture < _PALE, 1).astype(np.int8)
    corners = np.stack([ink[:-1, :-1], ink[:-1, 1:], ink[1:, :-1], ink[1:, 1:]])
    filled = corners.sum(axis=0)
    crossed = (filled == 2) & (corners[0] == corners[3])
    euler = (np.count_nonzero(filled == 1) - np.count_nonzero(filled == 3) - 2 * np.count_nonzero(crossed)) // 4
    return 1 - int(euler)


def _height(picture: Picture) -> int:
    rows = np.flatnonzero((picture < _DARK).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if rows.size else 0


def _shape(picture: Picture) -> Shape | None:
    """What is dark in ``picture`` as _ROWS by _COLUMNS shares of ink, in one line, of length 1 about its mean."""
    dark = picture < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not rows.size:
        return None
    ink = 255.0 - picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    lacking = int(_NARROW * ink.shape[0]) - ink.shape[1]
    if lacking > 0:
        ink = np.pad(ink, ((0, 0), (lacking // 2, lacking - lacking // 2)))
    line = _shares(_shares(ink, _ROWS).T, _COLUMNS).T.ravel()
    line = line - line.mean()
    length = float(np.linalg.norm(line))
    return line / length if length else None


def _shares(ink: Shape, count: int) -> Shape:
    """``ink`` as ``count`` rows, each the sum of what lies in its part of the height."""
    sums = np.concatenate([np.zeros((1, ink.shape[1])), ink.cumsum(axis=0)])
    at = np.linspace(0, ink.shape[0], count + 1)
    below = np.minimum(at.astype(int), ink.shape[0] - 1)
    part = (at - below)[:, None]
    return np.diff(sums[below] * (1 - part) + sums[below + 1] * part, axis=0)


@lru_cache(maxsize=1)
def _standard() -> tuple[np.ndarray[Any, np.dtype[np.int64]], Shape]:
    """The digits of the standard faces: (which, ) and their shapes, (which, share)."""
    from ctypes import c_ushort

    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument.new()
    digits, shapes = [], []
    for face in _FACES:
        page = document.new_page(400, 60)
        font = raw.FPDFText_LoadStandardFont(document, face.encode())
        for at, digit in enumerate(_DIGITS):
            one = raw.FPDFPageObj_CreateTextObj(document, font, 40.0)
            raw.FPDFText_SetText(one, (c_ushort * 2)(ord(digit), 0))
            raw.FPDFPageObj_Transform(one, 1, 0, 0, 1, 10 + 36 * at, 15)
            raw.FPDFPage_InsertObject(page, one)
        raw.FPDFPage_GenerateContent(page)
        picture = page.render(scale=2, grayscale=True).to_numpy()
        for at in range(len(_DIGITS)):
            left = 2 * (8 + 36 * at)
            shape = _shape(picture[:, left : left + 68])
            assert shape is not None
            digits.append(at)
            shapes.append(shape)
        raw.FPDFFont_Close(font)
        page.close()
    document.close()
    return np.array(digits), np.array(shapes)
