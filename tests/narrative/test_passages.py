"""Texts cut into passages that can be told again in another one."""

from __future__ import annotations

import pytest

from toolkit.narrative.passages import clauses, passages

TEXT = "一是健全政务公开工作机制，全年召开专题会议3次；\n二是规范办理流程。\n清溪县教育局网站改版上线运行，访问量12.5万"


def test_passages__are_clauses_without_figures_names_and_what_is_short() -> None:
    assert passages(TEXT, ["清溪县教育局"]) == {"是健全政务公开工作机制", "全年召开专题会议次", "网站改版上线运行"}


def test_clauses__make_up_the_text_and_have_its_passages() -> None:
    found = clauses(TEXT, ["清溪县教育局"])
    assert "".join(piece for piece, _ in found) == TEXT
    assert {passage for _, passage in found if passage} == passages(TEXT, ["清溪县教育局"])


@pytest.mark.parametrize(("one", "other"), [
    ("受理依申请公开事项共计12件", "受理依申请公开事项共计三十件"),
    ("受理依申请公开事项共计 12 件", "受理“依申请公开”事项共计１２件"),
    ("受理依申请公开事项办结率98.5%", "受理依申请公开事项办结率100％"),
])  # fmt: skip
def test_passages__do_not_depend_on_figures_blanks_and_quotation_marks(one: str, other: str) -> None:
    assert passages(one) == passages(other) != set()


@pytest.mark.parametrize("text", ["", "，。；", "啊" * 7, "12345678901234567890"])
def test_passages__of_what_says_nothing_are_none(text: str) -> None:
    assert passages(text) == set()
    assert "".join(piece for piece, _ in clauses(text)) == text
