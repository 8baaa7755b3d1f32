"""Claims without a figure: which are held against the tables, and which are of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.checking.examples import judge_example
from toolkit.editions import load_form
from toolkit.findings import Finding

HERE = Path(__file__).parent
CARRYING = {
    "t3.received.natural": 10, "t3.carried_in.natural": 3, "prior.t3.carried_out.natural": 3,
    "t3.granted.natural": 11, "t3.carried_out.natural": 2,
}  # fmt: skip
DONE = {**CARRYING, "t3.granted.natural": 13, "t3.carried_out.natural": 0}
ESCAPES = {r"\n": "\n", r"\u200b": "\u200b", r"\u2060": "\u2060", r"\ufeff": "\ufeff"}  # as the lists have them


def lines(name: str) -> list[str]:
    found = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [_meant(line) for line in found if line and not line.startswith("#")]


def _meant(line: str) -> str:
    for written, meant in ESCAPES.items():
        line = line.replace(written, meant)
    return line


def claimed(text: str, tables: dict[str, int]) -> list[Finding]:
    found = judge_example(load_form(2024), {**tables, "said.overview": text})
    return [finding for finding in found if finding.rule == "CLAIMED"]


@pytest.mark.parametrize("text", lines("claims.txt"))
def test_claim__that_the_tables_contradict_is_told_and_what_they_bear_out_is_not(text: str) -> None:
    assert claimed(text, CARRYING)
    assert not claimed(text, DONE)


@pytest.mark.parametrize("text", lines("claims_none.txt"))
def test_claim__of_something_else_is_not(text: str) -> None:
    assert not claimed(text, CARRYING)


def test_quote__that_is_cut_shows_it() -> None:
    (finding,) = claimed("本年度收到公民、法人和其他组织提出的政府信息公开申请13件，均已依法按时答复申请人。", CARRYING)
    assert "写“…" in finding.message
    assert "申请13件，均已依法按时答复申请人”" in finding.message
