"""The escapes of spreadsheets: what is written is what is read, whatever a text looks like."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ooxml.escapes import escaped, in_attribute, unescaped
from toolkit.ooxml.text_elements import result_element, text_element

TRICKY = (
    "编号_x0041_完", "_x000D_", "_xD83D_", "_xd83d_xDE00_", "_x005F_", "_x005f_x0041_", "_x0041_x0042_", "__x0041__",
    "_x00",
    "<r>甲</r>", "a&amp;b]]>", " 前", "后 ", "\n行", "\t", "〇" * 32_767,
)  # fmt: skip
TEXTS = st.text(st.characters() | st.sampled_from("_x0041Dd \r\n\ud83d\ude00<&"))


@pytest.mark.parametrize("text", TRICKY, ids=lambda text: ascii(text[:20]))
def test_escaped__comes_back_as_it_was(text: str) -> None:
    for element in (text_element(text), result_element(text)):
        read = fromstring(element).text or ""
        assert unescaped(read) == text


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("\ud83d", "\ufffd"),
        ("\x00\x1f\ufffe", "\ufffd\ufffd\ufffd"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
    ],
)
def test_escaped__what_no_cell_holds_is_made_visible(text: str, back: str) -> None:
    assert unescaped(fromstring(text_element(text)).text or "") == back


@given(TEXTS)
def test_escaped__any_text_comes_back(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    back = unescaped(fromstring(text_element(text)).text or "")
    assert len(back) == len(plain)
    assert all(one in (other, "\ufffd") for one, other in zip(back, plain, strict=True))
    assert escaped(back) == escaped(text)


@given(TEXTS)
def test_in_attribute__any_text_comes_back(text: str) -> None:
    read = fromstring(f'<a b="{in_attribute(escaped(text))}"/>').get("b") or ""
    assert unescaped(read) == unescaped(escaped(text))
