"""OpenDocument: types and values against texts, repeats, covered cells, tables in cells, several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.mutants.case import Case, alteration
from toolkit.a1 import address

CONTENT = "content.xml"
_ROW = re.compile(r"<table:table-row\b([^>]*?)(/>|>)")
_CELL = re.compile(r"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>.*?</table:(?:covered-)?table-cell>)", re.S)


@dataclass(frozen=True, slots=True)
class OpenCell:
    """An input in content.xml: where it stands, its XML, and its figure."""

    sheet: str
    cell: str
    start: int
    xml: str
    value: str

    @property
    def other(self) -> str:
        return str(int(self.value) + 500)


def _times(attributes: str, what: str) -> int:
    found = re.search(rf'table:number-{what}-repeated="(\d+)"', attributes)
    return int(found[1]) if found else 1


def _cells(text: str, sheet: str) -> Iterator[tuple[str, int, str]]:
    """(address, start, XML) of the cells of a sheet that LibreOffice wrote."""
    start = text.index(f'<table:table table:name="{sheet}"')
    end = text.index("</table:table>", start)
    row = 0
    rows = list(_ROW.finditer(text, start, end))
    for at, found in enumerate(rows):
        column = 0
        stop = rows[at + 1].start() if at + 1 < len(rows) else end
        for cell in _CELL.finditer(text, found.end(), stop):
            yield address(row, column), cell.start(), cell[0]
            column += _times(cell[1], "columns")
        row += _times(found[1], "rows")


def _input(case: Case) -> OpenCell:
    """An input with a whole figure other than 0."""
    text = case.text(CONTENT)
    wanted = {}
    for item, steps in zip(case.form.fields, case.base.values, strict=True):
        if not item.computed and steps and item.unit.text(steps).isdigit():
            wanted[case.layout.place(item.index)] = item.unit.text(steps)
    sheet = case.rng.choice(sorted({sheet for sheet, _ in wanted}))
    found = [
        OpenCell(sheet, cell, start, xml, wanted[sheet, cell])
        for cell, start, xml in _cells(text, sheet)
        if (sheet, cell) in wanted and "office:value=" in xml
    ]
    return case.rng.choice(found)


def _replace(case: Case, cell: OpenCell, xml: str) -> bool:
    text = case.text(CONTENT)
    return case.put(CONTENT, text[: cell.start] + xml + text[cell.start + len(cell.xml) :])


def _register(name: str, change: Callable[[OpenCell], str], *, told: bool = False) -> None:
    @alteration(f"ods/{name}")
    def alter(case: Case) -> bool:
        cell = _input(case)
        if told:
            case.told.append((cell.sheet, cell.cell))
        return _replace(case, cell, change(cell))


def _attribute(name: str, pattern: str, new: str) -> None:
    """Changes an attribute of the cell. {w} is another figure."""
    _register(name, lambda cell: re.sub(pattern, new.replace("{w}", cell.other), cell.xml, count=1))


def _text(name: str, content: str) -> None:
    """Changes the paragraphs of a cell that is made a text. {v} its figure, {w} another, {a} and {b} its digits."""

    def change(cell: OpenCell) -> str:
        facts = {"v": cell.value, "w": cell.other, "a": cell.value[0], "b": cell.value[1:]}
        paragraphs = re.sub(r"\{(\w)\}", lambda found: facts[found[1]], content)
        bare = re.sub(r' office:value="[^"]*"', "", cell.xml).replace('value-type="float"', 'value-type="string"')
        return re.sub(r"<text:p>.*</text:p>", lambda _: paragraphs, bare, flags=re.S)

    _register(f"text-{name}", change)


_attribute("value-other", r'office:value="[^"]*"', 'office:value="{w}"')
_attribute("text-other", r"<text:p>[^<]*</text:p>", "<text:p>{w}</text:p>")
_attribute("value-absent", r' office:value="[^"]*"', "")
_attribute("value-empty", r'office:value="[^"]*"', 'office:value=""')
_attribute("value-bad", r'office:value="[^"]*"', 'office:value="{w}x"')
_attribute("value-power", r'office:value="[^"]*"', 'office:value="5E1"')
_attribute("value-spaced", r'office:value="[^"]*"', 'office:value=" {w} "')
_attribute("value-plus", r'office:value="[^"]*"', 'office:value="+{w}"')
_attribute("value-fraction", r'office:value="[^"]*"', 'office:value="{w}.4"')
_attribute("value-foreign", r'office:value="', 'xmlns:y="urn:x" y:value="{w}" office:value="')
_attribute("type-absent", r' office:value-type="float"', "")
_attribute("type-both-absent", r' office:value-type="float"(.*?) calcext:value-type="float"', r"\1")
_attribute("type-string", r'office:value-type="float"', 'office:value-type="string"')
_attribute("type-percentage", r'office:value-type="float"', 'office:value-type="percentage"')
_attribute("type-currency", r'office:value-type="float"', 'office:value-type="currency" office:currency="CNY"')
_attribute("type-boolean", r'office:value-type="float"', 'office:value-type="boolean" office:boolean-value="true"')
_attribute("type-date", r'office:value-type="float"', 'office:value-type="date" office:date-value="2024-03-05"')
_attribute("type-time", r'office:value-type="float"', 'office:value-type="time" office:time-value="PT5H"')
_attribute("type-void", r'office:value-type="float"', 'office:value-type="void"')
_attribute("type-unknown", r'office:value-type="float"', 'office:value-type="x"')
_attribute("type-calcext-error", r'calcext:value-type="float"', 'calcext:value-type="error"')
_attribute("string-value", r'office:value-type="float"', 'office:value-type="string" office:string-value="{w}"')
_attribute("formula", r'office:value-type="float"', 'table:formula="of:=1+1" office:value-type="float"')
_attribute(
    "formula-matrix",
    r'office:value-type="float"',
    'table:formula="of:={w}" table:number-matrix-columns-spanned="2" table:number-matrix-rows-spanned="2" '
    'office:value-type="float"',
)
_attribute("style-other", r'table:style-name="\w+"', 'table:style-name="ce1"')
_attribute("repeated-0", r"<table:table-cell", '<table:table-cell table:number-columns-repeated="0"')
_attribute("repeated-2", r"<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
_attribute("repeated-negative", r"<table:table-cell", '<table:table-cell table:number-columns-repeated="-1"')
_attribute("repeated-huge", r"<table:table-cell", '<table:table-cell table:number-columns-repeated="4294967297"')
_attribute("repeated-bad", r"<table:table-cell", '<table:table-cell table:number-columns-repeated="2x"')
_attribute("repeated-spaced", r"<table:table-cell", '<table:table-cell table:number-columns-repeated=" 2 "')
_attribute(
    "spanned", r"<table:table-cell", '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"'
)
_register("covered", lambda cell: cell.xml.replace("table:table-cell", "table:covered-table-cell"))
_register("commented", lambda cell: f"<!-- {cell.xml} -->")
_register("doubled", lambda cell: cell.xml + cell.xml.replace(f'value="{cell.value}"', f'value="{cell.other}"'))
_register("foreign-before", lambda cell: '<y:table-cell xmlns:y="urn:x"/>' + cell.xml)
_register("wrapped", lambda cell: f'<y:w xmlns:y="urn:x">{cell.xml}</y:w>')
_register("cell-of-nothing-before", lambda cell: "<table:table-cell/>" + cell.xml)
_register("covered-before", lambda cell: "<table:covered-table-cell/>" + cell.xml)
_register(
    "sub-table",
    lambda cell: cell.xml.replace(
        "</table:table-cell>",
        '<table:table table:name="x"><table:table-row><table:table-cell office:value-type="float" '
        f'office:value="{cell.other}"/></table:table-row></table:table></table:table-cell>',
    ),
)
_register("row-in-group", lambda cell: cell.xml + "</table:table-row><table:table-row>")
_register(
    "annotation",
    lambda cell: cell.xml.replace("<text:p>", "<office:annotation><text:p>7</text:p></office:annotation><text:p>"),
)

_text("plain", "<text:p>{w}</text:p>")
_text("two-paragraphs", "<text:p>{a}</text:p><text:p>{b}7</text:p>")
_text("empty-paragraph", "<text:p/><text:p>{w}</text:p>")
_text("space", "<text:p>{a}<text:s/>{b}7</text:p>")
_text("spaces", '<text:p>{w}<text:s text:c="3"/></text:p>')
_text("tab", "<text:p>{a}<text:tab/>{b}7</text:p>")
_text("line-break", "<text:p>{a}<text:line-break/>{b}7</text:p>")
_text("span", "<text:p>{a}<text:span>{b}7</text:span></text:p>")
_text("indented", "<text:p>\n   {w}\n   </text:p>")
_text("note", "<text:p>{v}<text:note><text:note-body><text:p>5</text:p></text:note-body></text:note></text:p>")
_text(
    "ruby",
    "<text:p><text:ruby><text:ruby-base>{v}</text:ruby-base><text:ruby-text>5</text:ruby-text></text:ruby></text:p>",
)
_text("link", '<text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x">{w}</text:a></text:p>')
_text("heading", "<text:h>5</text:h><text:p>{v}</text:p>")
_text("foreign", '<y:p xmlns:y="urn:x">5</y:p><text:p>{v}</text:p>')
_text("comment", "<text:p>5<!-- x -->{v}</text:p>")
_text("cdata", "<text:p><![CDATA[5]]>{v}</text:p>")
_text("hidden", "<text:p>{v}<text:hidden-text text:string-value='5'/></text:p>")
_text("field", "<text:p>{v}<text:sheet-name>5</text:sheet-name></text:p>")
