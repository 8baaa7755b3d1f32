"""Lists of words as one expression that finds the longest of them at any place, in one pass over a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

_MANY = 24  # branches of an expression that are tried one by one
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


def begins(words: Iterable[str]) -> str:
    """What starts an expression that finds only what begins as one of ``words``: nothing else is looked at."""
    return f"(?=[{''.join(map(re.escape, sorted({word[0] for word in words})))}])"


def _branches(tree: _Trie) -> str:
    ends = "" in tree
    grown = {character: re.escape(character) + _branches(node) for character, node in sorted(tree.items()) if character}
    if not grown:
        return ""
    joined = next(iter(grown.values())) if len(grown) == 1 and not ends else _parted(grown)
    return f"{joined}?" if ends else joined


def _parted(branches: Mapping[str, str]) -> str:
    """``branches`` by what each begins with, one of them; many are tried in groups, a group by what it begins with."""
    if len(branches) <= _MANY:
        return f"(?:{'|'.join(branches.values())})"
    listed = list(branches.items())
    groups = [dict(listed[at : at + _MANY]) for at in range(0, len(listed), _MANY)]
    return f"{begins(branches)}(?:{'|'.join(begins(group) + _parted(group) for group in groups)})"
