"""The written sections: how much of what texts say is heard, how often an alarm is false, and what hearing costs.

Recall and precision are those of the two working sets in ``tests/narrative``. What is kept back is frozen, and is run
with ``KEPT_BACK=kept`` alone; ``tests/narrative/README.md`` takes each run down.
"""

from __future__ import annotations

import os

from tests.benchmarks.measure import Measure, take_turns
from tests.narrative.score import score
from tests.narrative.test_set import read
from toolkit.editions import load_form
from toolkit.narrative.hearing import hear

TEXTS = 200
COMMON = "落实条例要求，健全工作机制，明确专人负责，规范公开流程，围绕重点领域及时公开与群众利益密切相关的信息。"


def run(organs: int) -> list[Measure]:
    """The score as ratios, in all and by subject, and the seconds of hearing a thousand characters. ``organs`` is of no
    account.
    """
    sets = [os.environ["KEPT_BACK"]] if os.environ.get("KEPT_BACK") else ["working", "fresh"]
    measures = [measure for name in sets for measure in _scored(name)]
    cases = read("working.yaml")
    form = load_form(2024)
    texts = [(case["text"] + COMMON * 20)[:1_000] for case in cases[:TEXTS]]
    whole = ("".join(case["text"] for case in cases) * 3)[:32_767]
    taken = take_turns(
        5,
        thousand=lambda: [hear(text, form, 2024, "") for text in texts],
        whole=lambda: hear(whole, form, 2024, ""),
    )
    return [
        *measures,
        Measure("texts of 1,000 characters", taken["thousand"], len(texts)),
        Measure("one of 32,767 characters", taken["whole"], 1),
    ]


def _scored(name: str) -> list[Measure]:
    """The recall and precision of the set ``name``, and the recall of each subject."""
    found = score(read(f"{name}.yaml"))
    return [
        Measure(f"{name}: recall, all", 0.0, 0, f"{found.stated.total()} statements", found.recall),
        Measure(f"{name}: precision, all", 0.0, 0, f"{len(found.false)} false", found.precision),
        *(
            Measure(f"{name}: recall, {subject}", 0.0, 0, f"{count} statements", found.heard[subject] / count)
            for subject, count in sorted(found.stated.items())
        ),
    ]
