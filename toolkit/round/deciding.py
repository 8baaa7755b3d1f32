"""What all decisions of one organ have in common: the case, one change of the ledger, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..records import Record
from ..rollup import Entry
from ..roster import RosterLine
from .arrivals import Arrival
from .finding import find_line
from .folder import RoundError
from .holding import sole_writer
from .judging import summarize
from .model import Round, open_round
from .seen import refuse_unseen
from .standing import Standing, standing


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
class Case:
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
            raise RoundError(f"{self.line.name}（{self.line.code}）报了几份，分不清以哪一份为准；请先选定一份")
        return chosen.record

    @property
    def arrival(self) -> Arrival:
        """The arrival that counts, where ``record`` is."""
        file = self.entry.chosen.file if self.entry.chosen else ""
        return next(one for one in self.stands.arrivals if one.file == file)


@contextmanager
def deciding(folder: str | Path, organ: str, doing: str) -> Iterator[Case]:
    """The case of ``organ``; whatever is decided within the block is one change."""
    with open_round(folder) as of, sole_writer(of.folder, doing):
        stands = standing(of)
        line = find_line(organ, stands.roster.lines)
        refuse_unseen(stands, line.code)
        if line.merged_into:
            raise RoundError(f"{line.name}（{line.code}）已并入别的单位，不再单独报送，没有可以办的")
        entry = summarize(stands, organs={line.code}).by_code[line.code]
        with of.ledger.changing():
            yield Case(of, stands, line, entry)


def decide(case: Case, verb: str, by: str, about: Mapping[str, Any], said: str) -> Decided:
    """Writes a decision down, within ``deciding``, and judges the organ again."""
    n = case.of.ledger.add(verb, by, about, case.line.code)
    now = summarize(standing(case.of), organs={case.line.code}).by_code[case.line.code]
    return Decided(n, said, case.entry, now)


def said_reason(reason: str) -> str:
    """``reason``, which must say something."""
    if not reason.strip():
        raise RoundError("请写明理由")
    return reason.strip()
