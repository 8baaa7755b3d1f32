"""What a summary folder says of its governments, for reports that are made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.summaries import collated
from toolkit.collating import CollatingError, write_facts, write_status
from toolkit.collating.government import every_government, one_government
from toolkit.collating.shelf import Shelf, open_summary
from toolkit.rollup import Summary


def shelved(summary: Summary, folder: Path) -> Shelf:
    write_facts(summary, folder)
    write_status(summary, folder / "status.csv")
    return open_summary(folder)


def test_government__has_the_figures_and_coverage_of_the_summary(tmp_path: Path) -> None:
    summary = collated(missing=["520101D1"], back=["520102D1"])
    shelf = shelved(summary, tmp_path)
    for found in every_government(shelf):
        node = summary.nodes[found.code]
        assert (found.name, found.values) == (node.line.name, node.values)
        assert found.coverage.expected == node.coverage.expected
        assert found.coverage.lacking == node.coverage.lacking
    assert one_government(shelf).coverage.lacking == 2
    assert one_government(shelf, "5202").coverage.complete


def test_government__knows_its_own_office(tmp_path: Path) -> None:
    assert one_government(shelved(collated(), tmp_path), "520101").offices == ("520101A",)


def test_government__returns_that_were_summed_though_they_go_back_are_counted(tmp_path: Path) -> None:
    shelf = shelved(collated(back=["520102D1"]), tmp_path)
    path = tmp_path / "status.csv"
    text = path.read_text(encoding="utf-8-sig")
    (row,) = [line for line in text.splitlines() if line.startswith("520102D1,")]
    cells = row.split(",")
    at = text.splitlines()[0].split(",").index("included")
    path.write_text(text.replace(row, ",".join([*cells[:at], "1", *cells[at + 1 :]])), encoding="utf-8-sig")
    assert one_government(shelf, "520102").wrong == 0
    again = open_summary(tmp_path)
    assert {found.code: found.wrong for found in every_government(again) if found.wrong} == {
        "52": 1,
        "5201": 1,
        "520102": 1,
    }


def test_government__that_is_not_there_is_told(tmp_path: Path) -> None:
    shelf = shelved(collated(), tmp_path)
    with pytest.raises(CollatingError, match="没有"):
        one_government(shelf, "不存在")
    with pytest.raises(CollatingError, match="不是汇总单位"):
        one_government(shelf, "52A")


def test_government__in_a_list_without_counts_is_told(tmp_path: Path) -> None:
    shelved(collated(), tmp_path)
    path = tmp_path / "status.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("expected", "was", 1), encoding="utf-8-sig")
    with pytest.raises(CollatingError, match="重新汇总"):
        one_government(open_summary(tmp_path))
