"""Adds looks to a workbook's style sheet: the old look of a cell with another background, and new looks."""

from __future__ import annotations

from xml.dom.minidom import Element

from .package import Package
from .xmltree import BeyondRepairError, child, children, make, root_of

# Backgrounds of marked cells. A tint that no template uses, so that a mark is known again.
COLOURS = {"error": "FFFFC7CE", "explain": "FFFFE48F", "notice": "FFDDEBF8", "related": "FFFDE9E7"}


class Paint:
    """The style sheet of ``package``, grown as looks are asked for."""

    def __init__(self, package: Package) -> None:
        link = package.related(package.main, "styles")
        if link is None:
            raise BeyondRepairError("no style sheet")
        self.root = root_of(package.tree(link.target))
        self.looks = _part(self.root, "cellXfs")
        self._fills: dict[str, int] = {}
        self._painted: dict[tuple[int, str], int] = {}

    def painted(self, style: int, colour: str) -> int:
        """The look ``style`` with the background ``colour`` (AARRGGBB)."""
        return self._with_fill(style, str(self.fill(colour)))

    def is_mark(self, style: int) -> bool:
        """Whether the look has one of our backgrounds, from this round or an earlier one."""
        return self._colour(style) in COLOURS.values()

    def unpainted(self, style: int, like: int | None) -> int:
        """The look ``style`` with the background of the look ``like``; with none where there is no such look."""
        looks = list(children(self.looks))
        return self._with_fill(style, looks[like].getAttribute("fillId") if like is not None else "0")

    def _colour(self, style: int) -> str:
        looks, fills = list(children(self.looks)), list(children(_part(self.root, "fills")))
        number = int(looks[style].getAttribute("fillId") or 0) if 0 <= style < len(looks) else -1
        pattern = child(fills[number], "patternFill") if 0 <= number < len(fills) else None
        front = child(pattern, "fgColor") if pattern is not None else None
        return front.getAttribute("rgb").upper() if front is not None else ""

    def unlocked(self, style: int) -> bool:
        """Whether a cell of this look can be filled in on a locked sheet."""
        known = list(children(self.looks))
        guard = child(known[style], "protection") if 0 <= style < len(known) else None
        return guard is not None and guard.getAttribute("locked") in ("0", "false")

    def fill(self, colour: str) -> int:
        if colour not in self._fills:
            fills = _part(self.root, "fills")
            fill = make(fills, "fill")
            pattern = make(fill, "patternFill", patternType="solid")
            make(pattern, "fgColor", rgb=colour)
            make(pattern, "bgColor", indexed="64")
            self._fills[colour] = _count(fills) - 1
        return self._fills[colour]

    def look(
        self,
        *,
        size: int = 10,
        bold: bool = False,
        colour: str = "FF000000",
        underline: bool = False,
        fill: str = "",
        border: bool = True,
        centred: bool = False,
        locked: bool = True,
    ) -> int:
        """A new look for text that wraps, in the workbook's own font."""
        look = make(
            self.looks, "xf", numFmtId="0", fontId=str(self._font(size, bold, colour, underline)),
            fillId=str(self.fill(fill) if fill else 0), borderId=str(self._border() if border else 0), xfId="0",
            applyFont="1", applyFill="1", applyBorder="1", applyAlignment="1", applyProtection="1",
        )  # fmt: skip
        across, down = ("center", "center") if centred else ("left", "top")
        make(look, "alignment", horizontal=across, vertical=down, wrapText="1")
        make(look, "protection", locked="1" if locked else "0")
        return _count(self.looks) - 1

    def _font(self, size: int, bold: bool, colour: str, underline: bool) -> int:
        fonts = _part(self.root, "fonts")
        first = child(fonts, "font")
        name = child(first, "name") if first is not None else None
        font = make(fonts, "font")
        if bold:
            make(font, "b")
        if underline:
            make(font, "u")
        make(font, "sz", val=str(size))
        make(font, "color", rgb=colour)
        make(font, "name", val=name.getAttribute("val") if name is not None else "宋体")
        return _count(fonts) - 1

    def _border(self) -> int:
        borders = _part(self.root, "borders")
        border = make(borders, "border")
        for side in ("left", "right", "top", "bottom"):
            make(make(border, side, style="thin"), "color", rgb="FFA6A6A6")
        make(border, "diagonal")
        return _count(borders) - 1

    def _with_fill(self, style: int, fill: str) -> int:
        if (style, fill) not in self._painted:
            known = list(children(self.looks))
            if not 0 <= style < len(known):
                raise BeyondRepairError(f"style {style} is not defined")
            look = known[style].cloneNode(True)
            assert isinstance(look, Element)
            look.setAttribute("fillId", fill)
            look.setAttribute("applyFill", "1")
            self.looks.appendChild(look)
            self._painted[style, fill] = _count(self.looks) - 1
        return self._painted[style, fill]


def _part(root: Element, name: str) -> Element:
    found = child(root, name)
    if found is None:
        raise BeyondRepairError(f"style sheet without {name}")
    return found


def _count(parent: Element) -> int:
    """How many children there are; also noted on ``parent``."""
    count = sum(1 for _ in children(parent))
    parent.setAttribute("count", str(count))
    return count
