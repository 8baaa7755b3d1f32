"""A sheet's part cut where its figures stand: what is left is the same in thousands of returns.

An office's returns differ in what their cells hold and hardly in which cells there are. With every value cut out, the
rest of most sheets is one that was seen before, and what is known of it (does it keep to the limits, what does each
cell hold) need not be worked out again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .escapes import REFERENCE

VALUE = b"<v>"  # what marks a value's place in a skeleton
INLINE = b"<is><v></is>"  # what marks the place of a text that stands in its cell

_VALUE = re.compile(rb"<v>([^<]*)</v>")
_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_START, _END = b"<sheetData>", b"</sheetData>"
_DATA = b"sheetData"
# What of the rest is each organ's own, and says nothing of the cells: page headers with its name.
_HEADER = re.compile(rb"(<(?:odd|even|first)(?:Header|Footer)>)[^<>&]*(?:%b[^<>&]*)*(?=</)" % REFERENCE)
_LONGEST = 1 << 22  # bytes of a part that is cut: of a longer one the pieces would fill the memory
_MOST_SEEN, _LONGEST_SEEN = 64, 1 << 18  # skeletons kept, and bytes of one


class Cut(NamedTuple):
    """``frame`` is the part without its cells and page headers; ``skeleton`` the
    cells' element with each of the ``values`` (and of the texts that stand in their cells) taken out, in order, and
    VALUE (INLINE) left in its place.
    """

    frame: bytes
    skeleton: bytes
    values: list[bytes]


def cut_sheet(part: bytes) -> Cut | None:
    """``part`` at its seams; None where it is written in another way than the usual programs do."""
    if len(part) > _LONGEST or part.count(_DATA) != 2:
        return None
    start, end = part.find(_START), part.rfind(_END)
    if not 0 <= start < end:
        return None
    frame = part[: start + len(_START)] + part[end:]
    if b"<!" in frame:
        return None
    cells = part[start:end]
    pieces = _VALUE.split(cells)
    skeleton = _joined(pieces[::2])
    if b"<is>" in skeleton:
        if b"<is><v" in skeleton:
            return None
        pieces = _VALUE.split(_INLINE.sub(rb"<is><v>\1</v></is>", cells))
        skeleton = VALUE.join(pieces[::2])
    # What is no value's place and looks like one would stand for another place in another file.
    if skeleton.count(VALUE) != len(pieces) // 2:
        return None
    return Cut(_HEADER.sub(rb"\1", frame), skeleton, pieces[1::2])


def _joined(pieces: list[bytes]) -> bytes:
    """The skeleton of ``pieces``: of the one seen last that begins and ends so, the very object where it is the same.

    Comparing is faster than joining, and what is known of a skeleton is found at once by its object.
    """
    key = (len(pieces), pieces[0], pieces[-1])
    seen = _seen.get(key)
    if seen is not None and seen[0] == pieces:
        return seen[1]
    skeleton = VALUE.join(pieces)
    if len(skeleton) <= _LONGEST_SEEN:
        if len(_seen) >= _MOST_SEEN:
            _seen.clear()
        _seen[key] = (pieces, skeleton)
    return skeleton


def forget() -> None:
    """Empties what is remembered of skeletons, as tests ask."""
    _seen.clear()


_seen: dict[tuple[int, bytes, bytes], tuple[list[bytes], bytes]] = {}
