"""The sheet that tells an agency what to mend: the first one of a workbook sent back, the same in every edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .folders import data_folders
from .source import read_definition


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The sheet's name, title and columns. Rows and columns count from 0; ``top`` is the first finding's row.

    The column ``rule`` holds a finding's id, ``explanation`` what the agency writes about it.
    """

    sheet: str
    title: str
    top: int
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    widths: Mapping[str, int]


@lru_cache(maxsize=1)
def load_answer() -> AnswerSheet:
    """The AnswerSheet that ``templates/shared/answer.yaml`` describes."""
    root = read_definition(data_folders()[0] / "templates" / "shared" / "answer.yaml")
    root.only("sheet", "title", "first_row", "columns")
    columns = root.section("columns")
    names = [name for name, _ in columns.items()]
    return AnswerSheet(
        sheet=root.get("sheet", str),
        title=root.get("title", str),
        top=root.get("first_row", int) - 1,
        columns={name: index for index, name in enumerate(names)},
        labels={name: columns.section(name).get("label", str) for name in names},
        widths={name: columns.section(name).get("width", int) for name in names},
    )
