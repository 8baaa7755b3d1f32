"""OpenDocument: rows, columns and tables that are repeated, hidden, grouped, doubled or somewhere else."""

from __future__ import annotations

import re

from tests.mutants.alter_ods import CONTENT, _input
from tests.mutants.case import Case, alteration


def _register_row(name: str, attributes: str, *, told: bool = False) -> None:
    @alteration(f"ods/row-{name}")
    def alter(case: Case) -> bool:
        cell = _input(case)
        text = case.text(CONTENT)
        at = text.rindex("<table:table-row", 0, cell.start) + len("<table:table-row")
        if told:
            case.told.append((cell.sheet, cell.cell))
        return case.put(CONTENT, text[:at] + attributes + text[at:])


_register_row("hidden", ' table:visibility="collapse"', told=True)
_register_row("filtered", ' table:visibility="filter"', told=True)
_register_row("visible", ' table:visibility="visible"')
_register_row("repeated-2", ' table:number-rows-repeated="2"')
_register_row("repeated-0", ' table:number-rows-repeated="0"')
_register_row("repeated-negative", ' table:number-rows-repeated="-3"')
_register_row("repeated-huge", ' table:number-rows-repeated="2000000"')


def _register_before(name: str, piece: str) -> None:
    @alteration(f"ods/before-row-{name}")
    def alter(case: Case) -> bool:
        cell = _input(case)
        text = case.text(CONTENT)
        at = text.rindex("<table:table-row", 0, cell.start)
        return case.put(CONTENT, text[:at] + piece + text[at:])


_register_before("row", "<table:table-row><table:table-cell/></table:table-row>")
_register_before("empty-row", "<table:table-row/>")
_register_before("row-0-times", '<table:table-row table:number-rows-repeated="0"><table:table-cell/></table:table-row>')
_register_before("comment", "<!-- <table:table-row/> -->")
_register_before("foreign", '<y:table-row xmlns:y="urn:x"/>')
_register_before("cdata", "<![CDATA[<table:table-row/>]]>")


def _table(case: Case) -> tuple[str, str]:
    """The name and the whole XML of the sheet of an official table."""
    sheet = case.rng.choice(case.layout.tables).sheet
    text = case.text(CONTENT)
    start = text.index(f'<table:table table:name="{sheet}"')
    return sheet, text[start : text.index("</table:table>", start) + len("</table:table>")]


def _changed(table: str) -> str:
    """A table in which all figures are higher by 500."""
    return re.sub(r'office:value="(\d+)"', lambda found: f'office:value="{int(found[1]) + 500}"', table)


# What stands in the place of a table, by name: {d} the real one, {o} one with other figures.
TABLES = {
    "doubled-behind": "{d}{o}",
    "doubled-before": "{o}{d}",
    "commented": "<!-- {d} -->",
    "other-in-comment": "<!-- {o} -->{d}",
    "other-in-wrapper": '<y:w xmlns:y="urn:x">{o}</y:w>{d}',
    "foreign": '<y:table xmlns:y="urn:x">{o}</y:table>{d}',
    "gone": "",
}


def _register_table(name: str, pattern: str) -> None:
    @alteration(f"ods/table-{name}")
    def alter(case: Case) -> bool:
        _, table = _table(case)
        facts = {"d": table, "o": _changed(table)}
        return case.swap(CONTENT, table, re.sub(r"\{([do])\}", lambda found: facts[found[1]], pattern))


for _name, _pattern in TABLES.items():
    _register_table(_name, _pattern)


@alteration("ods/table-hidden")
def table_hidden(case: Case) -> bool:
    sheet, _ = _table(case)
    text = case.text(CONTENT)
    style = re.search(rf'<table:table table:name="{sheet}" table:style-name="(\w+)"', text)
    case.must_tell_sheet(sheet)
    return style is not None and case.sub(
        CONTENT, rf'(<style:style style:name="{style[1]}".*?table:display=")true', r"\1false"
    )


@alteration("ods/column-hidden")
def column_hidden(case: Case) -> bool:
    sheet, table = _table(case)
    case.must_tell_sheet(sheet)
    new = table.replace("<table:table-column ", '<table:table-column table:visibility="collapse" ')
    return case.swap(CONTENT, table, new)


@alteration("ods/columns-doubled")
def columns_doubled(case: Case) -> bool:
    _, table = _table(case)
    return case.swap(
        CONTENT, table, table.replace("<table:table-column ", "<table:table-column/><table:table-column ", 1)
    )


@alteration("ods/number-format")
def number_format(case: Case) -> bool:
    """The styles of numbers write a further digit or hide it, wherever they are used."""
    piece = case.rng.choice(("<number:text>5</number:text>", "<number:text> 元</number:text>"))
    return case.sub(CONTENT, r"(<number:number-style[^>]*>)", lambda found: found[1] + piece, 0)


@alteration("ods/indented")
def indented(case: Case) -> bool:
    return case.sub(CONTENT, r"><(table|text|/table)", ">\n <\\1", 0)


@alteration("ods/stale-total")
def stale_total(case: Case) -> bool:
    return case.sub(
        CONTENT,
        r'(table:formula="of:=IF\(COUNT[^"]*"[^>]*office:value=")(\d+)("[^>]*><text:p>)(\d+)',
        lambda found: f"{found[1]}{int(found[2]) + 500}{found[3]}{int(found[4]) + 500}",
    )


@alteration("ods/totals-constant")
def totals_constant(case: Case) -> bool:
    return case.sub(CONTENT, r' table:formula="of:=IF\(COUNT[^"]*"', "", 1)
