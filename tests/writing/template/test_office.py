"""LibreOffice reckons what the workbooks say: totals, checks and verdicts, for right and for broken returns."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import sample_values
from tests.writing.template.cases import CASES, make, prior_of
from toolkit.a1 import address
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.reading.run.opening import read_content
from toolkit.writing import write_template
from toolkit.writing.filled.issued import open_issued
from toolkit.writing.template.live_formulas import formulas

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def convert(paths: Sequence[Path], folder: Path, kind: str = "xlsx") -> list[Path]:
    """``paths`` opened and saved by LibreOffice into ``folder``, in one run."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / f"{path.stem}.{kind}" for path in paths]


def without_results(path: Path, folder: Path) -> Path:
    """A copy of a workbook in which no formula has a cached result, so that whoever opens it must reckon."""
    copy = folder / path.name
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in package.infolist():
            data = package.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(<c [^>]*?)(?: t=\"str\")?(>(?:<f\b[^>]*>[^<]*</f>))<v>[^<]*</v>", rb"\1\2", data)
            archive.writestr(info.filename, data)
    return copy


def shown(path: Path, form: Form) -> dict[tuple[str, str], str]:
    """What stands behind each formula's cell, numbers in plain notation."""
    issued = open_issued(path)
    found = {}
    for sheet, row, column in formulas(load_layout(form)):
        text = issued.text(sheet, (row, column))
        try:
            number = Decimal(repr(float(text)))
            text = f"{number.normalize():f}" if number else "0"
        except ValueError:
            pass
        found[sheet, address(row, column)] = text
    return found


def test_office__reckons_every_formula_as_it_was_cached(tmp_path: Path) -> None:
    made = [make(case, tmp_path) for case in CASES]
    for name in ("stripped", "saved"):
        (tmp_path / name).mkdir()
    saved = convert([without_results(path, tmp_path / "stripped") for path in made], tmp_path / "saved")
    for case, ours, theirs in zip(CASES, made, saved, strict=True):
        form = load_form(case.year)
        expected, reckoned = shown(ours, form), shown(theirs, form)
        wrong = {spot: (expected[spot], reckoned[spot]) for spot in expected if expected[spot] != reckoned[spot]}
        # What was pasted past the filling is reckoned by LibreOffice only; there the broken check is asked for.
        if case.typed:
            layout = load_layout(form)
            column = layout.check_columns["verdict"]
            domains = [check for check in layout.checks if form.by_rule[check.rule].kind == "domain"]
            told = {reckoned[layout.checks_sheet, address(check.row, column)] for check in domains}
            assert "不符" in told, case.name
        else:
            assert not wrong, case.name


def test_office__a_workbook_saved_again_is_judged_the_same(tmp_path: Path) -> None:
    cases = [case for case in CASES if not case.typed]
    made = [make(case, tmp_path) for case in cases]
    (tmp_path / "saved").mkdir()
    for case, ours, theirs in zip(cases, made, convert(made, tmp_path / "saved"), strict=True):
        code = str(sample_values(case.year)["cover"]["agency_code"])
        prior = prior_of(case.year - 1, code) if case.prior else None
        found = [read_content(path.name, path.read_bytes(), "xlsx") for path in (ours, theirs)]
        one, two = check_returns(found[:1], Office(prior=prior))[0], check_returns(found[1:], Office(prior=prior))[0]
        assert one.record is not None
        assert two.record is not None
        assert one.record.values == two.record.values, case.name
        assert {(f.id, f.cell) for f in one.findings} == {(f.id, f.cell) for f in two.findings}, case.name
        assert one.status is two.status


def test_office__prints_each_table_on_one_page(form: Form, tmp_path: Path) -> None:
    write_template(form, tmp_path / "blank.xlsx")
    printed = convert([tmp_path / "blank.xlsx"], tmp_path, "pdf")[0].read_bytes()
    # guidance, cover, a page a table, narrative, and as many as the check sheet takes
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2 + len(form.tables) + 1 + 4
