"""What of a page a reader sees: what its own style sheets and attributes hide, by tinycss2 and cssselect.

A style sheet that lies elsewhere is not fetched. What it hides is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import tinycss2
from cssselect import SelectorError
from lxml import html
from lxml.cssselect import CSSSelector
from tinycss2.color3 import RGBA, parse_color

Declared = dict[str, str]

_MOST_RULES = 2_000  # of a page; those of public pages have some hundred
_SCREENS = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
_MEDIA = re.compile(r"\b(?:print|speech|handheld|tty|tv|projection|braille|embossed)\b", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh|ex|ch)?")
_FAR = 200.0  # of any unit, from which on something is moved out of sight
_TINY = 1.5  # pixels of a box that shows nothing
_PALE = 0.04  # by which a colour differs from its ground where nobody sees it
_WHITE = RGBA(1.0, 1.0, 1.0, 1.0)
_GROUNDS = ("background-color", "background")
_EDGE = r"[01](?:px)?[\s,]+"
_CLIPPED = re.compile(rf"rect\(\s*(?:{_EDGE}){{3}}[01](?:px)?\s*\)|inset\((?:50|100)%")
_SHORTHAND = re.compile(r"(?<![\d.])0(?:px|pt|em)?\s*/|^0(?:px|pt|em)?\s")  # of a font that is set in no size


@dataclass(slots=True)
class Sight:
    """What a page's own style sheets say of its elements; ``unknown`` are selectors that hide something and can't be
    followed.
    """

    declared: dict[html.HtmlElement, Declared] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether nobody sees what stands in ``element``, seen as it may be where it stands."""
        if element.get("hidden") is not None or (element.tag == "input" and element.get("type") == "hidden"):
            return True
        said = self._said(element)
        return bool(said) and (_is_hidden(said) or self._is_pale(element, said))

    def _said(self, element: html.HtmlElement) -> Declared:
        own = self.declared.get(element, {})
        inline = element.get("style")
        colours = {name: element.get(given) for name, given in (("color", "color"), ("background-color", "bgcolor"))}
        attributes = {name: value for name, value in colours.items() if value and element.tag != "hr"}
        return {**attributes, **own, **(_declarations(inline) if inline else {})}

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


def sight_of(root: html.HtmlElement) -> Sight:
    """The Sight of the page ``root``, by the style sheets within it."""
    sight = Sight()
    count = 0
    for style in root.iter("style"):
        if _is_of_screens(style.get("media", "")):
            for selectors, declared in _rules(style.text_content() or ""):
                count += 1
                if count > _MOST_RULES:
                    return sight
                _apply(root, selectors, declared, sight)
    return sight


def _rules(text: str) -> Iterator[tuple[str, Declared]]:
    yield from _within(tinycss2.parse_stylesheet(text.replace("<!--", "").replace("-->", ""), True, True))


def _within(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, Declared]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude).strip(), _declarations(tinycss2.serialize(node.content))
        elif node.type == "at-rule" and node.content is not None and _holds_rules(node):
            yield from _within(tinycss2.parse_rule_list(node.content, True, True))


def _holds_rules(node: tinycss2.ast.AtRule) -> bool:
    """Whether rules stand within ``node`` that are in force where a page is read."""
    if node.lower_at_keyword == "media":
        return _is_of_screens(tinycss2.serialize(node.prelude))
    return bool(node.lower_at_keyword in ("supports", "layer"))


def _is_of_screens(media: str) -> bool:
    return bool(_SCREENS.search(media)) or not _MEDIA.search(media)


def _declarations(text: str) -> Declared:
    found = tinycss2.parse_declaration_list(text, True, True)
    return {one.lower_name: tinycss2.serialize(one.value).strip().lower() for one in found if one.type == "declaration"}


def _apply(root: html.HtmlElement, selectors: str, declared: Declared, sight: Sight) -> None:
    if not any(name in declared for name in _OF_SIGHT):
        return
    try:
        for element in CSSSelector(selectors, translator="html")(root):
            sight.declared.setdefault(element, {}).update(declared)
    except SelectorError:
        if _is_hidden(declared) and "::" not in selectors and ":before" not in selectors and ":after" not in selectors:
            sight.unknown.append(selectors)


_OF_SIGHT = (
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


def _is_nothing(text: str) -> bool:
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) == 0


def _is_clear(text: str) -> bool:
    colour = parse_color(text) if text else None
    return isinstance(colour, RGBA) and colour.alpha == 0
