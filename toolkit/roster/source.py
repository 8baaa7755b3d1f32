"""The rows of a roster's file, whatever program saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..a1 import Area
from ..values import folded
from .model import COLUMNS, REQUIRED, RosterError

_HEAD_WITHIN = 10  # rows: a title may stand above the heads
Rows = list[list[object]]


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of the sheet that holds the roster; ``sheet`` is empty for csv. What is hidden counts from 0.

    ``unread`` are other sheets that look like a roster, too.
    """

    sheet: str
    rows: Rows
    unread: tuple[str, ...] = ()
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


def find_heads(rows: Sequence[Sequence[object]]) -> int:
    """The index of the row of heads: of the first rows, the one with the most of the required ones."""
    scores = [
        len({folded(str(cell)) for cell in row} & {COLUMNS[name] for name in REQUIRED}) for row in rows[:_HEAD_WITHIN]
    ]
    return max(range(len(scores)), key=lambda index: (scores[index], -index), default=0)


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
    """The first sheet with the heads of a roster; else the first."""
    sheets = _sheets(path, data)
    needed = {COLUMNS[name] for name in REQUIRED}
    fitting = [
        (name, rows)
        for name, rows in sheets
        if rows and needed <= {folded(str(cell)) for cell in rows[find_heads(rows)]}
    ]
    name, rows = next(iter(fitting or sheets), ("", []))
    unread = tuple(name for name, rows in fitting[1:] if any(map(any, rows[find_heads(rows) + 1 :])))
    from ..ooxml.sheet_frame import find_frame  # with calamine: only a workbook needs them

    frame = find_frame(data, name)
    if frame is None:
        return Table(name, rows, unread)
    return Table(name, rows, unread, frame.hidden_rows, frame.hidden_columns, frame.merges)


def _sheets(path: Path, data: bytes) -> list[tuple[str, Rows]]:
    from python_calamine import load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
        sheets: list[tuple[str, Rows]] = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            down, right = sheet.start or (0, 0)
            rows: Rows = [[] for _ in range(down)]
            rows += [[""] * right + list(row) for row in sheet.to_python()]
            sheets.append((name, rows))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged workbook makes the reader panic, which is no Exception
        raise RosterError(f"{path}：名录打不开（{error}），请用 Excel 或 WPS 打开后另存为 xlsx") from None
    return sheets
