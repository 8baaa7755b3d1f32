"""What is published and imported again is what it was: each figure and each text, in each format and edition."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.published.importing import pages
from tests.published.publishing.reports import COVER, NARRATIVE, content, report
from tests.writing.template.test_office import convert
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.published.importing.reading import read_report
from toolkit.published.importing.understand import understand_report
from toolkit.published.publishing.render import to_bytes
from toolkit.published.publishing.report import PublishedReport
from toolkit.records import Return, recompute
from toolkit.source import Source
from toolkit.values import LARGEST

YEARS = (2020, 2024)
# As what it is published, in which encoding, as what it is read.
WAYS = {
    "docx": ("docx", "utf-8", "docx"),
    "html": ("html", "utf-8", "html"),
    "html in GB 18030": ("html", "gb18030", "html"),
    "txt": ("txt", "utf-8", "text"),
    "txt in GB 18030": ("txt", "gb18030", "text"),
}
LETTERS = "开年本局公开信息申请答复收到件一二三十（）“”《》、，；：—·％%.-/0123456789ABab 　"
LINES = st.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(lambda line: set("开年本局公信息") & {*line})
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)


def read_again(made: PublishedReport, way: str) -> Return:
    kind, encoding, read = WAYS[way]
    return understand_report("报告", to_bytes(made, kind, encoding), read)


def differences(item: Return, form: Form, values: Sequence[int | None], texts: Mapping[str, str]) -> list[str]:
    """The figures and texts of ``item`` that are not those given."""
    record = item.record
    assert record is not None, item.findings
    figures = [
        f"{field.code}: {found} for {value}"
        for field, found, value in zip(form.fields, record.values, values, strict=True)
        if found != value
    ]
    return figures + [
        f"{name}: {record.narrative.get(name)!r} for {text!r}"
        for name, text in texts.items()
        if squeezed(record.narrative.get(name, "")) != squeezed(text)
    ]


def squeezed(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("year", YEARS)
def test_round_trip__of_the_samples(year: int, way: str) -> None:
    item = read_again(report(year), way)
    assert differences(item, load_form(year), content(year).values, NARRATIVE) == []
    assert item.record is not None
    assert (item.record.year, item.record.agency.name) == (year, content(year).agency)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("figure", [0, 1, int(LARGEST)])
def test_round_trip__of_the_smallest_and_the_largest_figures(year: int, way: str, figure: int) -> None:
    form = load_form(year)
    values = recompute(form, [None if item.computed else figure for item in form.fields])
    assert differences(read_again(report(year, values=values), way), form, values, NARRATIVE) == []


@pytest.mark.parametrize("way", WAYS)
def test_round_trip__of_a_draft_leaves_its_mark_out_of_the_texts(way: str) -> None:
    made = report(draft=True, faults={"errors": {"count": 3}})
    item = read_again(made, way)
    assert differences(item, load_form(2024), content(2024).values, NARRATIVE) == []
    assert "REPORT-DRAFT" in {finding.rule for finding in item.findings if finding.severity == "error"}


@pytest.mark.parametrize("way", WAYS)
def test_round_trip__what_was_still_to_be_filled_in_is_blank_again(way: str) -> None:
    texts = {name: text for name, text in NARRATIVE.items() if name != "problems"}
    item = read_again(report(cover={}, narrative=texts, date=""), way)
    assert item.record is not None
    assert "problems" not in item.record.narrative
    assert differences(item, load_form(2024), content(2024).values, texts) == []
    assert not {"address", "postcode", "telephone", "prepared_on"} & item.record.cover.keys()
    (told,) = (finding for finding in item.findings if finding.rule == "REPORT-LACKING")
    assert told.message.count("待补")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fees", [("0", "0"), ("2", "30.50")])
@pytest.mark.parametrize("written", ["没有其他需要报告的事项。", "其一。\n其二。", "共收取信息处理费2件。", ""])
def test_round_trip__of_the_figures_that_a_section_states(way: str, fees: tuple[str, str], written: str) -> None:
    """They are printed where its text does not speak of them, and are no part of it."""
    texts = {**NARRATIVE, "others": written, "fee_cases": fees[0], "fee_amount": fees[1]}
    item = read_again(report(narrative=texts), way)
    assert item.record is not None
    read = item.record.narrative
    if "费" in written:  # said in words of its own
        assert (read["others"], "fee_cases" in read) == (written, False)
    else:
        assert (read["fee_cases"], read["fee_amount"]) == fees
        assert read["others"] == written or not written


@pytest.mark.parametrize("way", WAYS)
def test_round_trip__of_the_day_that_it_is_signed(way: str) -> None:
    item = read_again(report(date="2025年3月2日"), way)
    assert item.record is not None
    assert item.record.cover["prepared_on"] == "2025-03-02"


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_round_trip__of_any_figures_and_texts(data: st.DataObject) -> None:
    form = load_form(data.draw(st.sampled_from(YEARS)))
    figures = st.one_of(st.integers(0, 99), st.integers(0, int(LARGEST)))
    given = data.draw(st.lists(figures, min_size=len(form.fields), max_size=len(form.fields)))
    values = recompute(form, [None if item.computed else value for item, value in zip(form.fields, given, strict=True)])
    texts = {part.id: data.draw(TEXTS) for part in form.narrative}
    year = 2020 if form.edition == "2019" else 2024
    made = report(year, values=values, narrative=texts)
    for way in WAYS:
        item = read_again(made, way)
        assert differences(item, form, values, texts) == [], way


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("saved_as", [("docx",), ("odt", "docx"), ("html",)], ids="-".join)
def test_round_trip__after_libreoffice_has_saved_it(tmp_path: Path, year: int, saved_as: tuple[str, ...]) -> None:
    """With figures of which few are alike, so that none can stand for another."""
    form = load_form(year)
    values = pages.figures(form, year)
    path = tmp_path / "报告.docx"
    path.write_bytes(to_bytes(report(year, values=values), "docx"))
    for number, kind in enumerate(saved_as):
        (out := tmp_path / str(number)).mkdir()
        (path,) = convert([path], out, kind)
    item = read_report(Source(path.name, str(path)))
    assert differences(item, form, values, NARRATIVE) == []
    assert item.record is not None
    assert {name: item.record.cover.get(name) for name in COVER} == COVER  # also the hyphen of a number
