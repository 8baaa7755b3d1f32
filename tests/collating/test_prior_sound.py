"""What of last year may be prefilled: not the figures of a return that had to go back, nor any below 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.books import write_returns
from tests.collating.province import roster, sent
from toolkit.collating import CollatingError, load_prior, sum_up, write_facts
from toolkit.collating.earlier import prior_of
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.records import Return
from toolkit.roster import Roster

NEGATIVE = "t3.carried_out.natural"


def last(*, wrong: bool, saved: str = "2024-01-10T00:00:00", file: str = "") -> Return:
    return sent("52-02", 7, year=2023, wrong=wrong, saved=saved, file=file)


def test_rejected__is_no_source_and_is_told_with_its_organ_and_why(tmp_path: Path) -> None:
    prior = load_prior(write_returns([sent("52-01", 3, year=2023), last(wrong=True)], tmp_path / "last"), year=2023)
    assert set(prior.figures) == {"52-01"}
    (told,) = prior.aside
    assert all(word in told for word in ("1 家", "甲省教育厅", "结转下年度", "填报 0，应为 1"))


def test_rejected__what_was_saved_last_decides() -> None:
    early, late = "2024-01-10T00:00:00", "2024-01-20T00:00:00"
    pairs: tuple[tuple[list[Return], set[str]], ...] = (
        ([last(wrong=True, saved=early, file="a.xlsx"), last(wrong=False, saved=late, file="b.xlsx")], {"52-02"}),
        ([last(wrong=False, saved=early, file="a.xlsx"), last(wrong=True, saved=late, file="b.xlsx")], set()),
    )
    for returns, codes in pairs:
        for order in (returns, returns[::-1]):
            assert set(prior_of([sent("52-01", 3, year=2023), *order], year=2023).figures) - {"52-01"} == codes


def test_rejected_for_its_texts_alone__has_figures_that_serve() -> None:
    item = last(wrong=False)
    assert item.record is not None
    assert set(prior_of([replace(item, record=replace(item.record, narrative={}))], year=2023).figures) == {"52-02"}


def test_all_rejected__is_refused_with_the_reason() -> None:
    with pytest.raises(CollatingError, match=r"数字有错误.*甲省教育厅"):
        prior_of([last(wrong=True)], year=2023)


def of_facts(folder: Path, items: Sequence[Return], lines: Roster) -> Path:
    folder.mkdir()
    write_facts(sum_up(items, Office(lines, year=2023), include_rejected=True), folder)
    return folder


@pytest.mark.parametrize("name", ["facts.csv", "facts.parquet"])
def test_negative_in_facts__is_no_source_and_is_told(tmp_path: Path, name: str) -> None:
    item, place = last(wrong=False), load_form(2023).by_code[NEGATIVE].index
    assert item.record is not None
    values = tuple(-4 if index == place else value for index, value in enumerate(item.record.values))
    negative = replace(item, record=replace(item.record, values=values))
    folder = of_facts(tmp_path / "last", [sent("52-01", 9, year=2023), negative], roster())
    for other in {"facts.csv", "facts.parquet"} - {name}:
        (folder / other).unlink()
    prior = load_prior(folder, year=2023)
    assert set(prior.figures) == {"52-01"}  # the government's own sum is below 0 there, too
    (told,) = prior.aside
    assert all(word in told for word in ("负数", "甲省教育厅", "-4"))


def test_negative_changes__are_figures() -> None:
    """本年增/减 of the edition of 2019 may well be below 0."""
    item = sent("52-02", 7, year=2020)
    assert item.record is not None
    signed = next(field for field in load_form(2020).inputs if field.signed)
    stock = next(field for field in load_form(2020).inputs if field.code == signed.code.replace(".change", ".previous"))
    values = list(item.record.values)
    values[signed.index] = -1
    values[stock.index] = 5
    prior = prior_of([replace(item, record=replace(item.record, values=tuple(values)))], year=2020)
    assert prior.figures["52-02"][signed.index] == -1
