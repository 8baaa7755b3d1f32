"""Formulas: in inputs, over inputs, and in the place of the totals; values kept with them that are stale or wrong."""

from __future__ import annotations

import re

from tests.mutants.case import Case, alteration

# What an input holds in place of its figure, by name. {v} its figure, {w} another, {c} its own address, {a} one beside.
INPUTS = {
    "same-value": "<f>{v}+0</f><v>{v}</v>",
    "other-kept": "<f>1+1</f><v>{w}</v>",
    "none-kept": "<f>{v}+500</f>",
    "empty-kept": "<f>{v}+500</f><v></v>",
    "behind-value": "<v>{w}</v><f>1+1</f>",
    "two-values": "<f>1+1</f><v>{v}</v><v>{w}</v>",
    "empty-formula": "<f/><v>{w}</v>",
    "reference": "<f>{a}</f><v>{w}</v>",
    "self": "<f>{c}+1</f><v>{w}</v>",
    "unknown-function": "<f>NOSUCH(1)</f><v>{w}</v>",
    "external": "<f>[1]Sheet1!A1</f><v>{w}</v>",
    "today": "<f>TODAY()</f><v>{w}</v>",
    "always": '<f ca="1">RAND()*0+{w}</f><v>{v}</v>',
    "array": '<f t="array" ref="{c}">{w}</f><v>{v}</v>',
    "shared": '<f t="shared" ref="{c}" si="77">{w}</f><v>{v}</v>',
    "shared-orphan": '<f t="shared" si="78"/><v>{w}</v>',
    "data-table": '<f t="dataTable" ref="{c}" dt2D="0" dtr="0" r1="A1"/><v>{w}</v>',
    "foreign": '<y:f xmlns:y="urn:x">1+1</y:f><v>{w}</v>',
    "commented": "<!-- <f>1+1</f> --><v>{w}</v>",
}


def _fill(pattern: str, facts: dict[str, str]) -> str:
    return re.sub(r"\{(\w)\}", lambda found: facts[found[1]], pattern)


def _register_input(name: str, content: str) -> None:
    @alteration(f"formula/input-{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        facts = {"v": spot.value, "w": spot.other, "c": spot.cell, "a": f"A{spot.row}"}
        return case.replace_cell(spot, case.make(spot, _fill(content, facts)))


for _name, _content in INPUTS.items():
    _register_input(_name, _content)

# What a total holds: attributes, content. {f} its formula, {v} its figure, {w} another.
TOTALS = {
    "stale": ("", "<f>{f}</f><v>{w}</v>"),
    "none-kept": ("", "<f>{f}</f>"),
    "empty-kept": ("", "<f>{f}</f><v></v>"),
    "kept-text": (' t="str"', "<f>{f}</f><v>{w}</v>"),
    "kept-right-text": (' t="str"', "<f>{f}</f><v>{v}</v>"),
    "kept-empty-text": (' t="str"', "<f>{f}</f><v></v>"),
    "kept-error": (' t="e"', "<f>{f}</f><v>#REF!</v>"),
    "kept-boolean": (' t="b"', "<f>{f}</f><v>1</v>"),
    "kept-string-number": (' t="s"', "<f>{f}</f><v>3</v>"),
    "constant-right": ("", "<v>{v}</v>"),
    "constant-other": ("", "<v>{w}</v>"),
    "text-right": (' t="str"', "<v>{v}</v>"),
    "text-other": (' t="str"', "<v>{w}</v>"),
    "words": (' t="str"', "<v>合计</v>"),
    "blank": ("", ""),
    "other-sum": ("", "<f>SUM($D$6)</f><v>{w}</v>"),
    "other-sum-kept-right": ("", "<f>SUM(1,2)</f><v>{v}</v>"),
    "other-sum-none-kept": ("", "<f>{v}+500</f>"),
    "plus": ("", "<f>({f})+500</f><v>{v}</v>"),
    "plus-none-kept": ("", "<f>({f})+500</f>"),
    "spaced": ("", "<f> {f} </f><v>{w}</v>"),
    "array": ("", '<f t="array" ref="{c}">{f}</f><v>{w}</v>'),
    "shared": ("", '<f t="shared" ref="{c}" si="79">{f}</f><v>{w}</v>'),
    "shared-orphan": ("", '<f t="shared" si="80"/><v>{w}</v>'),
    "reference-error": ("", "<f>SUM(#REF!)</f><v>{w}</v>"),
    "two-formulas": ("", "<f>{f}</f><f>1+1</f><v>{w}</v>"),
    "formula-in-comment": ("", "<!-- <f>{f}</f> --><v>{w}</v>"),
    "formula-foreign": ("", '<y:f xmlns:y="urn:x">{f}</y:f><v>{w}</v>'),
    "always": ("", '<f ca="1">{f}</f><v>{v}</v>'),
    "external": ("", "<f>[1]Sheet1!A1</f><v>{w}</v>"),
}  # fmt: skip


def _register_total(name: str, attributes: str, content: str) -> None:
    @alteration(f"formula/total-{name}", honest=name in ("none-kept", "empty-kept", "always"))
    def alter(case: Case) -> bool:
        spot = case.total()
        found = re.search(r"<f[^>]*>([^<]*)</f>", case.cell_xml(spot))
        facts = {"f": found[1] if found else "1", "v": spot.value, "w": spot.other, "c": spot.cell}
        return bool(found) and case.replace_cell(spot, case.make(spot, _fill(content, facts), attributes))


for _name, (_attributes, _content) in TOTALS.items():
    _register_total(_name, _attributes, _content)


def _register_reach(name: str, formula: str) -> None:
    @alteration(f"formula/reach-{name}")
    def alter(case: Case) -> bool:
        """A formula elsewhere whose range reaches an input: it is a formula in that input."""
        spot = case.must_tell_spot()
        far = f'<row r="60"><c r="B60">{formula.replace("{c}", spot.cell)}<v>1</v></c></row>'
        return case.swap(spot.part, "</sheetData>", far + "</sheetData>")


_register_reach("array", '<f t="array" ref="{c}">7</f>')
_register_reach("array-range", '<f t="array" ref="A1:Z50">7</f>')
_register_reach("data-table", '<f t="dataTable" ref="{c}:{c}" dt2D="0" dtr="0" r1="A1"/>')


@alteration("formula/array-over-neighbours")
def array_over(case: Case) -> bool:
    """An array formula in one input that fills the one below or beside it."""
    spot = case.input()
    below = f"{spot.column}{spot.row + 1}"
    if below in {other.cell for other in case.spots(filled=False) if other.sheet == spot.sheet}:
        case.told.append((spot.sheet, below))
    inner = f'<f t="array" ref="{spot.cell}:{below}">{spot.other}</f><v>{spot.value}</v>'
    return case.replace_cell(spot, case.make(spot, inner))


@alteration("formula/calculation-manual")
def manual(case: Case) -> bool:
    """Only where values are kept: LibreOffice shows 0 for the others then, which are not to be told."""
    if re.search(r"</f>(?!<v>)", case.text(case.table_sheet()[1])):
        return False
    return case.sub("xl/workbook.xml", r"<calcPr[^>]*/>", '<calcPr calcMode="manual" fullCalcOnLoad="1"/>')


@alteration("formula/precision-as-shown")
def as_shown(case: Case) -> bool:
    return case.sub("xl/workbook.xml", r"<calcPr[^>]*/>", '<calcPr fullPrecision="0"/>')
