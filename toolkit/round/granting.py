"""What the office grants an organ: leave to report later, a doubt accepted, which of its returns counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..checking import says_something
from ..collating.inbox import same_file
from ..editions import load_edition
from ..form import Severity
from ..records import base_name
from .deciding import Case, Decided, decide, deciding, said_reason
from .folder import RoundError
from .judging import open_doubts


def extend_leave(folder: str | Path, organ: str, until: date, *, reason: str = "", by: str = "") -> Decided:
    """Gives ``organ`` leave to report by the day ``until``; of a government, each organ at and below it that has none
    for longer. Raises RoundError for a day that is not after the one it is due on.
    """
    with deciding(folder, organ, "延期") as case:
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
    with deciding(folder, organ, "受理说明") as case:
        record = case.record
        told = _doubt(case, rule)
        if not says_something(reason, load_edition(record.edition).shortest_explanation):
            raise RoundError(f"理由“{reason}”没有说明原因，请写清为什么可以不改")
        about = {
            "arrival": case.arrival.n,
            "finding": told,
            "values": list(record.values),
            "reason": said_reason(reason),
        }
        return decide(case, "accept", by, about, f"受理：{case.line.name} {told}（{reason}）")


def choose_return(folder: str | Path, organ: str, file: str, *, reason: str = "", by: str = "") -> Decided:
    """Has the return called ``file`` (or with that number among those of ``organ``) count, until another one comes."""
    with deciding(folder, organ, "选定报送件") as case:
        sent = [one for one in case.stands.arrivals if one.organ == case.line.code]
        if not sent:
            raise RoundError(f"{case.line.name}（{case.line.code}）还没有报送，没有可选的")
        named = [one for one in sent if same_file(one.file, file) or str(one.n) == file]
        named = named or [one for one in sent if base_name(one.file) == base_name(file)]
        if len(named) != 1:
            shown = "、".join(f"{one.n} {one.file}" for one in sent)
            raise RoundError(f"{case.line.name}没有叫“{file}”的报送件，或不止一份；报来的有：{shown}；请写前面的编号")
        about = {"arrival": named[0].n, "file": named[0].file, "reason": reason}
        done = decide(case, "choose", by, about, f"选定：{case.line.name}以 {named[0].file} 为准")
        if done.now is None or done.now.chosen is None or done.now.chosen.file != named[0].file:
            raise RoundError(
                f"{case.line.name}（{case.line.code}）的“{named[0].file}”不能选定：读不出来、没有填，或不是"
                f" {case.of.settings.year} 年度的报送件；请从这个单位的经过里另选一份"
            )
        return done


def _doubt(case: Case, rule: str) -> str:
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
    doubts = open_doubts(case.entry.chosen)
    shown = f"待说明的有：{'、'.join(doubts)}" if doubts else "没有待说明的"
    raise RoundError(f"{case.line.name}（{case.line.code}）没有 {rule} 这一项待说明；{shown}")
