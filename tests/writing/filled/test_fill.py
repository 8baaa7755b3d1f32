"""Filling a template from VALUES.json: every figure lands in its cell exactly, and nothing else changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.ooxml.editing import EditablePackage
from toolkit.ooxml.xml_tree import child, children, needed_child, relation_of, root_of
from toolkit.output import OutputError
from toolkit.reading import find_files, read_returns
from toolkit.records import Agency, recompute
from toolkit.values import read_value
from toolkit.writing import ValuesError, fill_workbook, write_template
from toolkit.writing.filled.issued import open_issued

Values = dict[str, dict[str, object]]


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Path]:
    """Fills ``values`` into a fresh template of ``year``."""

    def fill(year: int, values: Values, agency: Agency | None = None) -> Path:
        write_template(load_form(year), tmp_path / "blank.xlsx", agency=agency)
        fill_workbook(tmp_path / "blank.xlsx", values, tmp_path / "filled.xlsx")
        return tmp_path / "filled.xlsx"

    return fill


@pytest.mark.parametrize("year", [2020, 2023, 2024])
def test_fill__published_figures_and_their_totals_stand_in_their_cells(filled: Callable[..., Path], year: int) -> None:
    form = load_form(year)
    layout = load_layout(form)
    values = sample_values(year)
    given = [values["fields"].get(field.code) for field in form.fields]
    expected = recompute(form, [read_value(item, f.unit).steps for item, f in zip(given, form.fields, strict=True)])
    book = openpyxl.load_workbook(filled(year, values), data_only=True)
    for field, steps in zip(form.fields, expected, strict=True):
        sheet, cell = layout.place(field.index)
        assert steps is not None
        assert str(book[sheet][cell].value).removesuffix(".0") == field.unit.text(steps), field.code


def test_fill__changes_only_the_sheets_it_writes_to(filled: Callable[..., Path], tmp_path: Path) -> None:
    path = filled(2024, {"fields": {"t3.received.natural": 5}})
    with zipfile.ZipFile(tmp_path / "blank.xlsx") as blank, zipfile.ZipFile(path) as full:
        changed = {name for name in blank.namelist() if blank.read(name) != full.read(name)}
        assert blank.namelist() == full.namelist()
    assert changed <= {f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4, 5, 6, 7)} | {"docProps/core.xml"}


def test_fill__what_is_filled_stays_when_filled_again(filled: Callable[..., Path], tmp_path: Path) -> None:
    path = filled(2024, {"fields": {"t3.received.natural": 5}, "narrative": {"overview": "甲<乙&丙"}})
    fill_workbook(path, {"fields": {"t3.received.company": 7}}, tmp_path / "twice.xlsx")
    book = openpyxl.load_workbook(tmp_path / "twice.xlsx")
    assert [book["表三 依申请公开"][cell].value for cell in ("D6", "E6")] == [5, 7]
    assert "甲<乙&丙" in {cell.value for row in book["文字部分"] for cell in row}


def test_fill__text_that_looks_like_a_formula_stays_text(filled: Callable[..., Path]) -> None:
    book = openpyxl.load_workbook(filled(2024, {"cover": {"填报人": "=1+1"}}))
    assert "=1+1" in {cell.value for row in book["封面"] for cell in row if cell.data_type != "f"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"fields": {"t3.recieved.natural": 1}}, "t3.received.natural"),
        ({"fields": {"t3.closed.natural": 1}}, "公式"),
        ({"fields": {"t3.received.natural": 1.5}}, "整数"),
        ({"fields": {"t3.received.natural": "五"}}, "整数"),
        ({"fields": {"t3.received.natural": True}}, "整数"),
        ({"fields": {"t2.fees.amount": "1.0000001"}}, "6 位小数"),
        ({"feilds": {}}, "fields"),
        ({"cover": {"填表人": "张三"}}, "填报人"),
        ({"explanations": {"T3-CARRIED@natura": "甲"}}, "T3-CARRIED@natural"),
        ({"fields": [1, 2]}, "fields"),
    ],
)
def test_fill__what_does_not_fit_is_told_and_nothing_written(
    filled: Callable[..., Path], tmp_path: Path, values: Values, says: str
) -> None:
    with pytest.raises(ValuesError, match=says):
        filled(2024, values)
    assert not (tmp_path / "filled.xlsx").exists()


def test_fill__refuses_values_of_another_organ(filled: Callable[..., Path]) -> None:
    with pytest.raises(ValuesError, match="甲局"):
        filled(2024, {"cover": {"agency_name": "乙局"}}, Agency("1", "甲局"))


def test_fill__refuses_what_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello")
    for name in ("note.txt", "absent.xlsx", "."):
        with pytest.raises(ValuesError):
            fill_workbook(tmp_path / name, {}, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_fill__never_overwrites(filled: Callable[..., Path], tmp_path: Path) -> None:
    path = filled(2024, {})
    with pytest.raises(OutputError):
        fill_workbook(tmp_path / "blank.xlsx", {}, path)


def without(path: Path, *parts: str, names: bool = True) -> Path:
    """The workbook at ``path`` without ``parts`` of the package, and without defined names where asked."""
    package = EditablePackage(path.read_bytes())
    root = root_of(package.tree(package.main))
    for name in parts:
        sheets = {number: relation.part for number, relation in package.relations(package.main).by_id.items()}
        for entry in [entry for entry in children(needed_child(root, "sheets")) if sheets[relation_of(entry)] == name]:
            needed_child(root, "sheets").removeChild(entry)
            links = root_of(package.tree("xl/_rels/workbook.xml.rels"))
            links.removeChild(next(link for link in children(links) if link.getAttribute("Id") == relation_of(entry)))
        package.remove(name)
    defined = child(root, "definedNames")
    if not names and defined is not None:
        root.removeChild(defined)
    path.write_bytes(package.save())
    return path


@pytest.mark.parametrize("left", ["properties", "names", "sheet"])
def test_fill__any_one_of_the_three_stamps_will_do(tmp_path: Path, left: str) -> None:
    layout = load_layout(load_form(2024))
    path = tmp_path / "issued.xlsx"
    write_template(load_form(2024), path, agency=Agency("11", "甲局"))
    if left != "properties":
        without(path, "docProps/custom.xml")
    if left != "names":
        without(path, names=False)
    if left != "sheet":
        book = open_issued(path)
        without(path, book.sheets[layout.stamp_sheet])
    fill_workbook(path, {"fields": {"t3.received.natural": 5}}, tmp_path / "full.xlsx")
    sheet, cell = layout.place(layout.form.by_code["t3.received.natural"].index)
    assert open_issued(tmp_path / "full.xlsx").cells(sheet)[cell] == 5


def test_fill__refuses_a_workbook_whose_stamps_contradict_each_other(tmp_path: Path) -> None:
    path = tmp_path / "issued.xlsx"
    write_template(load_form(2024), path, agency=Agency("11", "甲局"))
    package = EditablePackage(path.read_bytes())
    package.replace("docProps/custom.xml", package["docProps/custom.xml"].replace("甲局".encode(), "乙局".encode()))
    path.write_bytes(package.save())
    with pytest.raises(ValuesError, match="单位名称不一致"):
        fill_workbook(path, {}, tmp_path / "full.xlsx")


NOON = datetime(2025, 1, 20, 12, 0, 7, 500_000, timezone(timedelta(hours=8)))


def without_properties(package: EditablePackage) -> None:
    package.remove("docProps/core.xml")
    package.replace("_rels/.rels", re.sub(rb"<Relationship [^>]*core[^>]*/>", b"", package["_rels/.rels"]))


def with_broken_properties(package: EditablePackage) -> None:
    package.replace("docProps/core.xml", b"<cp:coreProperties")


def with_foreign_properties(package: EditablePackage) -> None:
    package.replace("docProps/core.xml", b"<x/>")


def with_other_prefixes(package: EditablePackage) -> None:
    core = package["docProps/core.xml"].replace(b"cp:", b"y:").replace(b":cp", b":y").replace(b"dcterms:m", b"z:m")
    package.replace("docProps/core.xml", core.replace(b":dcterms=", b":z=").replace(b"dcterms:c", b"z:c"))


@pytest.mark.parametrize(
    "change", [lambda _: None, without_properties, with_broken_properties, with_foreign_properties, with_other_prefixes]
)
def test_fill__notes_when_and_by_what(tmp_path: Path, change: Callable[[EditablePackage], None]) -> None:
    write_template(load_form(2024), tmp_path / "issued.xlsx")
    package = EditablePackage((tmp_path / "issued.xlsx").read_bytes())
    change(package)
    (tmp_path / "issued.xlsx").write_bytes(package.save())
    fill_workbook(tmp_path / "issued.xlsx", {}, tmp_path / "full.xlsx", now=NOON)
    (item,) = read_returns(find_files([tmp_path / "full.xlsx"]).files)
    assert item.saved_at == "2025-01-20T04:00:07Z"
    properties = openpyxl.load_workbook(tmp_path / "full.xlsx").properties
    assert (properties.lastModifiedBy, str(properties.modified)) == ("nianbao fill", "2025-01-20 04:00:07")
    fill_workbook(tmp_path / "full.xlsx", {}, tmp_path / "again.xlsx", now=NOON + timedelta(days=1))
    (item,) = read_returns(find_files([tmp_path / "again.xlsx"]).files)
    assert item.saved_at == "2025-01-21T04:00:07Z"


def test_fill__the_same_at_the_same_time_is_the_same_file(tmp_path: Path) -> None:
    write_template(load_form(2024), tmp_path / "issued.xlsx")
    for name in ("one.xlsx", "two.xlsx"):
        fill_workbook(tmp_path / "issued.xlsx", {"fields": {"t3.received.natural": 5}}, tmp_path / name, now=NOON)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_fill__takes_the_place_of_a_formula_that_was_typed_into_an_input(tmp_path: Path) -> None:
    layout = load_layout(load_form(2024))
    sheet, cell = layout.place(layout.form.by_code["t3.received.natural"].index)
    write_template(load_form(2024), tmp_path / "issued.xlsx")
    book = openpyxl.load_workbook(tmp_path / "issued.xlsx")
    book[sheet][cell] = "=40+1"
    book.save(tmp_path / "issued.xlsx")
    fill_workbook(tmp_path / "issued.xlsx", {"fields": {"t3.received.natural": 5}}, tmp_path / "full.xlsx")
    assert openpyxl.load_workbook(tmp_path / "full.xlsx")[sheet][cell].value == 5


def with_odd(tmp_path: Path, odd: bytes) -> tuple[Path, str, str]:
    """An issued workbook with ``odd`` among the cells of a table; that sheet, and the cell of an input."""
    layout = load_layout(load_form(2024))
    field = layout.form.by_code["t3.received.natural"]
    sheet, cell = layout.place(field.index)
    path = tmp_path / "issued.xlsx"
    write_template(load_form(2024), path)
    package = EditablePackage(path.read_bytes())
    part = open_issued(path).sheets[sheet]
    package.replace(part, package[part].replace(b"<sheetData>", b"<sheetData>" + odd))
    path.write_bytes(package.save())
    return path, sheet, cell


@pytest.mark.parametrize("odd", [b"<!--x-->", b'<y:z xmlns:y="urn:y"/>'])
def test_fill__a_sheet_with_anything_odd_in_it_is_filled_by_structure(tmp_path: Path, odd: bytes) -> None:
    path, sheet, cell = with_odd(tmp_path, odd)
    fill_workbook(path, {"fields": {"t3.received.natural": 5}}, tmp_path / "full.xlsx")
    assert openpyxl.load_workbook(tmp_path / "full.xlsx")[sheet][cell].value == 5


@pytest.mark.parametrize("odd", [b"<![CDATA[x]]>", b"<x>", b"&x;"])
def test_fill__a_sheet_that_cannot_be_told_for_certain_is_refused(tmp_path: Path, odd: bytes) -> None:
    path, _, _ = with_odd(tmp_path, odd)
    with pytest.raises(ValuesError, match="请换用发放的模板"):
        fill_workbook(path, {"fields": {"t3.received.natural": 5}}, tmp_path / "full.xlsx")
