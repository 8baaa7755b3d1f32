"""What LibreOffice shows of an ods file is what is read, in its own files and in tricky ones."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import sample_values
from tests.reading.others.ods_drafts import cell, number, read, row, save, sheet, text
from toolkit.book import Book, Look
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.reading.run.opening import open_book
from toolkit.writing import fill_workbook, write_template

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]
RUBY = "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>r</text:ruby-text></text:ruby>"
SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"  # every sheet, as shown


def convert(source: Path, kind: str) -> Path:
    folder = source.parent / "made"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder


def shown(source: Path) -> list[list[str]]:
    """The first sheet as LibreOffice shows it."""
    path = next(convert(source, SHOWN).glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def pretty(data: bytes) -> bytes:
    """The workbook with an indented content.xml; paragraphs are left as they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "content.xml":
                part = re.sub(
                    rb"(<(?:/?table:|/?office:|text:p|/?style:|/?number:(?!text))[^>]*>)(?=<)", rb"\1\n  ", part
                )
                part = re.sub(rb"(<text:p>)\n  ", rb"\1", part)
            target.writestr(name, part)
    return made.getvalue()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A filled workbook of ours, and as LibreOffice saves it as ods."""
    folder = tmp_path_factory.mktemp("saved")
    write_template(load_form(2024), folder / "template.xlsx")
    fill_workbook(folder / "template.xlsx", sample_values(2024), folder / "filled.xlsx")
    made = convert(folder / "filled.xlsx", "ods") / "filled.ods"
    return (folder / "filled.xlsx").read_bytes(), made.read_bytes()


def facts(book: Book) -> dict[str, object]:
    return {
        found.name: (
            {where: content for where, content in found.cells.items() if content != ""},
            set(found.formulas),
            found.hidden,
            found.protected,
            found.content().hidden_rows,
            found.content().hidden_columns,
        )
        for found in book.sheets
    }


def test_ods__that_libreoffice_saved_reads_as_its_xlsx(saved: tuple[bytes, bytes]) -> None:
    ours, theirs = (open_book(data, kind) for data, kind in zip(saved, ("xlsx", "ods"), strict=True))
    before, after = facts(ours), facts(theirs)
    assert list(after) == list(before)
    for table in load_layout(load_form(2024)).tables:
        assert after[table.sheet] == before[table.sheet]
        merges = [set(found.merges) for book in (ours, theirs) if (found := book.sheet(table.sheet)) is not None]
        assert merges[0] == merges[1]


def test_ods__looks_of_the_figures_are_those_of_the_xlsx(saved: tuple[bytes, bytes]) -> None:
    book = open_book(saved[1], "ods")
    layout = load_layout(load_form(2024))
    for item in layout.form.inputs:
        sheet_name, where = layout.place(item.index)
        found = book.sheet(sheet_name)
        assert found is not None
        look = found.content().looks.by_cell.get(where)
        assert look is not None
        assert (look.format, look.struck, look.invisible) in {("0", False, False), ("0.00####", False, False)}


def test_ods__indented_reads_the_same(saved: tuple[bytes, bytes]) -> None:
    indented = pretty(saved[1])
    assert len(indented) > len(saved[1])
    assert facts(open_book(indented, "ods")) == facts(open_book(saved[1], "ods"))


def test_ods__tricky_cells_read_as_libreoffice_shows_them(tmp_path: Path) -> None:
    tricky = [
        cell('office:value-type="float" office:value="543"', "<text:p>43</text:p>"),
        cell('office:value-type="float" office:value=" 43 "'),
        cell('office:value-type="float" office:value="1E+2"'),
        cell('office:value-type="float" office:value="43" office:string-value="x"', "<text:p>77</text:p>"),
        cell("", "<text:p>77</text:p>"),
        cell('office:string-value="abc"', "<text:p>77</text:p>"),
        cell('office:value-type="string" office:string-value="abc"', "<text:p>77</text:p>"),
        cell('office:value-type="string" office:string-value=""', "<text:p>77</text:p>"),
        cell('calcext:value-type="float" office:value="5"', "<text:p>77</text:p>"),
        cell('value-type="float" value="43"', "<text:p>7</text:p>"),
        text("<text:p>4<!-- -->3<![CDATA[2]]></text:p>"),
        text("<text:p>4<foreign:b>3</foreign:b></text:p>"),
        text('<text:p>a<text:s text:c="3"/>b</text:p>'),
        text("<text:p>a</text:p><text:p/><text:p>b</text:p>"),
        text("<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>"),
        text(f"<text:p>{RUBY}</text:p>"),
        text("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>"),
        number(9, kind="covered-table-cell"),
        number(2, 'table:number-columns-repeated=" 2 "'),
        text("abc"),
    ]
    rows = [row(text(f"<text:p>row {at}</text:p>"), each, number(1)) for at, each in enumerate(tricky)]
    body = sheet(
        f"<table:table-header-rows>{rows[0]}</table:table-header-rows>",
        f"<table:table-row-group><table:table-rows>{''.join(rows[1:5])}</table:table-rows></table:table-row-group>",
        *rows[5:],
        row(number(8), attributes='table:number-rows-repeated="3"'),
        name="A",
    )
    (tmp_path / "tricky.ods").write_bytes(save(body))
    cells = read(body).sheets[0].cells
    theirs = {
        (at, column): content
        for at, line in enumerate(shown(tmp_path / "tricky.ods"))
        for column, content in enumerate(line)
        if content
    }
    ours = {(int(where[1:]) - 1, ord(where[0]) - 65): str(content) for where, content in cells.items()}
    assert ours == theirs


FORMATS = (
    "General", "0", "0.00", "0.##", "#,##0", "#,##0.00", "000000", "0%", "0.0%",
    '"共"0"件"', '0"万"', "0,", '"5"0', '0"0"',
    '0,,"百万"', "0;[Red]-0", "#,##0;[Red](#,##0)", '[>100]"多";0', '[=1]"一";[=2]"二";0', '0;-0;"无";@',
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"', "hh:mm:ss", "[h]:mm", "@", '"x"@', "0.00E+00", "# ?/?", "[White]0", 'General"件"',
    "#", "#.00", '0"."0', '""',
)  # fmt: skip


def test_ods__number_formats_come_back_as_the_codes_they_were(tmp_path: Path) -> None:
    book = Workbook()
    ours = book.active
    assert isinstance(ours, Worksheet)
    for at, code in enumerate(FORMATS, start=1):
        ours.cell(at, 1, 43).number_format = code
    book.save(tmp_path / "formats.xlsx")
    made = convert(tmp_path / "formats.xlsx", "ods") / "formats.ods"
    looks = open_book(made.read_bytes(), "ods").sheets[0].content().looks.by_cell
    assert [looks.get(f"A{at}", Look()).format for at in range(1, len(FORMATS) + 1)] == list(FORMATS)
