"""The texts that a plate is open for: how they stand in a workbook, and what stands in for them in the model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..memory import remembered
from .escapes import in_attribute, in_text

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


def stand_in_number(index: int) -> int:
    """The number that stands in for a figure called by ``index``; no honest figure is like it."""
    return _FIRST_MARK + index


def stand_in(index: int) -> str:
    """The text that stands in for another. It looks different in each of the ways a text may stand in a workbook."""
    return f'〔{stand_in_number(index)}&"<〕'


Sought = Mapping[bytes, tuple[tuple[int, bytes, Gap], ...]]


def sought_in(texts: Mapping[str, str]) -> Sought:
    """For each number that stands in for something: the ways it is spelled, and how far into each it stands."""
    sought = {}
    for name, text in texts.items():
        spellings = [spell(text).encode() for spell in _SPELLINGS]
        found = _MARK.search(spellings[0])
        assert found is not None, name
        core = found.group()
        ways = {way: Gap(name, spelling) for spelling, way in reversed(list(enumerate(spellings)))}
        sought[core] = tuple((way.index(core), way, gap) for way, gap in ways.items())
    return sought


def open_texts(whole: bytes, sought: Sought) -> Iterator[bytes | Gap]:
    """``whole`` cut open wherever a stand-in is found."""
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


@remembered(4096, longest=100)  # last year's figures are small numbers, spelled thousands of times
def spelled(text: str, spelling: int) -> bytes:
    """``text`` as a Gap of that ``spelling`` takes it."""
    return _SPELLINGS[spelling](text).encode()


def check_text(text: str) -> None:
    """Passes texts that XlsxWriter writes as they are but for what XML asks for; else raises UnfitError."""
    odd = any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text)
    if odd or len(text) > _LONGEST or text != text.strip() or _UNSAFE.search(text):
        raise UnfitError(text)
