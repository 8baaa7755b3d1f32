"""Names of distributed files: Windows takes them, and no two are the same."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.roster import Roster, RosterLine
from toolkit.writing.struck.naming import clean_name, plan_places


def line(code: str, name: str, parent: str = "", kind: str = "部门", level: str = "县") -> RosterLine:
    return RosterLine(code, name, parent, kind, level, "", "", 2)


def places(*lines: RosterLine) -> dict[str, str]:
    planned = plan_places(Roster("roster.csv", lines), 2024, Path("/out"))
    return {code: str(path) for code, path in planned.workbooks.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县教育局", "县教育局"),
        ("县局/一科:二", "县局／一科：二"),
        ('a<b>c"d|e?f*g\\h', "a＜b＞c＂d｜e？f＊g＼h"),
        ("局. . ", "局"),
        ("..", "未命名"),
        ("", "未命名"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1 .x", "_COM1 .x"),
        ("lpt³", "_lpt³"),
        ("=1+1局", "＝1+1局"),
        ("@局", "＠局"),
        ("CONSOLE", "CONSOLE"),
        ("~$局", "～$局"),
        ("局\u202excod\x00\n", "局xcod"),
        ("一二三四五六七八九十", "一二三四五六七…"),
    ],
)
def test_name__windows_takes_it(text: str, name: str) -> None:
    assert clean_name(text, 8 if len(text) == 10 and text[0] == "一" else 40) == name


def test_places__follow_the_tree_of_governments() -> None:
    assert places(
        line("1", "某省", kind="汇总", level="省"),
        line("11", "某市", "1", "汇总", "市"),
        line("110", "市办公室", "11", "本级", "市"),
        line("12", "省教育厅", "1"),
    ) == {"110": "某省/某市/110_市办公室_2024.xlsx", "12": "某省/12_省教育厅_2024.xlsx"}


def test_places__governments_of_one_name_get_folders_of_their_own() -> None:
    planned = plan_places(
        Roster("r", (line("1", "城区", kind="汇总"), line("2", "城区", kind="汇总"), line("3", "城区", kind="汇总"))),
        2024,
        Path("/out"),
    )
    assert [str(path) for path in planned.folders.values()] == ["城区", "城区~2", "城区~3"]
    assert [str(path) for path in planned.archives.values()] == ["城区.zip", "城区~2.zip", "城区~3.zip"]


def test_places__names_that_differ_by_case_alone_are_told_apart() -> None:
    got = places(line("a1", "局"), line("A1", "局"))
    assert got == {"a1": "a1_局_2024.xlsx", "A1": "A1_局_2024~2.xlsx"}


def test_places__a_government_called_as_the_manifest_leaves_it_its_name() -> None:
    planned = plan_places(Roster("r", (line("1", "Manifest.csv", kind="汇总"),)), 2024, Path("/out"))
    assert str(planned.folders["1"]) == "Manifest.csv~2"


@pytest.mark.parametrize("depth", [1, 4, 30, 120])
def test_places__stay_within_what_excel_opens(depth: int) -> None:
    name = "某某自治县经济技术开发区管理委员会" * 8
    lines = [line(str(n), f"{name}{n}", str(n - 1), "汇总") for n in range(depth)]
    lines += [line(f"{n}x" * 20, name, str(n)) for n in range(depth)]
    folder = Path("/home/office/发放")
    planned = plan_places(Roster("r", tuple(lines)), 2024, folder)
    everything = [*planned.workbooks.values(), *planned.archives.values()]
    assert len({str(path).casefold() for path in everything}) == len(everything)
    assert all(len(str(folder / path)) <= 218 for path in everything)
    assert all(len(part.encode()) <= 255 for path in everything for part in path.parts)


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=300)), max_size=12, unique_by=lambda pair: pair[0]))
def test_places__any_names_give_paths_that_stay_inside_and_apart(pairs: list[tuple[str, str]]) -> None:
    planned = plan_places(Roster("r", tuple(line(code, name) for code, name in pairs)), 2024, Path("/out"))
    paths = list(planned.workbooks.values())
    assert len({str(path).casefold() for path in paths}) == len(paths)
    for path in paths:
        assert not path.is_absolute()
        assert len(path.parts) == 1
        assert path.suffix == ".xlsx"
        assert not set('<>:"/\\|?*') & set(path.name)
        assert path.name == path.name.strip(" ")
        assert len(path.name.encode()) <= 255
        assert PurePosixPath(path.name).name == path.name
