"""``nianbao compare``: two summaries, and what changed between them."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..collating.comparing import Change, Compared


class Format(StrEnum):
    text = "text"
    json = "json"
    xlsx = "xlsx"


def compare(
    first: Path = typer.Argument(help="先前的汇总文件夹。", metavar="A"),
    second: Path = typer.Argument(help="后来的汇总文件夹。", metavar="B"),
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="写到文件；xlsx 必须给出。"),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
) -> None:
    """比较两次汇总（两个年度，或同一年度的两次）：哪些数字变了、哪个单位、变了多少。"""
    from ..apart import refuse_inputs
    from ..collating.compared_words import words_of
    from ..collating.comparing import compare_summaries
    from ..output import whole_file
    from ..written import SUMMARY
    from .app import UsageProblem

    if format is Format.xlsx and output is None:
        raise UsageProblem("--format xlsx 须用 -o 指明写到哪个文件")
    refuse_inputs(output, [path.parent if path.name == SUMMARY else path for path in (first, second)])
    found = compare_summaries(first, second)
    if format is Format.xlsx and output is not None:
        with whole_file(output, force=force) as path:
            _write_book(found, path)
        return
    lines = [_as_json(found)] if format is Format.json else list(words_of(found, capped=output is None))
    if output is None:
        for line in lines:
            typer.echo(line)
        return
    with whole_file(output, force=force) as path:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _as_json(found: Compared) -> str:
    sides = {
        name: {"path": str(shelf.path), "year": shelf.year, "edition": shelf.form.edition}
        for name, shelf in (("first", found.first), ("second", found.second))
    }
    changes = [
        {
            "scope": "government" if change.is_government else "organ",
            "agency_code": change.code,
            "agency_name": change.name,
            "field": change.field.code,
            "label": change.field.label,
            "unit": change.field.unit.label,
            "first": change.field.unit.text(change.before),
            "second": change.field.unit.text(change.after),
            "difference": change.field.unit.text(change.difference),
            **_alike_json(change),
        }
        for change in found.changes
    ]
    whole = {
        **sides,
        "states": [
            {"agency_code": one.code, "agency_name": one.name, "first": one.before, "second": one.after}
            for one in found.moved
        ],
        "only_first": [{"agency_code": code, "agency_name": name} for code, name in found.only_first],
        "only_second": [{"agency_code": code, "agency_name": name} for code, name in found.only_second],
        "not_comparable": [field.code for field in found.not_comparable],
        "organs": [
            {
                "agency_code": code,
                "first": both.organs + both.only_then,
                "second": both.organs + both.only_now,
                "both": both.organs,
                "by_sum_alone": both.sums,
            }
            for code, both in found.organs.items()
        ],
        "changes": changes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _alike_json(change: Change) -> dict[str, dict[str, str | None]]:
    if change.alike is None:
        return {}
    texts = [None if steps is None else change.field.unit.text(steps) for steps in change.alike]
    return {"same_organs": dict(zip(("first", "second"), texts, strict=True))}


def _write_book(found: Compared, path: Path) -> None:
    from ..collating.compared_words import STATE_WORDS, cause_words
    from ..writing.lists.findings_book import MOST_ROWS, Column, List, write_lists

    heads = [Column("单位名称", 28), Column("单位代码", 20), Column("范围", 8), Column("项目", 50, True),
             Column("填报项代码", 26), Column("单位", 8), Column("先前", 14), Column("后来", 14), Column("增减", 14),
             Column("增减率", 10), Column("两次都有的单位：先前", 14), Column("两次都有的单位：后来", 14),
             Column("主要来自", 60, True), Column("说明", 44, True)]  # fmt: skip
    rows = [
        [
            change.name, change.code, "汇总" if change.is_government else "单位", change.field.label,
            change.field.code, change.field.unit.label, change.field.unit.number(change.before),
            change.field.unit.number(change.after), change.field.unit.number(change.difference),
            "—" if change.rate is None else f"{change.rate:+.1%}",
            *(None if steps is None else change.field.unit.number(steps) for steps in change.alike or (None, None)),
            cause_words(found.causes(change), change), found.remark(change.code),
        ]
        for change in found.changes[:MOST_ROWS]
    ]  # fmt: skip
    note = f"先前：{found.first.path}，{found.first.year} 年度；后来：{found.second.path}，{found.second.year} 年度"
    if len(found.changes) > MOST_ROWS:
        note += f"；只列出前 {MOST_ROWS} 个"
    moved = [[one.name, one.code, STATE_WORDS[one.before], STATE_WORDS[one.after]] for one in found.moved]
    skipped = [[field.label, field.code] for field in found.not_comparable]
    lists = [List("数字变化", heads, rows, note)]
    state_heads = [Column("单位名称", 28), Column("单位代码", 20), Column("先前", 12), Column("后来", 12)]
    lists.append(List("报送状态变化", state_heads, moved, note))
    if skipped:
        lists.append(List("不可比的项目", [Column("项目", 60, True), Column("填报项代码", 30)], skipped, note))
    write_lists(path, lists)
