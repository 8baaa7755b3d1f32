"""What must hold for any tree and any set of returns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.collating.province import sent
from toolkit.collating import sum_up
from toolkit.coverage import Coverage
from toolkit.office import Office
from toolkit.records import Return
from toolkit.rollup import Source, Summary
from toolkit.roster import Roster, RosterLine

_SETTINGS = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def provinces(draw: st.DrawFn) -> tuple[Roster, list[Return]]:
    """A tree of governments, each with some organs, and a return of each organ."""
    lines = [RosterLine("g0", "政府0", "", "汇总", "省", "", "", 2)]
    for number in range(1, draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([line.code for line in lines]))
        lines.append(RosterLine(f"g{number}", f"政府{number}", parent, "汇总", "市", "", "", 2 + number))
    for government in tuple(lines):
        for number in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(["本级", "部门", "乡镇街道"]))
            code = f"{government.code}-{number}"
            lines.append(RosterLine(code, f"单位{code}", government.code, kind, "市", "", "", 50))
    roster = Roster("名录.csv", tuple(lines))
    size = len(roster.organs)  # no two alike: figures that another organ has too are sent back as copied
    counts = draw(st.lists(st.integers(0, 10**6), min_size=size, max_size=size, unique=True))
    return roster, [sent(line.code, count, lines=roster) for line, count in zip(roster.organs, counts, strict=True)]


def sums(summary: Summary) -> dict[str, tuple[tuple[int, ...] | None, Coverage]]:
    return {code: (node.values, node.coverage) for code, node in summary.nodes.items()}


@_SETTINGS
@given(provinces(), st.randoms())
def test_sums__do_not_depend_on_the_order_of_files(province: tuple[Roster, list[Return]], random: object) -> None:
    roster, returns = province
    shuffled = list(returns)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sums(sum_up(shuffled, Office(roster))) == sums(sum_up(returns, Office(roster)))


@_SETTINGS
@given(provinces())
def test_sums__of_the_top_are_those_of_all_organs(province: tuple[Roster, list[Return]]) -> None:
    roster, returns = province
    summary = sum_up(returns, Office(roster))
    rows = [item.record.values for item in returns if item.record]
    assert summary.roots[0].values == tuple(sum(value or 0 for value in column) for column in zip(*rows, strict=True))
    assert summary.coverage == Coverage(len(returns), len(returns), 0, 0)


@_SETTINGS
@given(provinces())
def test_parts__add_up_to_the_whole(province: tuple[Roster, list[Return]]) -> None:
    for node in sum_up(province[1], Office(province[0])).nodes.values():
        assert node.source is Source.CHILDREN
        assert node.values == tuple(map(sum, zip(*node.parts.values(), strict=True)))


@_SETTINGS
@given(provinces(), st.data())
def test_sums__city_by_city_are_those_of_all_at_once(
    province: tuple[Roster, list[Return]], data: st.DataObject
) -> None:
    roster, returns = province
    missing = data.draw(st.sets(st.sampled_from([item.file for item in returns]), max_size=2))
    returns = [item for item in returns if item.file not in missing]
    whole = sum_up(returns, Office(roster, year=2024))
    city = data.draw(st.sampled_from([line for line in roster.lines if line.is_government]))
    inside = {line.code for line in roster.lines if city in roster.path_to(line.code)}
    extract = Roster("市.csv", tuple(line for line in roster.lines if line.code in inside))
    mine = [item for item in returns if item.record and item.record.agency.code in inside]
    alone = sum_up(mine, Office(extract, year=2024))
    node = alone.nodes[city.code]
    assert (node.values, node.coverage) == sums(whole)[city.code]
    if node.values is None:
        return
    counts = node.coverage
    handed_up = sent(
        city.code, 0, lines=roster, file="up.xlsx", summary=True,
        coverage=f"{counts.expected} {counts.included} {counts.rejected} {counts.missing}",
    )  # fmt: skip
    assert handed_up.record is not None
    handed_up = replace(handed_up, record=replace(handed_up.record, values=node.values))
    rest = [item for item in returns if item not in mine]
    together = sum_up([*rest, handed_up], Office(roster, year=2024))
    outside = {code: value for code, value in sums(whole).items() if code not in inside or code == city.code}
    assert {code: sums(together)[code] for code in outside} == outside


@_SETTINGS
@given(provinces(), st.data())
def test_sums__are_not_changed_by_what_does_not_count(
    province: tuple[Roster, list[Return]], data: st.DataObject
) -> None:
    roster, returns = province
    code = data.draw(st.sampled_from([line.code for line in roster.organs]))
    extra = [
        sent("stranger", 77, lines=roster),
        sent(code, 88, lines=roster, file="old.xlsx", saved="2024-12-01T00:00:00"),
        sent("g0", 99, lines=roster, file="own.xlsx", summary=True),
    ]
    assert sums(sum_up([*extra, *returns], Office(roster))) == sums(sum_up(returns, Office(roster)))
    left = [item for item in returns if item.file != f"inbox/{code}.xlsx"]
    rejected = sum_up([*left, sent(code, 5, lines=roster, wrong=True)], Office(roster, year=2024))
    without = sum_up(left, Office(roster, year=2024))
    assert {c: node.values for c, node in rejected.nodes.items()} == {c: n.values for c, n in without.nodes.items()}
