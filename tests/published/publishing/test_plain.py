"""The text: each row of a table is a line of as many cells as the table has columns."""

from __future__ import annotations

import pytest

from tests.published.publishing.reports import content, expected, report
from toolkit.editions import load_form
from toolkit.published.publishing.plain import to_text
from toolkit.published.publishing.report import Grid
from toolkit.width import columns


def tables(text: str) -> list[list[list[str]]]:
    """The lines with tabs, cut into cells, by table."""
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if "\t" in line:
            found[-1].append([cell.strip(" ") for cell in line.split("\t")])
        elif line[:1] in "一二三四五六" and found[-1]:
            found.append([])
    return [table for table in found if table]


@pytest.mark.parametrize("year", [2020, 2024])
def test_table__each_cell_stands_in_its_own_column(year: int) -> None:
    made = report(year)
    third = made.parts[2].grid
    assert isinstance(third, Grid)
    rows = tables(to_text(made))[1]
    assert [len(row) for row in rows] == [10] * third.rows
    figures = [cell for row in rows[third.heads :] for cell in row[3:]]
    assert figures == expected(load_form(year), content(year).values, "t3")
    assert rows[third.heads][0] == "一、本年新收政府信息公开申请数量"
    assert [row[2] for row in rows if "属于国家秘密" in row[2]] == ["1.属于国家秘密"]


def test_table__columns_are_in_line_where_tabs_are_eight_wide() -> None:
    lines = [line for line in to_text(report()).splitlines() if line.count("\t") == 9]
    places = set()
    for line in lines[3:]:
        used = 0
        for at, cell in enumerate(line.split("\t")):
            if at == 3:
                places.add(used)
            used = (used + columns(cell)) // 8 * 8 + 8
    assert len(places) == 1


def test_text__has_all_that_is_said() -> None:
    made = report()
    text = to_text(made)
    for paragraph in (*made.preface, *made.signature, *(one for part in made.parts for one in part.paragraphs)):
        assert f"　　{paragraph.text}\n" in text


def test_draft__is_said_before_every_section_and_at_the_end() -> None:
    lines = to_text(report(draft=True)).splitlines()
    assert lines.count("草稿") == 8
    assert (lines[0], lines[-1]) == ("草稿", "草稿")
