"""What of a page a reader sees: what its own style sheets and attributes hide or move, by the cascade of its rules.

A style sheet that lies elsewhere is not fetched. What it hides is not known.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

import cssselect
from cssselect import SelectorError
from lxml import etree, html

from .style_looks import (
    BLACK,
    GROUNDS,
    LINES,
    OF_SIGHT,
    WHITE,
    Colour,
    Said,
    colour_of,
    ground_of,
    is_alike,
    is_hidden,
    is_moved,
    is_turned,
)
from .style_rules import Rule, declarations, is_of_screens, rules, written

Rank = tuple[bool, bool, tuple[int, int, int], int]  # important, in which layer, how special, where

_MOST_RULES = 2_000  # of a page; those of public pages have some hundred
_PSEUDO = re.compile(r"::?(?:before|after)\b", re.IGNORECASE)
# Selectors that browsers know and cssselect may not; what neither knows is in force nowhere.
_NEWER = re.compile(r":(?:is|where|not|has|nth-[a-z-]+)\(")
_TRANSLATOR = cssselect.HTMLTranslator()
_PARTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "caption"})


@dataclass(slots=True)
class Sight:
    """What a page's own style sheets say of its elements; ``unknown`` are selectors that hide something and can't be
    followed; ``generated`` has those to which it adds letters or figures.
    """

    declared: dict[html.HtmlElement, dict[str, tuple[Rank, str]]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    generated: set[html.HtmlElement] = field(default_factory=set)
    _known: dict[html.HtmlElement, Said] = field(default_factory=dict)

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether nobody sees what stands in ``element``, seen as it may be where it stands."""
        if element.get("hidden") is not None or (element.tag == "input" and element.get("type") == "hidden"):
            return True
        if element.get("popover") is not None or (element.tag == "dialog" and element.get("open") is None):
            return True
        if _is_folded(element):
            return True
        said = self.said(element)
        if not said or element.tag in ("html", "body"):  # which a script may show
            return False
        return is_hidden(said, in_table=element.tag in _PARTS) or self._is_pale(element, said)

    def strikes(self, element: html.HtmlElement) -> bool:
        """Whether what stands in ``element`` is struck out."""
        said = self.said(element)
        return any("line-through" in said.get(name, "") for name in LINES)

    def moves(self, element: html.HtmlElement) -> str:
        """How what ``element`` says stands otherwise than where it is written, or beside what is added to it: moved,
        generated; empty where neither. What is alone in its cell may stand where it will.
        """
        if element in self.generated:
            return "generated"
        said = self.said(element)
        if element.get("dir", "").lower() == "rtl" or is_turned(said):
            return "moved"
        return "moved" if is_moved(said) and (element.tag in _PARTS or not _is_alone(element)) else ""

    def said(self, element: html.HtmlElement) -> Said:
        """What is in force of all that is declared of ``element`` itself."""
        known = self._known.get(element)
        if known is None:
            given = (("color", "color"), ("background-color", "bgcolor"))
            found = {name: value for name, of in given if (value := element.get(of)) and element.tag != "hr"}
            own = self.declared.get(element, {})
            found |= {name: value for name, (_, value) in own.items()}
            for name, (value, important) in declarations(element.get("style") or "").items():
                if important or name not in own or not own[name][0][0]:
                    found[name] = value
            known = self._known[element] = found
        return known

    def _is_pale(self, element: html.HtmlElement, said: Said) -> bool:
        """Whether its colour is that of the ground it stands on, and nothing within it has another."""
        if not any(name in said for name in ("color", *GROUNDS)):
            return False
        if any(name in self.said(each) for each in _within(element) for name in ("color", *GROUNDS)):
            return False
        colour = self._colour(element)
        ground = self._ground(element)
        return colour is not None and ground is not None and is_alike(colour, ground)

    def _colour(self, element: html.HtmlElement) -> Colour | None:
        """The colour of what stands in ``element``: black, where nothing says otherwise; None for one not known."""
        for each in _outwards(element):
            if text := self.said(each).get("color", ""):
                return colour_of(text)
        return BLACK

    def _ground(self, element: html.HtmlElement) -> Colour | None:
        """The colour behind ``element``: white, where nothing says otherwise; None where it is a picture."""
        for each in _outwards(element):
            colour, is_all = ground_of(self.said(each))
            if colour is not None or not is_all:
                return colour
        return WHITE


def _outwards(element: html.HtmlElement) -> list[html.HtmlElement]:
    return [each for each in (element, *element.iterancestors()) if isinstance(each.tag, str)]


def _within(element: html.HtmlElement) -> list[html.HtmlElement]:
    return [each for each in element.iterdescendants() if isinstance(each.tag, str)]


def _is_alone(element: html.HtmlElement) -> bool:
    """Whether nothing stands beside what ``element`` says in its cell."""
    cell = next(element.iterancestors("td", "th"), None)
    return cell is None or "".join(cell.text_content().split()) == "".join(element.text_content().split())


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
            for rule in rules(style.text_content() or ""):
                count += 1
                if count > _MOST_RULES:
                    return sight
                _apply(root, rule, count, sight)
    return sight


def _apply(root: html.HtmlElement, rule: Rule, order: int, sight: Sight) -> None:
    if _PSEUDO.search(rule.selectors):
        if any(character.isalnum() for character in written(rule.declared.get("content", ("", False))[0])):
            _add_generated(root, rule.selectors, sight)
        return
    declared = {name: said for name, said in rule.declared.items() if name in OF_SIGHT}
    if not declared:
        return
    try:
        parsed = cssselect.parse(rule.selectors)
        paths = [etree.XPath(_TRANSLATOR.selector_to_xpath(one)) for one in parsed if not one.pseudo_element]
    except (SelectorError, etree.XPathSyntaxError):
        if _NEWER.search(rule.selectors) and is_hidden({name: value for name, (value, _) in declared.items()}):
            sight.unknown.append(rule.selectors)
        return
    for selector, path in zip((one for one in parsed if not one.pseudo_element), paths, strict=True):
        for element in path(root):
            own = sight.declared.setdefault(element, {})
            for name, (value, important) in declared.items():
                rank = (important, rule.layered == important, selector.specificity(), order)
                if name not in own or own[name][0] <= rank:
                    own[name] = (rank, value)


def _add_generated(root: html.HtmlElement, selectors: str, sight: Sight) -> None:
    for selector in selectors.split(","):
        if _PSEUDO.search(selector):
            with suppress(SelectorError):
                bare = _PSEUDO.sub("", selector).strip() or "*"
                sight.generated.update(etree.XPath(_TRANSLATOR.css_to_xpath(bare))(root))
