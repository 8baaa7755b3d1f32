"""``nianbao fill``: puts figures into a template, for offices whose case system can export them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import typer

from .app import UsageProblem


def fill(
    workbook: Path = typer.Argument(help="要填的模板（xlsx）。", metavar="WORKBOOK"),
    values: Path = typer.Argument(
        help="数据文件（json）：cover、fields、narrative、explanations。", metavar="VALUES.json"
    ),
    output: Path = typer.Option(..., "-o", "--output", metavar="FILE", help="写到哪个文件。"),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
) -> None:
    """把数据填进模板的填报单元格，其余原样不动。"""
    from ..writing import fill_workbook

    fill_workbook(workbook, read_values(values), output, force=force)
    typer.echo(f"已填好 {output}", err=True)


def read_values(path: Path) -> dict[str, object]:
    """The content of a VALUES.json, numbers to the last digit. UsageProblem where it is not readable as such."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise UsageProblem(f"找不到数据文件“{path}”，请检查路径") from None
    except json.JSONDecodeError as error:
        raise UsageProblem(f"{path} 第 {error.lineno} 行：不是合格的 JSON（{error.msg}），请检查标点和引号") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(f"读不了数据文件“{path}”（{error}），请检查它是否为 UTF-8 编码的 JSON 文件") from None
    if not isinstance(content, dict):
        raise UsageProblem(f'{path}：应为 {{"fields": {{…}}}} 这样的一组，请对照 samples/values 里的例子')
    return content
