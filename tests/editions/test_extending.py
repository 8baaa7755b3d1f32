"""An edition that extends what several share is as if it were written whole, and its errors name the right file."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.editions import load_forms
from toolkit.editions.load import read_form
from toolkit.form import DefinitionError, Form
from toolkit.form.extending import read_extended
from toolkit.form.layout import load_layout
from toolkit.form.source import Section

WHOLE = Path(__file__).parent / "whole"  # the shipped editions, each written down whole
BASE = """\
units:
  item: {label: 件, decimals: 0}
  sum: {label: 元, decimals: 2}
rules:
  - {id: A, kind: filled, tables: [t1]}
  - {id: B, kind: filled, tables: [t1], words: 乙}
  - {id: C, kind: filled, tables: [t1]}
lines: [一, 二]
"""


def extended(folder: Path, own: str, base: str = BASE) -> Section:
    """What ``own`` comes to as ``schemas/own.yaml`` where ``base`` is what it may extend."""
    (folder / "schemas" / "shared").mkdir(parents=True)
    (folder / "schemas" / "shared" / "base.yaml").write_text(base, encoding="utf-8")
    (folder / "schemas" / "own.yaml").write_text(f"extends: base\n{own}", encoding="utf-8")
    return read_extended(folder / "schemas" / "own.yaml").root


def ids(root: Section) -> list[str]:
    return [section.get("id", str) for section in root.sections("rules")]


def said(form: Form) -> dict[str, object]:
    """All that a form says, but for where it is written."""
    return {item.name: getattr(form, item.name) for item in fields(form) if item.name not in ("path", "digest")}


def test_shipped_edition__is_as_if_written_whole() -> None:
    whole, shipped = load_forms((WHOLE,)), load_forms((ROOT,))
    for form, twin in zip(shipped, whole, strict=True):
        assert said(form) == said(twin)
        layout, other = load_layout(form), load_layout(twin)
        told = [item.name for item in fields(layout) if item.name not in ("form", "template", "fingerprint")]
        assert {name: getattr(layout, name) for name in told} == {name: getattr(other, name) for name in told}
        assert plain(layout.template) == plain(other.template)


def plain(value: object) -> object:
    if isinstance(value, Section):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def test_mapping__is_merged_key_by_key_and_an_empty_value_takes_a_key_away(tmp_path: Path) -> None:
    root = extended(tmp_path, "units:\n  item: {label: 项}\n  sum:\n  yuan: {label: 元, decimals: 2}\n")
    assert plain(root.section("units")) == {
        "item": {"label": "项", "decimals": 0},
        "yuan": {"label": "元", "decimals": 2},
    }


def test_list_of_entries__changes_adds_and_omits_by_id(tmp_path: Path) -> None:
    root = extended(
        tmp_path,
        "rules:\n  - {id: B, words: 丙}\n  - {id: A, omit: true}\n  - {id: D, kind: filled, before: C}\n  - {id: E}\n",
    )
    assert ids(root) == ["B", "D", "C", "E"]
    assert plain(root.sections("rules")[0]) == {"id": "B", "kind": "filled", "tables": ["t1"], "words": "丙"}


def test_known_entry__moves_before_another(tmp_path: Path) -> None:
    assert ids(extended(tmp_path, "rules:\n  - {id: C, before: A}\n")) == ["C", "A", "B"]


def test_other_value__takes_the_place_of_the_shared_one(tmp_path: Path) -> None:
    assert extended(tmp_path, "lines: [三]\n").strings("lines") == ("三",)


@pytest.mark.parametrize("key", ["edition", "years", "bridges"])
def test_what_one_edition_says_of_itself__is_not_shared(key: str, tmp_path: Path) -> None:
    assert not extended(tmp_path, "title: 甲\n", f"{BASE}{key}: {{first: 2020}}\n").has(key)


@pytest.mark.parametrize(
    ("own", "line", "says"),
    [
        ("rules:\n  - {id: X, before: Y}\n", 3, "没有“Y”"),
        ("rules:\n  - {id: X, omit: true}\n", 3, "没有“X”"),
        ("rules:\n  - {id: B, words: 甲}\n  - {id: B, words: 乙}\n", 3, "“B”写了两次"),
    ],
)
def test_faulty_change__is_refused_at_its_line(own: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=rf"own\.yaml 第 {line} 行：{says}"):
        extended(tmp_path, own)


def test_shared_key__is_told_with_its_own_file_and_line(tmp_path: Path) -> None:
    root = extended(tmp_path, "rules:\n  - {id: B, kind: filed}\n")
    with pytest.raises(DefinitionError, match=r"base\.yaml 第 6 行"):
        root.sections("rules")[1].fail("", "words")
    with pytest.raises(DefinitionError, match=r"own\.yaml 第 3 行"):
        root.sections("rules")[1].fail("", "kind")
    with pytest.raises(DefinitionError, match=r"base\.yaml 第 8 行"):
        root.fail("", "lines")


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("extends: bsae\n", "base"),
        ("extends: own\n", "沿用到自己"),
        ("extends: 1\n", "应为文字"),
        ("extends:\n", "是空的"),
    ],
)
def test_extends__what_is_not_there_is_refused(own: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "schemas" / "shared").mkdir(parents=True)
    (tmp_path / "schemas" / "shared" / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "schemas" / "own.yaml").write_text(own, encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"own\.yaml 第 1 行：.*{says}"):
        read_extended(tmp_path / "schemas" / "own.yaml")


def test_circle__is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="沿用到自己"):
        extended(tmp_path, "", f"extends: own\n{BASE}")


def test_office__extends_a_shipped_edition_in_a_few_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also under the same name: the file that extends is never the one that it means."""
    for kind, own in (("schemas", "years: {first: 2050}\nrules:\n  - {id: SWING, omit: true}\n"), ("templates", "")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "2021.yaml").write_text(f'edition: "2050"\nextends: "2021"\n{own}', encoding="utf-8")
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    *_, shipped, form = load_forms()
    assert form.edition == "2050"
    assert form.fields == shipped.fields
    assert [rule.id for rule in form.rules] == [rule.id for rule in shipped.rules if rule.id != "SWING"]
    assert form.bridges == {}
    assert load_layout(form).sheets == load_layout(shipped).sheets


def test_office__that_takes_away_what_a_shared_rule_needs_is_told_of_its_own_file(tmp_path: Path) -> None:
    own = tmp_path / "schemas" / "own.yaml"
    own.parent.mkdir()
    own.write_text('extends: "2021"\nedition: own\nyears: {first: 2026}\ntables:\n  - {id: t4, omit: true}\n', "utf-8")
    with pytest.raises(DefinitionError) as refused:
        read_form(own)
    shared = ROOT / "schemas" / "shared" / "annual-report.yaml"
    assert str(refused.value).startswith(f"{shared} 第 ")
    assert str(own) in str(refused.value)
