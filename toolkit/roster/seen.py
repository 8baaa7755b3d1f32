"""What a person who looks at the sheet sees otherwise than it is read: merged cells, what is hidden or struck out."""

from __future__ import annotations

from collections.abc import Sequence

from ..a1 import Area, address, column_letters, range_of
from .faults import Fault
from .model import RosterLine
from .ranks import named
from .source import Table
from .words import COLUMNS, REQUIRED


def merge_faults(table: Table, top: int, heads: Sequence[str], lines: Sequence[RosterLine]) -> list[Fault]:
    """Merged cells that leave a line without something it needs; ``top`` is the row of heads, from 0."""
    needed = {COLUMNS[name]: name for name in REQUIRED}
    faults = []
    for area in _swallowing(table, top, heads, lines):
        first, left, _, right = area
        own = [needed[head] for head in heads[left : right + 1] if head in needed]
        if not own:
            continue
        cells = f"{range_of(area)} 是合并单元格"
        if first <= top:
            told = f"表头 {cells}；表头只能有一行，请取消合并，把列名都写在第 {top + 1} 行"
        elif left < right:
            told = (
                f"{cells}（“{_shown(table, area)}”），而每一行应是一个单位，一格一项；"
                "是小标题或说明的请删去这一行，不是的请取消合并后逐格填写"
            )
        else:
            told = f"{cells}（“{_shown(table, area)}”），其余各行读出来是空的；请取消合并，在每一行都填写"
        faults.append((max(first, top) + 1, own[0], told))
    return faults


def apart_from_merges(
    faults: Sequence[Fault], table: Table, top: int, heads: Sequence[str], lines: Sequence[RosterLine]
) -> list[Fault]:
    """Those of ``faults`` that do not come of merged cells, which are told themselves."""
    merges = _swallowing(table, top, heads, lines)

    def merged(fault: Fault) -> bool:
        row, column = fault[0] - 1, heads.index(COLUMNS[fault[1]])
        return any(up <= row <= down and left <= column <= right for up, left, down, right in merges)

    return [fault for fault in faults if not merged(fault)]


def struck_faults(table: Table, heads: Sequence[str], lines: Sequence[RosterLine]) -> list[Fault]:
    """One fault for each line that is struck out, or in which something is: a person takes it for gone."""
    faults = []
    for line in lines:
        struck = {
            name: table.struck[cell]
            for name in REQUIRED
            if (cell := address(line.row - 1, heads.index(COLUMNS[name]))) in table.struck
        }
        if struck.get("code") or struck.get("name"):
            told = f"“{line.name}”划了删除线，仍会算作要报送的单位；不报送的请删去整行，要报送的请取消删除线"
        else:
            told = "里面有划掉的字，读取时仍算在内；请改成应有的内容，并取消删除线"
        faults += [(line.row, name, told) for name in list(struck)[:1]]
    return faults


def seen_notices(table: Table, top: int, heads: Sequence[str], lines: Sequence[RosterLine]) -> list[str]:
    """What is read though a person may not see it, or not read though they may think so."""
    notices = []
    hidden = [line for line in lines if line.row - 1 in table.hidden_rows]
    if hidden:
        notices.append(
            f"{named(hidden)}所在的行是隐藏的或被筛选掉的，仍算在名录里；不该报送的请删去该行，其余的请取消隐藏"
        )
    columns = [index for index in sorted(table.hidden_columns) if index < len(heads) and heads[index]]
    if columns:
        shown = "、".join(f"{column_letters(index)} 列“{heads[index]}”" for index in columns)
        notices.append(f"{shown}是隐藏的，仍照里面的内容读取；请取消隐藏核对")
    needed = {COLUMNS[name] for name in REQUIRED}
    loose = [area for area in _swallowing(table, top, heads, lines) if not needed & set(heads[area[1] : area[3] + 1])]
    if loose:
        shown = "、".join(map(range_of, loose[:3])) + (f"等 {len(loose)} 处" if len(loose) > 3 else "")
        notices.append(f"{shown} 是合并单元格，内容只算在第一格；各行都应有的，请取消合并后逐行填写")
    if table.hidden:
        notices.append("这张工作表是隐藏的，仍照里面的内容读取；请取消隐藏核对")
    if table.unread:
        shown = "、".join(f"“{name}”" for name in table.unread)
        notices.append(f"隐藏的工作表{shown}也是名录，内容不同，没有读取；要用的请单独存为一个文件")
    return notices


def _swallowing(table: Table, top: int, heads: Sequence[str], lines: Sequence[RosterLine]) -> list[Area]:
    """The merged ranges that take more than one thing in: several lines, or one line's cells of several columns."""
    rows = {top, *(line.row - 1 for line in lines)}

    def swallows(area: Area) -> bool:
        first, left, last, right = area
        taken = [row for row in range(max(first, top), min(last, len(table.rows) - 1) + 1) if row in rows]
        columns = [head for head in heads[left : right + 1] if head]
        # A head over several columns leaves those without one.
        broad = len(columns) > 1 or (bool(columns) and first <= top <= last and left < right)
        return bool(_shown(table, area)) and bool(columns) and (len(taken) > 1 or (bool(taken) and broad))

    return [area for area in table.merges if area[2] >= top and swallows(area)]


def _shown(table: Table, area: Area) -> str:
    row = table.rows[area[0]] if area[0] < len(table.rows) else []
    text = str(row[area[1]]).strip() if area[1] < len(row) else ""
    return text if len(text) <= 20 else f"{text[:20]}……"
