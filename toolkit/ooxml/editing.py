"""A workbook's package to be changed part by part: what is not changed is written again as it came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from .limits import DEFAULTS, Limits
from .package import Package, open_package
from .relations import NO_RELATIONS, Relations, read_relations, relations_part
from .xml_events import RELATIONSHIPS
from .xml_tree import Document, UneditableError, children, make, parse, root_of, serialize
from .zip_writing import write_packed

MOST_BYTES = 16_000_000  # of one part that is taken apart; the template's largest has 60,000
_TYPES = "[Content_Types].xml"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_MOST_NAMES = 10_000


class EditablePackage:
    """The parts of an xlsx file by name, as they are now; ``source`` is the package as it came.

    Raises Refused where it is no package that can be read, UneditableError where it can't be changed for certain.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULTS) -> None:
        self.source: Package = open_package(data, limits)
        if self.source.repeated:
            raise UneditableError(f"two parts are called {self.source.repeated}")
        self.main = self.source.main
        self._names = {_key(name): name for name in self.source}  # of the parts there are, in their order
        self._changed: dict[str, bytes] = {}
        self._trees: dict[str, Document] = {}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def __getitem__(self, name: str) -> bytes:
        key = _key(name)
        if key in self._trees:
            return serialize(self._trees[key])
        if key not in self._names:
            raise UneditableError(f"part {name} is missing")
        return self._changed[key] if key in self._changed else self.source[name]

    def tree(self, name: str) -> Document:
        """The part as a tree; what is changed in it is saved."""
        key = _key(name)
        if key not in self._trees:
            data = self[name]
            if len(data) > MOST_BYTES:
                raise UneditableError(f"part {name} is too large")
            self._trees[key] = parse(data)
        return self._trees[key]

    def replace(self, name: str, data: bytes) -> None:
        """Puts ``data`` in the place of the part ``name``, or behind all others where there is none yet."""
        key = _key(name)
        self._trees.pop(key, None)
        self._names.setdefault(key, name)
        self._changed[key] = data

    def remove(self, name: str) -> None:
        """Drops a part with the relations that start from it, and what is said of its type."""
        self.drop_relations(name)
        self._drop(name)
        self._forget_type(name)

    def drop_relations(self, part: str) -> None:
        """Drops all relations that start from ``part``."""
        self._drop(relations_part(part))

    def _drop(self, name: str) -> None:
        key = _key(name)
        self._trees.pop(key, None)
        self._changed.pop(key, None)
        self._names.pop(key, None)

    def relations(self, part: str) -> Relations:
        """The relations that start from ``part``; from the package itself for an empty name. Raises Refused."""
        name = relations_part(part)
        return read_relations(self[name], part) if name in self else NO_RELATIONS

    def related(self, part: str, kind: str) -> tuple[str, str]:
        """The relation of ``kind`` and the part it leads to; both empty where there is none, or none that exists."""
        for relation_id, relation in self.relations(part).by_id.items():
            if relation.kind == kind and relation.part in self:
                return relation_id, relation.part
        return "", ""

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation from ``part`` to the part ``target``; its id. ``kind`` is as in Relation."""
        name = relations_part(part)
        if name not in self:
            self.replace(name, _EMPTY_RELATIONS)
        taken = self.relations(part).by_id
        new = next(f"rId{number}" for number in range(1, _MOST_NAMES) if f"rId{number}" not in taken)
        whole = kind if ":" in kind else f"{RELATIONSHIPS}/{kind}"
        make(root_of(self.tree(name)), "Relationship", Id=new, Type=whole, Target=f"/{target}")
        return new

    def add(self, folder: str, stem: str, ending: str, data: bytes, content_type: str) -> str:
        """A new part under a name that is free; the name."""
        name = next(
            path for number in range(1, _MOST_NAMES) if (path := f"{folder}/{stem}{number}{ending}") not in self
        )
        self.put(name, data, content_type)
        return name

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """As ``replace``, for a part that the package may know nothing of yet, or something else."""
        self.replace(name, data)
        self._forget_type(name)  # left over from a part that is gone
        make(root_of(self.tree(_TYPES)), "Override", PartName=f"/{name}", ContentType=content_type)

    def content_type(self, name: str) -> str:
        """What the package says the part is; empty where it says nothing."""
        types = root_of(self.tree(_TYPES))
        for entry in children(types, "Override"):
            if _key(entry.getAttribute("PartName")) == _key(name):
                return str(entry.getAttribute("ContentType"))
        ending = name.rpartition(".")[2].lower()
        entries = (entry for entry in children(types, "Default") if entry.getAttribute("Extension").lower() == ending)
        return next((str(entry.getAttribute("ContentType")) for entry in entries), "")

    def save(self) -> bytes:
        """The file, its parts in their old order and the new ones behind them; equal parts make equal bytes."""
        target = BytesIO()
        write_packed(target, ((name, partial(self.__getitem__, name)) for name in self))
        return target.getvalue()

    def _forget_type(self, name: str) -> None:
        types = root_of(self.tree(_TYPES))
        for entry in list(children(types, "Override")):
            if _key(entry.getAttribute("PartName")) == _key(name):
                types.removeChild(entry)


def _key(name: str) -> str:
    """Names are the same regardless of case, and of the slash that some write before them."""
    return name.replace("\\", "/").lstrip("/").lower()
