"""The catalogue of findings: every entry is told somewhere."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from toolkit.findings import catalogue


def test_catalogue__every_entry_is_told_somewhere() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "toolkit").rglob("*.py"))
    families = set(re.findall(r'f"([A-Z]+-)\{', source))  # such as f"VALUE-{problem}"
    told = set(re.findall(r'"([A-Z0-9]+(?:-[A-Z0-9]+)*)"', source))
    assert {name for name in catalogue() if name not in told and not name.startswith(tuple(families))} == set()


def test_catalogue__every_finding_told_has_its_entry() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "toolkit").rglob("*.py"))
    told = set(re.findall(r'\b(?:tell|Refused)\(\s*"([A-Z0-9-]+)"', source))
    assert len(told) > 50
    assert told - set(catalogue()) == set()
