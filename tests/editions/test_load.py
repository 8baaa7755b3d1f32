"""A faulty definition is refused with file, line and remedy; a sound one gives what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.editions import load_form, load_forms
from toolkit.form import DefinitionError, Form
from toolkit.form.source import read_definition

GOOD = (ROOT / "tests" / "editions" / "whole" / "schemas" / "2021.yaml").read_text(encoding="utf-8")


def load_edited(folder: Path, old: str, new: str) -> tuple[Form, ...]:
    """The editions of a folder that holds 2021.yaml with its first ``old`` replaced by ``new``."""
    assert old in GOOD
    (folder / "schemas").mkdir(exist_ok=True)
    (folder / "schemas" / "2021.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return load_forms((folder,))


def line_of(text: str) -> int:
    return GOOD[: GOOD.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("add: [received, carried_in]", "add: [recieved, carried_in]", "add: [received", "received"),
        ("- {id: norms, label: 行政规范性文件}", "- {id: rules, label: 甲}", "- id: t2", "t2.rules.made"),
        ("id: COUNT", "id: FILLED", "id: COUNT", "FILLED"),
        ("table: t4", "table: t9", "table: t4", "t9"),
        ("severity: explain", "severity: grave", "severity: explain", "explain"),
        ("unit: wan_yuan}", "unit: wan}", "本年收费金额", "wan_yuan"),
        ("kind: swing", "kind: swin", "kind: swing", "swing"),
        ("corner: 信息内容", "cornr: 信息内容", "corner: 信息内容", "corner"),
        ("fields: [t2.fees.amount]", "fields: [t2.fee.amount]", "fields: [t2.fees.amount]", "t2.fees.amount"),
        ("decimals: 6", "decimals: six", "decimals: 6", "整数"),
        ("add: [total]}", "add: [total, natural]}", "add: [total]}", "一项"),
        ("add: [natural, company,", "add: [total, natural, company,", "add: [natural", "自己"),
        ("title: 政府信息公开工作年度报告", "title: 甲\ntitle: 乙", "source:", "两次"),
        ("{first: 2021}", "{first: 2021, last: 2020}", "{first: 2021}", "last"),
        (
            "sections: [overview]\n    words: 第一部分不超过",
            "sections: [problems]\n    words: 甲",
            "sections: [overview]\n    words: 第一部分不",
            "limit",
        ),
        ("entries: [address, postcode", "entries: [adress, postcode", "entries: [address", "address"),
        ("digits: {postcode: 6", "digits: {preparer: 6", "digits: {postcode", "postcode"),
        ("none: [t3.carried_out.total]", "none: [t3.carried_ot.total]", "none: [t3", "t3.carried_out.total"),
        ("share: {part: [t3.closed.total], ", "share: {part: [t3.close.total], ", "share: {part", "t3.closed.total"),
        (
            "          - [办结率, 答复率, 回复率, 办复率, 办理率, 答复办结率, 办理答复率, 办结答复率, 办理办结率]",
            "          - 办结率",
            "      - phrases:\n          - [办结率",
            "phrases",
        ),
        ("        none: [t3.carried_out.total]\n", "", "      - phrases:\n          - [均", "share"),
        ("{label: 主动公开, words", "{label: 主动公开, wrds", "{label: 主动公开", "words"),
    ],
)
def test_faulty_definition__names_file_line_and_remedy(tmp_path: Path, old: str, new: str, at: str, says: str) -> None:
    with pytest.raises(DefinitionError) as error:
        load_edited(tmp_path, old, new)
    assert f"2021.yaml 第 {line_of(at)} 行" in str(error.value)
    assert says in str(error.value)


def test_totals_that_contain_each_other__are_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="互相包含"):
        load_edited(
            tmp_path,
            "    left: {add: [received, carried_in]}\n    is: equal\n    right: {add: [closed, carried_out]}\n"
            "    at: carried_out",
            "    computes: true\n    left: {add: [granted]}\n    is: equal\n    right: {add: [closed]}",
        )


def test_not_yaml__is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"2021\.yaml 第 \d+ 行：不是合格的 YAML"):
        load_edited(tmp_path, "years: {first: 2021}", "years: {first: 2021")


def test_year_covered_twice__is_refused(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    lasting = GOOD.replace("years: {first: 2021}", "years: {first: 2021, last: 2030}")
    (tmp_path / "schemas" / "2021.yaml").write_text(lasting, encoding="utf-8")
    later = GOOD.replace('edition: "2021"', 'edition: "2025"').replace("{first: 2021}", "{first: 2025}")
    (tmp_path / "schemas" / "2025.yaml").write_text(later, encoding="utf-8")
    with pytest.raises(DefinitionError, match="2025 年度有两个格式"):
        load_forms((tmp_path,))


def test_open_ended_edition__ends_where_the_next_begins(tmp_path: Path) -> None:
    later = GOOD.replace('edition: "2021"', 'edition: "2025"').replace("{first: 2021}", "{first: 2025}")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "2025.yaml").write_text(later, encoding="utf-8")
    (tmp_path / "schemas" / "2021.yaml").write_text(GOOD, encoding="utf-8")
    assert [(form.edition, form.last_year) for form in load_forms((tmp_path,))] == [("2021", 2024), ("2025", None)]
    assert load_form(2024, (tmp_path,)).edition == "2021"


def test_year_without_edition__is_told_with_those_there_are() -> None:
    with pytest.raises(DefinitionError, match="没有 2001 年度的格式"):
        load_form(2001)


@pytest.mark.parametrize(
    ("year", "rows", "fields"), [(2019, 23, 198), (2020, 23, 198), (2021, 25, 200), (2030, 25, 200)]
)
def test_edition__has_the_official_number_of_figures(year: int, rows: int, fields: int) -> None:
    form = load_form(year)
    assert len(form.fields) == fields
    assert len({field.row for field in form.fields if field.table_number == 3}) == rows
    assert len([field for field in form.fields if field.table_number == 4]) == 15


def test_computed_fields__are_the_totals_and_nothing_else(form: Form) -> None:
    for field in form.fields:
        is_total = field.column[-1] == "总计" or field.row[-1:] == ("（七）总计",)
        assert field.computed == is_total, field.code


def test_definition__whose_parts_are_named_over_and_over_is_read_once(tmp_path: Path) -> None:
    """Else twelve lines would be 9 ** 12 parts."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 13)]
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    root = read_definition(path)
    with pytest.raises(DefinitionError, match="应为文字"):
        root.get("a12", str)


def test_definition__whose_name_is_no_text_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("a: 1\n? [b, c]\n: 2\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="第 2 行"):
        read_definition(path)
