"""A workbook's style sheet to be grown: an old look with another background, and new looks."""

from __future__ import annotations

from .editing import EditablePackage
from .xml_tree import Element, UneditableError, child, children, count_children, make, needed_child, root_of


class StyleEdit:
    """The style sheet of ``package``. Looks are known by their index, colours as AARRGGBB.

    Raises UneditableError where there is none, or it lacks what the format asks for.
    """

    def __init__(self, package: EditablePackage) -> None:
        _, part = package.related(package.main, "styles")
        if not part:
            raise UneditableError("no style sheet")
        self.root = root_of(package.tree(part))
        self.looks = needed_child(self.root, "cellXfs")
        self._listed = list(children(self.looks))
        self._fills: dict[str, int] = {}
        self._painted: dict[tuple[int, str], int] = {}

    def painted(self, style: int, colour: str) -> int:
        """The look ``style`` with the background ``colour``."""
        return self._with_fill(style, str(self.fill(colour)))

    def painted_like(self, style: int, like: int | None) -> int:
        """The look ``style`` with the background of the look ``like``; with none where there is no such look."""
        return self._with_fill(style, self._listed[like].getAttribute("fillId") if like is not None else "0")

    def colour(self, style: int) -> str:
        """The plain background of a look; empty where it has none."""
        fills = list(children(needed_child(self.root, "fills")))
        number = int(self._listed[style].getAttribute("fillId") or 0) if 0 <= style < len(self._listed) else -1
        pattern = child(fills[number], "patternFill") if 0 <= number < len(fills) else None
        front = child(pattern, "fgColor") if pattern is not None else None
        return str(front.getAttribute("rgb").upper()) if front is not None else ""

    def unlocked(self, style: int) -> bool:
        """Whether a cell of this look can be filled in on a locked sheet."""
        guard = child(self._listed[style], "protection") if 0 <= style < len(self._listed) else None
        return guard is not None and guard.getAttribute("locked") in ("0", "false")

    def fill(self, colour: str) -> int:
        """A plain background, by its index."""
        if colour not in self._fills:
            fills = needed_child(self.root, "fills")
            pattern = make(make(fills, "fill"), "patternFill", patternType="solid")
            make(pattern, "fgColor", rgb=colour)
            make(pattern, "bgColor", indexed="64")
            self._fills[colour] = count_children(fills) - 1
        return self._fills[colour]

    def look(
        self,
        *,
        size: int = 10,
        bold: bool = False,
        colour: str = "FF000000",
        underline: bool = False,
        fill: str = "",
        border: str = "",
        centred: bool = False,
        locked: bool = True,
    ) -> int:
        """A new look for text that wraps, in the workbook's own font; ``border`` is a colour."""
        look = make(
            self.looks, "xf", numFmtId="0", fontId=str(self._font(size, bold, colour, underline)),
            fillId=str(self.fill(fill) if fill else 0), borderId=str(self._border(border) if border else 0), xfId="0",
            applyFont="1", applyFill="1", applyBorder="1", applyAlignment="1", applyProtection="1",
        )  # fmt: skip
        across, down = ("center", "center") if centred else ("left", "top")
        make(look, "alignment", horizontal=across, vertical=down, wrapText="1")
        make(look, "protection", locked="1" if locked else "0")
        return self._listed_anew(look)

    def _font(self, size: int, bold: bool, colour: str, underline: bool) -> int:
        fonts = needed_child(self.root, "fonts")
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
        return count_children(fonts) - 1

    def _border(self, colour: str) -> int:
        borders = needed_child(self.root, "borders")
        border = make(borders, "border")
        for side in ("left", "right", "top", "bottom"):
            make(make(border, side, style="thin"), "color", rgb=colour)
        make(border, "diagonal")
        return count_children(borders) - 1

    def _with_fill(self, style: int, fill: str) -> int:
        if (style, fill) not in self._painted:
            if not 0 <= style < len(self._listed):
                raise UneditableError(f"style {style} is not defined")
            look = self._listed[style].cloneNode(True)
            assert isinstance(look, Element)
            look.setAttribute("fillId", fill)
            look.setAttribute("applyFill", "1")
            self.looks.appendChild(look)
            self._painted[style, fill] = self._listed_anew(look)
        return self._painted[style, fill]

    def _listed_anew(self, look: Element) -> int:
        self._listed.append(look)
        self.looks.setAttribute("count", str(len(self._listed)))
        return len(self._listed) - 1
