"""Figures in colours that can't be told from what lies behind them: by palette, theme, tint and number format."""

from __future__ import annotations

import re
import zipfile

import pytest

from tests.conftest import ROOT
from tests.reading.understand.returned import (
    CELL,
    RELATIONS,
    Parts,
    swapped,
    told,
)
from tests.reading.understand.styling import SOLID, put, styled

COLOURS = b"<colors><indexedColors>" + b'<rgbColor rgb="FFFFFFFF"/>' * 10 + b"</indexedColors></colors>"


@pytest.mark.parametrize(
    ("font", "fill", "behind"),
    [
        (b'<color indexed="65"/>', b"", b""),
        (b'<color theme="1" tint="1"/>', b"", b""),
        (b'<color indexed="8"/>', b"", COLOURS),
        (b'<color theme="1"/>', SOLID % b'theme="1"', b""),
        (b'<color indexed="8"/>', SOLID % b'rgb="FF000000"', b""),
        (b"<b/>", SOLID % b'rgb="FF000000"', b""),
        (
            b'<color rgb="FF000000"/>',
            b'<gradientFill><stop position="0"><color rgb="FF000000"/></stop><stop position="1">'
            b'<color rgb="FF010101"/></stop></gradientFill>',
            b"",
        ),
        (b'<color rgb="FFFEFEFE"/>', b"", b""),
        (b'<color rgb="FFFFFBE6"/>', SOLID % b'rgb="FFFFFFFF"', b""),
        (b'<sz val="3.5"/>', b"", b""),
        (b'<sz val="120"/>', b"", b""),  # in a row of 21.75 points
        (b'<name val="Wingdings 2"/>', b"", b""),
        (b'<name val="Symbol"/>', b"", b""),
        (b"<b/>", b'<patternFill patternType="solid"/>', b""),
        (b"<b/>", SOLID % b'auto="1"', b""),
    ],
)
def test_colours__that_cannot_be_told_apart_hide_a_figure(font: bytes, fill: bytes, behind: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT" fillId="FILL"/>', font=font, fill=fill, behind=behind)
    assert told(put(made, style)) == {("SHOWN-INVISIBLE", CELL)}


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (b'<color theme="0"/>', SOLID % b'theme="1"'),
        (b'<color theme="1" tint="0.35"/>', b""),
        (b'<color rgb="FFBFBFBF"/>', b""),
        (b'<color auto="1"/>', SOLID % b'rgb="FFFFFF00"'),
        (b'<color rgb="FFFFFFFF"/>', SOLID % b'rgb="FFC00000"'),
        (b'<color indexed="10"/>', b""),
    ],
)
def test_colours__that_are_told_apart_are_silent(font: bytes, fill: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT" fillId="FILL"/>', font=font, fill=fill)
    assert told(put(made, style)) == set()


@pytest.mark.parametrize(
    ("code", "ink", "fill", "hides"),
    [
        (b"[Yellow]0", b'<color rgb="FF000000"/>', b'rgb="FFFFFF00"', True),
        (b"0;[Red]-0", b"<b/>", b'rgb="FFFF0000"', True),
        (b"[Black]0", b'<color rgb="FFFFFF00"/>', b'rgb="FFFFFF00"', False),
        (b"0;-0;[White]0", b"<b/>", b'rgb="FFFFFFFF"', False),  # zeros alone
        (b"0;[Red]-0", b"<b/>", b'rgb="FFFFFFFF"', False),
    ],
)
def test_colours__of_the_number_format_count(code: bytes, ink: bytes, fill: bytes, hides: bool) -> None:
    formats = b'<numFmt numFmtId="400" formatCode="%b"/>' % code
    made, style = styled(
        b'<xf numFmtId="400" fontId="FONT" fillId="FILL"/>', formats=formats, font=ink, fill=SOLID % fill
    )
    assert (("SHOWN-INVISIBLE", CELL) in told(put(made, style))) is hides


THEME = "xl/theme/theme1.xml"
TYPES = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DRAWING = b"http://purl.oclc.org/ooxml/drawingml/main"


def with_theme() -> Parts:
    """The return with a figure in a colour of the usual theme, as programs save it: ours has none, version 1 had."""
    with zipfile.ZipFile(next((ROOT / "tests" / "golden" / "older" / "version-1" / "inbox").iterdir())) as archive:
        theme = archive.read(THEME)
    link = b'<Relationship Id="rIdTheme" Type="%b/theme" Target="theme/theme1.xml"/>' % TYPES
    kind = b'<Override PartName="/%b" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    made, style = styled(b'<xf numFmtId="0" fontId="FONT"/>', font=b'<color theme="1"/>')
    made = swapped(RELATIONS, b"</Relationships>", link + b"</Relationships>", put(made, style))
    made = swapped("[Content_Types].xml", b"</Types>", kind % THEME.encode() + b"</Types>", made)
    return made | {THEME: theme}


def themed(dark: bytes) -> Parts:
    """The return with another colour for letters in its theme."""
    made = with_theme()
    return made | {THEME: re.sub(rb"(?s)<a:dk1>.*?</a:dk1>", b"<a:dk1>%b</a:dk1>" % dark, made[THEME], count=1)}


@pytest.mark.parametrize("strict", [False, True])
def test_colours__of_the_workbooks_own_theme_count(strict: bool) -> None:
    made = themed(b'<a:srgbClr val="FFFFFF"/>')
    if strict:
        made = swapped(THEME, b"http://schemas.openxmlformats.org/drawingml/2006/main", STRICT_DRAWING, made)
    assert ("SHOWN-INVISIBLE", CELL) in told(made)


@pytest.mark.parametrize(
    "dark",
    [
        b'<a:prstClr val="white"/>',
        b'<a:scrgbClr r="100000" g="100000" b="100000"/>',
        b'<a:srgbClr val="000000"><a:lumOff val="100000"/></a:srgbClr>',
        b'<a:sysClr val="highlightText" lastClr="000000"/>',
    ],
)
def test_colours__of_a_theme_that_nobody_can_say_are_told_where_they_are_used(dark: bytes) -> None:
    assert ("SHOWN-INVISIBLE", CELL) in told(themed(dark))
    assert (
        told(
            swapped(
                THEME, re.compile(rb"(?s)<a:accent6>.*?</a:accent6>"), b"<a:accent6>%b</a:accent6>" % dark, with_theme()
            )
        )
        == set()
    )


def test_colours__of_a_scheme_that_is_not_the_themes_own_are_passed_over() -> None:
    other = b'<a:extraClrSchemeLst><a:extraClrScheme><a:clrScheme name="x"><a:dk1><a:srgbClr val="FFFFFF"/></a:dk1>'
    other += b"</a:clrScheme></a:extraClrScheme></a:extraClrSchemeLst>"
    assert told(swapped(THEME, b"</a:theme>", other + b"</a:theme>", with_theme())) == set()


@pytest.mark.parametrize("colour", [b'theme="000099"', b'indexed="0000999"', b'theme="%b"' % (b"9" * 5000)])
def test_colours__that_are_none_are_not_known(colour: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT"/>', font=b"<color %b/>" % colour)
    assert told(put(made, style)) == set()
