"""How a published report is set: its page, its type and its fonts, from ``templates/shared/published.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...form.layout import Layout
from ...form.source import Section
from .words import read_published

FACES = ("title", "body", "first", "second", "number", "draft", "figure", "label")
_FONTS = ("display", "body", "heading", "subheading", "table")
_GENERICS = ("serif", "sans-serif")
_PAGE = ("width", "height", "top", "left", "type_width", "type_height", "lines", "characters", "number", "header")


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and type area in tenths of a millimetre; ``number`` and ``header`` are how far from the paper's lower and
    upper edge the page number and the word of a draft stand; ``lines`` a page, ``characters`` a line.
    """

    width: int
    height: int
    top: int
    left: int
    type_width: int
    type_height: int
    lines: int
    characters: int
    number: int
    header: int

    @property
    def right(self) -> int:
        return self.width - self.left - self.type_width

    @property
    def bottom(self) -> int:
        return self.height - self.top - self.type_height


@dataclass(frozen=True, slots=True)
class Font:
    """``name`` as offices have it, ``others`` in its place where it is not there."""

    name: str
    others: tuple[str, ...]
    generic: str


@dataclass(frozen=True, slots=True)
class Face:
    """A font in a size, in half points."""

    font: Font
    size: int


@dataclass(frozen=True, slots=True)
class Look:
    """``faces`` by FACES; ``smallest`` is the size, in half points, down to which figures are set where they are long.
    ``margin`` stands beside what a cell holds, in tenths of a millimetre; ``rule`` is how thick its lines are, in
    eighths of a point. Where figures would be set smaller than ``small``, in half points, their table reaches beyond
    the type area, to ``edge`` from the edge of the paper, in tenths of a millimetre.
    """

    page: Page
    faces: Mapping[str, Face]
    fonts: tuple[Font, ...]
    smallest: int
    margin: int
    rule: int
    small: int
    edge: int


@lru_cache(maxsize=16)
def load_look(layout: Layout) -> Look:
    """The Look of the edition of ``layout``. Raises DefinitionError where it is faulty."""
    root = read_published(layout)
    page, cell = root.section("page"), root.section("cell")
    page.only(*_PAGE)
    cell.only("margin", "rule", "small", "edge")
    fonts = {name: _font(root.section("fonts").section(name)) for name in _FONTS}
    root.section("fonts").only(*_FONTS)
    type_ = root.section("type")
    type_.only(*FACES)
    return Look(
        page=Page(**{name: page.whole(name, 1, 10_000) for name in _PAGE}),
        faces={name: _face(type_.section(name), fonts) for name in FACES},
        fonts=tuple(fonts.values()),
        smallest=root.whole("smallest", 1, 200),
        margin=cell.whole("margin", 0, 100),
        rule=cell.whole("rule", 1, 100),
        small=cell.whole("small", 1, 200),
        edge=cell.whole("edge", 0, 10_000),
    )


def _font(section: Section) -> Font:
    section.only("name", "others", "generic")
    return Font(section.get("name", str), section.strings("others"), section.choice("generic", _GENERICS))


def _face(section: Section, fonts: Mapping[str, Font]) -> Face:
    section.only("font", "size")
    return Face(fonts[section.choice("font", _FONTS)], section.whole("size", 1, 400))
