"""``nianbao fill``: puts figures from a file into a workbook."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import typer

_EPOCH = "SOURCE_DATE_EPOCH"  # as reproducible-builds.org has it


def fill(
    workbook: Path = typer.Argument(help="发放的模板。", metavar="WORKBOOK"),
    values: Path = typer.Argument(help="要填的数，JSON 文件。", metavar="VALUES.json"),
    output: Path = typer.Option(..., "-o", "--output", metavar="FILE", help="写到哪个文件。"),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示说明。"),
) -> None:
    """把 JSON 文件里的数和文字填进模板的填报单元格。"""
    from ..apart import refuse_inputs
    from ..writing import fill_workbook

    refuse_inputs(output, [values])
    fill_workbook(workbook, _read(values), output, force=force, now=_now())
    if not quiet:
        typer.echo(f"已填好 {output}", err=True)


def _now() -> datetime | None:
    """The time that the variable names, for the same workbook to the byte; None for that of the clock."""
    from .app import UsageProblem

    given = os.environ.get(_EPOCH, "")
    if not given:
        return None
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageProblem(f"环境变量 {_EPOCH} 应为 1970 年以来的秒数，现为“{given}”，请改正或删去") from error


def _read(path: Path) -> dict[str, object]:
    """The content of VALUES.json, decimals to the digit."""
    from .app import UsageProblem

    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal, object_pairs_hook=_once)
    except FileNotFoundError as error:
        raise UsageProblem(f"找不到“{path}”，请检查路径") from error
    except UnicodeDecodeError as error:
        raise UsageProblem(f"“{path}”不是 UTF-8 文字，请另存为 UTF-8") from error
    except OSError as error:
        raise UsageProblem(f"读不出“{path}”：{error.strerror or error}；请检查路径和权限") from error
    except json.JSONDecodeError as error:
        raise UsageProblem(f"“{path}”第 {error.lineno} 行第 {error.colno} 列不是合格的 JSON，请改正") from error
    except _TwiceError as error:
        raise UsageProblem(f"“{path}”：{error}") from error
    except RecursionError as error:
        raise UsageProblem(f"“{path}”层次过深，不像是 VALUES.json") from error
    if not isinstance(content, dict):
        raise UsageProblem(f'“{path}”应为一组 {{"cover": …, "fields": …, "narrative": …, "explanations": …}}')
    return content


class _TwiceError(ValueError):
    """A key stands twice in one JSON object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise _TwiceError(f"“{key}”写了两次，请删去一个")
        seen[key] = value
    return seen
