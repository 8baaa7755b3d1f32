"""A summary folder of which a file was changed since is read, and said to be changed: by all that read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.collating.province import everyone, roster, sent
from toolkit.checking import run_notices
from toolkit.collating import CollatingError, load_prior, sum_up, write_chase, write_facts, write_status
from toolkit.collating.compared_json import comparison_json
from toolkit.collating.compared_words import words_of
from toolkit.collating.comparing import compare_summaries
from toolkit.collating.tracing import trace_field, trace_file
from toolkit.office import Office
from toolkit.written import CHASE, STATUS

FIELD = "t3.granted.natural"
FILES = ["facts.csv", "facts.parquet", "fields.csv", "sources.csv", STATUS]


def summary(folder: Path) -> Path:
    folder.mkdir()
    made = sum_up(everyone(), Office(roster()))
    write_facts(made, folder)
    write_status(made, folder / STATUS)
    write_chase(made, folder / CHASE)
    return folder


def edit(path: Path) -> None:
    """As a table program does that saves it anew."""
    if path.suffix == ".csv":
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    else:
        import pyarrow.parquet as pq

        pq.write_table(pq.read_table(path), path, compression="none")


def told_of(folder: Path, other: Path) -> set[str]:
    """What is said by each that reads ``folder``."""
    prior = load_prior(folder, year=2024)
    found = compare_summaries(folder, other)
    sides = json.loads(comparison_json(found))
    returns = [item for item in everyone() if item.record is not None]
    return {
        "；".join(prior.edited),
        "；".join(line for line in words_of(found, capped=True) if "改动过" in line),
        sides["first"]["edited"],
        trace_field(folder, FIELD).edited,
        trace_file(folder, returns[0].file).edited,
    }


@pytest.mark.parametrize("name", FILES)
def test_edited__every_reader_says_the_same(tmp_path: Path, name: str) -> None:
    folder, other = summary(tmp_path / "a"), summary(tmp_path / "b")
    assert told_of(folder, other) == {""}
    edit(folder / name)
    (said,) = told_of(folder, other)
    assert f" {name} " in said
    assert said.endswith("数字取自 facts.parquet")


def test_edited__the_run_is_told_once_where_it_is_held_against_it(tmp_path: Path) -> None:
    folder = summary(tmp_path / "last")
    edit(folder / "facts.csv")
    office = Office(roster(), prior=load_prior(folder, year=2024))
    for year, times in ((2025, 1), (2024, 0)):
        told = [one.rule for one in run_notices([sent("52-01", 3, year=year), sent("52-02", 4, year=year)], office)]
        assert told.count("PRIOR-EDITED") == times


def test_edited__what_was_handed_on_without_its_list_is_not_judged(tmp_path: Path) -> None:
    folder = summary(tmp_path / "last")
    (folder / CHASE).unlink()
    edit(folder / "facts.csv")
    assert load_prior(folder, year=2024).edited == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",accepted,", ",approved,", "不是汇总写的"),
        ("52-02,甲省教育厅,部门,省,52,", "52-02,甲省教育厅,部门,省,52-02,", "绕回了自己"),
    ],
)
def test_edited__a_list_that_nobody_can_follow_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = summary(tmp_path / "a")
    text = (folder / STATUS).read_text(encoding="utf-8-sig")
    assert old in text
    (folder / STATUS).write_text(text.replace(old, new, 1), encoding="utf-8-sig")
    for read in (lambda: trace_field(folder, FIELD), lambda: compare_summaries(folder, folder)):
        with pytest.raises(CollatingError, match=f"第 [0-9]+ 行.*{told}"):
            read()
