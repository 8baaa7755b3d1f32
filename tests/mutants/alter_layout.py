"""What hides figures or joins cells: rows, columns, outlines, widths, merges; LibreOffice's text shows them all."""

from __future__ import annotations

import re

from tests.mutants.case import Case, alteration
from toolkit.a1 import column_letters

# How a row is hidden (or not), by name: attributes, whether it must be told.
ROWS = {
    "hidden": (' hidden="1"', True),
    "hidden-true": (' hidden="true"', True),
    "hidden-no": (' hidden="0"', False),
    "height-0": (' ht="0" customHeight="1"', True),
    "height-tiny": (' ht="0.5" customHeight="1"', False),
    "outline": (' hidden="1" outlineLevel="1" collapsed="1"', True),
    "foreign-hidden": (' xmlns:y="urn:x" y:hidden="1"', False),
}
COLUMNS = {
    "hidden": (' hidden="1" width="9"', True),
    "hidden-true": (' hidden="true" width="9"', True),
    "width-0": (' width="0" customWidth="1"', True),
    "width-tiny": (' width="0.1" customWidth="1"', False),
    "outline": (' hidden="1" outlineLevel="1" collapsed="1" width="9"', True),
}


def _register_row(name: str, attributes: str, *, told: bool) -> None:
    @alteration(f"hidden/row-{name}")
    def alter(case: Case) -> bool:
        spot = case.must_tell_spot() if told else case.input()
        dropped = re.findall(r" (\w+)=", attributes)
        return case.sub(
            spot.part,
            rf'<row r="{spot.row}"([^>]*?)(/?)>',
            lambda found: (
                f'<row r="{spot.row}"'
                + re.sub(rf' (?:{"|".join(dropped)})="[^"]*"', "", found[1])
                + attributes
                + f"{found[2]}>"
            ),
        )


def _register_column(name: str, attributes: str, *, told: bool) -> None:
    @alteration(f"hidden/column-{name}")
    def alter(case: Case) -> bool:
        spot = case.must_tell_spot() if told else case.input()
        number = next(at for at in range(1, 60) if column_letters(at - 1) == spot.column)
        cols = f'<cols><col min="{number}" max="{number}"{attributes}/></cols>'
        return case.sub(spot.part, r"<cols>.*?</cols>", cols)


for _name, (_attributes, _told) in ROWS.items():
    _register_row(_name, _attributes, told=_told)
for _name, (_attributes, _told) in COLUMNS.items():
    _register_column(_name, _attributes, told=_told)


@alteration("hidden/all-rows-by-default")
def all_rows(case: Case) -> bool:
    """Rows are hidden unless they say otherwise: those with figures do not."""
    _, part = case.table_sheet()
    return case.sub(part, r"<sheetFormatPr[^>]*?(/?)>", r'<sheetFormatPr defaultRowHeight="15" zeroHeight="1"\1>')


@alteration("hidden/zeros-not-shown")
def zeros_not_shown(case: Case) -> bool:
    _, part = case.table_sheet()
    case.sub(part, r' showZeros="\w+"', "")
    return case.swap(part, "<sheetView ", '<sheetView showZeros="0" ')


@alteration("hidden/formulas-shown")
def formulas_shown(case: Case) -> bool:
    _, part = case.table_sheet()
    case.sub(part, r' showFormulas="\w+"', "")
    return case.swap(part, "<sheetView ", '<sheetView showFormulas="1" ')


@alteration("hidden/filtered")
def filtered(case: Case) -> bool:
    """A filter that hides a row with figures."""
    spot = case.must_tell_spot()
    case.sub(spot.part, rf'<row r="{spot.row}"', f'<row hidden="1" r="{spot.row}"')
    case.sub(spot.part, r'(<row hidden="1"[^>]*?) hidden="false"', r"\1")
    return case.swap(spot.part, "<mergeCells", '<autoFilter ref="A5:J30"/><mergeCells')


def _merge(case: Case, part: str, reference: str) -> bool:
    return case.swap(part, "</mergeCells>", f'<mergeCell ref="{reference}"/></mergeCells>')


@alteration("merge/inputs-right")
def inputs_right(case: Case) -> bool:
    """An input disappears below the one left of it."""
    filled = {(spot.sheet, spot.cell): spot for spot in case.spots()}
    pairs = [
        (filled[spot.sheet, left], spot)
        for spot in filled.values()
        if (spot.sheet, left := f"{chr(ord(spot.column[-1]) - 1)}{spot.row}") in filled
    ]
    if not pairs:
        return False
    first, second = case.rng.choice(pairs)
    case.must_tell(second)
    return _merge(case, second.part, f"{first.cell}:{second.cell}")


@alteration("merge/inputs-down")
def inputs_down(case: Case) -> bool:
    spot = case.must_tell_spot()
    return spot.row > 1 and _merge(case, spot.part, f"{spot.column}{spot.row - 1}:{spot.cell}")


@alteration("merge/input-over-blank")
def input_over_blank(case: Case) -> bool:
    spot = case.input()
    return _merge(case, spot.part, f"{spot.cell}:{spot.column}{spot.row + 1}")


@alteration("merge/over-total")
def over_total(case: Case) -> bool:
    spot = case.total()
    case.must_tell(spot)
    return _merge(case, spot.part, f"{chr(ord(spot.column[-1]) - 1)}{spot.row}:{spot.cell}")


@alteration("merge/label-over-input")
def label_over(case: Case) -> bool:
    spot = case.input()
    if spot.column != "A":  # there is no label to its left: merged with itself, it is what it was
        case.must_tell(spot)
    return _merge(case, spot.part, f"A{spot.row}:{spot.cell}")


@alteration("merge/whole-table")
def whole_table(case: Case) -> bool:
    spot = case.must_tell_spot()
    return _merge(case, spot.part, "A1:Z40")


@alteration("merge/in-comment")
def in_comment(case: Case) -> bool:
    spot = case.input()
    return case.swap(spot.part, "</mergeCells>", f'<!-- <mergeCell ref="A1:{spot.cell}"/> --></mergeCells>')


@alteration("merge/lower-case")
def lower_case(case: Case) -> bool:
    spot = case.must_tell_spot()
    return _merge(case, spot.part, f"a{spot.row}:{spot.cell.lower()}")


@alteration("merge/reversed")
def reversed_merge(case: Case) -> bool:
    spot = case.must_tell_spot()
    return _merge(case, spot.part, f"{spot.cell}:A{spot.row}")
