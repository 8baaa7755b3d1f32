"""The ink of a printed page: which of it is a character's, whether that is seen, and looks like what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .glyphs import digit_fits
from .pdf_print import Box, Picture, Print

Mask = np.ndarray[Any, np.dtype[np.bool_]]

_LEAST_SIZE = 3.0  # points of type, below which nobody reads it
DARK = 128  # of 255, below which text that is black on white is ink
_PALE = 200  # below which it has some
CONTRAST = 40  # of 255, by which what is seen differs from its ground
_SEEN = 0.7  # of the ink of a character, that is to be seen
_BEYOND = (0.05, 0.15)  # of a character's height, by which ink may reach beyond its box sideways, and above or below
ACROSS = 0.9  # of a cell's width or height, from which on a line is a rule
_ASLANT = 0.05  # of the way that text runs, by which it rises or falls: three degrees
_NEAR = 0.08  # of the height of a digit, within which strokes change it
_RELATIVE = 0.35  # of how a digit differs from its ground, from which on what is beside it is ink
_OTHERWISE = (4, 0.035)  # pixels, and of a digit's ink, that may be printed otherwise: in honest print there are none
_BEHIND = 0.85  # of the ink in a character's box, more of which is its own where no mark lies behind it
_PRIVATE = (0xE000, 0xF8FF)


def is_turned(matrix: Sequence[float]) -> bool:
    """Whether what is drawn by ``matrix`` runs aslant, as marks across a page do, or is mirrored."""
    a, b, c, d = matrix[:4]
    return bool(min(abs(a), abs(b)) > _ASLANT * max(abs(a), abs(b)) or a * d - b * c < 0)


def is_seen(one: Mapping[str, Any], place: tuple[slice, slice], dark: Mask, printed: Print) -> bool:
    """Whether the ink of ``one`` is to be seen where it stands."""
    ink = dark[place]
    if not ink.any() or one["bottom"] - one["top"] < _LEAST_SIZE:
        return False
    whole = printed.whole[place].astype(np.int16)
    ground = int(np.median(whole[~ink])) if not ink.all() else 255
    return bool((np.abs(whole[ink] - ground) >= CONTRAST).mean() >= _SEEN)


def is_printed(one: Mapping[str, Any], place: tuple[slice, slice], printed: Print) -> bool:
    """Whether a digit looks like what it says, in the print of its text or, where a paler mark across the page is
    behind it, by what is darkest; and is printed whole, without more.
    """
    text, whole = printed.text[place], printed.whole[place]
    if not any(map(str.isnumeric, one["text"])):
        return True
    return (digit_fits(one["text"], text) or _fits_darkest(one["text"], text, whole)) and _is_whole(text, whole)


def _is_whole(text: Picture, whole: Picture) -> bool:
    """Whether at and near the ink of ``text`` is no less ink in the print of all, and no more but rules beside it."""
    own = text < DARK
    rim = _widened(text < _PALE)
    near = rim
    for _ in range(max(1, round(_NEAR * text.shape[0]))):
        near = _widened(near)
    ground = int(np.median(whole[~rim])) if not rim.all() else 255
    apart = np.abs(whole.astype(np.int16) - ground)
    ink = apart >= _RELATIVE * int(apart[own].max(initial=1))
    more = ink & near & ~rim
    more[ink.mean(axis=1) > ACROSS, :] = False
    more[:, ink.mean(axis=0) > ACROSS] = False
    most = max(_OTHERWISE[0], _OTHERWISE[1] * np.count_nonzero(own))
    return bool(np.count_nonzero(own & ~ink) <= most and np.count_nonzero(more) <= most)


def _fits_darkest(said: str, text: Picture, whole: Picture) -> bool:
    darkest = whole <= 0.4 * float(whole.min(initial=255)) + 0.6 * 255
    if np.count_nonzero(darkest) > _BEHIND * np.count_nonzero(text < DARK):
        return False
    return digit_fits(said, np.where(darkest, whole, 255).astype(np.uint8))


def _widened(mask: Mask) -> Mask:
    """``mask`` and its rim of one pixel."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide


def ink_of(inked: Sequence[Mapping[str, Any]], dark: Mask, printed: Print) -> Mask:
    """Where the ink of characters is that are seen, and its rim."""
    owned: Mask = np.zeros(dark.shape, dtype=np.bool_)
    for one in inked:
        if one["text"].strip():
            x0, top, x1, bottom = box_of(one)
            wider, higher = (share * (bottom - top) for share in _BEYOND)
            place = printed.pixels((x0 - wider, top - higher, x1 + wider, bottom + higher))
            owned[place] = dark[place]
    return _widened(_widened(owned))


def box_of(one: Mapping[str, Any]) -> Box:
    return one["x0"], one["top"], one["x1"], one["bottom"]


def is_private(text: str) -> bool:
    """Whether a character has no meaning of its own: of a private use, or none that the font tells."""
    return text.startswith("(cid:") or any(_PRIVATE[0] <= ord(character) <= _PRIVATE[1] for character in text)
