"""What became of every line of the roster: status.csv for programs, and the list of those who must still be asked."""

from __future__ import annotations

import csv
from pathlib import Path, PurePosixPath

from ..csvtext import tamed, untamed
from ..form import Severity
from ..rollup import Entry, State, Summary
from ..roster import COLUMNS as ROSTER_COLUMNS
from ..roster import SUCCESSION, RosterError, RosterLine, merged_words
from ..wording import STATES

COLUMNS = (
    "agency_code", "agency_name", "kind", "level", "parent_code", "state", "file", "errors", "to_explain", "notices",
    "included", "expected", "summed", "rejected", "missing", "source", "superseded", "contact", "phone", "note",
)  # fmt: skip
IN_WORDS = ("单位性质", "层级", "状态")  # what some of them say, for people who filter the list
_SUCCESSION = {name: ROSTER_COLUMNS[name] for name in SUCCESSION}  # each is written where somebody has one


def write_status(summary: Summary, path: Path) -> None:
    """Writes the list to ``path``, in the order of the tree. The roster's further columns follow the known ones.

    ``expected`` to ``missing`` count the organs at and below the line, ``source`` says for a government whether its
    children or its own summary stand in the sum.
    """
    further = {line.code: _further(line) for line in summary.roster.lines}
    extras = list(dict.fromkeys(name for texts in further.values() for name in texts))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *IN_WORDS, *map(tamed, extras)])
        for _, entry in summary.tree():
            row = [*_row(summary, entry), *(further[entry.line.code].get(name, "") for name in extras)]
            writer.writerow([tamed(cell) if isinstance(cell, str) else cell for cell in row])


def _further(line: RosterLine) -> dict[str, str]:
    told = {head: text for name, head in _SUCCESSION.items() if (text := getattr(line, name))}
    return {**told, **line.extra}


def read_status(path: Path) -> list[RosterLine]:
    """The roster's lines as a list that ``write_status`` wrote at ``path`` has them. Raises RosterError for another."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heads, *rows = list(csv.reader(file)) or [[]]
    except FileNotFoundError:
        raise RosterError(f"“{path.parent}”里没有 status.csv，不是汇总文件夹；请给出上年的名录或汇总文件夹") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RosterError(f"读不了“{path}”（{error}），请给出上年的名录") from None
    if not set(_OF_ROSTER.values()) <= set(heads):
        raise RosterError(f"“{path}”不是汇总文件夹里的 status.csv，请给出上年的名录或汇总文件夹")
    return [_line(number, dict(zip(heads, row, strict=False))) for number, row in enumerate(rows, start=2)]


_OF_ROSTER = {
    "code": "agency_code", "name": "agency_name", "parent": "parent_code", "kind": "kind", "level": "level",
    "contact": "contact", "phone": "phone",
}  # fmt: skip


def _line(number: int, row: dict[str, str]) -> RosterLine:
    known = {name: untamed(row.get(column, "")) for name, column in _OF_ROSTER.items()}
    extra = {untamed(name): untamed(text) for name, text in row.items() if name not in (*COLUMNS, *IN_WORDS)}
    told = {name: extra.pop(head, "") for name, head in _SUCCESSION.items()}
    return RosterLine(**known, **told, row=number, extra=extra)


def _row(summary: Summary, entry: Entry) -> list[str | int]:
    line, chosen = entry.line, entry.chosen
    node = summary.nodes.get(line.code)
    coverage = summary.coverage_of(line)
    covering = summary.by_code[entry.covered_by].chosen if entry.covered_by else None
    shown = chosen or covering
    return [
        line.code,
        line.name,
        line.kind,
        line.level,
        line.parent,
        entry.state.value,
        shown.file if shown else "",
        chosen.count(Severity.ERROR) if chosen else 0,
        chosen.count(Severity.EXPLAIN) if chosen else 0,
        chosen.count(Severity.NOTICE) if chosen else 0,
        int(entry.included or bool(node and node.values is not None)),
        coverage.expected,
        coverage.included,
        coverage.rejected,
        coverage.missing,
        node.source.value if node else "",
        len(entry.superseded),
        line.contact,
        line.phone,
        note(summary, entry),
        line.kind,
        line.level,
        STATES[entry.state],
    ]


def note(summary: Summary, entry: Entry) -> str:
    """What must be said of a line beside its state."""
    heritage = summary.heritage_of(entry)
    return "；".join(filter(None, (_note(summary, entry), heritage)))


def _note(summary: Summary, entry: Entry) -> str:
    if entry.state is State.MERGED:
        came = "；仍收到报送件，没有计入，请问明" if entry.chosen else ""
        return merged_words(summary.roster, entry.line) + came
    if entry.rivals:
        return "重复报送，须用 --pick 选定一份"
    if entry.unread:
        files = "、".join(PurePosixPath(item.file.replace("\\", "/")).name for item in entry.unread)
        return f"另有更新的报送件读不出：{files}；请问明是否更正"
    if entry.covered_by:
        above = summary.by_code[entry.covered_by].line
        stated = summary.nodes[above.code].stated
        told = f"，其自报{stated.words}" if stated is not None and not stated.complete else ""
        return f"由{above.name}的汇总表计入{told}"
    if entry.line.is_government and entry.included:
        return "所属单位没有报送件，按自报的汇总表计入"
    if entry.line.is_government and entry.chosen is None:
        return "汇总单位，按所属单位汇总，无须单独报送"
    said = ["按已公布的报告计入"] if entry.is_from_published else []
    said += [f"重复报送，另有 {len(entry.superseded)} 份未采用"] if entry.superseded else []
    return "；".join(said)
