"""Where a cell stands: doubled, misplaced, wrapped, without an address or with one that contradicts its row."""

from __future__ import annotations

import re

from tests.mutants.case import Case, Spot, alteration

# What is put around a cell, by name: before and behind it. {d} is a second cell of that address with another figure.
AROUND = {
    "doubled-behind": ("", "{d}"),
    "doubled-before": ("{d}", ""),
    "wrapped": ("<wrap>", "</wrap>"),
    "doubled-in-wrapper": ("", "<wrap>{d}</wrap>"),
    "doubled-before-in-wrapper": ("<wrap>{d}</wrap>", ""),
    "doubled-in-ext": ('<extLst><ext uri="x">{d}</ext></extLst>', ""),
    "doubled-in-ext-behind": ("", '<extLst><ext uri="x">{d}</ext></extLst>'),
    "commented-out": ("<!--", "-->"),
    "doubled-in-comment": ("<!-- {d} -->", ""),
    "doubled-in-comment-behind": ("", "<!-- {d} -->"),
    "doubled-in-cdata": ("<![CDATA[{d}]]>", ""),
    "doubled-in-cdata-behind": ("", "<![CDATA[{d}]]>"),
    "in-cdata": ("<![CDATA[", "]]>"),
    "doubled-in-instruction": ("<?x {d}?>", ""),
    "nested-row": ('<row r="{r}">', "</row>"),
    "doubled-in-nested-row": ("", '<row r="{r}">{d}</row>'),
    "row-split": ("", '</row><row r="{r}">'),
    "row-split-doubled": ("", '</row><row r="{r}">{d}'),
    "row-split-renumbered": ("", '</row><row r="{n}">'),
    "row-split-unnumbered": ("", "</row><row>"),
    "outside-row": ("</row>", '<row r="{r}">'),
    "doubled-outside-row": ("</row>{d}", '<row r="{r}">'),
    "unopened-comment": ("", "-->"),
}

# How the address of a cell is written, by name. {c} column, {r} row, {n} the next row, {o} the next column.
ADDRESSES = {
    "absent": "",
    "lower": ' r="{l}{r}"',
    "dollar": ' r="${c}${r}"',
    "other-row": ' r="{c}{n}"',
    "other-column": ' r="{o}{r}"',
    "r1c1": ' r="R{r}C4"',
    "range": ' r="{c}{r}:{c}{n}"',
    "zeros": ' r="{c}0{r}"',
    "spaced": ' r=" {c}{r} "',
    "entity": ' r="&#{k};{r}"',
    "single-quoted": " r='{c}{r}'",
    "spaced-equals": ' r = "{c}{r}"',
    "full-width": ' r="{c}{w}"',
    "row-only": ' r="{r}"',
    "column-only": ' r="{c}"',
    "empty": ' r=""',
    "far": ' r="ZZZ{r}"',
    "twice": ' r="{c}{r}" r="{c}{n}"',
    "foreign-before": ' xmlns:foo="urn:x" foo:r="{c}{n}" r="{c}{r}"',
    "foreign-behind": ' xmlns:foo="urn:x" r="{c}{r}" foo:r="{c}{n}"',
    "foreign-only": ' xmlns:foo="urn:x" foo:r="{c}{r}"',
    "upper-name": ' R="{c}{r}"',
    "data-before": ' data-r="{c}{n}" r="{c}{r}"',
}


def _fill(text: str, case: Case, spot: Spot) -> str:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(spot.row))
    facts = {
        "d": case.doubled(spot), "r": str(spot.row), "n": str(spot.row + 1), "c": spot.column, "l": spot.column.lower(),
        "o": chr(ord(spot.column[-1]) + 1), "k": str(ord(spot.column[0])), "w": wide,
    }  # fmt: skip
    return re.sub(r"\{(\w)\}", lambda found: facts[found[1]], text)


def _register_around(name: str, before: str, behind: str) -> None:
    @alteration(f"cell/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        return case.wrap_cell(spot, _fill(before, case, spot), _fill(behind, case, spot))


def _register_address(name: str, attribute: str) -> None:
    @alteration(f"address/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        old = case.cell_xml(spot)
        return bool(old) and case.replace_cell(spot, old.replace(f' r="{spot.cell}"', _fill(attribute, case, spot), 1))


for _name, (_before, _behind) in AROUND.items():
    _register_around(_name, _before, _behind)
for _name, _attribute in ADDRESSES.items():
    _register_address(_name, _attribute)


@alteration("cell/other-cell-takes-address")
def other_cell_takes_address(case: Case) -> bool:
    """A cell of another row says that it stands where an input stands."""
    spot = case.input()
    last = list(re.finditer(r"</row>", case.text(spot.part)))[-1].start()
    text = case.text(spot.part)
    return case.put(spot.part, text[:last] + case.doubled(spot) + text[last:])


@alteration("cell/first-row-takes-address")
def first_row_takes_address(case: Case) -> bool:
    spot = case.input()
    return case.sub(spot.part, r"</row>", lambda _: case.doubled(spot) + "</row>")


@alteration("cell/all-without-address")
def all_without_address(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.sub(part, r'(<c) r="[A-Z]+\d+"', r"\1", count=0)


@alteration("cell/one-before-without-address")
def one_before_without_address(case: Case) -> bool:
    """A further cell without an address pushes those without one behind it, and nothing that has one."""
    spot = case.input()
    return case.wrap_cell(spot, "<c><v>7</v></c>", "")


@alteration("cell/self-closing-then-value")
def self_closing_then_value(case: Case) -> bool:
    spot = case.input()
    return case.replace_cell(spot, f'<c r="{spot.cell}"/><v>{spot.other}</v>')


@alteration("cell/attributes-with-greater-than")
def greater_than(case: Case) -> bool:
    spot = case.input()
    return case.replace_cell(spot, case.make(spot, f"<v>{spot.other}</v>", ' x="&lt;/c>"'))


@alteration("cell/closing-tag-in-attribute")
def closing_in_attribute(case: Case) -> bool:
    spot = case.input()
    return case.replace_cell(spot, case.make(spot, f"<v>{spot.other}</v>", f' x="><v>{spot.value}</v>"'))
