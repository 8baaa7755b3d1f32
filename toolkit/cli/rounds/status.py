"""``nianbao round status``: the board."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from .common import FOLDER

if TYPE_CHECKING:
    from ...round.board import Board, Counts, Row
    from ...round.steps import Step

_SHOWN = 60
_NAMED = 5


class Format(StrEnum):
    text = "text"
    json = "json"


def status(
    folder: Path = FOLDER,
    since: str | None = typer.Option(None, "--since", metavar="DATE", help="只看这一天以后（不含当天）谁有变化。"),
    at: str | None = typer.Option(None, "--at", metavar="DATE", help="看这一天结束时账上的情况（按记账的日子）。"),
    government: str = typer.Option("", "--government", metavar="CODE", help="只看一个政府（代码或名称）及其以下。"),
    format: Format = typer.Option(Format.text, "--format", help="输出格式：text 或 json。"),  # noqa: A002
) -> None:
    """进度：应报、已收、已说明、退回、逾期、延期、未报各几家，按政府列出；谁未报、谁逾期，附联系方式。"""
    from ... import round_status, steps_between
    from ...told.board import step_words
    from .common import day

    now = round_status(folder, at=day(at, "--at"), government=government)
    earlier = round_status(folder, at=day(since, "--since"), government=government) if since else None
    steps = steps_between(earlier, now) if earlier else ()
    if format is Format.json:
        typer.echo(json.dumps(_plain(now, steps), ensure_ascii=False, indent=1))
        return
    for line in _lines(now):
        typer.echo(line)
    if earlier:
        typer.echo(f"{earlier.day} 以来有变化的 {len(steps)} 家：")
        for step in steps:
            typer.echo(f"  {step_words(step)}")


def _lines(board: Board) -> Iterator[str]:
    from ...round.board import Place
    from ...told.board import PLACES, counts_words
    from ...told.decisions import edited_words

    yield f"{board.summary.year} 年度  {board.day}  {counts_words(board.whole)}"
    if len(board.governments) > 1:
        for line, counts in board.governments.values():
            yield f"  {line.name}  {counts_words(counts)}"
    for place in (Place.LATE, Place.RETURNED, Place.ON_LEAVE, Place.MISSING):
        yield from _listed(PLACES[place], [(row, "") for row in board.of(place)])
    came = board.of(Place.IN)
    yield from _listed("已收的里面待说明", [(row, f"，{'、'.join(row.doubts)}") for row in came if row.doubts])
    late = [row for row in came if row.came_late]
    if late:
        named = "、".join(f"{row.line.name}（{row.received}）" for row in late[:_NAMED])
        yield f"已收的里面迟报 {len(late)} 家：{named}" + ("等" if len(late) > _NAMED else "")
    for number in board.edited:
        yield edited_words(number)
    if board.unknown:
        yield f"不知道是哪个单位的 {len(board.unknown)} 份：{'、'.join(board.unknown[:_NAMED])}"


def _listed(title: str, rows: Sequence[tuple[Row, str]]) -> Iterator[str]:
    """The organs of one kind, each with what is said behind it."""
    if rows:
        yield f"{title} {len(rows)} 家："
        yield from (f"  {_row(row)}{behind}" for row, behind in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield f"  ……还有 {len(rows) - _SHOWN} 家（--format json 可列出全部）"


def _row(row: Row) -> str:
    who = " ".join(part for part in (row.line.contact, row.line.phone) if part)
    due = f"，延期到 {row.leave}" if row.leave else ""
    wrong = f"，错误 {row.errors}" if row.errors else ""
    return f"{row.line.name}（{row.line.code}）{who}{due}{wrong}"


def _plain(board: Board, steps: tuple[Step, ...]) -> dict[str, Any]:
    """The board for programs."""

    def counts(one: Counts) -> dict[str, int]:
        return {name.rstrip("_"): value for name, value in asdict(one).items()}

    def row(one: Row | None) -> dict[str, Any] | None:
        if one is None:
            return None
        line = one.line
        about = {"code": line.code, "name": line.name, "contact": line.contact, "phone": line.phone}
        plain = {name: getattr(one, name) for name in ("due", "received", "file", "errors", "to_explain", "leave")}
        return {
            **about,
            "place": one.place,
            "state": one.state,
            **plain,
            "doubts": list(one.doubts),
            "came_late": one.came_late,
        }

    return {
        "year": board.summary.year,
        "day": board.day.isoformat(),
        "whole": counts(board.whole),
        "governments": [
            {"code": line.code, "name": line.name, **counts(one)} for line, one in board.governments.values()
        ],
        "organs": [row(one) for one in board.rows],
        "unknown": list(board.unknown),
        "edited": list(board.edited),
        "changed": [{"code": one.line.code, "before": row(one.before), "now": row(one.now)} for one in steps],
    }
