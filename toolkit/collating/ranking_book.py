"""排名.xlsx: the order of the governments of each level by each indicator, a sheet a level."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from ..form import Form
from ..form.indicators import NOTHING
from ..form.summary_words import load_summary_words
from ..rollup import Summary
from ..wording import DOUBTFUL, LACKING
from ..writing.lists.findings_book import Cell, Column, List, Shown, write_lists
from .ranking import Place, Ranking, rankings

_WIDTHS = (34, 6, 22, 13, 16, 12, 6, 12, 20, 36)
_WRAPPED = (0, 2, 4, 8, 9)
_COLUMNS = tuple(
    Column(label, width, wrap=index in _WRAPPED)
    for index, (label, width) in enumerate(zip(load_summary_words().heads["ranking"], _WIDTHS, strict=True))
)


def write_ranking(summary: Summary, path: Path) -> None:
    """Writes ``rankings`` to ``path``; nothing where no level has several governments."""
    found = rankings(summary)
    if not found:
        return
    whose = "、".join(node.line.name for node in summary.roots)
    legend = load_summary_words().ranking["legend"].format(lacking=LACKING, doubtful=DOUBTFUL)
    note = f"{whose}　{summary.year} 年度　{summary.completeness}　{legend}"
    lists = []
    for level, some in groupby(found, lambda one: one.level):
        rows = [_row(summary.form, ranking, place) for ranking in some for place in ranking.places]
        lists.append(List(_name(level), _COLUMNS, rows, note))
    write_lists(path, lists)


def _name(level: str) -> str:
    words = load_summary_words().ranking
    return words["sheet"].format(level=level) if level else words["unnamed"]


def _row(form: Form, ranking: Ranking, place: Place) -> list[Cell]:
    indicator, coverage = ranking.indicator, place.coverage
    unit = form.fields[indicator.numerator[0].field].unit
    short = "" if coverage.complete else f"{LACKING} 缺 {coverage.lacking} 家"
    marks = "；".join(filter(None, (short, f"{DOUBTFUL} 含待说明的数" if place.doubtful else "")))
    value: Cell = NOTHING
    if place.value is not None and indicator.is_ratio:
        value = Shown(float(place.value), "0.00%")
    elif place.value is not None:
        value = Shown(
            float(unit.number(int(place.value))), "#,##0" + ("." + "#" * unit.decimals if unit.decimals else "")
        )
    called = "%" if indicator.is_ratio else unit.label
    label = f"{indicator.label}（{indicator.group}）" if indicator.group else indicator.label
    return [
        label, place.rank, place.name, place.code, place.above, value, called,
        f"{coverage.included}/{coverage.expected}", marks, indicator.words,
    ]  # fmt: skip
