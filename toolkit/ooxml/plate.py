"""A prepared workbook with places left open, from which one for each organ is struck.

A plate is made from a workbook as the writer builds it, in which stand-ins hold the places of an organ's texts.
What lies between the open places is packed once and for all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .escapes import escaped, in_attribute, in_text
from .package import open_package
from .zip_writing import DirectoryLine, Piece, add_member, close, directory, pack

Value = int | float | str | None  # what a cell holds, or what its formula comes to
Spot = tuple[str, str]  # member, address

_QUICK = 1  # level at which an organ's own stretches are packed: half the time of the usual, a twentieth more bytes
_FROZEN = 2048  # bytes from which a stretch is packed beforehand; shorter ones pack better with their neighbours
_STRINGS = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"<si>.*?</si>", re.DOTALL)
_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)[^>]*?(?:/>|>(?:(<f[^>]*>.*?</f>))?<v>[^<]*</v></c>)', re.DOTALL
)
_UNSAFE = re.compile("_x[0-9A-Fa-f]{4}_")
_LONGEST = 100
_FIRST_MARK = 7_000_000_000_000
_MARK = re.compile(rb"7000000\d{6}")

# How a text may stand in a workbook: in an element, an attribute, a page header, or a formula.
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    in_text,
    in_attribute,
    lambda text: in_text(text.replace("&", "&&")),
    lambda text: in_text(text.replace('"', '""')),
)


class UnfitError(Exception):
    """A text that the plate can't take; the workbook has to be built by itself."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An open place for the text called ``name``, to be spelled as ``_SPELLINGS[spelling]`` does."""

    name: str
    spelling: int


@dataclass(frozen=True, slots=True)
class CellGap:
    """An open place for what a cell holds. ``formula`` is empty for a cell that holds a number or nothing."""

    spot: Spot
    head: bytes
    formula: bytes


Part = Piece | tuple[bytes | Gap | CellGap, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """``base`` holds the members that are the same in all, ``members`` the parts of the others."""

    base: bytes
    lines: bytes
    count: int
    members: tuple[tuple[str, tuple[Part, ...]], ...]
    strings: frozenset[bytes]


def stand_in_number(index: int) -> int:
    """The number that stands in for a figure called by ``index``; no honest figure is like it."""
    return _FIRST_MARK + index


def stand_in(index: int) -> str:
    """The text that stands in for another. It looks different in each of the ways a text may stand in a workbook."""
    return f'〔{stand_in_number(index)}&"<〕'


def make_plate(workbook: bytes, texts: Mapping[str, str], open_cells: Iterable[Spot]) -> Plate:
    """A plate from ``workbook``, open at ``open_cells`` and wherever one of ``texts`` (stand-ins by name) is found."""
    base = bytearray()
    entries: list[DirectoryLine] = []
    members: list[tuple[str, tuple[Part, ...]]] = []
    strings: frozenset[bytes] = frozenset()
    wanted = frozenset(open_cells)
    sought = _sought(texts)
    for name, content in open_package(workbook).items():
        pieces = [part for whole in _open_cells(name, content, wanted) for part in _open_texts(whole, sought)]
        if all(isinstance(piece, bytes) for piece in pieces):
            entries.append(add_member(base, name, [pack(content, 9)]))
        else:
            members.append((name, tuple(_gather(pieces))))
        if name == _STRINGS:
            items = [item for item in _ITEM.findall(content) if len(list(_open_texts(item, sought))) == 1]
            strings = frozenset(items)
    return Plate(bytes(base), directory(entries), len(entries), tuple(members), strings)


def strike(plate: Plate, texts: Mapping[str, str], cells: Mapping[Spot, Value]) -> bytes:
    """The workbook with ``texts`` (fit ones, by ``check_text``) and ``cells`` in its open places.

    Raises UnfitError where one of the texts stands among the workbook's fixed ones already.
    """
    archive = bytearray(plate.base)
    entries = []
    for name, parts in plate.members:
        pieces = [part if isinstance(part, Piece) else pack(_fill(part, texts, cells), _QUICK) for part in parts]
        if name == _STRINGS:
            _check_strings(b"".join(piece.plain for piece in pieces), plate.strings)
        entries.append(add_member(archive, name, pieces))
    close(archive, plate.lines + directory(entries), plate.count + len(entries))
    return bytes(archive)


Sought = Mapping[bytes, tuple[tuple[int, bytes, Gap], ...]]


def _sought(texts: Mapping[str, str]) -> Sought:
    """For each number that stands in for something: the ways it is spelled, and how far into each it stands."""
    sought = {}
    for name, text in texts.items():
        spelled = [spell(text).encode() for spell in _SPELLINGS]
        found = _MARK.search(spelled[0])
        assert found is not None, name
        core = found.group()
        ways = {way: Gap(name, spelling) for spelling, way in reversed(list(enumerate(spelled)))}
        sought[core] = tuple((way.index(core), way, gap) for way, gap in ways.items())
    return sought


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


def _open_texts(whole: bytes | CellGap, sought: Sought) -> Iterator[bytes | Gap | CellGap]:
    if isinstance(whole, CellGap):
        yield whole
        return
    done = 0
    for found in _MARK.finditer(whole):
        for before, way, gap in sought.get(found.group(), ()):
            start = found.start() - before
            if start >= done and whole.startswith(way, start):
                yield whole[done:start]
                yield gap
                done = start + len(way)
                break
    yield whole[done:]


def _gather(pieces: Iterable[bytes | Gap | CellGap]) -> Iterator[Part]:
    """Long stretches packed beforehand; open places together with the short stretches between them."""
    live: list[bytes | Gap | CellGap] = []
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


def _fill(part: tuple[bytes | Gap | CellGap, ...], texts: Mapping[str, str], cells: Mapping[Spot, Value]) -> bytes:
    filled = []
    for piece in part:
        if isinstance(piece, bytes):
            filled.append(piece)
        elif isinstance(piece, CellGap):
            filled.append(_cell(piece, cells[piece.spot]))
        else:
            filled.append(_spelled(texts[piece.name], piece.spelling))
    return b"".join(filled)


@lru_cache(maxsize=4096)  # last year's figures are small numbers, spelled thousands of times
def _spelled(text: str, spelling: int) -> bytes:
    return _SPELLINGS[spelling](text).encode()


def _cell(gap: CellGap, value: Value) -> bytes:
    """The cell as XlsxWriter writes it."""
    if not gap.formula:
        return gap.head + (b"/>" if value is None else _number(value))
    if not isinstance(value, str):
        return b"%b>%b<v>%b</v></c>" % (gap.head, gap.formula, f"{value}".encode())
    kind = b' t="str"' if value else b""
    return b"%b%b>%b<v>%b</v></c>" % (gap.head, kind, gap.formula, in_text(escaped(value)).encode())


@lru_cache(maxsize=4096)
def _number(value: float | str) -> bytes:
    return b"><v>%b</v></c>" % f"{value:.16G}".encode()


def check_text(text: str) -> None:
    """Passes texts that XlsxWriter writes as they are but for what XML asks for; else raises UnfitError."""
    odd = any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text)
    if odd or len(text) > _LONGEST or text != text.strip() or _UNSAFE.search(text):
        raise UnfitError(text)


def _check_strings(content: bytes, fixed: frozenset[bytes]) -> None:
    """XlsxWriter stores equal texts once, so a text of the organ's must not be one that stands there already."""
    items = _ITEM.findall(content)
    if len(set(items)) < len(items) or (len(items) > len(fixed) and not fixed <= set(items)):
        raise UnfitError
