"""A workbook's parts, each unpacked once and shared by all who look at it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from ..memory import remembered
from ..refusal import Refused
from ..source import Member
from .limits import DEFAULTS, Limits, megabytes
from .prefixes import without_prefix
from .relations import NO_RELATIONS, Relations, read_relations, relations_part
from .sheet_cut import Cut, cut_sheet
from .zip_reading import read_directory, slices, unpack_part

_DECLARATION = re.compile(r"\s*<\?xml\s[^?<]*\?>")  # it would say the old encoding still
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^?<>]*?\bencoding\s*=\s*[\"']([^\"'<>]*)")
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
# Encodings that the standard doesn't know and some programs read: each here as what it is mostly taken for.
_OTHERS = {"iso-8859-1": "latin-1", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
_UTF16 = tuple(
    mark + "<".encode(code) for mark, code in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
)
_DECLARED = (b"<?xml", codecs.BOM_UTF8 + b"<?xml")
_LONGEST_HEAD = 1024  # bytes of a declaration
# Parts of a workbook that are read here; all others are other programs' own.
_OURS = re.compile(
    r"(?:xl/)?(?:_rels/|theme/|worksheets/(?:_rels/)?|drawings/(?:_rels/)?)?[^/]*|docprops/[^/]*|meta-inf/[^/]*"
)


class Package(Mapping[str, bytes]):
    """The parts of a zipped workbook (xlsx, xlsm, xlsb, ods) by name, without a leading slash.

    Names are looked up as the format asks, regardless of case. A part is unpacked when first asked for and kept.
    Looking one up raises Refused as ``unpack_part`` does, and where all that was unpacked grows past the limit.
    """

    def __init__(self, data: bytes, members: tuple[Member, ...], limits: Limits = DEFAULTS) -> None:
        self.limits = limits
        self.members: dict[str, Member] = {}
        self.repeated = ""  # a name that stands in the directory twice: which of the two counts is anyone's guess
        for member in members:
            if not member.is_folder and self.members.setdefault(_key(member.name), member) is not member:
                self.repeated = member.name
        self._read_at = slices(data)
        self._parts: dict[str, bytes] = {}
        self._unpacked = 0
        self._cuts: dict[int, tuple[bytes, Cut | None]] = {}
        self._relations: dict[str, Relations] = {}

    def cut(self, part: bytes) -> Cut | None:
        """A sheet's ``part`` cut at its seams, without a prefix of its elements; once for all who look at it."""
        known = self._cuts.get(id(part))
        if known is None or known[0] is not part:
            known = self._cuts[id(part)] = (part, cut_sheet(part) or cut_sheet(without_prefix(part)))
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

    def related(self, name: str) -> bytes:
        """The part called ``name`` by a relation. Raises Refused where it is not there.

        Case makes no difference to the format, and to some programs (LibreOffice) all the difference: a part whose
        name is written in two ways is there for one and not for the other.
        """
        member = self.members.get(_key(name))
        if member is None:
            raise Refused("PART-MISSING", part=name)
        if member.name.replace("\\", "/").lstrip("/") != name:
            raise Refused("PART-AMBIGUOUS", part=name)
        return self[name] if _is_ours(_key(name)) else _in_utf8(self[name], name)

    def relations(self, source: str) -> Relations:
        """The relations of the part ``source``, of the package itself for an empty name. Raises Refused."""
        known = self._relations.get(source)
        if known is None:
            part = self.get(relations_part(source))
            known = self._relations[source] = read_relations(part, source) if part is not None else NO_RELATIONS
        return known

    def __getitem__(self, name: str) -> bytes:
        part = self._parts.get(name)
        return self._unpack(_key(name)) if part is None else part

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._parts or _key(name) in self.members)

    def __iter__(self) -> Iterator[str]:
        return (member.name for member in self.members.values())

    def __len__(self) -> int:
        return len(self.members)

    def _unpack(self, key: str) -> bytes:
        member = self.members[key]
        part = self._parts.get(member.name)
        if part is None:
            part = unpack_part(self._read_at, member, self.limits.unpacked)
            if _is_ours(key):
                part = _in_utf8(part, member.name)
            self._parts[member.name] = part
            self._unpacked += len(part)
            if self._unpacked > self.limits.unpacked:
                raise Refused("GUARD-UNPACKED", size=megabytes(self._unpacked), limit=megabytes(self.limits.unpacked))
        return part


def open_package(data: bytes, limits: Limits = DEFAULTS) -> Package:
    """The parts of the zip file in ``data``; raises Refused where it has no whole directory or too many parts."""
    return Package(data, read_directory(slices(data), len(data), limits.entries), limits)


def _in_utf8(part: bytes, name: str) -> bytes:
    """``part``, called ``name``; XML in the one encoding that all readers expect. Raises Refused for one that it
    declares and is not in, or that programs don't agree upon.
    """
    if part.startswith(_UTF16):
        encoding = "utf-16"
    elif part.startswith(_DECLARED):
        encoding = _declared(part[: part.find(b">", 0, _LONGEST_HEAD) + 1])
    else:
        return part
    if encoding in _UTF8:
        return part
    try:
        text = part.decode("utf-16" if encoding == "utf-16" else _OTHERS[encoding])
    except (KeyError, UnicodeError):
        raise Refused("PART-BROKEN", part=name) from None
    declared = _DECLARATION.match(text)
    return text[declared.end() if declared else 0 :].encode("utf-8", "replace")


@remembered(512, longest=200)
def _is_ours(name: str) -> bool:
    return _OURS.fullmatch(name) is not None


@remembered(64, longest=_LONGEST_HEAD)
def _declared(head: bytes) -> str:
    """The encoding that a part declares in its ``head``; an empty one has no end."""
    found = _ENCODING.match(head)
    return found[1].decode("latin-1").lower() if found else "utf-8" if head else ""


@remembered(512, longest=200)
def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
