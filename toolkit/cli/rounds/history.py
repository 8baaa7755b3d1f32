"""``nianbao round history``: all that happened with one organ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .common import FOLDER, ORGAN

if TYPE_CHECKING:
    from ...round.history import Event

_CELLS = 20


def history(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    everything: bool = typer.Option(False, "--all", help="不同的格全部列出；不写时每份最多列 20 格。"),
) -> None:
    """一个单位的经过：哪天来了哪一份、与前一份哪些格不同；谁在哪天为什么更正、延期、受理、选定、撤销。"""
    from ... import organ_history

    found = organ_history(folder, organ)
    typer.echo(f"{found.line.name}（{found.line.code}）")
    for event in found.events:
        for line in _lines(event, None if everything else _CELLS):
            typer.echo(line)
    if not found.events:
        typer.echo("  还没有任何记录")


def _lines(event: Event, most: int | None) -> Iterator[str]:
    from ...told.events import event_words

    line = event.line
    back = f"　【已由第 {event.taken_back} 号撤销】" if event.taken_back else ""
    reason = f"　理由：{line.data['reason']}" if line.data.get("reason") else ""
    yield f"  {line.n}  {event.when}  {line.by}  {event_words(line)}{reason}{back}"
    for cell in event.cells[:most]:
        yield f"      {cell.sheet}!{cell.cell} {cell.label}：{cell.before or '空白'} → {cell.after or '空白'}"
    if most is not None and len(event.cells) > most:
        yield f"      ……还有 {len(event.cells) - most} 格（加 --all 全部列出）"
