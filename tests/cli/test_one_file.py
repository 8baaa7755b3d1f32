"""One file never speaks for another: whatever it says, the others' verdicts and figures are those without it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reading.books import draft
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.jobs import Given, Means, collate, run_validation

PROVINCE = ROOT / "samples" / "province"
GOOD = ("990000-01_青禾省教育厅_2024.xlsx", "990000-02_青禾省公安厅_2024.xlsx", "990100-01_临湖市教育局_2024.xlsx")
Parts = dict[str, str]


def opened(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _cell(parts: Parts, sheet: int, cell: str, text: str) -> Parts:
    name = f"xl/worksheets/sheet{sheet}.xml"
    pattern = rf'<c r="{cell}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)'
    put: Callable[[re.Match[str]], str] = lambda m: f'<c r="{cell}"{m[1]} t="inlineStr"><is><t>{text}</t></is></c>'  # noqa: E731
    changed, count = re.subn(pattern, put, parts[name], count=1)
    assert count == 1, cell
    return parts | {name: changed}


def _stamp(parts: Parts, fact: str, text: str) -> Parts:
    """``parts`` with ``text`` for a fact of the stamp, in all three places."""
    facts = ("edition", "template", "year", "agency_code", "agency_name", "fingerprint", "seal", "kind", "coverage")
    parts = _cell(parts, 8, f"B{facts.index(fact) + 1}", text)
    custom, book = "docProps/custom.xml", "xl/workbook.xml"
    return parts | {
        custom: re.sub(rf'(name="nianbao_{fact}"><vt:lpwstr>)[^<]*', lambda m: m[1] + text, parts[custom]),
        book: re.sub(rf'(name="nianbao\.{fact}">)[^<]*', lambda m: f'{m[1]}"{text}"', parts[book]),
    }


def _saved(parts: Parts, time: str) -> Parts:
    core = "docProps/core.xml"
    return parts | {core: re.sub(r"(<dcterms:modified[^>]*>)[^<]*", lambda m: m[1] + time, parts[core])}


def hostile(parts: Parts) -> dict[str, Parts]:
    """One of each kind, all of them of one organ."""
    layout = load_layout(load_form(2024))
    table, figure = layout.place(load_form(2024).by_code["t3.received.natural"].index)
    text, half = layout.narrative[0].text, "_xD83D_"
    box = f"A{text.row + 1}"
    assert (table, text.column) == (layout.sheets[3], 0)
    many = "收到" + "政府信息公开" * 300 + "甲1件"
    return {
        "时间早": _saved(parts, "0001-01-01T00:00:00+14:00"),
        "时间晚": _saved(parts, "9999-12-31T23:59:59-14:00"),
        "年度长": _stamp(parts, "year", "99999999999"),
        "年度²": _stamp(parts, "year", "202²"),
        "校验码": _stamp(parts, "seal", "甲é" + half),
        "覆盖": _stamp(_stamp(parts, "kind", "summary"), "coverage", "9" * 5_000 + " 0 0 0"),
        "版本": _stamp(parts, "edition", half),
        "指纹": _stamp(parts, "fingerprint", half * 100),
        "名称长": _stamp(_cell(parts, 2, "B4", "=名" * 20_000), "agency_name", "=名" * 20_000),
        "名称半": _stamp(_cell(parts, 2, "B4", f"..\\..\\CON{half}"), "agency_name", f"{half}\u202e"),
        "代码": _stamp(_cell(parts, 2, "B3", "²\u202e" + half), "agency_code", "²"),
        "选项": _cell(parts, 2, "B13", f"{half}_x001B_[31m"),
        "文字长": _cell(parts, 6, box, "新收政府信息公开申请61件，" * 20_000),
        "文字数": _cell(parts, 6, box, f"2024年，新收政府信息公开申请{'九亿' * 4_000}件。{many}。"),
        "数字长": _cell(parts, 4, figure, "9" * 200_000),
        "数字字": _cell(parts, 4, figure, half + "x" * 200_000),
        "表名": {name: part.replace(table, f"{half}=" + "x" * 300) for name, part in parts.items()},
    }


@pytest.fixture(scope="module")
def inboxes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """A folder of good returns, one with all the hostile ones besides, and how many those are."""
    good, mixed = tmp_path_factory.mktemp("good"), tmp_path_factory.mktemp("mixed")
    for name in GOOD:
        for folder in (good, mixed):
            (folder / name).write_bytes((PROVINCE / "inbox" / name).read_bytes())
    made = hostile(opened(PROVINCE / "inbox" / "990000-03_青禾省财政厅_2024.xlsx"))
    for name, parts in made.items():
        (mixed / f"{name}.xlsx").write_bytes(packed(parts))
    return good, mixed, len(made)


def verdicts(text: str) -> dict[str, object]:
    """What a findings.json tells of each good return, but for the copies that others sent of its figures."""
    told = json.loads(text)["returns"]
    return {Path(item["file"]).name: item | {"file": ""} for item in told if Path(item["file"]).name in GOOD}


def test_validate__gives_every_file_one_verdict_and_writes_all_of_them(
    inboxes: tuple[Path, Path, int], tmp_path: Path
) -> None:
    from toolkit.reading.find.originals import fetch_original
    from toolkit.reporting import render
    from toolkit.reporting.book import write_book
    from toolkit.reporting.sendback import return_copies

    good, mixed, count = inboxes
    given = Given(roster=PROVINCE / "roster.csv", seal_key=b"k" * 32)
    alone = run_validation([good], given, Means(workers=1))
    done = run_validation([mixed], given, Means(workers=1, cache=tmp_path / "c"))
    again = run_validation([mixed], given, Means(workers=1, cache=tmp_path / "c"))
    assert again.report == done.report
    assert len({item.file for item in done.report.returns}) == len(done.report.returns) == len(GOOD) + count
    assert not {"READER-FAULT", "CHECK-FAULT"} & {f.rule for item in done.report.returns for f in item.findings}
    texts = {name: render(done.report, name) for name in ("text", "json", "html")}
    assert all(text.encode() for text in texts.values() if isinstance(text, str))
    assert not set(texts["text"]) & set("\x00\x07\x1b\u202e")
    write_book(done.report, tmp_path / "b.xlsx", beside=tmp_path)
    sent = return_copies(done.report, tmp_path / "back", fetch_original, office=done.office)
    assert len(sent) == sum(item.status.value != "accepted" for item in done.report.counted)
    assert verdicts(str(texts["json"])) == verdicts(str(render(alone.report, "json")))


def test_collate__sums_the_others_as_without_them(inboxes: tuple[Path, Path, int], tmp_path: Path) -> None:
    good, mixed, count = inboxes
    roster = PROVINCE / "roster.csv"
    alone = collate([good], roster, tmp_path / "alone", year=2024, workers=1)
    summary = collate([mixed], roster, tmp_path / "mixed", year=2024, workers=1, prior=PROVINCE / "last-year")
    assert len(summary.returns) == len(GOOD) + count
    counted = {entry.line.code: entry.values for entry in alone.entries if entry.included}
    assert counted.items() <= {entry.line.code: entry.values for entry in summary.entries}.items()
    assert len(counted) == len(GOOD)


def test_draft__has_the_places_that_are_altered() -> None:
    """The cells that ``hostile`` writes to are those of the edition."""
    book = draft(load_form(2024))
    facts = [str(fact) for cell, fact in book.sheets[book.layout.stamp_sheet].items() if cell.startswith("A")]
    assert facts == [
        "edition",
        "template",
        "year",
        "agency_code",
        "agency_name",
        "fingerprint",
        "seal",
        "kind",
        "coverage",
    ]
    cover = {line.kind: (line.row, line.column) for line in book.layout.cover if line.kind in ("code", "name")}
    assert cover == {"code": (2, 1), "name": (3, 1)}
