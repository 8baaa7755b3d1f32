"""Whatever is done to a workbook, reading neither crashes nor yields a wrong figure without a finding."""

from __future__ import annotations

import contextlib
import io
import zipfile
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import make
from tests.reading.books import Draft, draft
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.reading.others.calamine import read_foreign
from toolkit.reading.run.opening import open_book, read_content
from toolkit.refusal import Refused

FORMS = st.sampled_from([2020, 2024]).map(load_form)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=4)
def saved(form: Form) -> bytes:
    return draft(form).save()


def assert_nothing_silent(book: Draft) -> None:
    """Every figure is the one that stood there, or something is told."""
    returned = book.read()
    if returned.record is not None and returned.record.values != book.values:
        assert returned.findings


@FEW
@given(FORMS, st.data())
def test_any_text_in_any_cell__is_the_figure_or_told(form: Form, data: st.DataObject) -> None:
    book = draft(form)
    table = data.draw(st.sampled_from(form.tables))
    grid = book.sheets[book.layout.sheet(table.id).sheet]
    for cell in data.draw(st.lists(st.sampled_from(sorted(grid)), max_size=4)):
        text = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
        # A text that reads as a figure is one: then the figure is what it says.
        if not any(character.isdigit() for character in text) and not text.startswith("="):
            grid[cell] = text
    assert_nothing_silent(book)


@FEW
@given(FORMS, st.data())
def test_labels_swapped__move_their_figures_or_are_told(form: Form, data: st.DataObject) -> None:
    book = draft(form)
    sheet = data.draw(st.sampled_from(book.layout.tables))
    grid = book.sheets[sheet.sheet]
    cells = sorted(cell for cell, content in grid.items() if isinstance(content, str) and not content.startswith("="))
    one, two = data.draw(st.tuples(st.sampled_from(cells), st.sampled_from(cells)))
    same = grid[one] == grid[two]
    grid[one], grid[two] = grid[two], grid[one]
    returned = book.read()
    assert returned.findings or same or "2" in (one[1:], two[1:])


@FEW
@given(FORMS, st.randoms(use_true_random=False))
def test_sheets_shuffled_and_renamed__give_the_same_figures(form: Form, random: object) -> None:
    book = draft(form)
    names = list(book.sheets)
    random.shuffle(names)  # type: ignore[attr-defined]
    book.sheets = {name: book.sheets[name] for name in names}
    for number, name in enumerate(names):
        if name != book.layout.stamp_sheet and number % 2:
            book.rename(name, f"Sheet{number}")
    assert book.record().values == book.values


@FEW
@given(FORMS, st.lists(st.integers(0, 10**9), max_size=300))
def test_any_figures__are_read_as_they_were_written(form: Form, numbers: list[int]) -> None:
    values = {item.code: number for item, number in zip(form.inputs, numbers, strict=False)}
    book = draft(form, values)
    assert book.record().values == book.values


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.integers(0, 10**6), st.sampled_from([2020, 2024]))
def test_any_bytes_in_a_sheet__never_crash_the_scanner(junk: bytes, at: int, year: int) -> None:
    parts = zipfile.ZipFile(io.BytesIO(saved(load_form(year))))
    members = {name: parts.read(name) for name in parts.namelist()}
    target = sorted(name for name in members if name.endswith((".xml", ".rels")))[at % 7]
    place = at % len(members[target])
    members[target] = members[target][:place] + junk + members[target][place + len(junk) :]
    # Where it can't be read for certain, the worker tells so.
    with contextlib.suppress(Refused):
        read_content("x.xlsx", make.packed(members), "xlsx")


@pytest.mark.parametrize("year", [2020, 2024])
def test_fast_reader__agrees_with_the_library(year: int) -> None:
    data = saved(load_form(year))
    fast, slow = open_book(data, "xlsx"), read_foreign(data)
    assert [sheet.name for sheet in fast.sheets] == [sheet.name for sheet in slow.sheets]
    for ours, theirs in zip(fast.sheets, slow.sheets, strict=True):
        assert ours.hidden == theirs.hidden
        assert {cell: content for cell, content in ours.cells.items() if content != ""} == dict(theirs.cells)
