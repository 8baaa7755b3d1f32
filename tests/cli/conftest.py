"""Runs the command as a person would: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def nianbao(tmp_path: Path) -> Run:
    """``nianbao("fields", "2024")`` in an empty folder; ``forms`` is an office's own folder of editions."""

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, forms: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "toolkit", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NIANBAO_FORMS": str(forms or "")},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return run
