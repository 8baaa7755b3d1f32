"""report.html of a collation: one page for the person in charge, which asks for nothing beyond itself."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ..coverage import Coverage
from ..doubts import doubts_of, whole_doubts
from ..form import Severity
from ..form.charts import Plot
from ..form.indicators import measure, shown
from ..form.layout import load_layout
from ..records import Agency, Record, Return, Status
from ..rollup import Entry, Node, Source, State, Summary
from ..wording import COMPARABLE, DOUBT_LEGEND, DOUBTFUL, LACKING, STATES
from ..writing.summary.charts import plots
from ..writing.summary.measures import compared, indicator_marks
from ..writing.summary.status import uses
from .charts import svg
from .drawn import DrawnTable, draw_tables
from .page import environment
from .side_by_side import pairs_of
from .verdict import ranked

MOST_CHASED = 500  # a page of thousands of lines is no page; the rest is in status.csv and summary.xlsx
MOST_DIFFERENCES = 100
_TO_EXPLAIN = Severity.EXPLAIN.value
MOST_ASIDE = 500
_WHY = {
    Status.UNREADABLE: "无法读取，请报送单位重新发送",
    Status.REJECTED: "有错误，退回改正后再计入",
    Status.NEEDS_EXPLANATION: "待说明",
    Status.ACCEPTED: "认不出是哪个单位的哪一份",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator, ready to be read."""

    label: str
    words: str
    group: str
    now: str
    then: str
    base: tuple[str, ...]  # both years of what the change is of, where that is not the whole
    change: str


@dataclass(frozen=True, slots=True)
class Chased:
    """One organ that must still be asked."""

    entry: Entry
    state: str
    above: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure in which a government's own summary differs from what is below it."""

    name: str
    label: str
    sent: str
    summed: str
    difference: str


@dataclass(frozen=True, slots=True)
class Aside:
    """One return whose figures are not in the sum, and why."""

    item: Return
    name: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart and its numbers as a table for those who can't see it."""

    plot: Plot
    picture: Markup


def summary_page(summary: Summary) -> str:
    """``summary`` as an HTML document that asks for nothing beyond itself."""
    differences, aside = _differences(summary), _aside(summary)
    pairs, more_pairs = pairs_of(summary.returns, ranked(summary.returns), both_ways=False)
    return (
        environment()
        .get_template("summary.html")
        .render(
            **figures_of(summary),
            title=f"{'、'.join(node.line.name for node in summary.roots)}{summary.year}年度{summary.form.title}汇总",
            coverage=summary.coverage,
            missing=STATES[State.MISSING],
            rejected=STATES[State.REJECTED],
            with_contacts=any(entry.line.contact or entry.line.phone for entry in summary.chase),
            chase=[_chased(summary, entry) for entry in summary.chase[:MOST_CHASED]],
            nodes=[(node, _remark(node)) for node in summary.nodes.values()],
            differences=differences[:MOST_DIFFERENCES],
            more_differences=len(differences) - MOST_DIFFERENCES,
            aside=aside[:MOST_ASIDE],
            more_aside=len(aside) - MOST_ASIDE,
            pairs=tuple(pairs.values()),
            more_pairs=more_pairs,
            share=_share(summary.coverage),
        )
    )


def figures_of(summary: Summary) -> dict[str, Any]:
    """What ``summary_figures.html`` shows: the official tables, indicators and charts of ``summary``."""
    top = summary.roots[0] if len(summary.roots) == 1 else None
    return {
        "summary": summary,
        "tables": _tables(summary),
        "measures": [(group, list(some)) for group, some in groupby(_measures(summary, top), lambda one: one.group)],
        "charts": [Shown(item, Markup(svg(item))) for item in plots(summary)],  # noqa: S704
        "doubtful_mark": DOUBTFUL,
        "doubt_legend": DOUBT_LEGEND if doubts_of(summary) else "",
        "legend": _legend(summary),
        "remark": top.remark if top else "",
        "comparable": COMPARABLE if top and top.base else (),
    }


def _tables(summary: Summary) -> Sequence[DrawnTable]:
    values = summary.values or (None,) * len(summary.form.fields)
    record = Record(summary.form.edition, summary.year, Agency(), values)
    layout = load_layout(summary.form)
    doubtful = {layout.place(index) for index in whole_doubts(summary, doubts_of(summary))}
    return [_marked(table, doubtful) for table in draw_tables(summary.form, layout, record, ())]


def _marked(table: DrawnTable, doubtful: Container[tuple[str, str]]) -> DrawnTable:
    """``table`` with the state of what is to be explained at its doubtful figures."""
    rows = (
        tuple(replace(cell, state=_TO_EXPLAIN) if (table.sheet, cell.address) in doubtful else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _measures(summary: Summary, top: Node | None) -> list[Measure]:
    form, values = summary.form, summary.values or (None,) * len(summary.form.fields)
    prior = top.prior if top and top.prior else (None,) * len(form.fields)
    made = []
    marks = indicator_marks(summary, top, whole_doubts(summary, doubts_of(summary)))
    for item, mark in zip(form.indicators, marks, strict=True):
        now, then = measure(item, values), measure(item, prior)
        change = compared(item, top.compared if top else None)
        mark = mark if now is not None else ""
        made.append(
            Measure(
                item.label, item.words, item.group,
                shown(form, item, now) + mark, shown(form, item, then),
                tuple(shown(form, item, measure(item, side)) for side in (top.base if top else None) or ()),
                shown(form, item, change, change=True) + mark,
            )
        )  # fmt: skip
    return made


def _chased(summary: Summary, entry: Entry) -> Chased:
    above = "·".join(line.name for line in summary.roster.path_to(entry.line.code)[:-1])
    return Chased(entry, STATES[entry.state], above)


def _remark(node: Node) -> str:
    said = []
    if node.source is Source.OWN:
        said.append("按本单位报送的汇总数计入")
    if node.differences:
        short = "" if node.coverage.complete else f"（所属单位缺 {node.coverage.lacking} 家）"
        said.append(f"与所属合计有 {len(node.differences)} 处差异{short}")
    return "；".join([*said, node.remark] if node.remark else said)


def _differences(summary: Summary) -> list[Disagreement]:
    made = []
    for node in summary.nodes.values():
        for item in node.differences:
            field = summary.form.fields[item.field]
            first, second = ("—" if steps is None else field.unit.text(steps) for steps in (item.first, item.second))
            made.append(Disagreement(node.line.name, field.label, first, second, field.unit.text(item.difference)))
    return made


def _legend(summary: Summary) -> str:
    """What the marks behind figures mean, of those that there are."""
    lacking = [] if summary.coverage.complete else [f"指标后有“{LACKING}”的，单位未到齐"]
    return "；".join([*([DOUBT_LEGEND] if doubts_of(summary) else []), *lacking])


def _aside(summary: Summary) -> list[Aside]:
    """What was read and not summed: unreadable, unlisted, replaced, sent back, of another year; the gravest first."""
    counted = {entry.chosen.index: entry for entry in summary.entries if entry.chosen}
    owners = {item.index: entry.line for entry in summary.entries for item in _sent(entry)}
    used = uses(summary)
    made = []
    for item in ranked(summary.returns):
        entry, line = counted.get(item.index), owners.get(item.index)
        if entry is not None and (entry.included or entry.line.is_government):
            continue  # in the sum, or held against it: told under 差异
        agency = item.record.agency if item.record else Agency()
        name, code = (line.name, line.code) if line else (agency.name, agency.code)
        why = used.get(item.index, "").removeprefix("未计入").removeprefix("：") or _WHY[item.status]
        made.append(Aside(item, name, code, why))
    return made


def _sent(entry: Entry) -> list[Return]:
    """All returns of one line of the roster."""
    replaced = (item.returned for item in entry.superseded)
    return [*replaced, *entry.unread, *entry.rivals, *([entry.chosen] if entry.chosen else [])]


def _share(coverage: Coverage) -> str:
    """Rounded, but all and none only where it is."""
    if not coverage.expected:
        return "—"
    nearest = (200 * coverage.included + coverage.expected) // (2 * coverage.expected)
    return f"{nearest if coverage.complete else min(max(nearest, int(coverage.included > 0)), 99)}%"
