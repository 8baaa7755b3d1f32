"""``nianbao round close``: a cut-off."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER


def close(folder: Path = FOLDER, by: str = BY) -> None:
    """截止：把现在的汇总冻结在“汇总”里，记下校验值。以后再截止，就是编了号的更正，另附与前一次的差异。

    有单位没有计入时照样冻结，说明缺哪些，退出码为 1。
    """
    from ... import close_round
    from ...told.decisions import effects_lines
    from ...wording import STATES
    from .common import frozen, who

    done = close_round(folder, by=who(by))
    if done.is_repeated:
        typer.echo(f"与上一次截止（{done.folder}）相同，没有变化，没有再冻结")
    kind = f"第 {done.correction} 次更正" if done.correction else "截止"
    typer.echo(f"{kind}：{done.summary.completeness}")
    for line in effects_lines(done.effects):
        typer.echo(line)
    typer.echo(f"冻结在 {done.folder}，校验值 {done.digest}")
    if done.delta:
        typer.echo(f"与前一次的差异：{done.delta}")
    frozen(done)
    lacking = [entry for entry in done.summary.chase if not entry.included]
    for entry in lacking:
        who_ = " ".join(part for part in (entry.line.contact, entry.line.phone) if part)
        typer.echo(f"缺：{entry.line.name}（{entry.line.code}）{STATES[entry.state]} {who_}".rstrip())
    if not done.summary.coverage.complete:
        raise typer.Exit(1)
