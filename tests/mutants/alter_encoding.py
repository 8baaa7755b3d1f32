"""How a part is written down: character sets, byte order marks, declarations, document types, entities."""

from __future__ import annotations

import re

from tests.mutants.case import STRINGS, WORKBOOK, WORKBOOK_RELATIONS, Case, Spot, alteration

_PARTS = ("sheet", "workbook", "strings", "relations")


def _part(case: Case, which: str) -> str:
    names = {"workbook": WORKBOOK, "strings": STRINGS, "relations": WORKBOOK_RELATIONS}
    return names[which] if which in names else case.table_sheet()[1]


def _declared(text: str, encoding: str) -> str:
    return re.sub(r"^<\?xml.*?\?>", f'<?xml version="1.0" encoding="{encoding}"?>', text)


def _register_encoding(which: str, name: str, encoding: str, declared: str) -> None:
    @alteration(f"encoding/{which}-{name}")
    def alter(case: Case) -> bool:
        part = _part(case, which)
        text = _declared(case.text(part), declared)
        case.parts[part] = text.encode(encoding, "xmlcharrefreplace")
        return bool(text)


for _which in _PARTS:
    for _name, _encoding, _said in (
        ("utf-16", "utf-16", "UTF-16"),
        ("utf-16-be", "utf-16-be", "UTF-16"),
        ("utf-8-mark", "utf-8-sig", "UTF-8"),
        ("gbk", "gbk", "GBK"),
        ("latin", "latin-1", "ISO-8859-1"),
        ("utf-16-said-utf-8", "utf-16", "UTF-8"),
        ("utf-8-said-utf-16", "utf-8", "UTF-16"),
        ("utf-8-said-latin", "utf-8", "ISO-8859-1"),
        ("utf-7", "utf-7", "UTF-7"),
    ):
        _register_encoding(_which, _name, _encoding, _said)


def _register_head(name: str, head: str) -> None:
    @alteration(f"encoding/head-{name}")
    def alter(case: Case) -> bool:
        part = _part(case, case.rng.choice(_PARTS))
        return case.sub(part, r"^(?:<\?xml.*?\?>)?", lambda _: head)


_register_head("none", "")
_register_head("version-1.1", '<?xml version="1.1" encoding="UTF-8"?>')
_register_head("space-before", '\n<?xml version="1.0" encoding="UTF-8"?>')
_register_head("doctype", '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x>')
_register_head("comment", '<?xml version="1.0" encoding="UTF-8"?><!-- <worksheet> <sheetData> -->')
_register_head("instruction", '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>')
_register_head("junk", "junk")


def _declare(case: Case, spot: Spot, document_type: str) -> bool:
    """Puts ``document_type`` before the root of the part of ``spot``."""
    return case.sub(spot.part, r"^(<\?xml.*?\?>)?", lambda found: (found[1] or "") + document_type)


@alteration("encoding/entity-in-value")
def entity_in_value(case: Case) -> bool:
    """A digit by an entity of the part's own."""
    spot = case.input()
    return _declare(case, spot, '<!DOCTYPE x [<!ENTITY d "5">]>') and case.replace_cell(
        spot, case.make(spot, f"<v>&d;{spot.value}</v>")
    )


@alteration("encoding/entity-as-cell")
def entity_as_cell(case: Case) -> bool:
    spot = case.input()
    cell = case.doubled(spot).replace("<", "&#60;").replace('"', "&#34;")
    return _declare(case, spot, f'<!DOCTYPE x [<!ENTITY d "{cell}">]>') and case.replace_cell(spot, "&d;")


@alteration("encoding/default-attribute")
def default_attribute(case: Case) -> bool:
    """A document type that gives all cells a type, or all values a namespace."""
    spot = case.input()
    given = case.rng.choice(('c t CDATA "str"', 'v xmlns CDATA "urn:x"', 'row hidden CDATA "1"'))
    return _declare(case, spot, f"<!DOCTYPE worksheet [<!ATTLIST {given}>]>")


@alteration("encoding/control-character")
def control_character(case: Case) -> bool:
    spot = case.input()
    return case.replace_cell(spot, case.make(spot, f"<v>{spot.value}\x01</v>"))


@alteration("encoding/broken-utf-8")
def broken(case: Case) -> bool:
    spot = case.input()
    part = case.parts[spot.part]
    at = part.index(b"<sheetData>") + 11
    case.parts[spot.part] = part[:at] + b"\xff" + part[at:]
    return True


@alteration("encoding/newlines-everywhere", honest=True)
def newlines(case: Case) -> bool:
    return case.sub(case.table_sheet()[1], r"(<(?:row|c|v|/c|/row))([ >])", lambda found: f"{found[1]}\n{found[2]}", 0)


@alteration("encoding/indented", honest=True)
def indented(case: Case) -> bool:
    return case.sub(case.table_sheet()[1], r"><", ">\n  <", 0)


@alteration("encoding/upper-case-tags")
def upper_tags(case: Case) -> bool:
    spot = case.input()
    return case.replace_cell(spot, case.cell_xml(spot).replace("<c ", "<C ").replace("</c>", "</C>"))
