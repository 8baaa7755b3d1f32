"""图表: native charts with their numbers beside them, told apart by lightness so that a grey print reads well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...form import Chart
from ...form.charts import Plot, plot
from ...ooxml.cell_text import fitting
from ...rollup import Node, Summary
from .style import CHARTS, Styles, face_line, foot, title_of

MOST_GOVERNMENTS = 40  # side by side in one chart; more can't be read
_SHADES = ("#404040", "#A6A6A6", "#E7E6E6")
_DATA = 8  # the column of the numbers, right of the charts
_PIXELS_PER_ROW = 20
_ONE_LINE = 11  # characters of a title above its numbers


def plots(summary: Summary) -> list[Plot]:
    """The charts of the edition with the numbers of the whole; those with nothing to show are left out."""
    values = summary.values
    if values is None:
        return []
    top = summary.roots[0] if len(summary.roots) == 1 else None
    children = summary.roster.children.get(top.line.code, ()) if top else ()
    nodes = [summary.nodes[line.code] for line in children if line.is_government] if top else list(summary.roots)
    below = [(node.line.name, node.values) for node in nodes if node.values is not None]
    made = []
    for chart in summary.form.charts:
        shown = below
        if len(below) > MOST_GOVERNMENTS:
            first = chart.series[0].fields[0]
            shown = sorted(below, key=lambda item: -sum(item[1][index] for index in first))[:MOST_GOVERNMENTS]
        if chart.over == "years":
            made.append(_years(summary, chart, top))
        else:
            made.append(plot(summary.form, chart, values, below=shown))
    return [item for item in made if item is not None]


def _years(summary: Summary, chart: Chart, top: Node | None) -> Plot | None:
    """Both years of the same organs; its title says where those are not all."""
    if top is None or top.prior is None or top.compared is None:
        return None
    now, then = top.compared
    made = plot(summary.form, chart, now, prior=then)
    whose = f"两年都有的 {top.both.organs} 家" if top.both and top.both.organs and not top.both.same else top.remark
    return replace(made, title=f"{made.title}（{whose}）") if made is not None and whose else made


def add_charts(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds the sheet: charts one below the other, each with its table of numbers on the right."""
    sheet = book.add_worksheet(CHARTS)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, fitting(title_of(summary, CHARTS)), styles.title())
    sheet.write_string(1, 0, fitting(face_line(summary)), styles.note())
    sheet.set_column(0, _DATA - 2, 12)
    sheet.set_column(_DATA - 1, _DATA - 1, 3)
    sheet.set_column(_DATA, _DATA, 24)
    sheet.set_column(_DATA + 1, _DATA + 4, 13)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(foot(summary))
    row, breaks = 3, []
    for number, item in enumerate(plots(summary)):
        if number and number % 2 == 0:
            breaks.append(row)
        row = _add_chart(book, sheet, styles, item, row)
    if row == 3:
        sheet.write_string(3, 0, "没有可以画的数字", styles.note())
    sheet.set_h_pagebreaks(breaks)


def _add_chart(book: Workbook, sheet: Worksheet, styles: Styles, item: Plot, top: int) -> int:
    """Draws one chart at row ``top``; returns the row where the next may begin."""
    _write_data(sheet, styles, item, top)
    first, last = top + 1, top + len(item.points)
    chart = book.add_chart({"type": "bar"})
    assert chart is not None
    for index, (label, numbers) in enumerate(item.series):
        column = _DATA + 1 + index
        chart.add_series(
            {
                "name": [sheet.name, top, column],
                "categories": [sheet.name, first, _DATA, last, _DATA],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": _SHADES[index % len(_SHADES)]},
                "border": {"color": "#262626", "width": 0.75},
                "data_labels": {"value": True, "font": {"name": styles.font, "size": 9}},
                "gap": 60,
                "overlap": -5 if len(item.series) > 1 else 0,
            }
        )
        assert label is not None
        assert len(numbers) == len(item.points)
    font = {"name": styles.font, "size": 10, "bold": False}
    chart.set_title({"name": item.title, "name_font": {"name": styles.font, "size": 13}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": font, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "bottom", "font": font} if len(item.series) > 1 else {"none": True})
    height = 90 + len(item.points) * (18 * len(item.series) + 12)
    chart.set_size({"width": 640, "height": height})
    sheet.insert_chart(top, 0, chart, {"description": item.title, "object_position": 2})
    return top + max(-(-height // _PIXELS_PER_ROW), len(item.points) + 2) + 2


def _write_data(sheet: Worksheet, styles: Styles, item: Plot, top: int) -> None:
    heads: Sequence[str] = [item.title, *(label or "数量" for label, _ in item.series)]
    if len(item.title) > _ONE_LINE:
        sheet.set_row(top, 30)
    for offset, text in enumerate(heads):
        sheet.write_string(top, _DATA + offset, text, styles.head())
    for offset, point in enumerate(item.points):
        sheet.write_string(top + 1 + offset, _DATA, fitting(point), styles.text())
        for column, (_, numbers) in enumerate(item.series, start=_DATA + 1):
            value = numbers[offset]
            if value is None:
                sheet.write_blank(top + 1 + offset, column, None, styles.number())
            else:
                sheet.write_number(top + 1 + offset, column, float(value), styles.number(4))
