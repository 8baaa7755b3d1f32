"""One pass over a workbook's XML as bytes: what it would cost to read, before anything reads it.

Each check is one search or count over the bytes of a part; only what it turns up is looked at closely.
"""

from __future__ import annotations

import re
from collections import Counter

from ...memory import remembered
from ...ooxml.depth import is_deeper
from ...ooxml.limits import Limits, megabytes
from ...ooxml.main_part import cut_names
from ...ooxml.package import Package
from ...ooxml.shared_strings import plain_strings
from ...refusal import Refused
from ...stamp import STAMP_NAME_PREFIX
from .carried import related_parts
from .opendocument import bounded, count_cells
from .sheets import limit, refuse_doctype, scan_sheet

_HEAD = 256  # bytes that mostly hold the start of a part's outermost element
_KEPT = 32_768  # bytes of a part whose verdict is remembered
# No pattern looks past the next "<", which no attribute may hold: so none takes longer than the part is long.
_ATTRIBUTES = rb"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)"
_PREFIX = rb"(?:[^\s<>/:=\"']{1,100}:)?"
_BEFORE_ROOT = re.compile(rb"(?s)<!--(?:.*?)-->|<\?.*?\?>")
_OPENING = re.compile(rb"<" + _PREFIX + rb"([^\s<>/:=\"']{1,100})")
_SHEET = re.compile(rb"<" + _PREFIX + rb"sheet\s")
_COUNTS = re.compile(rb"<" + _PREFIX + rb"(?:sst|cellXfs|cellStyleXfs|numFmts|fonts)\s" + _ATTRIBUTES)
_LOOK = re.compile(rb"[<:](xf|dxf|font|fill|border)(?=[\s/>])")  # of which cells, rules and each other have many
_COUNT = re.compile(rb"(?:uniqueC|c)ount\s*+=\s*+[\"'](\d++)[\"']")
_CELL = re.compile(rb"<" + _PREFIX + rb"c\s" + _ATTRIBUTES + rb">\s*+<" + _PREFIX + rb"v>(\d{1,9})<")
_STRING_TYPE = re.compile(rb"\bt\s*+=\s*+[\"']s[\"']")
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*+>")
_ENDINGS = (".xml", ".rels", ".vml")
# The parts of an OpenDocument file that anybody reads: scripts and dialogs beside them are not ours.
_ODS_PARTS = frozenset({"content.xml", "styles.xml", "meta.xml", "settings.xml", "meta-inf/manifest.xml"})


def scan(package: Package, kind: str) -> int:
    """The number of sheets with a DDE formula. Raises Refused where a part of ``package`` asks for more than
    ``package.limits`` allow.
    """
    limits = package.limits
    cells = dde = 0
    strings = b""
    sheets: list[bytes] = []
    related = related_parts(package) if kind in ("xlsx", "xlsm") else frozenset()
    for name in package:
        lower = name.lower()
        if lower not in _ODS_PARTS if kind == "ods" else not (lower.endswith(_ENDINGS) or lower in related):
            continue
        part = package[name]
        root = _root(part)
        if root == b"worksheet":
            facts = scan_sheet(name, part, package.cut(part))
            cells += facts.cells
            dde += facts.dde
            sheets.append(part)
        elif root == b"sst" and plain_strings(part) is not None:
            _scan_declared(part, limits)  # such items lie side by side
        else:
            rest = cut_names(part, STAMP_NAME_PREFIX)[0] if root == b"workbook" else part
            _scan_part(rest, name, root, limits)
        if root == b"sst":
            strings = part
        elif kind == "ods" and lower == "content.xml":
            cells += count_cells(part)
    limit("GUARD-CELLS", cells, limits.cells)
    if strings:
        _scan_text(sheets, strings, cells, limits)
    return dde


@remembered(256, longest=_KEPT)  # most parts of an office's returns are the same to the last byte
def _scan_part(part: bytes, name: str, root: bytes, limits: Limits) -> None:
    """Looks at a part that is no sheet."""
    refuse_doctype(name, part)
    if is_deeper(part, limits.nesting):
        raise Refused("GUARD-NESTING", part=name, limit=limits.nesting)
    if root in _ROOTS:
        _ROOTS[root](part, limits)


def _root(part: bytes) -> bytes:
    """The local name of a part's outermost element."""
    return _known_root(part[:_HEAD]) or _find_root(part)


def _find_root(part: bytes) -> bytes:
    at = part.find(b"<")
    while at >= 0 and (beside := _BEFORE_ROOT.match(part, at)) is not None:
        at = part.find(b"<", beside.end())
    found = _OPENING.search(part, at) if at >= 0 else None
    return found[1] if found else b""


@remembered(256, longest=_HEAD)
def _known_root(head: bytes) -> bytes:
    """As ``_find_root``, by a part's first bytes; empty where these don't tell."""
    root = _find_root(head)
    return root if not root.startswith((b"!", b"?")) and not head.endswith(root) else b""


def _scan_declared(part: bytes, limits: Limits) -> None:
    found = _COUNTS.search(part)
    for count in _COUNT.findall(found[0] if found else b""):
        limit("GUARD-STRINGS", bounded(count), limits.strings)


def _scan_styles(part: bytes, limits: Limits) -> None:
    looks = Counter(found[1] for found in _LOOK.finditer(part))
    limit("GUARD-STYLES", max(looks.values(), default=0), limits.styles)
    for found in _COUNTS.finditer(part):
        for count in _COUNT.findall(found[0]):
            limit("GUARD-STYLES", bounded(count), limits.styles)
    for quote in (b'"', b"'"):
        long = re.search(rb"formatCode\s*=\s*%b[^%b]{%d,}" % (quote, quote, limits.number_format + 1), part)
        if long:
            raise Refused("GUARD-FORMAT", count=len(long[0]), limit=limits.number_format)


def _scan_workbook(part: bytes, limits: Limits) -> None:
    # Counting is much faster, and counts too many rather than too few.
    if part.count(b"<sheet") + part.count(b":sheet") > limits.sheets:
        limit("GUARD-SHEETS", len(_SHEET.findall(part)), limits.sheets)


_ROOTS = {b"styleSheet": _scan_styles, b"workbook": _scan_workbook, b"sst": _scan_declared}


def _scan_text(sheets: list[bytes], strings: bytes, cells: int, limits: Limits) -> None:
    """Refuses few strings that very many cells refer to, when copying one for each cell would fill the memory."""
    if cells * len(strings) <= limits.text:
        return
    items = _STRING_END.split(strings)
    if cells * max(map(len, items)) <= limits.text:
        return
    uses: Counter[bytes] = Counter()
    for part in sheets:
        uses.update(found[2] for found in _CELL.finditer(part) if _STRING_TYPE.search(found[1]))
    total = sum(count * len(items[int(index)]) for index, count in uses.items() if int(index) < len(items))
    if total > limits.text:
        raise Refused("GUARD-TEXT", size=megabytes(total), limit=megabytes(limits.text))
