"""Rows and the element that holds them: order, doubles, numbers, and a second one of them."""

from __future__ import annotations

import re

from tests.mutants.case import Case, alteration


@alteration("row/doubled-behind")
def doubled_behind(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return case.swap(spot.part, row, row + f'<row r="{spot.row}">{case.doubled(spot)}</row>') if row else False


@alteration("row/doubled-before")
def doubled_before(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return case.swap(spot.part, row, f'<row r="{spot.row}">{case.doubled(spot)}</row>' + row) if row else False


@alteration("row/out-of-order")
def out_of_order(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return bool(row) and case.swap(spot.part, row, "") and case.swap(spot.part, "<sheetData>", f"<sheetData>{row}")


@alteration("row/number-absent")
def number_absent(case: Case) -> bool:
    spot = case.input()
    return case.swap(spot.part, f'<row r="{spot.row}"', "<row")


@alteration("row/all-numbers-absent")
def all_numbers_absent(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.sub(part, r'<row r="\d+"', "<row", count=0)


@alteration("row/number-and-addresses-absent")
def nothing_numbered(case: Case) -> bool:
    _, part = case.table_sheet()
    return case.sub(part, r'<row r="\d+"', "<row", count=0) and case.sub(part, r'(<c) r="[A-Z]+\d+"', r"\1", count=0)


@alteration("row/number-other")
def number_other(case: Case) -> bool:
    spot = case.input()
    return case.swap(spot.part, f'<row r="{spot.row}"', f'<row r="{spot.row + 40}"')


@alteration("row/number-other-addresses-absent")
def number_other_addresses_absent(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    bare = re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", row).replace(f'r="{spot.row}"', f'r="{spot.row + 40}"', 1)
    return bool(row) and case.swap(spot.part, row, bare)


@alteration("row/number-bad")
def number_bad(case: Case) -> bool:
    spot = case.input()
    return case.swap(spot.part, f'<row r="{spot.row}"', f'<row r="{case.rng.choice(("x", "-1", "0", "1e1", "6.0"))}"')


@alteration("row/pushed-down-by-one-without-addresses")
def pushed_down(case: Case) -> bool:
    """All rows lose their numbers and a further one comes first, so that everything stands one row lower."""
    _, part = case.table_sheet()
    return (
        case.sub(part, r'<row r="\d+"', "<row", count=0)
        and case.sub(part, r'(<c) r="[A-Z]+\d+"', r"\1", count=0)
        and case.swap(part, "<sheetData>", "<sheetData><row><c/></row>")
    )


def _data(case: Case) -> tuple[str, str, str]:
    """The part, all its sheetData, and a copy in which an input has another figure."""
    spot = case.input()
    text = case.text(spot.part)
    data = text[text.index("<sheetData>") : text.index("</sheetData>") + len("</sheetData>")]
    return spot.part, data, data.replace(case.cell_xml(spot), case.doubled(spot))


# A second sheetData, by name: {d} the real one, {o} one with another figure.
SECOND = {
    "behind": "{d}{o}",
    "before": "{o}{d}",
    "empty-before": "<sheetData/>{d}",
    "empty-behind": "{d}<sheetData/>",
    "in-comment-before": "<!-- {o} -->{d}",
    "in-comment-behind": "{d}<!-- {o} -->",
    "real-in-comment": "{o}<!-- {d} -->",
    "in-ext": '{d}<extLst><ext uri="x">{o}</ext></extLst>',
    "in-ext-before": '<extLst><ext uri="x">{o}</ext></extLst>{d}',
    "in-wrapper": "{d}<wrap>{o}</wrap>",
    "in-wrapper-before": "<wrap>{o}</wrap>{d}",
    "real-in-wrapper": "<wrap>{d}</wrap>",
    "in-cdata": "<![CDATA[{o}]]>{d}",
    "foreign": '<f:sheetData xmlns:f="urn:x">{p}</f:sheetData>{d}',
    "undone": '<g xmlns="">{o}</g>{d}',
    "rebound": '<sheetData xmlns="urn:x">{p}</sheetData>{d}',
    "in-instruction": "<?x {o}?>{d}",
}


def _register(name: str, pattern: str) -> None:
    @alteration(f"sheet-data/{name}")
    def alter(case: Case) -> bool:
        part, data, other = _data(case)
        inner = other.removeprefix("<sheetData>").removesuffix("</sheetData>")
        facts = {"d": data, "o": other, "p": inner}
        return case.swap(part, data, re.sub(r"\{([dop])\}", lambda found: facts[found[1]], pattern))


for _name, _pattern in SECOND.items():
    _register(_name, _pattern)


@alteration("row/comment-around-several")
def comment_around(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return bool(row) and case.swap(spot.part, row, f"<!-- {row} -->")


@alteration("row/cdata-around")
def cdata_around(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return bool(row) and case.swap(spot.part, row, f"<![CDATA[{row}]]>")


@alteration("row/in-wrapper")
def in_wrapper(case: Case) -> bool:
    spot = case.input()
    row = case.row_xml(spot.part, spot.row)
    return bool(row) and case.swap(spot.part, row, f"<wrap>{row}</wrap>")


@alteration("row/part-cut-off")
def cut_off(case: Case) -> bool:
    spot = case.input()
    text = case.text(spot.part)
    return case.put(spot.part, text[: text.index(case.cell_xml(spot)) + 5])


@alteration("row/tag-unclosed")
def unclosed(case: Case) -> bool:
    spot = case.input()
    return case.swap(spot.part, case.cell_xml(spot), case.cell_xml(spot).replace("</c>", ""))
