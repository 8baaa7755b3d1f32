"""The formulas of official totals are known again however a program writes them, and altered ones are not."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.a1 import address
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.ooxml.formula_tokens import LONGEST, Kind, cut
from toolkit.ooxml.formula_tree import DEEPEST
from toolkit.ooxml.formulas import canonical, constant, shifted, summed
from toolkit.rules.formulas import total
from toolkit.writing import write_template

Totals = dict[tuple[str, str], str]

GUARDED = """IF(COUNT($D$6:$I$6)<IF('封面'!$B$14="是",COUNTA($D$6:$I$6),6),"",SUM($D$6:$I$6))"""


def totals(form: Form) -> Totals:
    """The official totals' formulas by sheet and cell."""
    layout = load_layout(form)
    return {layout.place(relation.at): total(layout, relation) for relation in form.computations}


def formulas_in_xlsx(path: Path) -> Totals:
    """Every formula of a workbook by sheet and cell, as its parts have it."""
    found: Totals = {}
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        for number, name in enumerate(names, start=1):
            text = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for cell, formula in re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*>([^<]*)</f>', text):
                found[unescape(name), cell] = unescape(formula)
    return found


def formulas_in_ods(path: Path) -> Totals:
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    found: Totals = {}
    for name, table in re.findall(r'<table:table table:name="([^"]*)"(.*?)</table:table>', content, re.DOTALL):
        row = 0
        for row_head, cells in re.findall(r"<table:table-row([^>]*)>(.*?)</table:table-row>", table, re.DOTALL):
            column = 0
            for head in re.findall(r"<table:(?:covered-)?table-cell([^>]*)>", cells):
                formula = re.search(r'table:formula="([^"]*)"', head)
                if formula:
                    found[unescape(name), address(row, column)] = unescape(formula[1])
                column += repeats(head, "columns")
            row += repeats(row_head, "rows")
    return found


def repeats(head: str, what: str) -> int:
    found = re.search(rf'table:number-{what}-repeated="([0-9]+)"', head)
    return int(found[1]) if found else 1


def libreoffice(source: Path, kind: str) -> Path:
    folder = source.parent / kind
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{kind}"


def same(written: Totals, saved: Totals) -> list[tuple[str, str]]:
    """The cells whose formulas are not known again."""
    return [
        place
        for place, formula in written.items()
        if canonical(formula, place[0]) is None or canonical(saved.get(place, ""), place[0]) != canonical(formula)
    ]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_canonical__knows_every_total_that_libreoffice_saved(form: Form, kind: str, tmp_path: Path) -> None:
    write_template(form, tmp_path / "blank.xlsx")
    saved = libreoffice(tmp_path / "blank.xlsx", kind)
    read = formulas_in_xlsx(saved) if kind == "xlsx" else formulas_in_ods(saved)
    assert same(totals(form), read) == []
    for (sheet, cell), formula in totals(form).items():
        assert summed(read[sheet, cell], sheet) == summed(formula)


def test_canonical__knows_every_total_that_openpyxl_saved(form: Form, tmp_path: Path) -> None:
    write_template(form, tmp_path / "blank.xlsx")
    openpyxl.load_workbook(tmp_path / "blank.xlsx").save(tmp_path / "saved.xlsx")
    assert same(totals(form), formulas_in_xlsx(tmp_path / "saved.xlsx")) == []


def test_canonical__tells_all_totals_of_a_sheet_apart(form: Form) -> None:
    written = totals(form)
    assert len({(sheet, canonical(formula)) for (sheet, _), formula in written.items()}) == len(written)


def test_summed__is_the_right_side_of_the_relation(form: Form) -> None:
    layout = load_layout(form)
    for relation in form.computations:
        sheet, _ = layout.place(relation.at)
        counted: Counter[str] = Counter()
        for term in relation.right:
            assert layout.place(term.field)[0] == sheet
            counted[layout.place(term.field)[1]] += term.sign
        assert summed(total(layout, relation), sheet) == dict(counted)


@pytest.mark.parametrize(
    "written",
    [
        "=" + GUARDED,
        f"+({GUARDED})",
        'IF((COUNT($D$6:$I$6)<IF(封面!B14="是",COUNTA(D6:I6),6)),"",(SUM(D6:I6)))',
        'if( count(d6 : i6)\n<IF(\'封面\'!$b$14 = "是", counta(I6:D6), 6.0), "", Sum(表三!$I$6:$D$6))',
        """IF(COUNT('表三'!D6:'表三'!I6)<IF('封面'!B14="是",COUNTA(D6:I6),6),"",_xlfn.SUM(D6:I6))""",
        """of:=IF(COUNT([.$D$6:.$I$6])<IF([$封面.$B$14]="是";COUNTA([.D6:.I6]);6);"";SUM([.$D$6:.$I$6]))""",
        """oooc:=IF(COUNT([.D6:.I6])<IF([$'封面'.B14]="是";COUNTA([.D6:.I6]);6);"";SUM([$表三.D6:.I6]))""",
        """=IF(COUNT([.D6:.I6])<IF([封面.B14]="是";COUNTA([.D6:.I6]);6);"";SUM([$表三.D6:$表三.I6]))""",
        """msoxl:=IF(COUNT(D6:I6)<IF(封面!B14="是",COUNTA(D6:I6),6),"",SUM(D6:I6))""",
    ],
)
def test_canonical__ignores_ways_of_writing(written: str) -> None:
    assert canonical(written, "表三") == canonical(GUARDED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("D6:D6", "D6"), ("SUM(D:D)", "SUM(D1:D1048576)"), ("SUM(6:6)", "SUM(A6:XFD6)"), ("TRUE", "TRUE()"),
        ("'it''s'!A1", "'IT''S'!a1"), ("1E+2", "100"), ("LOG10(A1)", "of:=log10([.A1])"), (".50", "0.5"),
        ("_xlfn.CONCAT(A1)", "of:=COM.MICROSOFT.CONCAT([.A1])"), ("D6-+E6", "D6-E6"),
    ],
)  # fmt: skip
def test_canonical__is_one_for_one_meaning(one: str, other: str) -> None:
    assert canonical(one) is not None
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "altered",
    [
        GUARDED.replace("SUM($D$6:$I$6)", "SUM($D$6:$H$6)"),
        GUARDED.replace("SUM($D$6:$I$6)", "SUM($D$7:$I$7)"),
        GUARDED.replace("SUM($D$6:$I$6)", "SUM($D$6:$I$6)+500"),
        GUARDED.replace("SUM($D$6:$I$6)", "-SUM($D$6:$I$6)"),
        GUARDED.replace("SUM($D$6:$I$6)", "SUM($D$6:$I$6)%"),
        GUARDED.replace("SUM($D$6:$I$6)", "SUM('表四'!$D$6:$I$6)"),
        GUARDED.replace("SUM(", "MAX("),
        GUARDED.replace("SUM(", "ſUM("),
        GUARDED.replace('""', '" "'),
        GUARDED.replace("是", "是 "),
        GUARDED.replace("封面", "封 面"),
        GUARDED.replace(",6)", ",60)"),
        GUARDED.replace("<", "<="),
        GUARDED.replace(",", ";"),
        GUARDED + ")",
        "999", "", "=",
    ],
)  # fmt: skip
def test_canonical__differs_for_altered_formulas(altered: str) -> None:
    assert canonical(altered, "表三") != canonical(GUARDED)


@pytest.mark.parametrize(
    "text",
    [
        "D6+", "SUM(D6", "SUM(D6))", "D6 E6", "5 5", "(D6,E6)", "D6,E6", "()", "SUM(+)", "{1,2}", "#REF!+1", "D6:E6:F6",
        "SUM(D6;E6)", "of:=SUM(D6;E6)", "of:=SUM([.D6],[.E6])", "表一:表三!D6",
        "[1]表三!D6", "表[列]", "'D6", '"D6', "D6:D",
    ],
)  # fmt: skip
def test_canonical__is_none_for_what_it_does_not_know(text: str) -> None:
    assert canonical(text) is None
    assert summed(text) is None


def test_all__stop_at_the_longest_formula_and_the_deepest_nesting() -> None:
    longest = "D6" + "+1" * ((LONGEST - 2) // 2)
    assert canonical(longest) is not None
    assert (canonical(longest + " "), summed(longest + " "), shifted(longest + " ", 1, 1)) == (None, None, None)
    deep = ["0+SUM(" * depth + "D6" + ")" * depth for depth in (DEEPEST, DEEPEST + 1, 1_000)]
    assert [canonical(text) is None for text in deep] == [False, True, True]
    assert [summed(text) for text in deep] == [{"D6": 1}, None, None]
    assert [constant("(" * depth + "-5" + ")" * depth) for depth in (DEEPEST, DEEPEST + 1)] == ["-5", None]


MORSELS = st.sampled_from(
    ["D6", "$D$6", "I$6", ":", "SUM(", "IF(", "LOG10(", "(", ")", ",", ";", "+", "-", "%", "<>", '"', '"是"', "'",
     "'封 面'!", "表三!", "[.D6]", "[", "]", "#REF!", "1E+5", "0", "6", ".", " ", "\n", "=", "of:=", "A", "{", "!",
     "名", "\ud800", "\x00"]
)  # fmt: skip
ANYTHING = st.text() | st.lists(MORSELS, max_size=40).map("".join)
COMMON = load_form(2024)


@given(ANYTHING, st.integers(), st.integers())
def test_all__take_any_text(text: str, rows: int, columns: int) -> None:
    known = canonical(text)
    summed(text)
    constant(text)
    shifted(text, rows, columns)
    assert known is None or canonical(known) == known


@given(ANYTHING | st.sampled_from(sorted(totals(COMMON).values())), st.integers(0, 50), st.integers(0, 50))
def test_shifted__there_and_back_is_where_it_was(text: str, rows: int, columns: int) -> None:
    settled = shifted(text, 0, 0)
    moved = shifted(text, rows, columns)
    if settled is not None and moved is not None:
        assert shifted(moved, -rows, -columns) == settled


@given(st.sampled_from(sorted(totals(COMMON).values())), st.data())
def test_canonical__ignores_spaces_and_dollars(formula: str, data: st.DataObject) -> None:
    pieces = [piece.text if piece.kind is Kind.TEXT else piece.text.replace("$", "") for piece in cut(formula) or ()]
    spaces = data.draw(st.lists(st.sampled_from(["", " ", "\n", "\r\n  "]), min_size=len(pieces), max_size=len(pieces)))
    assert canonical("".join(map("".join, zip(spaces, pieces, strict=True)))) == canonical(formula)
