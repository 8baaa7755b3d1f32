"""Who must report: the roster (单位名录), read from xlsx or csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

GOVERNMENT = "汇总"
KINDS = (GOVERNMENT, "本级", "部门", "乡镇街道")
LEVELS = ("省", "市", "县", "乡")
COLUMNS = {
    "code": "单位代码", "name": "单位名称", "parent": "上级代码", "kind": "单位性质",
    "level": "层级", "contact": "联系人", "phone": "联系电话",
}  # fmt: skip
_REQUIRED = ("code", "name", "parent", "kind", "level")


class RosterError(Exception):
    """The roster can't be used. The text names each fault with file, row and remedy, in Chinese."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of the roster; ``row`` is its row in the file, ``extra`` the columns beyond the known ones."""

    code: str
    name: str
    parent: str
    kind: str
    level: str
    contact: str
    phone: str
    row: int
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_government(self) -> bool:
        return self.kind == GOVERNMENT


@dataclass(frozen=True, eq=False)
class Roster:
    """All lines in the order of the file. A line whose parent code is empty or outside the file is a root."""

    path: str
    lines: tuple[RosterLine, ...]

    @cached_property
    def by_code(self) -> Mapping[str, RosterLine]:
        return {line.code: line for line in self.lines}

    @cached_property
    def children(self) -> Mapping[str, tuple[RosterLine, ...]]:
        """The lines directly below each code."""
        below: dict[str, list[RosterLine]] = {}
        for line in self.lines:
            below.setdefault(line.parent, []).append(line)
        return {code: tuple(lines) for code, lines in below.items()}

    @cached_property
    def roots(self) -> tuple[RosterLine, ...]:
        return tuple(line for line in self.lines if line.parent not in self.by_code)

    @cached_property
    def organs(self) -> tuple[RosterLine, ...]:
        """The lines that owe a return: all but the governments."""
        return tuple(line for line in self.lines if not line.is_government)

    def path_to(self, code: str) -> tuple[RosterLine, ...]:
        """The line with ``code`` and all above it, the root first."""
        trail: list[RosterLine] = []
        line = self.by_code.get(code)
        while line is not None:
            trail.append(line)
            line = self.by_code.get(line.parent)
        return tuple(reversed(trail))


def read_roster(path: Path) -> Roster:
    """The roster at ``path`` (xlsx, or csv in UTF-8 or GBK). RosterError where it can't be relied on."""
    rows = _rows(path)
    if not rows:
        raise RosterError(f"{path}：名录是空的，请填写 {'、'.join(COLUMNS.values())}")
    heads = [str(cell).strip() for cell in rows[0]]
    missing = [COLUMNS[name] for name in _REQUIRED if COLUMNS[name] not in heads]
    if missing:
        raise RosterError(f"{path} 第 1 行：缺少列 {'、'.join(missing)}，请补上")
    lines = []
    for number, cells in enumerate(rows[1:], start=2):
        texts = dict(zip(heads, (_text(cell) for cell in cells), strict=False))
        if any(texts.values()):
            known = {name: texts.pop(head, "") for name, head in COLUMNS.items()}
            lines.append(RosterLine(**known, row=number, extra=texts))
    faults = _faults(lines)
    if faults:
        shown = "\n".join(faults[:20]) + (f"\n……另有 {len(faults) - 20} 处" if len(faults) > 20 else "")
        raise RosterError(f"{path}：名录有 {len(faults)} 处错误\n{shown}")
    return Roster(str(path), tuple(lines))


def _rows(path: Path) -> list[list[object]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise RosterError(f"找不到名录“{path}”，请检查路径") from None
    except IsADirectoryError:
        raise RosterError(f"“{path}”是文件夹，请给出名录文件（xlsx 或 csv）") from None
    except OSError as error:
        raise RosterError(f"读不了名录“{path}”：{error.strerror}") from None
    if path.suffix.lower() == ".csv":
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return [list(row) for row in csv.reader(io.StringIO(data.decode(encoding)))]
            except UnicodeDecodeError:
                continue
        raise RosterError(f"{path}：文字编码认不出，请另存为 UTF-8 编码的 csv")
    from python_calamine import CalamineError, load_workbook

    try:
        sheet = load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
        return [[""] * (sheet.start[1] if sheet.start else 0) + list(row) for row in sheet.to_python()]
    except CalamineError as error:
        raise RosterError(f"{path}：不是可读的 xlsx 或 csv（{error}）") from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _faults(lines: list[RosterLine]) -> list[str]:
    by_code: dict[str, RosterLine] = {}
    return _line_faults(lines, by_code) + _tree_faults(lines, by_code)


def _line_faults(lines: list[RosterLine], by_code: dict[str, RosterLine]) -> list[str]:
    """Faults of single lines; fills ``by_code`` with the lines that can be told apart."""
    faults: list[str] = []
    for line in lines:
        where = f"第 {line.row} 行"
        if not line.code or not line.name:
            faults.append(f"{where}：单位代码和单位名称都要填写")
        elif line.code in by_code:
            faults.append(f"{where}：单位代码“{line.code}”与第 {by_code[line.code].row} 行重复")
        else:
            by_code[line.code] = line
        if line.kind not in KINDS:
            faults.append(f"{where}：单位性质“{line.kind}”应为 {'、'.join(KINDS)} 之一")
        if line.level not in LEVELS:
            faults.append(f"{where}：层级“{line.level}”应为 {'、'.join(LEVELS)} 之一")
    return faults


def _tree_faults(lines: list[RosterLine], by_code: dict[str, RosterLine]) -> list[str]:
    faults: list[str] = []
    for line in lines:
        parent = by_code.get(line.parent)
        if line.parent and parent is None:
            faults.append(f"第 {line.row} 行：上级代码“{line.parent}”不在名录里")
        elif parent is not None and not parent.is_government:
            faults.append(f"第 {line.row} 行：上级“{parent.name}”的单位性质不是汇总")
        seen = {line.code}
        while parent is not None:
            if parent.code in seen:
                faults.append(f"第 {line.row} 行：“{line.name}”的上级绕了一圈回到自己")
                break
            seen.add(parent.code)
            parent = by_code.get(parent.parent)
    return faults
