"""One meaning has one colour: in a template, on a copy that goes back and its list, on a page, and in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.reporting.test_sendback import opened
from tests.reporting.workbooks import checked, workbook
from toolkit.editions import load_form
from toolkit.form.answer import load_answer
from toolkit.form.colours import load_colours
from toolkit.form.layout import load_layout
from toolkit.form.sendback import load_words
from toolkit.reporting import render
from toolkit.reporting.sendback import SentBack, return_copies

LAYOUTS = [load_layout(load_form(year)) for year in (2020, 2024)]
WRONG: dict[str, int | None] = {"t3.carried_out.natural": 99, "t2.norms.made": 99999}  # an error, and one to explain


def answered(folder: Path, data: bytes, name: str) -> tuple[SentBack, Any]:
    (one,) = return_copies(checked((name, data)), folder, lambda _: data)
    return one, opened((folder / one.copy).read_bytes())


def fills(sheet: Any) -> dict[str, str]:
    return {
        cell.coordinate: str(cell.fill.fgColor.rgb)[-6:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type
    }


def test_colours__are_told_apart() -> None:
    colours = load_colours().values()
    assert len({one.fill for one in colours}) == len({one.name for one in colours}) == len(colours)
    parts = {one.name: [int(one.fill[at : at + 2], 16) for at in (0, 2, 4)] for one in colours}
    for name, rgb in parts.items():
        for other, its in parts.items():
            assert name == other or sum(abs(a - b) for a, b in zip(rgb, its, strict=True)) > 15, (name, other)


def test_guidance__calls_them_as_every_sentence_does() -> None:
    for layout in LAYOUTS:
        told = "".join(layout.template.section("guidance").strings("lines"))
        for meaning in ("input", "missing", "computed", "wrong", "explain"):
            assert f"{load_colours()[meaning].name}色" in told, (layout.form.edition, meaning)


def test_copy__marks_cells_and_list_as_the_template_colours_them(tmp_path: Path) -> None:
    one, book = answered(tmp_path / "退回", workbook(tmp_path / "甲.xlsx", changed=WRONG), "甲.xlsx")
    colours = load_colours()
    listed = fills(book[load_answer().sheet])
    severities = {
        book[load_answer().sheet][cell].value: colour for cell, colour in listed.items() if cell.startswith("B")
    }
    assert severities["错误"] == colours["wrong"].fill
    assert severities["需说明"] == colours["explain"].fill
    layout = LAYOUTS[1]
    sheet, cell = layout.place(layout.form.by_code["t3.carried_out.natural"].index)
    assert fills(book[sheet])[cell] == colours["wrong"].fill
    legend = set(fills(book[layout.guidance_sheet]).values())
    assert {colours["wrong"].fill, colours["explain"].fill} <= legend
    assert f"{colours['wrong'].name}色的单元格须改正" in one.text
    assert f"{colours['explain'].name}色的单元格请核对" in one.text


def test_copy__keeps_its_legend_when_it_goes_back_a_second_time(tmp_path: Path) -> None:
    _, first = answered(tmp_path / "一", workbook(tmp_path / "甲.xlsx", changed=WRONG), "甲.xlsx")
    _, again = answered(tmp_path / "二", next((tmp_path / "一").glob("*.xlsx")).read_bytes(), "甲.xlsx")
    guidance = LAYOUTS[1].guidance_sheet
    assert fills(again[guidance]) == fills(first[guidance])


def test_page__has_the_same_grounds(tmp_path: Path) -> None:
    page = str(render(checked(("甲.xlsx", workbook(tmp_path / "甲.xlsx", changed=WRONG))), "html"))
    for name, meaning in (("error", "wrong"), ("explain", "explain"), ("notice", "notice"), ("related", "related")):
        assert re.search(rf"--{name}-ground: #{load_colours()[meaning].fill};", page), name


def test_words__name_no_colour_but_by_its_meaning() -> None:
    for name, text in load_words(None).texts.items():
        assert not re.search("[红黄蓝橙紫绿灰]", re.sub(r"\{\w+\}", "", text)), name
