"""The text of one string item, shared or in its cell: its runs joined, and which of them look otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from ..refusal import Refused
from ..values import MarkedText
from .colours import Palette
from .escapes import unescaped
from .style_sheet import Fill, Font, is_unseen, take_font
from .xml_events import local

_MOST_RUNS = 10_000  # a cell has room for 32,767 characters
_DEEPEST = 32  # elements around one of an item: no program writes more than five
_PASSED_OVER = ("rPh", "phoneticPr", "extLst")


class StringItem:
    """One pass over an ``si`` or ``is``: fed with all that stands inside it, it gives the text at its end.

    Only ``t`` in its places counts: alone, or in runs; never in phonetic hints. Raises Refused for elements of the
    main namespace that have no place there.
    """

    def __init__(self, part: str, palette: Palette) -> None:
        self.part, self.palette = part, palette
        self.path: list[str] = []
        self.texts: list[str] = []  # of the runs so far
        self.marks: list[str] = []
        self.run: list[str] = []
        self.font = Font()
        self.raised: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        name, here = local(element), tuple(self.path)
        self.path.append(name)
        if here[-1:] == ("t",) or len(here) > _DEEPEST:
            raise Refused("PART-AMBIGUOUS", part=self.part)  # some programs begin the text anew after what stands in it
        if any(other in ("", *_PASSED_OVER) for other in here):
            if name in ("t", "r") and not any(other in _PASSED_OVER for other in here):
                raise Refused("PART-AMBIGUOUS", part=self.part)  # wrapped: text to one program, nothing to another
            return
        if name == "r" and here == ():
            if len(self.texts) >= _MOST_RUNS:
                raise Refused("PART-AMBIGUOUS", part=self.part)
            self.run, self.font, self.raised = [], Font(), []
        elif name == "t" and here in ((), ("r",)):
            if here and self.run:
                raise Refused("PART-AMBIGUOUS", part=self.part)  # a run has one text: which of two is anyone's guess
        elif here == ("r", "rPr"):
            self._property(name, attributes)
        elif not (name in ("", *_PASSED_OVER) or (name == "rPr" and here == ("r",)) or here[:2] == ("r", "rPr")):
            raise Refused("PART-AMBIGUOUS", part=self.part)

    def end(self, element: str) -> None:
        self.path.pop()
        if not self.path and local(element) == "r":
            text = "".join(self.run)
            self.texts.append(text)
            if text.strip():
                self.marks += [*self.raised, *_marks(self.font, self.palette)]

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "vertAlign" and value in ("superscript", "subscript"):
            self.raised = [value]
        else:
            take_font(self.font, name, attributes, self.part)

    def characters(self, text: str) -> None:
        if self.path == ["t"]:
            self.texts.append(text)
        elif self.path == ["r", "t"]:
            self.run.append(text)

    def text(self) -> str:
        """What the item says; MarkedText where some of it is not shown like the rest."""
        whole = unescaped("".join(self.texts))
        return MarkedText(whole, self.marks) if self.marks else whole


def _marks(font: Font, palette: Palette) -> list[str]:
    """What its font makes of a run, as kinds of MarkedText."""
    return [*(["struck"] if font.struck else []), *(["invisible"] if is_unseen(font, Fill(), palette) else [])]


def feed(item: StringItem, element: Element) -> None:
    """Tells ``item`` what stands inside ``element``."""
    if element.text:
        item.characters(element.text)
    for child in element:
        name = child.tag[1:].replace("}", " ", 1) if child.tag[0] == "{" else child.tag
        item.start(name, named(child.attrib))
        feed(item, child)
        item.end(name)
        if child.tail:
            item.characters(child.tail)


def named(facts: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes of a tree by the names that xml_events gives them."""
    return {key[1:].replace("}", " ", 1) if key[0] == "{" else key: value for key, value in facts.items()}
