"""What people do to a table: rows and columns moved, labels changed, blocks pasted, names and dates of the book."""

from __future__ import annotations

import re

from tests.mutants.case import STRINGS, WORKBOOK, Case, alteration
from toolkit.a1 import column_letters


def _shift(case: Case, part: str, *, row: int = 0, column: int = 0, by: int = 1) -> bool:
    """Moves all that stands at ``row`` or ``column`` (from 1) or behind it; formulas stay as they are."""

    def place(found: re.Match[str]) -> str:
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - 64
        line = int(found[2])
        if column and number >= column:
            number += by
        if row and line >= row:
            line += by
        return f"{column_letters(number - 1)}{line}"

    text = re.sub(r" spans=\"[^\"]*\"", "", case.text(part))
    text = re.sub(
        r'(<row r=")(\d+)"',
        lambda found: f'{found[1]}{int(found[2]) + (by if row and int(found[2]) >= row else 0)}"',
        text,
    )
    text = re.sub(
        r'(<c r="|<mergeCell ref=")([A-Z0-9:]+)"',
        lambda found: f'{found[1]}{re.sub(r"([A-Z]+)([0-9]+)", place, found[2])}"',
        text,
    )
    return case.put(part, text)


@alteration("structure/row-inserted")
def row_inserted(case: Case) -> bool:
    spot = case.input()
    return _shift(case, spot.part, row=case.rng.randint(1, spot.row + 2), by=case.rng.choice((1, 1, 2, 30)))


@alteration("structure/row-deleted")
def row_deleted(case: Case) -> bool:
    spot = case.must_tell_spot()
    old = case.row_xml(spot.part, spot.row)
    return bool(old) and case.swap(spot.part, old, "") and _shift(case, spot.part, row=spot.row + 1, by=-1)


@alteration("structure/column-inserted")
def column_inserted(case: Case) -> bool:
    return _shift(case, case.input().part, column=case.rng.randint(1, 6), by=1)


@alteration("structure/row-of-figures-inserted")
def figures_inserted(case: Case) -> bool:
    """A row among the official ones, with figures of its own."""
    spot = case.input()
    _shift(case, spot.part, row=spot.row)
    old = case.row_xml(spot.part, spot.row + 1)
    case.told.append((spot.sheet, ""))
    return bool(old) and case.swap(
        spot.part, old, f'<row r="{spot.row}"><c r="{spot.column}{spot.row}"><v>17</v></c></row>' + old
    )


@alteration("structure/rows-exchanged")
def rows_exchanged(case: Case) -> bool:
    """Two rows change places with their labels and all."""
    spot = case.input()
    first, second = case.row_xml(spot.part, spot.row), case.row_xml(spot.part, spot.row + 1)
    if not first or not second:
        return False

    def moved(row: str, old: int, new: int) -> str:
        row = row.replace(f'<row r="{old}"', f'<row r="{new}"')
        return re.sub(rf'(<c r="[A-Z]+){old}"', rf'\g<1>{new}"', row)

    both = moved(second, spot.row + 1, spot.row) + moved(first, spot.row, spot.row + 1)
    return case.swap(spot.part, first + second, both)


@alteration("structure/labels-exchanged")
def labels_exchanged(case: Case) -> bool:
    """Two labels change places, and the figures stay: which is which can't be known, so it is told."""
    labels = [label for table in case.layout.tables for label in table.labels if label.role != "title"]
    words = sorted({label.text for label in labels if len(label.text) > 2 and f">{label.text}<" in case.text(STRINGS)})
    if len(words) < 2:
        return False
    first, second = case.rng.sample(words, 2)
    for table in case.layout.tables:
        if any(label.text in (first, second) for label in table.labels):
            case.told.append((table.sheet, ""))
    text = case.text(STRINGS).replace(f">{first}<", ">\0<").replace(f">{second}<", f">{first}<")
    return case.put(STRINGS, text.replace(">\0<", f">{second}<"))


@alteration("structure/label-changed")
def label_changed(case: Case) -> bool:
    table = case.rng.choice(case.layout.tables)
    label = case.rng.choice([label.text for label in table.labels if len(label.text) > 2])
    case.told.append((table.sheet, ""))
    return case.swap(STRINGS, f">{label}<", f">{case.rng.choice(('某项', '合计', label[::-1]))}<")


@alteration("structure/block-pasted-one-down")
def pasted_down(case: Case) -> bool:
    """The figures of a column stand one row lower, as after a careless paste; the labels stay."""
    spot = case.input()
    text = case.text(spot.part)
    rows = [other for other in case.spots(filled=False) if (other.sheet, other.column) == (spot.sheet, spot.column)]
    values = [other.value for other in rows]
    for other, value in zip(rows, values[-1:] + values[:-1], strict=True):
        if not case.replace_cell(other, case.make(other, f"<v>{value}</v>")):
            return case.put(spot.part, text) and False
    return True


@alteration("structure/dates-from-1904")
def dates_1904(case: Case) -> bool:
    case.sub(WORKBOOK, r' date1904="\w+"', "")
    return case.swap(WORKBOOK, "<workbookPr", '<workbookPr date1904="1"')


@alteration("structure/protection-off")
def protection_off(case: Case) -> bool:
    return case.sub(case.table_sheet()[1], r"<sheetProtection[^>]*/>", "")


@alteration("structure/dimension")
def dimension(case: Case) -> bool:
    reference = case.rng.choice(("A1", "A1:B2", "D6:XFD1048576", "x", "C7:D9"))
    return case.sub(case.table_sheet()[1], r'<dimension ref="[^"]*"', f'<dimension ref="{reference}"')


@alteration("names/places-changed")
def names_changed(case: Case) -> bool:
    """Names of fields lead to other cells: the reader's own help must not lead it astray."""
    return case.sub(
        WORKBOOK,
        r"(>[^<]*\$[A-Z]+\$)(\d+)(</definedName>)",
        lambda found: f"{found[1]}{int(found[2]) + 1}{found[3]}",
        0,
    )


@alteration("names/places-in-other-sheet")
def names_elsewhere(case: Case) -> bool:
    first, second = case.rng.sample([table.sheet for table in case.layout.tables], 2)
    return case.sub(WORKBOOK, rf">'{first}'!", f">'{second}'!", 0)


@alteration("names/gone")
def names_gone(case: Case) -> bool:
    return case.sub(WORKBOOK, r"<definedNames>.*</definedNames>", "")


@alteration("names/stamp-of-other-edition")
def other_edition(case: Case) -> bool:
    editions = {"2021": "2019", "2019": "2021"}
    return case.sub(
        WORKBOOK,
        r'(name="nianbao\.edition"[^>]*>"|name="nianbao\.edition"[^>]*>&quot;)(\d+)',
        lambda found: found[1] + editions.get(found[2], "1999"),
    )
