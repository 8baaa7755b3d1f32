"""An office's own edition without any one of its keys works whole, or is refused with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.editions.test_own_forms import YEAR, own_forms, shipped, use
from toolkit.editions import load_form
from toolkit.editions.own import refuse_faulty_forms
from toolkit.form import DefinitionError
from toolkit.form.source import _Loader

Path_ = tuple[str | int, ...]


@cache
def shipped_node(kind: str) -> yaml.Node:
    node = yaml.compose(shipped(kind), Loader=_Loader)
    assert node is not None
    return node


def keys_of(node: yaml.Node, path: Path_ = ()) -> Iterator[Path_]:
    """The way to each key and each entry of a list below ``node``."""
    if isinstance(node, yaml.MappingNode):
        inner = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inner = list(enumerate(node.value))
    else:
        return
    for key, value in inner:
        yield (*path, key)
        yield from keys_of(value, (*path, key))


def without(node: yaml.Node, path: Path_) -> yaml.Node:
    """``node`` but for what ``path`` leads to."""
    first, *rest = path
    if isinstance(node, yaml.MappingNode):
        kept = [
            (key, without(value, tuple(rest)) if key.value == first else value)
            for key, value in node.value
            if rest or key.value != first
        ]
        return yaml.MappingNode(node.tag, kept, flow_style=False)
    entries = [
        without(value, tuple(rest)) if place == first else value
        for place, value in enumerate(node.value)
        if rest or place != first
    ]
    return yaml.SequenceNode(node.tag, entries, flow_style=False)


def cuts(kind: str) -> list[Path_]:
    """One way to each sort of key that a file of this kind has; entries of one list are alike but for rules."""
    ways: dict[tuple[str, ...], Path_] = {}
    root = shipped_node(kind)
    rules = [{key.value: value for key, value in rule.value} for rule in _entries(root, "rules")]
    for path in keys_of(root):
        if path[0] == "rules" and len(path) > 1:
            kind_of = rules[int(path[1])]["kind"].value
            common = path[2:3] and path[2] in ("id", "severity", "words", "fix", "source", "examples")
            sort = ("rules", "" if common else kind_of, *map(str, path[2:3]))
        else:
            sort = tuple("*" if isinstance(part, int) else part for part in path)
            sort = sort if path[0] != "tables" else ("tables", *sort[-2:])
        ways.setdefault(sort, path)
    return list(ways.values())


def _entries(root: yaml.Node, key: str) -> list[yaml.Node]:
    return next((value.value for name, value in root.value if name.value == key), [])


CUTS = [(kind, path) for kind in ("schemas", "templates") for path in cuts(kind)]
TOGETHER = 12  # cuts that are tried one by one, and what of them stands is then used in one go
BATCHES = [
    (kind, ways[start : start + TOGETHER])
    for kind in ("schemas", "templates")
    for ways in [[path for of, path in CUTS if of == kind]]
    for start in range(0, len(ways), TOGETHER)
]


def cut_away(kind: str, ways: Sequence[Path_]) -> str:
    """The file without all that ``ways`` lead to; later entries of a list go first, so that no way is led astray."""
    node = shipped_node(kind)
    for way in sorted(ways, key=lambda path: [(isinstance(part, str), str(part).zfill(4)) for part in path])[::-1]:
        if not any(way[: len(other)] == other for other in ways if other != way):
            node = without(node, way)
    return yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True)


def refusal_of(kind: str, ways: Sequence[Path_], folder: Path, patch: pytest.MonkeyPatch) -> str:
    """What is said of the edition without what ``ways`` lead to; empty where it is in force."""
    own_forms(folder, patch, **{kind: cut_away(kind, ways)})
    try:
        refuse_faulty_forms()
    except DefinitionError as error:
        return str(error)
    return ""


def use_together(kind: str, ways: Sequence[Path_], folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Uses the edition without what ``ways`` lead to, each dispensable by itself; in halves where not all at once."""
    if not ways:
        return
    if refusal_of(kind, ways, folder / "own", patch) and len(ways) > 1:
        use_together(kind, ways[: len(ways) // 2], folder / "first", patch)
        use_together(kind, ways[len(ways) // 2 :], folder / "second", patch)
    else:
        use(load_form(YEAR), folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "ways"), BATCHES, ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part[0]))
)
def test_own_form__without_any_one_key_works_or_is_refused_with_file_and_line(
    kind: str, ways: list[Path_], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispensable = []
    for number, way in enumerate(ways):
        folder = tmp_path / str(number)
        if refusal := refusal_of(kind, [way], folder, monkeypatch):
            told = rf"{re.escape(str(folder))}/(schemas|templates)/own\.yaml 第 \d+ 行：\D*[一-鿿]"
            assert re.match(told, refusal), (way, refusal)
        else:
            dispensable.append(way)
    use_together(kind, dispensable, tmp_path, monkeypatch)
