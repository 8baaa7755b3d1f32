"""A workbook file as its parts: read, changed here and there, and written again with all the rest untouched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.dom.minidom import Document

from .xmltree import BeyondRepairError, children, make, parse, root_of, serialize

MOST_BYTES = 16_000_000  # of one part that is taken apart; the template's largest has 60,000
_TYPES = "[Content_Types].xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@dataclass(frozen=True, slots=True)
class PartLink:
    """A relation of the file format: what one part says of another."""

    id: str
    kind: str  # the last word of its type: worksheet, comments, ...
    target: str  # the part's name, empty for what lies outside the file


class Package:
    """The parts of an xlsx file by name. BeyondRepairError where it is none that can be changed part by part."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise BeyondRepairError(str(error)) from error
        self._trees: dict[str, Document] = {}
        self.main = next((link.target for link in self.relations("") if link.kind == "officeDocument"), "")
        kinds = {
            entry.getAttribute("PartName").lstrip("/"): entry.getAttribute("ContentType")
            for entry in children(root_of(self.tree(_TYPES)), "Override")
        }
        if kinds.get(self.main) != _MAIN:
            raise BeyondRepairError("not an xlsx workbook")

    def tree(self, name: str) -> Document:
        """The part as a tree; what is changed in it is saved."""
        if name not in self._trees:
            if name not in self.parts:
                raise BeyondRepairError(f"part {name} is missing")
            if len(self.parts[name]) > MOST_BYTES:
                raise BeyondRepairError(f"part {name} is too large")
            self._trees[name] = parse(self.parts[name])
        return self._trees[name]

    def replace(self, name: str, data: bytes) -> None:
        self._trees.pop(name, None)
        self.parts[name] = data

    def remove(self, name: str) -> None:
        """Drops a part with the relations that start from it."""
        for gone in (name, _relations_of(name)):
            self._trees.pop(gone, None)
            self.parts.pop(gone, None)

    def relations(self, part: str) -> Iterator[PartLink]:
        """The relations that start from ``part``; from the file itself for an empty name."""
        name = _relations_of(part)
        if name not in self.parts:
            return
        for entry in list(children(root_of(self.tree(name)), "Relationship")):
            target = entry.getAttribute("Target")
            if entry.getAttribute("TargetMode") == "External":
                target = ""
            elif target.startswith("/"):
                target = target.lstrip("/")
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
            kind = entry.getAttribute("Type").rpartition("/")[2]
            yield PartLink(entry.getAttribute("Id"), kind, target)

    def related(self, part: str, kind: str) -> PartLink | None:
        return next((link for link in self.relations(part) if link.kind == kind and link.target), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation from ``part`` to the part ``target``; its id."""
        name = _relations_of(part)
        self.parts.setdefault(name, _EMPTY_RELATIONS)
        taken = {link.id for link in self.relations(part)}
        new = next(f"rId{number}" for number in range(1, 10_000) if f"rId{number}" not in taken)
        make(root_of(self.tree(name)), "Relationship", Id=new, Type=_KINDS + kind, Target=f"/{target}")
        return new

    def add(self, folder: str, stem: str, ending: str, data: bytes, content_type: str) -> str:
        """A new part under a name that is free; the name."""
        name = next(
            path for number in range(1, 10_000) if (path := f"{folder}/{stem}{number}{ending}") not in self.parts
        )
        self.parts[name] = data
        types = root_of(self.tree(_TYPES))
        for entry in list(children(types, "Override")):
            if entry.getAttribute("PartName") == f"/{name}":  # left over from a part that is gone
                types.removeChild(entry)
        make(types, "Override", PartName=f"/{name}", ContentType=content_type)
        return name

    def save(self) -> bytes:
        """The file, its parts in their old order and the new ones behind them."""
        for name, tree in self._trees.items():
            self.parts[name] = serialize(tree)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return target.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
