"""How many cells with content an OpenDocument table has once its repeated rows and cells are written out."""

from __future__ import annotations

import re

_HUGE = 10**12
_TAG = re.compile(
    rb"<(?:[^\s<>/:=\"']{1,100}:)?(table-row|(?:covered-)?table-cell)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)(?:>\s*+(?=(<[^/]|[^<])))?"
)
_CONTENT = re.compile(rb"(?:^|[\s:])(?:value|value-type|formula|string-value|date-value|time-value|boolean-value)\s*+=")
_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated\s*+=\s*+[\"']\s*+(\d++)")


def count_cells(part: bytes) -> int:
    """The number of cells with content in ``part``, the file's content.xml; a cell that has only a style is none."""
    total = cells = 0
    rows = 1
    for found in _TAG.finditer(part):
        kind, attributes, inside = found.groups()
        if kind == b"table-row":
            total += rows * cells
            rows, cells = _repeat(attributes), 0
        elif _CONTENT.search(attributes) or (inside is not None and not attributes.endswith(b"/")):
            cells += _repeat(attributes)
    return total + rows * cells


def _repeat(attributes: bytes) -> int:
    found = _REPEAT.search(attributes)
    return bounded(found[1]) if found else 1


def bounded(digits: bytes) -> int:
    """The number that ``digits`` are, up to one that is past all limits."""
    return int(digits) if len(digits) <= 12 else _HUGE
