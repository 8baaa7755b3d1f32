"""What leaves the reading: nothing that whoever comes after could trip over, and what was left out is told."""

from __future__ import annotations

import pytest

from tests.reading.books import Draft, draft
from toolkit.a1 import address
from toolkit.editions import load_form
from toolkit.findings import tell
from toolkit.ooxml.cell_text import CELL_UNITS
from toolkit.reading.understand.admit import (
    LINE,
    admit,
    cut,
    one_line,
    sound_coverage,
    sound_seal,
    sound_time,
    whole,
)
from toolkit.records import Record, Return


@pytest.fixture
def book() -> Draft:
    return draft(load_form(2024))


def stamped(book: Draft, **facts: object) -> Draft:
    """``book`` with these facts on its stamp sheet; the only stamp that openpyxl leaves it."""
    sheet = book.sheets[book.layout.stamp_sheet]
    rows = {str(key): cell for cell, key in sheet.items() if cell.startswith("A")}
    for name, fact in facts.items():
        sheet[f"B{rows[name][1:]}"] = fact
    return book


def record(item: Return) -> Record:
    assert item.record is not None
    return item.record


def told(item: Return, rule: str) -> list[tuple[str, str]]:
    return [(finding.sheet, finding.cell) for finding in item.findings if finding.rule == rule]


@pytest.mark.parametrize(
    "text",
    ["2025-01-10T08:30:00Z", "2025-01-10T08:30:00+08:00", "2025-01-10T08:30:00", "2025-01-10T08:30:00.123456789",
     "2025-01-10"],
)  # fmt: skip
def test_time__that_programs_write_is_kept_as_it_is(text: str) -> None:
    assert sound_time(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2024-13-45T00:00:00", "２０２４-01-01T00:00:00",
        "2024-01-01\ud83d00:00:00", "=1+1", "", "2" * 100_000,
    ],
)  # fmt: skip
def test_time__without_its_like_in_utc_is_none(text: str) -> None:
    assert sound_time(text) == ""


@pytest.mark.parametrize("year", ["99999999999", "2²", "²", "２０２４", "٢٠٢٤", "-5", "0", "9999", "1e9", "9" * 5000])
def test_year__that_is_none_is_unknown_and_told(book: Draft, year: str) -> None:
    read = stamped(book, year=year).read()
    assert record(read).year is None
    assert [finding.rule for finding in read.findings if finding.rule == "FORM-YEAR"] == ["FORM-YEAR"]


@pytest.mark.parametrize("year", ["2024", 2024, "2024.0"])
def test_year__that_is_one_is_read_in_silence(book: Draft, year: object) -> None:
    read = stamped(book, year=year).read()
    assert (record(read).year, told(read, "FORM-YEAR")) == (2024, [])


def test_coverage__is_four_counts_or_nothing() -> None:
    assert sound_coverage("14 12 1 1") == "14 12 1 1"
    wrong = (
        "",
        "14 12 1",
        "-1 1 1 1",
        "² 1 1 1",
        "٣ 1 1 1",
        "9" * 5000 + " 1 1 1",
        "1e9 0 0 0",
        "14  12 1 1",
        "1 1 1 1\n",
    )
    assert {sound_coverage(text) for text in wrong} == {""}


def test_seal__that_is_none_is_neither_missing_nor_right() -> None:
    assert sound_seal("0a" * 32) == "0a" * 32
    assert sound_seal("") == ""
    assert {sound_seal(text) for text in ("甲", "é" * 64, "\ud83d", "0A" * 32, "0a" * 32 + "\n", "x" * 100_000)} == {
        "?"
    }


def test_stamp__leaves_the_reading_sound(book: Draft) -> None:
    read = stamped(book, seal="é" * 64, coverage="² 1 1 1", kind="summary").read()
    assert (read.seal, record(read).coverage) == ("?", "")


def test_halves__of_a_pair_are_joined_or_replaced() -> None:
    assert whole("\ud83d\ude00公开") == "😀公开"
    assert whole("a\ud83d") == "a\ufffd"
    assert one_line("甲\x00\x1b[31m\n局\ud83d" + "长" * 300) == "甲[31m局\ufffd" + "长" * (LINE - 10)


def test_cut__counts_as_excel_does_and_parts_no_pair() -> None:
    assert cut("字" * 40_000) == "字" * CELL_UNITS
    assert cut("😀" * 20_000) == "😀" * (CELL_UNITS // 2)


def test_texts__are_cut_at_what_a_cell_holds_and_said_to_be(book: Draft) -> None:
    narrative = book.layout.narrative[0]
    sheet, cell = book.layout.narrative_sheet, address(narrative.text.row, narrative.text.column)
    name = next(line for line in book.layout.cover if line.kind == "name")
    place = (book.layout.cover_sheet, address(name.row, name.column))
    book.sheets[place[0]][place[1]] = "名" * 2_000
    book.sheets[sheet][cell] = "字" * CELL_UNITS  # as long as may be
    read = book.read()
    assert (record(read).agency.name, record(read).narrative[narrative.section]) == ("名" * LINE, "字" * CELL_UNITS)
    (finding,) = [finding for finding in read.findings if finding.rule == "TEXT-CUT"]
    assert (finding.sheet, finding.cell, finding.related) == (*place, ())
    assert "2000" in finding.message


def test_figure__that_is_a_long_text_is_quoted_by_its_beginning(book: Draft) -> None:
    cell = book.put("t3.received.natural", "无法统计" * 50_000)
    read = admit(book.read())
    (finding,) = [finding for finding in read.findings if finding.cell == cell and finding.rule == "VALUE-TEXT"]
    assert len(finding.message) < 300
    assert "200000" in finding.message or "32767" in finding.message


def test_admit__every_finding_can_be_written() -> None:
    odd = tell(
        "FORM-UNKNOWN",
        reason="\ud83d" + "长" * 100_000,
        sheet="表\x1b\ud83d" * 200,
        found="\ud83d",
        related=("\ud83d!A1",),
    )
    (finding,) = admit(Return("a.xlsx", "", None, (odd,))).findings
    texts = (finding.message, finding.sheet, str(finding.found), *finding.related)
    assert all(text.encode() for text in texts)
    assert max(map(len, texts)) < 3_000


def test_admit__leaves_alone_what_is_sound(book: Draft) -> None:
    read = book.read()
    assert admit(read) is read
