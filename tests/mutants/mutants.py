"""Mutants by number: which base, which alterations, and the file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import tests.mutants
from tests.mutants.bases import Base
from tests.mutants.case import ALTERATIONS, HONEST, Case
from tests.mutants.packing import pack

SEED = 11
_TRIES = 20
_UNKEPT = 2 / 3

for _module in pkgutil.iter_modules(tests.mutants.__path__):
    if _module.name.startswith("alter_"):
        importlib.import_module(f"tests.mutants.{_module.name}")


@dataclass(frozen=True, slots=True)
class Mutant:
    """An altered return: its number under the seed, what was done to which base, and its file."""

    number: int
    alterations: tuple[str, ...]
    base: Base
    path: Path
    told: tuple[tuple[str, str], ...]

    @property
    def honest(self) -> bool:
        """Whether nothing was done that an honest program may not do."""
        return HONEST.issuperset(self.alterations)

    @property
    def name(self) -> str:
        return f"#{self.number} {' + '.join(self.alterations)} ({self.base.name})"


def make_mutants(numbers: Sequence[int], bases: Sequence[Base], folder: Path, seed: int = SEED) -> list[Mutant]:
    """The mutants with these numbers, written into ``folder``: the same file for the same seed and number."""
    folder.mkdir(parents=True, exist_ok=True)
    return [make_mutant(number, bases, folder, seed) for number in numbers]


def make_mutant(number: int, bases: Sequence[Base], folder: Path, seed: int = SEED) -> Mutant:
    """Every alteration leads in turn, alone in two of three; the others follow one that leads, by chance."""
    order = _order(seed)
    rng = Random(f"{seed}/{number}")
    for _ in range(_TRIES):
        lead = order[number % len(order)]
        wanted = [lead, *rng.choices([name for name in order if _kind(name) == _kind(lead)], k=_more(rng))]
        case = _case(rng.choice([base for base in bases if base.kind == _kind(lead)]), rng)
        done = [name for name in wanted if _applies(name, case)]
        if done and done[0] == lead:
            break
    path = folder / f"mutant-{number:05}.{case.base.kind}"
    data = pack(case.parts, case.packing, rng)
    for change in case.patches:
        data = change(data)
    path.write_bytes(data)
    return Mutant(number, tuple(done), case.base, path, tuple(case.told))


def _applies(name: str, case: Case) -> bool:
    """Does what ``name`` says, or nothing: an earlier alteration may have taken away what it looks for."""
    before = (dict(case.parts), list(case.patches), case.packing, list(case.told))
    try:
        if ALTERATIONS[name](case):
            return True
    except (IndexError, ValueError):
        pass
    case.parts, case.patches, case.packing, case.told = before
    return False


def _case(base: Base, rng: Random) -> Case:
    """``base`` to be altered: in two of three the totals are not kept, so that those shown are worked out anew."""
    case = Case(base, rng, dict(base.parts))
    if base.kind == "xlsx" and rng.random() < _UNKEPT:
        for table in base.layout.tables:
            case.sub(case.part_of(table.sheet), r"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>", r"\1", count=0)
    return case


def _kind(name: str) -> str:
    return "ods" if name.startswith("ods/") else "xlsx"


def _more(rng: Random) -> int:
    return rng.choices((0, 1, 2), weights=(8, 3, 1))[0]


def numbers_of(count: int, only: str = "", seed: int = SEED) -> list[int]:
    """The first ``count`` numbers, or the first whose leading alteration's name begins with ``only``."""
    order = _order(seed)
    wanted = [number for number in range(len(order)) if order[number].startswith(only)]
    rounds = -(-count // len(wanted)) if wanted else 0
    return [number + turn * len(order) for turn in range(rounds) for number in wanted][:count]


def _order(seed: int) -> list[str]:
    order = sorted(ALTERATIONS)
    Random(seed).shuffle(order)
    return order
