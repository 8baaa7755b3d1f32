"""The rooms of the toolkit stand on floors; a room imports only from its own floor down (design of the house)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = {
    "form": 1, "values": 1, "output": 1, "needs": 1, "csvtext": 1,
    "width": 1, "a1": 1, "figuretext": 1, "quoting": 1,
    "findings": 2, "records": 2, "roster": 2, "stamp": 2, "sealkey": 2, "prior": 2, "wording": 2, "rollup": 2,
    "refusal": 2, "book": 2, "ooxml": 2,
    "writing": 3, "reading": 3, "checking": 3,
    "collating": 4, "reporting": 4,
    "rounds": 5,
    "cli": 6,
}  # fmt: skip
ONLY = {"xlsxwriter": {"writing"}, "pandera": {"checking", "roster"}}
TRADE = ("zipfile", "xml", "defusedxml")  # how files are made, which few need to know
AT_THE_TRADE = ("toolkit/ooxml/", "toolkit/reading/others/", "toolkit/reading/guard/depth.py")
FILES = sorted((ROOT / "toolkit").rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT / "toolkit").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """(dotted name from the package root or outside it, line) of every import in ``path``, however deep."""
    package = ["toolkit", *path.relative_to(ROOT / "toolkit").parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{name}.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_floors__a_room_imports_only_from_its_own_floor_down(path: Path) -> None:
    here = room(path)
    if here in ("__init__", "__main__"):
        return
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] == "toolkit" and len(parts) > 1 and parts[1] in FLOORS and parts[1] != here:
            assert FLOORS[parts[1]] < FLOORS[here] or (FLOORS[parts[1]] == FLOORS[here] and FLOORS[here] in (1, 2)), (
                f"{path.name}:{line} {here} imports {parts[1]}"
            )
        for library, rooms in ONLY.items():
            assert parts[0] != library or here in rooms, f"{path.name}:{line} imports {library}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_floors__zip_and_xml_are_taken_apart_where_that_is_the_trade(path: Path) -> None:
    if not path.relative_to(ROOT).as_posix().startswith(AT_THE_TRADE):
        assert {name.split(".")[0] for name, _ in imported(path)}.isdisjoint(TRADE)


def test_floors__every_room_has_a_floor() -> None:
    assert {room(path) for path in FILES} - {"__init__", "__main__"} <= set(FLOORS)
