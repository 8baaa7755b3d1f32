"""How benchmarks measure: each of the things compared in turn, several times, and the median of each."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a benchmark's table.

    ``seconds`` is a median; ``count`` how many workbooks it covers, for the time of each; ``ratio`` how many times
    the seconds of ``against`` it takes, where it is held against another.
    """

    what: str
    seconds: float
    count: int = 0
    against: str = ""
    ratio: float | None = None
    peak_mib: float = 0.0


@dataclass(frozen=True, slots=True)
class Taken:
    """The seconds that each of several things took, turn by turn."""

    turns: Mapping[str, Sequence[float]]

    def __getitem__(self, name: str) -> float:
        """The median of ``name``."""
        return statistics.median(self.turns[name])

    def ratio(self, name: str, against: str) -> float:
        """How many times ``against`` it took: the median of the turns' own ratios, which a slow minute hardly moves."""
        pairs = zip(self.turns[name], self.turns[against], strict=True)
        return statistics.median(one / max(other, 1e-9) for one, other in pairs)


def take_turns(count: int, **runs: Callable[[], object]) -> Taken:
    """Runs each of ``runs`` once a turn, so that a slow moment hits them alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(count):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    return Taken(taken)


def peak_mib() -> float:
    """The most memory this process, or any one of its children, has held so far, in MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / 1024
