"""The public door: what ``import toolkit`` gives, how light it is, and that the README's script runs."""

from __future__ import annotations

import csv
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import toolkit
from tests.conftest import ROOT
from tests.test_readme import READMES

HEAVY = {
    "defusedxml", "jinja2", "numpy", "openpyxl", "pandas", "pandera", "pyarrow", "pygal", "python_calamine", "rich",
    "xlsxwriter", "yaml", "typer.rich_utils",
}  # fmt: skip
SCRIPT = re.compile(r"```python\n(.*?)```", re.DOTALL)


def loaded(code: str) -> set[str]:
    """The modules that are loaded in a fresh process after ``code``."""
    program = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('--', *sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=-1, encoding="utf-8", check=True)
    return set(result.stdout.rpartition("-- ")[2].split())


def test_import__loads_nothing_heavy_and_no_room() -> None:
    modules = loaded("import toolkit")
    assert not modules & HEAVY
    assert {name for name in modules if name.startswith("toolkit.")} == {"toolkit.version"}


def test_help__loads_nothing_heavy() -> None:
    modules = loaded("sys.argv = ['nianbao', '--help']; from toolkit.cli import main; main()")
    assert "toolkit.cli.validate" in modules
    assert not modules & HEAVY
    assert not modules & {f"toolkit.{room}" for room in ("form", "reading", "writing", "checking", "collating")}


def test_public_functions__are_typed_and_documented() -> None:
    assert (ROOT / "toolkit" / "py.typed").exists()
    for name in set(toolkit.__all__) - {"__version__"}:
        function = getattr(toolkit, name)
        assert inspect.getdoc(function), name
        signature = inspect.signature(function)
        assert signature.return_annotation is not inspect.Signature.empty, name
        for parameter in signature.parameters.values():
            assert "Any" not in str(parameter.annotation).replace("[", " ").split(), (name, parameter.name)
            assert parameter.annotation is not inspect.Parameter.empty, (name, parameter.name)


def test_unknown_name__is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = toolkit.nothing


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """What the README's script finds: an inbox, a roster in xlsx, last year's summary."""
    province = ROOT / "samples" / "province"
    (tmp_path / "inbox").mkdir()
    for path in sorted((province / "inbox").glob("*.xlsx"))[:3]:
        shutil.copy(path, tmp_path / "inbox")
    shutil.copytree(province / "last-year", tmp_path / "last-year")
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader((province / "roster.csv").read_text(encoding="utf-8-sig").splitlines()):
        book.active.append(row)
    book.save(tmp_path / "roster.xlsx")
    return tmp_path


def test_readme__its_script_runs(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    (script,) = SCRIPT.findall((ROOT / READMES[0]).read_text(encoding="utf-8"))
    exec(compile(script, "README.md", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert (desk / "blank.xlsx").exists()
    assert (desk / "summary" / "summary.xlsx").exists()
    assert (desk / "sendback" / "退回通知汇总.xlsx").exists()


def test_readmes__show_the_same_script() -> None:
    first, second = (SCRIPT.findall((ROOT / name).read_text(encoding="utf-8")) for name in READMES)
    assert [len(one.splitlines()) for one in first] == [len(one.splitlines()) for one in second]
