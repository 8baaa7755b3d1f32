"""Definition files that extend another one: what several editions share stands once, each says what is its own.

Mappings are merged key by key, and an empty value takes a key away. Lists of entries with ids are merged by id: an
entry whose id is known changes that one's keys and stays in its place, a new one goes to the end or ``before`` another,
``omit: true`` leaves one out. Any other value takes the place of the one that is shared. Every key remembers its file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from .folders import data_folders
from .source import Section, Value, nearest, read_definition

_EXTENDS, _BEFORE, _OMIT = "extends", "before", "omit"
_SHARED = "shared"  # the folder, beside the editions, of what is none by itself
_NEVER_SHARED = ("edition", "years", "bridges")  # what one edition says of itself is never another one's


@dataclass(frozen=True, eq=False, slots=True)
class Definition:
    """A definition file merged with what it extends, and the ``content`` of all files that took part."""

    root: Section
    content: bytes


def read_extended(path: Path) -> Definition:
    """The definition at ``path`` with all that it extends, itself or by detour.

    ``extends`` names a file without its ending: one beside it or in ``shared/`` there, or else one that ships. Raises
    DefinitionError where a file is faulty, is not there, or extends itself.
    """
    return _read(path, ())


def _read(path: Path, trail: tuple[Path, ...]) -> Definition:
    own, content = read_definition(path), path.read_bytes()
    if _EXTENDS not in own.values:
        return Definition(own, content)
    trail = (*trail, path)
    shared = _read(_find(path, own, trail), trail)
    root = _without(shared.root, _NEVER_SHARED)
    return Definition(merged(root, _without(own, (_EXTENDS,))), shared.content + content)


def _find(path: Path, own: Section, trail: tuple[Path, ...]) -> Path:
    """The file that the one at ``path`` extends."""
    name = own.get(_EXTENDS, str, "")
    if not name:
        own.fail("“extends”后面是空的，请写上沿用哪个定义，或删去这一行", _EXTENDS)
    home = path.parent.parent if path.parent.name == _SHARED else path.parent
    folders = list(dict.fromkeys((home, data_folders()[0] / home.name)))
    known = [file for folder in folders for place in (_SHARED, "") for file in sorted((folder / place).glob("*.yaml"))]
    found = [file for file in known if file.stem == name]
    if not found:
        own.fail(f"没有“{name}”这个定义可以沿用，{nearest(name, [file.stem for file in known])}", _EXTENDS)
    others = [file for file in found if file not in trail]
    if not others:
        own.fail(f"“{name}”绕了一圈又沿用到自己，请改正", _EXTENDS)
    return others[0]


def merged(shared: Section, own: Section) -> Section:
    """``own`` with all of ``shared`` that it doesn't say otherwise."""
    values = dict(shared.values)
    for key, value in own.values.items():
        values[key] = _value(shared.values.get(key), value)
    return _composed(shared, own, {key: value for key, value in values.items() if value is not None})


def _value(shared: Value, own: Value) -> Value:
    if isinstance(shared, Section) and isinstance(own, Section):
        return merged(shared, own)
    before, after = _entries(shared), _entries(own)
    return _listed(before, after) if before and after else own


def _entries(value: Value) -> list[Section]:
    """The entries of a list that is merged by id; none where it isn't."""
    entries = [item for item in value if isinstance(item, Section)] if isinstance(value, list) else []
    return entries if all(entry.has("id") for entry in entries) else []


def _listed(shared: list[Section], own: list[Section]) -> list[Section]:
    merged = list(shared)
    for entry in own:
        ids = [item.get("id", str) for item in merged]
        name = entry.get("id", str)
        rest = _without(entry, (_BEFORE, _OMIT))
        if name in ids and any(entry is not other and other.get("id", str) == name for other in own):
            entry.fail(f"“{name}”写了两次，请删去一个", "id")
        if entry.get(_OMIT, bool, False):
            if name not in ids:
                entry.fail(f"没有“{name}”可以去掉，{nearest(name, ids)}", "id")
            del merged[ids.index(name)]
            continue
        place = len(merged)
        if name in ids:
            place = ids.index(name)
            whole = merged.pop(place)
            rest = _composed(whole, rest, {**whole.values, **rest.values})
            ids.remove(name)
        if entry.has(_BEFORE):
            place = _place(entry, ids)
        merged.insert(place, rest)
    return merged


def _place(entry: Section, ids: list[str]) -> int:
    follows = entry.get(_BEFORE, str)
    if follows not in ids:
        entry.fail(f"没有“{follows}”可以排在前面，{nearest(follows, ids)}", _BEFORE)
    return ids.index(follows)


def _composed(shared: Section, own: Section, values: dict[str, Value]) -> Section:
    """A Section of ``values`` from both, each key told with the file and line that it comes from."""
    theirs = [key for key in values if key not in own.values]
    return Section(
        own.file,
        own.line,
        values,
        {**shared.lines, **own.lines},
        {**{key: shared.file_of(key) for key in theirs}, **own.files},
    )


def _without(section: Section, keys: Iterable[str]) -> Section:
    return replace(section, values={key: value for key, value in section.values.items() if key not in keys})
