"""Words of a text as a message quotes them: where more stood before or behind, ``…`` says so."""

from __future__ import annotations

_CUT = "…"


def piece(text: str, start: int, end: int) -> str:
    """``text`` from ``start`` to ``end``, with ``…`` where it is cut off within the sentence that it is."""
    return f"{_CUT if start > 0 else ''}{text[start:end]}{_CUT if end < len(text) else ''}"
