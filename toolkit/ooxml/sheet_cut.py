"""A sheet's part cut where its figures stand: what is left is the same in thousands of returns.

An office's returns differ in what their cells hold and hardly in which cells there are. With every value cut out, the
rest of most sheets is one that was seen before, and what is known of it (does it keep to the limits, what does each
cell hold) need not be worked out again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .escapes import REFERENCE

VALUE = b"<v>"  # what marks a value's place in a skeleton
INLINE = b"<is><v></is>"  # what marks the place of a text that stands in its cell

_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_START, _END = b"<sheetData>", b"</sheetData>"
_DATA = b"sheetData"
# What of the rest is each organ's own, and says nothing of the cells: page headers with its name, and prompts with its
# figures of last year.
_HEADER = re.compile(rb"(<(?:odd|even|first)(?:Header|Footer)>)[^<>&]*(?:%b[^<>&]*)*(?=</)" % REFERENCE)
_HEADERS = b"<headerFooter"
_PROMPT = b' prompt="'
_SINGLE = re.compile(rb"=\s*'")  # an attribute in single quotes may hold what looks like another one
_LOOSE = re.compile(rb"&(?!%b)" % REFERENCE[1:])
_LONGEST = 1 << 22  # bytes of a part that is cut: of a longer one the pieces would fill the memory
_MOST_SEEN, _LONGEST_SEEN = 64, 1 << 18  # skeletons kept, and bytes of one
_MOST_ALIKE = 8  # frames kept that begin alike


class Cut(NamedTuple):
    """``frame`` is the part without its cells, page headers and prompts; ``skeleton`` the
    cells' element with each of the ``values`` (and of the texts that stand in their cells) taken out, in order, and
    VALUE (INLINE) left in its place.
    """

    frame: bytes
    skeleton: bytes
    values: list[bytes]


class _Frame(NamedTuple):
    """A frame with prompts: what follows each of them, how long that is, and the whole without them."""

    ends: list[bytes]
    lengths: list[int]
    frame: bytes


def cut_sheet(part: bytes) -> Cut | None:
    """``part`` at its seams; None where it is written in another way than the usual programs do."""
    if len(part) > _LONGEST:
        return None
    start, end = part.find(_START), part.rfind(_END)
    if not 0 <= start < end:
        return None
    frame = _without_own(part[: start + len(_START)] + part[end:])
    if frame is None:
        return None
    cells = part[start:end]
    pieces = _pieces(cells)
    skeleton = _joined(pieces[::2])
    if b"<is><v" in skeleton:
        return None
    if _has_texts(skeleton):
        pieces = _pieces(_INLINE.sub(rb"<is><v>\1</v></is>", cells))
        skeleton = VALUE.join(pieces[::2])
    values = pieces[1::2]
    # A value with markup in it is none, and neither is what is no value's place and looks like one.
    if not pieces[0].startswith(_START) or len(pieces) % 2 == 0 or b"<" in b"".join(values) or _is_mixed(skeleton):
        return None
    return Cut(frame, skeleton, values)


def _pieces(cells: bytes) -> list[bytes]:
    """``cells`` at the starts and ends of its values: each second piece is one."""
    return cells.replace(b"</v>", VALUE).split(VALUE)


@lru_cache(maxsize=64)
def _has_texts(skeleton: bytes) -> bool:
    """Whether texts stand in their cells."""
    return b"<is><t" in skeleton


@lru_cache(maxsize=64)
def _is_mixed(skeleton: bytes) -> bool:
    """Whether a skeleton holds what its pieces alone don't tell: a second home of cells, a mark of a value's place."""
    return skeleton.count(_DATA) != 1 or skeleton.count(INLINE) != skeleton.count(b"<is>")


def _without_own(frame: bytes) -> bytes | None:
    """``frame`` without what each organ has of its own, where that is nothing but text; None where it has comments, or
    cells of its own.

    Of the frames seen last, the very object where the rest is the same: that is told by the ends of its pieces.
    """
    headers = frame.rfind(_HEADERS)
    if headers >= 0:
        frame = frame[:headers] + _without_headers(frame[headers:])
    first, *rest = frame.split(_PROMPT)
    if rest:
        for known in _frames.get((len(rest), first), ()):
            if all(map(bytes.endswith, rest, known.ends)):
                texts = b"".join([piece[:-length] for piece, length in zip(rest, known.lengths, strict=True)])
                if not _is_odd(texts):
                    return known.frame
    if b"<!" in frame or frame.count(_DATA) != 2:
        return None
    return _learn_frame(frame, first, rest) if rest else frame


@lru_cache(maxsize=32)  # mostly the same on all sheets of a workbook
def _without_headers(tail: bytes) -> bytes:
    return _HEADER.sub(rb"\1", tail)


def _learn_frame(frame: bytes, first: bytes, rest: list[bytes]) -> bytes:
    places = [piece.find(b'"') for piece in rest]
    texts = b"".join([piece[:place] for piece, place in zip(rest, places, strict=True)])
    if -1 in places or _is_odd(texts) or len(frame) > _LONGEST_SEEN or _SINGLE.search(frame):
        return frame
    ends = [piece[place:] for piece, place in zip(rest, places, strict=True)]
    if len(_frames) >= _MOST_SEEN:
        _frames.clear()
    seen = _frames.setdefault((len(rest), first), [])
    known = _Frame(ends, list(map(len, ends)), _PROMPT.join([first, *ends]))
    if len(seen) < _MOST_ALIKE:
        seen.append(known)
    return known.frame


def _is_odd(texts: bytes) -> bool:
    """Whether texts of attributes hold what ends them, or what XML doesn't know."""
    return b'"' in texts or b"<" in texts or (b"&" in texts and _LOOSE.search(texts) is not None)


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
    """Empties what is remembered of skeletons and frames, as tests ask."""
    _seen.clear()
    _frames.clear()


_seen: dict[tuple[int, bytes, bytes], tuple[list[bytes], bytes]] = {}
_frames: dict[tuple[int, bytes], list[_Frame]] = {}
