"""For each government of a collation a folder of its own: official tables, page, and the order of those below it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..beside import done_beside
from ..written import RANKING, SUMMARY

if TYPE_CHECKING:
    from ..rollup import Summary

_LONGEST = 60  # characters of a folder's name
_MANY = 4  # governments from which a second process saves time


def write_each_government(summary: Summary, folder: Path) -> tuple[Path, ...]:
    """Writes, for each government below the top of ``summary`` that has figures, a folder ``<code> <name>`` into
    ``folder``, which is there: summary.xlsx, report.html and, where it has several governments of one level below it,
    排名.xlsx, with nothing of its neighbours in them. Returns the folders.
    """
    alone = len(summary.roots) == 1
    codes = [code for code, node in summary.nodes.items() if node.values is not None and (node.depth or not alone)]
    places = _places(summary, codes, folder)
    for place in places:
        place.mkdir()
    todo = list(zip(codes, places, strict=True))
    with done_beside(_write, summary, todo[1::2], worth_it=len(todo) >= _MANY):
        _write(summary, todo[::2])
    return tuple(places)


def _places(summary: Summary, codes: Sequence[str], folder: Path) -> list[Path]:
    from ..writing.struck.naming import clean_name

    taken: set[str] = set()
    places = []
    for code in codes:
        name = clean_name(f"{code} {summary.nodes[code].line.name}", _LONGEST)
        number, free = 2, name
        while free.casefold() in taken:
            free, number = f"{name}~{number}", number + 1
        taken.add(free.casefold())
        places.append(folder / free)
    return places


def _write(summary: Summary, todo: Sequence[tuple[str, Path]]) -> None:
    from ..collating.ranking_book import write_ranking
    from ..collating.subtree import subsummary
    from ..reporting.summary_page import summary_page
    from ..writing import write_summary

    for code, place in todo:
        own = subsummary(summary, code)
        write_summary(own, place / SUMMARY)
        (place / "report.html").write_text(summary_page(own), encoding="utf-8")
        write_ranking(own, place / RANKING)
