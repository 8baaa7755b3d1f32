"""Texts cut into passages that can be told again in another text: clauses, without figures, blanks and names.

A passage is a clause, as a copy that is edited in places keeps most of its clauses (after the sentence fingerprints of
Brin, Davis and Garcia-Molina, Copy detection mechanisms for digital documents, 1995).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .numerals import CHINESE

LEAST = 8  # characters from which on a clause is no mere turn of phrase
BREAKS = "，,。；;：:！!？?…\n\r\t"
_BETWEEN = re.compile(f"[{BREAKS}]+")
_CLAUSE = re.compile(f"[^{BREAKS}]*[{BREAKS}]*")
# Figures differ from organ to organ, blanks and quotation marks from program to program.
_LEFT_OUT = re.compile(rf"[0-9０-９.．%％{CHINESE}万亿 \u3000\xa0、·（）()“”‘’\"'《》〈〉_—\-]+")


def passages(text: str, names: Sequence[str] = ()) -> set[str]:
    """The passages of ``text``, each once, without ``names`` (the longest first)."""
    return {clause for clause in _BETWEEN.split(_plain(text, names)) if len(clause) >= LEAST}


def clauses(text: str, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """``text`` in pieces that make it up, each with its passage; an empty one for what is too short to be one."""
    found = []
    for piece in _CLAUSE.findall(text):
        if piece:
            passage = _plain(piece.rstrip(BREAKS), names)
            found.append((piece, passage if len(passage) >= LEAST else ""))
    return found


def _plain(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return _LEFT_OUT.sub("", text)
