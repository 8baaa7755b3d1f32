"""How cells look: fonts, borders, colours and locks, as xlsxwriter formats."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from ...form import Unit
from ...form.colours import load_colours
from ...form.layout import Layout

_WRONG_INK = "#9C0006"
_GOOD_INK = "#006100"

Facts = dict[str, Any]


def fill(meaning: str) -> str:
    """The background of what has this ``meaning``."""
    return f"#{load_colours()[meaning].fill}"


class Formats:
    """Makes each format once. All cells are locked but those asked for with ``locked=False``."""

    def __init__(self, book: xlsxwriter.Workbook, layout: Layout) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._base: Facts = {"font_name": layout.template.get("font", str), "font_size": 10.5, "valign": "vcenter"}
        self._heading = layout.template.get("heading_font", str)

    def make(self, **facts: Any) -> Format:
        """The format with these facts on top of the plain one."""
        # -1: the colour of text that the program has, not one of a theme.
        merged = {**self._base, **({} if "font_color" in facts else {"theme": -1}), **facts}
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(merged)
        return self._made[key]

    def plain(self, **facts: Any) -> Format:
        return self.make(text_wrap=True, **facts)

    def title(self, size: float = 16) -> Format:
        return self.make(font_name=self._heading, font_size=size, align="center", text_wrap=True)

    def small(self, **facts: Any) -> Format:
        return self.make(font_size=9, **facts)

    def label(self, role: str, *, vertical: bool = False) -> Format:
        """A printed label of an official table: heads are centred, labels of rows stand left."""
        facts: Facts = {"border": 1, "text_wrap": True, "align": "left" if role == "row" else "center"}
        if role in ("head", "block"):
            facts["bold"] = role == "block"
        if vertical:
            facts |= {"rotation": 270, "align": "center"}
        return self.make(**facts)

    def figure(self, unit: Unit, *, computed: bool) -> Format:
        """A cell for a figure: inputs are open and light, totals locked and grey."""
        number = "0." + "0" * 2 + "#" * (unit.decimals - 2) if unit.decimals >= 2 else "0.0" if unit.decimals else "0"
        return self.make(
            border=1,
            align="center",
            num_format=number if unit.decimals else "0",
            bg_color=fill("computed" if computed else "input"),
            locked=computed,
            shrink=True,
        )

    def entry(self, **facts: Any) -> Format:
        """An open cell for text."""
        return self.make(border=1, bg_color=fill("input"), locked=False, num_format="@", text_wrap=True, **facts)

    def wrong(self) -> Format:
        return self._difference(bg_color=fill("wrong"), font_color=_WRONG_INK)

    def to_explain(self) -> Format:
        return self._difference(bg_color=fill("explain"))

    def unfilled(self) -> Format:
        return self._difference(bg_color=fill("missing"))

    def good(self) -> Format:
        return self._difference(font_color=_GOOD_INK)

    def _difference(self, **facts: Any) -> Format:
        """A format for conditional formatting, which only says what differs."""
        key = (("conditional", True), *sorted(facts.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(facts)
        return self._made[key]
