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
    """列出某年度格式的全部规则：编号、轻重、内容、涉及的表、出处、例子。"""
    from .. import list_rules, load_form
    from ..form.layout import load_layout
    from ..wording import SEVERITIES
    from .rule_page import example_words

    if format is Format.json:
        typer.echo(json.dumps(list_rules(year), ensure_ascii=False, indent=1))
        return
    form = load_form(year)
    layout = load_layout(form)
    for rule in form.rules:
        tables = "、".join(layout.sheet(table).short for table in rule.says.tables)
        typer.echo(
            f"{rule.id}  {SEVERITIES[rule.severity]}{f'  {tables}' if tables else ''}  {rule.words}  （{rule.source}）"
        )
        if rule.trips:
            typer.echo(f"    不合：{example_words(form, rule.trips)}")
        if rule.passes:
            typer.echo(f"    合：{example_words(form, rule.passes)}")
