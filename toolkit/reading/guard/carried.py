"""What else a workbook carries: links to other files, DDE, macros, embedded objects, parts that lead outside."""

from __future__ import annotations

import re
from enum import Enum

from ...findings import Finding, tell
from ...memory import remembered
from ...ooxml.package import Package
from ...ooxml.relations import read_relations, source_of
from ...refusal import Refused

_DRIVE = re.compile(r"(?:^|/)(?:[A-Za-z]:|\.\.)(?:/|$)")
_HARMLESS = frozenset({"hyperlink"})  # an ordinary link in a cell, which nobody follows by opening the file


class Carried(Enum):
    """What parts may carry besides cells: names of other files, links to them, embedded objects."""

    RELATIONS = "relations"
    LINK = "link"
    EMBEDDED = "embedded"


def check_names(package: Package) -> None:
    """Raises Refused for part names that lead outside the package, or that stand in it twice."""
    for name in package:
        if _leads_outside(name):
            raise Refused("PACKAGE-PATH", part=name)
    if package.repeated:
        raise Refused("PACKAGE-TWICE", part=package.repeated)


@remembered(512, longest=200)
def _leads_outside(name: str) -> bool:
    return _DRIVE.search(name.replace("\\", "/")) is not None


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
    findings, links, embedded = [], [], 0
    for name in package:
        carried = _carried(name)
        if carried is Carried.RELATIONS:
            links += _external_targets(package[name], name)
        elif carried is Carried.LINK:
            part = package[name]
            dde += b"ddeLink" in part or b"oleLink" in part
        elif carried is Carried.EMBEDDED:
            embedded += 1
    if dde:
        findings.append(tell("DDE"))
    if links:
        findings.append(tell("EXTERNAL-LINK", count=len(links), target=links[0][:100]))
    if embedded:
        findings.append(tell("EMBEDDED", count=embedded))
    return findings


@remembered(512, longest=200)
def _carried(name: str) -> Carried | None:
    """What the part called ``name`` carries besides the cells."""
    lower = name.lower()
    if lower.startswith("xl/") and lower.endswith(".rels"):
        return Carried.RELATIONS
    if lower.startswith("xl/externallinks/") and lower.endswith(".xml"):
        return Carried.LINK
    return Carried.EMBEDDED if lower.startswith(("xl/embeddings/", "xl/activex/")) else None


def _external_targets(relations: bytes, name: str) -> list[str]:
    if b"External" not in relations:
        return []
    related = read_relations(relations, source_of(name)).by_id.values()
    return [item.target for item in related if not item.part and item.kind not in _HARMLESS]
