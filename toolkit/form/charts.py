"""Charts of an edition: which figures each shows. How they are drawn is the business of the rooms above."""

from __future__ import annotations

from collections.abc import Sequence

from .figures import Figure, names, read_figure
from .model import Chart, ChartSeries, Field, Rule, Table
from .source import Section

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
