"""Document properties are read the same by the shape that files share and element by element."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from toolkit.ooxml import properties
from toolkit.reading import read_workbook

SPACE = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="urn:vt"'
SIGNS = st.text(alphabet="0甲a >]&;\r\n\t\x01\ufffe_x41<!-", max_size=6)


def part(*texts: str, between: str = "") -> bytes:
    inside = between.join(
        f'<property name="p{number}"><vt:lpwstr>{text}</vt:lpwstr></property>' for number, text in enumerate(texts)
    )
    return f"<Properties {SPACE}>{inside}</Properties>".encode("utf-8", "surrogatepass")


@given(texts=st.lists(SIGNS, max_size=4), between=st.sampled_from(["", "\n", " 0 "]))
def test_properties__are_the_same_by_either_way(texts: list[str], between: str) -> None:
    data = part(*texts, between=between)
    assert properties._taken(data) == properties._read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a><b>0</b>",
        part("a").replace(b"<vt:lpwstr>a", b"<vt:lpwstr>a<i>b</i>c"),
        part("\ud800"),
        part("0", "00", ""),
        part("_x0041_"),
        part("a").replace(b"a</", b"a<![CDATA[0]]></"),
    ],
)
def test_properties__written_oddly_are_the_same_by_either_way(data: bytes) -> None:
    assert properties._taken(data) == properties._read(data)


@pytest.mark.parametrize(
    "kind",
    [
        properties.CORE,
        "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/metadata/core-properties",
    ],
)
def test_saving_time__is_read_by_each_relation_that_programs_write(kind: str, tmp_path: Path) -> None:
    filled = ROOT / "samples" / "filled" / "suqian-2024.xlsx"
    usual = read_workbook(filled).saved_at
    assert usual
    with zipfile.ZipFile(filled) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name, data.replace(properties.CORE.encode(), kind.encode()) if name == "_rels/.rels" else data
            )
    assert read_workbook(tmp_path / "a.xlsx").saved_at == usual
