"""One government of a collation by itself is what it would have been, had it collated what is below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.collating.province import everyone, roster, sent, unreadable
from toolkit.collating import sum_up
from toolkit.collating.subtree import subsummary
from toolkit.editions import load_form
from toolkit.findings import Against
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Return
from toolkit.reporting.summary_page import summary_page
from toolkit.rollup import Summary
from toolkit.roster import Roster

ELSEWHERE = ("甲省教育厅", "戊市", "52-02", "5202-02")


def inbox() -> list[Return]:
    """Of 乙市: one missing, one sent back, one twice; of others, an unreadable one and one that nobody knows."""
    return [
        *everyone(but=["5201-01", "520101-1", "5202-01"]),
        sent("520101-1", 7, wrong=True),
        sent("5201-02", 6, file="早.xlsx", saved="2025-01-01T00:00:00"),
        sent("99-99", 3, name="别处"),
        unreadable("inbox/5202-01_戊市人民政府办公室_2024.xlsx"),
        unreadable("inbox/谁的.xlsx"),
        sent("5201-01", 1, year=2023),
    ]


def below(lines: Roster, code: str) -> Roster:
    path = {line.code for line in lines.lines if code in [one.code for one in lines.path_to(line.code)]}
    return Roster(lines.path, tuple(line for line in lines.lines if line.code in path))


def prior(codes: Sequence[str]) -> Prior:
    form = load_form(2023)
    return Prior(form, 2023, dict.fromkeys(codes, (1,) * len(form.fields)), "上年")


@pytest.fixture(scope="module")
def whole() -> Summary:
    lines = roster()
    return sum_up(inbox(), Office(lines, prior([line.code for line in lines.organs]), 2024))


@pytest.mark.parametrize("code", ["5201", "520101", "5202"])
def test_subsummary__is_what_the_government_would_have_collated(whole: Summary, code: str) -> None:
    lines = below(roster(), code)
    mine = [item for item in inbox() if item.record and item.record.agency.code in lines.by_code]
    mine += [item for item in inbox() if item.record is None and item.file.split("/")[-1][:6] == f"{code}-0"[:6]]
    made = subsummary(whole, code)
    own = sum_up(mine, Office(lines, prior([line.code for line in lines.organs]), 2024))
    assert made.nodes == own.nodes
    assert made.completeness == own.completeness
    assert made.notes == own.notes
    assert [(one.line, one.state, one.included) for one in made.entries] == [
        (one.line, one.state, one.included) for one in own.entries
    ]
    assert sorted(item.file for item in made.returns) == sorted(item.file for item in own.returns)
    assert [(one.year, one.form.edition, len(one.returns)) for one in made.apart] == [
        (one.year, one.form.edition, len(one.returns)) for one in own.apart
    ]


def test_subsummary__keeps_indices_and_has_nothing_of_its_neighbours(whole: Summary) -> None:
    made = subsummary(whole, "5201")
    by_index = {item.index: item for item in whole.returns}
    assert all(by_index[item.index].file == item.file for item in made.returns)
    assert (made.unknown, made.unplaced, dict(made.passed_over)) == ((), (), {})
    assert made.prior is not None
    assert set(made.prior.figures) == {"5201-01", "5201-02", "520101-1", "520101-2"}
    page = summary_page(made)
    assert not [word for word in (*ELSEWHERE, "谁的.xlsx", "别处") if word in page]


def test_subsummary__of_a_government_that_stands_by_its_own_summary() -> None:
    own = sent("5201", 60, file="5201/summary.xlsx", summary=True)
    whole = sum_up([*everyone(but=["5201-01", "5201-02", "520101-1", "520101-2"]), own], Office(roster(), year=2024))
    made = subsummary(whole, "5201")
    assert made.values == whole.nodes["5201"].values
    assert any("按其自报的汇总表计入" in note for note in made.notes)
    assert subsummary(whole, "520101").values is None


def test_subsummary__of_no_government(whole: Summary) -> None:
    with pytest.raises(KeyError):
        subsummary(whole, "5201-01")


def test_subsummary__tells_no_organ_whose_text_or_figures_are_alike(whole: Summary) -> None:
    """A copy of a neighbour's figures, and a section that is a neighbour's."""
    copies = [sent(code, 40, file=f"inbox/{code}.xlsx") for code in ("5201-01", "52-02")]
    returns = [*everyone(but=["5201-01", "52-02"]), *copies]
    summed = sum_up(returns, Office(roster(), year=2024))
    chosen = summed.by_code["5201-01"].chosen
    other = summed.by_code["52-02"].chosen
    assert chosen
    assert other
    (told,) = [one for one in chosen.findings if one.rule == "DUPLICATE-FIGURES"]
    assert "甲省教育厅" in told.message
    alike = replace(
        told,
        rule="TEXT-ALIKE",
        message="有九成与“甲省教育厅”（inbox/52-02.xlsx）的相同",
        organ_message="有九成与别的单位相同",
        against=Against(other.index),
    )
    entries = tuple(
        replace(one, chosen=chosen.with_findings([alike])) if one.line.code == "5201-01" else one
        for one in summed.entries
    )
    changed = [item.with_findings([alike]) if item.index == chosen.index else item for item in summed.returns]
    made = subsummary(replace(summed, entries=entries, returns=tuple(changed)), "5201")
    mine = made.by_code["5201-01"].chosen
    assert mine
    assert mine == next(item for item in made.returns if item.index == mine.index)
    assert mine.status is chosen.status
    messages = {one.rule: one for one in mine.findings}
    assert messages["DUPLICATE-FIGURES"].message == "与别的单位数字相同"
    assert (messages["TEXT-ALIKE"].message, messages["TEXT-ALIKE"].against) == ("有九成与别的单位相同", None)
