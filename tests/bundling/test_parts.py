"""Each bundle, part by part: what is in it is of its machine, all that is needed and no more, and says what it is."""

from __future__ import annotations

import os
import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.tags import parse_tag

from tests.bundling.linkage import LINUX, imported, linked, of_windows, too_new
from tests.conftest import ROOT
from toolkit.bundling.archive import SUMS, files_of
from toolkit.bundling.binaries import machine_of
from toolkit.bundling.bundle import LONGEST, Bundle, strangers
from toolkit.bundling.distributions import installed, walk
from toolkit.bundling.installing import WANTED
from toolkit.bundling.licences import LIST, licence_of, texts_of
from toolkit.bundling.locking import lock_file, pins
from toolkit.bundling.start_files import PAGE
from toolkit.desk.shelf import Shelf

pytestmark = pytest.mark.slow


def names(bundle: Bundle) -> set[str]:
    return {path.relative_to(bundle.folder).as_posix() for path in files_of(bundle.folder)}


def test_bundle__has_every_need_of_its_machine_and_nothing_else(bundle: Bundle) -> None:
    there = installed(bundle.packages)
    assert walk(Requirement(WANTED), there, bundle.platform.environment(bundle.minor)) == ([], [])
    assert ("colorama" in there) == bundle.platform.windows  # which click needs there
    assert {"pdfplumber", "starlette", "uvicorn"} <= set(there)
    assert "distributed" not in there


def test_bundle__holds_the_versions_of_its_lock(bundle: Bundle) -> None:
    there = {name: one.version for name, one in installed(bundle.packages).items() if name != "nianbao-toolkit"}
    assert there == pins(lock_file(bundle.platform, bundle.minor).read_text(encoding="utf-8"))


def test_bundle__every_wheel_is_of_its_machine(bundle: Bundle) -> None:
    usable = set(bundle.platform.tags(bundle.minor))
    for name, distribution in installed(bundle.packages).items():
        assert any(tag in usable for text in distribution.tags for tag in parse_tag(text)), name


def test_bundle__every_program_and_library_is_of_its_machine(bundle: Bundle) -> None:
    machines = {path.name: machine_of(path) for path in files_of(bundle.folder)}
    assert len([name for name, machine in machines.items() if machine]) > 80
    assert {machine for machine in machines.values() if machine} == {bundle.platform.machine}
    endings = (".pyd", ".dll", ".exe") if bundle.platform.windows else (".so",)
    assert not [name for name, machine in machines.items() if name.endswith(endings) and not machine]


def test_windows__libraries_find_all_that_is_not_in_windows(windows_bundle: Bundle) -> None:
    libraries = [path for path in files_of(windows_bundle.packages) if path.suffix in (".pyd", ".dll")]
    there = {path.name.lower() for path in files_of(windows_bundle.folder) if path.suffix == ".dll"}
    wanted = {name for path in libraries for name in imported(path)}
    assert {name for name in wanted if not of_windows(name) and name.lower() not in there} == set()


@pytest.mark.parametrize("named", ["linux_bundle", "aarch64_bundle"])
def test_linux__libraries_find_all_that_is_not_in_glibc_2_28(named: str, request: pytest.FixtureRequest) -> None:
    bundle: Bundle = request.getfixturevalue(named)
    libraries = [path for path in files_of(bundle.packages) if ".so" in path.name]
    there = {path.name for path in libraries}
    found = [linked(path) for path in libraries]
    assert {name for needed, _ in found for name in needed} - there - LINUX == set()
    assert too_new({version for _, versions in found for version in versions}) == []


def test_bundle__paths_leave_room_for_where_it_is_unpacked(bundle: Bundle) -> None:
    assert max(map(len, names(bundle))) <= LONGEST
    assert max(len(part.encode()) for name in names(bundle) for part in name.split("/")) <= 143  # of encrypted disks


def test_bundle__has_no_links_and_no_two_names_that_windows_takes_for_one(bundle: Bundle) -> None:
    assert not [path for path in bundle.folder.rglob("*") if path.is_symlink()]
    lowered = [name.lower() for name in names(bundle)]
    assert len(lowered) == len(set(lowered))


def test_bundle__leaves_out_what_only_developers_need(bundle: Bundle) -> None:
    assert not [
        name for name in names(bundle) if re.search(r"/(tests?|ensurepip|idlelib|pyarrow/include)/|/pip/", name)
    ]
    assert not (bundle.packages / "toolkit" / "bundling").exists()


def test_bundle__lists_the_licence_of_every_part(bundle: Bundle) -> None:
    lines = (bundle.folder / LIST).read_text(encoding="utf-8-sig").splitlines()
    listed = {line.split("　")[0]: line.split("　") for line in lines[3:]}
    there = installed(bundle.packages)
    assert set(listed) == {"CPython", *there}
    assert not [name for name, distribution in there.items() if not licence_of(distribution)]
    assert not [name for name, distribution in there.items() if not texts_of(distribution)]
    for line in listed.values():
        assert (bundle.folder / line[3].partition("（")[0]).exists(), line


def test_bundle__tells_nothing_of_the_machine_that_built_it(bundle: Bundle) -> None:
    own = [str(place).encode() for place in (ROOT, bundle.folder.parent, sys.prefix, sys.base_prefix)]
    mine = [bundle.packages / "toolkit", *bundle.packages.glob("nianbao_toolkit-*"), *bundle.folder.glob("*.*")]
    texts = [path for place in mine for path in ([place] if place.is_file() else files_of(place))]
    texts += [path for path in bundle.packages.glob("*.dist-info/*") if path.is_file()]
    assert not [path for path in texts if any(place in path.read_bytes() for place in own)]


def test_bundle__knows_its_own_files(bundle: Bundle) -> None:
    assert strangers(bundle.folder) == []
    lines = (bundle.folder / SUMS).read_text(encoding="utf-8").splitlines()
    assert {line.partition("  ")[2] for line in lines} == names(bundle) - {SUMS}


def test_bundle__its_page_shows_in_every_editor(bundle: Bundle) -> None:
    page = (bundle.folder / PAGE).read_bytes()
    assert page.startswith(b"\xef\xbb\xbf")
    assert page.count(b"\n") == page.count(b"\r\n") > 10
    assert "{" not in page.decode()
    assert Shelf().home.name in page.decode()  # where the rounds lie


def test_windows__start_files_are_ascii_with_the_line_ends_of_windows(windows_bundle: Bundle) -> None:
    starts = sorted(windows_bundle.folder.glob("*.bat"))
    assert [path.name for path in starts] == ["nianbao.bat", "打开年报.bat"]
    for path in starts:
        text = path.read_bytes()
        assert text.isascii()
        assert text.count(b"\n") == text.count(b"\r\n") > 1
        assert b'"%~dp0python\\python.exe" -I -X utf8 -m toolkit' in text
    codes = re.search(r"\[char\[\]\]\(([\d,]+)\)", starts[1].read_text(encoding="ascii"))
    assert codes is not None
    assert "".join(chr(int(code)) for code in codes[1].split(",")).startswith("请先把压缩包整个解压")


@pytest.mark.parametrize("named", ["linux_bundle", "aarch64_bundle"])
def test_linux__start_files_may_be_run(named: str, request: pytest.FixtureRequest) -> None:
    bundle: Bundle = request.getfixturevalue(named)
    for name in ("打开年报.sh", "打开年报.desktop", "nianbao", "python/bin/python3"):
        assert os.access(bundle.folder / name, os.X_OK), name
    for name in ("打开年报.sh", "打开年报.desktop", "nianbao"):
        assert b"\r" not in (bundle.folder / name).read_bytes()
