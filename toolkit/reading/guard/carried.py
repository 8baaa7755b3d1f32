"""What else a workbook carries: links to other files, DDE, macros, embedded objects, parts that lead outside."""

from __future__ import annotations

import re
from functools import lru_cache

from ...findings import Finding, tell
from ...ooxml.package import Package
from ...ooxml.relations import read_relations, source_of
from ...refusal import Refused

_DRIVE = re.compile(r"(?:^|/)(?:[A-Za-z]:|\.\.)(?:/|$)")
_HARMLESS = frozenset({"hyperlink"})  # an ordinary link in a cell, which nobody follows by opening the file


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
    for relation in package.relations(package.main).of_kind("worksheet"):
        if relation.part not in package:
            raise Refused("PACKAGE-TARGET", target=relation.target[:100])


def related_parts(package: Package) -> frozenset[str]:
    """The parts that the workbook is put together from, in lower case, whatever their names end in."""
    return frozenset(relation.part.lower() for relation in package.relations(package.main).by_id.values())


def tell_contents(package: Package, dde: int) -> list[Finding]:
    """What the workbook carries besides its cells, one finding a kind; ``dde`` of its sheets have a DDE formula."""
    findings = []
    linked, related, embedded = _carried(tuple(package))
    for name in linked:
        part = package[name]
        dde += b"ddeLink" in part or b"oleLink" in part
    links = [target for name in related for target in _external_targets(package[name], name)]
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


def _external_targets(relations: bytes, name: str) -> list[str]:
    if b"External" not in relations:
        return []
    related = read_relations(relations, source_of(name)).by_id.values()
    return [item.target for item in related if not item.part and item.kind not in _HARMLESS]
