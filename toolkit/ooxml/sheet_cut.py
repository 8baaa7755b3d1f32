"""A sheet's part of an xlsx file, cut where its figures stand: what is left is the same in thousands of returns.

An office's returns differ in what their cells hold and hardly in which cells there are. With every value cut out, the
rest of most sheets is one that was seen before, and what is known of it (does it keep to the limits, what does each
cell hold) need not be worked out again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

VALUE = b"<v>"  # what marks a value's place in a skeleton
INLINE = b"<is><v></is>"  # what marks the place of a text that stands in its cell

_VALUE = re.compile(rb"<v>([^<]*)</v>")
_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_START, _END = b"<sheetData>", b"</sheetData>"
_DATA = b"sheetData"
_MARK = b"\xef\xbb\xbf"  # of the encoding: only the declaration may begin before its end
_MERGE = b"mergeCell"
_WITH_TEXTS = -1
_LONGEST = 1 << 22  # bytes of a part that is cut: of a longer one the pieces would fill the memory
_MOST_SEEN, _LONGEST_SEEN = 64, 1 << 18  # skeletons kept, and bytes of one
_NOT_BEFORE = (b"<c ", b"<c>", b":c", b"<row", _DATA, _MERGE, b"<!")


class Cut(NamedTuple):
    """``head`` and ``tail`` stand before and behind the cells; ``skeleton`` is the cells' element with each of the
    ``values`` (and of the texts that stand in their cells) taken out, in order, and VALUE (INLINE) left in its place.
    ``merges`` is what of the tail names merged ranges.
    """

    head: bytes
    skeleton: bytes
    values: list[bytes]
    tail: bytes
    merges: bytes


def cut_sheet(part: bytes) -> Cut | None:
    """``part`` at its seams; None where it is written in another way than the usual programs do."""
    if len(part) > _LONGEST:
        return None
    start, end = part.find(_START), part.rfind(_DATA) - 2
    if start < 0 or end < start or not part.startswith(_END, end):
        return None
    head, tail = part[:start], part[end:]
    if not _is_usual(head):
        return None
    cells = part[start:end]
    pieces = _VALUE.split(cells)
    skeleton = _joined(pieces[::2])
    places = _places(skeleton)
    if places == _WITH_TEXTS:
        if b"<is><v" in skeleton:
            return None
        pieces = _VALUE.split(_INLINE.sub(rb"<is><v>\1</v></is>", cells))
        skeleton = VALUE.join(pieces[::2])
        places = skeleton.count(VALUE)
    # What is no value's place and looks like one would stand for another place in another file.
    if places != len(pieces) // 2:
        return None
    return Cut(head, skeleton, pieces[1::2], tail, merges_of(tail))


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


_seen: dict[tuple[int, bytes, bytes], tuple[list[bytes], bytes]] = {}


@lru_cache(maxsize=64)
def _is_usual(head: bytes) -> bool:
    return is_utf8(head) and not any(mark in head for mark in _NOT_BEFORE) and head.rfind(b"<?") <= len(_MARK)


@lru_cache(maxsize=64)
def _places(skeleton: bytes) -> int:
    """How many places for values there are; _WITH_TEXTS where texts stand in their cells, too."""
    return _WITH_TEXTS if b"<is>" in skeleton else skeleton.count(VALUE)


def is_utf8(part: bytes) -> bool:
    """Whether a part is in the encoding that all usual programs write, by its first bytes."""
    declared = part[:100].lower()
    if declared.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"encoding" not in declared or b"utf-8" in declared


def merges_of(part: bytes) -> bytes:
    """The stretch of ``part`` that names merged ranges."""
    first = part.find(_MERGE)
    return part[first : part.find(b">", part.rfind(_MERGE)) + 1 or len(part)] if first >= 0 else b""
