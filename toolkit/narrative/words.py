"""Lists of words as one expression that finds the longest of them at any place, in one pass over a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

_NAME = re.compile(r"\{([a-z_]+)\}")
_Trie = dict[str, "_Trie"]


def spelled(template: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """All words that ``template`` stands for: each ``{name}`` in it is any of the words of that part.

    Raises KeyError with the name of a part that there is none of.
    """
    pieces = _NAME.split(template)
    choices = [parts[piece] if index % 2 else [piece] for index, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def expression(words: Iterable[str]) -> str:
    """An expression for the longest of ``words``: a tree of their characters, so that none is tried twice."""
    tree: _Trie = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree) or "(?!)"


def _branches(tree: _Trie) -> str:
    ends = "" in tree
    grown = [re.escape(character) + _branches(node) for character, node in sorted(tree.items()) if character]
    if not grown:
        return ""
    joined = grown[0] if len(grown) == 1 and not ends else f"(?:{'|'.join(grown)})"
    return f"{joined}?" if ends else joined
