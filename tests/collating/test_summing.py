"""What counts, what does not, and what it adds up to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collating.province import PROVINCE, everyone, roster, sent, unreadable
from toolkit.cli.collate import wrong
from toolkit.collating import CollatingError, sum_up
from toolkit.coverage import Coverage
from toolkit.findings import tell
from toolkit.form import Severity
from toolkit.office import Office
from toolkit.records import Return
from toolkit.rollup import Part, Source, State, Summary


def granted(summary: Summary, code: str) -> int | None:
    """So many applications of natural persons were granted in the area of ``code``."""
    values = summary.nodes[code].values
    return values[summary.form.by_code["t3.granted.natural"].index] if values else None


def states(summary: Summary) -> dict[str, str]:
    return {entry.line.code: entry.state.value for entry in summary.entries if not entry.line.is_government}


def test_sums__go_up_the_tree() -> None:
    summary = sum_up(everyone(), Office(roster()))
    assert summary.year == 2024
    assert granted(summary, "520101") == 16 + 32
    assert granted(summary, "5201") == 4 + 8 + 16 + 32
    assert granted(summary, "52") == 2**8 - 1
    assert summary.coverage == Coverage(8, 8, 0, 0)
    assert summary.completeness == "应报 8 家，已汇总 8 家，退回 0 家，未报 0 家"


def test_sums__show_own_office_departments_and_below_apart() -> None:
    summary = sum_up(everyone(), Office(roster()))
    place = summary.form.by_code["t3.granted.natural"].index
    parts = {part: values[place] for part, values in summary.nodes["5201"].parts.items()}
    assert parts == {Part.OFFICE: 4, Part.DEPARTMENTS: 8, Part.BELOW: 48}


def test_sums__of_money_are_exact() -> None:
    summary = sum_up(everyone(), Office(roster()))
    node = summary.nodes["52"]
    assert node.values is not None
    assert node.values[summary.form.by_code["t2.fees.amount"].index] == 255 * 1234567


def test_missing__is_counted_and_chased() -> None:
    summary = sum_up(everyone(but=["520101-2"]), Office(roster()))
    assert states(summary)["520101-2"] == "missing"
    assert [entry.line.code for entry in summary.chase] == ["520101-2"]
    assert summary.nodes["520101"].coverage == Coverage(2, 1, 0, 1)
    assert not summary.coverage.complete


def test_rejected__is_not_summed_unless_asked() -> None:
    wrong = [*everyone(but=["52-02"]), sent("52-02", 2, wrong=True)]
    without, with_it = sum_up(wrong, Office(roster())), sum_up(wrong, Office(roster()), include_rejected=True)
    assert states(without)["52-02"] == "rejected"
    assert (granted(without, "52"), granted(with_it, "52")) == (253, 255)
    assert without.coverage == Coverage(8, 7, 1, 0)
    assert "含退回" in with_it.completeness


def test_several_returns__the_last_saved_counts_and_the_rest_is_told_figure_by_figure() -> None:
    newer = sent("52-02", 1000, file="a/new.xlsx", saved="2025-02-01T08:00:00")
    summary = sum_up([newer, *everyone()], Office(roster()))
    assert granted(summary, "52") == 255 - 2 + 1000
    (replaced,) = summary.superseded
    assert (replaced.returned.file, replaced.counted.file) == ("inbox/52-02.xlsx", "a/new.xlsx")
    codes = {summary.form.fields[item.field].code: (item.first, item.second) for item in replaced.differences}
    assert codes["t3.granted.natural"] == (2, 1000)
    assert [finding.rule for finding in replaced.returned.findings] == ["SUPERSEDED"]


def test_several_returns__with_time_zones_are_ordered_by_the_moment() -> None:
    earlier = sent("52-02", 1000, file="a.xlsx", saved="2025-01-09T15:59:00Z")  # the others say no zone: China's
    assert granted(sum_up([earlier, *everyone()], Office(roster())), "52") == 255


def test_several_returns__of_one_moment_ask_for_a_choice() -> None:
    rival = sent("52-02", 1000, file="b.xlsx")
    summary = sum_up([*everyone(), rival], Office(roster()))
    assert states(summary)["52-02"] == "rejected"
    assert granted(summary, "52") == 253
    told = {item.file for item in summary.returns if any(finding.rule == "CHOICE" for finding in item.findings)}
    assert told == {"b.xlsx", "inbox/52-02.xlsx"}
    assert granted(sum_up([*everyone(), rival], Office(roster()), picks=["b.xlsx"]), "52") == 253 + 1000
    assert granted(sum_up([*everyone(), rival], Office(roster()), include_rejected=True), "52") == 253


@pytest.mark.parametrize("names", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
def test_several_returns__of_one_moment_and_the_same_figures_the_mended_one_counts(names: tuple[str, str]) -> None:
    """A copy that went back and was explained has the time it was made with, and often the figures it had."""
    first, mended = (sent("52-02", 2, file=file) for file in names)
    first = first.with_findings([tell("SEAL-WRONG")])
    assert first.status == "rejected"
    summary = sum_up([*everyone(but=["52-02"]), first, mended], Office(roster()))
    assert granted(summary, "52") == 255
    assert states(summary)["52-02"] == "accepted"


def test_several_returns__identical_copies_count_once() -> None:
    summary = sum_up([*everyone(), sent("52-02", 2, file="copy.xlsx")], Office(roster()))
    assert granted(summary, "52") == 255
    assert summary.coverage.complete


def test_pick__of_a_file_that_is_not_there() -> None:
    with pytest.raises(CollatingError, match="指定的“x"):
        sum_up(everyone(), Office(roster()), picks=["x.xlsx"])


def test_unknown_organ__is_listed_and_never_summed() -> None:
    stranger = sent("999", 1000)
    summary = sum_up([*everyone(), stranger], Office(roster()), include_rejected=True)
    assert [item.file for item in summary.unknown] == ["inbox/999.xlsx"]
    assert granted(summary, "52") == 255


def test_other_year__is_kept_apart_and_serves_as_last_years() -> None:
    earlier = [sent(code, 5, year=2023) for code in ("52-01", "52-02")]
    summary = sum_up([*everyone(), *earlier], Office(roster()))
    assert granted(summary, "52") == 255
    (apart,) = summary.apart
    assert (apart.year, granted(apart, "52")) == (2023, 10)
    prior = summary.nodes["52"].prior
    assert prior is not None
    assert prior[summary.form.by_code["t3.granted.natural"].index] == 10
    both = summary.nodes["52"].both
    assert both is not None
    assert (both.organs, both.only_now) == (2, 6)


def test_other_edition__is_bridged_where_comparable_and_the_rest_is_named() -> None:
    earlier = [sent("52-01", 5, year=2020)]
    summary = sum_up([*everyone(), *earlier], Office(roster()))
    assert [(one.form.edition, one.year) for one in summary.apart] == [("2019", 2020)]
    assert granted(summary, "52") == 255
    assert any("不可比" in note and "规章" in note for note in summary.notes)


def own(code: str, count: int, coverage: str = "") -> Return:
    return sent(code, count, file=f"{code}/summary.xlsx", summary=True, coverage=coverage)


def test_own_summary__counts_where_no_child_is_there() -> None:
    mine = everyone(but=["5201-01", "5201-02", "520101-1", "520101-2"])
    summary = sum_up([*mine, own("5201", 60, "4 3 1 0")], Office(roster()))
    node = summary.nodes["5201"]
    assert (node.source, granted(summary, "5201"), granted(summary, "52")) == (Source.OWN, 60, 255)
    assert summary.coverage == Coverage(8, 7, 1, 0)
    assert summary.by_code["5201"].included
    covered = summary.by_code["520101-2"]
    assert (covered.covered_by, covered.state) == ("5201", State.ACCEPTED)
    assert summary.coverage_of(summary.by_code["520101"].line) == Coverage(2, 2)
    assert summary.chase == ()
    assert any("乙市" in note for note in summary.notes)


def test_own_summary__of_a_county_without_lines_below_says_itself_of_how_many_it_is() -> None:
    lines = roster("\n".join(line for line in PROVINCE.splitlines() if not line.startswith("520101-")))
    others = [sent(code, 10, lines=lines) for code in ("52-01", "52-02", "5201-01", "5201-02", "5202-01", "5202-02")]
    whole, lacking = (sum_up([*others, own("520101", 50, said)], Office(lines)) for said in ("6 6 0 0", "6 5 0 1"))
    assert whole.coverage == Coverage(12, 12)
    assert lacking.nodes["520101"].coverage == Coverage(6, 5, 0, 1)
    assert lacking.coverage == Coverage(12, 11, 0, 1)
    assert granted(lacking, "52") == granted(whole, "52") == 110


def test_own_summary__is_held_against_the_children_cell_by_cell() -> None:
    summary = sum_up([*everyone(), own("5201", 61)], Office(roster()))
    node = summary.nodes["5201"]
    assert (node.source, granted(summary, "52")) == (Source.CHILDREN, 255)
    differing = {summary.form.fields[item.field].code: item.difference for item in node.differences}
    assert differing["t3.granted.natural"] == 1
    (mine,) = [item for item in summary.returns if item.file == "5201/summary.xlsx"]
    told = {(finding.rule, finding.field) for finding in mine.findings}
    assert ("NODE", "t3.granted.natural") in told
    assert summary.by_code["5201"].state is State.NEEDS_EXPLANATION


def test_own_summary__that_agrees_has_no_differences() -> None:
    summary = sum_up([*everyone(), own("5201", 60)], Office(roster()))
    assert summary.nodes["5201"].differences == ()


def test_roster_of_one_city__works_for_that_city_alone() -> None:
    city = roster("\n".join(PROVINCE.strip().splitlines()[3:9]))
    summary = sum_up(everyone(), Office(city))
    assert [node.line.code for node in summary.roots] == ["5201"]
    assert granted(summary, "5201") == 60
    assert summary.coverage == Coverage(4, 4, 0, 0)
    assert len(summary.unknown) == 4


def test_year__asked_for_sends_others_back() -> None:
    summary = sum_up(everyone(), Office(roster(), year=2023))
    assert summary.coverage == Coverage(8, 0, 8, 0)
    assert summary.apart[0].coverage.complete


def test_year__that_nothing_tells() -> None:
    with pytest.raises(CollatingError, match="--year"):
        sum_up([unreadable("x.xlsx")], Office(roster()))


def test_collate__is_content_where_a_rejected_return_was_superseded_by_a_mended_one() -> None:
    first = sent("52-02", 5, file="a.xlsx", saved="2025-01-02T00:00:00Z").with_findings([tell("SEAL-WRONG")])
    assert not wrong(sum_up([first, *everyone()], Office(roster())))
    assert wrong(sum_up([first, *everyone(but=["52-02"])], Office(roster())))


def test_government__owes_no_return_and_is_not_missing() -> None:
    summary = sum_up(everyone(but=["52-02"]), Office(roster()))
    told = {entry.line.code: entry.state for entry in summary.entries}
    assert told["52"] == "government"
    assert told["52-02"] == "missing"


def test_coverage__says_how_many_of_the_summed_owe_an_explanation() -> None:
    doubt = replace(tell("SEAL-UNSURE"), severity=Severity.EXPLAIN)
    doubtful = sent("5201-02", 1).with_findings([doubt])
    summary = sum_up([doubtful, *everyone(but=["5201-02"])], Office(roster()))
    assert summary.completeness == "应报 8 家，已汇总 8 家（其中待说明 1 家），退回 0 家，未报 0 家"
    assert (summary.coverage.complete, summary.nodes["5201"].coverage.doubtful) == (True, 1)
