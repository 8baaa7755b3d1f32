"""``make bench``: runs the benchmarks and prints their ratios. ``BENCH_ARGS="reading --organs 500"`` picks and sizes.

A benchmark is a module of this package with ``run(organs: int) -> list[Measure]``. What is compared is measured in one
run, several times in turn, and told as the median, since machines are noisy.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

from rich.console import Console
from rich.table import Table

from tests import benchmarks
from tests.benchmarks.measure import Measure


def names() -> list[str]:
    """The modules of this package that are benchmarks."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    return [name for name in found if hasattr(importlib.import_module(f"tests.benchmarks.{name}"), "run")]


def show(name: str, measures: list[Measure]) -> None:
    table = Table(title=name, title_justify="left")
    for head in ("what", "seconds", "each", "a second", "against", "ratio", "peak memory"):
        table.add_column(head, justify="left" if head in ("what", "against") else "right")
    for item in measures:
        each = f"{item.seconds / item.count * 1000:.3f} ms" if item.count else ""
        speed = f"{item.count / item.seconds:,.0f}" if item.count and item.seconds else ""
        ratio = f"{item.ratio:.2f}" if item.ratio is not None else ""
        memory = f"{item.peak_mib:.0f} MiB" if item.peak_mib else ""
        table.add_row(item.what, f"{item.seconds:.3f}", each, speed, item.against, ratio, memory)
    Console(width=150).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="*", help="benchmarks to run; all where none is named")
    parser.add_argument("--organs", type=int, default=5000, help="how many organs the province has (default 5000)")
    given = parser.parse_args()
    known = names()
    if unknown := set(given.only) - set(known):
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    for name in given.only or known:
        show(name, importlib.import_module(f"tests.benchmarks.{name}").run(given.organs))


if __name__ == "__main__":
    main()
