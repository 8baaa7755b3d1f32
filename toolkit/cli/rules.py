"""``nianbao rules``: every rule of an edition."""

from __future__ import annotations

import json
from enum import StrEnum

import typer


class Format(StrEnum):
    text = "text"
    json = "json"


def rules(
    year: int = typer.Argument(help="报告年度，如 2024。", metavar="YEAR"),
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
) -> None:
    """列出某年度格式的全部规则：编号、轻重、内容、涉及的表、出处。"""
    from ..form import load_form
    from ..wording import SEVERITIES

    form = load_form(year)
    numbers = {table.id: table.number for table in form.tables}
    if format is Format.json:
        listed = [
            {
                "id": rule.id,
                "severity": rule.severity.value,
                "formula": rule.words,
                "tables": [numbers[table] for table in rule.tables],
                "fix": rule.fix,
                "source": rule.source,
            }
            for rule in form.rules
        ]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for rule in form.rules:
        typer.echo(f"{rule.id}  {SEVERITIES[rule.severity]}  {rule.words}  （{rule.source}）")
