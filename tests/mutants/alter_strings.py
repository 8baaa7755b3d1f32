"""Shared strings: runs, readings, marks set high or struck out, escapes, and numbers that lead elsewhere."""

from __future__ import annotations

import re

from tests.mutants.case import STRINGS, Case, alteration

# A shared string that a cell points to, by name: {v} the figure, {w} another, {a} and {b} its first digit and the rest.
ITEMS = {
    "plain": "<si><t>{w}</t></si>",
    "spaced": '<si><t xml:space="preserve"> {w} </t></si>',
    "empty": "<si/>",
    "empty-t": "<si><t/></si>",
    "runs": "<si><r><t>{a}</t></r><r><t>{b}7</t></r></si>",
    "run-then-text": "<si><r><t>5</t></r><t>{v}</t></si>",
    "text-then-run": "<si><t>{v}</t><r><t>5</t></r></si>",
    "two-texts": "<si><t>{v}</t><t>5</t></si>",
    "reading": '<si><t>{v}</t><rPh sb="0" eb="1"><t>5</t></rPh><phoneticPr fontId="1"/></si>',
    "reading-first": '<si><rPh sb="0" eb="1"><t>5</t></rPh><t>{v}</t></si>',
    "reading-of-runs": '<si><r><t>{v}</t></r><rPh sb="0" eb="1"><t>5</t></rPh></si>',
    "escape": "<si><t>_x0035_{v}</t></si>",
    "escape-escaped": "<si><t>_x005F_x0035_{v}</t></si>",
    "escape-lower": "<si><t>_x003a_{v}</t></si>",
    "escape-return": "<si><t>{v}_x000D_</t></si>",
    "escape-split": "<si><r><t>_x00</t></r><r><t>35_{v}</t></r></si>",
    "entity": "<si><t>&#53;{v}</t></si>",
    "cdata": "<si><t><![CDATA[5]]>{v}</t></si>",
    "comment": "<si><t>5<!-- x -->{v}</t></si>",
    "element": "<si><t>5<x/>{v}</t></si>",
    "foreign-text": '<si><y:t xmlns:y="urn:x">5</y:t><t>{v}</t></si>',
    "foreign-run": '<si><y:r xmlns:y="urn:x"><t>5</t></y:r><r><t>{v}</t></r></si>',
    "prefixed": '<y:si xmlns:y="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><y:t>{w}</y:t></y:si>',
    "wrapped": "<si><wrap><t>5</t></wrap><t>{v}</t></si>",
    "ext": '<si><t>{v}</t><extLst><ext uri="x"><t>5</t></ext></extLst></si>',
    "full-width": "<si><t>５{v}</t></si>",
    "circled": "<si><t>{v}⑤</t></si>",
    "remark": "<si><t>{v}（其中修订16件）</t></si>",
    "lines": "<si><t>{a}\n{b}</t></si>",
    "minus-word": "<si><t>减{v}</t></si>",
    "dash": "<si><t>{v}-</t></si>",
    "chinese": "<si><t>五十</t></si>",
    "apostrophe": "<si><t>'{v}</t></si>",
}

# Runs that are seen otherwise than as digits of the figure: a finding must come, though the text beside is joined.
MARKED = {
    "superscript": '<vertAlign val="superscript"/>',
    "subscript": '<vertAlign val="subscript"/>',
    "struck": "<strike/>",
    "struck-val": '<strike val="1"/>',
    "struck-true": '<strike val="true"/>',
    "white": '<color rgb="FFFFFFFF"/>',
    "white-theme": '<color theme="0"/>',
    "white-indexed": '<color indexed="9"/>',
    "tiny": '<sz val="1"/>',
}


MARKED_ITEMS = {
    f"{name}-{place}": (
        f"<si><r><t>{{v}}</t></r><r><rPr>{properties}</rPr><t>5</t></r></si>"
        if place == "behind"
        else f"<si><r><rPr>{properties}</rPr><t>5</t></r><r><t>{{v}}</t></r></si>"
    )
    for name, properties in MARKED.items()
    for place in ("behind", "before")
}


def _register(name: str, item: str, *, told: bool = False) -> None:
    @alteration(f"string/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        facts = {"v": spot.value, "w": spot.other, "a": spot.value[0], "b": spot.value[1:]}
        filled = re.sub(r"\{(\w)\}", lambda found: facts[found[1]], item)
        count = len(re.findall(r"<si[ >/]", case.text(STRINGS)))
        if told:
            case.must_tell(spot)
        return case.swap(STRINGS, "</sst>", filled + "</sst>") and case.replace_cell(
            spot, case.make(spot, f"<v>{count}</v>", ' t="s"')
        )


for _name, _item in ITEMS.items():
    _register(_name, _item)
for _name, _item in MARKED_ITEMS.items():
    _register(f"run-{_name}", _item, told=True)


# How the number of a shared string is written, by name: {k} is that of a string which says another figure.
NUMBERS = {
    "beyond": "99999",
    "negative": "-1",
    "point-zero": "{k}.0",
    "point-five": "{k}.5",
    "spaced": " {k} ",
    "zeros": "00{k}",
    "plus": "+{k}",
    "power": "{k}e0",
    "hex": "0x{k}",
    "empty": "",
    "letters": "{k}x",
    "full-width": "１",
    "huge": "4294967296",
}


def _register_number(name: str, number: str) -> None:
    @alteration(f"string-number/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        count = str(len(re.findall(r"<si[ >/]", case.text(STRINGS))))
        return case.swap(STRINGS, "</sst>", f"<si><t>{spot.other}</t></si></sst>") and case.replace_cell(
            spot, case.make(spot, f"<v>{number.replace('{k}', count)}</v>", ' t="s"')
        )


for _name, _number in NUMBERS.items():
    _register_number(_name, _number)

# What is put before the first shared string so that all numbers may lead to the next one.
FIRST = {
    "si-in-comment": "<!-- <si><t>x</t></si> -->",
    "si-in-cdata": "<![CDATA[<si><t>x</t></si>]]>",
    "si-in-wrapper": "<wrap><si><t>x</t></si></wrap>",
    "si-foreign": '<y:si xmlns:y="urn:x"><y:t>x</y:t></y:si>',
    "si-undone": '<si xmlns=""><t>x</t></si>',
    "si-more": "<si><t>x</t></si>",
    "si-self-closing": "<si/>",
    "si-in-si": "<si><si><t>x</t></si></si>",
}


def _register_first(name: str, piece: str) -> None:
    @alteration(f"strings/{name}")
    def alter(case: Case) -> bool:
        return case.sub(STRINGS, r"(<sst[^>]*>)", lambda found: found[1] + piece)


for _name, _piece in FIRST.items():
    _register_first(_name, _piece)


@alteration("strings/count-wrong")
def count_wrong(case: Case) -> bool:
    return case.sub(STRINGS, r' (?:count|uniqueCount)="\d+"', "", count=2) and case.sub(
        STRINGS, r"<sst", '<sst count="3" uniqueCount="2"'
    )


@alteration("strings/part-gone")
def strings_gone(case: Case) -> bool:
    return case.parts.pop(STRINGS, None) is not None
