"""Start-up: checking one workbook, and the help, against the bare import of pandera by the same interpreter."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Measure, take_turns
from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.writing import fill_workbook, write_template

_TURNS = 5


def run(organs: int) -> list[Measure]:
    """Measures whole processes, in turn; ``organs`` plays no part."""
    with tempfile.TemporaryDirectory() as name:
        blank, filled = Path(name, "blank.xlsx"), Path(name, "filled.xlsx")
        write_template(load_form(2024), blank)
        fill_workbook(blank, sample_values(2024), filled)
        taken = take_turns(
            _TURNS,
            bare=lambda: _python("-c", "import pandera.pandas"),
            validate=lambda: _python("-m", "toolkit", "validate", str(filled), "--quiet"),
            help=lambda: _python("-m", "toolkit", "--help"),
        )
    bare = "import pandera.pandas"
    return [
        Measure(bare, taken["bare"]),
        Measure("validate, one workbook", taken["validate"], 0, bare, taken.ratio("validate", "bare")),
        Measure("--help", taken["help"], 0, bare, taken.ratio("help", "bare")),
    ]


def _python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode(errors="replace"))
