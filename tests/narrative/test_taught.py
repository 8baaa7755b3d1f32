"""Whoever opens the lexicon can teach it phrases, by words in YAML alone; and what it hears stays as good."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.editions.test_own_forms import YEAR, own_forms
from tests.narrative.score import score
from tests.narrative.test_set import read
from toolkit.editions import load_form
from toolkit.narrative.hearing import hear
from toolkit.reading.run.return_json import from_json, to_json
from toolkit.records import Agency, Record, Return
from toolkit.source import Source

SHIPPED = (ROOT / "schemas" / "catalogue" / "lexicon.yaml").read_text(encoding="utf-8")
# what is written, where its words go in, and what it then says
TAUGHT = [
    ("全年揽收公开申请7件。", "verbs: [收到, ", "揽收, ", ("taken", 7)),
    ("公开申请准予查阅4件。", "verbs: [予以公开, ", "准予查阅, ", ("granted", 4)),
    ("依申请公开，留存隔年再办2件。", 'verbs: ["结转{to}{next}{go}", ', "留存隔年再办, ", ("carried_out", 2)),
    ("全年核发行政许可9件。", "matter: licences, default: true, verbs: [", "核发, ", ("licences", 9)),
    ("信息公开申请工本费3元。", "nouns: [信息处理费, ", "工本费, ", ("fee_amount", 3)),
]


@pytest.mark.parametrize(("text", "where", "words", "says"), TAUGHT, ids=[case[0] for case in TAUGHT])
def test_phrase__is_taught_by_its_words(
    text: str, where: str, words: str, says: tuple[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHIPPED.count(where) == 1
    assert hear(text, load_form(YEAR), YEAR, "").statements == ()
    own_forms(tmp_path / "own", monkeypatch)
    (tmp_path / "own" / "schemas" / "catalogue").mkdir()
    taught = SHIPPED.replace(where, where + words)
    (tmp_path / "own" / "schemas" / "catalogue" / "lexicon.yaml").write_text(taught, encoding="utf-8")
    (statement,) = hear(text, load_form(YEAR), YEAR, "").statements
    assert (statement.subjects, statement.figure.low) == ((says[0],), Decimal(says[1]))


def test_working_half__is_heard_as_well_as_it_was() -> None:
    found = score(read("working.yaml"))
    assert found.recall >= 0.93
    assert found.precision >= 0.99


def test_long_text__of_one_kind_of_word_is_heard_in_one_pass() -> None:
    form = load_form(2024)
    for words in ("收到申请", "没有", "（", "1件", "其中自然人", "信息公开", "结转下年"):
        assert len(hear(words * (32_000 // len(words)), form, 2024, words * 20).statements) <= 32_000


def test_heard__is_kept_with_its_return() -> None:
    form = load_form(2024)
    text = "收到公开申请35件，其中自然人30件、法人8件，无结转。收取信息处理费1.5万元。"
    heard = {"overview": hear(text, form, 2024, "某局")}
    assert heard["overview"].statements
    assert heard["overview"].wrong_sums
    record = Record("2021", 2024, Agency("1", "某局"), (0,) * len(form.fields), heard=heard)
    kept = from_json(to_json(Return("a.xlsx", "", record)), Source("a.xlsx", "a.xlsx"))
    assert kept.record is not None
    assert kept.record.heard == heard
