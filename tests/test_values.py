"""One cell to one exact figure."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.form import Unit
from toolkit.values import LARGEST, CellError, MarkedText, Reading, folded, read_value

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
        ("٣٤", COUNT, "text"),
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


@pytest.mark.parametrize(
    ("text", "steps", "mend"),
    [
        ("１２", 12, "width"),
        ("１，２３４", 1234, "commas"),
        ("１２．０", 12, "width"),
        ("−5", -5, "width"),
        ("5\u00a0", 5, "spaces"),
        ("1\u200b2", 12, "spaces"),
        ("- 5", -5, "spaces"),
        ("12.0", 12, "text"),
        ("1e5", 100_000, "text"),
    ],
)
def test_text__is_the_figure_that_is_seen(text: str, steps: int, mend: str) -> None:
    assert read_value(text, COUNT) == Reading(steps, mend)


OTHER_DIGITS = "٣५๓𝟏𝟜𝟣①⑴⒈²₂Ⅳ㈠㊀❶🄁½〡十"


@pytest.mark.parametrize("digit", OTHER_DIGITS)
def test_digits_but_ascii_and_full_width__are_never_part_of_a_figure(digit: str) -> None:
    for text in (
        digit,
        f"5{digit}",
        f"{digit}5",
        f"5{digit}5",
        f"5.{digit}",
        f"{digit},555",
        f"5e{digit}",
        f"-{digit}",
    ):
        for signed in (False, True):
            assert read_value(text, COUNT, signed=signed).steps is None, text
            assert read_value(text, COUNT, signed=signed).problem, text


@given(st.characters(), st.sampled_from(["5{}", "{}5", "5{}5"]))
def test_figure__holds_no_digit_but_ascii_and_full_width(character: str, shape: str) -> None:
    if read_value(shape.format(character), COUNT).steps is not None:
        assert not character.isnumeric() or character in "0123456789０１２３４５６７８９"


@pytest.mark.parametrize(
    ("text", "mark"), [("22①", "①"), ("22 ⑴", "⑴"), ("22²", "²"), ("２２Ⅳ", "Ⅳ"), ("22件①②", "①②"), ("①22", "①")]
)
def test_mark_beside_a_figure__is_told_apart(text: str, mark: str) -> None:
    assert read_value(text, COUNT) == Reading(None, problem="mark", told=mark)


@pytest.mark.parametrize(
    "text",
    [
        "22（其中修订16件）",
        "5(含上年2)",
        "3*",
        "12 (注)",
        "22件（其中16件）",
        "22，其中修订16件",
        "5[1]",
        "5〔注1〕",
        "7※",
        "1,234（含上年2）",
        "5件含上年2件",
        "-4（上年撤销）",
    ],
)
def test_remark_behind_a_figure__is_told_apart(text: str) -> None:
    assert read_value(text, COUNT).problem == "remark"
    assert read_value(text, COUNT, signed=True).problem == "remark"


@pytest.mark.parametrize(
    "text",
    [
        "5%",
        "５％",
        "0x1F",
        "1/2",
        "5-",
        "(5)",
        "（5）",
        "'5",
        "1、234",
        "1'234",
        "1 234",
        "1\u2009234",
        "1\u202f234",
        "1\n234",
        "1, 234",
        "1 .5",
        "0,123",
        "￥5",
        "▲4",
        "\u00ad5",
        "\u200f5",
        "\u202e12",
        "5\ufe0f\u20e3",
        "5,",
    ],
)
def test_what_can_be_seen_as_another_figure__is_asked(text: str) -> None:
    assert read_value(text, COUNT).problem == "text"
    assert read_value(text, COUNT, signed=True).problem == "text"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("减4", -4),
        ("增2", 2),
        ("减少4件", -4),
        ("增加 2", 2),
        ("净增3", 3),
        ("净减少1,234", -1234),
        ("减４", -4),
        ("负4", -4),
        ("减0", 0),
    ],
)
def test_sign_in_words__is_read_where_a_change_is_told_and_asked_elsewhere(text: str, steps: int) -> None:
    reading = read_value(text, COUNT, signed=True)
    assert (reading.steps, reading.mend) == (steps, "signed")
    assert read_value(text, COUNT).problem == "text"


def test_sign_in_words__with_another_unit_is_converted() -> None:
    assert read_value("减251元", WAN, signed=True) == Reading(-25_100, "converted", told="减251元")


@pytest.mark.parametrize(
    "text", ["减-4", "增+4", "减--4", "减4增2", "增减4", "4减", "新增4", "持平", "减", "减少四", "减4①"]
)
def test_sign_in_words__that_contradicts_or_is_not_clear_is_asked(text: str) -> None:
    assert read_value(text, COUNT, signed=True).steps is None
    assert read_value(text, COUNT, signed=True).problem


def test_plain_sign__is_a_plain_figure_in_any_column() -> None:
    assert read_value("+2", COUNT, signed=True) == Reading(2, "text")
    assert read_value("-4", COUNT, signed=True) == Reading(-4, "text")


@pytest.mark.parametrize("text", ["221", "22①", "减4", "12件", "无", "—", "十二", "５"])
def test_marked_text__with_anything_like_a_figure_is_none(text: str) -> None:
    for kind in ("superscript", "subscript", "struck", "invisible"):
        assert read_value(MarkedText(text, (kind,)), COUNT, signed=True) == Reading(None, problem="run")


def test_marked_text__without_digits_is_as_any_text() -> None:
    assert read_value(MarkedText("见附件", ("struck",)), COUNT) == read_value("见附件", COUNT)
    assert read_value(MarkedText(" ", ("struck",)), COUNT) == Reading(None)


def test_marked_text__is_its_text_and_keeps_its_marks() -> None:
    marked = MarkedText("221", ("struck", "superscript", "struck"))
    assert marked == "221"
    for one in (marked, copy.deepcopy(marked), pickle.loads(pickle.dumps(marked))):
        assert (type(one), str(one), one.marks) == (MarkedText, "221", ("struck", "superscript"))


@pytest.mark.parametrize("unit", ["1", "1,", "x", "其中", "①", "-", "减", "1 ", "\u0301\u0316"])
def test_text_longer_than_any_figure__is_none(unit: str) -> None:
    assert read_value("1" + unit * 100_000 + "x", COUNT, signed=True).problem == "text"


def test_blanks_without_end__change_nothing() -> None:
    assert read_value(" " * 100_000 + "5" + "\u3000" * 100_000 + "件", COUNT).steps == 5
    assert read_value("\u00a0" * 200_000, COUNT) == Reading(None)


def test_name_without_end__is_folded_too() -> None:
    assert folded("a" + "\u0301\u0316" * 100_000 + " ") == "a" + "\u0301\u0316" * 100_000
    assert folded("Ａ Ｂ局") == "AB局"
