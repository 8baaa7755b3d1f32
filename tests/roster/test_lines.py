"""Which organ of the roster a file's name speaks of."""

from __future__ import annotations

import pytest

from tests.collating.province import everyone, roster, sent
from toolkit.checking import check_returns
from toolkit.collating import sum_up
from toolkit.office import Office
from toolkit.roster import Roster, RosterLine, line_named_otherwise, line_within_file, names_another


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("52-02_甲省教育厅_2024.pdf", "52-02"),
        ("报送/甲省教育厅.docx", "52-02"),
        ("报送\\甲省教育厅（盖章）.pdf", "52-02"),
        ("甲省教育厅2024年年报（盖章扫描件）.pdf", "52-02"),
        ("关于报送乙市教育局年报的函.doc", "5201-02"),
        ("扫描件0001.pdf", ""),
        ("甲省教育厅和乙市教育局.pdf", ""),
    ],
)
def test_file__that_says_nothing_itself_is_known_by_its_name(file: str, code: str) -> None:
    line = line_within_file(file, roster())
    assert (line.code if line else "") == code


@pytest.mark.parametrize(
    ("file", "code", "named"),
    [
        ("乙市教育局.xlsx", "52-02", "5201-02"),
        ("52-02_甲省教育厅.xlsx", "52-02", ""),
        ("5201_乙市教育局的表.xlsx", "5201-02", ""),  # the code of the government above
        ("年报.xlsx", "52-02", ""),
        ("乙市教育局.xlsx", "99", ""),
        ("转报乙市教育局的表.xlsx", "52-02", ""),
    ],
)
def test_file__that_is_named_for_another_organ_than_it_holds(file: str, code: str, named: str) -> None:
    line = line_named_otherwise(file, code, roster())
    assert (line.code if line else "") == named


def test_return__in_another_organs_template_never_stands_for_that_organ() -> None:
    """乙市教育局 filled the template of 甲省教育厅, and called the file by its own name."""
    wrong = sent("52-02", 1000, file="in/乙市教育局.xlsx", saved="2025-02-01T00:00:00Z")
    returns = check_returns([wrong, *everyone(but=["5201-02"])], Office(roster=roster()))
    (told,) = [finding for finding in returns[0].findings if finding.rule == "FILE-OTHER"]
    assert (told.found, told.expected) == ("甲省教育厅", "乙市教育局")
    summary = sum_up(returns, Office(roster()))
    states = {entry.line.code: (entry.state, entry.included) for entry in summary.entries}
    assert (states["52-02"], states["5201-02"]) == (("accepted", True), ("rejected", False))
    everybody = sum_up(everyone(but=["5201-02"]), Office(roster()))
    assert summary.values == everybody.values


def test_line_within_file__knows_an_organ_by_what_its_government_calls_it() -> None:
    """云溪县自然资源局 is 自然资源局 in its county; two of that name are none."""
    lines = [
        RosterLine("C", "云溪县", "", "汇总", "县", "", "", 2),
        RosterLine("C1", "云溪县自然资源局", "C", "部门", "县", "", "", 3),
    ]
    county = Roster("", tuple(lines))
    for name in ("县自然资源局 年报（盖章扫描）.pdf", "自然资源局年报扫描件.png"):
        assert line_within_file(f"in/{name}", county) == lines[1]
    assert line_within_file("in/资源局.pdf", county) is None
    both = (
        *lines,
        RosterLine("D", "丙县", "", "汇总", "县", "", "", 4),
        RosterLine("D1", "丙县自然资源局", "D", "部门", "县", "", "", 5),
    )
    assert line_within_file("in/自然资源局.pdf", Roster("", both)) is None
    assert line_within_file("in/丙县自然资源局.pdf", Roster("", both)) == both[3]


def test_line_named_otherwise__by_a_name_within_the_files_or_the_archives() -> None:
    for name in (
        "甲省教育厅年报.xlsx",
        "甲省教育厅2025年政府信息公开年度报告.xlsx",
        "甲省教育厅.zip/年报.xlsx",
        "52-02.zip/1.xlsx",
    ):
        named = line_named_otherwise(f"in/{name}", "52-01", roster())
        assert named is not None, name
        assert named.code == "52-02"
        assert line_named_otherwise(f"in/{name}", "52-02", roster()) is None
        assert line_named_otherwise(f"in/转报的{name}", "52-01", roster()) is None or ".zip" in name
    assert line_named_otherwise("甲省教育厅/年报.xlsx", "52-01", roster()) is None  # a folder is the office's own
    short = line_named_otherwise("in/省教育厅年报.xlsx", "52-01", roster())
    assert short is not None
    assert short.code == "52-02"
    assert line_named_otherwise("in/教育局年报.xlsx", "5202-01", roster()) is None  # two cities have one
    grid = (("C", "甲市", "", "汇总"), ("C1", "甲市公安局", "C", "部门"), ("C2", "甲市教育局", "C", "部门"),
            ("D", "乙县", "C", "汇总"), ("D1", "乙县公安局", "D", "部门"))  # fmt: skip
    city = Roster("", tuple(RosterLine(code, name, above, kind, "市", "", "", 2) for code, name, above, kind in grid))
    for name, code in (("市公安局.xlsx", "C1"), ("县公安局年报.xlsx", "D1"), ("公安局.xlsx", "")):
        named = line_named_otherwise(name, "C2", city)
        assert (named.code if named else "") == code, name
    assert line_named_otherwise("in/甲省年报.xlsx", "52-01", roster()) is None


@pytest.mark.parametrize(
    ("file", "expected"),
    [("卫健局.xlsx", "C2"), ("卫健局2024年年报.xlsx", "C2"), ("县卫健局报送.xlsx", "C2"), ("市监局.xlsx", ""),
     ("市场局.xlsx", ""), ("农业局.xlsx", ""), ("年度报告.xlsx", ""), ("信访局.xlsx", ""), ("健康局.xlsx", "")],
)  # fmt: skip
def test_line_named_otherwise__by_an_abbreviation_that_means_one_organ(file: str, expected: str) -> None:
    names = ("丙县市场监督管理局", "丙县卫生健康局", "丙县农业农村局", "丙县农业执法局")
    lines = [RosterLine("C", "丙县", "", "汇总", "县", "", "", 2)]
    lines += [RosterLine(f"C{n}", name, "C", "部门", "县", "", "", n + 2) for n, name in enumerate(names, start=1)]
    named = line_named_otherwise(f"in/{file}", "C1", Roster("", tuple(lines)))
    assert (named.code if named else "") == expected


def test_line__serial_codes_are_no_numbers_of_copies() -> None:
    grid = (("0", "丙县", "", "汇总"), ("1", "丙县政府办", "0", "本级"), ("2", "丙县教育局", "0", "部门"))
    lines = tuple(RosterLine(code, name, above, kind, "县", "", "", 2) for code, name, above, kind in grid)
    county = Roster("", lines)
    for name in ("丙县教育局年报(1).xlsx", "丙县教育局 (1).xlsx", "丙县教育局2025年1月.xlsx", "2_丙县教育局_2025.xlsx"):
        assert line_named_otherwise(name, "2", county) is None, name
        assert line_within_file(name, county) == lines[2], name
    assert line_within_file("2.pdf", county) == lines[2]


COUNTY = Roster(
    "名录.csv",
    (
        RosterLine("41", "清溪县", "", "汇总", "县", "", "", 2),
        RosterLine("41-01", "清溪县教育体育局", "41", "部门", "县", "", "", 3, former="清溪县教委"),
        RosterLine("41-02", "清溪县教育局", "41", "部门", "县", "", "", 4),
        RosterLine("41-03", "清溪县体育中心", "41", "部门", "县", "", "", 5, former="清溪县体育局"),
    ),
)


@pytest.mark.parametrize(
    ("name", "another"),
    [
        ("清溪县教育体育局", False),
        ("清溪县 教育体育局", False),
        ("教体局", False),
        ("清溪县教委", False),
        ("", False),
        ("清溪县教育局", True),  # alike, and another's
        ("教育局", True),
        ("清溪县体育局", True),  # what another was called
        ("清溪县", True),
        ("清溪县水利局", True),
    ],
)
def test_name__is_anothers_by_the_roster_before_it_is_alike(name: str, another: bool) -> None:
    assert names_another(name, COUNTY.by_code["41-01"], COUNTY) is another


def test_name__that_two_lines_have_had_is_that_of_the_one_that_has_it_today() -> None:
    taken = Roster("名录.csv", (*COUNTY.lines, RosterLine("41-04", "清溪县教委", "41", "部门", "县", "", "", 6)))
    assert names_another("清溪县教委", taken.by_code["41-01"], taken)
    assert not names_another("清溪县教委", taken.by_code["41-04"], taken)
    below = Roster("名录.csv", (*COUNTY.lines, RosterLine("42-04", "清溪县教委", "42", "部门", "县", "", "", 6)))
    assert not names_another("清溪县教委", below.by_code["41-01"], below)
