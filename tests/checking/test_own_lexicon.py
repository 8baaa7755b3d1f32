"""An office's own lexicon works or is refused with file and line, before anything is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from tests.editions.test_own_forms import own_forms
from toolkit.cli.app import build
from toolkit.editions.own import refuse_faulty_forms
from toolkit.form import DefinitionError
from toolkit.jobs import validate

SHIPPED = (ROOT / "schemas" / "catalogue" / "lexicon.yaml").read_text(encoding="utf-8")
GRANTED = "{id: granted, matter: request, verbs: ["


def own_lexicon(folder: Path, patch: pytest.MonkeyPatch, text: str) -> Path:
    own_forms(folder, patch)
    (folder / "schemas" / "catalogue").mkdir()
    path = folder / "schemas" / "catalogue" / "lexicon.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_lexicon__as_it_ships_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_lexicon(tmp_path / "own", monkeypatch, SHIPPED)
    refuse_faulty_forms()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            GRANTED,
            "{id: granted, matter: request, verbs: [{nxet}公开, ".replace("{nxet}公开", '"{nxet}公开"'),
            "“{nxet}”没有定义",
        ),
        (GRANTED, "{id: granted, matter: requst, verbs: [", "不在可用范围"),
        (GRANTED, "{id: received, matter: request, verbs: [", "“received”写了两次"),
        (GRANTED, "{id: granted, matter: request, vebs: [", "不认识的项"),
        ("  join: [", "  jion: [", "不认识的项"),
        ("again: closed", "again: closd", "没有“closd”"),
        ("    nouns: [行政复议, ", "    nouns: [依申请公开, ", "“依申请公开”已经是“request”的说法"),
        ("money: [元]", "money: 元", "应为一列文字"),
    ],
)
def test_own_lexicon__that_is_faulty_is_told_with_file_and_line(
    old: str, new: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in SHIPPED
    text = SHIPPED.replace(old, new, 1)
    path = own_lexicon(tmp_path / "own", monkeypatch, text)
    line = SHIPPED[: SHIPPED.index(old)].count("\n") + 1
    with pytest.raises(DefinitionError, match=rf"^{re.escape(str(path))} 第 {line} 行：") as error:
        validate([tmp_path])
    assert says in str(error.value)
    told = CliRunner().invoke(build(), ["forms"])
    assert isinstance(told.exception, DefinitionError)


def test_own_lexicon__families_that_are_no_lists_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SHIPPED[: SHIPPED.index("families:")] + "families: 甲乙\n"
    own_lexicon(tmp_path / "own", monkeypatch, text)
    with pytest.raises(DefinitionError, match=r"lexicon\.yaml 第 \d+ 行：“families”应为"):
        refuse_faulty_forms()
