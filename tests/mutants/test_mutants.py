"""Returns altered at random are read as they are shown, or something is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.mutants.__main__ import listing
from tests.mutants.bases import Base, make_bases
from tests.mutants.case import ALTERATIONS
from tests.mutants.mutants import make_mutants, numbers_of
from tests.mutants.trial import try_mutants

COUNT = 300

pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Base]:
    return make_bases(tmp_path_factory.mktemp("bases"))


def test_mutants__no_silent_disagreement(bases: list[Base], tmp_path: Path) -> None:
    mutants = make_mutants(numbers_of(COUNT), bases, tmp_path / "mutants")
    verdicts = try_mutants(mutants, tmp_path)
    opened = sum(verdict.opened for verdict in verdicts)
    assert opened > COUNT * 0.8, f"LibreOffice opened {opened} of {COUNT}"
    lines = listing(verdicts)
    assert not lines, "\n".join(
        [f"{len(lines)} silent; make mutants MUTANTS_ARGS='--number N' makes one again", *lines]
    )


def test_mutants__the_same_number_makes_the_same_file(bases: list[Base], tmp_path: Path) -> None:
    first, second = (make_mutants(range(40), bases, tmp_path / name) for name in ("first", "second"))
    assert [one.alterations for one in first] == [one.alterations for one in second]
    assert [one.path.read_bytes() for one in first] == [one.path.read_bytes() for one in second]


def test_mutants__every_alteration_applies(bases: list[Base], tmp_path: Path) -> None:
    made = make_mutants(range(len(ALTERATIONS)), bases, tmp_path / "mutants")
    assert {one.alterations[0] for one in made} == set(ALTERATIONS)
