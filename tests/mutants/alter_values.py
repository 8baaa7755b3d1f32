"""What stands in a cell: another figure, another type, and all the ways in which XML can write one value."""

from __future__ import annotations

from tests.mutants.case import Case, alteration

# What a cell holds in place of its figure, by name: attributes, content. {v} is the figure, {w} another one,
# {a} and {b} the figure's first digit and the rest.
CONTENTS = {
    "changed": ("", "<v>{w}</v>"),
    "blank": ("", ""),
    "empty-v": ("", "<v></v>"),
    "self-closing-v": ("", "<v/>"),
    "type-str": (' t="str"', "<v>{w}</v>"),
    "type-n": (' t="n"', "<v>{w}</v>"),
    "type-n-text": (' t="n"', "<v>{w}件</v>"),
    "type-b": (' t="b"', "<v>1</v>"),
    "type-b-figure": (' t="b"', "<v>{w}</v>"),
    "type-e": (' t="e"', "<v>#REF!</v>"),
    "type-e-figure": (' t="e"', "<v>{w}</v>"),
    "type-d": (' t="d"', "<v>2024-03-05</v>"),
    "type-d-figure": (' t="d"', "<v>{w}</v>"),
    "type-unknown": (' t="x"', "<v>{w}</v>"),
    "type-empty": (' t=""', "<v>{w}</v>"),
    "type-upper": (' t="S"', "<v>1</v>"),
    "type-str-inline": (' t="str"', "<is><t>{w}</t></is>"),
    "type-n-inline": ("", "<is><t>{w}</t></is>"),
    "inline": (' t="inlineStr"', "<is><t>{w}</t></is>"),
    "inline-and-v": (' t="inlineStr"', "<v>{v}</v><is><t>{w}</t></is>"),
    "v-and-inline": (' t="inlineStr"', "<is><t>{w}</t></is><v>{v}</v>"),
    "inline-v-only": (' t="inlineStr"', "<v>{w}</v>"),
    "two-inline": (' t="inlineStr"', "<is><t>{v}</t></is><is><t>{w}</t></is>"),
    "inline-two-t": (' t="inlineStr"', "<is><t>{a}</t><t>{b}7</t></is>"),
    "inline-runs": (' t="inlineStr"', "<is><r><t>{a}</t></r><r><t>{b}7</t></r></is>"),
    "inline-rph": (' t="inlineStr"', '<is><t>{v}</t><rPh sb="0" eb="1"><t>9</t></rPh></is>'),
    "inline-escape": (' t="inlineStr"', "<is><t>_x0035_{v}</t></is>"),
    "str-escape": (' t="str"', "<v>_x0035_{v}</v>"),
    "two-v": ("", "<v>{w}</v><v>{v}</v>"),
    "two-v-reversed": ("", "<v>{v}</v><v>{w}</v>"),
    "three-v": ("", "<v>{w}</v><v></v><v>{v}</v>"),
    "v-in-v": ("", "<v>{a}<v>{b}</v></v>"),
    "v-in-is": ("", "<is><v>{w}</v></is>"),
    "entity-digit": ("", "<v>&#53;{v}</v>"),
    "entity-hex": ("", "<v>&#x35;{v}</v>"),
    "entity-blank": ("", "<v>{a}&#32;{b}</v>"),
    "cdata": ("", "<v><![CDATA[5]]>{v}</v>"),
    "cdata-whole": ("", "<v><![CDATA[{w}]]></v>"),
    "cdata-behind": ("", "<v>{v}<![CDATA[5]]></v>"),
    "comment-inside": ("", "<v>5<!-- x -->{v}</v>"),
    "comment-digits": ("", "<v><!-- <v>{w}</v> -->{v}</v>"),
    "comment-before": ("", "<!-- <v>{v}</v> --><v>{w}</v>"),
    "comment-whole": ("", "<!-- <v>{w}</v> -->"),
    "instruction": ("", "<v>5<?x y?>{v}</v>"),
    "instruction-before": ("", "<?x <v>{v}</v>?><v>{w}</v>"),
    "element-inside": ("", "<v>5<x/>{v}</v>"),
    "white-space": ("", "<v> {w}\n</v>"),
    "white-space-inside": ("", "<v>5 {v}</v>"),
    "nbsp": ("", "<v>\u00a0{w}</v>"),
    "space-preserve": ("", '<v xml:space="preserve"> {w} </v>'),
    "v-attribute": ("", '<v x="1">{w}</v>'),
    "v-spaced-tag": ("", "<v\n>{w}</v\n>"),
    "plus": ("", "<v>+{w}</v>"),
    "minus": ("", "<v>-{w}</v>"),
    "point-zero": ("", "<v>{w}.0</v>"),
    "point": ("", "<v>{w}.</v>"),
    "leading-zeros": ("", "<v>000{w}</v>"),
    "fraction": ("", "<v>{w}.5</v>"),
    "tiny-fraction": ("", "<v>{w}.0000000001</v>"),
    "below-whole": ("", "<v>{v}.999999999999999</v>"),
    "power": ("", "<v>{w}E1</v>"),
    "power-small": ("", "<v>5e-1</v>"),
    "power-lost": ("", "<v>{w}E</v>"),
    "hex": ("", "<v>0x1F</v>"),
    "comma": ("", "<v>{a},{b}</v>"),
    "grouped": ("", "<v>1,234</v>"),
    "text-grouped": (' t="str"', "<v>1,234</v>"),
    "underscore": ("", "<v>{a}_{b}</v>"),
    "letters-behind": ("", "<v>{w}abc</v>"),
    "infinite": ("", "<v>INF</v>"),
    "nan": ("", "<v>NaN</v>"),
    "huge": ("", "<v>12345678901234567890</v>"),
    "negative-zero": ("", "<v>-0</v>"),
    "full-width": ("", "<v>５{v}</v>"),
    "full-width-text": (' t="str"', "<v>５{v}</v>"),
    "arabic-text": (' t="str"', "<v>٥{v}</v>"),
    "circled-text": (' t="str"', "<v>{v}①</v>"),
    "superscript-text": (' t="str"', "<v>{v}²</v>"),
    "fraction-text": (' t="str"', "<v>{v}½</v>"),
    "roman-text": (' t="str"', "<v>{v}Ⅴ</v>"),
    "mathematical-text": (' t="str"', "<v>\U0001d7d3{v}</v>"),
    "zero-width-text": (' t="str"', "<v>{a}\u200b{b}</v>"),
    "right-to-left-text": (' t="str"', "<v>\u202e{w}</v>"),
    "line-break-text": (' t="str"', "<v>{a}\n{b}</v>"),
    "tab-text": (' t="str"', "<v>{a}&#9;{b}</v>"),
    "parenthesis-text": (' t="str"', "<v>({v})</v>"),
    "unit-text": (' t="str"', "<v>{w}件</v>"),
    "percent-text": (' t="str"', "<v>{v}%</v>"),
    "ext-v": ("", '<extLst><ext uri="x"><v>{w}</v></ext></extLst><v>{v}</v>'),
    "ext-v-behind": ("", '<v>{v}</v><extLst><ext uri="x"><v>{w}</v></ext></extLst>'),
    "ext-v-only": ("", '<extLst><ext uri="x"><v>{w}</v></ext></extLst>'),
    "text-beside": ("", "7<v>{w}</v>8"),
}  # fmt: skip


def _register(name: str, attributes: str, content: str) -> None:
    @alteration(f"value/{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        digits = {"v": spot.value, "w": spot.other, "a": spot.value[0], "b": spot.value[1:]}
        inner = content
        for key, text in digits.items():
            inner = inner.replace("{" + key + "}", text)
        return case.replace_cell(spot, case.make(spot, inner, attributes))


for _name, (_attributes, _content) in CONTENTS.items():
    _register(_name, _attributes, _content)
