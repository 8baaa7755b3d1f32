"""Number formats and styles: what is shown of a figure, if it is shown at all."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from tests.mutants.case import STYLES, Case, Spot, alteration

# What honest offices use: the figure is what is shown.
PLAIN = (
    "General", "general", "0", "0_ ", "0.", "0_-", "#,##0", "0.00", "#,##0.00", "@", "0;[Red]-0", "0_);[Red](0)",
    "#,##0;[Red]-#,##0", "General;[Red]-General", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
)  # fmt: skip
# Not among them: G/通用格式, which Chinese programs show as General, and LibreOffice as those letters.
ODD = (
    "0,", "0,,", "#,##0,", "0.0,", "0%", "0.00%", "0‰", "0E+00", "##0.0E+0", "# ?/?", "# ??/100", ";;;", ";;", "0;;",
    ";0", '"";""', '""', "#", "?", "000000", "00", ".0", '[=0]"";0', '"5"0', '0"5"', '0"件"', '0" 元"', '"¥"#,##0',
    "[$¥-804]#,##0", "[$€-2]0", '0"万"', "0!5", "5", "0\\5", "\\50", "*50", "_50", '"无"', '[>100]"多";0',
    '[<10]0;[>=10]"5"0', '[=43]"543";0', "[Red]0", "[White]0", "[Color2]0", "[Black]0", "[DBNum1]0", "[DBNum2]General",
    "[DBNum1][$-804]General", "[$-804]0", "yyyy-mm-dd", "m/d", 'yyyy"年"m"月"', "h:mm", "[h]:mm", "d", "mmm",
    '0.0 "x"', '"a"@', '0;-0;"7"', "-0", "(0)", '"-"0', "0-", "+0", "0 0", "0-00", "00-00", "GENERAL", 'General"5"',
    "\\General", "0;0", "0;0;0;@", "[$-F800]dddd", "x", "[", "0[", "[>0]", "0;0;0;0;0",
)  # fmt: skip


def give_format(case: Case, spot: Spot, properties: str, number_format: str = "") -> bool:
    """Gives ``spot`` a style of its own: ``properties`` of its xf, and a number format of the file's own."""
    text = case.text(STYLES)
    if number_format:
        if "<numFmts" not in text:
            return False
        case.sub(STYLES, r"</numFmts>", lambda _: number_format + "</numFmts>")
        case.sub(STYLES, r'(<numFmts count=")\d+', r"\g<1>900")
    text = case.text(STYLES)
    start = text.index("<cellXfs")
    end = text.index("</cellXfs>")
    listed = text[start:end]
    number = len(re.findall(r"<xf[ >/]", listed))
    listed = re.sub(r'count="\d+"', f'count="{number + 1}"', listed, count=1)
    case.put(STYLES, text[:start] + listed + f"<xf {properties}/>" + text[end:])
    old = case.cell_xml(spot)
    return bool(old) and case.replace_cell(spot, re.sub(r' s="\d+"', f' s="{number}"', old, count=1))


def _register_code(at: int, code: str) -> None:
    @alteration(f"format/{at:02} {code}", honest=code in PLAIN)
    def alter(case: Case) -> bool:
        spot = case.input() if case.rng.random() < 0.8 else case.total()
        number_format = f'<numFmt numFmtId="900" formatCode={quoteattr(code)}/>'
        return give_format(case, spot, 'numFmtId="900" applyNumberFormat="1"', number_format)


for _at, _code in enumerate(PLAIN + ODD):
    _register_code(_at, _code)


def _register_built_in(number: int) -> None:
    @alteration(f"format/built-in-{number:02}", honest=number in (1, 3, 37, 38, 41, 49))
    def alter(case: Case) -> bool:
        return give_format(case, case.input(), f'numFmtId="{number}" applyNumberFormat="1"')


for _number in (1, 3, 9, 10, 11, 12, 14, 20, 22, 27, 31, 37, 38, 41, 44, 45, 48, 49, 55, 58, 99, 163, 777):
    _register_built_in(_number)


@alteration("style/format-not-applied")
def not_applied(case: Case) -> bool:
    number_format = '<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>'
    return give_format(case, case.input(), 'numFmtId="900" applyNumberFormat="0"', number_format)


@alteration("style/format-id-twice")
def id_twice(case: Case) -> bool:
    both = ['<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>', '<numFmt numFmtId="900" formatCode="0"/>']
    case.rng.shuffle(both)
    return give_format(case, case.input(), 'numFmtId="900" applyNumberFormat="1"', "".join(both))


@alteration("style/built-in-redefined")
def redefined(case: Case) -> bool:
    number_format = '<numFmt numFmtId="1" formatCode="0&quot;5&quot;"/>'
    return give_format(case, case.input(), 'numFmtId="1" applyNumberFormat="1"', number_format)


@alteration("style/format-in-comment")
def in_comment(case: Case) -> bool:
    real, other = '<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>', '<numFmt numFmtId="900" formatCode="0"/>'
    return give_format(case, case.input(), 'numFmtId="900" applyNumberFormat="1"', f"<!-- {other} -->{real}")


@alteration("style/of-its-base")
def of_its_base(case: Case) -> bool:
    """The base style has a format, and the cell's own xf says none."""
    case.sub(STYLES, r'(<cellStyleXfs count=")\d+(">)', r"\g<1>99\2")
    case.sub(STYLES, r"</cellStyleXfs>", '<xf numFmtId="900" applyNumberFormat="1"/></cellStyleXfs>')
    bases = len(re.findall(r"<xf[ >/]", case.text(STYLES)[: case.text(STYLES).index("</cellStyleXfs>")]))
    number_format = '<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>'
    return give_format(case, case.input(), f'xfId="{bases - 1}"', number_format)


# What is put before the first xf of the cells, so that all may be shifted by one.
SHIFTS = {
    "more": '<xf numFmtId="9" applyNumberFormat="1"/>',
    "comment": '<!-- <xf numFmtId="9"/> -->',
    "foreign": '<y:xf xmlns:y="urn:x" numFmtId="9"/>',
    "wrapped": '<wrap><xf numFmtId="9"/></wrap>',
    "cdata": '<![CDATA[<xf numFmtId="9"/>]]>',
}


def _register_shift(name: str, piece: str) -> None:
    @alteration(f"style/shifted-by-{name}")
    def alter(case: Case) -> bool:
        return case.sub(STYLES, r"(<cellXfs[^>]*>)", lambda found: found[1] + piece)


for _name, _piece in SHIFTS.items():
    _register_shift(_name, _piece)


def _register_index(name: str, index: str) -> None:
    @alteration(f"style/index-{name}")
    def alter(case: Case) -> bool:
        spot = case.input()
        old = case.cell_xml(spot)
        return bool(old) and case.replace_cell(spot, re.sub(r' s="\d+"', index, old, count=1))


for _name, _index in {
    "beyond": ' s="9999"',
    "negative": ' s="-1"',
    "empty": ' s=""',
    "letters": ' s="x"',
    "absent": "",
}.items():
    _register_index(_name, _index)


@alteration("style/row-or-column-only")
def of_row_or_column(case: Case) -> bool:
    """A cell without a style of its own, in a row that has one."""
    spot = case.input()
    give_format(
        case, spot, 'numFmtId="900" applyNumberFormat="1"', '<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>'
    )
    style = case.style(spot)
    case.replace_cell(spot, case.cell_xml(spot).replace(style, "", 1))
    return case.swap(spot.part, f'<row r="{spot.row}"', f'<row{style} customFormat="1" r="{spot.row}"')


@alteration("style/part-gone")
def styles_gone(case: Case) -> bool:
    return case.parts.pop(STYLES, None) is not None


@alteration("style/conditional-format")
def conditional(case: Case) -> bool:
    """A conditional format that shows another number: LibreOffice's text does not show it, so it must be told."""
    spot = case.must_tell_spot()
    rule = (
        f'<conditionalFormatting sqref="{spot.cell}"><cfRule type="expression" dxfId="{{n}}" priority="1">'
        "<formula>TRUE</formula></cfRule></conditionalFormatting>"
    )
    text = case.text(STYLES)
    number = len(re.findall(r"<dxf[ >/]", text))
    entry = f'<dxf><numFmt numFmtId="901" formatCode="{case.rng.choice((";;;", "0&quot;5&quot;", "0%"))}"/></dxf>'
    case.sub(STYLES, r'(<dxfs count=")\d+', rf"\g<1>{number + 1}")
    return case.swap(STYLES, "</dxfs>", entry + "</dxfs>") and case.swap(
        spot.part, "<conditionalFormatting", rule.replace("{n}", str(number)) + "<conditionalFormatting"
    )
