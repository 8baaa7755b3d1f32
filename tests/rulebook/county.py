"""A county of two organs, whose office has rules of its own: what it hands out, and what comes back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.checking.returns import PLAIN_TEXTS
from toolkit.editions import load_form
from toolkit.jobs import Given
from toolkit.roster import read_roster
from toolkit.rulebook import RulesFile, read_rules
from toolkit.writing import distribute, fill_workbook

YEAR, KEY = 2024, b"k" * 32
ROSTER = """单位代码,单位名称,上级代码,单位性质,层级
100,甲县,,汇总,县
100-00,甲县政府办,100,本级,县
100-01,甲县教育局,100,部门,县
"""
RULES = """rules:
  T3-BALANCE: {severity: explain}
  NARRATED: {severity: notice}
  FEE-STATED: off
  T2-YUAN: {since: 2025, until: 2026}
  DUPLICATE-FIGURES: off
"""
WORDS = "两件并案办理，已逐件核对台账。"
EXPLAINED = {"explanations": {"T3-BALANCE@natural": WORDS, "T3-BALANCE@total": WORDS}}


@dataclass(frozen=True)
class County:
    home: Path

    @property
    def roster(self) -> Path:
        return self.home / "roster.csv"

    @property
    def rules(self) -> Path:
        return self.home / "rules.yaml"

    def given(self, rules: Path | RulesFile | None) -> Given:
        return Given(self.roster, None, YEAR, KEY, rules)

    def hand_out(self, folder: str, rules: Path | None) -> dict[str, Path]:
        """The workbooks by organ."""
        target = self.home / folder
        held = read_rules(rules) if rules else None
        issued = distribute(read_roster(self.roster), YEAR, target, seal_key=KEY, rules=held).issued
        return {one.agency_code: target / one.path for one in issued}


def found(home: Path) -> County:
    county = County(home)
    county.roster.write_text(ROSTER, encoding="utf-8-sig")
    county.rules.write_text(RULES, encoding="utf-8")
    return county


def send(issued: Path, target: Path, **more: Mapping[str, Any]) -> Path:
    """A return that breaks T3-BALANCE, NARRATED, FEE-STATED and T2-YUAN."""
    fields: dict[str, Any] = {item.code: 0 for item in load_form(YEAR).inputs}
    fields |= {"t3.received.natural": 5, "t3.granted.natural": 3, "t2.fees.amount": 5_000_000}
    narrative = {
        "overview": f"{PLAIN_TEXTS['overview']}本年新收政府信息公开申请9件。",
        "problems": "还有不足，将改进。",
        "others": "没有其他事项。",
    }
    cover = {"address": "示例路1号", "postcode": "000000", "telephone": "000-00000000"}
    target.parent.mkdir(exist_ok=True)
    fill_workbook(issued, {"cover": cover, "fields": fields, "narrative": narrative, **more}, target)
    return target


def manifest(folder: Path) -> dict[str, Path]:
    with (folder / "manifest.csv").open(encoding="utf-8-sig") as file:
        return {row["agency_code"]: folder / row["path"] for row in csv.DictReader(file)}
