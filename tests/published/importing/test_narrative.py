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


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025年1月20日", "2025-01-20"),
        ("２０２５年１月２０日", "2025-01-20"),
        ("二〇二五年一月二十日", "2025-01-20"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("2025-01-20", "2025-01-20"),
        ("2025.1.20", "2025-01-20"),
        ("2025年1月20日印发", "2025-01-20"),
        ("（2025年1月20日）", "2025-01-20"),
        ("2024年2月30日", ""),
    ],
)
def test_narrative__is_signed_on_a_day(written: str, day: str) -> None:
    form = load_form(2024)
    title = form.narrative[-1].title
    lines = (title, "未收取费用。", "某局", written)
    page = Page(tuple(Paragraph(text, number) for number, text in enumerate(lines, 1)))
    texts, signed, _ = read_narrative(page, form, "某局")
    assert (texts[form.narrative[-1].id], signed) == ("未收取费用。", day)
