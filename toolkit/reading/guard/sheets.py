"""What a sheet would cost to read, by its bytes, before anything reads it.

Each question is one search or count over the bytes, in time that grows as they do, whatever they hold.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...memory import remembered
from ...ooxml.limits import check_count as limit
from ...ooxml.sheet_cut import LARGEST, Cut
from ...refusal import Refused

__all__ = ["SheetFacts", "limit", "refuse_doctype", "scan_sheet"]

_DDE_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^<>]*)?>[^<|\"]*\|[^<]*!")


class SheetFacts(NamedTuple):
    """How many cells of a sheet have content, and whether a formula asks another program for data (DDE)."""

    cells: int
    dde: bool


def scan_sheet(name: str, part: bytes, cut: Cut | None) -> SheetFacts:
    """The facts of the sheet in ``part`` (``cut`` where it could be). Raises Refused for a document type, of which a
    part that could be cut has none.
    """
    if cut is None:
        refuse_doctype(name, part)
        # Counted too many rather than too few: by the tags that end in v and is, of which each content has two.
        return SheetFacts((part.count(b"v>") + part.count(b"is>")) // 2 + part.count(b"<f"), _has_dde(part))
    formulas, dde = _formulas(cut.skeleton)
    return SheetFacts(len(cut.values) + formulas, dde or _frame_has_dde(cut.frame))


@remembered(64, longest=LARGEST)
def _formulas(skeleton: bytes) -> tuple[int, bool]:
    return skeleton.count(b"<f") + skeleton.count(b":v>") // 2, _has_dde(skeleton)


@remembered(64, longest=LARGEST)
def _frame_has_dde(frame: bytes) -> bool:
    return _has_dde(frame)


def _has_dde(part: bytes) -> bool:
    return b"|" in part and _DDE_FORMULA.search(part) is not None


def refuse_doctype(name: str, part: bytes) -> None:
    """Raises Refused for a part that declares a document type or entities."""
    # Looked for from the end: that takes half the time.
    if part.rfind(b"<!DOCTYPE") >= 0 or part.rfind(b"<!ENTITY") >= 0:
        raise Refused("GUARD-DOCTYPE", part=name)
