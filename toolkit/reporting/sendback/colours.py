"""Which colours the marks of a workbook that goes back have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ...form.colours import load_colours

RULES = "FFA6A6A6"  # the lines of the list
_MEANINGS = {"error": "wrong", "explain": "explain", "notice": "notice", "related": "related"}  # the gravest first


@lru_cache(maxsize=1)
def marked() -> Mapping[str, str]:
    """Backgrounds of marked cells (AARRGGBB) by the state of what is told of them, the gravest first. No cell that is
    filled in has one of them by itself, so that a mark is known again.
    """
    return {state: argb(meaning) for state, meaning in _MEANINGS.items()}


def argb(meaning: str) -> str:
    """The background of what has this ``meaning``."""
    return f"FF{load_colours()[meaning].fill}"


@lru_cache(maxsize=1)
def colour_names() -> Mapping[str, str]:
    """What sentences call the colours, by their meaning."""
    return {meaning: colour.name for meaning, colour in load_colours().items()}
