"""Conditional formats that may show another figure than the one held, or none."""

from __future__ import annotations

import pytest

from tests.reading.understand.returned import CELL, SHEET, STYLES, swapped, told
from tests.reading.understand.styling import count_of

RULE = (
    b'<conditionalFormatting sqref="%b"><cfRule type="%b" dxfId="%%d" priority="99">%b</cfRule></conditionalFormatting>'
)
WHITE = b'<font><color rgb="FFFFFFFF"/></font>'
TRUE = RULE % (CELL.encode(), b"expression", b"<formula>TRUE</formula>")
IS_ZERO = RULE % (CELL.encode(), b'cellIs" operator="equal', b"<formula>0</formula>")
OTHER_IS_ZERO = RULE % (CELL.encode(), b"expression", b"<formula>$Z$99=0</formula>")
OWN_IS_ZERO = RULE % (CELL.encode(), b"expression", b"<formula>$%b=0</formula>" % CELL.encode())
ZERO_CELL = "F6"
# What holds for no figure but 0, and what only looks so; HERE is the cell itself.
SPARING = (
    "$HERE=0", "0=HERE", "AND(HERE=0)", "(HERE=0)", "AND(ISNUMBER(HERE),HERE=0)", 'AND(HERE=0,HERE&lt;&gt;"")',
    "NOT(HERE)", "VALUE(HERE)=0", "HERE+0=0", "IF(HERE=0,TRUE,FALSE)", "if(here = 0, 1, 0)", "ISBLANK(HERE)",
    'HERE=""', "LEN(HERE)=0", "ISERROR(HERE)",
)  # fmt: skip
NOT_SPARING = ("HERE&lt;1", "OR(HERE=0,TRUE)", "AND(ISNUMBER(Z99),Z99=0)", "HERE=0+HERE", "NOT(Z9)", "ISBLANK(Z9)")


def asking(formula: str) -> bytes:
    formula = formula.replace("HERE", CELL).replace("here", CELL.lower())
    return RULE % (CELL.encode(), b"expression", b"<formula>%b</formula>" % formula.encode())


@pytest.mark.parametrize(
    ("look", "rule", "veiled"),
    [
        (WHITE, TRUE, True),
        (b"<font><strike/></font>", TRUE, True),
        (b'<numFmt numFmtId="9"/>', TRUE, True),
        (b'<fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>', TRUE, True),
        (WHITE + b'<fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>', TRUE, False),
        (b'<font><color rgb="FFFF0000"/></font>', TRUE, False),
        (WHITE, IS_ZERO, False),  # hides zeros alone
        (WHITE, OTHER_IS_ZERO, True),
        (WHITE, OWN_IS_ZERO, False),
        *((WHITE, asking(formula), False) for formula in SPARING),
        *((WHITE, asking(formula), True) for formula in NOT_SPARING),
        (b'<border diagonalUp="1"><diagonal style="thick"/></border>', TRUE, True),
        (b'<font><color rgb="FFFFFBE6"/></font>', TRUE, True),  # the cell's own fill
        (b'<numFmt numFmtId="400" formatCode="[Yellow]0"/>', TRUE, True),
        (WHITE, TRUE.replace(CELL.encode(), CELL.lower().encode()), True),
    ],
)  # fmt: skip
def test_conditional_style__that_may_hide_a_figure_is_told(look: bytes, rule: bytes, veiled: bool) -> None:
    made = swapped(STYLES, b"</dxfs>", b"<dxf>" + look + b"</dxf></dxfs>")
    rule %= count_of(b"dxfs", made)
    made = swapped(SHEET, b"<dataValidations", rule + b"<dataValidations", made)
    assert told(made) == ({("SHOWN-CONDITIONAL", CELL)} if veiled else set())


@pytest.mark.parametrize(
    ("code", "veiled"),
    [(b'"75"', True), (b'0"5"', True), (b";;;", False), (b'"-"', False), (b"0", False), (b'"\xe4\xb8\x83"', True)],
)
@pytest.mark.parametrize("rule", [IS_ZERO, TRUE])
def test_conditional_format__that_shows_another_figure_for_0_is_told(code: bytes, veiled: bool, rule: bytes) -> None:
    look = b'<numFmt numFmtId="400" formatCode="%b"/>' % code.replace(b'"', b"&quot;")
    made = swapped(STYLES, b"</dxfs>", b"<dxf>" + look + b"</dxf></dxfs>")
    rule = rule.replace(CELL.encode(), ZERO_CELL.encode()) % count_of(b"dxfs", made)
    made = swapped(SHEET, b"<dataValidations", rule + b"<dataValidations", made)
    assert told(made) == ({("SHOWN-CONDITIONAL", ZERO_CELL)} if veiled else set())


@pytest.mark.parametrize(
    ("rule", "veiled"),
    [
        (b'type="iconSet"><x14:iconSet showValue="0"/>', True),
        (b'type="iconSet"><x14:iconSet/>', False),
        (b'type="expression"><xm:f>TRUE</xm:f><x14:dxf><font><color theme="0"/></font></x14:dxf>', True),
        (b'type="expression"><xm:f>TRUE</xm:f><x14:dxf><numFmt numFmtId="0" formatCode=";;;"/></x14:dxf>', True),
        (b'type="expression"><xm:f>$D$6=0</xm:f><x14:dxf><font><color theme="0"/></font></x14:dxf>', False),
        (b'type="dataBar"><x14:dataBar><x14:fillColor rgb="FF638EC6"/></x14:dataBar>', False),
        (b'type="dataBar"><x14:dataBar gradient="0"><x14:fillColor rgb="FF000000"/></x14:dataBar>', True),
    ],
)
def test_conditional_format__in_an_extension_counts(rule: bytes, veiled: bool) -> None:
    end = b"</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    extension = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        b'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule '
        + rule
        + b"</x14:cfRule><xm:sqref>%b</xm:sqref>" % CELL.encode()
        + end
    )
    made = swapped(SHEET, b"</worksheet>", extension + b"</worksheet>")
    assert told(made) == ({("SHOWN-CONDITIONAL", CELL)} if veiled else set())
