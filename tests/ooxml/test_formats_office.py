"""LibreOffice shows under a format code what we say that Excel shows; where it does not, it is known why."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest
import xlsxwriter

from tests.ooxml.test_number_formats import SHOWN
from toolkit.ooxml.built_in_formats import BUILT_IN
from toolkit.ooxml.number_formats import is_date, parse_format
from toolkit.ooxml.number_shown import shown

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]

MORE = [
    "0.000", "#,##0.0", '0"项"', '"共"#,##0"件"', "#,##0.00_ ;[Red]-#,##0.00", "0.00_);[Red](0.00)", "0-00", "#-#-#",
    '#,##0"元";-#,##0"元"', '0.00,,"百万"', '[>=10000]0.0,"千";0', '[<0]"负"0;0', '[=0]"无";0', "(000) 0000", "0.0E+00",
    '[=1]"是";[=0]"否";0', "##0.00E+00", "?0.0?", "# ##0", "0;-0;;@", '0;-0;"零";"文"@', '"[" 0 "]"', "-0;0", "+0;-0;0",
]  # fmt: skip
VALUES: tuple[float | str, ...] = (
    0, 1, 5, 43, 543, 999, 1000, 12345, 1234567, 0.43, 0.5, 2.5, 1.005, 12345.678, -1, -5, -43, -1234.5, -0.4, "文",
)  # fmt: skip
# XlsxWriter takes "50" for the id of a format, and LibreOffice for none.
CODES = sorted(
    code
    for code in {*MORE, *BUILT_IN.values(), *(code for code, _, _ in SHOWN)} - {"", "50"}
    if parse_format(code).understood and not is_date(parse_format(code))
)

# Why LibreOffice 7.4 shows something else, and under which codes.
OTHERWISE = {
    "an exclamation mark is shown, in Chinese versions of Excel it escapes": {"0!.0,", '0!.0,"万"', '0!.0000"万元"'},
    "the Chinese names are no names in other languages": {"G/通用格式", '"约"G/通用格式', "0;[红色]0", "0;[颜色10]0"},
    "a point without digits behind it is left out": {"#.##", "0.##", "00.E+00"},
    "# before 0 behind the point counts as 0": {"#.##0", "#.#00"},
    "a comma behind the point groups before it, and does not scale at the point": {"0.0,0,", "0.,"},
    "a second percent sign multiplies no more": {"0%%"},
    "it rounds the binary number": {"0%"},
    "a condition in the second section alone is not taken": {'"A"0;[<1]"B"0;"C"0', '"A"0;[=-10]"B"0;"C"0'},
    "what no section takes is shown as General": {'[>6]"A"0;[<-6]"B"0', '[>=100]"A"0;[<=-100]"B"0'},
}
# The same for negative numbers only.
NEGATIVES = {
    "no minus before what is red, where we set one": {"0;[Red]0", "0;[Color 3]0"},
    "no minus before words alone": {"A", '[<1]"<1";0'},
    "a minus before what only negatives come to": {"[<-4]\\A0", "[<-6]\\A0", "[<=-6]\\A0;\\B0"},
    "no minus in the section that takes what is left": {
        "[=-6]\\A0;\\B0", '[=0]"无";0', "[=0]0", '[=1]"是";[=0]"否";0', '[=43]"12";0', '[=6.3]"B"0', "[>=2]\\A0;\\B0",
        '[>=10000]0.0,"千";0', '[>=100]"A"0;[<=-100]"B"0;"C"0', "[>=10][Red][$-804]0",
        "[Red][<=-25]General;[Blue][>=25]General;[Green]General;[Yellow]General",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def differences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[float | str, str, str]]]:
    """By code: value, what we say, what LibreOffice shows, where these differ."""
    folder = tmp_path_factory.mktemp("formats")
    with xlsxwriter.Workbook(folder / "formats.xlsx") as book:
        sheet = book.add_worksheet()
        for row, code in enumerate(CODES):
            sheet.write_row(row, 0, VALUES, book.add_format({"num_format": code}))
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", "--outdir", str(folder),
            str(folder / "formats.xlsx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with (folder / "formats.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    found: dict[str, list[tuple[float | str, str, str]]] = {}
    for code, shown_there in zip(CODES, rows, strict=True):
        for value, theirs in zip(VALUES, shown_there, strict=True):
            ours = shown(parse_format(code), value)
            if ours is not None and ours != theirs:
                found.setdefault(code, []).append((value, ours, theirs))
    return found


def test_shown__is_what_libreoffice_shows(
    differences: dict[str, list[tuple[float | str, str, str]]],
) -> None:
    known, negatives = set().union(*OTHERWISE.values()), set().union(*NEGATIVES.values())
    unknown = {
        code: [trio for trio in trios if code not in negatives or isinstance(trio[0], str) or trio[0] >= 0]
        for code, trios in differences.items()
        if code not in known
    }
    assert not {code: trios for code, trios in unknown.items() if trios}


def test_shown__differs_from_libreoffice_under_no_other_codes_than_are_told(
    differences: dict[str, list[tuple[float | str, str, str]]],
) -> None:
    assert set().union(*OTHERWISE.values(), *NEGATIVES.values()) == set(differences)


def test_shown__tells_most_of_what_is_compared() -> None:
    told = sum(shown(parse_format(code), value) is not None for code in CODES for value in VALUES)
    assert told > 0.7 * len(CODES) * len(VALUES)
