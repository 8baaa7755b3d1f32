"""Charts as SVG for a page: bars with their numbers beside them, told apart by lightness, not by colour."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..form.charts import Plot

_FONT = '"Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'
_GREYS = ("#1f3a5f", "#9db0c3", "#e9eef3")  # far apart in lightness, so that a black-and-white print tells them
_SIZE = 15
_WIDTH = 720
# Numbers stand behind the end of their bar; every bar has an outline, so that the palest is seen on white.
_CSS = (
    ".text-overlay text.value{text-anchor:start;transform:translateX(5px)}"
    ".bars .reactive{stroke:#1f3a5f;stroke-width:.8}.axis.x{display:none}"
)
_SPARE = re.compile(r"<!--.*?-->|<script.*?</script>|<script[^>]*/>|<title>.*?</title>", re.DOTALL)  # a page needs none


def svg(plot: Plot) -> str:
    """``plot`` as one ``<svg>`` element that asks for nothing from outside; equal plots give equal text."""
    style: Any = importlib.import_module("pygal.style")
    bar: Any = importlib.import_module("pygal.graph.horizontalbar")

    bars = len(plot.points) * max(len(plot.series), 1)
    chart = bar.HorizontalBar(
        js=[],
        css=["file://style.css", "file://graph.css", f"inline:{_CSS}"],
        style=style.Style(
            background="transparent",
            plot_background="transparent",
            colors=_shades(len(plot.series)),
            font_family=_FONT,
            value_font_family=_FONT,
            label_font_size=_SIZE,
            major_label_font_size=_SIZE,
            value_font_size=_SIZE,
            legend_font_size=_SIZE,
            opacity="1",
            transition="0s",
            value_colors=("#000",) * len(plot.series),
        ),
        width=_WIDTH,
        height=70 + 30 * bars + 14 * len(plot.points),
        margin_left=_extra_width(plot.points),
        margin_right=70,
        print_values=True,
        print_values_position="top",
        show_legend=len(plot.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=min(3, len(plot.series)),
        truncate_label=-1,
        truncate_legend=-1,
        show_x_labels=True,
        show_y_guides=False,
        disable_xml_declaration=True,
        explicit_size=False,
        formatter=_number,
    )
    # A horizontal bar chart is filled from the bottom; readers start at the top.
    chart.x_labels = list(reversed(plot.points))
    for label, numbers in plot.series:
        chart.add(label or plot.title, [None if n is None else float(n) for n in reversed(numbers)])
    chart.uuid = f"chart-{plot.id}"
    return _SPARE.sub("", str(chart.render(is_unicode=True)))


def _shades(count: int) -> tuple[str, ...]:
    return _GREYS[:count] if count <= len(_GREYS) else tuple(_GREYS[i % len(_GREYS)] for i in range(count))


def _extra_width(labels: Sequence[str]) -> float:
    """What Chinese labels need beyond the 0.6 em a character that pygal reckons with."""
    return 10 + 0.45 * _SIZE * max((len(label) for label in labels), default=0)


def _number(value: float | int | Decimal | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
