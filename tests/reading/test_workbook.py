"""The common path: what stands at its place is read as it stands."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.books import draft
from toolkit.a1 import address
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.reading.run.opening import open_book
from toolkit.reading.understand.expected import official_places
from toolkit.reading.understand.identity import identify
from toolkit.reading.understand.places import Located, locate
from toolkit.reading.understand.workbook import moved_places


def test_figures__are_read_exactly_and_nothing_is_told(form: Form) -> None:
    book = draft(form)
    returned = book.read()
    assert returned.record is not None
    assert returned.record.values == book.values
    assert not returned.record.unread
    assert returned.findings == ()


def test_identity__comes_from_any_one_of_the_three_stamps(form: Form) -> None:
    book = draft(form)
    assert book.record().edition == form.edition
    assert book.record().year == form.year
    assert book.record().agency.code == "520000"


def test_identity__without_a_stamp_comes_from_the_labels(form: Form) -> None:
    book = draft(form)
    del book.sheets[book.layout.stamp_sheet]
    assert book.record().values == book.values
    assert (book.record().edition, book.record().year) == (form.edition, form.year)
    assert book.rules() == {"FORM-UNSTAMPED", "SHEET-GONE"}


def test_blanks__are_none_unless_the_cover_declares_them_zero(form: Form) -> None:
    book = draft(form)
    item = next(item for item in form.inputs if item.table == "t4")
    book.put(item.code, None)
    assert book.record().values[item.index] is None
    cell = book.layout.cover_cell("zero.t4")
    book.sheets[book.layout.cover_sheet][f"B{cell.row + 1}"] = book.layout.yes
    assert book.record().values[item.index] == 0


def test_total__typed_over_with_the_right_number_is_told(form: Form) -> None:
    book = draft(form)
    total = next(item for item in form.fields if item.computed)
    typed = book.values[total.index]
    cell = book.put(total.code, typed)
    assert book.record().overtyped == {total.index: typed}
    assert [(f.rule, f.cell) for f in book.read().findings] == [("TOTAL-OVERTYPED", cell)]


def test_total__typed_over_with_a_wrong_number_is_kept_for_the_rule(form: Form) -> None:
    book = draft(form)
    total = next(item for item in form.fields if item.computed)
    book.put(total.code, 99999)
    assert book.record().overtyped == {total.index: 99999}
    assert book.record().values == book.values


def test_formula__in_an_input_cell_is_told_and_without_result_unread(form: Form) -> None:
    book = draft(form)
    item = form.inputs[0]
    cell = book.put(item.code, "=1+1")
    findings = book.read().findings
    assert {(f.rule, f.cell) for f in findings} == {("FORMULA-INPUT", cell), ("FORMULA-EMPTY", cell)}
    assert item.index in book.record().unread


def test_texts__of_cover_narrative_and_checks_are_read(form: Form) -> None:
    book = draft(form)
    layout = book.layout
    check = next(check for check in layout.checks if form.by_rule[check.rule].severity == "explain")
    column = "ABCDEFGHIJKL"[layout.check_columns["explanation"]]
    book.sheets[layout.checks_sheet][f"{column}{check.row + 1}"] = "因机构改革划转"
    record = book.record()
    assert record.explanations == {check.id: "因机构改革划转"}
    assert set(record.narrative) >= {part.id for part in form.narrative}


def test_total__typed_over_beside_a_blank_or_unread_part_is_told_at_its_cell(form: Form) -> None:
    for content in (None, "若干"):
        book = draft(form)
        relation = form.computations[0]
        book.put(form.fields[relation.right[0].field].code, content)
        cell = book.put(form.fields[relation.at].code, 7)
        told = [(f.rule, f.cell, f.found) for f in book.read().findings if f.rule == "TOTAL-UNCHECKED"]
        assert told == [("TOTAL-UNCHECKED", cell, 7)]
        assert book.record().values[relation.at] is None


def test_text_beside_a_table__is_told_and_changes_nothing(form: Form) -> None:
    book = draft(form)
    table = book.layout.tables[0]
    cell = address(table.bottom + 3, 0)
    book.sheets[table.sheet][cell] = "本表数字含代管单位"
    assert [(f.rule, f.cell) for f in book.read().findings] == [("EXTRA-TEXT", cell)]
    assert book.record().values == book.values


def test_stamps_that_differ__are_told_by_their_chinese_names(form: Form) -> None:
    book = open_book(draft(form).save(), "xlsx")
    facts = {"nianbao_edition": form.edition, "nianbao_agency_code": "999999", "nianbao_year": "1999"}
    assert identify(replace(book, properties=facts)).conflicts == ("年度", "单位代码")


def test_tables__on_a_sheet_whose_name_is_spelt_otherwise_are_told_with_that_name(form: Form) -> None:
    layout, book = load_layout(form), open_book(draft(form).save(), "xlsx")
    located = locate(book, layout)
    assert moved_places(layout, located) == {}
    homes = [home and replace(home, name=home.name + "x") for home in located.homes]  # as capitals are, in some edition
    sheets = {home.name[:-1]: home for home in homes if home is not None}
    places = [place and (sheets[place[0].name], place[1]) for place in located.places]
    moved = moved_places(layout, Located(places, homes))
    assert moved == {index: (name + "x", cell) for index, (name, cell) in enumerate(official_places(layout))}
