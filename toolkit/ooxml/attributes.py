"""Flags and indices in attributes, as every program that writes workbooks writes them.

What else programs take for one (blanks around it, signs, leading zeros, words) they take differently: it is refused.
"""

from __future__ import annotations

import re

from ..refusal import Refused

_FLAGS = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


def flag(written: str | None, part: str, *, default: bool = False) -> bool:
    """A flag as it is written in ``part``; ``default`` where it is not there. Raises Refused for what is none."""
    if written is None:
        return default
    if written not in _FLAGS:
        raise Refused("PART-AMBIGUOUS", part=part)
    return _FLAGS[written]


def index(written: str | None, part: str, *, default: int = 0) -> int:
    """A number from 0, as ``flag``."""
    if written is None:
        return default
    if not _INDEX.fullmatch(written):
        raise Refused("PART-AMBIGUOUS", part=part)
    return int(written)
