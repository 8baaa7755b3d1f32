"""The rules of a page's style sheets, by tinycss2: selectors and what is declared, where a page is read on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2

Declared = dict[str, str]

_SCREENS = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
_MEDIA = re.compile(r"\b(?:print|speech|handheld|tty|tv|projection|braille|embossed)\b", re.IGNORECASE)
_TAKEN = frozenset({"attr", "counter", "counters"})


def rules(text: str) -> Iterator[tuple[str, Declared]]:
    yield from _within(tinycss2.parse_stylesheet(text.replace("<!--", "").replace("-->", ""), True, True))


def _within(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, Declared]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude).strip(), declarations(tinycss2.serialize(node.content))
        elif node.type == "at-rule" and node.content is not None and _holds_rules(node):
            yield from _within(tinycss2.parse_rule_list(node.content, True, True))


def _holds_rules(node: tinycss2.ast.AtRule) -> bool:
    """Whether rules stand within ``node`` that are in force where a page is read."""
    if node.lower_at_keyword == "media":
        return is_of_screens(tinycss2.serialize(node.prelude))
    return bool(node.lower_at_keyword in ("supports", "layer"))


def is_of_screens(media: str) -> bool:
    return bool(_SCREENS.search(media)) or not _MEDIA.search(media)


def declarations(text: str) -> Declared:
    found = tinycss2.parse_declaration_list(text, True, True)
    return {one.lower_name: tinycss2.serialize(one.value).strip().lower() for one in found if one.type == "declaration"}


def written(content: str) -> str:
    """The characters that a value of ``content`` adds, or its names where it takes them from elsewhere."""
    nodes = tinycss2.parse_component_value_list(content)
    return "".join(
        node.value if node.type == "string" else "x" if node.type == "function" and node.lower_name in _TAKEN else ""
        for node in nodes
    )
