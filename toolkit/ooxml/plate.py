"""A prepared workbook with places left open, from which one for each organ is struck.

A plate is made from a workbook as the writer builds it, in which stand-ins hold the places of an organ's texts.
What lies between the open places is packed once and for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..memory import remembered
from .escapes import escaped, in_text
from .package import open_package
from .plate_texts import Gap, UnfitError, open_texts, sought_in, spelled
from .plate_validations import ValidationsGap, fill_validations, open_validations
from .zip_writing import DirectoryLine, Piece, add_member, close, directory, pack, store

Value = int | float | str | None  # what a cell holds, or what its formula comes to
Spot = tuple[str, str]  # member, address

_QUICK = 1  # level at which an organ's own stretches are packed: half the time of the usual, a twentieth more bytes
_FROZEN = 256  # bytes from which a stretch is packed beforehand; shorter ones pack better with their neighbours
_SHORT = 512  # bytes up to which an organ's own stretch is not packed: that takes longer than it saves
_STRINGS = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"<si>.*?</si>", re.DOTALL)
_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)[^>]*?(?:/>|>(?:(<f[^>]*>.*?</f>))?<v>[^<]*</v></c>)', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class CellGap:
    """An open place for what a cell holds. ``formula`` is empty for a cell that holds a number or nothing."""

    spot: Spot
    head: bytes
    formula: bytes


Open = Gap | CellGap | ValidationsGap
Part = Piece | tuple[bytes | Open, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """``base`` holds the members that are the same in all, ``members`` the parts of the others. ``strings`` are those
    shared strings that are the same in all, ``own`` the others.
    """

    base: bytes
    lines: bytes
    count: int
    members: tuple[tuple[str, tuple[Part, ...]], ...]
    strings: frozenset[bytes]
    own: tuple[tuple[bytes | Open, ...], ...]


def make_plate(workbook: bytes, texts: Mapping[str, str], open_cells: Iterable[Spot]) -> Plate:
    """A plate from ``workbook``, open at ``open_cells`` and wherever one of ``texts`` (stand-ins by name) is found."""
    base = bytearray()
    entries: list[DirectoryLine] = []
    members: list[tuple[str, tuple[Part, ...]]] = []
    strings: list[tuple[bytes | Open, ...]] = []
    wanted = frozenset(open_cells)
    sought = sought_in(texts)

    def opened(name: str, content: bytes) -> Iterator[bytes | Open]:
        for outer in open_validations(content, sought):
            for inner in _open_cells(name, outer, wanted) if isinstance(outer, bytes) else (outer,):
                yield from open_texts(inner, sought) if isinstance(inner, bytes) else (inner,)

    for name, content in open_package(workbook).items():
        pieces = list(opened(name, content))
        if all(isinstance(piece, bytes) for piece in pieces):
            entries.append(add_member(base, name, [pack(content, 9)]))
        else:
            members.append((name, tuple(_gather(pieces))))
        if name == _STRINGS:
            strings = [tuple(open_texts(item, sought)) for item in _ITEM.findall(content)]
    fixed = frozenset(_fill(item, {}, {}) for item in strings if len(item) == 1)
    own = tuple(item for item in strings if len(item) > 1)
    return Plate(bytes(base), directory(entries), len(entries), tuple(members), fixed, own)


def strike(plate: Plate, texts: Mapping[str, str], cells: Mapping[Spot, Value]) -> bytes:
    """The workbook with ``texts`` (fit ones, by ``check_text``) and ``cells`` in its open places.

    Raises UnfitError where one of the texts stands among the workbook's fixed ones already.
    """
    own = [_fill(item, texts, cells) for item in plate.own]
    if len(set(own)) < len(own) or not plate.strings.isdisjoint(own):
        raise UnfitError  # XlsxWriter stores equal texts once
    archive = bytearray(plate.base)
    entries = []
    for name, parts in plate.members:
        pieces = [part if isinstance(part, Piece) else _packed(_fill(part, texts, cells)) for part in parts]
        entries.append(add_member(archive, name, pieces))
    close(archive, plate.lines + directory(entries), plate.count + len(entries))
    return bytes(archive)


def _open_cells(member: str, content: bytes, wanted: frozenset[Spot]) -> Iterator[bytes | CellGap]:
    if not any(name == member for name, _ in wanted):
        yield content
        return
    done = 0
    for found in _CELL.finditer(content):
        spot = (member, found.group(1).decode())
        if spot in wanted:
            yield content[done : found.start()]
            head = b'<c r="%b"%b' % (found.group(1), found.group(2))
            yield CellGap(spot, head, found.group(3) or b"")
            done = found.end()
    yield content[done:]


def _gather(pieces: Iterable[bytes | Open]) -> Iterator[Part]:
    """Long stretches packed beforehand; open places together with the short stretches between them."""
    live: list[bytes | Open] = []
    for piece in pieces:
        if isinstance(piece, bytes) and len(piece) >= _FROZEN:
            if live:
                yield tuple(live)
                live = []
            yield pack(piece, 9)
        elif piece:
            live.append(piece)
    if live:
        yield tuple(live)


def _fill(part: tuple[bytes | Open, ...], texts: Mapping[str, str], cells: Mapping[Spot, Value]) -> bytes:
    filled = []
    for piece in part:
        if isinstance(piece, bytes):
            filled.append(piece)
        elif isinstance(piece, CellGap):
            filled.append(_cell(piece, cells[piece.spot]))
        elif isinstance(piece, ValidationsGap):
            filled.append(fill_validations(piece, texts))
        else:
            filled.append(spelled(texts[piece.name], piece.spelling))
    return b"".join(filled)


def _packed(plain: bytes) -> Piece:
    return store(plain) if len(plain) <= _SHORT else pack(plain, _QUICK)


def _cell(gap: CellGap, value: Value) -> bytes:
    """The cell as XlsxWriter writes it."""
    if not gap.formula or value is None:
        return gap.head + (b"/>" if value is None else _number(value))
    kind, result = _result(value)
    return gap.head + kind + gap.formula + result


@remembered(4096)
def _result(value: float | str) -> tuple[bytes, bytes]:
    """What stands before a formula, and behind it."""
    if not isinstance(value, str):
        return b">", b"<v>%b</v></c>" % f"{value}".encode()
    return b' t="str">' if value else b">", b"<v>%b</v></c>" % in_text(escaped(value)).encode()


@remembered(4096)
def _number(value: float | str) -> bytes:
    return b"><v>%b</v></c>" % f"{value:.16G}".encode()
