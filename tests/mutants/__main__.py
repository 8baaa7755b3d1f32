"""``make mutants``: alters returns at random, holds what is read against what is shown, and prints the table.

``python -m tests.mutants [COUNT] [--seed N] [--only NAME] [--number N]``; what fails is kept in build/mutants/.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.conftest import ROOT
from tests.mutants.bases import make_bases
from tests.mutants.mutants import SEED, make_mutants, numbers_of
from tests.mutants.trial import Verdict, try_mutants

KEPT = ROOT / "build" / "mutants"
HEADS = ("made", "not opened", "refused", "told", "agreed in silence", "SILENT", "openpyxl alone")


def counts(verdict: Verdict) -> tuple[bool, ...]:
    """What one mutant adds to each of ``HEADS``."""
    silent = bool(verdict.silent)
    heard = verdict.told and not verdict.refused
    quiet = not verdict.told and not silent
    return (True, not verdict.opened, verdict.refused, heard, quiet, silent, bool(verdict.library))


def table(verdicts: Sequence[Verdict]) -> Table:
    """One row an alteration: mutants with several count in each."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(HEADS))
    for verdict in verdicts:
        for name in {*verdict.mutant.alterations, "(all)"}:
            sums[name] = [old + new for old, new in zip(sums[name], counts(verdict), strict=True)]
    shown = Table(title="mutants", title_justify="left")
    shown.add_column("alteration", no_wrap=True)
    for head in HEADS:
        shown.add_column(head, justify="right")
    for name in sorted(sums, key=lambda name: (name == "(all)", name)):
        shown.add_row(escape(name), *(str(number or "") for number in sums[name]))
    return shown


def listing(verdicts: Sequence[Verdict], limit: int = 3) -> list[str]:
    """A line for each mutant that fails: its number, what was done, and the first places that differ."""
    return [
        f"{verdict.mutant.name}: {'; '.join(map(str, verdict.silent[:limit]))}"
        + (f" … and {len(verdict.silent) - limit} more" if len(verdict.silent) > limit else "")
        for verdict in verdicts
        if verdict.silent
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="only alterations whose name begins so")
    parser.add_argument("--number", type=int, action="append", help="only this mutant; may be given several times")
    asked = parser.parse_args()
    console = Console(width=150)
    start = time.monotonic()
    with TemporaryDirectory() as name:
        folder = Path(name)
        bases = make_bases(folder)
        numbers = asked.number or numbers_of(asked.count, asked.only, asked.seed)
        mutants = make_mutants(numbers, bases, folder / "mutants", asked.seed)
        verdicts = try_mutants(mutants, folder)
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        for verdict in verdicts:
            if verdict.silent or asked.number:
                shutil.copy(verdict.mutant.path, KEPT)
        console.print(table(verdicts))
        for line in listing(verdicts):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        for verdict in verdicts:
            for item in verdict.library[:1]:
                line = f"openpyxl alone: {verdict.mutant.name}: {item}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(f"{time.monotonic() - start:.0f} s; what fails is in {KEPT.relative_to(ROOT)}")
    sys.exit(any(verdict.silent for verdict in verdicts))


if __name__ == "__main__":
    main()
