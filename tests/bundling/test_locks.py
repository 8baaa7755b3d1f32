"""The runtime locks say what pyproject asks for, for each machine, and what the tests run with."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from toolkit.bundling.locking import LOCKS, MINORS, lock_file, pins
from toolkit.bundling.platforms import EXTRAS, PLATFORMS, Platform

EACH = pytest.mark.parametrize("minor", MINORS)
OF_EACH = pytest.mark.parametrize("platform", PLATFORMS.values(), ids=list(PLATFORMS))


def asked_for(platform: Platform, minor: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra in EXTRAS for line in project["optional-dependencies"][extra]]
    needs = [Requirement(line) for line in [*project["dependencies"], *extras]]
    here = platform.environment(minor)
    return [need for need in needs if need.marker is None or need.marker.evaluate(here)]


@OF_EACH
@EACH
def test_lock__has_all_that_the_project_asks_for(platform: Platform, minor: str) -> None:
    pinned = pins(lock_file(platform, minor).read_text(encoding="utf-8"))
    for need in asked_for(platform, minor):
        version = pinned.get(canonicalize_name(need.name))
        assert version is not None, f"{need.name}: run `make runtime-locks`"
        assert need.specifier.contains(version), f"{need.name}: run `make runtime-locks`"


@OF_EACH
@EACH
def test_lock__is_of_what_the_tests_run_with(platform: Platform, minor: str) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    tested = {str(canonicalize_name(name)): version for name, version in pins(lock).items()}
    shipped = pins(lock_file(platform, minor).read_text(encoding="utf-8"))
    differing = {name: version for name, version in shipped.items() if name in tested and tested[name] != version}
    assert not differing, "run `make runtime-locks`"


def test_locks__name_one_wheel_of_each_package_and_no_host() -> None:
    assert len(list(LOCKS.iterdir())) == len(PLATFORMS) * len(MINORS)
    for path in LOCKS.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        assert all(re.fullmatch(r"[a-z0-9-]+==\S+ --hash=sha256:[0-9a-f]{64}", line) for line in lines), path.name


def test_locks__differ_by_machine_where_needs_do() -> None:
    for minor in MINORS:
        locked = {name: pins(lock_file(one, minor).read_text(encoding="utf-8")) for name, one in PLATFORMS.items()}
        assert {name for name, lock in locked.items() if "colorama" in lock} == {"win_amd64"}
