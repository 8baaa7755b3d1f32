"""A list that a collation wrote as CSV, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..csvtext import tamed, untamed
from .inbox import CollatingError


def write_list(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes ``rows`` of ``columns`` to ``path``, no text of them a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([tamed(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def read_list(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of the list at ``path``. Raises CollatingError where it is not there or lacks some of ``columns``."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{name: untamed(text or "") for name, text in row.items() if name} for row in reader]
            there = reader.fieldnames or ()
    except FileNotFoundError:
        raise CollatingError(
            f"“{path.parent}”里没有 {path.name}，请给出完整的汇总文件夹：其中几个文件要放在一起"
        ) from None
    except (OSError, UnicodeDecodeError, csv.Error):
        there = ()
    if not set(columns) <= set(there):
        raise CollatingError(f"“{path}”不是汇总生成的清单，请重新汇总")
    return rows
