"""Returns that differ from an honest one in one part each, and what is remembered of files that were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from inspect import signature
from random import Random

from tests.reading.understand.returned import (
    CELL,
    RELATIONS,
    SHEET,
    STYLES,
    WORKBOOK,
    Parts,
    cell,
    packed,
    parts,
    swapped,
)
from toolkit.memory import Memory, memories
from toolkit.reading import Source
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return

STRINGS, CUSTOM, APP = "xl/sharedStrings.xml", "docProps/custom.xml", "docProps/app.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKSHEET = b'<worksheet xmlns="%b">' % MAIN
WHITE = b'<rgbColor rgb="FFFFFF"/>'
ITEM = re.compile(rb"<si><t[^>]*>([^<]*)</t></si>")
HERE, ROW = CELL.encode(), re.sub(r"\D", "", CELL).encode()
OPEN = re.compile(rb'(<c r="%b"[^>]*>)<v>' % HERE)
VALUE = re.compile(rb'(<c r="%b"[^>]*><v>)[^<]*' % HERE)
New = bytes | Callable[[re.Match[bytes]], bytes]


def edited(part: str, pattern: bytes, new: New, *, count: int = 0, into: Parts | None = None) -> Parts:
    """The return with what matches ``pattern`` in ``part`` replaced: everywhere, unless ``count`` says how often."""
    made = parts() if into is None else into
    changed, done = re.subn(pattern, new if callable(new) else lambda _: new, made[part], count=count, flags=re.DOTALL)
    assert done, (part, pattern)
    return made | {part: changed}


def holding(written: bytes) -> Parts:
    """The return with ``written`` (the cell's attributes from its style on, and what it holds) at one figure."""
    style = re.search(rb'<c r="%b"( s="\d+")?' % HERE, parts()[SHEET])
    assert style is not None
    return swapped(SHEET, cell(CELL), b'<c r="%b"%b%b</c>' % (HERE, style[1] or b"", written))


def shown_by(code: bytes, into: Parts | None = None) -> Parts:
    """The return with all its number formats of its own changed to ``code``."""
    return edited(STYLES, rb'formatCode="[^"]*"', b'formatCode="%b"' % code, into=into)


def shown_as(number: int, into: Parts | None = None) -> Parts:
    """The return with all cells in the number format ``number``."""
    return edited(STYLES, rb' numFmtId="\d+"(?=[^>]*xfId)', b' numFmtId="%d"' % number, into=into)


def shuffled() -> Parts:
    """The return with its strings in another order, and each index changed accordingly: it means the same."""
    items = re.findall(rb"<si>.*?</si>", parts()[STRINGS], re.DOTALL)
    order = list(range(len(items)))
    Random(3).shuffle(order)
    places = {old: new for new, old in enumerate(order)}
    made = edited(STRINGS, rb"<si>.*</si>", b"".join(items[old] for old in order))
    for name in [name for name in made if name.startswith("xl/worksheets/sheet")]:
        found = rb'(<c [^>]*t="s"[^>]*><v>)(\d+)'
        made[name] = re.sub(found, lambda old: old[1] + b"%d" % places[int(old[2])], made[name])
    return made


def prefixed(part: str) -> Parts:
    """The return with the elements of ``part`` in a namespace that has a prefix."""
    made = edited(part, rb"<(/?)(?=[a-zA-Z])", lambda found: b"<%bx:" % found[1])
    return edited(part, rb'xmlns="', b'xmlns:x="', count=1, into=made)


def without(*gone: str) -> Parts:
    return {name: part for name, part in parts().items() if name not in gone}


def put_before(part: str, place: bytes, written: bytes, into: Parts | None = None) -> Parts:
    return swapped(part, place, written + place, into)


INVENTIONS: Mapping[str, Callable[[], Parts]] = {
    "honest": parts,
    # The same sheets, and what they refer to another: styles, dates, colours, strings.
    "date": lambda: shown_as(14),
    "date from 1904": lambda: swapped(WORKBOOK, b"<workbookPr", b'<workbookPr date1904="1"', shown_as(14)),
    "per cent": lambda: shown_as(9),
    "nothing shown": lambda: shown_by(b";;;"),
    "thousands": lambda: shown_by(b"0,"),
    "struck": lambda: edited(STYLES, rb"<font>", b"<font><strike/>"),
    "tiny": lambda: edited(STYLES, rb'<sz val="[^"]*"/>', b'<sz val="1"/>'),
    "no styles": lambda: without(STYLES),
    "strings moved": lambda: edited(STRINGS, rb"(<si>.*?</si>)(<si>.*?</si>)", lambda old: old[2] + old[1], count=1),
    "strings shuffled": shuffled,
    "strings struck": lambda: edited(
        STRINGS, ITEM.pattern, lambda old: b"<si><r><rPr><strike/></rPr><t>%b</t></r></si>" % old[1]
    ),
    "strings in a colour of the palette": lambda: edited(
        STRINGS, ITEM.pattern, lambda old: b'<si><r><rPr><color indexed="3"/></rPr><t>%b</t></r></si>' % old[1]
    ),
    "strings in that colour, which is white": lambda: put_before(
        STYLES, b"</styleSheet>", b"<colors><indexedColors>%b</indexedColors></colors>" % (WHITE * 8)
    ) | {
        STRINGS: ITEM.sub(
            lambda old: b'<si><r><rPr><color indexed="3"/></rPr><t>%b</t></r></si>' % old[1], parts()[STRINGS]
        )
    },
    "strings cut off": lambda: edited(STRINGS, rb"(<si>.*?</si>){9}</sst>", b"</sst>"),
    "no strings": lambda: without(STRINGS),
    # The same cells, and another frame around them.
    "columns hidden": lambda: edited(SHEET, rb"<col ", b'<col hidden="1" '),
    "columns with a style": lambda: edited(
        SHEET, rb"<col ", b'<col style="3" ', into=edited(SHEET, rb'(<c r="\w+") s="\d+"', lambda old: old[1])
    ),
    "no style named": lambda: edited(SHEET, rb'(<c r="\w+") s="\d+"', lambda old: old[1]),
    "merged": lambda: edited(SHEET, rb"<mergeCells[^>]*>", lambda old: old[0] + b'<mergeCell ref="%b:AA99"/>' % HERE),
    "open": lambda: edited(SHEET, rb"<sheetProtection[^>]*/>", b""),
    "conditional": lambda: put_before(
        SHEET,
        b"<dataValidations",
        b'<conditionalFormatting sqref="%b"><cfRule type="expression" priority="1"><formula>TRUE</formula>'
        b'<x/><colorScale><color rgb="FF000000"/></colorScale></cfRule></conditionalFormatting>' % HERE,
    ),
    "rows of no height": lambda: edited(SHEET, rb' ht="[^"]*"', b""),
    "rows of no height hidden": lambda: edited(
        SHEET, rb"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"', into=edited(SHEET, rb' ht="[^"]*"', b"")
    ),
    "another prompt": lambda: edited(SHEET, rb'prompt="[^"]*"', b'prompt="1"'),
    "a prompt that is no text": lambda: edited(SHEET, rb'prompt="[^"]*"', b'prompt="\xff"', count=1),
    "a second home": lambda: put_before(
        SHEET, b"</worksheet>", b'<sheetData><row r="6"><c r="%b"><v>1</v></c></row></sheetData>' % HERE
    ),
    "no end": lambda: swapped(SHEET, b"</worksheet>", b""),
    # The same frame, and other cells, or cells written otherwise.
    "row hidden": lambda: swapped(SHEET, b'<row r="%b"' % ROW, b'<row r="%b" hidden="1"' % ROW),
    "row low": lambda: edited(SHEET, rb' ht="[^"]*"', b' ht="5"'),
    "another figure": lambda: edited(SHEET, VALUE.pattern, lambda old: old[1] + b"9999"),
    "no figure": lambda: swapped(SHEET, cell(CELL), b""),
    "1": lambda: holding(b"><v>1</v>"),
    "1.0": lambda: holding(b"><v>1.0</v>"),
    "true": lambda: holding(b' t="b"><v>1</v>'),
    "a string's number": lambda: holding(b' t="s"><v>1</v>'),
    "a text": lambda: holding(b' t="str"><v>1</v>'),
    "a text in the cell": lambda: holding(b' t="inlineStr"><is><t>1</t></is>'),
    "a value in the place of a text": lambda: holding(b' t="inlineStr"><is><v>1</v></is>'),
    "no number": lambda: holding(b"><v>1a</v>"),
    "no text of XML": lambda: holding(b"><v>\xff</v>"),
    "a comment in it": lambda: holding(b"><v>1<!--2-->3</v>"),
    "a formula": lambda: holding(b"><f>1+2</f><v>3</v>"),
    "a formula that fills others": lambda: holding(b'><f t="array" ref="A1:AA99">1</f><v>3</v>'),
    "a formula that asks another program": lambda: holding(b"><f>cmd|'/c calc'!A0</f><v>3</v>"),
    "totals as they were": lambda: edited(SHEET, rb"(</f><v>)[^<]*", lambda old: old[1] + b"77"),
    "twice": lambda: edited(SHEET, cell(CELL).pattern, lambda old: old[0] * 2, count=1),
    "attributes turned round": lambda: edited(
        SHEET, rb'<c (r="\w+") (s="\d+")', lambda old: b"<c %b %b" % (old[2], old[1])
    ),
    "blanks between": lambda: edited(SHEET, rb"<row ", b"\n  <row "),
    "strict": lambda: edited(SHEET, re.escape(MAIN), b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    "prefixed": lambda: prefixed(SHEET),
    # The same sheets, and a workbook that says something else of them.
    "sheets changed places": lambda: edited(
        RELATIONS, rb"sheet([45])\.xml", lambda old: b"sheet%d.xml" % (9 - int(old[1]))
    ),
    "hidden": lambda: edited(WORKBOOK, rb'(<sheet name="[^"]*" sheetId="4")', lambda old: old[1] + b' state="hidden"'),
    "renamed": lambda: edited(WORKBOOK, rb'<sheet name="[^"]*" sheetId="4"', '<sheet name="表" sheetId="4"'.encode()),
    "unlocked": lambda: edited(WORKBOOK, rb"<workbookProtection[^>]*/>", b""),
    "other names": lambda: edited(WORKBOOK, rb"(<definedName [^>]*>)[^<]*", lambda old: old[1] + b'"x"'),
    "no names": lambda: edited(WORKBOOK, rb"<definedNames>.*</definedNames>", b""),
    "other properties": lambda: edited(CUSTOM, rb">[^<>]+</vt", b">0</vt"),
    "another program": lambda: edited(APP, rb"<Application>[^<]*", b"<Application>0"),
}  # fmt: skip


@lru_cache(maxsize=1)
def files() -> Mapping[str, bytes]:
    made = {name: packed(invent()) for name, invent in INVENTIONS.items()}
    lied = bytearray(made["honest"])
    lied[lied.rindex(STYLES.encode()) - 46 + 16] ^= 1  # the checksum in the directory
    renamed = bytearray(made["honest"])
    renamed[renamed.index(STYLES.encode())] ^= 32  # the name before the part
    return made | {"another checksum": bytes(lied), "another name before it": bytes(renamed)}


def read(name: str) -> Return:
    return read_one(Source("a.xlsx", "a.xlsx", data=files()[name]))


def of_files() -> list[Memory]:
    """The memories but those of definitions of our own, which take long to load, and which other trials ask too."""
    return [
        memory for memory in memories()
        if next(iter(signature(memory.work).parameters.values())).annotation not in ("Path", "Form", "Lexicon")
    ]  # fmt: skip


def forget() -> None:
    for memory in of_files():
        memory.forget()
