"""The rows of a roster's file, whatever program saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..a1 import Area
from ..values import folded
from .listed import Rows, find_heads, heads_of, lines_below
from .model import RosterError
from .words import COLUMNS, REQUIRED


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of the sheet that holds the roster; ``sheet`` is empty for csv. What is hidden counts from 0.

    ``unread`` are hidden sheets that look like a roster, too, and hold other lines; ``hidden`` tells whether the sheet
    itself is. ``struck`` are the cells with struck-out letters: true where all of them are.
    """

    sheet: str
    rows: Rows
    unread: tuple[str, ...] = ()
    hidden: bool = False
    struck: Mapping[str, bool] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Area, ...] = ()


def read_table(path: Path) -> Table:
    """The roster's table in the file at ``path``. RosterError where there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise RosterError(f"找不到名录“{path}”，请检查路径") from None
    except IsADirectoryError:
        raise RosterError(f"“{path}”是文件夹，请给出名录文件（xlsx 或 csv）") from None
    except OSError as error:
        raise RosterError(f"读不了名录“{path}”：{error.strerror}") from None
    if not data.strip():
        raise RosterError(f"名录“{path}”是空文件，请填写 {'、'.join(COLUMNS.values())}")
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return _sheet(path, data)
    return Table("", _csv(path, data))


def _csv(path: Path, data: bytes) -> Rows:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        first = text.splitlines()[0]
        delimiter = max(",\t;", key=first.count)
        try:
            return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        except csv.Error as error:
            raise RosterError(f"{path}：不是合格的 csv（{error}），请另存为 xlsx") from None
    raise RosterError(f"{path}：不是可读的 xlsx 或 csv，请另存为 xlsx 或 UTF-8 编码的 csv")


def _sheet(path: Path, data: bytes) -> Table:
    """The sheet that shows a roster; else a hidden one, else the first. RosterError where several differ."""
    sheets = _sheets(path, data)
    needed = {COLUMNS[name] for name in REQUIRED}
    fitting = [sheet for sheet in sheets if sheet.rows and needed <= set(heads_of(sheet.rows[find_heads(sheet.rows)]))]
    filled = sorted((sheet for sheet in fitting if _lines_in(sheet.rows)), key=lambda sheet: sheet.hidden)
    chosen = next(iter([*filled, *fitting, *sheets]), _Sheet("", [], False))
    others = [sheet for sheet in filled if _lines_in(sheet.rows) != _lines_in(chosen.rows)]
    shown = [sheet.name for sheet in others if not sheet.hidden]
    if shown:
        names = "、".join(f"“{name}”" for name in (chosen.name, *shown))
        raise RosterError(
            f"{path}：工作表{names}都是名录，内容不同，不知道该用哪一张；请只留要用的一张，其余的删去或另存"
        )
    from ..ooxml.sheet_frame import find_frame  # with calamine: only a workbook needs them

    unread = tuple(sheet.name for sheet in others)
    frame = find_frame(data, chosen.name)
    if frame is None:
        return Table(chosen.name, chosen.rows, unread, chosen.hidden)
    return Table(
        chosen.name,
        chosen.rows,
        unread,
        chosen.hidden,
        frame.struck,
        frame.hidden_rows,
        frame.hidden_columns,
        frame.merges,
    )


def _lines_in(rows: Rows) -> set[tuple[str, ...]]:
    """What the roster's columns say of each organ below the heads, in whatever order and words."""
    lines, _ = lines_below(rows, find_heads(rows))
    told = (tuple(folded(getattr(line, name)) for name in COLUMNS) for line in lines)
    return {line for line in told if any(line)}


class _Sheet(NamedTuple):
    name: str
    rows: Rows
    hidden: bool


def _sheets(path: Path, data: bytes) -> list[_Sheet]:
    from python_calamine import SheetVisibleEnum, load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
        sheets: list[_Sheet] = []
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            down, right = sheet.start or (0, 0)
            rows: Rows = [[] for _ in range(down)]
            rows += [[""] * right + list(row) for row in sheet.to_python()]
            sheets.append(_Sheet(about.name, rows, about.visible != SheetVisibleEnum.Visible))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged workbook makes the reader panic, which is no Exception
        raise RosterError(f"{path}：名录打不开（{error}），请用 Excel 或 WPS 打开后另存为 xlsx") from None
    return sheets
