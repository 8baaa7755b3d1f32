"""What a board says, in words."""

from __future__ import annotations

from ..round.board import Counts, Place, Row
from ..round.steps import Step
from ..wording import STATES

PLACES = {
    Place.IN: "已收",
    Place.RETURNED: "退回待重报",
    Place.LATE: "逾期未报",
    Place.ON_LEAVE: "准予延期",
    Place.MISSING: "未报（未到期）",
}


def counts_words(counts: Counts) -> str:
    """The counts in one line."""
    explained = (
        f"（已说明 {counts.explained}，待说明 {counts.to_explain}）" if counts.explained or counts.to_explain else ""
    )
    return (
        f"应报 {counts.expected}，已收 {counts.in_}{explained}，退回 {counts.returned}，"
        f"逾期 {counts.late}，延期 {counts.on_leave}，未报 {counts.missing}"
    )


def step_words(step: Step) -> str:
    """How an organ stood and stands, in one line."""

    def stands(row: Row | None) -> str:
        if row is None:
            return "不在名录"
        if row.place not in (Place.IN, Place.RETURNED):
            return PLACES[row.place] + (f"（到 {row.leave}）" if row.leave else "")
        leave = f"（延期到 {row.leave}）" if row.leave else ""
        return f"{STATES[row.state]}{leave}"

    before, now = stands(step.before), "已并入" if step.merged else stands(step.now)
    again = step.before is not None and step.now is not None and step.before.file != step.now.file
    said = f"{before} → {now}" if before != now else now + ("，换了一份报送件" if again else "")
    return f"{step.line.name}（{step.line.code}）：{said}"
