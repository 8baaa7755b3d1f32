"""What else a workbook carries: links to other files, DDE, macros, embedded objects, parts that lead outside."""

from __future__ import annotations

import re
from functools import lru_cache

from ...findings import Finding, tell
from ...ooxml.package import Package, resolve
from ...refusal import Refused

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)")
_TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/(\w+)[\"']")
_EXTERNAL = re.compile(rb"\bTargetMode\s*=\s*[\"']External")
_DRIVE = re.compile(r"(?:^|/)(?:[A-Za-z]:|\.\.)(?:/|$)")
_HARMLESS = frozenset({b"hyperlink"})  # an ordinary link in a cell, which nobody follows by opening the file


def check_names(package: Package) -> None:
    """Raises Refused for part names that lead outside the package, or that stand in it twice."""
    if outside := _outside(tuple(package)):
        raise Refused("PACKAGE-PATH", part=outside)
    if package.repeated:
        raise Refused("PACKAGE-TWICE", part=package.repeated)


@lru_cache(maxsize=64)
def _outside(names: tuple[str, ...]) -> str:
    return next((name for name in names if _DRIVE.search(name.replace("\\", "/"))), "")


def check_targets(package: Package) -> None:
    """Raises Refused where the workbook names a sheet that is not in the package."""
    for target, name in _sheet_targets(package.get("xl/_rels/workbook.xml.rels", b"")):
        if name not in package:
            raise Refused("PACKAGE-TARGET", target=target[:100])


@lru_cache(maxsize=8)
def _sheet_targets(relations: bytes) -> tuple[tuple[str, str], ...]:
    """The targets of the sheets as written, with the part each means; empty for one outside the package."""
    targets = []
    for relation in _RELATION.findall(relations):
        kind, target = _TYPE.search(relation), _TARGET.search(relation)
        if kind is not None and target is not None and kind[1] == b"worksheet":
            name = target[1].decode("utf-8", "replace")
            targets.append((name, "" if _EXTERNAL.search(relation) else resolve("xl/workbook.xml", name)))
    return tuple(targets)


@lru_cache(maxsize=8)
def related_parts(relations: bytes) -> frozenset[str]:
    """The parts that the workbook is put together from, in lower case, whatever their names end in."""
    targets = [_TARGET.search(relation) for relation in _RELATION.findall(relations)]
    names = [target[1].decode("utf-8", "replace") for target in targets if target is not None]
    return frozenset(resolve("xl/workbook.xml", name).lower() for name in names)


def tell_contents(package: Package, dde: int) -> list[Finding]:
    """What the workbook carries besides its cells, one finding a kind; ``dde`` of its sheets have a DDE formula."""
    findings = []
    links: list[str] = []
    linked, related, embedded = _carried(tuple(package))
    for name in linked:
        part = package[name]
        dde += b"ddeLink" in part or b"oleLink" in part
    for name in related:
        links += _external_targets(package[name])
    if dde:
        findings.append(tell("DDE"))
    if links:
        findings.append(tell("EXTERNAL-LINK", count=len(links), target=links[0][:100]))
    if embedded:
        findings.append(tell("EMBEDDED", count=embedded))
    return findings


@lru_cache(maxsize=64)
def _carried(names: tuple[str, ...]) -> tuple[list[str], list[str], int]:
    """The parts of links to other files, those that name targets, and how many are embedded objects."""
    lower = {name: name.lower() for name in names}
    related = [name for name, low in lower.items() if low.startswith("xl/") and low.endswith(".rels")]
    linked = [name for name, low in lower.items() if low.startswith("xl/externallinks/") and low.endswith(".xml")]
    inside = [low for low in lower.values() if low.startswith(("xl/embeddings/", "xl/activex/"))]
    return linked, related, sum(not low.endswith(".rels") for low in inside)


def _external_targets(relations: bytes) -> list[str]:
    found = []
    for relation in _RELATION.findall(relations):
        if b"External" not in relation or not _EXTERNAL.search(relation):
            continue
        kind, target = _TYPE.search(relation), _TARGET.search(relation)
        if target is not None and (kind is None or kind[1] not in _HARMLESS):
            found.append(target[1].decode("utf-8", "replace"))
    return found
