"""The validations of a sheet whose prompts a plate is open for: cells that say the same share one, as they are written.

In the model, where each cell's prompt holds a stand-in of its own, every cell has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..a1 import Spot, position, range_of, rectangles
from ..memory import remembered
from .plate_texts import Gap, Sought, open_texts, spelled

_ALL = re.compile(rb'<dataValidations count="[0-9]+">(.*?)</dataValidations>', re.DOTALL)
_ONE = re.compile(rb'(<dataValidation .*? sqref=")([A-Z]+[0-9]+)(">.*?</dataValidation>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell's validation: what stands before and behind its open text (a Gap), ``where`` it is, and what stands
    behind that. ``kind`` is the same for those that differ in text and cell alone.
    """

    kind: int
    name: str
    spelling: int
    before: bytes
    behind: bytes
    where: bytes
    cell: Spot
    end: bytes


@dataclass(frozen=True, slots=True)
class ValidationsGap:
    """An open place for all validations of a sheet."""

    asked: tuple[Asked, ...]


def open_validations(content: bytes, sought: Sought) -> Iterator[bytes | ValidationsGap]:
    """``content`` cut open at its validations, where each of them holds a stand-in."""
    found = _ALL.search(content)
    asked = _read(found[1], sought) if found else ()
    if found is None or not asked:
        yield content
        return
    yield content[: found.start()]
    yield ValidationsGap(asked)
    yield content[found.end() :]


def _read(inner: bytes, sought: Sought) -> tuple[Asked, ...]:
    """What is asked, cell by cell; nothing where some validation holds no stand-in, or several."""
    kinds: dict[tuple[bytes, bytes, bytes], int] = {}
    asked = []
    for start, cell, end in _ONE.findall(inner):
        pieces = list(open_texts(start, sought))
        if len(pieces) != 3:
            return ()
        before, gap, behind = pieces
        assert isinstance(before, bytes)
        assert isinstance(gap, Gap)
        assert isinstance(behind, bytes)
        kind = kinds.setdefault((before, behind, end), len(kinds))
        asked.append(Asked(kind, gap.name, gap.spelling, before, behind, cell, position(cell.decode()), end))
    return tuple(asked)


def fill_validations(gap: ValidationsGap, texts: Mapping[str, str]) -> bytes:
    """The validations with ``texts`` in their prompts, as XlsxWriter writes them."""
    alike: dict[tuple[int, str], list[Asked]] = {}
    for one in gap.asked:
        alike.setdefault((one.kind, texts[one.name]), []).append(one)
    written: list[bytes] = []
    for (_, text), group in alike.items():
        one = group[0]
        where = one.where if len(group) == 1 else _ranges(tuple([same.cell for same in group]))
        written += (one.before, spelled(text, one.spelling), one.behind, where, one.end)
    return b'<dataValidations count="%d">%b</dataValidations>' % (len(alike), b"".join(written))


@remembered(4096)
def _ranges(cells: tuple[Spot, ...]) -> bytes:
    return " ".join(map(range_of, rectangles(cells))).encode()
