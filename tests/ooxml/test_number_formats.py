"""What Excel shows for a value under a format code.

Sources of the table: ECMA-376 part 1, 18.8.30 and 18.8.31; "Number format codes" and "Create or delete a custom number
format" at support.microsoft.com; what was measured on Excel and stands in the tests of github.com/borgar/numfmt
(conditionals, fragmented numbers, commas, near zero negatives, General) and in github.com/SheetJS/sheetjs issues 2573,
2575 and 2586; the 万 trick of Chinese forums (club.excelhome.net, thread 1312477).
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.ooxml.built_in_formats import BUILT_IN
from toolkit.ooxml.number_formats import is_date, parse_format
from toolkit.ooxml.number_shown import HASHES, shown, shows_counts

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
ACCOUNTING_2 = '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '
PHONE = "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####"
BETWEEN = '[>=100]"A"0;[<=-100]"B"0;"C"0'

SHOWN = [
    # one section; two, three, four; the implied minus
    ("0", 43, "43"), ("0", -43, "-43"), ("0", 0, "0"), ("0", "文字", "文字"), ("", 43, "43"),
    ("0;0", -5, "5"), ("0.0;-0.0", -0.01, "-0.0"), ("0.0", -0.01, "0.0"), ("-0", -1, "--1"), ("-0.0", -0.01, "-0.0"),
    ('"正"0;"负"0;"零"', 2, "正2"), ('"正"0;"负"0;"零"', -2, "负2"), ('"正"0;"负"0;"零"', 0, "零"),
    ('"正";"负";"零";"文"', "x", "文"), ('"正";"负";@', 0, "正"), ('"正";"负";@', "x", "x"), ("@@", "文", "文文"),
    ('@"件"', 3, "3"), ('@"件"', "三", "三件"), ("@", -12, "-12"), ("0;@", -5, "-5"), ("A", -1, "-A"),
    # hidden
    (";;;", 43, ""), (";;;", -43, ""), (";;;", 0, ""), (";;;", "x", ""), ("0;", -5, ""), ("0;;", 0, ""),
    ("0;0;;@", 0, ""),
    # placeholders
    ("000", 5, "005"), ("#", 0, ""), ("#.##", 0, "."), ("#.##", 1, "1."), ("0.##", 1000.01, "1000.01"),
    ("0.0#", 12.345, "12.35"), ("#.##0", -10.29, "-10.290"), ("#.#00", 0.0001, ".00"), (".0", 1234, "1234.0"),
    ("0?", 0, "0 "), ("0??", 1, "0 1"), ("#.?00", 1, "1. 00"), ("?", 7, "7"), ("0.00", 1.005, "1.01"), ("0", 2.5, "3"),
    ("0", -2.5, "-3"), ("0", 0.5, "1"), ("0.0", 0.25, "0.3"), ("0.00", 0.1 + 0.2, "0.30"),
    # what stands between the digits
    ("000-00-0000", 123456789, "123-45-6789"), ("00000\\-0000", 12345.6789, "00001-2346"),
    ("###\\###\\##0.00", 10100, "1#01#00.00"), ('0"abde".0"??"0', 12.34, "12abde.3??4"), ("0 0", 543, "54 3"),
    # commas
    ("#,##0", 1234567, "1,234,567"), ("0,0", 5, "05"), ("0,000", 43, "0,043"), ("0,???", 1, "0,  1"),
    ("0,", 1234567.89, "1235"), ("0,,", 1234567.89, "1"), ("0.,", 1234567.89, "1235."), ("0.0,", 2950, "3.0"),
    ("0.0,0", 1234567.89, "1234567.89"), ("0.0,0,", 1234567.89, "1234.57"), ("0,x,", 1234567.89, "1235x,"),
    ("0x,", 1234567.89, "1234568x,"), ("0 ,", 1234567.89, "1234568 ,"), ("x,0", 1234567.89, "x,1234568"),
    ("#.0000,,", 12200000, "12.2000"), ('#,,"M"', 6000000, "6M"), ("00,000.00,", 12345, "00,012.35"),
    # the trick of the 万
    ("0!.0,", 12345, "1.2"), ("0\\.0,", 12345, "1.2"), ('0!.0,"万"', 489000, "48.9万"),
    ('0!.0000"万元"', 43, "0.0043万元"),
    ('0.0,"千"', 12345, "12.3千"),
    # percent
    ("0%", 0.43, "43%"), ("0%", 43, "4300%"), ("0.0%", 0.0295, "3.0%"), ("0%%", 1, "10000%%"), ('0"%"', 43, "43%"),
    # words, widths, fills, currencies
    ('0"件"', 43, "43件"), ('"5"0', 43, "543"), ("50", 43, "543"), ("\\50", 43, "543"), ("[$5]0", 43, "543"),
    ("0元", 43, "43元"),
    ("0_ ", 43, "43 "), ("0_)", 43, "43 "), ("* 0", 43, "43"), ("**0", 43, "43"), ("[$¥-804]#,##0.00", 43, "¥43.00"),
    ("[$-804]0", 43, "43"), ("[$€]0", 43, "€43"), ("[$€-zh-CN]0", 43, "€43"), ("[$-1010409]0", 43, "43"),
    ("¥#,##0", 1234, "¥1,234"),
    (ACCOUNTING, 1234, " 1,234 "), (ACCOUNTING, -1234, " -1,234 "), (ACCOUNTING, 0, " - "), (ACCOUNTING, "无", " 无 "),
    (ACCOUNTING_2, 1234.5, " ¥1,234.50 "), (ACCOUNTING_2, 0, " ¥-   "),
    # red and parentheses
    ("0;[Red]0", -5, "-5"), ("0;[红色]0", -5, "-5"), ("0;[Color 3]0", -5, "-5"), ("0;[Red]-0", -5, "-5"),
    ("0;[Red](0)", -5, "(5)"),
    ("0;[颜色10]0", -5, "5"), ("[Red]0;[Red]0", -5, "5"), ("0;[Red]", -5, None), ("#,##0_);(#,##0)", -1234, "(1,234)"),
    ("[Red]0", -5, "-5"), ("[Red]0", 5, "5"),
    # white may not be seen
    ("[White]0", 43, None), ("[白色]0", 43, None), ("0;[White]0", 43, "43"), ("0;[White]@", "x", None),
    ("0;[White]@", 4, "4"),
    # conditions
    ("[=0]0", 0, "0"), ('[=6.3]"B"0', -6.3, "-6.3"), ("[<-6]\\A0", -5, "5"), ("[<-4]\\A0", -5, "A5"),
    ("[>-6]\\A0", -5, "-A5"),
    ("[<=-6]\\A0;\\B0", -5, "B5"), ("[=-6]\\A0;\\B0", -5, "-B5"), ("[>=2]\\A0;\\B0", -5, "-B5"),
    (BETWEEN, 6.3, "C6"), (BETWEEN, -6.3, "-C6"), (BETWEEN, 100, "A100"), (BETWEEN, -100, "B100"), (BETWEEN, "x", "x"),
    ('[>6]"A"0;[<-6]"B"0', -6.3, "B6"), ('[>=100]"A"0;[<=-100]"B"0', 6.3, HASHES),
    ('"A"0;[=-10]"B"0;"C"0', -10, "B10"), ('"A"0;[=-10]"B"0;"C"0', -1, "-C1"), ('"A"0;[<1]"B"0;"C"0', 0, "B0"),
    ('[<1]"<1";0', 0, "<1"), ('[<1]"<1";0', 43, "43"), ('[=43]"12";0', 43, "12"), ('[=43]"12";0', 44, "44"),
    (PHONE, 8675309, "867-5309"), (PHONE, 2813308004, "(281) 330-8004"), (PHONE, -12.3, "--12"),
    ("[Red][<=-25]General;[Blue][>=25]General;[Green]General;[Yellow]General", 25, "25"),
    ('[>=100]"A"0;"B"0;"C"0', 5, None), ('[>=100]"A"0;0;0', 5, "5"),
    # exponents
    ("0.00E+00", 12345, "1.23E+04"), ("0.00E+00", 0, "0.00E+00"), ("0E+00", 43, "4E+01"), ("0E+00", 9.5, "1E+01"),
    ("0E-0", 1, "1E0"), ("0.0E-00", 0.00052, "5.2E-04"), ("##0.0E+0", 12345, "12.3E+3"),
    ("00.E+00", 949.999, "09.E+02"),
    ("0.0E+0x00", 1234567890000, "1.2E+0x12"), ("0x0.00E+0", 123456789, "0x1.23E+8"), ("0E+00", -43, "-4E+01"),
    # General
    ("General", 99999999999, "99999999999"), ("General", 123456789012, "1.23457E+11"), ("General", 1e11, "1E+11"),
    ("General", 1234567.891, "1234567.891"), ("General", 123456.7891234, "123456.7891"),
    ("General", 4403928373.5, "4403928374"),
    ("General", 99999999999.6, "1E+11"), ("General", 0.1234567891, "0.123456789"),
    ("General", 0.0001234567, "0.000123457"),
    ("General", 0.000012345, "0.000012345"), ("General", 0.00001234567, "1.23457E-05"), ("General", 1.2e-9, "1.2E-09"),
    ("General", 1e-9, "0.000000001"), ("General", 0.1 + 0.2, "0.3"), ("General", -5, "-5"), ("GENERAL", 5, "5"),
    ('General"元"', 43, "43元"), ("G/通用格式", 43, "43"), ('"约"G/通用格式', -43, "-约43"),
    ("General;General", -5, "5"),
    ("[Blue]General", "x", "x"), ("[$-804]General", 43, "43"),
    # brackets behind what they are for
    ("0[$-804]", 43, None), ("0[Red]", 43, None), ("0[>=10]", 43, None), ("[>=10][Red][$-804]0", 43, "43"),
    ("0[$元-804]", 43, "43元"),
    # what is not told: fractions, dates, elapsed time, Chinese and other digits
    ("# ?/?", 0.5, None), ("yyyy/m/d", 43, None), ("[h]:mm", 43, None), ("[DBNum1][$-804]General", 43, None),
    ("[DBNum2]0", 43, None),
    ("[$-2000804]0", 43, None), ("[$-F800]0", 43, None), ("[Red]", 43, None), ("0日", 43, None),
    # what Excel does not take, or of which it is not known what it does with it
    ("0;0;0;@;0", 43, None), ('0"件', 43, None), ("0\\", 43, None), ("0_", 43, None), ("[0", 43, None),
    ("[某]0", 43, None),
    ("0/", 43, None), ("0kg", 43, None), ("0General", 43, None), ("@0", 43, None), ("0;@;0", 43, None),
    ("0E+", 43, None),
    ("[<1]0;[<2]0;[<3]0", 43, None), ("01,0", 43, None), ('0,"千".0', 43, None), ("#,##0\\.0,", 43, None),
    ("_\\00", 43, None),
    ("0.0.0", 43, None), ("0\u202e", 43, None), ("0\n0", 43, None), ("0;0;0;0", "x", None),
    # numbers that are none
    ("0", float("nan"), None), ("0", float("inf"), None), ("0", 10**400, None),
    ("0", 1234567890123456789, "1234567890123460000"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "value", "text"), SHOWN)
def test_shown__is_what_excel_shows(code: str, value: float | str, text: str | None) -> None:
    assert shown(parse_format(code), value) == text


@pytest.mark.parametrize(
    "code",
    ["General", "G/通用格式", "", "@", "0", "0_ ", "0 ", "#,##0", "#,##0_ ", "0.00", "#,##0.00_);(#,##0.00)",
     "0;[Red]0", "0_);[红色](0)",
     "[黑色]0", "* 0", "?0", "0.0?", "General;[Red]-General", "0;;0;@", ACCOUNTING, BUILT_IN[41], BUILT_IN[43]],
)  # fmt: skip
def test_shows_counts__holds_for_what_shows_digits_alone(code: str) -> None:
    assert shows_counts(parse_format(code))
    for count in (1, 9, 10, 999, 1000, 1234567):
        text = shown(parse_format(code), count)
        assert text is not None
        assert float(text.replace(",", "").replace(" ", "")) == count


@pytest.mark.parametrize(
    "code",
    ["0%", "0,", "0!.0,", '0"件"', '"5"0', "50", "00", "0 0", "0. 0", "0 .0", "0E+00", "#", "#,###", ";;;",
     "0;0;;", '0;0;"5"', "[White]0",
     "[>=1]0", '[=43]"12";0', "yyyy", "[h]", "# ?/?", "[DBNum1]0", "0;0;0;0;0", "¥0", BUILT_IN[44], "-0", "(0)"],
)  # fmt: skip
def test_shows_counts__does_not_hold_where_something_else_may_be_shown(code: str) -> None:
    assert not shows_counts(parse_format(code))


@pytest.mark.parametrize(
    ("code", "date"),
    [("yyyy-mm-dd", True), ("yyyy年m月d日", True), ('yyyy"年"', True), ("[h]:mm", True), ("[mm]", True),
     ("[ss]", True), ("上午/下午h", True),
     ("AM/PM", True), ("m/d;@", True), ("[$-804]aaaa", True), ("e", True), ("[$-F800]dddd", True), ('"days', True),
     ("General", False),
     ("0日", True), ("0", False), ("[Red]0", False), ("[红色]0", False), ("[magenta]0", False),
     ("[Black]General", False), ('0"日"', False),
     ("0\\d", False), ("0_d", False), ("0*d", False), ("0;yyyy", False), ("@", False), ("[DBNum1]0", False),
     ("0.00E+00", False),
     ("General年", False), ("[$-804]0", False)],
)  # fmt: skip
def test_is_date__asks_the_first_section_without_its_words(code: str, date: bool) -> None:
    assert is_date(parse_format(code)) is date


def test_built_in__dates_are_those_of_east_asian_versions_too() -> None:
    dates = {number for number, code in BUILT_IN.items() if is_date(parse_format(code))}
    assert dates == {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


def test_built_in__are_all_understood() -> None:
    assert all(parse_format(code).understood for code in BUILT_IN.values())


SIGNS = st.sampled_from(
    [*'0#?.,;%@/[]"\\!_*$-+()EeGgdmyhsa年月日<>=15 元\n', "[Red]", "[红色]", "General", "E+", "[>=1]", "[$-804]"]
)
CODES = st.one_of(st.text(max_size=40), st.lists(SIGNS, max_size=30).map("".join))
VALUES = st.one_of(st.integers(), st.floats(), st.text(max_size=5))


@given(CODES, VALUES)
@example("E+0", 5)
@example(".", 5)
@example("%" * 1000, 1.7e308)
@example("0." + "0" * 998, 5e-324)
@example("0" + "," * 999, 10**300)
def test_shown__no_code_and_no_value_crashes_it(code: str, value: float | str) -> None:
    number_format = parse_format(code)
    assert isinstance(shown(number_format, value), str | None)
    assert number_format.understood or shown(number_format, value) is None
    assert isinstance(is_date(number_format), bool)


@given(CODES, st.integers(min_value=0, max_value=99999999999))
def test_shows_counts__is_never_wrong(code: str, count: int) -> None:
    if shows_counts(parse_format(code)):
        text = shown(parse_format(code), count)
        assert text is not None
        assert float(text.strip().replace(",", "") if count else text.strip().replace("-", "0")) == count


def test_parse_format__does_not_read_a_code_that_is_longer_than_any_of_excel() -> None:
    assert not parse_format("0" * 1001).understood
    assert parse_format("0" * 1000).understood


@pytest.mark.parametrize("part", ["[", '"', "_", "\\", "e+", "E+", ",", "[x", "*", "0,", "a", "("])
def test_parse_format__takes_the_longest_code_of_one_kind(part: str) -> None:
    assert parse_format(part * (1000 // len(part))).code.startswith(part)
