"""The READMEs tell the truth: their commands run, in order, and print what stands there.

Renew the printed outputs with ``--renew-golden``; read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.cli.app import VERBS
from toolkit.cli.reference import PAGES, with_reference

READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An empty folder but for the samples, with ``nianbao`` on the path."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("pictures", "*.py"))
    command = tmp_path / "bin" / "nianbao"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolkit "$@"\n')
    command.chmod(0o755)
    return tmp_path


def run(command: str, folder: Path) -> str:
    """What ``command`` prints, to both streams, as a person sees it."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdout=-1, stderr=-2, encoding="utf-8", timeout=120
    )
    return result.stdout


def renewed(block: str, folder: Path) -> str:
    """A console block with the outputs of its commands as they are now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{command}\n{run(command[2:], folder)}" for command in commands)


@pytest.mark.slow
def test_readme__every_example_prints_what_it_says(office: Path, renew_golden: bool) -> None:
    text = ROOT / READMES[0]
    blocks = BLOCK.findall(text.read_text(encoding="utf-8"))
    assert blocks
    now = [renewed(block, office) for block in blocks]
    assert not [block for block in now if "程序出错" in block]
    if renew_golden:
        for name in READMES:
            fresh = iter(now)
            page = (ROOT / name).read_text(encoding="utf-8")
            page = BLOCK.sub(lambda _, fresh=fresh: f"```console\n{next(fresh)}```", page)  # type: ignore[misc]
            (ROOT / name).write_text(page, encoding="utf-8")
    assert now == BLOCK.findall(text.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_commands__the_reference_is_the_commands_own_help(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert with_reference(text) == text, "run `make docs`"


@pytest.mark.parametrize("name", READMES)
def test_readme__has_a_line_for_every_command(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"^\| `nianbao (\w+)` \| .+ \|$", text, re.MULTILINE) == list(VERBS)


@pytest.mark.parametrize("name", [*READMES, *PAGES, "CONTRIBUTING.md", "schemas/README.md", "samples/README.md"])
def test_readme__links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


@pytest.mark.parametrize("names", [READMES, PAGES], ids=lambda names: names[0])
def test_pages__show_the_same_examples_and_headings_in_both_languages(names: tuple[str, str]) -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in names)
    assert BLOCK.findall(english) == BLOCK.findall(chinese)
    for pattern in (r"^\$ .*$", r"^#+ ", r"^```\w*", r"^\| "):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE))
    assert re.findall(r"^\$ .*$", english, re.MULTILINE) == re.findall(r"^\$ .*$", chinese, re.MULTILINE)
