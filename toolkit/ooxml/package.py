"""A workbook's parts, each unpacked once and shared by all who look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from ..refusal import Refused
from .limits import DEFAULTS, Limits
from .relations import NO_RELATIONS, Relations, read_relations, relations_part
from .sheet_cut import Cut, cut_sheet
from .zip_reading import Entry, megabytes, read_directory, slices, unpack


class Package(Mapping[str, bytes]):
    """The parts of a zipped workbook (xlsx, xlsm, xlsb, ods) by name, without a leading slash.

    Names are looked up as the format asks, regardless of case. A part is unpacked when first asked for and kept.
    Looking one up raises Refused as ``unpack`` does, and where all that was unpacked grows past the limit.
    """

    def __init__(self, data: bytes, entries: tuple[Entry, ...], limits: Limits = DEFAULTS) -> None:
        self.limits = limits
        self.entries: dict[str, Entry] = {}
        self.repeated = ""  # a name that stands in the directory twice: which of the two counts is anyone's guess
        for entry in entries:
            if not entry.is_folder and self.entries.setdefault(_key(entry.name), entry) is not entry:
                self.repeated = entry.name
        self._read_at = slices(data)
        self._parts: dict[str, bytes] = {}
        self._unpacked = 0
        self._cuts: dict[int, tuple[bytes, Cut | None]] = {}

    def cut(self, part: bytes) -> Cut | None:
        """A sheet's ``part`` cut at its seams, once for all who look at it."""
        known = self._cuts.get(id(part))
        if known is None or known[0] is not part:
            known = self._cuts[id(part)] = (part, cut_sheet(part))
        return known[1]

    @cached_property
    def main(self) -> str:
        """The name of the workbook's main part: the one that the package's own relations name.

        Raises Refused where there is none, or several.
        """
        name = self.relations("").only("officeDocument", "_rels/.rels")
        if name not in self:
            raise Refused("PART-MISSING", part=name or "_rels/.rels")
        return name

    def relations(self, source: str) -> Relations:
        """The relations of the part ``source``, of the package itself for an empty name. Raises Refused."""
        part = self.get(relations_part(source))
        return read_relations(part, source) if part is not None else NO_RELATIONS

    def __getitem__(self, name: str) -> bytes:
        part = self._parts.get(name)
        return self._unpack(_key(name)) if part is None else part

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self.entries

    def __iter__(self) -> Iterator[str]:
        return (entry.name for entry in self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def _unpack(self, key: str) -> bytes:
        entry = self.entries[key]
        part = self._parts.get(entry.name)
        if part is None:
            part = self._parts[entry.name] = unpack(self._read_at, entry, self.limits.unpacked)
            self._unpacked += len(part)
            if self._unpacked > self.limits.unpacked:
                raise Refused("GUARD-UNPACKED", size=megabytes(self._unpacked), limit=megabytes(self.limits.unpacked))
        return part


def open_package(data: bytes, limits: Limits = DEFAULTS) -> Package:
    """The parts of the zip file in ``data``; raises Refused where it has no whole directory or too many parts."""
    return Package(data, read_directory(slices(data), len(data), limits.entries), limits)


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
