"""What stands where in an ods file: repeats, groups, covered cells, hidden ones, and what is no sheet at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.reading.others.ods_drafts import cell, content, number, read, root, row, sheet, text
from toolkit.book import Look, Sheet
from toolkit.ooxml.limits import DEFAULTS
from toolkit.reading.others.ods import read_ods
from toolkit.refusal import Refused

REPEATED = 'table:number-columns-repeated="{}"'
SPANNED = 'table:number-columns-spanned="{}"'
ROWS = 'table:number-rows-repeated="{}"'
COVERED = "covered-table-cell"


def only(*rows: str) -> Sheet:
    (found,) = read(sheet(*rows)).sheets
    return found


def refusal(call: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(Refused) as refused:
        call()
    finding = refused.value.finding
    return finding.rule, finding.sheet, finding.cell


def test_repeats__of_cells_and_rows_are_written_out() -> None:
    found = only(
        row(number(1), number(2, REPEATED.format(2)), number(3)),
        row(cell(REPEATED.format(2)), number(4), attributes=ROWS.format(2)),
        row(number(5)),
    )
    assert found.cells == {"A1": 1, "B1": 2, "C1": 2, "D1": 3, "C2": 4, "C3": 4, "A4": 5}


def test_repeats__of_blanks_cost_nothing() -> None:
    blank = cell(REPEATED.format(16384))
    found = only(
        row(blank, attributes=ROWS.format(1048570)), row(number(1)), row(blank, attributes=ROWS.format(999999999))
    )
    assert found.cells == {"A1048571": 1}


@pytest.mark.parametrize("written", ["0", "-1", "abc", "", "2x", "1.9", "２", "99999999999"])
@pytest.mark.parametrize("place", [REPEATED, SPANNED, "table:number-rows-spanned='{}'"])
def test_repeats__that_are_no_positive_number_are_refused_at_the_cell(written: str, place: str) -> None:
    body = sheet(row(number(1)), row(number(1), number(2, place.format(written)), number(3)), name="表三")
    assert refusal(lambda: read(body)) == ("ODS-REPEAT", "表三", "B2")


def test_repeats__of_rows_that_are_no_positive_number_are_refused() -> None:
    body = sheet(row(number(1)), row(number(2), attributes=ROWS.format(0)), row(number(3)))
    assert refusal(lambda: read(body))[0] == "ODS-REPEAT"


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (row(number(1, REPEATED.format(16384)), attributes=ROWS.format(1000)), "GUARD-CELLS"),
        (row(number(1, f"{SPANNED.format(2)} {REPEATED.format(9000)}"), attributes=ROWS.format(3)), "GUARD-MERGES"),
        (row(number(1, REPEATED.format(16385))), "GUARD-GRID"),
        (row(cell(), attributes=ROWS.format(1048576)) + row(number(1)), "GUARD-GRID"),
        (row(number(1)) + row(attributes=ROWS.format(9**6)) + row(cell(REPEATED.format(99)), number(1)), "GUARD-AREA"),
        (row(cell('table:number-columns-spanned="16384" table:number-rows-spanned="1048576"')), "GUARD-MERGED-AREA"),
    ],
)  # fmt: skip
def test_repeats__beyond_the_limits_are_refused(rows: str, rule: str) -> None:
    assert refusal(lambda: read(sheet(rows)))[0] == rule


def test_limits__count_the_cells_of_all_sheets_together() -> None:
    limits = replace(DEFAULTS, cells=3)
    body = [sheet(row(number(1), number(2)), name=name) for name in ("甲", "乙")]
    assert read(body[0], limits=limits).sheets[0].cells == {"A1": 1, "B1": 2}
    assert refusal(lambda: read("".join(body), limits=limits))[0] == "GUARD-CELLS"


def test_groups__of_rows_and_columns_are_no_level_of_their_own() -> None:
    found = only(
        "<table:table-column-group><table:table-header-columns><table:table-column/></table:table-header-columns>"
        "</table:table-column-group>",
        f"<table:table-header-rows>{row(number(1))}</table:table-header-rows>",
        f"<table:table-row-group><table:table-rows>{row(number(2))}</table:table-rows>"
        f"<table:table-row-group>{row(number(3))}</table:table-row-group></table:table-row-group>",
        row(number(4)),
    )
    assert found.cells == {"A1": 1, "A2": 2, "A3": 3, "A4": 4}


def test_indentation__is_no_content() -> None:
    plain = sheet(row(number(1), text("<text:p>a</text:p>")), row(cell(), number(2)))
    pretty = plain.replace("><", ">\n    <").replace("\n    <text:p>", "<text:p>")
    assert read(pretty).sheets[0].cells == read(plain).sheets[0].cells == {"A1": 1, "B1": "a", "B2": 2}


def test_merges__cover_cells_whose_content_is_marked_and_not_read() -> None:
    found = only(
        row(
            number(1, 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
            number(9, kind=COVERED),
            number(2),
        ),
        row(cell(kind=COVERED), number(8, kind=COVERED), number(3)),
    )
    assert found.cells == {"A1": 1, "C1": 2, "C2": 3}
    assert found.merges == ("A1:B2",)
    assert found.content().looks.by_cell == {"B1": Look(invisible=True), "B2": Look(invisible=True)}


def test_merges__a_covered_cell_outside_them_is_shown() -> None:
    assert only(row(number(1), number(9, kind=COVERED))).cells == {"A1": 1, "B1": 9}


def test_formulas__stand_as_written_with_their_results() -> None:
    found = only(
        row(
            number(3, 'table:formula="of:=SUM([.B1:.C1])"'),
            number(1, 'table:formula="of:=[.A1]" ' + REPEATED.format(2)),
            cell('table:formula="of:=&quot;&quot;"', "<text:p/>"),
        )
    )
    assert found.formulas == {"A1": "of:=SUM([.B1:.C1])", "B1": "of:=[.A1]", "C1": "of:=[.A1]", "D1": 'of:=""'}
    assert found.cells == {"A1": 3, "B1": 1, "C1": 1}


def test_spills__are_the_ranges_of_matrix_formulas() -> None:
    matrix = 'table:formula="of:=7" table:number-matrix-columns-spanned="2" table:number-matrix-rows-spanned="3"'
    assert only(row(cell(), number(7, matrix))).content().spills == ("B1:C3",)


def test_hidden__rows_and_columns_up_to_the_last_content() -> None:
    collapse, filtered = 'table:visibility="collapse"', 'table:visibility="filter"'
    found = only(
        f"<table:table-column/><table:table-column {collapse} {REPEATED.format(2)}/>",
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>',
        row(number(1)),
        row(number(2), attributes=collapse),
        row(number(3), attributes=f"{filtered} {ROWS.format(2)}"),
        f'<table:table-row-group table:display="false">{row(number(4))}</table:table-row-group>',
        row(number(5)),
        row(cell(), attributes=f"{collapse} {ROWS.format(1048000)}"),
    )
    assert found.content().hidden_rows == {1, 2, 3, 4}
    assert found.content().hidden_columns == {1, 2, 3}


def test_sheet__hidden_and_protected() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/>'
        "</style:style>"
        for name, shown in (("on", "true"), ("off", "false"))
    )
    book = read(
        sheet(name="甲", attributes='table:style-name="on" table:protected="true"')
        + sheet(name="乙", attributes='table:style-name="off"'),
        styles,
    )
    assert [(found.name, found.hidden, found.protected) for found in book.sheets] == [
        ("甲", False, True),
        ("乙", True, False),
    ]


@pytest.mark.parametrize(
    "beside",
    [
        f"<table:tracked-changes>{sheet(row(number(9)), name='B')}</table:tracked-changes>",
        f"<table:dde-links><table:dde-link>{sheet(row(number(9)), name='B')}</table:dde-link></table:dde-links>",
        "<table:content-validations><table:help-message><text:p>x</text:p></table:help-message>"
        "</table:content-validations>",
        "<foreign:thing><foreign:cell>9</foreign:cell></foreign:thing>",
    ],
)
def test_sheets__are_only_those_of_the_workbook_itself(beside: str) -> None:
    book = read(beside + sheet(row(number(1))) + beside)
    assert [dict(found.cells) for found in book.sheets] == [{"A1": 1}]


@pytest.mark.parametrize(
    "body",
    [
        f"<foreign:w>{sheet(row(number(2)))}</foreign:w>",
        sheet(row(number(1)), f"<foreign:w>{row(number(2))}</foreign:w>"),
        sheet(row(number(1), f"<foreign:w>{number(2)}</foreign:w>")),
        sheet(row(number(1)), number(2)),
        sheet(row(number(1), row(number(2)))),
        sheet(row(cell("", number(2)))),
        row(number(1)),
        sheet(row(text("<foreign:w><text:p>43</text:p></foreign:w>"))),
        sheet(row(text("<text:list><text:list-item><text:p>43</text:p></text:list-item></text:list>"))),
        sheet(row(text("<text:p>4<text:p>3</text:p></text:p>"))),
    ],
)
def test_cells__in_no_place_of_theirs_are_refused(body: str) -> None:
    assert refusal(lambda: read(body))[0] == "ODS-MISPLACED"


def test_sheets__of_one_name_are_refused() -> None:
    body = sheet(row(number(1)), name="Abc") + sheet(row(number(2)), name="aBC")
    assert refusal(lambda: read(body))[0] == "ODS-SHEET-TWICE"


@pytest.mark.parametrize(
    "between",
    [
        "</office:spreadsheet><office:spreadsheet>",
        "</office:spreadsheet></office:body><office:body><office:spreadsheet>",
    ],
)
def test_body__twice_is_refused(between: str) -> None:
    body = sheet(row(number(1)), name="甲") + between + sheet(row(number(2)), name="乙")
    assert refusal(lambda: read(body))[0] == "ODS-BODY"


def test_body__that_is_missing_is_refused() -> None:
    assert refusal(lambda: read_ods({"content.xml": root("office:document-content", "").encode()}.get))[0] == "ODS-BODY"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml"])
def test_document_type__in_a_part_that_is_read_is_refused(part: str) -> None:
    parts = {"content.xml": content(sheet()).encode()}
    parts[part] = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal(lambda: read_ods(parts.get))[0] == "GUARD-DOCTYPE"


def test_document_type__in_a_library_of_macros_is_no_concern_of_the_reader() -> None:
    parts = {"content.xml": content(sheet(row(number(1)))).encode(), "Basic/script-lc.xml": b"<!DOCTYPE a><a/>"}
    assert read_ods(parts.get).sheets[0].cells == {"A1": 1}


@pytest.mark.parametrize("data", [b"", b"<a>", content(sheet(row(number(1)))).encode()[:-5], b"<a>&none;</a>"])
def test_content__not_well_formed_is_damaged(data: bytes) -> None:
    assert refusal(lambda: read_ods({"content.xml": data}.get))[0] == "FILE-DAMAGED"


def test_content__in_another_encoding_reads_the_same() -> None:
    written = content(sheet(row(text("<text:p>新收</text:p>")))).replace(
        'version="1.0"', 'version="1.0" encoding="UTF-16"'
    )
    assert read_ods({"content.xml": written.encode("utf-16")}.get).sheets[0].cells == {"A1": "新收"}


def test_encrypted__parts_are_told_as_such() -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="{}"><manifest:encryption-data/></manifest:file-entry>'
        '<manifest:file-entry manifest:full-path="other.xml"/>'
    )
    for path, rule in (("content.xml", "FILE-ENCRYPTED"), ("Pictures/a.png", "")):
        manifest = root("manifest:manifest", entry.format(path)).encode()
        parts = {"META-INF/manifest.xml": manifest, "content.xml": content(sheet()).encode()}
        if rule:
            assert refusal(lambda parts=parts: read_ods(parts.get))[0] == rule  # type: ignore[misc]
        else:
            assert read_ods(parts.get).sheets[0].cells == {}


def test_text_boxes__are_told_with_their_sheet() -> None:
    lines = "<text:p>一<text:span>二</text:span></text:p><text:p>三</text:p>"
    box = f"<draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>四</text:p></draw:custom-shape>"
    note = "<office:annotation><text:p>note</text:p></office:annotation>"
    found = read(
        sheet(
            f"<table:shapes><draw:g>{box}{box}</draw:g>{shape}</table:shapes>",
            row(text(note + box + "<text:p>a</text:p>")),
        )
        + sheet(row(number(1)), name="乙")
    )
    assert found.sheets[0].text_boxes == ("一二\n三\n一二\n三", "四", "一二\n三")
    assert (found.sheets[0].cells, found.sheets[1].text_boxes) == ({"A1": "a"}, ())


def test_meta__says_when_by_what_and_the_stamp() -> None:
    meta = root(
        "office:document-meta",
        "<foreign:w><dc:date>1999</dc:date></foreign:w><office:meta><meta:generator>甲&amp;乙</meta:generator>"
        "<!-- <dc:date>1998</dc:date> --><dc:date>2025-01-02T03:04:05</dc:date>"
        '<meta:user-defined meta:name="nianbao_year">2024</meta:user-defined></office:meta>',
    )
    names = (
        "<table:named-expressions>"
        '<table:named-expression table:name="nianbao.year" table:expression="&quot;2024&quot;"/>'
        '<table:named-expression table:name="other" table:expression="1"/></table:named-expressions>'
    )
    book = read(sheet() + names, meta=meta)
    assert (book.saved_at, book.program) == ("2025-01-02T03:04:05", "甲&乙")
    assert (book.properties, book.names) == ({"nianbao_year": "2024"}, {"nianbao.year": '"2024"'})


def test_meta__that_is_damaged_says_nothing() -> None:
    assert (read(sheet(), meta="<a>").saved_at, read(sheet()).program) == ("", "")
