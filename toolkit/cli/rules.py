"""``nianbao rules``: every rule of an edition, or as an office's rules file has them."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..jobs.listing import RuleRow

OPTION = typer.Option(
    None,
    "--rules",
    metavar="FILE",
    help="规则文件（YAML）：停用哪些规则，改哪些的轻重，哪些只用于某些报告年度；"
    "写法如 rules: {SWING: off, NARRATED: {severity: notice}, T2-YUAN: {since: 2025, until: 2026}}，"
    "年度是报告年度，不写日期。",
)


class Format(StrEnum):
    text = "text"
    json = "json"


def rules(
    year: int = typer.Argument(help="报告年度，如 2024。", metavar="YEAR"),
    rules_file: Path | None = OPTION,
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
) -> None:
    """列出某年度格式的全部规则：编号、轻重、内容、涉及的表、出处、例子。"""
    from .. import list_rules, load_form
    from ..form.layout import load_layout
    from .rule_page import example_words

    rows = list_rules(year, rules_file)
    if format is Format.json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    form = load_form(year)
    layout = load_layout(form)
    shorts = {form.table(sheet.table).number: sheet.short for sheet in layout.tables}
    for row in rows:
        tables = "、".join(shorts[table] for table in row["tables"])
        source = f"  （{row['source']}）" if row["source"] else ""
        typer.echo(f"{row['id']}  {_state(row, year)}{f'  {tables}' if tables else ''}  {row['formula']}{source}")
        if row["examples"]["trips"]:
            typer.echo(f"    不合：{example_words(form, row['examples']['trips'])}")
        if row["examples"]["passes"]:
            typer.echo(f"    合：{example_words(form, row['examples']['passes'])}")


def _state(row: RuleRow, year: int) -> str:
    """How grave a rule is, and what the office's file made of it."""
    from ..form import Severity
    from ..wording import SEVERITIES

    severity, official = row["severity"], row.get("official_severity", row["severity"])
    words = SEVERITIES[Severity(severity)]
    said = [f"格式为{SEVERITIES[Severity(official)]}"] if severity != official else []
    since, until = row.get("since"), row.get("until")
    if since is not None or until is not None:
        said.append(f"用于 {since or ''}—{until or ''} 年度" if since != until else f"用于 {since} 年度")
    if not row.get("in_force", True):
        words, said = (f"{year} 年度不适用", said) if said else ("停用", [f"格式为{words}"])
    return f"{words}（{'，'.join(said)}）" if said else words
