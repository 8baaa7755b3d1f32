"""The list of sheets and the types of parts: doubled names, swapped ids, hidden sheets, sheets added."""

from __future__ import annotations

import re

from tests.mutants.alter_package import decoy
from tests.mutants.case import TYPES, WORKBOOK, WORKBOOK_RELATIONS, Case, Spot, alteration

_DECOY_RELATION = (
    '<Relationship Id="rId88" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/decoy.xml"/>'
)


def _sheet(case: Case, name: str) -> str:
    found = re.search(rf'<sheet [^>]*name="{name}"[^>]*/>', case.text(WORKBOOK))
    return found[0] if found else ""


def _add(case: Case, spot: Spot, name: str, *, before: bool, state: str = "") -> bool:
    """One more sheet in the list, with a copy of the sheet of ``spot`` in which another figure stands."""
    decoy(case, spot)
    old = _sheet(case, spot.sheet)
    new = f'<sheet name="{name}" sheetId="88"{state} r:id="rId88"/>'
    return (
        bool(old)
        and case.swap(WORKBOOK_RELATIONS, "</Relationships>", _DECOY_RELATION + "</Relationships>")
        and case.swap(WORKBOOK, old, new + old if before else old + new)
    )


def _register_added(name: str, title: str, state: str, *, before: bool) -> None:
    @alteration(f"sheets/{name}-{'before' if before else 'behind'}")
    def alter(case: Case) -> bool:
        spot = case.input()
        if name.startswith("copy"):
            case.told.append((spot.sheet, ""))
        return _add(case, spot, title.replace("{s}", spot.sheet), before=before, state=state)


for _before in (True, False):
    _register_added("same-name", "{s}", "", before=_before)
    _register_added("name-spaced", "{s} ", "", before=_before)
    _register_added("copy", "{s} (2)", "", before=_before)
    _register_added("hidden-copy", "{s} (2)", ' state="hidden"', before=_before)
    _register_added("other-name", "Sheet9", "", before=_before)


@alteration("sheets/renamed-and-copy-in-its-place")
def copy_in_its_place(case: Case) -> bool:
    """The sheet's name leads to a copy with another figure, and the sheet itself is called otherwise."""
    spot = case.input()
    decoy(case, spot)
    old = _sheet(case, spot.sheet)
    new = f'<sheet name="{spot.sheet}" sheetId="88" r:id="rId88"/>'
    return (
        bool(old)
        and case.swap(WORKBOOK_RELATIONS, "</Relationships>", _DECOY_RELATION + "</Relationships>")
        and case.swap(WORKBOOK, old, new + old.replace(spot.sheet, "Sheet9"))
    )


# What becomes of a sheet's entry in the list, by name: {d} the real one.
ENTRIES = {
    "in-comment": "<!-- {d} -->",
    "in-cdata": "<![CDATA[{d}]]>",
    "in-wrapper": "<wrap>{d}</wrap>",
    "twice": "{d}{d}",
    "foreign": '<y:g xmlns:y="urn:x">{d}</y:g>',
    "undone": '<g xmlns="">{d}</g>',
    "gone": "",
}


def _register_entry(name: str, pattern: str) -> None:
    @alteration(f"sheets/entry-{name}")
    def alter(case: Case) -> bool:
        old = _sheet(case, case.table_sheet()[0])
        return bool(old) and case.swap(WORKBOOK, old, pattern.replace("{d}", old))


for _name, _pattern in ENTRIES.items():
    _register_entry(_name, _pattern)


def _register_state(state: str) -> None:
    @alteration(f"sheets/state-{state}")
    def alter(case: Case) -> bool:
        """A sheet with figures that nobody sees is told, at the sheet."""
        sheet, _ = case.table_sheet()
        old = _sheet(case, sheet)
        if state in ("hidden", "veryHidden"):
            case.must_tell_sheet(sheet)
        new = re.sub(r' state="\w+"', "", old).replace("<sheet ", f'<sheet state="{state}" ')
        return bool(old) and case.swap(WORKBOOK, old, new)


for _state in ("hidden", "veryHidden", "visible", "x"):
    _register_state(_state)


@alteration("sheets/ids-swapped")
def ids_swapped(case: Case) -> bool:
    """Two tables change their parts: each name shows the other's figures."""
    first, second = case.rng.sample([table.sheet for table in case.layout.tables], 2)
    ids = [re.search(r'r:id="(\w+)"', _sheet(case, name)) for name in (first, second)]
    if ids[0] is None or ids[1] is None:
        return False
    text = case.text(WORKBOOK).replace(ids[0][0], 'r:id="\0"').replace(ids[1][0], ids[0][0])
    return case.put(WORKBOOK, text.replace('r:id="\0"', ids[1][0]))


@alteration("sheets/two-to-one-part")
def two_to_one(case: Case) -> bool:
    first, second = case.rng.sample([table.sheet for table in case.layout.tables], 2)
    ids = [re.search(r'r:id="(\w+)"', _sheet(case, name)) for name in (first, second)]
    if ids[0] is None or ids[1] is None:
        return False
    return case.swap(WORKBOOK, ids[0][0], ids[1][0])


@alteration("sheets/name-changed")
def name_changed(case: Case) -> bool:
    sheet, _ = case.table_sheet()
    name = case.rng.choice((f"{sheet} ", sheet.replace(" ", ""), "Sheet1", sheet.replace(" ", "\u3000")))
    return case.swap(WORKBOOK, f'name="{sheet}"', f'name="{name}"')


@alteration("sheets/name-with-entity")
def name_with_entity(case: Case) -> bool:
    sheet, _ = case.table_sheet()
    return case.swap(WORKBOOK, f'name="{sheet}"', f'name="&#{ord(sheet[0])};{sheet[1:]}"')


@alteration("sheets/second-list")
def second_list(case: Case) -> bool:
    """A second list of sheets, in which two tables have changed places."""
    text = case.text(WORKBOOK)
    old = text[text.index("<sheets>") : text.index("</sheets>") + 9]
    first, second = case.rng.sample([table.sheet for table in case.layout.tables], 2)
    other = old.replace(first, "\0").replace(second, first).replace("\0", second)
    return case.swap(WORKBOOK, old, case.rng.choice((old + other, other + old)))


@alteration("sheets/order-changed")
def order_changed(case: Case) -> bool:
    text = case.text(WORKBOOK)
    entries = re.findall(r"<sheet [^>]*/>", text)
    case.rng.shuffle(entries)
    return case.sub(WORKBOOK, r"<sheets>.*</sheets>", lambda _: f"<sheets>{''.join(entries)}</sheets>")


def _register_types(name: str, pattern: str, new: str) -> None:
    @alteration(f"types/{name}")
    def alter(case: Case) -> bool:
        _, part = case.table_sheet()
        return case.sub(TYPES, pattern.replace("{p}", re.escape("/" + part)), new.replace("{p}", "/" + part))


_register_types("sheet-absent", r'<Override [^>]*PartName="{p}"[^>]*/>', "")
_register_types("sheet-other", r'(PartName="{p}" ContentType=")[^"]*', r"\1application/xml")
_register_types("sheet-chart", r'(PartName="{p}" ContentType="[^"]*)worksheet', r"\1chartsheet")
_register_types("strings-absent", r'<Override [^>]*PartName="/xl/sharedStrings.xml"[^>]*/>', "")
_register_types("styles-absent", r'<Override [^>]*PartName="/xl/styles.xml"[^>]*/>', "")
_register_types("book-macro", r"spreadsheetml\.sheet\.main", "spreadsheetml.sheet.macroEnabled.main")
_register_types("book-template", r"spreadsheetml\.sheet\.main", "spreadsheetml.template.main")
_register_types("book-other", r'(PartName="/xl/workbook.xml" ContentType=")[^"]*', r"\1application/xml")
_register_types("sheet-case", r'(PartName=")({p})', r"\1/XL/worksheets/x.xml")


@alteration("types/part-gone")
def types_gone(case: Case) -> bool:
    return case.parts.pop(TYPES, None) is not None
