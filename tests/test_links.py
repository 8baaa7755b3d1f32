"""Through a link nothing is written and nothing is deleted: not where a result is to go, nor in a folder of ours."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_apart import content, home, link_to
from toolkit.cli.app import build
from toolkit.leftovers import clear_leftovers, temporary_beside
from toolkit.output import OutputError, sole_user

__all__ = ["home"]

RETURN = ["validate", "收件", "--no-cache", "--quiet", "--return-to", "退回", "-o", "结果.txt"]


def run(arguments: list[str]) -> None:
    build()(arguments, standalone_mode=False)


def link_to_empty(home: Path) -> None:
    (home / "空").mkdir()
    link_to(home / "退回", home / "空")


def link_to_earlier(home: Path) -> None:
    run([*RETURN[:-3], "真退回"])
    link_to(home / "退回", home / "真退回")


def link_to_nothing(home: Path) -> None:
    link_to(home / "退回", home / "没有")


def link_within(home: Path) -> None:
    run(RETURN)
    link_to(home / "退回" / "上年", home / "上年")


def file_link_within(home: Path) -> None:
    """One of our own files moved away, with a link in its place: what it leads to is as we wrote it."""
    run(RETURN)
    for path in [*(home / "退回").glob("*-退回.xlsx")]:
        link_to(home / "退回" / path.name, path.rename(home / path.name))


def carrier_linked(home: Path) -> None:
    run(RETURN)
    path = home / "退回" / "退回通知汇总.xlsx"
    link_to(path, path.rename(home / "外.xlsx"))


def set_aside_linked(home: Path) -> None:
    """A link under the name of what a killed run set aside never comes to stand as the folder itself."""
    link_to(home / f".nianbao-old-{zlib.crc32('退回'.encode()):08x}", home / "上年")
    link_to_empty(home)


ATTACKS = [
    link_to_empty, link_to_earlier, link_to_nothing, link_within, file_link_within, carrier_linked, set_aside_linked,
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_return_folder__that_is_or_holds_a_link_is_refused(home: Path, attack: Callable[[Path], None]) -> None:
    attack(home)
    (home / "结果.txt").unlink(missing_ok=True)
    before = content(home)
    names = sorted(path.name for path in home.rglob("*"))
    with pytest.raises(OutputError, match=r"没有写.*换|没有覆盖"):
        run([*RETURN, "--force"])
    assert content(home) == before
    assert sorted(path.name for path in home.rglob("*")) == names


def test_return_folder__below_a_link_to_another_place_is_written_there(home: Path) -> None:
    (home / "盘").mkdir()
    link_to(home / "链", home / "盘")
    run([*RETURN[:-3], "链/退回"])
    assert (home / "盘" / "退回" / "退回通知汇总.xlsx").exists()


def test_summary__into_a_link_is_refused(home: Path) -> None:
    link_to_empty(home)
    with pytest.raises(OutputError, match="是一个链接"):
        run(["collate", "收件", "--roster", "名录.csv", "--no-cache", "-o", "退回"])


@pytest.mark.parametrize("to", ["上年", "收件"])
def test_distribution__into_a_folder_with_a_link_to_another_is_refused(home: Path, to: str) -> None:
    (home / "发放").mkdir()
    link_to(home / "发放" / "青禾省", home / to)
    before = content(home)
    with pytest.raises(OutputError, match=r"是一个链接.*不会通过链接去写"):
        run(["distribute", "名录.csv", "--year", "2024", "-o", "发放", "--quiet", "--force"])
    assert content(home) == before


def test_lock__that_is_a_link_makes_nothing_where_it_leads_to(home: Path) -> None:
    (home / "发放").mkdir()
    link_to(home / "发放" / ".nianbao-lock", home / "不该有")
    with pytest.raises(OutputError, match="链接"), sole_user(home / "发放"):
        pass
    assert not (home / "不该有").exists()


def test_leftovers__behind_a_link_stay_and_a_link_under_their_name_goes_alone(home: Path) -> None:
    dead = temporary_beside(home / "上年" / "x").name.split("-")
    dead[2] = str(2**22 + 1)  # no process has a higher number
    (home / "上年" / "-".join(dead)).write_text("half")
    (home / "发放").mkdir()
    link_to(home / "发放" / "链", home / "上年")
    link_to(home / "发放" / "-".join(dead), home / "上年")
    with sole_user(home / "发放"):
        assert [path.name for path in (home / "发放").iterdir() if path.name != ".nianbao-lock"] == ["链"]
    assert (home / "上年" / "-".join(dead)).exists()
    clear_leftovers(home / "上年")
    assert not (home / "上年" / "-".join(dead)).exists()
