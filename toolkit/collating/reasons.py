"""Why an organ's figure stands otherwise in the second of two summaries, as far as their files tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..form import Field
from ..records import Correction, base_name
from ..rollup import Source, State
from ..wording import STATES, corrected_words
from .corrections import corrections_in
from .shelf import Shelf
from .successions import Successions
from .why import Reason, Why


@dataclass(frozen=True, eq=False)
class Reasons:
    """Tells them of two summaries, the second of which is the later one."""

    first: Shelf
    second: Shelf

    def of(self, code: str, field: Field) -> tuple[Reason, ...]:
        """Why the figure ``field`` of the organ ``code`` is otherwise; the nearest reason first, none where no file
        tells any.
        """
        then, now = self.first.lines.get(code), self.second.lines.get(code)
        told = [*self._corrected(code, field), *self._decided(code, field)]
        if then is not None and now is not None:
            told += _counted(then, now)
            told += self._sent_again(code, then, now)
            if then["parent_code"] != now["parent_code"]:
                above = [_above(*side) for side in ((self.first, then), (self.second, now))]
                told.append(Reason(Why.MOVED, f"上级由{above[0]}改为{above[1]}"))
        return (*told, *self._successions.of(code))

    @cached_property
    def _successions(self) -> Successions:
        return Successions(self.first, self.second)

    def _corrected(self, code: str, field: Field) -> Iterator[Reason]:
        form = self.second.form
        earlier = {_key(one) for one in self._earlier(code, field)}
        now = corrections_in(self.second.corrected, form, code, field)
        for one in now:
            if _key(one) not in earlier:
                yield Reason(Why.CORRECTED, _said(form.fields[one.field], field, one), one.line)
        left = {_key(one) for one in now}
        for one in self._earlier(code, field):
            if _key(one) not in left:
                yield Reason(Why.LAPSED, f"上次更正过，这次没有：{_said(form.fields[one.field], field, one)}", one.line)

    def _earlier(self, code: str, field: Field) -> tuple[Correction, ...]:
        if self.first.form.edition != self.second.form.edition or self.first.year != self.second.year:
            return ()
        return corrections_in(self.first.corrected, self.second.form, code, field)

    def _decided(self, code: str, field: Field) -> Iterator[Reason]:
        before = {one.line for one in self.first.decisions.get((code, field.code), ())}
        for one in self.second.decisions.get((code, field.code), ()):
            if one.line not in before:
                yield Reason(Why.DECIDED, one.words, one.line)

    def _sent_again(self, code: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
        before, after = self.first.hashes.get(code), self.second.hashes.get(code)
        if self.first.year == self.second.year and before and after and before != after:
            names = [base_name(line["file"]) for line in (then, now)]
            files = f"：{names[0]} → {names[1]}" if names[0] != names[1] else ""
            yield Reason(Why.AGAIN, f"换了一份报送件{files}")


def _above(shelf: Shelf, line: Mapping[str, str]) -> str:
    above = shelf.lines.get(line["parent_code"])
    return f"“{above['agency_name']}”" if above else "无"


def _counted(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
    """What became of its return: whether it counts, and how it stands."""
    by_sum = [line.get("source") == Source.OWN for line in (then, now)]
    if by_sum[0] != by_sum[1]:
        yield Reason(
            Why.BY_SUM, "这次按自报的汇总表计入" if by_sum[1] else "上次按自报的汇总表计入，这次按所属单位汇总"
        )
        return
    counted = [line.get("included") == "1" for line in (then, now)]
    if counted[0] == counted[1]:
        return
    state = State((then if counted[1] else now)["state"])
    if state is State.MERGED:
        return  # which the roster tells
    if counted[1]:
        missing = state in (State.MISSING, State.GOVERNMENT)
        yield (
            Reason(Why.FIRST, "上次没有报送，这次报了")
            if missing
            else Reason(Why.TAKEN, f"上次{_STOOD.get(state, '没有计入')}，这次计入")
        )
    elif state in (State.MISSING, State.GOVERNMENT):
        yield Reason(Why.GONE, "上次计入，这次没有报送件")
    else:
        yield Reason(Why.RETURNED, f"上次计入，这次{_STOOD.get(state, '没有计入')}")


_STOOD = {State.REJECTED: STATES[State.REJECTED], State.UNREADABLE: "读不出"}


def _said(part: Field, field: Field, one: Correction) -> str:
    """What was corrected, with which part of a total it is."""
    return f"{'' if part.index == field.index else f'{part.label} '}{corrected_words(part, one)}"


def _key(one: Correction) -> tuple[int, int | None, int | None, str]:
    return one.field, one.old, one.new, one.day
