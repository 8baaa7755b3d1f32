"""A field is found by its code, its place, or its labels in any usual writing; what is ambiguous is listed."""

from __future__ import annotations

import pytest

from toolkit.editions import load_forms
from toolkit.form import Field, Form
from toolkit.form.figures import short
from toolkit.form.layout import load_layout
from toolkit.form.naming import MOST, FieldNameError, fields_named, find_field

FORMS = load_forms()
CURRENT = FORMS[-1]


def spellings(form: Form, field: Field) -> list[str]:
    """Ways to write one field out in full."""
    layout = load_layout(form)
    sheet, cell = layout.place(field.index)
    brief = next(table.short for table in layout.tables if table.sheet == sheet)
    labels = (*field.row, *field.column)
    return [
        field.code, field.code.upper(), field.label, f"{sheet}!{cell}", f"{brief}！{cell.lower()}",
        f"表{field.table_number} {cell}", f"'{sheet}'!${cell[:1]}${cell[1:]}", " ".join(reversed(labels)),
        "".join(map(short, labels)),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.edition)
def test_find__each_field_of_each_edition_by_code_label_and_place(form: Form) -> None:
    wrong = [
        text for field in form.fields for text in spellings(form, field) if find_field(form, text).code != field.code
    ]
    assert wrong == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.edition)
def test_find__a_shorter_path_finds_its_field_or_lists_it(form: Form) -> None:
    for field in form.fields:
        text = f"{field.row_short} {field.column_short.rpartition('·')[2]}"
        try:
            found = [find_field(form, text)]
        except FieldNameError as error:
            found = list(error.candidates)
        assert field.code in [one.code for one in found], text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新收 总计", "t3.received.total"),
        ("总计，新收", "t3.received.total"),
        ("新收总计", "t3.received.total"),
        ("一、本年新收政府信息公开申请数量/总计", "t3.received.total"),
        ("表三 依申请公开 新收 总计", "t3.received.total"),
        ("本年度办理结果·予以公开·自然人", "t3.granted.natural"),
        ("三、本年度办理结果 > (一)予以公开 > 自然人", "t3.granted.natural"),
        ("不予公开 属于国家秘密 总计", "t3.refused.secret.total"),
        ("１．属于国家秘密／总计", "t3.refused.secret.total"),
        ("部分公开 自然人", "t3.partial.natural"),
        ("新收 其他", "t3.received.others"),
        ("收费金额", "t2.fees.amount"),
        ("行政复议 维持", "t4.review.upheld"),
        ("ｔ３．received．total", "t3.received.total"),
    ],
)
def test_find__in_any_usual_writing(text: str, code: str) -> None:
    assert find_field(CURRENT, text).code == code


@pytest.mark.parametrize(("text", "count"), [("总计", 34), ("J6", 2), ("行政诉讼 结果维持", 2), ("不予公开 自然人", 8)])
def test_find__lists_what_is_ambiguous_and_never_guesses(text: str, count: int) -> None:
    with pytest.raises(FieldNameError, match=f"可以是 {count} 个填报项") as told:
        find_field(CURRENT, text)
    assert len(told.value.candidates) == count
    lines = str(told.value).splitlines()[1:]
    assert len(lines) == min(count, MOST + 1)
    first = told.value.candidates[0]
    sheet, cell = load_layout(CURRENT).place(first.index)
    assert lines[0].strip() == f"{first.label}（{first.code}，{sheet}!{cell}）"
    assert (f"另有 {count - MOST} 个" in lines[-1]) is (count > MOST)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("t3.recieved.total", "t3.received.total"),
        ("新收 总记", "t3.received.total"),
        ("表三!J60", "t3.carried_out.total"),
    ],
)
def test_find__of_what_is_none_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(FieldNameError, match=r"没有.*相近的有") as told:
        find_field(CURRENT, text)
    assert told.value.candidates[0].code == near


@pytest.mark.parametrize("text", ["", "  ", "！", "天气", "新收 总计 再加 一些 别的 多余 的词", "/" * 5000])
def test_find__of_what_is_like_nothing_says_so(text: str) -> None:
    with pytest.raises(FieldNameError, match="没有"):
        find_field(CURRENT, text)


def test_fields_named__are_all_that_fit() -> None:
    assert [field.code for field in fields_named(CURRENT, "复议 维持")] == [
        "t4.review.upheld", "t4.direct.upheld", "t4.reviewed.upheld"
    ]  # fmt: skip
    assert [field.code for field in fields_named(CURRENT, "表四!A6")] == ["t4.review.upheld"]
