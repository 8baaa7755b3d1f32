"""One cell to one exact figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.form import Unit
from toolkit.values import LARGEST, CellError, Reading, read_value

COUNT = Unit("item", "件", spelled=("条", "项", "次"))
WAN = Unit("wan", "万元", 6, parts={"元": 10000})
YUAN = Unit("yuan", "元", 2, multiples={"万元": 10000})


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u3000\n", "\u200b"])
def test_blank__is_neither_figure_nor_problem(blank: object) -> None:
    assert read_value(blank, COUNT) == Reading(None)


@pytest.mark.parametrize(
    ("cell", "unit", "steps"),
    [
        (7, COUNT, 7),
        (7.0, COUNT, 7),
        (1e3, COUNT, 1000),
        ("+5", COUNT, 5),
        ("-5", COUNT, -5),
        ("－5", COUNT, -5),
        ("12.00", COUNT, 12),
        ("1.5万元", YUAN, 1_500_000),
        ("0.01元", WAN, 1),
        (9.985, WAN, 9_985_000),
        ("1E3", COUNT, 1000),
    ],
)
def test_figure__is_exact(cell: object, unit: Unit, steps: int) -> None:
    assert read_value(cell, unit).steps == steps


@pytest.mark.parametrize(
    ("cell", "unit", "problem"),
    [
        ("0.001元", WAN, "decimal"),
        (0.5, COUNT, "decimal"),
        ("5元", COUNT, "text"),
        ("一", COUNT, "text"),
        (True, COUNT, "boolean"),
        (CellError("#N/A"), COUNT, "error"),
        (LARGEST + 1, COUNT, "huge"),
        ("9" * 400, COUNT, "huge"),
        ("1e999", COUNT, "huge"),
        ("1e-999", COUNT, "decimal"),
        (float("inf"), COUNT, "text"),
        (float("nan"), COUNT, "text"),
        ("٣٤", COUNT, ""),
    ],
)
def test_problem__is_named(cell: object, unit: Unit, problem: str) -> None:
    assert read_value(cell, unit).problem == problem


@given(st.integers(-LARGEST, LARGEST))
def test_written_figure__reads_back(steps: int) -> None:
    assert read_value(WAN.text(steps), WAN).steps == steps
    assert read_value(f"{WAN.decimal(steps):,f}" if abs(steps) >= 10**9 else WAN.text(steps), WAN).steps == steps


@given(st.decimals(-(10**6), 10**6, places=6))
def test_stored_float__reads_back(number: Decimal) -> None:
    assert read_value(float(number), WAN).steps == int(number.scaleb(6))


@given(st.text() | st.floats() | st.integers() | st.booleans())
def test_any_cell__is_a_figure_a_blank_or_a_problem(cell: object) -> None:
    for unit in (COUNT, WAN, YUAN):
        reading = read_value(cell, unit)
        assert not (reading.steps is not None and reading.problem)
        if reading.steps is None and not reading.problem:
            assert isinstance(cell, str)
