"""One pandera call for all returns against one call a return."""

from __future__ import annotations

from tests.benchmarks.measure import Measure, take_turns
from tests.checking.returns import good_return
from toolkit.checking import check_returns


def run(organs: int) -> list[Measure]:
    returns = [good_return(2024, {"t3.carried_out.natural": 118 + number % 2}) for number in range(organs)]
    check_returns(returns[:1])  # pandera loads its backends on first use
    taken = take_turns(
        3, together=lambda: check_returns(returns), apart=lambda: [check_returns([item]) for item in returns]
    )
    return [
        Measure("one call for all", taken["together"], organs),
        Measure(
            "one call a return",
            taken["apart"],
            organs,
            "one call for all",
            taken.ratio("apart", "together"),
        ),
    ]
