"""One file never speaks for another: what is read of a return is the same whatever was read before it.

Each hostile return differs from the honest one in one part, and is in all others the same to the last byte: what is
remembered of the one is looked up for the other. A trial of the promise, not of what is told.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from inspect import signature
from operator import itemgetter
from random import Random
from types import FunctionType, MappingProxyType
from typing import Any

import pytest

from tests.conftest import ROOT
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
from toolkit.form import Form
from toolkit.form.layout import Layout
from toolkit.memory import Memory, memories
from toolkit.ooxml import number_formats, sheet_data, sheet_slots, styles
from toolkit.ooxml.limits import MIB, Limits
from toolkit.reading import Source, read_returns
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


@lru_cache(maxsize=1)
def alone() -> Mapping[str, str]:
    """What is read of each file where nothing is remembered."""
    found = {}
    for name in files():
        forget()
        found[name] = repr(read(name))
    return found


def main() -> None:
    """Prints what is read of each file that is given, each by a child of this process, which itself reads none."""
    found = {}
    for name, data in json.load(sys.stdin).items():
        back, forth = os.pipe()
        if os.fork() == 0:
            with os.fdopen(forth, "w", encoding="utf-8") as answer:
                answer.write(repr(read_one(Source("a.xlsx", "a.xlsx", data=bytes.fromhex(data)))))
            os._exit(0)
        os.close(forth)
        with os.fdopen(back, encoding="utf-8") as answer:
            found[name] = answer.read()
        os.wait()
    sys.stdout.write(json.dumps(found))


def test_inventions__are_read_apart() -> None:
    """Otherwise they would try nothing."""
    returns = {name: read(name) for name in files()}
    read_well = [item for item in returns.values() if item.record is not None]
    assert len(read_well) > len(returns) // 2
    told = {(repr(item.record), repr(item.findings), item.program) for item in returns.values()}
    assert len(told) > len(returns) * 0.6


@pytest.mark.parametrize("seed", range(3))
def test_files__are_read_the_same_in_any_order(seed: int) -> None:
    known = alone()
    order = list(files())
    Random(seed).shuffle(order)
    forget()
    assert [name for name in order if repr(read(name)) != known[name]] == []


def test_files__are_read_the_same_right_after_the_honest_one_and_it_after_them() -> None:
    known, changed = alone(), []
    for name in [*files()][1::3]:
        forget()
        read("honest")
        if [repr(read(one)) for one in (name, "honest")] != [known[name], known["honest"]]:
            changed.append(name)
    assert changed == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no children of a process that has loaded all")
def test_files__are_read_the_same_by_a_process_each() -> None:
    """Emptying the memories is as good as a process that has read nothing: there are no others."""
    some = [*files()][::15]
    given = json.dumps({name: files()[name].hex() for name in some}).encode()
    command = [sys.executable, "-m", "tests.reading.test_memories"]
    made = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=True, timeout=60)
    assert json.loads(made.stdout) == {name: alone()[name] for name in some}


def test_files__are_read_the_same_by_one_reader_in_turn() -> None:
    known = alone()
    sources = [Source("a.xlsx", "a.xlsx", data=data) for data in files().values()]
    returns = [replace(item, source=None) for item in read_returns(sources, workers=1)]
    assert [name for name, item in zip(files(), returns, strict=True) if repr(item) != known[name]] == []


def test_memories__hold_what_would_be_worked_out_anew() -> None:
    """Whatever is remembered after many files is what its arguments give: it was not changed by who asked for it, and
    no two arguments are taken for each other that give different answers.
    """
    forget()
    for name in files():
        read(name)
    tried, wrong = 0, []
    for memory in of_files():
        for asked, answer in list(_remembered(memory)):
            tried += 1
            if _shape(memory.work(*asked)) != _shape(answer):
                wrong.append((memory.work.__qualname__, asked))
    assert not wrong
    assert tried > 1_000


def test_memories__keep_no_more_and_nothing_longer_than_they_say() -> None:
    forget()
    for name in files():
        read(name)
    for memory in memories():
        assert memory.held() <= memory.most
        if memory.longest is not None:
            assert all(len(asked[0]) <= memory.longest for asked, _ in _remembered(memory)), memory.work.__qualname__


def _remembered(memory: Memory) -> Iterator[tuple[tuple[Any, ...], object]]:
    """The arguments and the answers in ``memory``, as the collector of CPython sees them: one behind the other."""
    cache = memory.forget.__self__  # type: ignore[attr-defined]
    held = [one for one in gc.get_referents(cache) if not isinstance(one, type)][: 2 * memory.held()]
    for asked, answer in zip(held[::2], held[1::2], strict=True):
        yield (asked if isinstance(asked, tuple) else (asked,)), answer


def _shape(thing: object) -> object:
    """All that ``thing`` says, with the types of it; definitions of our own are the same by being one."""
    kind = type(thing).__name__
    if isinstance(thing, Form | Layout):
        return kind, id(thing)
    if isinstance(thing, str):
        return kind, str(thing), getattr(thing, "marks", ())
    if isinstance(thing, tuple | list):
        return kind, [_shape(one) for one in thing]
    if isinstance(thing, set | frozenset):
        return kind, sorted(repr(_shape(one)) for one in thing)
    if isinstance(thing, dict | MappingProxyType):
        return kind, [(_shape(key), _shape(value)) for key, value in thing.items()]
    if isinstance(thing, itemgetter):
        return kind, thing.__reduce__()[1]
    if isinstance(thing, FunctionType):
        return kind, [_shape(one.cell_contents) for one in thing.__closure__ or ()]
    if is_dataclass(thing):
        return kind, [_shape(getattr(thing, one.name)) for one in fields(thing)]
    return kind, repr(thing)


# What the fattest answers to a content come to, all that a memory keeps of them together. A reader's memory is limited
# (Limits.memory): what hostile files leave in it is missing for the next, which is then refused as too large.
ROOM = Limits().memory // 16
_LENGTH = 1 << 13  # of the contents tried: answers grow as they do
MEMORY, HOSTILE = 20 * MIB, 30


def _padded(head: bytes, again: bytes, tail: bytes, length: int) -> bytes:
    return head + again * ((length - len(head) - len(tail)) // len(again)) + tail


def _style_sheet(number: int, length: int) -> object:
    head = b'<styleSheet xmlns="%b">%b<cellXfs>' % (MAIN, b" " * number)
    return styles.read_styles(_padded(head, b"<xf/>", b"</cellXfs></styleSheet>", length), "a")


def _conditional(number: int, length: int) -> object:
    head = b'%b<sheetData></sheetData><conditionalFormatting sqref="A%d"><cfRule><x>' % (WORKSHEET, number + 1)
    part = _padded(head, b"<color/>", b"</x></cfRule></conditionalFormatting></worksheet>", length)
    return sheet_data._known_around(part, Limits())


def _cell_with_rows(number: int, length: int) -> object:
    tail = b'<row r="%d">' % (number + 2)
    return sheet_slots.slot_of(_padded(b'A%d"/></row>' % (number + 1), b'<row r="1"/>', tail, length))


def _format(number: int, length: int) -> object:
    return number_formats.parse_format(f'"{number}"{"?." * length}'[:length])


@pytest.mark.parametrize("answer", [_style_sheet, _conditional, _cell_with_rows, _format])
def test_memories__leave_room_for_the_next_file(answer: Callable[[int, int], object]) -> None:
    forget()
    answer(0, 200)
    (memory,) = (one for one in memories() if one.held() and one.work.__name__ in _ASKED[answer.__name__])
    assert memory.longest is not None
    length = min(_LENGTH, memory.longest)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(1, 4):
            answer(number, length)
        each = (tracemalloc.get_traced_memory()[0] - before) / 3
    finally:
        tracemalloc.stop()
    assert each * memory.longest / length * memory.most < ROOM


_ASKED = {
    "_style_sheet": ("read_styles",),
    "_conditional": ("_known_around",),
    "_cell_with_rows": ("slot_of",),
    "_format": ("parse_format",),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is not limited everywhere")
def test_files__are_read_the_same_after_many_that_fill_the_memories() -> None:
    """Each of them keeps within all limits, and leaves but a megabyte behind."""
    limits = Limits(memory=MEMORY)
    hostile = [Source(f"{number}.xlsx", "", data=packed(_with_sheet(_rows(number)))) for number in range(HOSTILE)]
    (by_itself,) = read_returns(hostile[-1:], workers=1, limits=limits)
    assert by_itself.record is not None
    *_, after = read_returns(hostile, workers=1, limits=limits)
    assert after == by_itself


def _rows(number: int) -> bytes:
    """A sheet of 100 cells that no other has, with 79 empty rows behind each."""
    start = number * 100 + 1
    cells = (
        b'<row r="%d"><c r="A%d"/></row>%b' % (row, row, b'<row r="1"/>' * 79) for row in range(start, start + 100)
    )
    return WORKSHEET + b"<sheetData>%b</sheetData></worksheet>" % b"".join(cells)


def _with_sheet(sheet: bytes) -> Parts:
    made = parts() | {"xl/worksheets/sheet99.xml": sheet}
    link = (
        b'<Relationship Id="x99" Target="worksheets/sheet99.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    )
    made = put_before(WORKBOOK, b"</sheets>", b'<sheet name="x99" sheetId="99" r:id="x99"/>', made)
    return put_before(RELATIONS, b"</Relationships>", link, made)


if __name__ == "__main__":
    main()
