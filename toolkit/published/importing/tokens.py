"""The cells of a report in reading order, and whether one is an official label: whole, cut short or parted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...figuretext import NONE_WORDS
from ...reading.understand.labels import bare, normal
from .page import Cell

_BRACKET = re.compile(r"\(([^()]*)\)$")
_DIGIT = re.compile("[0-9０-９]")
_WORDS = re.compile("[\u4e00-\u9fff]{4}")
_LONGEST_FIGURE = 60  # characters, with a remark behind it
_LEAST = 2  # characters of a label that was cut


@dataclass(frozen=True, slots=True)
class Token:
    """One cell: its text, the table of the report that it stands in (by number), and where in it."""

    text: str
    grid: int
    cell: Cell

    @property
    def is_figure(self) -> bool:
        """Whether it may be a figure: it has digits or says that there are none, and is no label with a number."""
        text = self.text.strip()
        digits = len(text) < _LONGEST_FIGURE and bool(_DIGIT.search(text)) and not _WORDS.search(text)
        return digits or text in NONE_WORDS


def parted(text: str, labels: Mapping[str, str]) -> list[str]:
    """The labels that ``text`` is made of, where it is made of several; else itself."""
    rest, parts = normal(text), []
    while rest and rest not in labels:
        head = max((each for each in labels if rest.startswith(each)), key=len, default="")
        if not head:
            return [text]
        parts.append(labels[head])
        rest = rest[len(head) :]
    return [*parts, labels[rest]] if rest and parts else [text]


@dataclass(frozen=True, slots=True)
class Met:
    """A label that was met: its first token, how many it takes, whether it is cut, and the figures passed before it."""

    at: int
    count: int
    is_cut: bool
    stray: tuple[Token, ...]


def meet(tokens: Sequence[Token], start: int, label: str, later: set[str]) -> Met | None:
    """Where ``label`` stands from ``start`` on, before any label of ``later`` (bare); None where it does not."""
    stray: list[Token] = []
    for index in range(start, len(tokens)):
        text = tokens[index].text
        count = _taken(tokens, index, label)
        is_cut = count == 1 and not same(text, label)
        if count and not (is_cut and bare(text) in later):
            return Met(index, count, is_cut, tuple(stray))
        if text and bare(text) in later:
            return None
        if tokens[index].is_figure:
            stray.append(tokens[index])
    return None


def _taken(tokens: Sequence[Token], index: int, label: str) -> int:
    """How many tokens from ``index`` make up ``label``: 1, 2 where it was parted, 0 where they don't."""
    text = tokens[index].text
    if same(text, label):
        return 1
    if text and index + 1 < len(tokens) and tokens[index + 1].text and same(text + tokens[index + 1].text, label):
        return 2
    return 1 if is_short_for(text, label) else 0


def same(text: str, label: str) -> bool:
    """Whether ``text`` is ``label``, also where the brackets behind it (a unit, a remark) are left out or shorter."""
    if bare(text) == bare(label):
        return True
    lines = text.split("\n")
    if len(lines) > 1 and all(bare(line) == bare(label) for line in lines):
        return True
    mine, official = _BRACKET.search(bare(text)), _BRACKET.search(bare(label))
    if mine is None and official is None:
        return False
    plain = bare(text)[: mine.start()] if mine else bare(text)
    wanted = bare(label)[: official.start()] if official else bare(label)
    return plain != "" and plain == wanted and _unit_in(text) in ("", _unit_in(label))


def _unit_in(text: str) -> str:
    found = _BRACKET.search(normal(text))
    return found[1].removeprefix("单位:") if found and "元" in found[1] else ""


def is_short_for(text: str, label: str) -> bool:
    """Whether ``text`` is the beginning of ``label``."""
    short = bare(text)
    return len(short) >= _LEAST and short != bare(label) and bare(label).startswith(short)
