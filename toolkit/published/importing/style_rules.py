"""The rules of a page's style sheets, by tinycss2: selectors and what is declared, where a page is read on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import tinycss2

Declared = dict[str, tuple[str, bool]]  # the value of each property, and whether it is important

_SCREENS = re.compile(r"\b(?:all|screen)\b")
_MEDIA = re.compile(r"\b(?:print|speech|handheld|tty|tv|projection|braille|embossed)\b")
_NARROW = re.compile(r"\(\s*max-(?:device-)?width\s*:\s*(\d+)")
_SCREEN_WIDTH = 900  # pixels, below which no screen of an office is
_TAKEN = frozenset({"attr", "counter", "counters"})
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_DEEPEST = 8  # rules within rules, and variables that stand for others


class Rule(NamedTuple):
    """``layered``: any rule that is in no layer goes before it."""

    selectors: str
    declared: Declared
    layered: bool


def rules(text: str) -> Iterator[Rule]:
    """The rules in force of the style sheet ``text``, in its order, those within others too."""
    found = list(_within(tinycss2.parse_stylesheet(text.replace("<!--", "").replace("-->", ""), True, True), "", False))
    own = {name: value for rule in found for name, (value, _) in rule.declared.items() if name.startswith("--")}
    for rule in found:
        yield rule._replace(declared={name: (_put_in(said, own), much) for name, (said, much) in rule.declared.items()})


def _within(nodes: Iterable[tinycss2.ast.Node], above: str, layered: bool, depth: int = 0) -> Iterator[Rule]:
    for node in nodes if depth < _DEEPEST else ():
        if node.type == "qualified-rule":
            selectors = _below(above, tinycss2.serialize(node.prelude).strip())
            inner = tinycss2.parse_blocks_contents(node.content, True, True)
            yield Rule(selectors, _declared(inner), layered)
            yield from _within(inner, selectors, layered, depth + 1)
        elif node.type == "at-rule" and node.content is not None and _holds_rules(node):
            inner = tinycss2.parse_blocks_contents(node.content, True, True)
            in_layer = layered or node.lower_at_keyword == "layer"
            if above and (declared := _declared(inner)):
                yield Rule(above, declared, in_layer)
            yield from _within(inner, above, in_layer, depth + 1)


def _below(above: str, selectors: str) -> str:
    if not above:
        return selectors
    parts = (part.strip() for part in selectors.split(","))
    return ", ".join(
        part.replace("&", outer.strip()) if "&" in part else f"{outer.strip()} {part}"
        for outer in above.split(",")
        for part in parts
    )


def _holds_rules(node: tinycss2.ast.AtRule) -> bool:
    """Whether rules stand within ``node`` that are in force where a page is read."""
    if node.lower_at_keyword == "media":
        return is_of_screens(tinycss2.serialize(node.prelude))
    return bool(node.lower_at_keyword in ("supports", "layer", "container", "scope"))


def is_of_screens(media: str) -> bool:
    """Whether one of the queries of ``media`` holds on the screen of an office."""
    return not media.strip() or any(_holds_on_screens(query.strip().lower()) for query in media.split(","))


def _holds_on_screens(query: str) -> bool:
    if query.startswith("not "):
        return not _holds_on_screens(query[4:])
    narrow = _NARROW.search(query)
    if narrow and int(narrow[1][:6]) < _SCREEN_WIDTH:
        return False
    return bool(_SCREENS.search(query)) or not _MEDIA.search(query)


def declarations(text: str) -> Declared:
    """What the attribute ``style`` says."""
    return _declared(tinycss2.parse_blocks_contents(text, True, True))


def _declared(nodes: Iterable[tinycss2.ast.Node]) -> Declared:
    found: Declared = {}
    for one in nodes:
        if one.type == "declaration" and (one.important or not found.get(one.lower_name, ("", False))[1]):
            found[one.lower_name] = (tinycss2.serialize(one.value).strip().lower(), bool(one.important))
    return found


def _put_in(value: str, own: Mapping[str, str]) -> str:
    """``value`` with what its variables stand for."""
    for _ in range(_DEEPEST):
        if "var(" not in value or len(value) > 1_000:
            break
        value = _VARIABLE.sub(lambda found: own.get(found[1]) or found[2] or "", value)
    return value


def written(content: str) -> str:
    """The characters that a value of ``content`` adds, or its names where it takes them from elsewhere."""
    nodes = tinycss2.parse_component_value_list(content)
    return "".join(
        node.value if node.type == "string" else "x" if node.type == "function" and node.lower_name in _TAKEN else ""
        for node in nodes
    )
