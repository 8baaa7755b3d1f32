"""Sections that are written and say nothing: 无, 本年度不存在需要说明的问题."""

from __future__ import annotations

import re

from .prose import load_prose

_MARKS = re.compile(r"[\W_]+")
_LONGEST = 60  # characters: beyond it, something is said


def says_nothing(text: str) -> bool:
    """Whether ``text`` has letters or digits and denies, with nothing else beside, that there is anything to say."""
    if len(text) > 2 * _LONGEST:
        return False
    bare, prose = _MARKS.sub("", text), load_prose()
    return len(bare) <= _LONGEST and bool(prose.denials.search(bare)) and bool(prose.nothing.fullmatch(bare))
