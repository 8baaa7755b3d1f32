"""``nianbao template``: one blank locked workbook."""

from __future__ import annotations

from pathlib import Path

import typer

from .rules import OPTION


def template(
    year: int = typer.Argument(help="报告年度，如 2024。", metavar="YEAR"),
    output: Path = typer.Option(..., "-o", "--output", metavar="FILE", help="写到哪个文件。"),
    password: str = typer.Option("", "--password", help="工作表保护密码（只防误改，不是安全措施）。"),
    deadline: str = typer.Option(
        "", "--deadline", metavar="DATE", help="填报期限，如 2025-01-31，写在填报说明里；不给则按格式的规定。"
    ),
    contact: str = typer.Option("", "--contact", metavar="TEXT", help="联系人和电话，写在填报说明里。"),
    rules_file: Path | None = OPTION,
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
) -> None:
    """生成一份空白的锁定模板。"""
    from .. import in_force, load_form, read_rules, replacements, write_template
    from ..apart import refuse_inputs
    from ..days import deadline_words, passed_notice
    from .asking import one_line

    refuse_inputs(output, [rules_file])
    write_template(
        in_force(load_form(year), read_rules(rules_file) if rules_file else None),
        output,
        deadline=deadline_words(deadline, year),
        contact=one_line(contact, "--contact"),
        password=password or None,
        force=force,
    )
    for line in (*(f"注意：{line}" for line in replacements([year])), passed_notice(deadline)):
        if line:
            typer.echo(line, err=True)
    typer.echo(f"已生成 {output}", err=True)
