"""Distribution: one workbook built and the others struck from it, against building each with XlsxWriter."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Measure, peak_mib, take_turns
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.prior import Prior
from toolkit.roster import Roster, RosterLine
from toolkit.writing import distribute
from toolkit.writing.struck.striking import Order, Striker
from toolkit.writing.template.content import Draft, blank_content

YEAR = 2024
BUILT = 20  # workbooks built one by one in each turn


def province(organs: int) -> Roster:
    """A province with a county for every fifty organs."""
    lines = [RosterLine("1", "某省", "", "汇总", "省", "", "", 2)]
    for number in range(organs):
        county = f"c{number // 50}"
        if number % 50 == 0:
            lines.append(RosterLine(county, f"第{number // 50}县", "1", "汇总", "县", "", "", len(lines) + 2))
        kind, level = ("部门", "县") if number % 3 else ("乡镇街道", "乡")
        lines.append(RosterLine(str(520000 + number), f"第{number}局", county, kind, level, "", "", len(lines) + 2))
    return Roster("roster.csv", tuple(lines))


def last_year(roster: Roster) -> Prior:
    form, chance = load_form(YEAR - 1), random.Random(1)
    figures = {line.code: tuple(chance.randrange(500) for _ in form.fields) for line in roster.organs}
    return Prior(form, YEAR - 1, figures)


def build_each(roster: Roster, prior: Prior | None) -> None:
    """What distribution would be without striking: the writer run for each organ."""
    form = load_form(YEAR)
    layout = load_layout(form)
    striker = Striker(layout, YEAR, prior_year=YEAR - 1, with_prior=prior is not None)
    for line in roster.organs[:BUILT]:
        issue = striker.issue(Order(line, prior.comparable(form, line.code) if prior else None))
        striker.build(Draft(layout, issue, blank_content(form, issue)))


def run(organs: int) -> list[Measure]:
    """Measures ``organs`` workbooks struck against a few built, with and without last year's figures."""
    roster = province(organs)
    prior = last_year(roster)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        turn = iter(range(1000))
        taken = take_turns(
            3,
            struck=lambda: distribute(roster, YEAR, folder / str(next(turn))),
            built=lambda: build_each(roster, None),
            prefilled=lambda: distribute(roster, YEAR, folder / str(next(turn)), prior=prior),
            prefilled_built=lambda: build_each(roster, prior),
        )
    count = len(roster.organs)
    built = min(BUILT, count)
    measures = []
    for what, base in (("struck", "built"), ("prefilled", "prefilled_built")):
        times = taken.ratio(base, what) / built * count
        measures.append(Measure(f"each {base}", taken[base], built))
        measures.append(
            Measure(f"each {what}: {times:.0f} times faster", taken[what], count, f"each {base}", 1 / times)
        )
    measures.append(Measure("memory of all turns", 0.0, peak_mib=peak_mib()))
    return measures
