"""What other programs drop on saving changes nothing in what a return says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.jobs import validate
from toolkit.records import Return
from toolkit.roster import Roster, RosterLine
from toolkit.writing import distribute, fill_workbook

Parts = dict[str, bytes]


def without_defined_names(parts: Parts) -> None:
    parts["xl/workbook.xml"] = re.sub(rb"<definedNames>.*</definedNames>", b"", parts["xl/workbook.xml"], flags=re.S)


def without_custom_properties(parts: Parts) -> None:
    del parts["docProps/custom.xml"]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship)[^>]*custom\.xml[^>]*/>", b"", parts[name])


def without_stamp_sheet(parts: Parts) -> None:
    name = load_layout(load_form(2024)).stamp_sheet.encode()
    found = re.search(rb'<sheet name="%b"[^>]*r:id="(rId[0-9]+)"/>' % name, parts["xl/workbook.xml"])
    assert found is not None
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(found.group(), b"")
    rels = "xl/_rels/workbook.xml.rels"
    link = re.search(rb'<Relationship Id="%b"[^>]*Target="([^"]+)"/>' % found.group(1), parts[rels])
    assert link is not None
    parts[rels] = parts[rels].replace(link.group(), b"")
    target = link.group(1)
    del parts["xl/" + target.decode()]
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = re.sub(rb'<Override PartName="/xl/%b"[^>]*/>' % target, b"", types)


def with_dimension_a1(parts: Parts) -> None:
    for name in sheets(parts):
        parts[name] = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', parts[name])


def without_cached_values(parts: Parts) -> None:
    for name in sheets(parts):
        parts[name] = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", parts[name])


def sheets(parts: Parts) -> list[str]:
    return [name for name in parts if name.startswith("xl/worksheets/sheet")]


LOSSES: list[Callable[[Parts], None]] = [
    without_defined_names,
    without_custom_properties,
    without_stamp_sheet,
    with_dimension_a1,
    without_cached_values,
]


@pytest.fixture(scope="module", params=["good", "broken"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A distributed workbook filled with published figures: as they are, and with one balance broken."""
    folder = tmp_path_factory.mktemp("losses")
    roster = Roster("roster.csv", (RosterLine("1", "某局", "", "本级", "市", "", "", 2),))
    manifest = distribute(roster, 2024, folder / "out")
    values = sample_values(2024)
    values.pop("cover", None)
    if request.param == "broken":
        values["fields"]["t3.received.natural"] = int(str(values["fields"]["t3.received.natural"])) + 1
    fill_workbook(folder / "out" / manifest.issued[0].path, values, folder / "filled.xlsx")
    return folder / "filled.xlsx"


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
def test_loss__leaves_figures_and_findings_as_they_were(
    loss: Callable[[Parts], None], filled: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(filled) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = dict(parts)
    loss(parts)
    assert parts != before
    damaged = tmp_path / filled.name
    with zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert told(damaged) == told(filled)


def told(path: Path) -> tuple[object, ...]:
    """What a return says and what is wrong with it; notices may speak of the loss itself."""
    (item,) = validate([path]).returns
    assert item.record is not None
    record = item.record
    return (
        record.edition, record.year, record.agency, record.values, record.narrative, record.explanations,
        item.status, breaches(item),
    )  # fmt: skip


def breaches(item: Return) -> list[tuple[str, str, str]]:
    return [(finding.id, finding.sheet, finding.cell) for finding in item.findings if finding.severity != "notice"]
