"""The unaltered returns: filled by the toolkit, as they are and as LibreOffice and openpyxl save them again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook

from tests.conftest import sample_values
from tests.mutants.office import save_as
from toolkit import fill_workbook, load_form, read_returns, write_template
from toolkit.form import Form
from toolkit.form.layout import Layout, load_layout
from toolkit.reading import Source
from toolkit.records import Return

YEARS = (2020, 2024)
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, eq=False)
class Base:
    """A return before it is altered. ``sheets`` gives the part of each sheet (xlsx), ``read`` how it is read."""

    name: str
    kind: str
    form: Form
    layout: Layout
    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    values: tuple[int | None, ...]
    read: Return


def filled(year: int, target: Path) -> Path:
    """The published figures of ``year`` in the toolkit's own template."""
    template = target.with_name(f"template-{year}.xlsx")
    write_template(load_form(year), template)
    fill_workbook(template, sample_values(year), target)
    return target


def make_bases(folder: Path, *, office: bool = True) -> list[Base]:
    """Both editions, each as the toolkit, LibreOffice (xlsx, ods) and openpyxl write them, made in ``folder``."""
    own = [filled(year, folder / f"own-{year}.xlsx") for year in YEARS]
    made = list(own)
    for path in own:
        made.append(folder / path.name.replace("own", "openpyxl"))
        load_workbook(path).save(made[-1])
    if office:
        for kind in ("xlsx", "ods"):
            saved = save_as(own, kind, folder / kind)
            made += [path.rename(folder / path.name.replace("own", "office")) for path in saved]
    read = read_returns([Source(path.name, str(path)) for path in made])
    return [_base(path, one) for path, one in zip(made, read, strict=True)]


def _base(path: Path, read: Return) -> Base:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    form = load_form(int(path.stem[-4:]))
    assert read.record is not None, path
    kind = path.suffix[1:]
    sheets = {} if kind == "ods" else sheet_parts(parts)
    return Base(path.stem, kind, form, load_layout(form), parts, sheets, read.record.values, read)


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by name, in an honest package."""
    targets = {
        relation.attrib["Id"]: "xl/" + re.sub(r"^/?(xl/)?", "", relation.attrib["Target"])
        for relation in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    return {sheet.attrib["name"]: targets[sheet.attrib[_ID]] for sheet in book.iterfind(".//{*}sheet")}
