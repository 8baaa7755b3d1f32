"""Where the text of a report ends: above its signature, whoever signs, and never above what is text."""

from __future__ import annotations

import pytest

from toolkit.editions import load_form
from toolkit.published.importing.narrative import read_narrative
from toolkit.published.importing.page import Page, Paragraph
from toolkit.published.importing.sections import official_titles

FORM = load_form(2024)
TITLE = list(official_titles(FORM).values())[-1]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("未收取费用。", "某县水利局", "2025年1月20日"), "未收取费用。"),
        (("未收取费用。", "某县人民政府办公室", "2025年1月20日"), "未收取费用。"),
        (("未收取费用。", "某 县 林 业 局", "（2025年1月20日）"), "未收取费用。"),
        (("未收取费用。", "没有其他需要报告的事项", "2025年1月20日"), "未收取费用。\n没有其他需要报告的事项"),
        (("没有其他事项", "2025年1月20日"), "没有其他事项"),
        (("未收取费用。", "2025年1月20日", "打印本页"), "未收取费用。"),
        (("未收取费用。", "将继续配合市审计局", "打印本页"), "未收取费用。\n将继续配合市审计局"),
    ],
)
def test_narrative__ends_above_the_signature(lines: tuple[str, ...], text: str) -> None:
    page = Page(tuple(Paragraph(line, number) for number, line in enumerate((TITLE, *lines), 1)))
    texts, _, _ = read_narrative(page, FORM, "某县水利局")
    assert texts[FORM.narrative[-1].id] == text
