"""Relations, content types and the list of sheets: which part is the sheet that a person sees."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.mutants.case import RELATIONS, TYPES, WORKBOOK, WORKBOOK_RELATIONS, Case, Spot, alteration

ROOT_RELATIONS = "_rels/.rels"
DECOY = "xl/worksheets/decoy.xml"


def decoy(case: Case, spot: Spot, part: str = DECOY) -> None:
    """Adds a part like the sheet of ``spot`` in which another figure stands."""
    case.put(part, case.text(spot.part).replace(case.cell_xml(spot), case.doubled(spot)))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    case.swap(TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')


def _relation(case: Case, part: str) -> str:
    name = re.escape(part.rpartition("/")[2])
    found = re.search(rf'<Relationship [^>]*Target="[^"]*{name}"[^>]*/>', case.text(WORKBOOK_RELATIONS))
    return found[0] if found else ""


def _retargeted(relation: str, target: str) -> str:
    return re.sub(r'Target="[^"]*"', lambda _: f'Target="{target}"', relation)


# The target of a sheet's relation, by name: {n} its file name. Those of ``decoy`` are the altered part.
TARGETS = {
    "absolute": "/xl/worksheets/{n}",
    "absolute-decoy": "/xl/worksheets/decoy.xml",
    "dotted": "./worksheets/{n}",
    "dotted-up": "../xl/worksheets/{n}",
    "dotted-decoy": "worksheets/../worksheets/./decoy.xml",
    "dotted-far": "../../../xl/worksheets/decoy.xml",
    "backslash": "worksheets\\{n}",
    "backslash-decoy": "worksheets\\decoy.xml",
    "percent": "worksheets/%73heet{d}.xml",
    "percent-decoy": "worksheets/%64ecoy.xml",
    "case": "Worksheets/{N}",
    "case-decoy": "worksheets/DECOY.XML",
    "decoy": "worksheets/decoy.xml",
    "double-slash": "worksheets//{n}",
    "query": "worksheets/{n}?x=1",
    "fragment": "worksheets/{n}#x",
    "spaced": " worksheets/{n} ",
    "entity": "worksheets&#47;{n}",
    "entity-decoy": "worksheets/&#100;ecoy.xml",
    "empty": "",
    "absent-part": "worksheets/nothing.xml",
    "file-url": "file:///xl/worksheets/{n}",
    "other-sheet": "worksheets/{o}",
}


def _register_target(name: str, target: str) -> None:
    @alteration(f"target/{name}", honest=name == "absolute")
    def alter(case: Case) -> bool:
        spot = case.input()
        decoy(case, spot)
        relation = _relation(case, spot.part)
        own = spot.part.rpartition("/")[2]
        others = [part.rpartition("/")[2] for part in case.base.sheets.values() if not part.endswith(own)]
        digits = re.sub(r"\D", "", own)
        new = target.format(n=own, N=own.upper(), d=digits, o=case.rng.choice(others))
        return bool(relation) and case.swap(WORKBOOK_RELATIONS, relation, _retargeted(relation, new))


for _name, _target in TARGETS.items():
    _register_target(_name, _target)

# What stands in the place of a sheet's relation: {d} the real one, {o} the one to the altered part.
INSTEAD: dict[str, str] = {
    "doubled-behind": "{d}{o}",
    "doubled-before": "{o}{d}",
    "comment-before": "<!-- {o} -->{d}",
    "comment-behind": "{d}<!-- {o} -->",
    "real-in-comment": "<!-- {d} -->{o}",
    "cdata-before": "<![CDATA[{o}]]>{d}",
    "cdata-behind": "{d}<![CDATA[{o}]]>",
    "wrapped": "<wrap>{o}</wrap>{d}",
    "wrapped-behind": "{d}<wrap>{o}</wrap>",
    "foreign": '<y:Relationship xmlns:y="urn:x" {oa}/>{d}',
    "foreign-behind": '{d}<y:Relationship xmlns:y="urn:x" {oa}/>',
    "undone": '<g xmlns="">{o}</g>{d}',
    "gone": "",
    "prefixed": '<y:Relationship xmlns:y="http://schemas.openxmlformats.org/package/2006/relationships" {da}/>',
    "foreign-target": '<Relationship xmlns:y="urn:x" y:Target="worksheets/decoy.xml" {da}/>',
    "foreign-target-behind": '<Relationship {da} xmlns:y="urn:x" y:Target="worksheets/decoy.xml"/>',
    "foreign-id": '<Relationship xmlns:y="urn:x" y:Id="rId77" {da}/>',
    "external": '<Relationship {da} TargetMode="External"/>',
    "internal": '<Relationship {da} TargetMode="Internal"/>',
    "single-quotes": "<Relationship {sa}/>",
    "not-closed-itself": "<Relationship {da}></Relationship>",
}


def _register_instead(name: str, pattern: str) -> None:
    @alteration(f"relation/{name}", honest=name == "internal")
    def alter(case: Case) -> bool:
        spot = case.input()
        decoy(case, spot)
        real = _relation(case, spot.part)
        other = _retargeted(real, "worksheets/decoy.xml")
        inner, other_inner = (re.sub(r"^<Relationship |/>$", "", text) for text in (real, other))
        facts = {"d": real, "o": other, "da": inner, "oa": other_inner, "sa": inner.replace('"', "'")}
        new = re.sub(r"\{(\w+)\}", lambda found: facts[found[1]], pattern)
        return bool(real) and case.swap(WORKBOOK_RELATIONS, real, new)


for _name, _pattern in INSTEAD.items():
    _register_instead(_name, _pattern)


def _register_type(name: str, change: Callable[[str], str]) -> None:
    @alteration(f"relation/type-{name}")
    def alter(case: Case) -> bool:
        real = _relation(case, case.input().part)
        return bool(real) and case.swap(WORKBOOK_RELATIONS, real, change(real))


_register_type("chartsheet", lambda text: text.replace("/worksheet", "/chartsheet"))
_register_type("dialogsheet", lambda text: text.replace('/worksheet"', '/dialogsheet"'))
_register_type("unknown", lambda text: text.replace(f"{RELATIONS}/worksheet", "urn:x"))
_register_type(
    "strict", lambda text: text.replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
)
_register_type("case", lambda text: text.replace("/worksheet", "/WorkSheet"))
_register_type("absent", lambda text: re.sub(r'Type="[^"]*"', "", text))


def _second_book(case: Case) -> str:
    """A second main part, whose sheet is an altered part; the name of the main part."""
    spot = case.input()
    decoy(case, spot)
    real = _relation(case, spot.part)
    second = case.text(WORKBOOK_RELATIONS).replace(real, _retargeted(real, "worksheets/decoy.xml"))
    case.put("xl/second.xml", case.text(WORKBOOK))
    case.put("xl/_rels/second.xml.rels", second)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    case.swap(TYPES, "</Types>", f'<Override PartName="/xl/second.xml" ContentType="{kind}"/></Types>')
    found = re.search(r'<Relationship [^>]*/officeDocument"[^>]*/>', case.text(ROOT_RELATIONS))
    return found[0] if found else ""


# What stands in the place of the root relation: {d} the real one, {o} the one to the second main part.
ROOTS = {
    "other": "{o}",
    "doubled-behind": "{d}{o}",
    "doubled-before": "{o}{d}",
    "comment-before": "<!-- {d} -->{o}",
    "cdata": "<![CDATA[{d}]]>{o}",
    "foreign": '<y:g xmlns:y="urn:x">{o}</y:g>{d}',
    "gone": "",
}


def _register_root(name: str, pattern: str) -> None:
    @alteration(f"root/{name}")
    def alter(case: Case) -> bool:
        real = _second_book(case)
        other = re.sub(r'Id="\w+"', 'Id="rId99"', re.sub(r'Target="[^"]*"', 'Target="xl/second.xml"', real))
        return bool(real) and case.swap(ROOT_RELATIONS, real, pattern.replace("{d}", real).replace("{o}", other))


for _name, _pattern in ROOTS.items():
    _register_root(_name, _pattern)
