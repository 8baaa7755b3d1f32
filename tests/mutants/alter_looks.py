"""What stands around a figure and changes how it is seen: the format of texts, colours, folded lines, drawn icons."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from tests.mutants.alter_formats import give_format
from tests.mutants.case import STYLES, Case, Spot, alteration

OF_TEXTS = ('0;-0;0;@"0"', '0;-0;0;"5"@', "0;-0;0;", 'General;-0;0;"12"', "0;-0;0;@", "@")
ODD = '<numFmt numFmtId="900" formatCode="0&quot;5&quot;"/>'


def _as_text(case: Case, spot: Spot) -> bool:
    text = case.make(spot, f"<is><t>{spot.value}</t></is>", ' t="inlineStr"')
    return case.replace_cell(spot, text)


def _register_of_texts(at: int, code: str) -> None:
    @alteration(f"looks/of-texts-{at} {code}")
    def alter(case: Case) -> bool:
        spot = case.input()
        number_format = f'<numFmt numFmtId="900" formatCode={quoteattr(code)}/>'
        return give_format(case, spot, 'numFmtId="900" applyNumberFormat="1"', number_format) and _as_text(case, spot)


for _at, _code in enumerate(OF_TEXTS):
    _register_of_texts(_at, _code)


def _register_written(name: str, number: str) -> None:
    @alteration(f"looks/number-{name}")
    def alter(case: Case) -> bool:
        return give_format(case, case.input(), f'numFmtId="{number}" applyNumberFormat="1"', ODD)


for _name, _number in {"blank": " 900", "plus": "+900", "zeros": "0900", "decimal": "900.0"}.items():
    _register_written(_name, _number)


@alteration("looks/of-its-column")
def of_its_column(case: Case) -> bool:
    """A cell without a style of its own, in a column that has one."""
    spot = case.input()
    give_format(case, spot, 'numFmtId="900" applyNumberFormat="1"', ODD)
    style = case.style(spot)
    number = re.sub(r"\D", "", style)
    case.replace_cell(spot, case.cell_xml(spot).replace(style, "", 1))
    return case.sub(spot.part, r"<col ", f'<col style="{number}" ', count=0)


@alteration("looks/repeated")
def repeated(case: Case) -> bool:
    spot = case.must_tell_spot()
    give_format(case, spot, 'numFmtId="1" applyAlignment="1"')
    return case.sub(STYLES, r"/></cellXfs>", '><alignment horizontal="fill"/></xf></cellXfs>')


def _register_colour(name: str, colour: str) -> None:
    @alteration(f"looks/colour-{name}")
    def alter(case: Case) -> bool:
        """No colour is to be seen in a csv: it must be told."""
        spot = case.must_tell_spot()
        fonts = len(re.findall(r"<font[ >/]", case.text(STYLES).partition("</fonts>")[0]))
        case.sub(STYLES, r"</fonts>", f'<font><sz val="11"/>{colour}</font></fonts>')
        case.sub(STYLES, r'(<fonts count=")\d+', rf"\g<1>{fonts + 1}")
        return give_format(case, spot, f'numFmtId="1" fontId="{fonts}" fillId="0" applyFont="1"')


for _name, _colour in {
    "background": '<color indexed="65"/>',
    "tinted": '<color theme="1" tint="1"/>',
    "nearly": '<color rgb="FFFDFDFD"/>',
    "theme": '<color theme="0"/>',
}.items():
    _register_colour(_name, _colour)


@alteration("looks/row-folded")
def row_folded(case: Case) -> bool:
    spot = case.must_tell_spot()
    below = spot.row + 1
    return case.swap(spot.part, f'<row r="{spot.row}"', f'<row outlineLevel="1" r="{spot.row}"') and case.swap(
        spot.part, f'<row r="{below}"', f'<row collapsed="1" r="{below}"'
    )


@alteration("looks/icons-alone")
def icons_alone(case: Case) -> bool:
    spot = case.must_tell_spot()
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    rule = (
        f'<extLst><ext xmlns:x14="{x14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule '
        'type="iconSet" priority="1"><x14:iconSet showValue="0"/></x14:cfRule>'
        f"<xm:sqref>{spot.cell}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    return case.swap(spot.part, "</worksheet>", rule + "</worksheet>")


for _name, _font in {
    "symbols": '<color rgb="FF000000"/><name val="Wingdings"/>',
    "huge": '<color rgb="FF000000"/><sz val="140"/>',
}.items():
    _register_colour(_name, _font)


def _register_turned(angle: int) -> None:
    @alteration(f"looks/turned-{angle}")
    def alter(case: Case) -> bool:
        spot = case.must_tell_spot()
        give_format(case, spot, 'numFmtId="1" applyAlignment="1"')
        return case.sub(STYLES, r"/></cellXfs>", f'><alignment textRotation="{angle}"/></xf></cellXfs>')


for _angle in (45, 90, 180, 255):
    _register_turned(_angle)


@alteration("looks/crossed-out")
def crossed_out(case: Case) -> bool:
    spot = case.must_tell_spot()
    borders = len(re.findall(r"<border[ >/]", case.text(STYLES).partition("</borders>")[0]))
    border = '<border diagonalUp="1"><left/><right/><top/><bottom/><diagonal style="thick"/></border>'
    case.sub(STYLES, r"</borders>", f"{border}</borders>")
    case.sub(STYLES, r'(<borders count=")\d+', rf"\g<1>{borders + 1}")
    return give_format(case, spot, f'numFmtId="1" borderId="{borders}" applyBorder="1"')


def _register_rule(name: str, asked: str, put: str) -> None:
    @alteration(f"looks/rule-{name}")
    def alter(case: Case) -> bool:
        """A conditional format: what it does to the figure is not in a csv, or only where it holds."""
        spot = case.must_tell_spot()
        number = case.text(STYLES).partition("</dxfs>")[0].count("<dxf>")
        rule = (
            f'<conditionalFormatting sqref="{spot.cell}"><cfRule type="expression" dxfId="{number}" priority="9">'
            f"<formula>{asked}</formula></cfRule></conditionalFormatting>"
        )
        text = case.text(spot.part)
        behind = next((tag for tag in ("<dataValidations", "<pageMargins", "<printOptions") if tag in text), "")
        return (
            bool(behind)
            and case.sub(STYLES, r"</dxfs>", f"<dxf>{put}</dxf></dxfs>")
            and case.swap(spot.part, behind, rule + behind)
        )


for _name, _asked, _put in (
    (
        "other-cell",
        "$Z$99=0",
        '<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFFFFFF"/></patternFill></fill>',
    ),
    ("rewrites", "TRUE", '<numFmt numFmtId="901" formatCode="0&quot;5&quot;"/>'),
    ("struck", "TRUE", "<font><strike/></font>"),
):
    _register_rule(_name, _asked, _put)
