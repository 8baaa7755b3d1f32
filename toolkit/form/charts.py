"""Charts of an edition: which figures each shows, and their numbers. The rooms above draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .figures import Figure, names, read_figure
from .model import Chart, ChartSeries, Form
from .rule_model import Rule
from .source import Section
from .table_model import Field, Table

OVER = ("figures", "governments", "years")


def read_charts(
    root: Section, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> tuple[Chart, ...]:
    """The ``charts`` of a definition; empty where it has none.

    ``figures`` are the points of the axis, and ``labels`` replace their printed labels where those do not
    speak for themselves; ``series``, where given, are the columns or rows that each point is taken in.
    ``over: governments`` sets the governments below side by side, ``over: years`` last year and this one.
    """
    charts = []
    for section in root.sections("charts"):
        section.only("id", "title", "over", "figures", "labels", "series")
        over = section.choice("over", OVER, "figures")
        paths = section.strings("figures")
        if not paths:
            section.fail("图表没有内容，请写 figures: [...]")
        labels, groups = section.strings("labels"), section.strings("series")
        if labels and len(labels) != len(paths):
            section.fail(f"labels 有 {len(labels)} 个，figures 有 {len(paths)} 个，应当一一对应", "labels")
        if groups and over != "figures":
            section.fail("series 只能用在 over: figures 的图表里", "series")
        figures = [
            [read_figure(section, f"{group}.{path}" if group else path, tables, fields, rules) for path in paths]
            for group in groups or ("",)
        ]
        charts.append(
            Chart(
                id=section.get("id", str),
                title=section.get("title", str),
                over=over,
                points=labels or names(figures[0]),
                series=tuple(
                    ChartSeries(_series_name(section, group, tables, fields, rules), tuple(f.fields for f in each))
                    for group, each in zip(groups or ("",), figures, strict=True)
                ),
            )
        )
    return tuple(charts)


def _series_name(
    section: Section, path: str, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> str:
    if not path:
        return ""
    figure: Figure = read_figure(section, path, tables, fields, rules)
    return figure.row or figure.column


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with its numbers: ``series`` are (label, a number for each point); None where one is not known."""

    id: str
    title: str
    points: tuple[str, ...]
    series: tuple[tuple[str, tuple[int | Decimal | None, ...]], ...]


def plot(
    form: Form,
    chart: Chart,
    values: Sequence[int | None],
    *,
    prior: Sequence[int | None] | None = None,
    below: Sequence[tuple[str, Sequence[int | None]]] = (),
) -> Plot | None:
    """``chart`` of a government's ``values``, last year's ``prior`` and the governments ``below`` by name.

    None where there is nothing to set side by side: no last year, or fewer than two governments below.
    """

    def numbers(fields: Sequence[tuple[int, ...]], of: Sequence[int | None]) -> tuple[int | Decimal | None, ...]:
        return tuple(_sum(form, each, of) for each in fields)

    own = chart.series[0]
    if chart.over == "years":
        if prior is None:
            return None
        years = (("上年", prior), ("本年", values))
        return Plot(chart.id, chart.title, chart.points, tuple((name, numbers(own.fields, of)) for name, of in years))
    if chart.over == "governments":
        if len(below) < 2:
            return None
        each = [numbers(own.fields, of) for _, of in below]
        series = tuple((label, tuple(row[i] for row in each)) for i, label in enumerate(chart.points))
        return Plot(chart.id, chart.title, tuple(name for name, _ in below), series)
    series = tuple((item.label, numbers(item.fields, values)) for item in chart.series)
    return Plot(chart.id, chart.title, chart.points, series)


def _sum(form: Form, fields: Sequence[int], values: Sequence[int | None]) -> int | Decimal | None:
    known = [values[index] for index in fields]
    steps = [step for step in known if step is not None]
    return form.fields[fields[0]].unit.number(sum(steps)) if len(steps) == len(known) else None
