"""What becomes of organs in the course of time: renamed, made part of another, split; each gives a new Roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..organ_names import listed_in, same_name
from ..values import folded
from .days import day_of
from .judged import line_faults
from .lines import line_of_code
from .model import Roster, RosterError, RosterLine
from .words import COLUMNS


def renamed(roster: Roster, code: str, name: str, *, new_code: str = "", since: date | str) -> Roster:
    """``roster`` in which the organ or government with ``code`` is called ``name`` since that day, and has ``new_code``
    where that is given; what it was called before stays known. An empty ``name`` leaves it its own.

    The day of a split stays where the line has one. Raises RosterError, in Chinese with what to do, for an unknown
    code, one that has become part of another, a code or name that is taken, no change at all, or what is no day.
    """
    day, line = _day(since), _live(roster, code)
    name, new_code = name.strip() or line.name, folded(new_code) or line.code
    if new_code == line.code and name == line.name:
        raise RosterError(f"“{line.name}”（{line.code}）的名称和代码都没有变，请给出新的名称或代码")
    if new_code != line.code:
        _refuse_taken(roster, new_code, line)
    former = line.former
    if not same_name(name, line.name):
        former = _with_first(line.name, line.former, without=name)
    changed = replace(
        line,
        code=new_code,
        name=name,
        former=former,
        former_codes=_with_first(line.code, line.former_codes, without=new_code) if new_code != line.code else
        line.former_codes,
        since=line.since if line.split_from and line.since else day,
    )  # fmt: skip
    lines = (changed if one is line else _repointed(one, line.code, new_code) for one in roster.lines)
    return _checked(roster, tuple(lines), f"“{line.name}”（{line.code}）不能这样改名")


def merged(roster: Roster, code: str, into: str, *, since: date | str) -> Roster:
    """``roster`` in which the organ with ``code`` has become part of the one with the code ``into`` since that day. Its
    line stays: it owes nothing any more, and last year's figures of both are added up.

    Raises RosterError, in Chinese with what to do, where one of the codes is unknown or has itself become part of
    another, where they are one organ, or a government and an organ, and for a government with others below it.
    """
    day, line, target = _day(since), _live(roster, code), _live(roster, into)
    if target is line:
        raise RosterError(f"“{line.name}”（{line.code}）不能并入它自己，请给出接收它的单位的代码")
    below = [one for one in roster.children.get(line.code, ()) if not one.merged_into]
    if line.is_government and below:
        raise RosterError(
            f"“{line.name}”（{line.code}）下面还有 {len(below)} 个单位，如“{below[0].name}”（{below[0].code}）；"
            "请先在名录里把它们的上级代码改好，或把它们逐个并入"
        )
    gone = replace(line, merged_into=target.code, since=day)
    lines = tuple(gone if one is line else one for one in roster.lines)
    return _checked(roster, lines, f"“{line.name}”（{line.code}）不能并入“{target.name}”（{target.code}）")


def split(roster: Roster, code: str, successors: Sequence[RosterLine], *, since: date | str) -> Roster:
    """``roster`` in which the organ with ``code`` is split into ``successors`` since that day. They stand in its place;
    where one of them has its code, it goes on with that line's name, else its own line is gone.

    Of a successor, code and name are needed; parent, kind and level are those of the organ where they are left empty.
    What had become part of the organ before belongs to the first of its successors, where the organ does not go on.
    Raises RosterError, in Chinese with what to do, for an unknown code, one that has become part of another, a
    government, fewer than two successors, or one whose code or name is missing or taken.
    """
    day, line = _day(since), _live(roster, code)
    if line.is_government:
        raise RosterError(f"“{line.name}”（{line.code}）是汇总单位，分设的请直接在名录里加上新的政府和它下面的单位")
    own = next((one for one in successors if folded(one.code) == line.code), None)
    others = [one for one in successors if one is not own]
    if len(successors) < 2 or not others:
        raise RosterError(
            f"“{line.name}”（{line.code}）只分出一个单位，请给出分设后的各个单位；只是改名或换代码的请用改名"
        )
    next_row = max(one.row for one in roster.lines) + 1
    stays = [] if own is None else [_going_on(line, own)]
    origin = (
        line.code if stays else "、".join(line.codes)
    )  # whose line is gone is known by its former codes all the same
    made = [_successor(roster, line, origin, one, day, row) for row, one in enumerate(others, start=next_row)]
    heir = made[0].code
    lines: list[RosterLine] = []
    for one in roster.lines:
        if one is line:
            lines += [*stays, *made]
        else:
            lines.append(one if own is not None or one.merged_into != line.code else replace(one, merged_into=heir))
    return _checked(roster, tuple(lines), f"“{line.name}”（{line.code}）不能这样分设")


def merged_words(roster: Roster, line: RosterLine) -> str:
    """What is said of a line that has become part of another: 已并入乙局（自 2025-03-01）."""
    into = roster.by_code.get(line.merged_into)
    day = f"（自 {line.since}）" if line.since else ""
    return f"已并入{into.name if into else line.merged_into}{day}"


def _successor(roster: Roster, line: RosterLine, origin: str, given: RosterLine, day: str, row: int) -> RosterLine:
    code, name = folded(given.code), given.name.strip()
    if not code or not name:
        raise RosterError(f"从“{line.name}”分设出来的单位须有代码和名称，“{code or name}”缺了一样，请补上")
    _refuse_taken(roster, code, line)
    return replace(
        given,
        code=code,
        name=name,
        parent=given.parent or line.parent,
        kind=given.kind or line.kind,
        level=given.level or line.level,
        row=row,
        split_from=origin,
        since=day,
    )


def _going_on(line: RosterLine, own: RosterLine) -> RosterLine:
    """``line`` after others were split from it, with what ``own`` says of it."""
    name = own.name.strip() or line.name
    former = line.former if same_name(name, line.name) else _with_first(line.name, line.former, without=name)
    return replace(
        line, name=name, former=former, contact=own.contact or line.contact, phone=own.phone or line.phone
    )  # fmt: skip


def _live(roster: Roster, code: str) -> RosterLine:
    """The line that has ``code``, or had it, and still owes a return (or is a government)."""
    line = line_of_code(folded(code), roster)
    if line is None:
        raise RosterError(f"名录里没有代码为“{code}”的单位，请核对代码")
    if line.merged_into:
        raise RosterError(
            f"“{line.name}”（{line.code}）{merged_words(roster, line)}，不能再改动；请改用并入后的单位的代码"
        )
    return line


def _refuse_taken(roster: Roster, code: str, line: RosterLine) -> None:
    taken = line_of_code(code, roster)
    if taken is not None and not (taken is line and code != line.code):  # an organ may have its former code again
        was = "" if taken.code == code else "曾用"
        raise RosterError(f"代码“{code}”已是“{taken.name}”的{was}代码，请另给一个代码")


def _day(since: date | str) -> str:
    day = day_of(since if isinstance(since, str) else since.isoformat())
    if not day:
        raise RosterError(f"“{since}”不是日期，请写到年、月、日，如 2025-03-01")
    return day


def _with_first(first: str, listed: str, *, without: str) -> str:
    """``listed`` with ``first`` before the rest, each once, and not ``without``, which it is called now."""
    kept = dict.fromkeys((first, *listed_in(listed)))
    return "、".join(one for one in kept if not same_name(one, without))


def _repointed(line: RosterLine, code: str, new_code: str) -> RosterLine:
    """``line``, with ``new_code`` wherever it names the organ that had ``code``."""
    named = {name: new_code for name in ("parent", "merged_into", "split_from") if getattr(line, name) == code}
    return replace(line, **named) if named and code != new_code else line  # type: ignore[arg-type]


def _checked(roster: Roster, lines: tuple[RosterLine, ...], refused: str) -> Roster:
    """The Roster of ``lines``. RosterError, which begins with ``refused``, where one that is read could not be so."""
    faults = sorted(line_faults(lines))
    if faults:
        names = {line.row: line.name for line in lines}
        told = [f"“{names[row]}”的{COLUMNS[column]}：{message}" for row, column, message in faults]
        raise RosterError("\n".join([f"{refused}：", *told]))
    return replace(roster, lines=lines)
