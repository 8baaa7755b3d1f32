"""Prefixes, foreign elements of the same names, rebound defaults, and alternatives for programs that know more."""

from __future__ import annotations

import re

from tests.mutants.case import COMPATIBILITY, MAIN, RELATIONS, WORKBOOK, Case, Spot, alteration

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@alteration("prefix/whole-part", honest=True)
def prefix_whole(case: Case) -> bool:
    """Every element of a sheet in the main namespace by a prefix, as some libraries write it."""
    _, part = case.table_sheet()
    case.sub(part, r"<(/?)([a-zA-Z])", r"<\1x:\2", count=0)
    case.sub(part, r"<(/?)x:(x14|xr|mc|xdr):", r"<\1\2:", count=0)
    return case.swap(part, f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


@alteration("prefix/workbook", honest=True)
def prefix_workbook(case: Case) -> bool:
    case.sub(WORKBOOK, r"<(/?)([a-zA-Z])", r"<\1x:\2", count=0)
    return case.swap(WORKBOOK, f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


# The namespace of the root: what the default is bound to.
@alteration("namespace/strict")
def strict(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.swap(part, f'xmlns="{MAIN}"', f'xmlns="{STRICT}"')


@alteration("namespace/root-foreign")
def root_foreign(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.swap(part, f'xmlns="{MAIN}"', 'xmlns="urn:x"')


@alteration("namespace/root-none")
def root_none(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.swap(part, f'xmlns="{MAIN}"', "")


# What stands in the place of a cell, by name: {d} the cell, {o} one of another figure, {v} and {w} the two figures,
# {t} the start of its tag (address and style), {m} the main namespace, {c} that of compatibility.
CELLS = {
    "prefixed-cell": '<y:c xmlns:y="{m}"{t}><y:v>{w}</y:v></y:c>',
    "prefixed-value": '<c{t}><y:v xmlns:y="{m}">{w}</y:v></c>',
    "foreign-cell-behind": '{d}<y:c xmlns:y="urn:x"{t}><y:v>{w}</y:v></y:c>',
    "foreign-cell-before": '<y:c xmlns:y="urn:x"{t}><y:v>{w}</y:v></y:c>{d}',
    "foreign-cell-only": '<y:c xmlns:y="urn:x"{t}><y:v>{w}</y:v></y:c>',
    "foreign-value-before": '<c{t}><y:v xmlns:y="urn:x">{w}</y:v><v>{v}</v></c>',
    "foreign-value-behind": '<c{t}><v>{v}</v><y:v xmlns:y="urn:x">{w}</y:v></c>',
    "foreign-value-only": '<c{t}><y:v xmlns:y="urn:x">{w}</y:v></c>',
    "foreign-inside-value": '<c{t}><v>{v}<y:v xmlns:y="urn:x">{w}</y:v></v></c>',
    "default-undone-cell": '<c xmlns=""{t}><v>{w}</v></c>',
    "default-undone-value": '<c{t}><v xmlns="">{w}</v></c>',
    "default-undone-double": '{d}<c xmlns=""{t}><v>{w}</v></c>',
    "default-rebound-cell": '<c xmlns="urn:x"{t}><v>{w}</v></c>',
    "default-rebound-value": '<c{t}><v xmlns="urn:x">{w}</v><v>{v}</v></c>',
    "default-x14-value": '<c{t}><v xmlns="' + X14 + '">{w}</v><v>{v}</v></c>',
    "default-same-again": '<c xmlns="{m}"{t}><v>{w}</v></c>',
    "foreign-type-before": '<c xmlns:y="urn:x" y:t="s"{t}><v>{w}</v></c>',
    "foreign-type-behind": '<c xmlns:y="urn:x"{t} y:t="str"><v>{w}</v></c>',
    "foreign-style": '<c xmlns:y="urn:x"{t} y:s="0"><v>{w}</v></c>',
    "choice-unknown-value": "<c{t}>" + '{a:urn:x}<v>{w}</v>{e}<v>{v}</v>{z}' + "</c>",
    "choice-known-value": "<c{t}>" + '{a:known}<v>{w}</v>{e}<v>{v}</v>{z}' + "</c>",
    "choice-unknown-cell": "{a:urn:x}{o}{e}{d}{z}",
    "choice-known-cell": "{a:known}{o}{e}{d}{z}",
    "choice-no-fallback": '{a:urn:x}{d}</mc:Choice></mc:AlternateContent>',
    "choice-known-no-fallback": '{a:known}{d}</mc:Choice></mc:AlternateContent>',
    "fallback-only": '<mc:AlternateContent xmlns:mc="{c}"><mc:Fallback>{o}</mc:Fallback></mc:AlternateContent>',
    "fallback-beside": '{d}<mc:AlternateContent xmlns:mc="{c}"><mc:Fallback>{o}</mc:Fallback></mc:AlternateContent>',
    "ignorable-cell": '<y:c xmlns:y="urn:x" xmlns:mc="{c}" mc:Ignorable="y"{t}><y:v>{w}</y:v></y:c>{d}',
    "process-content": '<y:w xmlns:y="urn:x" xmlns:mc="{c}" mc:Ignorable="y" mc:ProcessContent="y:w">{o}</y:w>',
    "process-content-value": '<c{t}><y:w xmlns:y="urn:x" xmlns:mc="{c}" mc:Ignorable="y" '
    'mc:ProcessContent="y:*"><v>{w}</v></y:w></c>',
    "must-understand": '<c xmlns:y="urn:x" xmlns:mc="{c}" mc:MustUnderstand="y"{t}><v>{w}</v></c>',
    "choice-other-namespace": '<q:AlternateContent xmlns:q="urn:x"><q:Choice>{o}</q:Choice></q:AlternateContent>{d}',
}  # fmt: skip


def _expand(text: str, case: Case, spot: Spot) -> str:
    known = f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" xmlns:k="{X14}"><mc:Choice Requires="k">'
    unknown = f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" xmlns:k="urn:x"><mc:Choice Requires="k">'
    facts = {
        "{a:known}": known, "{a:urn:x}": unknown, "{e}": "</mc:Choice><mc:Fallback>",
        "{z}": "</mc:Fallback></mc:AlternateContent>", "{m}": MAIN, "{c}": COMPATIBILITY,
        "{t}": f' r="{spot.cell}"{case.style(spot)}', "{d}": case.cell_xml(spot), "{o}": case.doubled(spot),
        "{v}": spot.value, "{w}": spot.other,
    }  # fmt: skip
    for mark, filling in facts.items():
        text = text.replace(mark, filling)
    return text


def _register_cell(name: str, pattern: str) -> None:
    @alteration(f"namespace/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        return case.replace_cell(spot, _expand(pattern, case, spot))


for _name, _pattern in CELLS.items():
    _register_cell(_name, _pattern)


def _register_choice(level: str, known: bool, *, filled: bool) -> None:
    kind = "known" if known else "unknown"

    @alteration(f"choice/{level}-{kind}-{'both' if filled else 'alone'}")
    def alter(case: Case) -> bool:
        """A row, all rows, a sheet or the list of sheets in a Choice, with an altered one (or none) to fall to."""
        spot = case.input()
        part = spot.part if level in ("row", "sheetData") else WORKBOOK
        old = _element(case, spot, level)
        other = old.replace(case.cell_xml(spot), case.doubled(spot))
        if part == WORKBOOK:
            first, second = case.base.layout.tables[0].sheet, spot.sheet
            other = old.replace(first, "\0").replace(second, first).replace("\0", second)
        text = _expand(f"{{a:{'known' if known else 'urn:x'}}}", case, spot) + old + "</mc:Choice>"
        text += f"<mc:Fallback>{other}</mc:Fallback>" if filled else ""
        return bool(old) and case.swap(part, old, text + "</mc:AlternateContent>")


def _element(case: Case, spot: Spot, level: str) -> str:
    if level == "row":
        return case.row_xml(spot.part, spot.row)
    if level == "sheet":
        found = re.search(rf'<sheet [^>]*name="{spot.sheet}"[^>]*/>', case.text(WORKBOOK))
    else:
        part = WORKBOOK if level == "sheets" else spot.part
        found = re.search(rf"<{level}>.*</{level}>", case.text(part), re.S)
    return found[0] if found else ""


for _level in ("row", "sheetData", "sheet", "sheets"):
    for _known in (True, False):
        for _filled in (True, False):
            _register_choice(_level, _known, filled=_filled)


@alteration("namespace/sheet-id-foreign")
def sheet_id_foreign(case: Case) -> bool:
    """A second id attribute, of a foreign namespace, leads to another sheet's part."""
    other = re.findall(r'r:id="(\w+)"', case.text(WORKBOOK))
    place = case.rng.choice(("before", "behind"))
    foreign = f' xmlns:y="urn:x" y:id="{case.rng.choice(other)}"'
    spot = case.input()
    return case.sub(
        WORKBOOK,
        rf'(<sheet [^>]*name="{spot.sheet}"[^>]*?)( r:id="\w+")',
        lambda found: found[1] + (foreign + found[2] if place == "before" else found[2] + foreign),
    )


@alteration("namespace/relations-prefix-other", honest=True)
def relations_prefix(case: Case) -> bool:
    text = case.text(WORKBOOK).replace(f'xmlns:r="{RELATIONS}"', f'xmlns:q="{RELATIONS}"').replace(" r:id=", " q:id=")
    return case.put(WORKBOOK, text)
