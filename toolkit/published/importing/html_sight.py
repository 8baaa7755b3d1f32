"""What of a page a reader sees: what its own style sheets and attributes hide, by tinycss2 and cssselect.

A style sheet that lies elsewhere is not fetched. What it hides is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from cssselect import SelectorError
from lxml import html
from lxml.cssselect import CSSSelector
from tinycss2.color3 import RGBA, parse_color

from .style_rules import Declared, declarations, is_of_screens, rules, written

_MOST_RULES = 2_000  # of a page; those of public pages have some hundred
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh|ex|ch)?")
_FAR = 200.0  # of any unit, from which on something is moved out of sight
_TINY = 1.5  # pixels of a box that shows nothing
_SMALL = 0.3  # of its size, below which nobody reads type
_UNREADABLE = {"px": 4, "pt": 3, "em": _SMALL, "rem": _SMALL, "%": 100 * _SMALL, "mm": 1, "cm": 0.1, "in": 0.04}
_PALE = 0.04  # by which a colour differs from its ground where nobody sees it
_WHITE = RGBA(1.0, 1.0, 1.0, 1.0)
_GROUNDS = ("background-color", "background")
_EDGE = r"[01](?:px)?[\s,]+"
_CLIPPED = re.compile(
    rf"rect\(\s*(?:{_EDGE}){{3}}[01](?:px)?\s*\)|inset\((?:[5-9]\d|100)%|(?:circle|ellipse)\(0|polygon\(\s*(?:0[\w%]*[\s,]*)+\)"
)
_SHORTHAND = re.compile(r"(?<![\d.])0(?:px|pt|em)?\s*/|^0(?:px|pt|em)?\s")  # of a font that is set in no size


@dataclass(slots=True)
class Sight:
    """What a page's own style sheets say of its elements; ``unknown`` are selectors that hide something and can't be
    followed; ``generated`` has those to which it adds letters or figures.
    """

    declared: dict[html.HtmlElement, Declared] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    generated: set[html.HtmlElement] = field(default_factory=set)

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether nobody sees what stands in ``element``, seen as it may be where it stands."""
        if element.get("hidden") is not None or (element.tag == "input" and element.get("type") == "hidden"):
            return True
        if _is_folded(element):
            return True
        said = self._said(element)
        return bool(said) and (_is_hidden(said) or self._is_pale(element, said))

    def strikes(self, element: html.HtmlElement) -> bool:
        """Whether what stands in ``element`` is struck out."""
        said = self._said(element)
        return any("line-through" in said.get(name, "") for name in _LINES)

    def moves(self, element: html.HtmlElement) -> str:
        """How what ``element`` says stands otherwise than where it is written, or beside what is added to it: moved,
        generated; empty where neither.
        """
        if element in self.generated:
            return "generated"
        said = self._said(element)
        if element.get("dir", "").lower() == "rtl":
            return "moved"
        return "moved" if said and any(known(said.get(name, "")) for name, known in _MOVING.items()) else ""

    def _said(self, element: html.HtmlElement) -> Declared:
        own = self.declared.get(element, {})
        inline = element.get("style")
        colours = {name: element.get(given) for name, given in (("color", "color"), ("background-color", "bgcolor"))}
        attributes = {name: value for name, value in colours.items() if value and element.tag != "hr"}
        return {**attributes, **own, **(declarations(inline) if inline else {})}

    def _is_pale(self, element: html.HtmlElement, said: Mapping[str, str]) -> bool:
        """Whether its own colour is that of the ground it stands on."""
        colour = parse_color(said["color"]) if "color" in said else None
        if not isinstance(colour, RGBA):
            return False
        ground = self._ground(element)
        return ground is not None and all(abs(a - b) <= _PALE for a, b in zip(colour[:3], ground[:3], strict=True))

    def _ground(self, element: html.HtmlElement) -> RGBA | None:
        """The colour behind ``element``: white, where nothing says otherwise; None where it is a picture."""
        for each in (element, *element.iterancestors()):
            if not isinstance(each.tag, str):
                continue
            said = self._said(each)
            for name in _GROUNDS:
                if name not in said:
                    continue
                if "url(" in said[name] or "gradient(" in said[name]:
                    return None
                found = next(filter(None, map(parse_color, said[name].split())), None) or parse_color(said[name])
                if isinstance(found, RGBA) and found.alpha > 0:
                    return found
        return _WHITE


def _is_folded(element: html.HtmlElement) -> bool:
    """Whether ``element`` stands in a part of the page that opens when somebody asks for it."""
    above = element.getparent()
    return above is not None and above.tag == "details" and above.get("open") is None and element.tag != "summary"


def sight_of(root: html.HtmlElement) -> Sight:
    """The Sight of the page ``root``, by the style sheets within it."""
    sight = Sight()
    count = 0
    for style in root.iter("style"):
        if is_of_screens(style.get("media", "")):
            for selectors, declared in rules(style.text_content() or ""):
                count += 1
                if count > _MOST_RULES:
                    return sight
                _apply(root, selectors, declared, sight)
    return sight


def _apply(root: html.HtmlElement, selectors: str, declared: Declared, sight: Sight) -> None:
    added = _PSEUDO.findall(selectors)
    if added:
        if any(character.isalnum() for character in written(declared.get("content", ""))):
            _add_generated(root, selectors, sight)
        return
    if not any(name in declared for name in _OF_SIGHT):
        return
    try:
        for element in CSSSelector(selectors, translator="html")(root):
            sight.declared.setdefault(element, {}).update(declared)
    except SelectorError:
        if _is_hidden(declared) and "::" not in selectors:
            sight.unknown.append(selectors)


def _add_generated(root: html.HtmlElement, selectors: str, sight: Sight) -> None:
    for selector in selectors.split(","):
        if _PSEUDO.search(selector):
            with suppress(SelectorError):
                sight.generated.update(CSSSelector(_PSEUDO.sub("", selector).strip() or "*", translator="html")(root))


_PSEUDO = re.compile(r"::?(?:before|after)\b", re.IGNORECASE)
_OFFSET = re.compile(r"[1-9]")
_MOVING: Mapping[str, Callable[[str], object]] = {
    "float": lambda said: said in ("left", "right", "inline-start", "inline-end"),
    "order": _OFFSET.search,
    "position": lambda said: said in ("relative", "absolute", "fixed", "sticky"),
    "flex-direction": lambda said: "reverse" in said,
    "direction": lambda said: said == "rtl",
    "unicode-bidi": lambda said: "override" in said,
    "transform": lambda said: said not in ("", "none"),
    "rotate": _OFFSET.search,
    "scale": lambda said: said not in ("", "none", "1"),
    "writing-mode": lambda said: said not in ("", "horizontal-tb"),
}

_LINES = ("text-decoration", "text-decoration-line")
_OF_SIGHT = (
    *_MOVING, *_LINES,
    "display", "visibility", "opacity", "font-size", "font", "color", "background", "background-color", "mso-hide",
    "text-indent", "position", "left", "top", "right", "clip", "clip-path", "width", "height", "overflow", "transform",
    "max-height", "max-width", "margin-left", "content-visibility", "-webkit-text-fill-color", "zoom",
)  # fmt: skip


def _is_hidden(said: Mapping[str, str]) -> bool:
    """Whether what is ``said`` of an element leaves nothing of it to be seen."""
    of = said.get
    return (
        of("display", "").startswith("none")
        or of("visibility", "") in ("hidden", "collapse")
        or of("content-visibility") == "hidden"
        or "all" in of("mso-hide", "")
        or any(_is_nothing(of(name, "")) for name in ("opacity", "font-size", "zoom"))
        or _is_tiny(of("font-size", ""))
        or 0 < _number(of("zoom", "1")) * (0.01 if "%" in of("zoom", "") else 1) < _SMALL
        or any(_is_clear(of(name, "")) for name in ("color", "-webkit-text-fill-color"))
        or _SHORTHAND.search(of("font", "")) is not None
        or "scale(0" in of("transform", "")
        or _is_away(said)
    )


def _is_away(said: Mapping[str, str]) -> bool:
    """Whether an element is moved out of sight, or cut to nothing."""
    of = said.get
    moved = [_number(of("text-indent", "")), _number(of("margin-left", "")) / 2]
    if of("position") in ("absolute", "fixed"):
        moved += [_number(of(edge, "")) for edge in ("left", "top", "right")]
    sizes = [_LENGTH.match(of(name, "")) for name in ("width", "height", "max-height", "max-width")]
    cut = of("overflow", "").startswith("hidden") and any(size and abs(float(size[1])) <= _TINY for size in sizes)
    clipped = any(_CLIPPED.search(of(name, "")) for name in ("clip", "clip-path"))
    return min(moved) <= -_FAR or cut or clipped


def _number(text: str) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) if found else 0.0


def _is_tiny(text: str) -> bool:
    """Whether type of the size ``text`` can't be read."""
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) <= _UNREADABLE.get(found[2], 0)


def _is_nothing(text: str) -> bool:
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) == 0


def _is_clear(text: str) -> bool:
    colour = parse_color(text) if text else None
    return isinstance(colour, RGBA) and colour.alpha == 0
