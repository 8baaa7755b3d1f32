"""One pandera call for all returns against one call a return; what only a whole round shows, by its texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from tests.benchmarks.measure import Measure, take_turns
from tests.checking.returns import good_record, good_return
from toolkit.checking import check_returns
from toolkit.checking.round_kinds import judge_rounds
from toolkit.office import Office
from toolkit.records import Agency, Return, numbered

CHARACTERS = 1_000  # of each of two sections
GROUP = 5  # organs that have one text


def run(organs: int) -> list[Measure]:
    returns = [good_return(2024, {"t3.carried_out.natural": 118 + number % 2}) for number in range(organs)]
    check_returns(returns[:1])  # pandera loads its backends on first use
    rounds = {
        "texts of their own": _round(organs, lambda number: number),
        "texts of their own, ten times fewer": _round(organs // 10, lambda number: number),
        "one text for all": _round(organs, lambda _: 0),
        "one text for five": _round(organs, lambda number: number // GROUP),
    }
    taken = take_turns(
        3, together=lambda: check_returns(returns), apart=lambda: [check_returns([item]) for item in returns]
    )
    whole = take_turns(3, **{name: partial(judge_rounds, items, Office()) for name, items in rounds.items()})
    base = "texts of their own"
    return [
        Measure("one call for all", taken["together"], organs),
        Measure(
            "one call a return",
            taken["apart"],
            organs,
            "one call for all",
            taken.ratio("apart", "together"),
        ),
        Measure(base, whole[base], organs),
        *(
            Measure(name, whole[name], len(items), base, whole.ratio(name, base))
            for name, items in rounds.items()
            if name != base
        ),
    ]


def _round(organs: int, text_of: Callable[[int], int]) -> list[Return]:
    """Returns of so many organs, each with the text of a number."""
    record = good_record(2024)
    made = []
    for number in range(organs):
        text = _prose(text_of(number))
        texts = {**record.narrative, "overview": text, "problems": text[::-1]}
        agency = Agency(f"{number:06}", f"第{number}单位")
        made.append(Return(f"{number}.xlsx", "", replace(record, agency=agency, narrative=texts)))
    return numbered(made)


def _prose(seed: int) -> str:
    chance = Random(seed)
    letters = [chr(0x4E00 + chance.randrange(2_500)) for _ in range(CHARACTERS)]
    for at in range(0, CHARACTERS, 12):
        letters[at] = "，。"[at // 12 % 2]
    return "".join(letters)
