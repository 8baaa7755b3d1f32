"""The workbook's main part: which sheets there are, how dates count, whether the structure is locked, defined names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..memory import remembered
from ..refusal import Refused
from .attributes import flag
from .escapes import REFERENCE, resolved, unescaped
from .xml_events import ALTERNATIVE, RELATION_IDS, local, read_events, refuse_shadows, relation_id

_LARGEST = 1 << 18  # bytes of a part that is remembered
_SAYS = frozenset(("id", "name", "state"))
# What stands before the names of a workbook's own; comments have no place there.
_BEFORE = (b"<definedNames>", b"</definedName>")
_CONTROL = re.compile(rb"[\x00-\x1f]")  # some are no text of XML, and others blanks in a name
_NAME = re.compile(rb'<definedName name="([^"<>&]*)">([^<]*)</definedName>')


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``relation`` is the id under which its part is found."""

    name: str
    relation: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class MainPart:
    """``locked`` tells whether sheets can be added and removed, None where the program that saved lost the answer.

    ``names`` are the names defined for the whole workbook, with what they hold.
    """

    sheets: tuple[SheetEntry, ...]
    epoch_1904: bool
    locked: bool | None
    names: Mapping[str, str]


def read_main_part(data: bytes, name: str, prefix: str) -> MainPart:
    """The facts of the main part called ``name``; of the defined names, those that begin with ``prefix``.

    These alone differ between the workbooks of an office, and are taken by a pattern where they stand together as all
    usual programs write them; the rest is parsed, once for all workbooks that are the same in it. Raises Refused where
    two sheets have one name or one part, or where it can't be told which sheets there are.
    """
    rest, own = cut_names(data, prefix)
    if not own:
        return _parse(data, name, prefix)
    try:
        names = {key.decode(): unescaped(resolved(content.decode())) for key, content in _NAME.findall(own)}
    except ValueError:  # no text of XML: told where the whole is parsed
        return _parse(data, name, prefix)
    known = _known(rest, name, prefix)
    return MainPart(known.sheets, known.epoch_1904, known.locked, {**known.names, **names})


@remembered(4, longest=_LARGEST)
def cut_names(data: bytes, prefix: str) -> tuple[bytes, bytes]:
    """``data`` without the names that begin with ``prefix``, and those, one flat element after the other; all of it
    and nothing where they don't stand together.
    """
    start, pattern = _own_names(prefix)
    found = pattern.match(data, max(0, data.find(start)))
    before = data[: found.start()] if found is not None else b""
    if found is None or b"<!" in data or not before.endswith(_BEFORE) or _CONTROL.search(found[0]):
        return data, b""
    return before + data[found.end() :], found[0]


@remembered(8, longest=100)
def _own_names(prefix: str) -> tuple[bytes, re.Pattern[bytes]]:
    """How the names that begin with ``prefix`` start, and all of them one after the other."""
    start = f'<definedName name="{prefix}'.encode()
    return start, re.compile(rb'(?:%b[^"<>&]*">[^<&]*(?:%b[^<&]*)*</definedName>\s*)+' % (re.escape(start), REFERENCE))


def _parse(data: bytes, name: str, prefix: str) -> MainPart:
    part = _Reading(name, prefix)
    read_events(data, name, part.start, part.end, part.text)
    return part.made()


_known = remembered(64, longest=_LARGEST)(_parse)


class _Reading:
    """One pass over the part. ``path`` are the open elements of the main namespace, other ones as empty names."""

    def __init__(self, name: str, prefix: str) -> None:
        self.name, self.prefix = name, prefix
        self.path: list[str] = []
        self.sheets: list[SheetEntry] = []
        self.names: dict[str, str] = {}
        self.epoch_1904 = False
        self.lock: Mapping[str, str] | None = None
        self.defining: tuple[str, list[str]] | None = None

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        here, name = tuple(self.path), local(element)
        self.path.append(element if element == ALTERNATIVE else name)
        if ALTERNATIVE in here or "" in here:
            if name in ("workbook", "sheets", "sheet", "definedName", "workbookPr"):
                raise Refused("PART-AMBIGUOUS", part=self.name)  # seen by one program and not by another
        elif name == "sheet" and here == ("workbook", "sheets"):
            self._check(attributes)
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(unescaped(attributes.get("name", "")), relation_id(attributes), hidden))
        elif name == "sheets" and (here != ("workbook",) or self.sheets):
            raise Refused("PART-AMBIGUOUS", part=self.name)
        elif name == "workbookPr" and here == ("workbook",):
            self.epoch_1904 = flag(attributes.get("date1904"), self.name)
        elif name == "workbookProtection" and here == ("workbook",):
            self.lock = dict(attributes)
        elif name == "definedName" and here == ("workbook", "definedNames") and self._wants(attributes):
            self.defining = (attributes.get("name", ""), [])

    def _wants(self, attributes: Mapping[str, str]) -> bool:
        return "localSheetId" not in attributes and attributes.get("name", "").startswith(self.prefix)

    def _check(self, attributes: Mapping[str, str]) -> None:
        """Some programs take a foreign ``id`` for the sheet's relation, or a foreign ``name`` for its name."""
        ours = {name: value for name, value in attributes.items() if name not in RELATION_IDS}
        refuse_shadows(ours, _SAYS, self.name)

    def end(self, element: str) -> None:
        self.path.pop()
        if self.defining is not None and local(element) == "definedName":
            self.names[self.defining[0]] = unescaped("".join(self.defining[1]))
            self.defining = None

    def text(self, text: str) -> None:
        if self.defining is not None:
            self.defining[1].append(text)

    def made(self) -> MainPart:
        names = [sheet.name.casefold() for sheet in self.sheets]
        relations = [sheet.relation for sheet in self.sheets]
        if not names or "" in names or len(set(names)) < len(names) or len(set(relations)) < len(relations):
            raise Refused("PART-AMBIGUOUS", part=self.name)
        # LibreOffice drops the lock on saving, but leaves its empty element: then nothing can be said.
        locked = None if self.lock == {} else self.lock is not None and flag(self.lock.get("lockStructure"), self.name)
        return MainPart(tuple(self.sheets), self.epoch_1904, locked, self.names)
