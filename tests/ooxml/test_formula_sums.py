"""What a formula adds up, whether it is a number alone, and a shared one's text for another cell."""

from __future__ import annotations

import pytest

from toolkit.ooxml.formula_tokens import COLUMNS, ROWS
from toolkit.ooxml.formulas import MOST_CELLS, constant, is_volatile, shifted, summed


@pytest.mark.parametrize(
    ("formula", "counted"),
    [
        ("=D6+E6-F6", {"D6": 1, "E6": 1, "F6": -1}),
        ("SUM(D6:E7,D6)", {"D6": 2, "E6": 1, "D7": 1, "E7": 1}),
        ("D6-(E6-SUM(F6:G6))", {"D6": 1, "E6": -1, "F6": 1, "G6": 1}),
        ("-D6--E6", {"D6": -1, "E6": 1}),
        ("D6-D6+E6+0", {"E6": 1}),
        ('ROUND(SUM(D6:E6)-SUM(F6),6)', {"D6": 1, "E6": 1, "F6": -1}),
        ('IF(COUNT(D6:E6)<2,"",SUM(D6:E6))', {"D6": 1, "E6": 1}),
        ('IF(A1="","",IF(COUNTA(\'封面\'!B2)=1,D6+E6,""))', {"D6": 1, "E6": 1}),
        ("SUBTOTAL(9,D6:E6)", {"D6": 1, "E6": 1}),
        ("SUBTOTAL(109,D6:E6,F6)", {"D6": 1, "E6": 1, "F6": 1}),
        ("of:=SUM([.D6:.E6];[$表三.F6])", {"D6": 1, "E6": 1, "F6": 1}),
        ("0", {}),
    ],
)  # fmt: skip
def test_summed__counts_each_cell_with_its_sign(formula: str, counted: dict[str, int]) -> None:
    assert summed(formula, "表三") == counted


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(D6:I6)+500", "SUM(D6:I6,1)", "SUM(D6:I6)*1", "SUM(D6:I6)%", "D6:I6", "-D6:I6", "SUM(-D6:I6)", "SUM()",
        "SUM('表四'!D6:I6)", "SUBTOTAL(1,D6:I6)", "SUBTOTAL(9,0)", "ROUND(D6,-3)", "ROUND(D6)", "ROUND(D6,E6)",
        'IF(1=1,"",D6)', 'IF(RAND()<2,"",D6)', 'IF(A1>5,D6,"")', 'IF(COUNT(D6:E6)<3,"",D6)',
        'IF(A1,D6,0)', 'IF(A1,"","")', 'IF(A1,"",D6,1)', 'IF(A1,D6)', 'IF(A1,"",)', "MAX(D6:I6)", "SUM(D:D)", "合计",
        'SUM("5",D6)', '"999"', "D6&E6", "D6=E6", "SUM(D6,)", "", "TRUE",
    ],
)  # fmt: skip
def test_summed__is_none_for_what_is_no_sum_of_the_sheets_cells(formula: str) -> None:
    assert summed(formula, "表三") is None


def test_summed__follows_no_more_cells_than_its_bound() -> None:
    assert len(summed(f"SUM(A1:A{MOST_CELLS})") or ()) == MOST_CELLS
    assert summed(f"SUM(A1:A{MOST_CELLS + 1})") is None
    assert summed(f"SUM(A1:A{MOST_CELLS},A1)") is None


@pytest.mark.parametrize(
    ("formula", "number"),
    [
        ("999", "999"), ("= 999", "999"), ("-(5)", "-5"), ("(-(-5.50))", "5.50"), ("+1E+2", "100"), ("of:=999", "999"),
        ("-0", "0"), ("5+0", None), ("5%", None), ('"999"', None), ("D6", None), ("SUM(5)", None), ("", None),
        ("５", None),
    ],
)  # fmt: skip
def test_constant__is_the_number_alone(formula: str, number: str | None) -> None:
    assert constant(formula) == number


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM($D6:I$6,D6)-$D$25", "SUM($D8:J$6,E8)-$D$25"),
        ('="D6"&D6', '="D6"&E8'),
        ("LOG10(D6)+DEC2BIN(D6)", "LOG10(E8)+DEC2BIN(E8)"),
        ("A1B+_A1+A1.b+名A1+D6", "A1B+_A1+A1.b+名A1+E8"),
        ("'D6'!D6+D6!D6+'it''s D6'!$D6", "'D6'!E8+D6!E8+'it''s D6'!$D8"),
        ("SUM(A:$B)+SUM(1:$3)+SUM(表四!C : D)", "SUM(B:$B)+SUM(3:$3)+SUM(表四!D : E)"),
        ("表[A1]+[1]表三!D6+1E+5+#REF!", "表[A1]+[1]表三!E8+1E+5+#REF!"),
        ("D6 + (d6)", "E8 + (E8)"),
        ("XFE1+A1048577", "XFE1+A1048577"),
    ],
)
def test_shifted__moves_relative_references_alone(formula: str, moved: str) -> None:
    assert shifted(formula, 2, 1) == moved


@pytest.mark.parametrize(("rows", "columns"), [(-6, 0), (0, -4), (ROWS, 0), (0, COLUMNS), (-(10**30), 10**30)])
def test_shifted__is_none_outside_of_the_grid(rows: int, columns: int) -> None:
    assert shifted("SUM(D6:E6)", rows, columns) is None
    assert shifted("SUM($D$6:$E$6)", rows, columns) == "SUM($D$6:$E$6)"


@pytest.mark.parametrize(
    ("formula", "volatile"),
    [
        ("SUM(D6:I6)", False), ("SUM(D6:I6)+0*RAND()", True), ("today()", True), ("of:=NOW()", True),
        ('"RAND()"', False), ("RAND(", True), ("GRAND(1)", False), ("SUM(D6:I6", False),
    ],
)  # fmt: skip
def test_is_volatile__for_what_is_worked_out_anew(formula: str, volatile: bool) -> None:
    assert is_volatile(formula) is volatile
