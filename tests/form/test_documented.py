"""schemas/README.md speaks of every key that a definition, a template or a catalogue may have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from toolkit.rules.kinds import KINDS

READERS = {
    "section",
    "sections",
    "strings",
    "choice",
    "has",
    "whole",
}  # methods of Section that take a key first
TYPES = {"str", "int", "bool"}  # what Section.get is given; other ``get``s are those of dictionaries


def keys_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        typed = len(node.args) > 1 and isinstance(node.args[1], ast.Name) and node.args[1].id in TYPES
        if node.func.attr == "only":
            yield from texts
        elif node.func.attr in READERS or (node.func.attr == "get" and typed):
            yield from texts[:1]


def known_keys() -> set[str]:
    """The keys that the code reads, by what it asks of a Section."""
    names = ("form", "editions", "rules", "writing", "reading", "checking", "reporting", "roster")
    rooms = [ROOT / "toolkit" / room for room in names]
    modules = [path for room in rooms for path in room.rglob("*.py")]
    found = {key for path in modules for key in keys_in(ast.parse(path.read_text(encoding="utf-8")))}
    return found | {key for kind in KINDS.values() for key in kind.takes}


@pytest.mark.parametrize("key", sorted(known_keys()))
def test_readme__documents_every_key_that_is_read(key: str) -> None:
    page = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`[^`]*\b{re.escape(key)}\b[^`]*`", page), key


def test_readme__documents_every_kind_of_rule() -> None:
    page = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    assert set(KINDS) <= set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
