"""What a summary folder says of its governments: figures, how complete they are, and whose texts are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..coverage import Coverage
from ..form import Form
from ..rollup import State, Values
from ..roster import GOVERNMENT, OFFICE
from .inbox import CollatingError
from .shelf import Shelf

_COUNTS = ("expected", "summed", "rejected", "missing")


@dataclass(frozen=True, slots=True)
class GovernmentFigures:
    """One government's sum. ``wrong`` counts organs whose returns were summed though they go back; ``offices`` are the
    codes of its own office (本级); ``doubtful`` the names of organs that are summed and owe an explanation. ``edited``
    says which files of the folder were changed since it was written.
    """

    code: str
    name: str
    form: Form
    year: int
    values: Values
    coverage: Coverage
    wrong: int
    offices: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    edited: str = ""


def one_government(shelf: Shelf, wanted: str = "") -> GovernmentFigures:
    """That which ``wanted`` names by code or name, else the one at the top. Raises CollatingError where there is none,
    where several are at the top, or where it has no figures.
    """
    if not wanted and len(shelf.tops) != 1:
        raise CollatingError(f"这份汇总有 {len(shelf.tops)} 个最上级单位，请用 --government 指明一个")
    code = shelf.find_line(wanted) if wanted else shelf.tops[0]
    line = shelf.lines[code]
    if line.get("kind") != GOVERNMENT:
        raise CollatingError(f"“{line['agency_name']}”（{code}）不是汇总单位，请直接给出它的报送件")
    if code not in shelf.figures:
        raise CollatingError(f"“{line['agency_name']}”（{code}）在 {shelf.path} 里没有数字：所属单位没有一家计入")
    return _figures(shelf, code)


def every_government(shelf: Shelf) -> tuple[GovernmentFigures, ...]:
    """All that have figures, in the order of the tree."""
    codes = (code for code, line in shelf.lines.items() if line.get("kind") == GOVERNMENT and code in shelf.figures)
    return tuple(_figures(shelf, code) for code in codes)


def _figures(shelf: Shelf, code: str) -> GovernmentFigures:
    line = shelf.lines[code]
    offices = [each for each, one in shelf.lines.items() if one["parent_code"] == code and one.get("kind") == OFFICE]
    return GovernmentFigures(
        code=code,
        name=line["agency_name"],
        form=shelf.form,
        year=shelf.year,
        values=shelf.figures[code],
        coverage=_coverage(shelf, line),
        wrong=sum(_is_wrong(one) and shelf.is_below(each, code) for each, one in shelf.lines.items()),
        offices=tuple(offices),
        doubtful=tuple(
            one["agency_name"] for each, one in shelf.lines.items() if _is_doubtful(one) and shelf.is_below(each, code)
        ),
        edited=shelf.edited,
    )


def _coverage(shelf: Shelf, line: Mapping[str, str]) -> Coverage:
    try:
        expected, summed, rejected, missing = (int(line[name]) for name in _COUNTS)
    except (KeyError, ValueError):
        raise CollatingError(f"“{shelf.path}”的 status.csv 没有写明应报几家、已汇总几家，请重新汇总") from None
    return Coverage(expected, summed, rejected, missing)


def _is_wrong(line: Mapping[str, str]) -> bool:
    return line["state"] == State.REJECTED and line.get("included") == "1"


def _is_doubtful(line: Mapping[str, str]) -> bool:
    return line["state"] == State.NEEDS_EXPLANATION and line.get("included") == "1"
