"""A sheet read by the plan of its skeleton says what the careful reading says of it, in whatever order files come."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.hostile import make
from toolkit.book import ByCell, Content
from toolkit.memory import forget_all
from toolkit.ooxml.cell_values import CellReader
from toolkit.ooxml.limits import Limits
from toolkit.ooxml.sheet_cut import cut_sheet
from toolkit.ooxml.sheet_data import PlannedSheet, content_of, open_sheet
from toolkit.ooxml.sheet_pass import SheetPass
from toolkit.ooxml.sheet_plan import plan_of
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.xml_events import MAIN
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return
from toolkit.refusal import Refused
from toolkit.source import Source

STRINGS = ("表", "", "5", "红 字")
STYLES = Styles(dates=frozenset({"3"}))
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])

VALUES = (
    "", "0", "1", "2", "3", "03", " ", "5", "9", " 5", "05", "-1", "-3", "+5", "5.0", "5.", "2.5", "1E400",
    ".5", "1e3", "INF", "1_000", "５", "123456789012345", "1234567890123456", "45356", "60.5", "true", "#REF!",
    "2024-03-05", "&#53;", "&lt;v>5", "&own;", "a_x000D_b", "a\r\nb", "五", "]]>",
)  # fmt: skip
CELLS = (
    '<c r="{a}"{s}{t}><v>{v}</v></c>',
    '<c r="{a}"{s}><v>{v}</v></c>',
    '<c r="{a}"{s} t="s"><v>{v}</v></c>',
    '<c r="{a}"{s} t="n"><v>{v}</v></c>',
    '<c r="{a}"{s}/>',
    '<c r="{a}"{s}><v/></c>',
    '<c r="{a}"{s} t="inlineStr"><is><t>{v}</t></is></c>',
    '<c r="{a}"{s}{t}><f>A1+1</f><v>{v}</v></c>',
    # What few programs write, or none.
    '<c r="{a}" t="inlineStr"><is><t xml:space="preserve">{v}</t></is></c>',
    '<c r="{a}"{t}><is><t>{v}</t></is></c>',
    '<c r="{a}" t="inlineStr"><v>{v}</v></c>',
    '<c r="{a}" t="inlineStr"><is><v>{v}</v></is></c>',
    '<c r="{a}" t="inlineStr"><is><r><t>{v}</t></r><r><t>!</t></r></is></c>',
    '<c r="{a}"{s}></c>',
    '<c r="{a}"><f t="shared" si="0"/><v>{v}</v></c>',
    '<c r="{a}"><f>A1</f></c>',
    '<c r="{a}" t="str"><f>"x"</f><v>{v}</v></c>',
    '<c r="{a}" cm="1"{s}><v>{v}</v></c>',
    '<c{s} r="{a}"{t}><v>{v}</v></c>',
    "<c r='{a}'{s}><v>{v}</v></c>",
    '<c\nr="{a}"><v>{v}</v></c>',
    '<c r="{a}" ><v >{v}</v ></c>',
    '<x:c r="{a}"><x:v>{v}</x:v></x:c>',
    '<c r="{a}"><v>{v}</v><v>7</v></c>',
    '<c r="{a}">\n<v>{v}</v>\n</c>',
    "<c><v>{v}</v></c>",
    '<c r="${a}"><v>{v}</v></c>',
    '<c r="{a}"><v>{v}<b/></v></c>',
    '<c r="{a}"><v>{v}</v></v></c>',
    '<c r="{a}"><?x <v>9</v>?><v>{v}</v></c>',
    '<c r="{a}"><!-- <v>9</v> --><v>{v}</v></c>',
    '<c r="{a}"><v><![CDATA[{v}]]></v></c>',
    "<c r=\"{a}\"><f>cmd|'/c x'!A0</f><v>{v}</v></c>",
)
USUAL = CELLS[:8]
KINDS = ("", ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="x"')
HEADS = ("", '<dimension ref="A1:B2"/>', "<?x <sheetData>?>", "<!-- <sheetData> -->", "<x><f>cmd|'/c x'!A0</f></x>")
TAILS = (
    "",
    "<!DOCTYPE x>",
    '<sheetProtection sheet="1"/>',
    '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    '<mergeCells><mergeCell\nref="A1:B2"/><mergeCell\tref="A3:B3"/><mergeCell ref="A4:B4"/></mergeCells>',
    '<sheetData ><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData >',
    "<ext><x:f>cmd|'/c x'!A0</x:f></ext>",
    '<!-- <sheetData><row><c r="A1"><v>9</v></c></row></sheetData> -->',
    "<?x </sheetData>?>",
    "<headerFooter><oddHeader>&amp;R某局</oddHeader></headerFooter>",
    "<headerFooter><oddHeader>&own;</oddHeader></headerFooter>",
)
BETWEEN = (
    "",
    '</row><row r="9">',
    "\n",
    "</row>\n<row r='9' >",
    "<row ?>",
    "</sheetData><sheetData>",
    '</row><row r="9"/>',
)


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """A sheet's part, mostly as the usual programs write it."""
    forms = draw(st.sampled_from((USUAL, USUAL, CELLS)))
    values = draw(st.sampled_from((VALUES[:6], VALUES[:6], VALUES)))  # those at hand fit as an index, too
    kinds = draw(st.sampled_from((KINDS[:5], KINDS)))
    between = draw(st.sampled_from((BETWEEN[:1], BETWEEN)))
    rows = []
    for place in range(draw(st.integers(0, 7))):
        again = draw(st.integers(0, 9)) == 0
        cell = draw(st.sampled_from(forms)).format(
            a=f"{'ABC'[place % 3]}{1 if again else 1 + place // 3}",
            s=draw(st.sampled_from(("", ' s="0"', ' s="3"'))),
            t=draw(st.sampled_from(kinds)),
            v=draw(st.sampled_from(values)),
        )
        start = f'</row><row r="{1 + place // 3}">' if place and place % 3 == 0 else ""
        rows.append(start + cell + draw(st.sampled_from(between)))
    head = draw(st.sampled_from(HEADS)) if draw(st.integers(0, 4)) == 0 else ""
    tail = draw(st.sampled_from(TAILS))
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">{head}<sheetData><row r="1">{"".join(rows)}</row></sheetData>'
        f"{tail}</worksheet>"
    ).encode()


READER = CellReader("甲", STRINGS, STYLES.dates, False)


def told(content: Content) -> tuple[object, ...]:
    """All that a content says, as plain values."""
    return (
        dict(content.cells),
        dict(content.formulas.by_cell),
        content.merges,
        content.spills,
        {cell: look for cell, look in content.looks.by_cell.items() if cell in content.cells},
        content.hidden_rows,
        content.hidden_columns,
    )


def by_plan(part: bytes) -> PlannedSheet | None:
    """The sheet by its plan; None where it has none. Raises Refused."""
    frame, cut, plan, _ = open_sheet(part, cut_sheet(part), "x.xml", Limits())
    return PlannedSheet(cut, plan, frame, READER, STYLES) if cut is not None and plan is not None else None


def by_pass(part: bytes) -> Content:
    passed = SheetPass("x.xml", Limits()).read(part)
    return content_of(passed, passed.notes.made(), READER, STYLES)


def attempt(read: Callable[[], object]) -> object:
    try:
        return read()
    except Refused:
        return "refused"


@MANY
@given(sheets())
def test_plan__says_what_the_careful_reading_says(part: bytes) -> None:
    planned = attempt(lambda: by_plan(part))
    if isinstance(planned, PlannedSheet):
        assert attempt(lambda: told(planned.content())) == attempt(lambda: told(by_pass(part)))
    elif planned == "refused":
        assert attempt(lambda: told(by_pass(part))) == "refused"


@MANY
@given(sheets(), st.sampled_from(("A", "B")), st.sampled_from(STRINGS))
def test_plan__of_some_columns_and_of_fixed_texts_agrees_with_the_whole(part: bytes, column: str, text: str) -> None:
    held = attempt(lambda: by_plan(part))
    whole = attempt(lambda: by_pass(part))
    if not isinstance(held, PlannedSheet) or not isinstance(whole, Content):
        return
    some = held.columns(frozenset({column}))
    assert {cell: some[cell] for cell in some if cell[0] == column} == {
        cell: whole.cells[cell] for cell in whole.cells if cell[0] == column
    }
    if held.bears(ByCell({f"{column}1": text})):
        assert whole.cells[f"{column}1"] == text


def test_plan__reads_what_programs_write() -> None:
    """Else the tests above hold for nothing: most sheets must be planned, texts in their cells included."""
    cells = "".join(
        f'<row r="{row}" spans="1:2" ht="15" customHeight="1" x14ac:dyDescent="0.25">'
        + form.format(a=f"A{row}", s=' s="0"', t="", v="1")
        + "</row>"
        for row, form in enumerate(USUAL, 1)
    )
    cut = cut_sheet(f'<worksheet xmlns="{MAIN}"><sheetData>\n{cells}</sheetData></worksheet>'.encode())
    assert cut is not None
    assert plan_of(cut) is not None


def test_cut__leaves_a_part_whole_whose_pieces_would_fill_the_memory() -> None:
    few, many = (
        b"<worksheet><sheetData>%b</sheetData></worksheet>" % (b'<row r="1"><c r="A1"><v>5</v></c></row>' * count)
        for count in (10, 130_000)
    )
    assert cut_sheet(few) is not None
    assert cut_sheet(many) is None


def filled() -> dict[str, bytes]:
    """The parts of a filled workbook."""
    with zipfile.ZipFile(ROOT / "samples" / "filled" / "suqian-2024.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def damaged(parts: dict[str, bytes], rng: random.Random) -> bytes:
    """A workbook that differs from ``parts`` in what its cells hold, and now and then in how it is written."""
    parts = dict(parts)
    name = f"xl/worksheets/sheet{rng.choice((2, 3, 4, 4, 5, 7))}.xml"
    odd = rng.choice((0.005, 0.05))
    value: Callable[[re.Match[bytes]], bytes] = lambda found: (  # noqa: E731
        b"<v>%b</v>" % rng.choice(VALUES).encode() if rng.random() < odd else found[0]
    )
    cell: Callable[[re.Match[bytes]], bytes] = lambda found: (  # noqa: E731
        rng.choice(CELLS).format(a=found[1].decode(), s="", t="", v=rng.choice(VALUES)).encode()
        if rng.random() < odd / 4
        else found[0]
    )
    parts[name] = re.sub(rb"<v>[^<]*</v>", value, parts[name])
    if rng.random() < 0.5:
        parts[name] = re.sub(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', cell, parts[name])
    if rng.random() < 0.3:
        parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + rng.choice(TAILS).encode())
    if rng.random() < 0.3:
        parts[make.STRINGS] = re.sub(
            rb"<si>.*?</si>",
            lambda found: found[0] if rng.random() > odd else b"<si><t>x</t></si>",
            parts[make.STRINGS],
        )
    return make.packed(parts)


def read(data: bytes) -> Return:
    return read_one(Source("a.xlsx", "a.xlsx", data=data))


def test_memory__of_other_files_changes_no_return() -> None:
    rng = random.Random(6)
    parts = filled()
    files = [make.packed(parts), make.template(), *(damaged(parts, rng) for _ in range(30))]
    alone = []
    for data in files:
        forget_all()
        alone.append(read(data))
    assert sum(returned.record is not None for returned in alone) > len(files) // 2
    for _ in range(4):
        order = rng.sample(range(len(files)), len(files))
        assert [read(files[index]) for index in order] == [alone[index] for index in order]


@pytest.mark.parametrize("value", ["<v>5<v>", "</v>5</v>", "</v>5<v>", "<v>5</v></v>", "<v>5</v>6</v>", "<v><v>5</v>"])
def test_cut__of_tags_that_do_not_pair_is_none(value: str) -> None:
    cells = f'<row r="1"><c r="A1">{value}</c><c r="B1"><v>3</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    assert cut_sheet(sheet) is None
    with pytest.raises(Refused, match="PART-BROKEN"):
        open_sheet(sheet, cut_sheet(sheet), "a", Limits())
