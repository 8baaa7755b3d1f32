"""A sheet's part cut where its figures stand: what is left is the same in thousands of returns.

An office's returns differ in what their cells hold and hardly in which cells there are. With every value cut out, the
rest of most sheets is one that was seen before, and what is known of it (does it keep to the limits, what does each
cell hold) need not be worked out again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..memory import remembered
from .escapes import REFERENCE

VALUE = b"<v>"  # what marks a value's place in a skeleton
INLINE = b"<is><v></is>"  # what marks the place of a text that stands in its cell
LARGEST = 1 << 18  # bytes of a frame or skeleton of which anything is remembered

_START, _END = b"<sheetData>", b"</sheetData>"
_DATA = b"sheetData"
# What of the rest is each organ's own, and says nothing of the cells: page headers with its name, and validations with
# its figures of last year. Their attributes stand once each, in the order of the standard or of the alphabet.
_TEXT = rb"[^<>&]*(?:%b[^<>&]*)*" % REFERENCE
_HEADER = re.compile(rb"(<(?:odd|even|first)(?:Header|Footer)>)%b(?=</)" % _TEXT)
_HEADERS = b"<headerFooter"
_SAYS = (
    b"type errorStyle imeMode operator allowBlank showDropDown showInputMessage showErrorMessage errorTitle error "
    b"promptTitle prompt sqref xr:uid"
).split()
_SAID = rb'(?: %b="[^"<>&]*(?:' + REFERENCE + rb'[^"<>&]*)*")?'
_VALIDATION = re.compile(
    rb"(?:%b|%b)(?:/>|>(?:<formula1>%b</formula1>)?(?:<formula2>%b</formula2>)?</dataValidation>)\s*"
    % (b"".join(_SAID % name for name in _SAYS), b"".join(_SAID % name for name in sorted(_SAYS)), _TEXT, _TEXT)
)
_VALIDATIONS, _VALIDATIONS_END = b"<dataValidations", b"</dataValidations>"
_VALIDATIONS_HEAD = re.compile(rb"<dataValidations(?: count=\"[0-9]+\")?>\s*")
# In which alone nearly all validations differ: side by side, or apart as LibreOffice writes them.
_ASKED = re.compile(rb' prompt="[^"<>&]*" sqref="[^"<>&]*"')
_ASKED_APART = re.compile(rb' (prompt|sqref)="[^"<>&]*"')
_LONGEST = 1 << 22  # bytes of a part that is cut: of a longer one the pieces would fill the memory


class Cut(NamedTuple):
    """``frame`` is the part without its cells, page headers and validations; ``skeleton`` the
    cells' element with each of the ``values`` (and of the texts that stand in their cells) taken out, in order, and
    VALUE (INLINE) left in its place. Of those that are alike, both are one object. ``cells`` is that element as it is
    written, but for its end.
    """

    frame: bytes
    skeleton: bytes
    values: list[bytes]
    cells: bytes

    @property
    def lightened(self) -> bytes:
        """The part with its cells as they are written, and without what says nothing of them."""
        return self.frame.replace(_START, self.cells, 1)


class _Skeleton(NamedTuple):
    """Whether texts stand in the cells of ``skeleton``, whether they are cut out of them, whether it is mixed: holds
    a second home of cells, or an ``is`` that is no such text's. ``places`` is how many values it has room for, -1 where
    it holds parts of one.
    """

    skeleton: bytes
    places: int
    has_texts: bool
    is_inline: bool
    is_mixed: bool


def cut_sheet(part: bytes) -> Cut | None:
    """``part`` at its seams; None where it is written in another way than the usual programs do."""
    if len(part) > _LONGEST:
        return None
    start, end = part.find(_START), part.rfind(_END)
    if not 0 <= start < end:
        return None
    frame = _frame(part[: start + len(_START)] + part[end:])
    if frame is None:
        return None
    cells = part[start:end]
    taken = _taken_apart(cells)
    if taken is None or taken[0].is_inline:  # it only looks so
        return None
    if taken[0].has_texts:
        taken = _taken_apart(_as_values(cells))
    if taken is None or taken[0].is_mixed:
        return None
    return Cut(frame, taken[0].skeleton, taken[1], cells)


def _taken_apart(cells: bytes) -> tuple[_Skeleton, list[bytes]] | None:
    """The skeleton of ``cells`` and their values; None where the tags of these do not pair, or others stand in them.

    One search finds the ends of both tags, which take turns. Joined again, each of a kind must be whole.
    """
    pieces = cells.split(b"v>")
    known = _skeleton(b"v>".join(pieces[::2]))
    *values, rest = b"v>".join([*pieces[1::2], b""]).split(b"</v>")
    is_whole = not rest and len(pieces) == 2 * len(values) + 1 and known.places == len(values)
    return (known, values) if is_whole and b"<" not in b"".join(values) else None


def _as_values(cells: bytes) -> bytes:
    """``cells`` with the texts that stand in them written as values are: where that goes wrong, tags do not pair."""
    for opening in (b"<is><t>", b'<is><t xml:space="preserve">'):
        cells = cells.replace(opening, b"<is><v>")
    return cells.replace(b"</t></is>", b"</v></is>")


def _frame(frame: bytes) -> bytes | None:
    """``frame`` without what each organ has of its own, where that is nothing but text; None where it has comments, or
    cells of its own.
    """
    headers = frame.rfind(_HEADERS)
    if headers >= 0:
        frame = frame[:headers] + _without_headers(frame[headers:])
    return _sound_frame(_without_validations(frame))


def _without_validations(frame: bytes) -> bytes:
    """``frame`` without its validations, where they are such and nothing else: those that differ are looked at."""
    start, end = frame.find(_VALIDATIONS), frame.find(_VALIDATIONS_END)
    if not 0 <= start < end:
        return frame
    alike, asked = _ASKED.subn(b' prompt="" sqref=""', frame[start:end])
    if not asked:
        alike = _ASKED_APART.sub(rb' \1=""', alike)
    head, *validations = alike.split(b"<dataValidation")[1:]
    sound = _VALIDATIONS_HEAD.fullmatch(b"<dataValidation" + head) and all(map(_VALIDATION.fullmatch, set(validations)))
    return frame[:start] + frame[end + len(_VALIDATIONS_END) :] if sound else frame


@remembered(32, longest=1 << 12)  # mostly the same on all sheets of a workbook
def _without_headers(tail: bytes) -> bytes:
    return _HEADER.sub(rb"\1", tail)


@remembered(64, longest=LARGEST)
def _sound_frame(frame: bytes) -> bytes | None:
    """``frame`` where it has no comments and no other cells."""
    return frame if frame.rfind(b"<!") < 0 and frame.count(_DATA) == 2 else None


@remembered(64, longest=LARGEST)
def _skeleton(skeleton: bytes) -> _Skeleton:
    is_mixed = skeleton.count(_DATA) != 1 or skeleton.count(INLINE) != skeleton.count(b"<is>")
    places = skeleton.count(VALUE) if skeleton.count(b"v>") == skeleton.count(VALUE) else -1
    return _Skeleton(skeleton, places, b"<is><t" in skeleton, b"<is><v" in skeleton, is_mixed)
