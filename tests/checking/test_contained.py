"""Where judging trips over one return, that one is told and the others are judged as ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.checking.returns import good_return
from toolkit.checking import check_returns, texts
from toolkit.checking.batch import Batch
from toolkit.checking.contained import each_contained
from toolkit.form import DefinitionError


def halves(items: Sequence[int]) -> list[int]:
    """12 by each of ``items``."""
    return [12 // item for item in items]


@pytest.mark.parametrize("place", range(7))
def test_contained__the_one_that_fails_costs_no_other(place: int) -> None:
    items = [1, 2, 3, 4, 6, 12, 1]
    items[place] = 0
    verdicts = each_contained(halves, items)
    assert isinstance(verdicts.pop(place), ZeroDivisionError)
    del items[place]
    assert verdicts == halves(items)


def test_contained__one_alone_is_told() -> None:
    (verdict,) = each_contained(halves, [0])
    assert isinstance(verdict, ZeroDivisionError)


@pytest.mark.parametrize("items", [[0, 0], [0] * 100, [0] * 30 + [1] * 30])
def test_contained__what_fails_for_many_is_a_fault_of_the_program(items: list[int]) -> None:
    with pytest.raises(ZeroDivisionError):
        each_contained(halves, items)


def test_contained__what_fails_together_only_is_a_fault_of_the_program() -> None:
    def alone(items: Sequence[int]) -> list[int]:
        if len(items) > 3:
            raise KeyError
        return list(items)

    with pytest.raises(KeyError):
        each_contained(alone, range(9))


def test_contained__a_faulty_definition_and_want_of_memory_are_no_content() -> None:
    for kind in (DefinitionError, MemoryError):

        def fail(items: Sequence[int], kind: type[Exception] = kind) -> list[int]:
            raise kind

        with pytest.raises(kind):
            each_contained(fail, [1])


def test_check__a_return_that_cannot_be_judged_is_rejected_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    good = good_return(2024)
    bad = replace(good_return(2024, narrative={"overview": "绊倒"}), file="绊倒.xlsx")
    expected = check_returns([good])
    whole = texts.section_text

    def trip(batch: Batch, row: int, section: str) -> str:
        if batch.records[row].narrative.get("overview") == "绊倒":
            raise LookupError
        return whole(batch, row, section)

    monkeypatch.setattr(texts, "section_text", trip)
    first, other, last = check_returns([good, bad, replace(good, file="b.xlsx")])
    assert first.findings == last.findings == expected[0].findings
    assert ("CHECK-FAULT", "rejected") in {(finding.rule, other.status.value) for finding in other.findings}
    assert any("LookupError" in finding.message for finding in other.findings)
