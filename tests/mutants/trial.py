"""A trial: mutants made, shown by LibreOffice and openpyxl, read by the toolkit, and judged."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.judge import Disagreement, disagreements, library_differs
from tests.mutants.library import library_text
from tests.mutants.mutants import Mutant
from tests.mutants.office import Shown, shown_text
from toolkit import read_returns, validate
from toolkit.reading import Source
from toolkit.records import Return

OFFICES = 2  # programs at work at once


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one mutant. ``opened`` says whether LibreOffice could; ``library`` what openpyxl alone sees."""

    mutant: Mutant
    read: Return
    opened: bool
    silent: tuple[Disagreement, ...]
    library: tuple[Disagreement, ...]

    @property
    def refused(self) -> bool:
        return self.read.record is None

    @property
    def told(self) -> bool:
        usual = {(item.rule, item.sheet, item.cell) for item in self.mutant.base.read.findings}
        return any((item.rule, item.sheet, item.cell) not in usual for item in self.read.findings)


def try_mutants(mutants: Sequence[Mutant], folder: Path, *, library: bool = True) -> list[Verdict]:
    """A Verdict for each of ``mutants``, all of which lie in one folder; ``folder`` takes what the programs write."""
    paths = [mutant.path for mutant in mutants]
    with ThreadPoolExecutor(OFFICES + 1) as threads:
        shares = [threads.submit(shown_text, paths[at::OFFICES], folder / f"shown-{at}") for at in range(OFFICES)]
        seen = threads.submit(library_text, paths if library else [])
        read = list(read_returns([Source(path.name, str(path)) for path in paths]))
        checked: dict[str, list[Return]] = {}
        for item in validate(list(paths)).returns:
            checked.setdefault(Path(item.file).name, []).append(item)
        shown: dict[Path, Shown] = {}
        for share in shares:
            shown |= share.result()
        sights = seen.result()
    verdicts = []
    for mutant, one in zip(mutants, read, strict=True):
        both = checked.get(mutant.path.name, [])
        view = shown.get(mutant.path)
        if len(both) == 1:
            silent = disagreements(mutant, one, both[0], view)
        else:
            silent = [Disagreement("", "", "one verdict", f"{len(both)} verdicts")]
        alone = library_differs(mutant, one, sights.get(mutant.path), view)
        verdicts.append(Verdict(mutant, one, view is not None, tuple(silent), tuple(alone)))
    return verdicts
