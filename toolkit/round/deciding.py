"""What the office decides of one organ: a figure corrected, leave, a doubt accepted, which return counts; and takes
back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..checking import says_something
from ..collating.inbox import same_file
from ..editions import load_edition
from ..findings import Finding
from ..form import Field, Form, Severity
from ..form.naming import FieldNameError, find_field
from ..records import Record, base_name, inputs_of
from ..rollup import Entry
from ..roster import RosterError, RosterLine
from ..values import read_value
from .arrivals import Arrival
from .finding import find_line
from .folder import RoundError
from .holding import sole_writer
from .judging import summarize
from .ledger import Line
from .model import Round, open_round
from .owners import settle_owners
from .readings import load_returns
from .rosters import write_roster_now
from .standing import DECISIONS, SUCCESSION, Standing, standing

_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_SHOWN = 5  # parts of a total that are named


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that stands in the ledger under number ``n``: what is ``said`` of it, in Chinese, and how the organ
    stood ``before`` and stands ``now``, where that may be another way.
    """

    n: int
    said: str
    before: Entry | None = None
    now: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One organ of a round that is being decided of."""

    of: Round
    stands: Standing
    line: RosterLine
    entry: Entry

    @property
    def record(self) -> Record:
        """The record that counts. Raises RoundError where there is none."""
        chosen = self.entry.chosen
        if self.line.is_government and chosen is None:
            raise RoundError(f"{self.line.name}（{self.line.code}）是汇总单位，不单独报送；请写它下面的单位")
        if chosen is None or chosen.record is None:
            sent = "报来的读不出来" if chosen else "还没有报送"
            raise RoundError(f"{self.line.name}（{self.line.code}）{sent}，没有可以处理的数")
        if self.entry.rivals:
            raise RoundError(f"{self.line.name}（{self.line.code}）报了几份，分不清以哪一份为准；请先用 choose 选定")
        return chosen.record

    @property
    def arrival(self) -> Arrival:
        """The arrival that counts, where ``record`` is."""
        file = self.entry.chosen.file if self.entry.chosen else ""
        return next(one for one in self.stands.arrivals if one.file == file)


def correct_figure(folder: str | Path, organ: str, field: str, value: str, *, reason: str, by: str) -> Decided:
    """Corrects the figure ``field`` of ``organ`` (code or name), as by telephone, to what ``value`` says.

    ``field`` is a code, a place or a path of labels (``find_field``). Raises RoundError for what can't be corrected: no
    such organ or field, a total, a value that is none, a figure that is so already.
    """
    with _deciding(folder, organ, "更正") as case:
        record = case.record
        form = load_edition(record.edition)
        item = _input_field(form, field)
        new = _steps(value, item)
        now = record.values[item.index]
        if new == now:
            raise RoundError(f"{case.line.name}的“{item.label}”已经是 {_shown(now, item)}，不用更正")
        (as_sent,) = load_returns(case.of, [case.arrival])
        assert as_sent.record is not None
        about = {
            "arrival": case.arrival.n,
            "edition": form.edition,
            "field": item.code,
            "index": item.index,
            "old": as_sent.record.values[item.index],
            "new": new,
            "reason": _reason(reason),
        }
        said = f"更正：{case.line.name}“{item.label}”{_shown(now, item)} → {_shown(new, item)}"
        return _decide(case, "correct", by, about, said)


def extend_leave(folder: str | Path, organ: str, until: date, *, reason: str = "", by: str = "") -> Decided:
    """Gives ``organ`` leave to report by the day ``until``; of a government, each organ at and below it that has none
    for longer. Raises RoundError for a day that is not after the one it is due on.
    """
    with _deciding(folder, organ, "延期") as case:
        due = case.of.settings.due
        if due and until.isoformat() <= due:
            raise RoundError(f"延到 {until.isoformat()} 不晚于这一轮的期限 {due}，请核对日期")
        roster, leaves = case.stands.roster, case.stands.leaves
        below = [line for line in roster.organs if case.line in roster.path_to(line.code)]
        some = below
        if case.line.is_government:
            some = [line for line in below if leaves.get(line.code, "") < until.isoformat()]
        if not some:
            raise RoundError(f"{case.line.name}以下没有要延到 {until.isoformat()} 的单位：都已准延到那天或更晚")
        kept = f"，{len(below) - len(some)} 家原已准延到那天或更晚，不变" if len(some) < len(below) else ""
        whom = f"{case.line.name}以下 {len(some)} 家" if case.line.is_government else case.line.name
        about = {"until": until.isoformat(), "reason": reason, "with": [line.code for line in some]}
        n = case.of.ledger.add("extend", by, about, case.line.code)
        return Decided(n, f"延期：{whom}可报到 {until.isoformat()}{kept}")


def accept_doubt(folder: str | Path, organ: str, rule: str, *, reason: str, by: str) -> Decided:
    """Accepts what ``rule`` (its id, or ``id@key`` of one instance) doubts of ``organ`` for a ``reason``, as long as
    the figures are as they are. Raises RoundError where it doubts nothing, or nothing that can be accepted.
    """
    with _deciding(folder, organ, "受理说明") as case:
        record = case.record
        told = _doubt(case, rule)
        if not says_something(reason, load_edition(record.edition).shortest_explanation):
            raise RoundError(f"理由“{reason}”没有说明原因，请写清为什么可以不改")
        about = {"arrival": case.arrival.n, "finding": told, "values": list(record.values), "reason": _reason(reason)}
        return _decide(case, "accept", by, about, f"受理：{case.line.name} {told}（{reason}）")


def choose_return(folder: str | Path, organ: str, file: str, *, reason: str = "", by: str = "") -> Decided:
    """Has the return called ``file`` (or with that number among those of ``organ``) count, until another one comes."""
    with _deciding(folder, organ, "选定报送件") as case:
        sent = [one for one in case.stands.arrivals if one.organ == case.line.code]
        if not sent:
            raise RoundError(f"{case.line.name}（{case.line.code}）还没有报送，没有可选的")
        named = [one for one in sent if same_file(one.file, file) or str(one.n) == file]
        named = named or [one for one in sent if base_name(one.file) == base_name(file)]
        if len(named) != 1:
            shown = "、".join(f"{one.n} {one.file}" for one in sent)
            raise RoundError(f"{case.line.name}没有叫“{file}”的报送件，或不止一份；报来的有：{shown}；请写前面的编号")
        about = {"arrival": named[0].n, "file": named[0].file, "reason": reason}
        done = _decide(case, "choose", by, about, f"选定：{case.line.name}以 {named[0].file} 为准")
        if done.now is None or done.now.chosen is None or done.now.chosen.file != named[0].file:
            raise RoundError(
                f"{case.line.name}（{case.line.code}）的“{named[0].file}”不能选定：读不出来、没有填，或不是"
                f" {case.of.settings.year} 年度的报送件；请从 history 里另选一份"
            )
        return done


def undo_decision(folder: str | Path, n: int | None = None, *, reason: str = "", by: str = "") -> Line:
    """Takes the decision in line ``n`` back by a new line; the last one in force, where no number is given.

    The line that was taken back is returned. Raises RoundError where it is no decision, or taken back already.
    """
    with open_round(folder) as of, sole_writer(of.folder, "撤销"):
        stands = standing(of)
        may = [line for line in stands.lines if line.verb in (*DECISIONS, "undo")]
        if n is None:
            may = [line for line in may if line.verb != "undo"]
        found = may[-1:] if n is None else [line for line in may if line.n == n]
        if not found:
            gone = n in stands.taken_back
            told = f"第 {n} 号已经撤销过了" if gone else f"第 {n} 号不是一项决定" if n else "没有可撤销的决定"
            raise RoundError(f"{told}；请用 nianbao round history 查看编号")
        (line,) = found
        with of.ledger.changing():
            of.ledger.add("undo", by, {"line": line.n, "reason": reason}, line.organ)
            after = standing(of)
            _resettle(after, line)
        if line.verb in (*SUCCESSION, "undo"):
            write_roster_now(after.roster, of.folder)
        return line


def _resettle(after: Standing, line: Line) -> None:
    """Settles whose all arrivals are, where what was taken back may change the roster. Raises RoundError where what was
    decided since can't be without it.
    """
    if line.verb not in (*SUCCESSION, "undo"):
        return
    try:
        settle_owners(after.of, after.arrivals, after.roster, {one.organ for one in after.arrivals})
    except RosterError as error:
        raise RoundError(f"第 {line.n} 号不能撤销，后来的决定以它为前提，请先撤销那些：{error}") from error


@contextmanager
def _deciding(folder: str | Path, organ: str, doing: str) -> Iterator[_Case]:
    """The case of ``organ``; whatever is decided within the block is one change."""
    with open_round(folder) as of, sole_writer(of.folder, doing):
        stands = standing(of)
        line = find_line(organ, stands.roster.lines)
        with of.ledger.changing():
            yield _case(of, stands, line)


def _case(of: Round, stands: Standing, line: RosterLine) -> _Case:
    return _Case(of, stands, line, summarize(stands, organs={line.code}).by_code[line.code])


def _decide(case: _Case, verb: str, by: str, about: Mapping[str, Any], said: str) -> Decided:
    n = case.of.ledger.add(verb, by, about, case.line.code)
    now = summarize(standing(case.of), organs={case.line.code}).by_code[case.line.code]
    return Decided(n, said, case.entry, now)


def _input_field(form: Form, text: str) -> Field:
    try:
        item = find_field(form, text)
    except FieldNameError as error:
        raise RoundError(str(error)) from None
    if item.computed:
        parts = [form.fields[index].label for index in sorted(inputs_of(form, item.index))]
        shown = "、".join(parts[:_SHOWN]) + (f"等 {len(parts)} 项" if len(parts) > _SHOWN else "")
        raise RoundError(f"“{item.label}”是合计，由各分项相加得出，不能单独更正；请更正其中的分项：{shown}")
    return item


def _steps(value: str, item: Field) -> int:
    """What a person writes as the new figure, in steps of its unit."""
    reading = read_value(value, item.unit, signed=item.signed)
    if (
        not _FIGURE.fullmatch(unicodedata.normalize("NFKC", value).strip())
        or reading.steps is None
        or (reading.steps < 0 and not item.signed)
    ):
        raise RoundError(f"“{value}”不是“{item.label}”可填的数（{item.unit.label}），请只写数字，如 12")
    return reading.steps


def _shown(steps: int | None, item: Field) -> str:
    return "空白" if steps is None else item.unit.text(steps)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RoundError("请用 --reason 写明理由")
    return reason.strip()


def _doubt(case: _Case, rule: str) -> str:
    """The id of what is doubted and meant by ``rule``."""
    findings = case.entry.chosen.findings if case.entry.chosen else ()
    asked = rule.strip().upper()
    meant = [one for one in findings if asked in (one.id.upper(), one.rule.upper())]
    open_ = [one for one in meant if one.severity is Severity.EXPLAIN and not one.settled]
    if open_:
        ids = {one.id for one in open_}
        return ids.pop() if len(ids) == 1 else open_[0].rule
    if meant and any(one.severity is Severity.ERROR for one in meant):
        raise RoundError(f"{case.line.name}的 {rule} 是错误，不能受理；请更正数字，或退回重报")
    doubts = _open_doubts(findings)
    shown = f"待说明的有：{'、'.join(doubts)}" if doubts else "没有待说明的"
    raise RoundError(f"{case.line.name}（{case.line.code}）没有 {rule} 这一项待说明；{shown}")


def _open_doubts(findings: Sequence[Finding]) -> list[str]:
    open_ = [one for one in findings if one.severity is Severity.EXPLAIN and not one.settled]
    return list(dict.fromkeys(one.id for one in open_))
