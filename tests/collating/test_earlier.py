"""Last year's figures come back as they were written, however the file is cut into stretches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collating.books import write_returns
from tests.collating.province import YEAR, everyone, roster, sent
from toolkit.collating import CollatingError, factfile, load_prior, sum_up, write_facts
from toolkit.collating.earlier import prior_of
from toolkit.office import Office

BLANK = "t3.granted.natural"


def kept(folder: Path, name: str) -> Path:
    """A folder with one of the two files of facts alone."""
    folder.mkdir()
    live = roster("52 甲省 - 汇总 省\n52-01 甲省教育厅 52 部门 省\n-5 =丁厅 52 部门 省")
    returns = [sent("52-01", 2 * 10**13, lines=live), sent("-5", 7, lines=live)]
    write_facts(sum_up(returns, Office(live), include_rejected=True), folder)
    for path in folder.iterdir():
        if path.name != name:
            path.unlink()
    return folder


@pytest.mark.parametrize("name", factfile.NAMES)
def test_prior__is_what_was_written(tmp_path: Path, name: str) -> None:
    summary = sum_up(everyone(), Office(roster()))
    write_facts(summary, tmp_path)
    for other in set(factfile.NAMES) - {name}:
        (tmp_path / other).unlink()
    prior = load_prior(tmp_path)
    assert (prior.year, prior.form.edition) == (YEAR, summary.form.edition)
    organs = {entry.line.code: entry.values for entry in summary.entries if entry.values is not None}
    governments = {code: node.values for code, node in summary.nodes.items()}
    assert prior.figures == organs | governments


@pytest.mark.parametrize("name", factfile.NAMES)
def test_prior__large_figures_and_codes_like_formulas_come_back_exactly(tmp_path: Path, name: str) -> None:
    figures = load_prior(kept(tmp_path / "facts", name)).figures
    assert set(figures) == {"52", "52-01", "-5"}
    index = load_prior(tmp_path / "facts").form.by_code["t2.fees.amount"].index
    assert figures["52-01"][index] == 2 * 10**13 * 1234567


@pytest.mark.parametrize("name", factfile.NAMES)
def test_prior__an_organ_cut_in_two_by_the_stretches_is_whole(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept(tmp_path / "facts", name)
    whole = load_prior(folder).figures
    monkeypatch.setattr(factfile, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(factfile, "BYTES_AT_ONCE", 4096)
    assert load_prior(folder).figures == whole


def changed(folder: Path, old: str, new: str) -> Path:
    """Facts of three organs as CSV, ``old`` replaced by ``new`` in the lines of one figure."""
    path = kept(folder, "facts.csv") / "facts.csv"
    lines = path.read_bytes().decode().splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if line.startswith("organ,52-01,") and f",{BLANK}," in line)
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new)
    path.write_bytes("".join(lines).encode())
    return folder


@pytest.mark.parametrize("value", ["", "nan", "NULL", "2.5"])
def test_prior__what_is_no_figure_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(CollatingError):
        load_prior(changed(tmp_path / "facts", ",20000000000000,", f",{value},"))


def test_prior__two_figures_for_one_field_are_refused_and_one_told_twice_is_not(tmp_path: Path) -> None:
    path = kept(tmp_path / "facts", "facts.csv") / "facts.csv"
    text = path.read_bytes().decode()
    line = next(line for line in text.splitlines() if line.startswith("organ,52-01,") and f",{BLANK}," in line)
    path.write_bytes(f"{text}{line}\r\n".encode())
    assert load_prior(tmp_path / "facts").figures
    path.write_bytes(f"{text}{line.replace(',20000000000000,', ',7,')}\r\n".encode())
    with pytest.raises(CollatingError, match=f"52-01 的 {BLANK}"):
        load_prior(tmp_path / "facts")


@pytest.mark.parametrize("name", factfile.NAMES)
@pytest.mark.parametrize("content", [b"", b"agency_code,year\r\n1,2024\r\n", b"PAR1 and no more"])
def test_prior__what_is_no_file_of_facts_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CollatingError, match="facts"):
        load_prior(tmp_path)


def test_prior__of_returns_has_their_texts_and_one_of_facts_none(tmp_path: Path) -> None:
    inbox = write_returns([*everyone(but=["52-02"]), sent("52-02", 3, wrong=True)], tmp_path / "上年")
    prior = load_prior(inbox)
    assert prior.texts["52-01"]["problems"] == "还有不足，将改进。"
    assert "52-02" not in prior.figures
    assert prior.texts["52-02"] == prior.texts["52-01"]
    write_facts(sum_up(everyone(), Office(roster())), tmp_path)
    assert not load_prior(tmp_path / "facts.csv").texts


def test_prior__without_the_figures_of_another_organ_is_without_its_texts() -> None:
    prior = prior_of([sent("52-01", 1), sent("52-02", 2)]).of_organs({"52-01": ["甲省林业局"]})
    assert prior.texts.keys() == {"52-02"}
