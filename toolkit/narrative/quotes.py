"""Words of a text as a message quotes them: where more stood before or behind, ``…`` says so."""

from __future__ import annotations

_CUT = "…"
_LONGEST = 60  # characters of a quote


def piece(text: str, start: int, end: int) -> str:
    """``text`` from ``start`` to ``end``, with ``…`` where it is cut off within the sentence that it is."""
    return f"{_CUT if start > 0 else ''}{text[start:end]}{_CUT if end < len(text) else ''}"


def shortened(text: str) -> str:
    """``text`` with ``…`` for its middle where it is too long to be quoted."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}{_CUT}{text[-half:]}"
